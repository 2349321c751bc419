"""Which causes rest on an index that could not be asked: of the one that was asked in its place they say nothing.

Where an index of a report does not answer, the default index stands in for it (`ReportedIndex`), so that anything can
be solved at all. What the stand-in has of a project is not known of the index that decides: such a cause stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

from resolver_core.inputs.report.premises import StatedFailure
from resolver_core.triage.causes import FoundCause


@dataclass(frozen=True, slots=True)
class Replaced:
    """The indexes that could not be reached, and by project in the place of which of them the default was asked."""

    indexes: tuple[str, ...] = ()
    by_project: Mapping[str, Collection[str]] = field(default_factory=dict)


NOTHING_REPLACED = Replaced()
"""Where every index answers."""


@dataclass(frozen=True, slots=True)
class OpenCause:
    """What holds of the default index, and is not known of the indexes that decide and could not be asked."""

    cause: FoundCause
    indexes: tuple[str, ...]


def decided_and_open(
    causes: Iterable[FoundCause], replaced: Replaced, premises: Sequence[StatedFailure]
) -> tuple[tuple[FoundCause, ...], tuple[OpenCause, ...]]:
    """The causes that rest on indexes which were asked, and those that do not, each in their order.

    A cause rests on the pages of its projects and of the files that speak of it; one that names neither, on all of
    them. A file of which the report itself says that it cannot be had is known from there.
    """
    stated = {one.filename for one in premises if one.filename}
    decided: list[FoundCause] = []
    still_open: list[OpenCause] = []
    for cause in causes:
        indexes = () if cause.filename in stated else tuple(sorted(set(_not_asked(cause, replaced))))
        if indexes:
            still_open.append(OpenCause(cause, indexes))
        else:
            decided.append(cause)
    return tuple(decided), tuple(still_open)


def _not_asked(cause: FoundCause, replaced: Replaced) -> Iterator[str]:
    projects = {*cause.projects, *filter(None, map(_project_of, cause.files))}
    if not projects:
        yield from replaced.indexes
    for project in projects:
        yield from replaced.by_project.get(project, ())


def _project_of(filename: str) -> str:
    try:
        if filename.endswith(".whl"):
            return parse_wheel_filename(filename)[0]
        return parse_sdist_filename(filename)[0]
    except (InvalidWheelFilename, InvalidSdistFilename):
        return canonicalize_name(filename.partition("-")[0])
