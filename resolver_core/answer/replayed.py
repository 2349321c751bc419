"""What resolvelib said when it derived an answer again, as values. `explain.wording.replays` has the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Opinion(StrEnum):
    """resolvelib's."""

    AGREES = "agrees"
    CLASH = "clash"  #: requirements that the kernel took for met
    NO_END = "no-end"
    REFUSED = "refused"  #: a version of the kernel had to be refused
    SURPLUS = "surplus"  #: projects that nothing requires
    OTHER_EDGES = "other-edges"
    TOO_LARGE = "too-large"  #: not derived again
    SAID = "said"  #: only the words are left: of a stored document


@dataclass(frozen=True, slots=True)
class UnmetWish:
    """Who requires what that is not met. `parent` "" is the request; `is_tie` is that of an extra to its project."""

    parent: str
    wanted: str
    is_tie: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """An opinion with what it rests on. For `Opinion.SAID` the one name is all that is known."""

    opinion: Opinion
    fork: str = ""  #: "" where one fork alone was asked about
    unmet: tuple[UnmetWish, ...] = ()
    names: tuple[str, ...] = ()  #: the refused version; projects
    edges: tuple[tuple[str, str], ...] = ()  #: parent ("": the request) and child
    count: int = 0  #: versions, for TOO_LARGE
    limit: int = 0


AGREES = Verdict(Opinion.AGREES)
