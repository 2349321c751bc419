"""Which edits are offered, and in which order."""

from __future__ import annotations

from dataclasses import replace

from packaging.utils import canonicalize_name

from resolver_core import target
from resolver_core.explain.explanation import Fix
from resolver_core.explain.fix_order import MOST_OFFERED, in_order
from resolver_core.explain.fix_trial import Tried
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.panel.shifts import Effect, Moved, Shift
from resolver_core.explain.panel.weight import Harm, Weight

NAME = canonicalize_name("a")


def trial(
    title: str,
    *,
    agrees: bool = True,
    differ: int = 0,
    harm: Harm = Harm.NONE,
    pythons_lost: int = 0,
    moves: int = 0,
    lost: int = 0,
    size: int = 1,
) -> Tried:
    still_differ = tuple(canonicalize_name(f"other-{number}") for number in range(differ))
    shift = Shift(Effect.RAISED, Start.UNIVERSAL, (target("3.11", "linux"),), (Moved(NAME, "1", title),))
    fix = Fix(title, "", "", "", agrees, shifts=(shift,), still_differ=still_differ, harm=harm)
    return Tried(fix, Weight(harm, pythons_lost, 0, moves, moves, 0), lost, size)


def order(*tried: Tried) -> tuple[list[str], list[str]]:
    """The titles of what is offered, and of what is not."""
    fixes = in_order(tried)
    return [fix.title for fix in fixes if fix.is_offered], [fix.title for fix in fixes if not fix.is_offered]


def test_harm_elsewhere_then_lines_kept_then_size() -> None:
    moving, losing, large, small = (
        trial("moving", moves=12),
        trial("losing", lost=1),
        trial("large", size=9),
        trial("small"),
    )
    assert order(moving, losing, large, small) == (["small", "large", "losing"], ["moving"])
    assert MOST_OFFERED == 3


def test_full_agreement_stands_alone_where_there_is_any() -> None:
    assert order(trial("partial", differ=1), trial("full", moves=1)) == (["full"], ["partial"])
    assert order(trial("more", differ=2), trial("fewer", differ=1)) == (["fewer", "more"], [])


def test_what_breaks_something_is_offered_where_nothing_else_helps() -> None:
    breaks = trial("breaks", harm=Harm.BREAKS)
    assert order(breaks, trial("partial", differ=1)) == (["partial"], ["breaks"])
    assert order(breaks, trial("narrows", harm=Harm.FEWER_PYTHONS)) == (["narrows"], ["breaks"])
    assert order(breaks, trial("in vain", agrees=False)) == (["breaks"], ["in vain"])


def test_the_widest_range_of_pythons_is_the_one() -> None:
    widest, narrow = (trial(f"{lost}", harm=Harm.FEWER_PYTHONS, pythons_lost=lost) for lost in (1, 3))
    assert order(narrow, widest) == (["1"], ["3"])


def test_an_edit_that_does_what_a_smaller_one_does_is_not_offered() -> None:
    small = trial("small")
    larger = replace(small, fix=replace(small.fix, title="small and others"), size=5)
    assert order(larger, small) == (["small"], ["small and others"])


def test_where_there_was_no_lock_the_own_lines_count_more_than_pythons() -> None:
    narrowed = replace(trial("narrowed", pythons_lost=1), installed={})
    loosened = replace(trial("loosened", lost=1), installed={})
    assert order(loosened, narrowed) == (["narrowed", "loosened"], [])
    assert order(trial("narrowed", pythons_lost=1), trial("loosened", lost=1)) == (["loosened", "narrowed"], [])
