"""Every recorded explanation keeps the rules of what is said at once (`tests/support/said_rules.py`)."""

from __future__ import annotations

import copy
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from resolver_core import CoreError, Options, Selection, explain, explanation_to_json, parse_problem, target
from tests.conformance.asking import Question, loopback_index, with_command_line
from tests.conformance.scenarios import ask_all, single_question
from tests.conformance.shared_programs import scenario_program
from tests.support.field_cases import FOLDER, recorded
from tests.support.said_rules import broken_rules
from tests.support.shared import REPOSITORY, require_shared

EXAMPLES = REPOSITORY / "webui" / "resolutions" / "working" / "recordings"
CASES = sorted(path.name.removesuffix(".json.xz") for path in FOLDER.glob("[0-9]*.json.xz"))
Document = dict[str, Any]


@pytest.mark.parametrize("slug", CASES)
def test_field_cases_keep_the_rules(slug: str) -> None:
    assert not broken_rules(explanation_to_json(recorded(slug).explained()))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json.xz")), ids=lambda path: path.name)
def test_examples_keep_the_rules(path: Path) -> None:
    stored = json.loads(lzma.decompress(path.read_bytes()))["explanation"]
    assert stored["divergences"] or stored["failures"]
    assert not broken_rules(stored)


def test_scenarios_keep_the_rules() -> None:
    server = scenario_program("server")
    scenarios = server.load_scenarios(require_shared("scenarios", "scenarios"))
    wrong, asked = [], 0
    with server.IndexServer(scenarios) as running, loopback_index() as index:
        for entry in ask_all(scenarios):
            for row in entry["single"][:MOST_ROWS]:
                question = single_question(entry, row, running.url(entry["name"]))
                for document in explained(question, index):
                    asked += 1
                    wrong += [f"{entry['name']}: {problem}" for problem in broken_rules(document)]
    assert asked
    assert not wrong, "\n".join(wrong)


MOST_ROWS = 2
"""Targets of a scenario that are explained: the rules are about words, which few of them change."""


def explained(question: Question, index: Any) -> Iterator[Document]:
    """The explanation of a question; nothing where the core refuses the text."""
    options = Options(default_index=question.default_index, settings=question.settings)
    chosen = Selection(tuple(map(canonicalize_name, question.extras)), tuple(map(canonicalize_name, question.groups)))
    try:
        problem = with_command_line(parse_problem(question.text, filename=question.filename), question)
        found = explain(problem, [target(question.python, question.platform)], options, index, chosen)
    except CoreError:
        return
    yield dict(explanation_to_json(found))


# -- the rules themselves --------------------------------------------------------------------------------


def a_document() -> Document:
    return copy.deepcopy(dict(explanation_to_json(recorded("06-fix-on-the-wrong-axis").explained())))


LONG = "x" * 121
ALIKE = " ".join(f"a {number}.0 cannot be used: it was yanked." for number in range(4))


@pytest.mark.parametrize(
    ("summary", "problem"),
    [
        (f"torch {LONG}.", "characters in the headline"),
        ("torch. A. B. C. D.", "4 sentences in the paragraph"),
        (f"torch. {'y' * 401}.", "characters in the paragraph"),
        ("numpy is 2.", "it is not named"),
        ("torch reads it. It is the file rule.", "a word of the policy (file rule)"),
        ("torch is in scope.", "a word of the policy (in scope)"),
        ("torch is taken in the universal solve.", "its command is not named"),
        ("torch is there where extra == 'extra-7-project-cpu'.", "a name of uv's own for an extra"),
    ],
)
def test_what_breaks_a_rule_is_found(summary: str, problem: str) -> None:
    document = a_document()
    root = next(entry for entry in document["divergences"] if entry["cause"] is not None)
    assert not broken_rules(document)
    root["cause"] |= {"summary": summary, "details": []}
    assert any(problem in broken for broken in broken_rules(document))


def test_many_sentences_that_are_alike_are_found_where_they_are_folded() -> None:
    document = a_document()
    root = next(entry for entry in document["divergences"] if entry["cause"] is not None)
    root["cause"]["details"] = ALIKE.replace(". a", ".\na").split("\n")
    assert any("4 sentences alike" in broken for broken in broken_rules(document))
