"""How submissions are counted: by what the API says of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.drills import drill_index
from tests.drills.client import Answer
from tests.drills.submissions import Posted, Tally


def a_document(number: int) -> dict[str, Any]:
    def side(version: str) -> dict[str, Any]:
        names = [f"n{number}-step-{step}" for step in range(drill_index.LENGTH)]
        found = [{"name": name, "version": "1.0", "root": False} for name in names]
        library = {"name": f"n{number}-lib", "version": version, "root": False}
        return {"outcome": "solved", "packages": [*found, library, {"name": "x", "version": "1", "root": True}]}

    solves = {label: {"state": "done", "error": ""} for label in ("single", "universal")}
    return {"single": side("1.0"), "universal": side("2.0"), "comparison": {}, "solves": solves}


def test_the_expected_answer_is_true() -> None:
    assert drill_index.wrong_words(3, a_document(3)) is None


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("single", None, "single: no answer"),
        ("single", a_document(3)["universal"], "single: solved"),
        ("comparison", None, "no comparison"),
        ("solves", {"explanation": {"state": "failed", "error": "spent"}}, "explanation: failed (spent)"),
    ],
)
def test_anything_else_is_not(part: str, value: object, words: str) -> None:
    document = {**a_document(3), part: value}
    document["solves"] = {**a_document(3)["solves"], **document["solves"]}
    assert words in str(drill_index.wrong_words(3, document))
    assert drill_index.wrong_words(4, a_document(3)) is not None


def test_refusals_are_noted_with_their_time_and_their_header() -> None:
    posted = Posted()
    assert posted.take(1, Answer(202, json.dumps({"id": "a"}).encode(), 0.1))
    assert not posted.take(2, Answer(503, b"", 1.5, {"Retry-After": "5"}))
    assert not posted.take(2, Answer(503, b"", 0.5))
    assert not posted.take(3, Answer(0, b"", 0.5))
    assert posted.accepted == {1: "a"}
    assert (posted.slowest_refusal_s, posted.no_retry_after, posted.statuses[0]) == (1.5, 1, 1)


@pytest.mark.parametrize("kind", ["lost", "doubled", "stuck", "untrue"])
def test_one_of_any_kind_is_too_many(kind: str) -> None:
    assert Tally(1).holds
    assert not Tally(1, **{kind: ["1: x"]}).holds  # type: ignore[arg-type]
