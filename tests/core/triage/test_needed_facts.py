"""A fact is asked for where two plausible values give different outcomes, and nowhere else: twenty small reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core.index.base import Index
from resolver_core.triage.needed_facts import PLATFORM, PYTHON, plausible_pythons
from resolver_core.triage.standing import Standing
from tests.support.builders import a_release, an_index
from tests.support.reports import a_report, judged

NO_PYTHON = "Ubuntu 22.04, x86_64. Opened on 2024-11-29.\n"
NO_PLATFORM = "Python 3.12.4. Opened on 2024-11-29.\n"
NEITHER = "Opened on 2024-11-29.\n"
INSTALL = "$ uv pip install -r pyproject.toml"
LOCK = "$ uv lock"


def the_index() -> Index:
    return an_index(
        {
            "plain": {"1.0": [], "2.0": []},
            "by-python": {"1.0": ["plain<2; python_version < '3.13'", "plain; python_version >= '3.13'"]},
            "by-system": {"1.0": ["plain<2; sys_platform == 'win32'", "plain; sys_platform != 'win32'"]},
            "no-313": [
                a_release("no-313", "1.0"),
                a_release("no-313", "2.0", tag="cp312-cp312-manylinux2014_x86_64"),
            ],
            "no-windows": [
                a_release("no-windows", "1.0"),
                a_release("no-windows", "2.0", tag="py3-none-manylinux2014_x86_64"),
                a_release("no-windows", "2.0", tag="py3-none-macosx_11_0_arm64"),
            ],
            "only-312": [a_release("only-312", "1.0", tag="cp312-cp312-manylinux2014_x86_64")],
            "old-python": [a_release("old-python", "1.0"), a_release("old-python", "2.0", requires_python=">=3.13")],
            "abi3": [a_release("abi3", "1.0", tag="cp38-abi3-manylinux2014_x86_64")],
            "everywhere": [
                a_release("everywhere", "1.0", tag=f"py3-none-{tag}")
                for tag in ("manylinux2014_x86_64", "macosx_11_0_arm64", "win_amd64")
            ],
        }
    )


@dataclass(frozen=True)
class Case:
    """A report and what has to be asked."""

    name: str
    dependency: str
    stated: str
    asked: tuple[str, ...]
    transcript: str = INSTALL
    requires_python: str = ">=3.12"


CASES = (
    # where it matters
    Case("a marker of the Python", "by-python", NO_PYTHON, (PYTHON,)),
    Case("wheels of one Python", "no-313", NO_PYTHON, (PYTHON,)),
    Case("an answer with one Python only", "only-312", NO_PYTHON, (PYTHON,)),
    Case("Requires-Python of a release", "old-python", NO_PYTHON, (PYTHON,)),
    Case("an old Python is allowed", "plain; python_version < '3.9'", NO_PYTHON, (PYTHON,), requires_python=">=3.8"),
    Case("a marker of the system", "by-system", NO_PLATFORM, (PLATFORM,)),
    Case("wheels of some systems", "no-windows", NO_PLATFORM, (PLATFORM,)),
    Case("an answer on one system only", "abi3", NO_PLATFORM, (PLATFORM,)),
    Case("a marker of the project's own", "plain; sys_platform == 'darwin'", NO_PLATFORM, (PLATFORM,)),
    Case("both are missing and one matters", "by-python", NEITHER, (PYTHON,)),
    # where it does not
    Case("a pure wheel, no Python", "plain", NO_PYTHON, ()),
    Case("a pure wheel, no system", "plain", NO_PLATFORM, ()),
    Case("a pure wheel, neither", "plain", NEITHER, ()),
    Case("a stable ABI", "abi3", NO_PYTHON, ()),
    Case("a wheel for every system", "everywhere", NO_PLATFORM, ()),
    Case("a lock is for all systems", "by-system", NO_PLATFORM, (), LOCK),
    Case("a lock is for all Pythons", "by-python", NO_PYTHON, (), LOCK),
    Case("one Python is allowed", "no-313", NO_PYTHON, (), requires_python="==3.12.*"),
    Case("what was seen tells the Python", "no-313", NO_PYTHON, (), f"{INSTALL}\n + no-313==2.0"),
    Case("no version at all, anywhere", "plain>9", NEITHER, ()),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_is_asked_where_it_matters(case: Case) -> None:
    text = a_report(
        case.dependency, requires_python=case.requires_python, transcript=case.transcript, stated=case.stated
    )
    verdict = judged(text, the_index())
    assert tuple(one.field for one in verdict.needed) == case.asked
    assert (verdict.standing is Standing.NEEDS_INFORMATION) is bool(case.asked)


def test_ten_matter_and_ten_do_not() -> None:
    assert [bool(case.asked) for case in CASES] == [True] * 10 + [False] * 10


def test_what_is_not_asked_is_assumed_and_what_was_seen_shows_it() -> None:
    plain, shown = (next(case for case in CASES if case.name.startswith(name)) for name in ("a pure", "what was seen"))
    for case, is_shown in ((plain, False), (shown, True)):
        text = a_report(case.dependency, requires_python=">=3.12", transcript=case.transcript, stated=case.stated)
        (assumed,) = judged(text, the_index()).assumed
        assert (assumed.field, assumed.value, assumed.is_shown) == (PYTHON, "3.12", is_shown)


def test_a_needed_fact_tells_what_differs() -> None:
    (needed,) = judged(
        a_report("no-313", requires_python=">=3.12", transcript=INSTALL, stated=NO_PYTHON), the_index()
    ).needed
    assert needed.about == "no-313"
    assert dict(needed.outcomes) == {"3.12": "2.0", "3.13": "1.0"}


@pytest.mark.parametrize(
    ("allowed", "day", "found"),
    [
        (">=3.12", date(2024, 11, 29), ("3.12", "3.13")),
        (">=3.12", date(2024, 1, 1), ("3.12",)),
        (">=3.9", date(2025, 12, 1), ("3.13", "3.14", "3.9")),
        ("==3.10.*", None, ("3.10",)),
        (">=4", None, ("3.12",)),
    ],
)
def test_plausible_pythons_were_there_and_are_allowed(allowed: str, day: date | None, found: tuple[str, ...]) -> None:
    assert set(plausible_pythons(SpecifierSet(allowed), day)) == set(found)
