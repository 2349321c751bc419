"""The smallest project as a JSON document, and how far the search for it is."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from packaging.utils import canonicalize_name

from resolver_core.codec.explanation import ExplanationDocument
from resolver_core.codec.says import one_of, says
from resolver_core.codec.schema_version import SCHEMA_VERSION
from resolver_core.codec.target import TargetEntry, target_entry, target_of
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Proof
from resolver_core.exports.smallest import (
    NoScenario,
    Setting,
    to_dockerfile,
    to_project,
    to_reply,
    to_scenario,
    to_snapshot_test,
)
from resolver_core.exports.smallest.reply import enough
from resolver_core.minimise.goal import RootDivergence
from resolver_core.minimise.smallest import Ending, Progress, Size, Smallest, Stage, size_of
from resolver_core.policy import UV_VERSION
from resolver_core.targets.environment import Environment


class SizeEntry(TypedDict):
    """What is left of a question. The last three are `null` where all of the index is there."""

    requirements: Annotated[int, says("in the project, constraints and overrides included")]
    lines: Annotated[int, says("of the pyproject.toml")]
    projects: Annotated[int | None, says("that the index has")]
    versions: Annotated[int | None, says("of all of them")]
    files: Annotated[int | None, says("of all versions")]


class SmallestProgressDocument(TypedDict):
    """How far the search for the smallest project is."""

    stage: Annotated[str, one_of(Stage), says("what gets smaller: the text, or the index with it")]
    left: Annotated[SizeEntry, says("what is left")]
    text: Annotated[str, says("the pyproject.toml that is left")]
    solves: Annotated[int, says("how many were spent")]
    is_proven: Annotated[bool, says("whether the cause is proven of it, or the difference alone was seen")]


class WrittenEntry(TypedDict):
    """The smallest project as others can use it."""

    pyproject: Annotated[str, says("the project, with the two commands on top")]
    dockerfile: Annotated[str, says("a Dockerfile that runs both commands")]
    snapshot: Annotated[str, says("the body of a snapshot test for uv's own repository")]
    markdown: Annotated[str, says("a reply")]
    scenario: NotRequired[Annotated[str, says("project and index as a scenario of packse, where it can be one")]]


class SmallestDocument(TypedDict):
    """The smallest project that still shows the same for the same proven cause (`smallest_to_json`)."""

    schema_version: Annotated[int, says("of this document")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    target: Annotated[TargetEntry, says("where")]
    project: Annotated[str | None, says("the project in question; `null`: the answer as a whole")]
    cause: Annotated[str, one_of(CauseClass), says("the class of the cause")]
    summary: Annotated[str, says("why")]
    enough: Annotated[str, says("how little it takes, in words")]
    text: Annotated[str, says("the pyproject.toml that is left")]
    before: Annotated[SizeEntry, says("the size of the question as it was")]
    left: Annotated[SizeEntry, says("what is left of it on the whole index")]
    is_minimal: Annotated[bool, says("whether no part can go alone")]
    closed: Annotated[SizeEntry | None, says("what is left on an index of its own; `null`: the data do not suffice")]
    is_closed_minimal: Annotated[bool, says("whether no part of that can go alone")]
    solves: Annotated[int, says("how many were spent")]
    ending: Annotated[str, one_of(Ending), says("why it went no further")]
    written: Annotated[WrittenEntry, says("in other formats")]
    no_scenario: Annotated[list[str], says("why there is no scenario")]


def progress_to_json(progress: Progress) -> SmallestProgressDocument:
    """The document of a step."""
    return {
        "stage": progress.stage.value,
        "left": size_entry(progress.left),
        "text": progress.text,
        "solves": progress.solves,
        "is_proven": progress.is_proven,
    }


def smallest_to_json(smallest: Smallest, setting: Setting) -> SmallestDocument:
    """The document of a result; `setting` is where its commands are meant for."""
    text, closed, goal = smallest.text, smallest.closed, smallest.goal
    written, no_scenario = _written(smallest, setting)
    return {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "target": target_entry(smallest.target),
        "project": goal.project,
        "cause": goal.cause_class.value,
        "summary": text.cause.summary,
        "enough": enough(text),
        "text": text.case.text,
        "before": size_entry(smallest.before),
        "left": size_entry(size_of(text.case)),
        "is_minimal": text.is_minimal,
        "closed": None if closed is None else size_entry(size_of(closed.case, smallest.recorded)),
        "is_closed_minimal": closed is not None and closed.is_minimal,
        "solves": smallest.solves,
        "ending": smallest.ending.value,
        "written": written,
        "no_scenario": no_scenario,
    }


def known_divergence(
    reasons: ExplanationDocument | None, target: Environment, project: str | None
) -> RootDivergence | None:
    """A root whose cause is known to be proven at a target: that of a project, or the first. Nobody has to look again.

    None where there is none: then what there is to be shown is for the search to find.
    """
    for entry in () if reasons is None else reasons["divergences"]:
        cause = entry["cause"]
        if not entry["root"] or cause is None or cause["proof"] != Proof.PROVEN or target_of(entry["target"]) != target:
            continue
        if project in (None, entry["project"]) and cause["class"] != CauseClass.NOT_PROVEN:
            return RootDivergence(canonicalize_name(entry["project"]), CauseClass(cause["class"]))
    return None


def size_entry(size: Size) -> SizeEntry:
    """The entry of a size."""
    return {
        "requirements": size.requirements,
        "lines": size.lines,
        "projects": size.projects,
        "versions": size.versions,
        "files": size.files,
    }


def _written(smallest: Smallest, setting: Setting) -> tuple[WrittenEntry, list[str]]:
    found: WrittenEntry = {
        "pyproject": to_project(smallest.text, setting),
        "dockerfile": to_dockerfile(smallest.text, setting),
        "snapshot": to_snapshot_test(smallest, setting),
        "markdown": to_reply(smallest, setting),
    }
    try:
        found["scenario"] = to_scenario(smallest)
    except NoScenario as error:
        return found, list(error.reasons)
    return found, []
