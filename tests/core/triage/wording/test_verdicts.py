"""Sentences of a verdict."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Proof
from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.triage.causes import FoundCause
from resolver_core.triage.held_against import Held
from resolver_core.triage.known_threads import KnownThread
from resolver_core.triage.needed_facts import INDEX, PLATFORM, PROJECT, PYTHON, Assumed, Needed
from resolver_core.triage.open_causes import OpenCause
from resolver_core.triage.other_trouble import Trouble
from resolver_core.triage.standing import Standing
from resolver_core.triage.verdict import Verdict
from resolver_core.triage.wording.verdicts import (
    STANDINGS,
    assumption,
    changed_since,
    headline,
    notes,
    open_words,
    question,
    text_for_publisher,
)
from tests.core.triage.test_triaging import MAC, the_index
from tests.support.reports import a_report, judged


def test_a_question_says_why_it_is_asked() -> None:
    asked = question(Needed(PYTHON, (("3.12", "2.0"), ("3.13", "")), "a"))
    assert asked == "With Python 3.12 and 3.13 the answer differs (a: 2.0 with 3.12, absent with 3.13): which is it?"
    ends = question(Needed(PLATFORM, (("linux", "solved"), ("macos", "unsatisfiable"))))
    assert "there is a solution with linux, there is no solution with macos" in ends
    assert "pyproject.toml" in question(Needed(PROJECT))
    assert "torch" in question(Needed(INDEX, about="torch"))


def test_an_assumption_says_whether_it_is_shown() -> None:
    assert "only this one gives what the report shows" in assumption(Assumed(PYTHON, "3.12", is_shown=True))
    assert "does not state it" in assumption(Assumed(PYTHON, "3.12"))


def test_every_standing_has_a_headline() -> None:
    for standing in Standing:
        trouble = Trouble(TroubleKind.BUILD, 3, "x") if standing is Standing.NOT_ABOUT_RESOLUTION else None
        assert STANDINGS[standing][:5].lower() in headline(Verdict(standing, Held(), trouble=trouble)).lower()


def test_what_changed_since_is_told() -> None:
    thread = KnownThread("prerelease", (1,), "x", fixed_in="0.12.0")
    verdict = Verdict(Standing.NOT_REPRODUCED, Held(), thread=thread, is_changed_since=True, uv_version="0.5.1")
    assert changed_since(verdict) == "uv 0.12.0 changed this; the report is of uv 0.5.1."
    assert changed_since(Verdict(Standing.NOT_REPRODUCED, Held(), thread=thread)) == ""


def test_what_is_open_is_said_of_all_projects_and_indexes() -> None:
    def still_open(index: str, *projects: str) -> OpenCause:
        return OpenCause(FoundCause(CauseClass.PYTHON_RANGE, Proof.PROVEN, "So.", projects), (index,))

    some = [still_open("https://b.test", *"abcd"), still_open("https://a.test", "e")]
    said = open_words(Verdict(Standing.PARTLY, Held(), open_causes=tuple(some)))
    assert said.startswith("https://a.test, https://b.test decide about a, b, c and 2 more, and could not be asked")
    assert said.endswith("what those indexes offer has to be known first.")
    alone = open_words(Verdict(Standing.PARTLY, Held(), open_causes=(still_open("https://a.test"),)))
    assert alone.startswith("https://a.test decides, and could not be asked from here")
    assert "why it comes out" in alone
    assert open_words(Verdict(Standing.PARTLY, Held())) == ""


def test_a_missing_date_is_noted() -> None:
    assert any("no date" in note for note in notes(Verdict(Standing.REPRODUCED, Held())))
    assert not any("no date" in note for note in notes(Verdict(Standing.REPRODUCED, Held(), as_of="2024-11-29")))


def test_who_has_the_files_gets_a_text() -> None:
    file = MAC.replace("torch", "mirrored")
    failing = f"$ uv sync\nerror: Failed to fetch: `https://<ours>/f/{file}` (404 Not Found)"
    verdict = judged(a_report("mirrored", transcript=failing), the_index())
    assert "Could it serve every file that it lists" in text_for_publisher(verdict)
    assert text_for_publisher(judged(a_report("plain"), the_index())) == ""
