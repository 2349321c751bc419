"""Everything that was read from an issue report, as one flat document (`manage.py extract_report`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypedDict

from resolver_core.codec.says import says
from resolver_core.inputs.report import Report
from resolver_core.inputs.report.missing import is_needed
from resolver_core.inputs.report.projects import ProjectKind


class PlatformEntry(TypedDict):
    """The machine that a report speaks of."""

    os: Annotated[str | None, says("`linux`, `macos` or `windows`; `null`: not stated")]
    arch: Annotated[str | None, says("`x86_64`, `arm64` (on Linux `aarch64`) and the like; `null`: not stated")]
    libc: Annotated[str | None, says("on Linux `glibc`, or `musl` where the report says so; `null` elsewhere")]
    version: Annotated[str | None, says("of the system, as stated; `null`: not stated")]


class UnreachableEntry(TypedDict):
    """An address that did not answer."""

    url: Annotated[str, says("the address, without user, password, secret parameters and fragment")]
    status: Annotated[int | None, says("of the answer; `null`: none came, or it is not stated")]


class ExtractionDocument(TypedDict):
    """What was read from an issue report (`extraction_to_json`)."""

    pyproject: Annotated[str | None, says("the text of the project file; `null`: the report has none")]
    requirements: Annotated[list[str], says("the requirements that a list or a script states, a line each")]
    commands: Annotated[list[str], says("the commands without prompts, continuations joined, chains taken apart")]
    platform: Annotated[PlatformEntry, says("the machine")]
    python: Annotated[str | None, says("the version of Python, as exactly as it is stated")]
    tools: Annotated[dict[str, str], says("by tool, its version")]
    as_of: Annotated[str | None, says("YYYY-MM-DD: when it was written, or the earliest day that it can be of")]
    observed_versions: Annotated[dict[str, dict[str, str]], says("by command and project, the version that it gave")]
    observed_files: Annotated[dict[str, str], says("by project, the file that was read or downloaded")]
    errors: Annotated[list[str], says("the lines that say that something failed")]
    unreachable: Annotated[list[UnreachableEntry], says("the addresses that did not answer")]
    missing: Annotated[
        list[str],
        says(
            "what it does not state: `project` (the file that its command works on), `requirements` (the file that "
            "its command reads), `python`, `platform`, `uv version`, `date`"
        ),
    ]
    cause_class: Annotated[
        str | None,
        says(
            "the class of the first cause, where it was solved; where the index that decides could not be asked, "
            "and no cause is told for that, of the one that was asked in its place; `null` else"
        ),
    ]
    places: Annotated[dict[str, list[int]], says("by field of this document, the lines (1-based) that state it")]


def extraction_to_json(report: Report, cause_class: str | None = None) -> ExtractionDocument:
    """The document of a report; `cause_class` is known to whoever solved it."""
    machine, file = report.machine, report.project
    pyproject = next((one for one in report.projects if one.kind is ProjectKind.PYPROJECT), None)
    return {
        "pyproject": None if pyproject is None else pyproject.text,
        "requirements": [text for _, text in _requirements(report)],
        "commands": [command.text for command in report.commands if not command.only_asks],
        "platform": {
            "os": (machine.os or None) if machine else None,
            "arch": (machine.arch or None) if machine else None,
            "libc": (machine.libc or None) if machine else None,
            "version": (machine.version or None) if machine else None,
        },
        "python": None if report.python is None else report.python.value,
        "tools": {name: fact.value for name, fact in report.tools.items()},
        "as_of": None if report.as_of is None else report.as_of.value,
        "observed_versions": {
            command: {project: ", ".join(versions) for project, versions in found.items()}
            for command, found in report.observed_versions.items()
        },
        "observed_files": dict(report.observed_files),
        "errors": [line.text for line in report.errors],
        "unreachable": [{"url": one.url, "status": one.status} for one in report.unreachable],
        "missing": [name for name in report.missing_fields if is_needed(name, file, report.commands)],
        "cause_class": cause_class,
        "places": _places(report),
    }


def _requirements(report: Report) -> tuple[tuple[int, str], ...]:
    """Of the list that the project is of, or the first beside it."""
    return next((one.requirements for one in report.projects if one.requirements), ())


def _places(report: Report) -> dict[str, list[int]]:
    pyproject = next((one for one in report.projects if one.kind is ProjectKind.PYPROJECT), None)
    single = (("python", report.python), ("as_of", report.as_of))
    found: dict[str, Iterable[int]] = {
        "pyproject": [] if pyproject is None else range(pyproject.line, pyproject.line + pyproject.text.count("\n")),
        "requirements": (line for line, _ in _requirements(report)),
        "commands": (command.line for command in report.commands if not command.only_asks),
        "platform": [report.machine.line] if report.machine is not None and report.machine.line else [],
        **{name: [fact.line] for name, fact in single if fact is not None},
        "tools": (fact.line for fact in report.tools.values()),
        "observed_versions": (one.line for one in report.observations if one.version),
        "observed_files": (one.line for one in report.observations if one.file),
        "errors": (line.number for line in report.errors),
        "unreachable": (one.line for one in report.unreachable),
    }
    return {name: sorted(set(lines)) for name, lines in ((name, list(lines)) for name, lines in found.items()) if lines}
