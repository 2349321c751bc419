"""A pasted issue report on its way to a question: what the form starts with, and the facts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from packaging.utils import canonicalize_name

from resolver_core import (
    ProblemSyntaxError,
    ProjectKind,
    Report,
    completed,
    is_report,
    parse_problem,
    parse_report,
    premise_text,
)
from webui.resolutions.asking.fields import plain_line_ends

_WORDS = {
    "text": "project",
    "python": "Python",
    "platform": "platform",
    "uv": "uv",
    "exclude_newer": "as of",
    "extras": "extra",
    "groups": "group",
    "index_url": "index",
    "extra_index_urls": "further index",
    "index_strategy": "index strategy",
    "prerelease": "pre-releases",
    "resolution": "resolution",
    "fork_strategy": "fork strategy",
}

_MODES = {
    "universal": "a lock, for every platform",
    "one-platform": "for one platform, as uv does it",
    "as-pip": "for one platform, as pip does it",
}


@dataclass(frozen=True, slots=True)
class FactView:
    """One thing that was read from a report, with its line and the words that state it."""

    name: str
    value: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class SideView:
    """One of the ways that a report compares, for the form to start from."""

    number: int
    command: str
    line: int
    mode: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ProjectView:
    """One of the projects that a report shows."""

    number: int
    said: str  #: where it is from
    line: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """What was read from a report, and what it does not state."""

    pasted: str
    facts: tuple[FactView, ...]
    missing: tuple[str, ...]
    has_project: bool
    sides: tuple[SideView, ...] = ()
    failures: tuple[FactView, ...] = ()
    projects: tuple[ProjectView, ...] = ()


def report_in(text: object) -> Report | None:
    """The report that a text is; None for a project file and for anything else."""
    plain = plain_line_ends(text)
    return parse_report(plain) if is_report(plain) else None


def chosen_side(report: Report, number: object) -> int | None:
    """The number of a side that can be started from; None for any other."""
    found = _number_below(len(report.sides), number)
    return found if found is not None and report.sides[found].text else None


def with_project(report: Report, number: object) -> Report:
    """The report about another one of its projects; itself for a number of none."""
    found = _number_below(len(report.projects), number)
    return report if found is None else replace(report, text=report.projects[found].text)


def _number_below(end: int, number: object) -> int | None:
    text = str(number)
    is_number = text.isascii() and text.isdigit() and len(text) < 5
    return int(text) if is_number and int(text) < end else None


def question_of(report: Report, side: int | None = None) -> dict[str, object]:
    """What the form starts with: the project of the report, or one of the sides that it compares."""
    premises = [premise_text(one) for one in report.premises]
    if side is None:
        text = completed(report.text)
        return {"text": text, **_askable(report.values, text), "premises": premises}
    chosen = report.sides[side]
    target = {name: value for name, value in report.values.items() if name in ("python", "platform", "exclude_newer")}
    text = completed(chosen.text)
    return {**target, **_askable(chosen.values, text), "text": text, "premises": premises}


def _askable(values: Mapping[str, str | tuple[str, ...]], text: str) -> dict[str, object]:
    """The values without extras and groups that the project does not declare, and indexes that are only named."""
    found: dict[str, object] = dict(values)
    try:
        problem = parse_problem(text)
    except ProblemSyntaxError:
        return found
    declared = {"extras": problem.optional_dependencies, "groups": problem.dependency_groups}
    for name, known in declared.items():
        found[name] = tuple(one for one in values.get(name, ()) if canonicalize_name(one) in known)
    found["extra_index_urls"] = tuple(url for url in values.get("extra_index_urls", ()) if "://" in url)
    return {name: value for name, value in found.items() if value}


def report_view(report: Report, pasted: str, side: int | None = None) -> ReportView:
    """The facts as the paste page shows them."""
    facts = (
        FactView(_name_of(one.field, is_assumed=one.is_assumed), one.value, one.line, one.quote) for one in report.facts
    )
    sides = tuple(
        SideView(number, one.command, one.line, _MODES[one.mode.value], number == side)
        for number, one in enumerate(report.sides)
        if one.text
    )
    return ReportView(
        pasted=pasted,
        facts=tuple(facts),
        missing=report.missing,
        has_project=bool(report.text),
        sides=sides,
        failures=tuple(_failures(report)),
        projects=tuple(_projects(report, is_of_side=side is not None)),
    )


def _projects(report: Report, *, is_of_side: bool) -> Iterator[ProjectView]:
    """The projects that it shows, without those that only commands make: these are sides."""
    for number, one in enumerate(report.projects):
        if one.kind is not ProjectKind.COMMAND:
            yield ProjectView(number, one.said, one.line, one.text == report.text and not is_of_side)


def _name_of(field: str, *, is_assumed: bool) -> str:
    name = _WORDS.get(field, field)
    return f"{name} (assumed)" if is_assumed else name


def _failures(report: Report) -> Iterator[FactView]:
    """The failures that it states."""
    for one in report.premises:
        yield FactView(one.filename or one.project, str(one.status or "no answer"), one.line, one.url)
