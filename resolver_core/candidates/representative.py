"""Which file represents a version: whose metadata uv reads and which file it would install (section 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet

from resolver_core.candidates.rejection import RejectionReason
from resolver_core.candidates.verdicts import FileRule, Judgement, Verdict, judge
from resolver_core.index import limits
from resolver_core.index.kept.bounded import BoundedCache
from resolver_core.index.records import Distribution

__all__ = ["FileRule", "Judgement", "Representative", "Verdict", "representative"]


@dataclass(frozen=True, slots=True)
class Representative:
    """The answer for one version. A version without a usable file has a `rejection` and no files.

    The two files differ where a wheel that cannot be installed stands in for the source distribution.
    `decisive` is the file that the answer rests on: for an incompatible version the one that gave the reason.
    """

    metadata_file: Distribution | None
    install_file: Distribution | None
    rejection: RejectionReason | None
    requires_python: SpecifierSet | None  #: the one that uv checks, of one file and of no other
    decisive: Judgement | None
    judgements: tuple[Judgement, ...]  #: every file of the version with its verdict, in uv's order

    @property
    def is_compatible(self) -> bool:
        """Whether the version can be used, its Requires-Python aside."""
        return self.rejection is None

    @property
    def is_date_excluded(self) -> bool:
        """Whether the version is hidden by the cut-off: uv acts as if the index did not list it."""
        return self.rejection is RejectionReason.CUT_OFF

    @property
    def detail(self) -> str:
        """The fact behind `rejection` (see `Judgement.detail`)."""
        return "" if self.decisive is None else self.decisive.detail


def representative(
    distributions: Sequence[Distribution], rule: FileRule, *, flat_first: Sequence[Distribution] = ()
) -> Representative:
    """Choose among the files of one version, given in the order of `Releases`.

    `flat_first` are files of the same version from `find-links`, merged in front of those of an index. What was
    chosen among the same files under an equal rule is remembered.
    """
    key = (id(distributions), id(flat_first), rule)
    if (known := _chosen.get(key)) is not None:
        return known[2]
    made = _representative(distributions, rule, flat_first)
    _chosen.put(key, (distributions, flat_first, made), len(made.judgements))
    return made


_chosen = BoundedCache[
    tuple[int, int, FileRule], tuple[Sequence[Distribution], Sequence[Distribution], "Representative"]
](2_000, limits.KEPT_JUDGEMENTS)
"""With the files themselves, so that no others can come to stand at their address."""


def _representative(
    distributions: Sequence[Distribution], rule: FileRule, flat_first: Sequence[Distribution]
) -> Representative:
    judgements = tuple(
        [judge(distribution, rule, flat=True) for distribution in flat_first]
        + [judge(distribution, rule, flat=rule.flat) for distribution in distributions]
    )
    wheel, sdist = _best(judgements, wheels=True), _best(judgements, wheels=False)
    if wheel is not None and wheel.verdict.is_compatible:
        return _answer(wheel, wheel, wheel, judgements)
    if sdist is not None and sdist.verdict.is_compatible:
        stand_in = wheel is not None and wheel.verdict.rejection is not RejectionReason.CUT_OFF
        return _answer(wheel if stand_in else sdist, sdist, sdist, judgements)
    return _refusal(sdist or wheel, judgements)


def _best(judgements: Sequence[Judgement], *, wheels: bool) -> Judgement | None:
    best = None
    for judgement in judgements:
        if judgement.distribution.is_wheel is wheels and (best is None or judgement.is_better_than(best)):
            best = judgement
    return best


def _answer(
    metadata: Judgement | None, install: Judgement, checked: Judgement, judgements: tuple[Judgement, ...]
) -> Representative:
    assert metadata is not None
    return Representative(
        metadata.distribution, install.distribution, None, checked.distribution.requires_python, checked, judgements
    )


def _refusal(decisive: Judgement | None, judgements: tuple[Judgement, ...]) -> Representative:
    reason = RejectionReason.NO_FILES if decisive is None else decisive.verdict.rejection
    return Representative(None, None, reason, None, decisive, judgements)
