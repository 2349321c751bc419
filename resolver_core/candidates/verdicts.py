"""What is wrong with one file, if anything, and which of two files is nearer to being usable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.candidates.tag_rules import accepts_tags
from resolver_core.candidates.yanked import is_left_out
from resolver_core.index.records import Distribution
from resolver_core.targets.wheel_tags import TagMismatch, TagRanks


@dataclass(frozen=True, slots=True)
class FileRule:
    """How the files of one project are judged.

    `tags` are the target's, or None where every platform counts; then `python` alone filters wheels (3.3).
    """

    tags: TagRanks | None
    python: PythonRange
    no_binary: bool = False
    no_build: bool = False
    cutoff: datetime | None = None  #: aware; files uploaded at or after it do not exist
    allow_yanked: bool = False  #: for this version, by a user-level `==` pin or a preference (2.6)
    flat: bool = False  #: the files come from a flat index (2.5): no dates, yanks or Python filter there


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one file: usable (`rejection` None) with a rank, or not and why."""

    rejection: RejectionReason | None = None
    tag_mismatch: TagMismatch | None = None  #: for `RejectionReason.TAG`
    rank: int = 0  #: of the best tag of a usable wheel, greater is better; 0 where tags do not rank

    @property
    def is_compatible(self) -> bool:
        """Whether the file can be used."""
        return self.rejection is None


COMPATIBLE = Verdict()
_VERDICTS = {reason: Verdict(reason) for reason in RejectionReason}
_TAG_VERDICTS = {mismatch: Verdict(RejectionReason.TAG, mismatch) for mismatch in TagMismatch}
_SDIST_SUFFIXES = (".tar.gz", ".zip")

_WHEEL_NEARNESS = {
    RejectionReason.CUT_OFF: 6,
    RejectionReason.TAG: 5,
    RejectionReason.REQUIRES_PYTHON: 4,
    RejectionReason.YANKED: 3,
    RejectionReason.NO_BINARY: 2,
    RejectionReason.MISSING_PLATFORM: 1,
}
_SDIST_NEARNESS = {
    RejectionReason.CUT_OFF: 4,
    RejectionReason.REQUIRES_PYTHON: 3,
    RejectionReason.YANKED: 2,
    RejectionReason.NOT_PEP_625: 2,
    RejectionReason.NO_BUILD: 1,
}


class Judgement(NamedTuple):
    """A file with its verdict. `flat`: it was judged as a file of a flat index."""

    distribution: Distribution
    verdict: Verdict
    flat: bool = False

    @property
    def detail(self) -> str:
        """The fact behind the verdict: a date, a reason for yanking, the kind of tag that misses; "" if none."""
        match self.verdict.rejection:
            case RejectionReason.CUT_OFF:
                uploaded = self.distribution.uploaded_at
                return "" if uploaded is None else uploaded.isoformat()
            case RejectionReason.YANKED:
                return self.distribution.yanked_reason or ""
            case RejectionReason.TAG:
                mismatch = self.verdict.tag_mismatch
                return "" if mismatch is None else mismatch.name.lower().replace("_", "-")
            case _:
                return ""

    def is_better_than(self, other: Judgement) -> bool:
        """Whether uv would replace `other` by this file of the same kind: strictly better, never equal (3.2)."""
        mine, theirs = self.verdict, other.verdict
        if mine.rejection is None:
            return theirs.rejection is not None or _quality(self) > _quality(other)
        if theirs.rejection is None:
            return False
        if mine.rejection is theirs.rejection is RejectionReason.YANKED:
            return bool(other.distribution.yanked_reason)
        if mine.rejection is RejectionReason.NOT_PEP_625:
            return False
        return _nearness(self) > _nearness(other)


def judge(distribution: Distribution, rule: FileRule, *, flat: bool = False) -> Judgement:
    """Judge one file (3.1). Requires-Python plays no part here."""
    find = _wheel_verdict if distribution.is_wheel else _sdist_verdict
    return Judgement(distribution, find(distribution, rule, flat), flat)


def is_excluded(distribution: Distribution, cutoff: datetime | None) -> bool:
    """Whether the cut-off hides a file: uploaded at or after it, or at an unknown time (2.6)."""
    if cutoff is None:
        return False
    return distribution.uploaded_at is None or distribution.uploaded_at >= cutoff


def _wheel_verdict(distribution: Distribution, rule: FileRule, flat: bool) -> Verdict:
    listed = _listing_verdict(distribution, rule, flat, RejectionReason.NO_BINARY if rule.no_binary else None)
    return listed or _tag_verdict(distribution, rule, flat)


def _sdist_verdict(distribution: Distribution, rule: FileRule, flat: bool) -> Verdict:
    listed = _listing_verdict(distribution, rule, flat, RejectionReason.NO_BUILD if rule.no_build else None)
    if listed is None and not distribution.filename.lower().endswith(_SDIST_SUFFIXES):
        return _VERDICTS[RejectionReason.NOT_PEP_625]
    return listed or COMPATIBLE


def _listing_verdict(
    distribution: Distribution, rule: FileRule, flat: bool, switched_off: RejectionReason | None
) -> Verdict | None:
    """What speaks against the file whatever its name: its date, its kind, a yank; None where nothing does.

    The date comes first (measured; 3.1 names the kind first): an excluded wheel is not read under `no-binary`.
    """
    if not flat and is_excluded(distribution, rule.cutoff):
        return _VERDICTS[RejectionReason.CUT_OFF]
    if switched_off is not None:
        return _VERDICTS[switched_off]
    if not flat and is_left_out(distribution, allowed=rule.allow_yanked):
        return _VERDICTS[RejectionReason.YANKED]
    return None


def _tag_verdict(distribution: Distribution, rule: FileRule, flat: bool) -> Verdict:
    if rule.tags is None:
        usable = flat or accepts_tags(rule.python, distribution.tags)
        return COMPATIBLE if usable else _TAG_VERDICTS[TagMismatch.ABI_PYTHON_VERSION]
    rank = rule.tags.judge(distribution.tags)
    return _TAG_VERDICTS[rank] if isinstance(rank, TagMismatch) else Verdict(rank=rank)


def _quality(judgement: Judgement) -> tuple[int, tuple[()] | tuple[int, str]]:
    return judgement.verdict.rank, judgement.distribution.build_tag


def _nearness(judgement: Judgement) -> tuple[int, int]:
    verdict = judgement.verdict
    assert verdict.rejection is not None
    table = _WHEEL_NEARNESS if judgement.distribution.is_wheel else _SDIST_NEARNESS
    return table[verdict.rejection], verdict.tag_mismatch or 0
