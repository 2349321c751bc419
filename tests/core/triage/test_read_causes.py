"""What the words of a report show, where no solve does."""

from __future__ import annotations

import pytest

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.triage.read_causes import read_causes
from resolver_core.triage.standing import Standing
from tests.core.triage.test_triaging import the_index
from tests.support.reports import a_report, judged, read

REFUSED = (
    "$ uv pip install -r pyproject.toml\n  \u00d7 Failed to build `plain==0.1`\n"
    "RuntimeError: Cannot install on Python version 3.12.4; only versions >=3.6,<3.10 are supported."
)
LOCAL = (
    "$ uv pip install torch==2.3.0\n  \u00d7 No solution found when resolving dependencies:\n"
    "$ pip install torch==2.3.0\n  Downloading https://index.test/torch-2.3.0%2Bcu118-cp312-cp312-{}.whl (2 MB)"
)


def test_a_build_that_refuses_the_python_is_one_of_an_old_release() -> None:
    report = a_report("plain", transcript=REFUSED)
    (cause,) = read_causes(read(report))
    assert cause.cause_class is CauseClass.BACKTRACKING
    assert not cause.is_proven
    assert judged(report, the_index()).standing is not Standing.NOT_ABOUT_RESOLUTION


def test_another_build_error_shows_nothing() -> None:
    assert not list(read_causes(read(a_report("plain", transcript=REFUSED.split("\nRuntimeError")[0]))))


@pytest.mark.parametrize("tag", ["win_amd64", "linux_x86_64"])
def test_a_version_with_a_local_part_elsewhere(tag: str) -> None:
    (cause,) = read_causes(read(a_report(transcript=LOCAL.format(tag))))
    assert cause.cause_class is CauseClass.LOCAL_VERSION
    assert cause.version == "2.3.0+cu118"


def test_the_same_version_elsewhere_shows_nothing() -> None:
    plain = LOCAL.format("win_amd64").replace("%2Bcu118", "")
    assert not list(read_causes(read(a_report(transcript=plain))))


def test_a_cause_that_was_solved_goes_before() -> None:
    verdict = judged(a_report("torch", transcript=REFUSED), the_index())
    assert verdict.cause is None or verdict.cause.cause_class is not CauseClass.LOCAL_VERSION
