"""`wheel-metadata-differs`: the files of one version do not say the same, and the lock reads one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging, Failing, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import stated, stated_whole
from resolver_core.explain.evidence import requirement_lines
from resolver_core.explain.lab.changes import Axis
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.wording.causes import wheel_metadata_differs as words
from resolver_core.index.records import CoreMetadata, MetadataRead
from resolver_core.targets.fitting import fits


class WheelMetadataDiffers(KnownCause):
    """The lock reads a representative file, the install the one that it installs."""

    name = CauseClass.WHEEL_METADATA_DIFFERS

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The rule which file is read."""
        return Axis.METADATA_RULE in axes

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> Iterator[Candidate]:
        """What the target's own file says, stated for every environment: of its version, then of the lock's."""
        laboratory, text = diverging.laboratory, diverging.problem.text
        here, there = laboratory.pins(laboratory.single), laboratory.pins(laboratory.universal)
        own = [here[name].metadata for name in projects if name in here]
        of_lock = [_of_target(laboratory, there[name]) for name in projects if name in there]
        others = [pin.metadata for pin in _only_single(laboratory)]
        for metadata in (own, [*own, *others], of_lock):
            known = [one for one in metadata if one is not None]
            yield from stated(known, text) if known else ()

    def reason(self, diverging: Diverging) -> str:
        """What the two files say, where they are of one version."""
        single, universal = diverging.row.single, diverging.row.universal
        if single is None or universal is None or single.version != universal.version:
            return words.ANOTHER_VERSION
        here, there = requirement_lines(single), requirement_lines(universal)
        return words.reason(single, universal, sorted(here - there), sorted(there - here))

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """What all files of a version say, stated by hand: of this project, then of all that only one mode has."""
        laboratory = diverging.laboratory
        pins = diverging.pins[-1:] if diverging.row.single is not None else diverging.pins
        yield from stated_whole(laboratory, pins)
        yield from stated_whole(laboratory, (*pins, *_only_single(laboratory)))


def _of_target(laboratory: Laboratory, pin: Pin) -> CoreMetadata | None:
    """What a file of a version that the target could install says; None where there is none that can be read."""
    file = next((one for one in pin.distributions if one.is_wheel and fits(one, laboratory.target)), None)
    answer = None if file is None else laboratory.index.metadata(file)
    return answer.metadata if isinstance(answer, MetadataRead) else None


def _only_single(laboratory: Laboratory) -> tuple[Pin, ...]:
    """The projects that only the single-platform answer installs."""
    here, there = laboratory.pins(laboratory.single), laboratory.pins(laboratory.universal)
    return tuple(pin for name, pin in here.items() if name not in there)
