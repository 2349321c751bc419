"""Every way in which a uv.lock goes stale, put to uv and to us: the verdict, its reason, the lock afterwards, a check.

The normal run asks a share; `make differential-locks` asks everything, and prints how many are equal by reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.differential.amount import at_length, share
from tests.support.seeds import first_seed
from tests.support.stale_locks.asking import Answer, Served, lock_before, our_answer, serving, uv_answer
from tests.support.stale_locks.cases import Case, cases, pairs

QUICK = 24
ALL = (*cases(), *pairs(100, first_seed(1)))
ASKED = share(ALL, QUICK)
KNOWN = {
    "locks/lock-source-elsewhere": "a lock that has the project in another folder is refused",
    "python-of-forks/python >3.8": "a fork that a range with an open end describes is written with that end",
    "python-of-forks/python >=3.9,<=3.13": "a fork that a range with an open end describes is written with that end",
    'settings/setting upgrade-package = ["b<1.2"]': "a version in `upgrade-package` is a constraint of that run",
}
"""Cases in which we are known to differ (docs/uv-behaviour.md)."""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def tally() -> Iterator[Counter[tuple[str, bool]]]:
    counts: Counter[tuple[str, bool]] = Counter()
    yield counts
    for reason in sorted({reason for reason, _ in counts}):
        equal, others = counts[reason, True], counts[reason, False]
        print(f"{reason}: {equal} of {equal + others} equal")


def test_there_are_many() -> None:
    assert len(ALL) >= 300
    assert len({case.name for case in ALL}) == len(ALL)
    assert KNOWN.keys() <= {case.name for case in ALL}


@pytest.mark.slow
@pytest.mark.parametrize("case", ASKED, ids=[case.name for case in ASKED])
def test_verdict(case: Case, served: Served, tally: Counter[tuple[str, bool]]) -> None:
    lock = lock_before(served, case)
    expected = uv_answer(served, case, lock)
    found = our_answer(served, case, lock)
    if found.passes is None:
        expected = replace(expected, passes=None)
    tally[f"{expected.use} {expected.reason}".strip(), found == expected] += 1
    if case.name in KNOWN:
        assert found != expected, f"no difference any more: {KNOWN[case.name]}"
        return
    assert found == expected, _words(expected, found)


def _words(expected: Answer, found: Answer) -> str:
    return f"\nuv:   {expected}\nours: {found}\nuv said: {expected.words}\nwe said: {found.words}"


def test_all_of_them_are_asked_at_length() -> None:
    assert len(ASKED) == (len(ALL) if at_length() else QUICK)
