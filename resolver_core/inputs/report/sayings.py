"""What a sentence says of the command that it names: that it was run, or that somebody only suggests it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REACH = 400
"""Characters around a command that can be of its sentence."""
_ENDS = re.compile(r"[.!?;](?:\s|$)")
_RUN = re.compile(
    r"\b(?:tried|trying|ran|running|executed|executing|typed|typing|called|calling|used|using|imported|installed"
    r"|reproduced|invoked|did|does|do)\b",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    r"\b(?:simply|just|also|even|plain|only|alone|as well|without|instead|first|then|before|after|same|again|too)\b",
    re.IGNORECASE,
)
"""Words that set one run against another."""
_FOLLOWED = re.compile(
    r"\b(?:(?:up)?on|when|after|by) (?:running|doing|trying)\b|\b(?:ran|did|tried) (?:it|so|that|this)\b"
    r"|\b(?:which|it|that) (?:fails|failed|gives|gave|works|worked|does|did)\b|\bi (?:got|get)\b",
    re.IGNORECASE,
)
"""Words behind a suggestion that somebody followed."""
_DOING = r"(?: (?:that (?:i|we) |me |us |to )?(?:run|running|use|using|try|trying|do|doing)\b)?"
_SUGGESTED = re.compile(
    r"\b(?:(?:you|one|people|users|somebody|someone) (?:can|could|should|may|might|must|needs? to|ha(?:s|ve) to)"
    r"|(?:tells?|told|asks?|asked|advises?|advised) (?:me|us|you|people|users) to"
    r"|suggest(?:s|ed|ion)?|suggesting|recommend(?:s|ed|ation)?|advised?"
    r"|(?:not|never|n't)(?: yet)? (?:tried|run|used|dared))\b" + _DOING,
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of a sentence before a command and behind it, as far as the sentence goes."""

    before: str
    behind: str = ""

    @property
    def is_run_of_its_own(self) -> bool:
        """Whether it tells of a run beside another one: `just trying …`, `I also ran …`."""
        return (
            not self.is_suggestion
            and _RUN.search(self.before) is not None
            and _BESIDES.search(f"{self.before} {self.behind}") is not None
        )

    @property
    def is_suggestion(self) -> bool:
        """Whether somebody only suggests the command: what the sentence says last before it counts."""
        suggested = max((found.end() for found in _SUGGESTED.finditer(self.before)), default=-1)
        done = max((found.end() for found in _RUN.finditer(self.before)), default=-1)
        return suggested >= done and suggested >= 0 and _FOLLOWED.search(self.behind) is None


def saying_of(before: str, behind: str) -> Saying:
    """What the sentence says around a command that stands between two texts."""
    near, further = before[-_REACH:], behind[:_REACH]
    starts = [found.end() for found in _ENDS.finditer(near)]
    end = _ENDS.search(further)
    return Saying(near[starts[-1] if starts else 0 :], further[: end.start()] if end else further)
