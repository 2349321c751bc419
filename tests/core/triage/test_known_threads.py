"""A fingerprint and the shipped table of threads."""

from __future__ import annotations

import pytest

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.triage.known_threads import Fingerprint, known_thread, threads


def test_every_thread_has_a_class_that_exists_a_number_and_a_title() -> None:
    for thread in threads():
        assert CauseClass(thread.cause_class) is not CauseClass.NOT_PROVEN
        assert thread.numbers
        assert thread.title


def test_the_project_goes_before_the_kind() -> None:
    torch = known_thread(Fingerprint(CauseClass.NO_COMPATIBLE_FILE, "torch"))
    other = known_thread(Fingerprint(CauseClass.NO_COMPATIBLE_FILE, "other"))
    assert torch is not None
    assert other is not None
    assert torch.numbers == (9514,)
    assert 14501 in other.numbers


def test_a_report_is_not_its_own_answer() -> None:
    found = known_thread(Fingerprint(CauseClass.NO_COMPATIBLE_FILE, "torch"), own_number=9514)
    assert found is not None
    assert 9514 not in found.numbers


def test_what_nobody_asked_is_not_known() -> None:
    assert known_thread(Fingerprint(CauseClass.NAME_NORMALISATION, "a")) is None


@pytest.mark.parametrize(("rule", "first"), [("answers-every-name", 13915), ("", 9462), ("another", 9462)])
def test_the_rule_decides_between_threads_of_a_class(rule: str, first: int) -> None:
    found = known_thread(Fingerprint(CauseClass.INDEX_ROUTING, "a", rule))
    assert found is not None
    assert found.numbers[0] == first


def test_a_fingerprint_is_versioned() -> None:
    assert Fingerprint(CauseClass.YANKED, "a", "a-1.0.tar.gz").text == "1:yanked:a:a-1.0.tar.gz"
