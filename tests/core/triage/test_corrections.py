"""What somebody states anew goes before what is read, and into the sides that held the old fact."""

from __future__ import annotations

from resolver_core.inputs.report.premises import read_premise
from resolver_core.triage.corrections import NOTHING_CORRECTED, Corrections, corrected
from tests.support.reports import a_report, read

SEEN = "$ uv sync\n + torch==2.0\n$ uv pip install --python 3.11 -r pyproject.toml\n + torch==1.0"
REPORT = read(a_report("torch", transcript=SEEN))


def test_nothing_corrected_is_the_report() -> None:
    assert corrected(REPORT, NOTHING_CORRECTED) == REPORT


def test_a_value_goes_before_the_one_that_was_read() -> None:
    changed = corrected(REPORT, Corrections(values={"platform": "aarch64-apple-darwin", "exclude_newer": "2024-12-01"}))
    assert changed.values["platform"] == "aarch64-apple-darwin"
    assert changed.as_of is not None
    assert changed.as_of.value == "2024-12-01"
    assert corrected(REPORT, Corrections(values={"exclude_newer": ""})).as_of is None
    assert "python" not in corrected(REPORT, Corrections(values={"python": ""})).values


def test_a_side_that_compares_another_value_keeps_it() -> None:
    two = read(a_report("torch", transcript=SEEN + "\n$ uv pip install --python 3.13 -r pyproject.toml"))
    assert [side.values.get("python") for side in two.sides] == [None, "3.11", "3.13"]
    old = str(two.values["python"])
    assert old in ("3.11", "3.12.4")
    changed = corrected(two, Corrections(values={"python": "3.9"}))
    assert [side.values.get("python") for side in changed.sides] == [None, "3.9" if old == "3.11" else "3.11", "3.13"]


def test_another_text_is_solved_by_every_side_that_read_the_old_one() -> None:
    text = REPORT.text.replace("torch", "plain")
    changed = corrected(REPORT, Corrections(text=text))
    assert all("plain" in side.text and "torch" not in side.text for side in changed.sides)


def test_the_text_of_a_side_is_chosen_and_not_corrected() -> None:
    two = read("```\n$ uv pip install torch\n$ uv pip install plain\n```\nopened on 2024-11-29\n")
    chosen = corrected(two, Corrections(text=two.sides[1].text))
    assert chosen.text == two.sides[1].text
    assert chosen.sides == two.sides


def test_premises_can_be_added_and_taken_away() -> None:
    stated = read_premise("https://index.test/f/torch-2.0-py3-none-any.whl 404")
    assert corrected(REPORT, Corrections(premises=(stated,))).premises == (stated,)
    with_one = corrected(REPORT, Corrections(premises=(stated,)))
    assert corrected(with_one, Corrections(premises=())).premises == ()
