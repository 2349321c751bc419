"""What became of every version: each reason is a fact, and goes when the fact does."""

from __future__ import annotations

import pytest

from resolver_core import Options, explain, ladder_to_json, parse_problem, target
from resolver_core.explain.model import Rung, State
from resolver_core.index.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.records import MetadataProblemKind
from tests.core.explain.test_classes import CUT, NEW, OLD
from tests.support.small_indexes import Example, files_of, of


def rungs(example: Example, project: str = "a", index: MemoryIndex | None = None) -> dict[str, Rung]:
    """By "newest" or "newest..oldest"."""
    found = explain(
        example.problem(),
        [target(example.python, example.platform)],
        Options(DEFAULT_URL),
        index or example.index(),
        with_ladders=True,
    )
    ladder = next(ladder for ladder in found.ladders if ladder.project == project)
    return {
        str(rung.versions[0]) if len(rung.versions) == 1 else f"{rung.versions[0]}..{rung.versions[-1]}": rung
        for rung in ladder.rungs
    }


def single(rung: Rung) -> tuple[str, str]:
    assert rung.single is not None
    return rung.single.state.value, rung.single.kind


REASONS = {
    "cut-off": (
        Example({"a": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)}}, ["a"], tool_uv=CUT),
        Example({"a": {"1": of(uploaded=OLD), "2": of(uploaded=OLD)}}, ["a"], tool_uv=CUT),
        "hidden by the cut-off 2024-03-01",
    ),
    "yanked": (
        Example({"a": {"1": [], "2": of(yanked=True)}}, ["a"]),
        Example({"a": "1 2"}, ["a"]),
        "yanked",
    ),
    "no-file": (
        Example({"a": {"1": [], "2": of(tags="W M")}}, ["a"]),
        Example({"a": {"1": [], "2": of(tags="W L")}}, ["a"]),
        "no file fits Python 3.11 on linux: 2 wheels (cp311; Windows, macOS) and no source distribution",
    ),
    "requirement": (
        Example({"a": "1 2", "b": {"1": ["a<2"]}}, ["a", "b"]),
        Example({"a": "1 2", "b": {"1": ["a<3"]}}, ["a", "b"]),
        "b 1 requires a<2",
    ),
    "constraint": (
        Example({"a": "1 2"}, ["a"], tool_uv='constraint-dependencies = ["a<2"]'),
        Example({"a": "1 2"}, ["a"], tool_uv='constraint-dependencies = ["a<3"]'),
        "the constraint a<2",
    ),
    "requires-python": (
        Example({"a": {"1": [], "2": of(python=">=3.12")}}, ["a"]),
        Example({"a": {"1": [], "2": of(python=">=3.11")}}, ["a"]),
        "requires Python >=3.12",
    ),
}


@pytest.mark.parametrize("kind", REASONS)
def test_every_reason_is_a_fact_and_goes_with_it(kind: str) -> None:
    example, changed, text = REASONS[kind]
    newest = rungs(example)["2"]
    assert single(newest) == ("passed", kind)
    assert newest.single is not None
    assert text in newest.single.text
    assert single(rungs(example)["1"]) == ("taken", "")
    assert single(rungs(changed)["2"]) == ("taken", "")


def test_the_users_own_line_is_named() -> None:
    rung = rungs(Example({"a": "1 2"}, ["a<2"]))["2"]
    assert rung.single is not None
    assert (rung.single.text, rung.single.line) == ("your line 4 requires a<2", 4)


def test_a_version_that_the_solve_refused_has_its_reason() -> None:
    files = {
        "a": (
            MemoryFile("a-1-py3-none-any.whl"),
            MemoryFile("a-2-py3-none-any.whl", problem=MetadataProblemKind.INVALID),
        )
    }
    rung = rungs(Example({}, ["a"]), index=MemoryIndex(files))["2"]
    assert single(rung) == ("passed", "refused")


def test_a_version_that_was_tried_and_given_up() -> None:
    """Both are chosen first, and cannot stay together."""
    example = Example({"a": {"1": [], "2": ["c<2"]}, "b": {"1": [], "2": ["c>=2"]}, "c": "1 2"}, ["a", "b"])
    found = {**rungs(example, "a"), **{f"b{name}": rung for name, rung in rungs(example, "b").items()}}
    given_up = [rung for rung in found.values() if single(rung) == ("passed", "given-up")]
    not_chosen = [rung for rung in found.values() if single(rung) == ("passed", "not-chosen")]
    assert given_up or not_chosen
    for rung in given_up:
        assert rung.single is not None
        assert rung.single.text.startswith("tried, and given up: ")


def test_what_is_older_was_not_needed_and_is_folded() -> None:
    found = rungs(Example({"a": "1 2 3 4 5"}, ["a<5"]))
    assert list(found) == ["5", "4", "3..1"]
    assert single(found["3..1"]) == ("not-needed", "")


def test_pre_releases_are_counted_with_their_neighbours() -> None:
    found = rungs(Example({"a": "1 2a1 2b1 2rc1 2 3rc1"}, ["a"]))
    assert list(found) == ["3rc1", "2..1" if "2..1" in found else "2..2a1", "1"][: len(found)]
    assert found["3rc1"].single is not None
    assert found["3rc1"].single.kind == "pre-release"


def test_versions_of_other_forks_name_where_they_hold() -> None:
    example = Example({"a": {"1": of(python=">=3.8"), "2": of(python=">=3.12")}}, ["a"])
    newest = rungs(example)["2"]
    assert newest.universal is not None
    assert newest.universal.state is State.TAKEN
    assert newest.universal.text == "python_full_version >= '3.12'"


def test_a_mode_without_the_project_has_no_standing() -> None:
    example = Example(
        {"a": {"1": of("b", tags="L")}, "b": "1"}, ["a"], more='[project.optional-dependencies]\nx = ["c"]\n'
    )
    assert rungs(example, "b")["1"].universal is None, "the lock fails: nobody has c"


def test_the_document() -> None:
    example = Example({"a": "1 2"}, ["a<2"])
    found = explain(
        example.problem(), [target("3.11", "linux")], Options(DEFAULT_URL), example.index(), with_ladders=True
    )
    document = ladder_to_json(found.ladders[0])
    assert document["project"] == "a"
    assert document["rungs"][0] == {
        "newest": "2",
        "oldest": "2",
        "count": 1,
        "prereleases": 0,
        "uploaded_at": None,
        "single": {"state": "passed", "kind": "requirement", "text": "your line 4 requires a<2", "line": 4},
        "universal": {"state": "passed", "kind": "requirement", "text": "your line 4 requires a<2", "line": 4},
    }


def test_a_direct_url_has_no_ladder() -> None:
    text = (
        '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.11"\n'
        'dependencies = ["a @ https://files.index.test/a-1-py3-none-any.whl"]\n'
    )
    index = MemoryIndex(files_of({}))
    found = explain(parse_problem(text), [target("3.11", "linux")], Options(DEFAULT_URL), index, with_ladders=True)
    assert not found.ladders
