"""Answers the projects of a frozen index: every mode that uv was measured in, in the schema of expected/."""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from packaging.utils import canonicalize_name

from resolver_core import (
    UV_VERSION,
    ForkStrategy,
    IndexStrategy,
    PrereleaseMode,
    ResolutionMode,
    Settings,
    parse_cutoff,
)
from resolver_core.index.base import Index
from tests.conformance.asking import Answer, Question, ask, loopback_index
from tests.conformance.processes import spread
from tests.conformance.schema import JsonObject, edge_tables, edges, error, from_indexes
from tests.conformance.shared_programs import frozen_index

BASE_IN_FILES = "http://127.0.0.1:8765"  # how the projects and the expected files spell the server
LINUX = "x86_64-unknown-linux-gnu"
PLATFORMS = (LINUX, "aarch64-apple-darwin", "x86_64-pc-windows-msvc")


@dataclass(frozen=True)
class Project:
    """One project directory; `server` is the base address of a running index, None for one of our own."""

    directory: Path
    out: Path
    server: str | None
    seconds: float


def answer_projects(
    directory: Path, out: Path, slugs: list[str], server: str | None, jobs: int, seconds: float
) -> None:
    """Answers every project below a folder (or those named) and writes OUT/<slug>.json for each."""
    out.mkdir(parents=True, exist_ok=True)
    folders = sorted(path.parent for path in directory.glob("*/pyproject.toml"))
    chosen = [folder for folder in folders if not slugs or folder.name in slugs]
    if missing := set(slugs) - {folder.name for folder in chosen}:
        raise SystemExit(f"no such project: {', '.join(sorted(missing))}")
    spread(answer_project, [Project(folder, out, server, seconds) for folder in chosen], jobs, str)


def answer_project(project: Project) -> str:
    """Measures one project, writes its file and returns a line that sums it up."""
    start = time.perf_counter()
    text = (project.directory / "pyproject.toml").read_text("utf-8")
    case = load_case(project.directory)
    with index_base(project, case) as base, loopback_index() as index:
        asking = Case(text, case, base, index, project.seconds)
        result = {"slug": project.directory.name, "uv": UV_VERSION, "case": case}
        result |= {"universal": asking.universal(), "single": dict(asking.singles())}
    path = project.out / f"{project.directory.name}.json"
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return summary(result, time.perf_counter() - start)


def load_case(directory: Path) -> JsonObject:
    """The case.json of a project; {} where it has none."""
    path = directory / "case.json"
    found: JsonObject = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def index_base(project: Project, case: JsonObject) -> AbstractContextManager[str]:
    """The base address of the index that a case is asked against."""
    return nullcontext(project.server.rstrip("/")) if project.server else frozen_index(case.get("fail", []))


def summary(result: JsonObject, seconds: float) -> str:
    """One line: how many packages in every mode."""
    modes = {"universal": result["universal"], **result["single"]}
    cells = [f"{name} {len(mode['packages']) if mode['status'] == 'ok' else 'ERROR'}" for name, mode in modes.items()]
    return f"{result['slug']} ({seconds:.1f} s): " + " | ".join(cells)


@dataclass(frozen=True)
class Case:
    """One project against one index."""

    text: str
    case: JsonObject
    base: str
    index: Index
    seconds: float

    @property
    def document(self) -> JsonObject:
        """The parsed pyproject.toml."""
        return tomllib.loads(self.text)

    @property
    def python(self) -> str:
        """The Python of the single runs on every platform."""
        return str(self.case.get("python", "3.12"))

    def ask(self, python: str, platform: str, variant: JsonObject, universal: bool = False) -> Answer:
        """Our answer in one mode."""
        question = Question(
            text=self.text.replace(BASE_IN_FILES, self.base),
            filename="pyproject.toml",
            default_index=f"{self.base}/simple",
            python=python,
            platform=platform,
            universal=universal,
            settings=command_line_settings(self.case),
            extras=tuple(variant.get("extras", [])),
            groups=tuple(variant.get("groups", [])),
        )
        return ask(question, self.index, self.seconds)

    def universal(self) -> JsonObject:
        """The answer to `uv lock`."""
        answer = self.ask(self.python, LINUX, {}, universal=True)
        if failed := self.failure(answer):
            return failed
        assert answer.document is not None
        return {
            "status": "ok",
            "seconds": round(answer.seconds, 3),
            "requires_python": answer.document["requires_python"],
            "resolution_markers": answer.document["fork_markers"],
            "packages": [self.locked(package) for package in answer.document["packages"]],
        }

    def singles(self) -> Iterator[tuple[str, JsonObject]]:
        """The answers to `uv pip compile`, by variant, Python and platform."""
        targets = [(self.python, platform) for platform in PLATFORMS]
        if self.case.get("older_python"):
            targets.append((self.case["older_python"], LINUX))
        for variant in variants_of(self.document, self.case):
            for python, platform in targets:
                yield f"{variant['name']}/{python}/{platform}", self.single(python, platform, variant)

    def single(self, python: str, platform: str, variant: JsonObject) -> JsonObject:
        """The answer for one target."""
        answer = self.ask(python, platform, variant)
        if failed := self.failure(answer):
            return failed
        assert answer.document is not None
        packages = list(from_indexes(answer.document))
        return {
            "status": "ok",
            "seconds": round(answer.seconds, 3),
            "packages": {package["name"]: package["version"] for package in packages},
            "selected": {package["name"]: name for package in packages if (name := metadata_file(package))},
        }

    def failure(self, answer: Answer) -> JsonObject | None:
        """The mode of an answer without pins."""
        problem = error(answer)
        if problem is None:
            return None
        text = self.portable(problem["message"])
        problem = problem | {"message": text, **({"file": self.portable(problem["file"])} if "file" in problem else {})}
        return {"status": "error", "seconds": round(answer.seconds, 3), "message": text, "error": problem}

    def portable(self, text: str) -> str:
        """A text with the address that the expected files have."""
        return text.replace(self.base, BASE_IN_FILES)

    def locked(self, package: JsonObject) -> JsonObject:
        """One package of the lock."""
        result: JsonObject = {
            "name": package["name"],
            "version": package["version"] or "",
            "source": self.source(package),
        }
        if not package["root"]:
            result["marker"] = package["marker"]
        if package["fork_markers"]:
            result["fork_markers"] = package["fork_markers"]
        if name := metadata_file(package):
            result["selected"] = name
        if package["dependencies"]:
            result["dependencies"] = edges(package["dependencies"])
        if package["optional_dependencies"]:
            result["optional-dependencies"] = edge_tables(package["optional_dependencies"])
        if package["dependency_groups"]:
            result["dev-dependencies"] = edge_tables(package["dependency_groups"])
        return result

    def source(self, package: JsonObject) -> dict[str, str]:
        """The source as uv.lock names it: the project is editable where it is a package, else virtual."""
        if package["root"]:
            settings = self.document.get("tool", {}).get("uv", {})
            return {"editable" if settings.get("package", "build-system" in self.document) else "virtual": "."}
        if package["index_url"] is not None:
            return {"registry": self.portable(package["index_url"])}
        return {"url": self.portable(package["source"])}


def metadata_file(package: JsonObject) -> str | None:
    """The file whose metadata were read. Where they were supplied, the file that uv's log still names."""
    read = package["metadata_from"]
    if read is None:
        return None
    if read["how"] != "supplied":
        name: str = read["filename"]
        return name
    files = [package["install_file"]] if package["install_file"] else package["files"]
    return files[0]["filename"] if len(files) == 1 else None


def variants_of(document: JsonObject, case: JsonObject) -> list[JsonObject]:
    """The selections of extras and groups: the case's own, else none and (where nothing conflicts) everything."""
    if "variants" in case:
        variants: list[JsonObject] = case["variants"]
        return variants
    extras = sorted(document["project"].get("optional-dependencies", {}))
    groups = sorted(document.get("dependency-groups", {}))
    conflicts = document.get("tool", {}).get("uv", {}).get("conflicts")
    everything = [{"name": "all", "extras": extras, "groups": groups}] if (extras or groups) and not conflicts else []
    return [{"name": "default"}, *everything]


def command_line_settings(case: JsonObject) -> Settings:
    """The case's `flags` and `as_of` as settings. An unknown flag ends the program."""
    parser = argparse.ArgumentParser(prog="flags of case.json", add_help=False, allow_abbrev=False)
    parser.add_argument("--resolution", type=ResolutionMode)
    parser.add_argument("--prerelease", type=PrereleaseMode)
    parser.add_argument("--fork-strategy", type=ForkStrategy)
    parser.add_argument("--index-strategy", type=IndexStrategy)
    parser.add_argument("--exclude-newer", default=case.get("as_of"))
    parser.add_argument("--no-build", action="store_true", default=None)
    parser.add_argument("--no-binary", action="store_true", default=None)
    for flag in ("--no-build-package", "--no-binary-package"):
        parser.add_argument(flag, action="append", type=canonicalize_name)
    flags = parser.parse_args(case.get("flags", []))
    cutoff = parse_cutoff(flags.exclude_newer, datetime.now(UTC)) if flags.exclude_newer else None
    return Settings(
        resolution=flags.resolution,
        prerelease=flags.prerelease,
        fork_strategy=flags.fork_strategy,
        index_strategy=flags.index_strategy,
        exclude_newer=cutoff,
        no_build=flags.no_build,
        no_build_package=frozenset(flags.no_build_package) if flags.no_build_package else None,
        no_binary=flags.no_binary,
        no_binary_package=frozenset(flags.no_binary_package) if flags.no_binary_package else None,
    )
