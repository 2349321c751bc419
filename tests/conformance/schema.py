"""From our resolution document to the parts that both schemas of measured answers share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.conformance.asking import Answer, Document

JsonObject = dict[str, Any]


def others(document: Document) -> Iterator[JsonObject]:
    """The packages of a document without the project itself."""
    return (package for package in document["packages"] if not package["root"])


def from_indexes(document: Document) -> Iterator[JsonObject]:
    """The packages that `uv pip compile` prints as NAME==VERSION: those that come from an index."""
    return (package for package in others(document) if package["index_url"] is not None)


def edge(dependency: JsonObject) -> JsonObject:
    """One dependency as uv.lock writes it; synthetic extras of conflicts stay in the marker."""
    result = {"name": dependency["name"], "version": dependency["version"]}
    if dependency["extra"]:
        result["extra"] = [dependency["extra"]]
    if dependency["marker"]:
        result["marker"] = dependency["marker"]
    return result


def edges(dependencies: list[JsonObject]) -> list[JsonObject]:
    """All dependencies of one table."""
    return [edge(dependency) for dependency in dependencies]


def edge_tables(tables: dict[str, list[JsonObject]]) -> dict[str, list[JsonObject]]:
    """The dependencies of every extra or group."""
    return {name: edges(dependencies) for name, dependencies in sorted(tables.items())}


def error(answer: Answer) -> JsonObject | None:
    """The failure of an answer as an object (`kind`, `message`, ...); None where there are pins."""
    if answer.crash:
        return {"kind": "other", "message": f"crash: {answer.crash}"}
    if answer.document is None:
        return {"kind": "other", "message": answer.refusal}
    conflict, failure = answer.document["conflict"], answer.document["failure"]
    if conflict is not None:
        return {
            "kind": "unsatisfiable",
            "message": "\n".join(conflict["summary"]),
            "projects": conflict["projects"],
        }
    return None if failure is None else failure_error(failure)


def failure_error(failure: JsonObject) -> JsonObject:
    """An index's trouble; kinds that uv does not have are "other"."""
    result = {
        "kind": failure["kind"] if failure["kind"] in {"fetch", "build"} else "other",
        "message": failure["message"],
        "projects": failure["projects"],
    }
    if failure["filename"] or failure["url"]:
        result["file"] = failure["filename"] or failure["url"]
    if failure["status_code"] is not None:
        result["status_code"] = failure["status_code"]
    return result
