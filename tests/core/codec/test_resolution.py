"""A stored answer is the answer: documents of every worked example, read back and written again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from resolver_core.answer.comparison import compare
from resolver_core.answer.resolution import Fork, Outcome, Resolution
from resolver_core.answer.split import Split, SplitKind
from resolver_core.answer.trace import Event
from resolver_core.codec import UnknownDocument, event_to_json, from_json, to_json
from resolver_core.explain.wording.forks import split_on
from resolver_core.explain.wording.outcomes import trouble
from resolver_core.policy import Options, Policy
from resolver_core.solver.solve import resolve
from resolver_core.targets.named import target
from tests.core.solver.examples.tables import EXAMPLES
from tests.support.small_indexes import DEFAULT_URL, Example, of

EVERY = [pytest.param(example, id=name) for name, example in EXAMPLES.items()]


def stored(resolution: Resolution) -> Any:
    """The document as a database gives it back."""
    return json.loads(json.dumps(to_json(resolution)))


def words_of_fork(fork: Fork) -> Fork:
    """The fork with what divided it in words: its facts are not stored."""
    return replace(fork, split_on=Split(SplitKind.SAID, split_on(fork.split_on)))


def both_modes(example: Example) -> list[Resolution]:
    return [example.solve_single(), example.solve_universal()]


@pytest.mark.parametrize("example", EVERY)
def test_written_read_and_written_again(example: Example) -> None:
    for resolution in both_modes(example):
        document = stored(resolution)
        assert stored(from_json(document)) == document


@pytest.mark.parametrize("example", EVERY[::4])
def test_what_is_read_back_equals_what_was_written(example: Example) -> None:
    for resolution in both_modes(example):
        back = from_json(stored(resolution))
        assert (back.outcome, back.label, back.requires_python) == (
            resolution.outcome, resolution.label, resolution.requires_python,
        )  # fmt: skip
        assert set(back.edges) == set(resolution.edges)
        assert [pin.key for pin in back.pins] == [pin.key for pin in resolution.pins]
        assert [pin.marker for pin in back.pins] == [pin.marker for pin in resolution.pins]
        assert list(map(words_of_fork, back.forks)) == list(map(words_of_fork, resolution.forks))
        assert back.stats == resolution.stats
        assert back.pages == resolution.pages
        assert back.target == resolution.target
        assert trouble(back) == trouble(resolution)


@pytest.mark.parametrize("example", EVERY[::4])
def test_a_stored_answer_installs_and_compares_as_a_fresh_one(example: Example) -> None:
    single, universal = both_modes(example)
    here = target(example.python, example.platform)
    fresh = compare(single, universal, here)
    again = compare(from_json(stored(single)), from_json(stored(universal)), here)
    assert [(row.project, row.difference) for row in again.rows] == [
        (row.project, row.difference) for row in fresh.rows
    ]


def test_files_keep_what_decides_among_them() -> None:
    wheel = of("b ; extra == 'x'", python=">=3.8", extras="x", uploaded="2024-01-01T00:00:00Z")
    example = Example({"a": {"1.0": {"1-py3-none-any": wheel, "sdist": of(yanked=True)}}}, ["a"])
    resolution = example.solve_universal()
    (before,) = (pin for pin in resolution.pins if not pin.is_root)
    (after,) = (pin for pin in from_json(stored(resolution)).pins if not pin.is_root)
    for old, new in zip(before.distributions, after.distributions, strict=True):
        for name in ("filename", "kind", "tags", "build_tag", "requires_python", "uploaded_at", "yanked_reason", "url"):
            assert getattr(new, name) == getattr(old, name)
    assert after.metadata is not None
    assert before.metadata is not None
    for name in ("requires_dist", "requires_python", "provides_extra"):
        assert getattr(after.metadata, name) == getattr(before.metadata, name)
    assert after.provenance is not None
    assert before.provenance is not None
    assert after.provenance.filename == before.provenance.filename
    assert after.provenance.source is before.provenance.source


def test_another_schema_version_is_refused() -> None:
    document = stored(Example({"a": "1"}, ["a"]).solve_single())
    with pytest.raises(UnknownDocument):
        from_json(document | {"schema_version": 999})


def test_events_are_json() -> None:
    events: list[Event] = []
    example = EXAMPLES["9 C2c"]
    problem, here = example.problem(), target("3.11", "linux")
    policy = Policy.single_platform(problem, here, Options(DEFAULT_URL))
    answer = resolve(problem, policy, example.index(), on_event=events.append)
    assert answer.outcome is Outcome.SOLVED
    documents = json.loads(json.dumps([event_to_json(event) for event in events]))
    kinds = {document["event"] for document in documents}
    assert {"SolveStarted", "Decided", "Backjumped", "Reranked", "SolveEnded"} <= kinds
