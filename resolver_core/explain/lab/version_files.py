"""The metadata of every file of one version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet

from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.requirement_union import FileMetadata, is_uniform, union
from resolver_core.explain.lab.spots import spots
from resolver_core.explain.panel.places import minors
from resolver_core.index.records import CoreMetadata, Distribution, MetadataRead
from resolver_core.targets.wheel_tags import components

MOST_FILES = 150
"""Files of a version that are asked for what they say."""


@dataclass(frozen=True, slots=True)
class WholeVersion:
    """What a version requires by all of its files; `unread` are those whose metadata could not be had."""

    metadata: CoreMetadata
    is_uniform: bool
    unread: tuple[str, ...] = ()


def whole_version(laboratory: Laboratory, files: Iterable[Distribution]) -> WholeVersion | None:
    """The files of one version put together, for the Pythons of the lock; None where none can be read.

    A source distribution counts where no wheel is for any platform. This may ask the index for metadata.
    """
    listed = tuple(files)[:MOST_FILES]
    pure = any(file.is_wheel and _is_for_any(file) for file in listed)
    asked = [file for file in listed if file.is_wheel or not pure]
    laboratory.index.prefetch_metadata(asked)
    answers = {file: laboratory.index.metadata(file) for file in asked}
    read = [FileMetadata(file, one.metadata) for file, one in answers.items() if isinstance(one, MetadataRead)]
    if not read:
        return None
    pythons = SpecifierSet(str(laboratory.universal_policy.python), prereleases=True)
    unread = tuple(
        file.filename for file, one in answers.items() if file.is_wheel and not isinstance(one, MetadataRead)
    )
    return WholeVersion(union(read, spots(minors(pythons))), is_uniform(read), unread)


def _is_for_any(file: Distribution) -> bool:
    return "any" in components(file.tags)[2]
