"""A cause is told only of indexes that were asked."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Proof
from resolver_core.inputs.report.premises import StatedFailure
from resolver_core.triage.causes import FoundCause
from resolver_core.triage.open_causes import NOTHING_REPLACED, Replaced, decided_and_open

OWN = "https://own.test/simple"
REPLACED = Replaced((OWN,), {"a": {OWN}})


def a_cause(*projects: str, filename: str = "", files: tuple[str, ...] = ()) -> FoundCause:
    return FoundCause(CauseClass.PYTHON_RANGE, Proof.PROVEN, "It is so.", projects, filename, files=files)


def is_open(cause: FoundCause, *premises: StatedFailure, replaced: Replaced = REPLACED) -> bool:
    decided, still_open = decided_and_open([cause], replaced, premises)
    assert len(decided) + len(still_open) == 1
    assert all(one.indexes == (OWN,) for one in still_open)
    return bool(still_open)


def test_by_project() -> None:
    assert is_open(a_cause("a"))
    assert is_open(a_cause("b", "a"))
    assert not is_open(a_cause("b"))


def test_by_the_files_that_speak_of_it() -> None:
    assert is_open(a_cause("b", files=("b-1.0-py3-none-any.whl", "a-1.0-py3-none-any.whl")))
    assert is_open(a_cause("b", files=("A-1.0.tar.gz",)))
    assert is_open(a_cause("b", files=("a-1.0-oddly.egg",)))
    assert not is_open(a_cause("b", files=("b-1.0-py3-none-any.whl",)))


def test_one_that_names_nothing_rests_on_all() -> None:
    assert is_open(a_cause())
    assert not is_open(a_cause(), replaced=NOTHING_REPLACED)


def test_a_file_of_which_the_report_speaks_is_known_from_there() -> None:
    file = "a-1.0-py3-none-any.whl"
    assert not is_open(a_cause("a", filename=file), StatedFailure(f"{OWN}/{file}", 404, 7, file))
    assert is_open(a_cause("a", filename=file), StatedFailure(OWN, 404, 7, project="a"))


def test_both_keep_their_order() -> None:
    causes = [a_cause("a"), a_cause("b"), a_cause("a", "b"), a_cause("c")]
    decided, still_open = decided_and_open(causes, REPLACED, ())
    assert list(decided) == [causes[1], causes[3]]
    assert [one.cause for one in still_open] == [causes[0], causes[2]]
