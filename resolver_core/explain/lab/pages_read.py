"""What the recorded index data say of a project: pages and metadata that some solve has read. No requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.index.records import MetadataAnswer, ProjectPage
from resolver_core.targets.fitting import fits as fits


def pages_of(laboratory: Laboratory, project: NormalizedName) -> list[ProjectPage]:
    """The pages of a project that were read so far."""
    index = laboratory.index
    if not isinstance(index, RecordingIndex):
        return []
    return [page for page in index.pages_of(project) if isinstance(page, ProjectPage)]


def metadata_of(laboratory: Laboratory, project: NormalizedName) -> list[MetadataAnswer]:
    """The metadata of a project's files that were asked for so far."""
    index = laboratory.index
    return index.metadata_of(project) if isinstance(index, RecordingIndex) else []


def pins_of(*pins: Pin | None) -> Iterator[Pin]:
    """Those that are there."""
    yield from (pin for pin in pins if pin is not None)


def cutoff_of(laboratory: Laboratory, project: NormalizedName) -> datetime | None:
    """The cut-off that holds for a project."""
    settings = laboratory.single_policy.settings
    return settings.exclude_newer_package.get(project, settings.exclude_newer)
