"""Two answers at one target and one selection: what differs (uv's two modes, or any two policies)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Outcome, Pin, Resolution
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.representative import FileRule, representative
from resolver_core.index.records import CoreMetadata, Distribution
from resolver_core.markers import MarkerSet
from resolver_core.targets.environment import Environment
from resolver_core.targets.wheel_tags import TagRanks


class Difference(StrEnum):
    """In what two pins of one project differ; the first that applies."""

    PRESENCE = "presence"  #: one side installs the project, the other does not
    VERSION = "version"
    SOURCE = "source"  #: another index or URL
    METADATA = "metadata"  #: the two metadata files disagree in what the solver read of them
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """One project on both sides; None where a side does not install it.

    `universal_versions` are all versions the universal answer has, also those for other environments.
    """

    project: NormalizedName
    difference: Difference
    single: Pin | None
    universal: Pin | None
    universal_versions: tuple[Pin, ...]
    universal_install_file: Distribution | None = None  #: what a sync on the target would install


@dataclass(frozen=True)
class Comparison:
    """All projects of both answers: those that differ first, then by name."""

    target: Environment
    extras: tuple[NormalizedName, ...]
    groups: tuple[NormalizedName, ...]
    single_outcome: Outcome
    universal_outcome: Outcome
    rows: tuple[Row, ...]

    @property
    def differing(self) -> int:
        """How many projects differ."""
        return sum(row.difference is not Difference.NONE for row in self.rows)


def compare(
    single: Resolution,
    universal: Resolution,
    environment: Environment,
    extras: tuple[NormalizedName, ...] = (),
    groups: tuple[NormalizedName, ...] = (),
) -> Comparison:
    """Compare what both answers install on `environment` with the selected extras and groups.

    A side without a solution installs nothing, and then nothing is called a difference.
    """
    here = single.at(environment, extras, groups) if single.solved else {}
    there = universal.at(environment, extras, groups) if universal.solved else {}
    versions: dict[NormalizedName, list[Pin]] = {}
    for pin in universal.pins:
        versions.setdefault(pin.project, []).append(pin)
    ranks = TagRanks(environment.tags)
    both = single.solved and universal.solved
    wanted = _wanted_extras((single, universal))
    rows = [
        Row(
            project,
            _difference(here.get(project), there.get(project), wanted.get(project, frozenset()))
            if both
            else Difference.NONE,
            here.get(project),
            there.get(project),
            tuple(versions.get(project, ())),
            _synced_file(there.get(project), ranks),
        )
        for project in sorted(here.keys() | there.keys())
    ]
    rows.sort(key=lambda row: row.difference is Difference.NONE)
    return Comparison(environment, extras, groups, single.outcome, universal.outcome, tuple(rows))


def _synced_file(pin: Pin | None, ranks: TagRanks) -> Distribution | None:
    """The file of a locked version that `uv sync` takes: by tags, whoever supplied the metadata (section 9)."""
    if pin is None:
        return None
    return representative(pin.distributions, FileRule(ranks, PythonRange(), allow_yanked=True)).install_file


def _difference(single: Pin | None, universal: Pin | None, extras: frozenset[NormalizedName]) -> Difference:
    if single is None or universal is None:
        return Difference.PRESENCE
    if single.version != universal.version:
        return Difference.VERSION
    if single.key.source != universal.key.source:
        return Difference.SOURCE
    return Difference.NONE if _same_metadata(single, universal, extras) else Difference.METADATA


def _wanted_extras(resolutions: Iterable[Resolution]) -> dict[NormalizedName, frozenset[NormalizedName]]:
    """The extras of each project that somebody asks for."""
    found: dict[NormalizedName, set[NormalizedName]] = {}
    for resolution in resolutions:
        for edge in resolution.edges:
            if edge.child_extra is not None:
                found.setdefault(edge.child.project, set()).add(edge.child_extra)
    return {project: frozenset(extras) for project, extras in found.items()}


def _same_metadata(single: Pin, universal: Pin, extras: frozenset[NormalizedName]) -> bool:
    """Whether two files say the same as far as anybody reads it: what only unwanted extras bring does not count."""
    here, there = single.metadata, universal.metadata
    if here is None or there is None:
        return True  # a pasted lock has none, so there is nothing to disagree about
    return here == there or (
        requirements_read(here, extras) == requirements_read(there, extras)
        and here.requires_python == there.requires_python
        and extras.intersection(here.provides_extra) == extras.intersection(there.provides_extra)
    )


def requirements_read(metadata: CoreMetadata, extras: frozenset[NormalizedName]) -> frozenset[tuple[object, ...]]:
    """What metadata require with these extras and no others, names normalised; how it is spelled does not matter."""
    found: set[tuple[object, ...]] = set()
    for requirement in metadata.requires_dist:
        marker = MarkerSet.of(requirement.marker)
        marker = marker.assume_extras(extras).without_extras(on=False)
        if not marker.is_false:
            wanted = frozenset(map(canonicalize_name, requirement.extras))
            found.add((canonicalize_name(requirement.name), wanted, requirement.specifier, requirement.url, marker))
    return frozenset(found)
