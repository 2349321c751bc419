"""Why this version, why not another, why is it here, why two: every answer rests on a solve."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resolver_core import (
    Answer,
    MemoryStore,
    Options,
    Settings,
    UnknownQuestion,
    ask,
    open_index,
    parse_cutoff,
    parse_problem,
    target,
)
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.records import MetadataProblemKind
from tests.conformance.projects import BASE_IN_FILES
from tests.conformance.shared_programs import frozen_index
from tests.support.shared import require_shared
from tests.support.small_indexes import Example, of


def asked(example: Example, *, about: str = "", instead: str = "") -> list[Answer]:
    return ask(
        example.problem(),
        target(example.python, example.platform),
        Options(DEFAULT_URL),
        example.index(),
        about=[about] if about else [],
        instead=[instead] if instead else [],
    )


def of_mode(answers: list[Answer], mode: str, start: str) -> Answer:
    return next(answer for answer in answers if answer.mode == mode and answer.question.startswith(start))


def test_who_narrowed_the_range_step_by_step() -> None:
    example = Example({"a": "1 2 3 4 5rc1", "b": {"1": ["a<4"]}, "c": {"1": ["a!=3"]}}, ["a>1", "b", "c"])
    answer = of_mode(asked(example, about="a"), "single", "why a 2")
    assert [(step.text, step.left, str(step.newest)) for step in answer.steps] == [
        ("the index lists 5 versions of a", 5, "5rc1"),
        ("a stable release is preferred to pre-releases", 4, "4"),
        ("your line 4 requires a>1", 3, "4"),
        ("b 1 requires a<4", 2, "3"),
        ("c 1 requires a!=3", 1, "2"),
    ]
    assert "newest version that everything here allows" in answer.sentences[-1]


def test_a_newer_version_that_clashes_elsewhere_is_solved_for() -> None:
    """Nothing at the target excludes a 2, but an environment elsewhere in the lock does."""
    example = Example({"a": "1 2", "q": {"1": ["a<2 ; sys_platform == 'win32'"]}}, ["a", "q"])
    answer = of_mode(asked(example, about="a"), "universal", "why a 1")
    assert any("No requirement in the answer excludes 2" in sentence for sentence in answer.sentences)
    assert any("clashes" in sentence for sentence in answer.sentences)
    assert answer.experiments[0].outcome == "unsatisfiable"


def test_files_and_pythons_narrow_too() -> None:
    example = Example({"a": {"1": [], "2": of(python=">=3.12"), "3": of(tags="W")}}, ["a"])
    answer = of_mode(asked(example, about="a"), "single", "why a 1")
    texts = [step.text for step in answer.steps]
    assert any("without a file for" in text for text in texts)
    assert any("that need a newer Python than" in text for text in texts)


def test_why_not_names_the_clash() -> None:
    example = Example({"a": "1 2", "b": {"1": ["a<2"]}}, ["a", "b"])
    answer = of_mode(asked(example, instead="a==2"), "single", "why not")
    assert answer.experiments[0].outcome == "unsatisfiable"
    assert any("b" in sentence and "a<2" in sentence for sentence in answer.sentences)


def test_why_not_says_what_else_would_move() -> None:
    example = Example({"a": {"1": [], "2": ["c<2"]}, "c": "1 2"}, ["c", "a"])
    answer = of_mode(asked(example, instead="a==2"), "single", "why not")
    assert "a==2 would be fine: with it there is a solution." in answer.sentences
    assert answer.moves == ("c 2 → 1",)


def test_why_not_a_version_nobody_lists() -> None:
    answer = of_mode(asked(Example({"a": "1 2"}, ["a"]), instead="a==9"), "single", "why not")
    assert answer.sentences == ("No index that was asked lists a 9.",)


def test_why_not_what_is_taken_already() -> None:
    answer = of_mode(asked(Example({"a": "1 2"}, ["a"]), instead="a==2"), "universal", "why not")
    assert answer.sentences == ("a==2 is what is taken.",)


def test_a_yanked_version_is_said_to_need_a_pin() -> None:
    example = Example({"a": {"1": [], "2": of(yanked=True)}}, ["a"])
    answer = of_mode(asked(example, instead="a==2"), "single", "why not")
    assert (
        "It was yanked: uv takes it only if a requirement of yours pins it with ==, or your uv.lock has it."
        in answer.sentences
    )


@pytest.mark.parametrize(
    "text", ["a", "a>=2", "a==1.*", "a==1,==2", "a==1 ; python_version > '3'", "a @ https://x.test/", "!"]
)
def test_what_is_no_single_version_is_refused(text: str) -> None:
    with pytest.raises(UnknownQuestion, match="NAME==VERSION"):
        asked(Example({"a": "1"}, ["a"]), instead=text)


def test_a_project_that_nobody_installs_is_refused() -> None:
    with pytest.raises(UnknownQuestion, match="installs zebra"):
        asked(Example({"a": "1"}, ["a"]), about="zebra")


def test_why_here_ends_at_the_users_line() -> None:
    example = Example({"a": {"1": ["b>=1"]}, "b": {"1": ["c"]}, "c": "1"}, ["a"])
    answer = of_mode(asked(example, about="c"), "single", "why c is here")
    assert answer.sentences == ("line 4: a (1) → b>=1 (1) → c (1)",)


def test_why_two_versions_and_whether_one_would_do() -> None:
    example = Example({"a": {"1": of(python=">=3.8"), "2": of(python=">=3.10")}}, ["a"])
    answer = of_mode(asked(example, about="a"), "universal", "why 2 versions of a")
    assert any(sentence.startswith("a 2: python_full_version >= '3.10'") for sentence in answer.sentences)
    assert any(sentence.startswith("1 alone would do") for sentence in answer.sentences)
    assert any(sentence.startswith("2 alone would not do") for sentence in answer.sentences)
    assert [experiment.outcome for experiment in answer.experiments] == ["unsatisfiable", "1"]


def test_what_was_not_kept_decides_nothing() -> None:
    files = [
        MemoryFile("a-1-py3-none-any.whl", problem=MetadataProblemKind.NOT_RECORDED),
        MemoryFile("a-2-py3-none-any.whl", requires_python=">=3.8"),
        MemoryFile("a-3-py3-none-any.whl", requires_python=">=3.10"),
    ]
    problem = Example({}, ["a"]).problem()
    answers = ask(problem, target("3.11", "linux"), Options(DEFAULT_URL), MemoryIndex({"a": files}), instead=["a==1"])
    for answer in answers:
        (sentence,) = answer.sentences
        assert sentence.startswith("What comes out with a==1 is not known: ")


@pytest.mark.slow
def test_why_an_old_numba_on_recorded_data() -> None:
    folder = require_shared("frozen-index", "projects", "seed-7990-gradio")
    with frozen_index([]) as base, open_index(store=MemoryStore(), allow_networks=("127.0.0.0/8",)) as index:
        text = (folder / "pyproject.toml").read_text("utf-8").replace(BASE_IN_FILES, base)
        settings = Settings(exclude_newer=parse_cutoff("2024-10-07", datetime.now(UTC)))
        options = Options(f"{base}/simple", settings=settings)
        answers = ask(
            parse_problem(text), target("3.10", "x86_64-unknown-linux-gnu"), options, index, instead=["numba==0.60.0"]
        )
    answer = of_mode(answers, "single", "why not")
    assert "numba==0.60.0 would be fine: with it there is a solution." in answer.sentences
    assert any(move.startswith("numpy 2.1.2 → 2.0") for move in answer.moves)


TWO_INDEXES = Example(
    {"m": {"1": ["a"]}, "a": "1 2"},
    ["m"],
    more='[project.optional-dependencies]\nx = ["a>=1"]\ny = ["a>=1"]\n[tool.uv.sources]\n'
    'a = [{ index = "cpu", extra = "x" }, { index = "gpu", extra = "y" }]',
    tool_uv='conflicts = [[{ extra = "x" }, { extra = "y" }]]\n'
    'index = [{ name = "cpu", url = "@cpu", explicit = true }, { name = "gpu", url = "@gpu", explicit = true }]',
    others={"cpu": {"a": "1"}, "gpu": {"a": "1"}},
)


def test_what_an_experiment_supposes_is_not_called_the_users_and_the_index_that_lacks_it_is_named() -> None:
    sentences = of_mode(asked(TWO_INDEXES, instead="a==2"), "universal", "why not").sentences
    assert "Supposed: a==2." in sentences
    assert not any(sentence.startswith("You require a==2") for sentence in sentences)
    assert any(
        sentence.startswith("No version of a on ") and sentence.endswith(" matches ==2.") for sentence in sentences
    )


@pytest.mark.parametrize("ask_for", ["a>=1", "a<2"])
def test_the_users_own_line_stays_the_users_beside_what_is_supposed(ask_for: str) -> None:
    example = Example({"a": "1 2", "b": {"1": ["a<2"]}}, [ask_for, "b"])
    sentences = of_mode(asked(example, instead="a==2"), "single", "why not").sentences
    assert "Supposed: a==2." in sentences
    assert not any(sentence.startswith("You require a==2") for sentence in sentences)
