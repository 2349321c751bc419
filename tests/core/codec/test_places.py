"""A place leads to one experiment or one fix of an explanation document, and to nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from resolver_core import experiment_at, fixed_text_at


def document() -> dict[str, Any]:
    def cause(name: str) -> dict[str, Any]:
        return {"experiments": [{"title": f"{name} 0"}, {"title": f"{name} 1"}]}

    fixes = [{"text": "first"}, {"text": "second"}]
    entry = {"cause": cause("first"), "further_causes": [cause("further")], "fixes": fixes}
    consequence: dict[str, Any] = {"cause": None, "fixes": []}
    return {"divergences": [entry, consequence], "failures": [], "findings": [], "solves": 3}


@pytest.mark.parametrize(
    ("place", "title"),
    [("divergences.0.0.0", "first 0"), ("divergences.0.0.1", "first 1"), ("divergences.0.1.1", "further 1")],
)
def test_an_experiment_is_found_by_its_place(place: str, title: str) -> None:
    found = experiment_at(document(), place)
    assert found is not None
    assert found["title"] == title


def test_a_fix_is_found_by_its_place() -> None:
    assert fixed_text_at(document(), "divergences.0.1") == "second"


@pytest.mark.parametrize(
    "place",
    ["", "divergences.9.0", "divergences.0.9", "divergences.0.0.9", "divergences.0.9.0", "divergences.1.0.0",
     "divergences.1.0", "targets.0.0", "solves.0.0", "solves.0.0.0", "a.b.c", "a.b.c.d", "divergences.0", "x"],
)  # fmt: skip
def test_a_place_that_is_not_there_has_nothing(place: str) -> None:
    assert experiment_at(document(), place) is None
    assert fixed_text_at(document(), place) is None


def test_without_an_explanation_there_is_no_place() -> None:
    assert experiment_at(None, "divergences.0.0.0") is None
    assert fixed_text_at(None, "divergences.0.0") is None
