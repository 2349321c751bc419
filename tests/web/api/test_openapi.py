"""The OpenAPI document is made from the types, describes real answers to the last field, and refuses wrong ones."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from django.test import Client
from django.urls import get_resolver
from jsonschema import Draft202012Validator
from pytest_django import Settings

from resolver_core import EventDocument
from tests.support.described import assert_described, problems_of
from tests.support.documents import (
    LOCK,
    a_failed,
    a_finished_submission,
    a_submission,
    an_explanation,
    an_unsatisfiable,
    the_torch_documents,
)
from tests.support.loaded_examples import load_examples
from webui.api.openapi import openapi
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.examples import EXAMPLES, Example
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.models import Question, Solve, StoredLadder, Submission
from webui.resolutions.working import permalinks, tasks

ADDRESS = "/api/v1/resolutions"
TORCH = EXAMPLES[0]
NAMES = {"submission_id": "{id}", "question_id": "{question}", "webhook_id": "{webhook}"}


@pytest.fixture
def components() -> dict[str, Any]:
    found: Any = openapi()["components"]
    return dict(found["schemas"])


def references(value: object) -> Iterator[str]:
    """The names of all schemas that a value refers to."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


# -- the document itself ------------------------------------------------------------------------


def test_every_address_and_option_is_named(client: Client, components: dict[str, Any]) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document == json.loads(json.dumps(openapi()))
    served = {
        re.sub(
            "<(?:slug|int|str):(.*?)>",
            lambda found: NAMES.get(found[1], f"{{{found[1]}}}"),
            f"/api/v1/{pattern.pattern}",
        )
        for pattern in get_resolver("webui.api.urls").url_patterns
    }
    assert served == set(document["paths"]) | {"/api/v1/openapi.json"}
    question = components["Question"]["properties"]
    assert set(question) == set(CompareForm.base_fields) - {"report", "stated"}, "which the page sends along"
    for name, schema in question.items():
        choices = getattr(CompareForm.base_fields[name], "choices", None)
        assert schema.get("enum") == (choices and [value for value, _ in choices]), name


def test_every_schema_is_one_and_refers_to_schemas_that_are_there(components: dict[str, Any]) -> None:
    for name, schema in components.items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("description") or name == "EventDocument", name
    assert set(references(openapi())) <= set(components)


def test_every_field_of_every_document_says_what_it_means(components: dict[str, Any]) -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in components.items()
        for field, said in schema.get("properties", {}).items()
        if "description" not in said and field != "event"
    ]
    assert not silent


def test_whole_documents_are_described_and_not_called_objects(components: dict[str, Any]) -> None:
    answer = components["SubmissionDocument"]["properties"]
    for name, shape in (
        ("single", "ResolutionDocument"),
        ("universal", "ResolutionDocument"),
        ("lock", "ResolutionDocument"),
        ("comparison", "ComparisonDocument"),
        ("lock_comparison", "ComparisonDocument"),
        ("explanation", "ExplanationDocument"),
    ):
        assert list(references(answer[name])) == [shape]
    shapeless = [
        f"{name}.{field}"
        for name, schema in components.items()
        for field, said in schema.get("properties", {}).items()
        if said.get("type") == "object" and said.get("additionalProperties", True) is True
    ]
    assert not shapeless


# -- real answers -------------------------------------------------------------------------------


@pytest.fixture
def loaded(queue: list[int], settings: Settings, examples_database: Path) -> list[int]:
    settings.EXPLAIN_SECONDS = 400
    load_examples(examples_database)
    return queue


def answer_of(client: Client, submission: Submission) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"{ADDRESS}/{submission.pk}").json()
    assert_described(answer, "SubmissionDocument")
    return answer


def solved(loaded: list[int], text: str = TORCH.text, **options: Any) -> Submission:
    """A question that is solved, compared and explained on the data of the first example."""
    asked = Asked(text, python=TORCH.python, exclude_newer=TORCH.exclude_newer, recorded=TORCH.permalink_id, **options)
    submission = permalinks.submit(asked, None)
    while loaded:
        tasks.solve(loaded.pop(0))
    return Submission.objects.get(pk=submission.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.slug)
def test_recorded_answers_are_described(client: Client, loaded: list[int], example: Example) -> None:
    answer = answer_of(client, Submission.objects.get(pk=example.permalink_id))
    assert answer["state"] == "done"
    assert answer["explanation"]["divergences"] or answer["explanation"]["failures"]
    ladders = StoredLadder.objects.filter(submission=example.permalink_id)
    assert ladders
    for ladder in ladders[::10]:
        assert_described(ladder.document, "LadderDocument")
    for row in Solve.objects.filter(submission=example.permalink_id):
        events = [event for batch in row.event_batches.all() for event in batch.events]
        for event in (*{event["event"]: event for event in events}.values(), *events[::100]):
            assert_described(event, "EventDocument")
    assert_described(Submission.objects.get(pk=example.permalink_id).comparison().graph, "GraphDocument")


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_described(client: Client, loaded: list[int]) -> None:
    answer = answer_of(client, solved(loaded, lock=LOCK, compare_lock=True))
    assert answer["lock"]["label"] == "uv.lock"
    assert answer["lock_comparison"]["differing"]


@pytest.mark.django_db(transaction=True)
def test_several_targets_and_questions_are_described(client: Client, loaded: list[int]) -> None:
    submission = solved(loaded, targets=("3.12/macos", "3.9/windows"))
    answer = answer_of(client, submission)
    assert [target["label"] for target in answer["targets"]] == ["single", "single-2", "single-3"]
    assert answer["explanation"]["divergences"]
    for kind, text in (("why", "torch"), ("why-not", "torch==2.4.0"), ("experiment", "divergences.0.0.0")):
        question = permalinks.ask(submission, kind, text, 1)
        tasks.answer(question.pk)
        document = Question.objects.get(pk=question.pk).document
        assert_described(document, "RepetitionDocument" if kind == "experiment" else "AnswersDocument")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("dependency", "outcome"), [('"torch<2.5", "torch>=2.5"', "unsatisfiable"), ('"nobody-recorded-this"', "failed")]
)
def test_answers_without_versions_are_described(
    client: Client, loaded: list[int], dependency: str, outcome: str
) -> None:
    answer = answer_of(client, solved(loaded, TORCH.text.replace('"torch"', dependency)))
    assert answer["single"]["outcome"] == answer["universal"]["outcome"] == outcome
    assert answer["explanation"]["failures"]


@pytest.mark.django_db
def test_the_answers_of_tests_are_described_as_real_ones_are(client: Client, queue: list[int]) -> None:
    answer_of(client, a_submission())
    single, universal, comparison = the_torch_documents()
    submission = a_finished_submission(single, universal, comparison)
    Submission.objects.filter(pk=submission.pk).update(explanation=an_explanation())
    answer_of(client, submission)
    answer_of(client, a_finished_submission(an_unsatisfiable("single"), a_failed("universal")))


# -- wrong ones ---------------------------------------------------------------------------------


def at(document: Any, *path: str | int) -> Any:
    for step in path:
        document = document[step]
    return document


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "change"),
    [
        ((), lambda part: part.pop("universal")),
        ((), lambda part: part.update(state="maybe")),
        ((), lambda part: part.update(colour="red")),
        ((), lambda part: part.update(single={})),
        (("universal",), lambda part: part.update(outcome="half-solved")),
        (("universal",), lambda part: part.update(schema_version="1")),
        (("universal", "packages", 1), lambda part: part.pop("source")),
        (("universal", "packages", 1, "metadata_from"), lambda part: part.update(how="guessed")),
        (("universal", "packages", 0, "dependencies", 0), lambda part: part.update(line="6")),
        (("comparison", "rows", 0), lambda part: part.update(difference="colour")),
        (("comparison", "rows", 0, "single"), lambda part: part.update(install_file=1)),
        (("explanation", "divergences", 0, "cause"), lambda part: part.update({"class": "because"})),
        (("explanation", "divergences", 0, "cause", "experiments", 0), lambda part: part.update(supports="yes")),
        (("explanation", "divergences", 0, "fixes", 0), lambda part: part.pop("patch")),
    ],
)
def test_a_wrong_document_is_refused(
    client: Client, queue: list[int], path: tuple[str | int, ...], change: Callable[[Any], Any]
) -> None:
    submission = a_finished_submission()
    Submission.objects.filter(pk=submission.pk).update(explanation=an_explanation())
    answer = answer_of(client, submission)
    wrong = copy.deepcopy(answer)
    change(at(wrong, *path))
    assert list(problems_of(wrong, "SubmissionDocument"))


@pytest.mark.parametrize("event", [{"event": "Guessed", "fork": "0"}, {"event": "Decided", "fork": "0"}])
def test_a_wrong_event_is_refused(event: dict[str, Any]) -> None:
    assert list(problems_of(event, "EventDocument"))


def test_an_event_is_of_one_shape() -> None:
    assert_described({"event": "ForkClosed", "fork": "0", "projects": 3}, "EventDocument")
    assert len(get_args(EventDocument)) == 12
