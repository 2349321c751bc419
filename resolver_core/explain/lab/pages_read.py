"""What the recorded index data say of a project: pages and metadata that some solve has read. No requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.candidates.verdicts import is_excluded
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.index.records import Distribution, MetadataAnswer, ProjectPage
from resolver_core.targets.fitting import fits


def pages_of(laboratory: Laboratory, project: NormalizedName) -> list[ProjectPage]:
    """The pages of a project that were read so far."""
    index = laboratory.index
    if not isinstance(index, RecordingIndex):
        return []
    return [page for page in index.pages_of(project) if isinstance(page, ProjectPage)]


def files_of(laboratory: Laboratory, *projects: NormalizedName) -> Iterator[Distribution]:
    """All files on the pages of some projects that were read so far."""
    for project in projects:
        for page in pages_of(laboratory, project):
            yield from page.distributions


def metadata_of(laboratory: Laboratory, project: NormalizedName) -> list[MetadataAnswer]:
    """The metadata of a project's files that were asked for so far."""
    index = laboratory.index
    return index.metadata_of(project) if isinstance(index, RecordingIndex) else []


def cutoff_of(laboratory: Laboratory, project: NormalizedName) -> datetime | None:
    """The cut-off that holds for a project."""
    settings = laboratory.single_policy.settings
    return settings.exclude_newer_package.get(project, settings.exclude_newer)


def first_cutoff(laboratory: Laboratory) -> datetime | None:
    """The cut-off for everything, else one of those for single projects."""
    settings = laboratory.single_policy.settings
    cutoffs = [settings.exclude_newer, *settings.exclude_newer_package.values()]
    return next((one for one in cutoffs if one is not None), None)


def hidden_by_cutoff(laboratory: Laboratory, pins: Iterable[Pin], cutoff: datetime) -> list[Distribution]:
    """The files of some pins that the target could install, were it not for the cut-off."""
    return [
        file
        for pin in pins
        for file in pin.distributions
        if is_excluded(file, cutoff) and fits(file, laboratory.target)
    ]
