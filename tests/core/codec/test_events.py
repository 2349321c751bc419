"""There is a shape for every type of event, field by field."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest

from resolver_core import Options, Policy, resolve, target
from resolver_core.answer import trace
from resolver_core.answer.replayed import Verdict
from resolver_core.answer.split import Split
from resolver_core.answer.trace import Event
from resolver_core.candidates.rejection import Rejection
from resolver_core.codec.events import EventDocument, event_to_json
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.core.solver.examples.tables import EXAMPLES
from tests.support.shapes import assert_shape

SHAPES = {get_args(get_type_hints(shape)["event"])[0]: shape for shape in get_args(EventDocument)}
TYPES = {kind.__name__: kind for kind in vars(trace).values() if isinstance(kind, type) and issubclass(kind, Event)}


WORDED = (Rejection, Verdict, Split | None)
"""Facts, which a document says in words."""
SAID = {"ConflictFound": {"summary"}}


def test_every_type_has_a_shape() -> None:
    assert set(SHAPES) == set(TYPES) - {"Event"}


@pytest.mark.parametrize("name", SHAPES)
def test_the_fields_are_the_same(name: str) -> None:
    written = get_type_hints(TYPES[name])
    read: dict[str, Any] = get_type_hints(SHAPES[name])
    assert set(read) == {field.name for field in fields(TYPES[name])} | {"event"} | SAID.get(name, set())
    for field, kind in written.items():
        if kind in WORDED:
            assert read[field] is str, field
            continue
        assert read[field] == (list[str] if kind == tuple[str, ...] else kind), field


def test_the_events_of_a_solve_are_of_their_shapes() -> None:
    events: list[Event] = []
    example = EXAMPLES["9 C2c"]
    policy = Policy.single_platform(example.problem(), target("3.11", "linux"), Options(DEFAULT_URL))
    resolve(example.problem(), policy, example.index(), on_event=events.append)
    documents = [event_to_json(event) for event in events]
    assert {"SolveStarted", "PageRead", "Decided", "Backjumped", "SolveEnded"} <= {one["event"] for one in documents}
    for document in documents:
        assert_shape(document, SHAPES[document["event"]])
