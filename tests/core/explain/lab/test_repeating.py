"""A stored experiment is solved again from its document."""

from __future__ import annotations

from typing import Any

import pytest
from packaging.utils import canonicalize_name

from resolver_core import (
    Options,
    Repetition,
    Selection,
    UnknownExperiment,
    experiment_from_json,
    repeat_experiment,
    target,
)
from resolver_core.explain.lab.moves import Move
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.support.small_indexes import Example, of

EXAMPLE = Example({"a": {"1": ["b<2"], "2": of("b", tags="W")}, "b": "1 2"}, ["a"])
STORED = {
    "start": "single", "about": "a", "axes": [], "settings": [], "index": [], "text": None,
    "requirements": [], "constraints": [],
}  # fmt: skip


def repeated(**changed: Any) -> Repetition:
    document: Any = {**STORED, **changed}
    experiment = experiment_from_json(document)
    return repeat_experiment(
        EXAMPLE.problem(), target("3.11", "linux"), Options(DEFAULT_URL), EXAMPLE.index(), Selection(), experiment
    )


def test_what_came_out_and_what_moved_with_it() -> None:
    found = repeated(axes=["file_rule"])
    assert found.outcome == "2"
    assert found.moves == (Move(canonicalize_name("a"), "1", "2"), Move(canonicalize_name("b"), "1", "2"))
    assert found.said == ()


def test_a_clash_is_said_and_moves_nothing() -> None:
    found = repeated(constraints=["a>=2"])
    assert (found.outcome, found.moves) == ("unsatisfiable", ())
    assert any("a" in sentence for sentence in found.said)


def test_a_text_that_cannot_be_read() -> None:
    found = repeated(text="[project]\nname = 1\n")
    assert found.outcome.startswith("failed: ")
    assert found.said


@pytest.mark.parametrize("changed", [{"start": "elsewhere"}, {"axes": ["colour"]}, {"about": 3}, {"settings": [{}]}])
def test_what_is_no_experiment_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(UnknownExperiment):
        repeated(**changed)


def test_an_older_or_a_newer_machine() -> None:
    example = Example({"a": {"1": [], "2": of(tags="cp311-cp311-manylinux_2_34_x86_64")}}, ["a"])
    for version, outcome in (("2.34", "2"), ("2.33", "1")):
        document: Any = {**STORED, "system_version": version}
        found = repeat_experiment(
            example.problem(), target("3.11", "linux"), Options(DEFAULT_URL), example.index(), Selection(),
            experiment_from_json(document),
        )  # fmt: skip
        assert found.outcome == outcome
        assert len(found.moves) == (outcome == "2")
