"""What one search has assigned to one package so far."""

from __future__ import annotations

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.versions import VersionAxis
from resolver_core.solver.assignments import Assignments, Derivation
from resolver_core.solver.incompatibility import Term

AXIS = VersionAxis()
AXIS.add_versions([Version(str(number)) for number in range(1, 6)])


def term(text: str, *, positive: bool = True) -> Term:
    return Term(positive, AXIS.specifier_set(SpecifierSet(text)))


def assigned() -> Assignments:
    """Needed at level 0 (cause 10), at least 2 at level 1 (cause 11), below 5 at level 3 (cause 12)."""
    steps = (("", 0, 10), (">=2", 1, 11), (">=2,<5", 3, 12))
    derivations = [Derivation(order, level, cause, term(text)) for order, (text, level, cause) in enumerate(steps)]
    return Assignments(derivations, first_level=0, last_level=3)


def decided() -> Assignments:
    found = assigned()
    found.decided, found.decided_order, found.decided_level, found.last_level = term("==4"), 3, 4, 4
    return found


def test_what_is_known_is_the_newest_derivation_or_the_decision() -> None:
    assert assigned().known == term(">=2,<5")
    assert decided().known == term("==4")


def test_a_package_is_open_while_it_is_needed_and_has_no_version() -> None:
    assert assigned().is_open
    assert not decided().is_open
    absent = Assignments([Derivation(0, 0, 1, term(">3", positive=False))], 0, 0)
    assert not absent.is_open


def test_the_first_step_that_rules_something_out_is_named() -> None:
    found = decided()
    assert found.ruling_out(term("<2")) == (11, 1, 1)
    assert found.ruling_out(term("==5")) == (12, 2, 3)
    assert found.ruling_out(term("==3")) == (None, 3, 4)


def test_going_back_forgets_what_came_later() -> None:
    found = decided()
    found.undo_above(2)
    assert found.known == term(">=2")
    assert found.last_level == 1
    assert found.decided is None


def test_a_copy_goes_on_by_itself() -> None:
    found = decided()
    other = found.copy()
    other.undo_above(0)
    assert found.known == term("==4")
    assert len(found.derivations) == 3
    assert other.known == term("")
