"""resolvelib's second opinion in words."""

from __future__ import annotations

import pytest

from resolver_core.answer.replayed import AGREES, Opinion, UnmetWish, Verdict
from resolver_core.explain.wording.replays import verdict

UNMET = (UnmetWish("a 1", "b<2"), UnmetWish("", "c"), UnmetWish("a 1", "b<2"), UnmetWish("b[x] 1", "b", is_tie=True))
CLASH = "a 1 requires b<2; the request requires c; b[x] 1 requires b in the same version"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, ""),
        (AGREES, "agrees"),
        (Verdict(Opinion.NO_END), "disagrees: resolvelib did not finish"),
        (Verdict(Opinion.CLASH, unmet=UNMET), f"disagrees: {CLASH}"),
        (Verdict(Opinion.REFUSED, "0.1", UNMET, ("b 3",)), f"disagrees: fork 0.1: b 3 was refused: {CLASH}"),
        (Verdict(Opinion.SURPLUS, names=("a", "b")), "disagrees: nothing requires a, b"),
        (
            Verdict(Opinion.OTHER_EDGES, edges=(("", "a"), ("b", "c"))),
            "disagrees: other dependencies: b -> c, the request -> a",
        ),
        (
            Verdict(Opinion.TOO_LARGE, "0", count=3_000, limit=2_000),
            "not cross-checked: fork 0: 3,000 versions, and at most 2,000 are",
        ),
        (Verdict(Opinion.SAID, names=("disagrees: as it was said",)), "disagrees: as it was said"),
    ],
)
def test_what_resolvelib_says(found: Verdict | None, said: str) -> None:
    assert verdict(found) == said
