"""What is said of a mode without an answer: facts first, then axes, then what only makes the question easier."""

from __future__ import annotations

from resolver_core import explain, parse_problem, target
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import ModeFailure, Proof
from resolver_core.index.kept.memory import MemoryIndex
from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from resolver_core.index.records import PageProblemKind
from tests.support.causes import CUT, NO_OPTIONS, OLD, PROJECT, a_world, of_mode
from tests.support.small_indexes import Projects, of


def failure(text: str, projects: Projects, mode: str = "universal") -> ModeFailure:
    return of_mode(a_world(text, projects).explained(), mode)


def classes(found: ModeFailure) -> list[CauseClass]:
    return [cause.cause_class for cause in (found.cause, *found.further_causes)]


def test_a_setting_goes_before_what_the_index_says() -> None:
    """A pre-release and a yanked version would both do, and a cut-off hides a third."""
    text = PROJECT.format('["a>1"]') + f'[tool.uv]\n{CUT}\nprerelease = "disallow"\n'
    versions = {"1": of(uploaded=OLD), "2": of(uploaded="2024-06-01T00:00:00+00:00")}
    versions |= {"3rc1": of(uploaded=OLD), "4": of(uploaded=OLD, yanked=True)}
    found = failure(text, {"a": versions})
    assert classes(found) == [CauseClass.EXCLUDE_NEWER, CauseClass.PRERELEASE, CauseClass.YANKED]


def test_axes_and_the_fact_under_them_are_one_cause() -> None:
    found = failure(PROJECT.format('["a"]'), {"a": {"1": of(python=">=3.9")}})
    assert classes(found) == [CauseClass.PYTHON_RANGE]
    assert found.cause.axes
    assert len(found.cause.experiments) == 3
    assert "for Python 3.11 alone there is a solution" in found.cause.summary


def test_an_easier_question_where_nothing_else_is_found() -> None:
    found = failure(PROJECT.format('["a>=2", "a<2"]'), {"a": "1 2"})
    assert classes(found) == [CauseClass.NOT_PROVEN]
    found = failure(PROJECT.format('["a>=2", "b"]'), {"a": "1 2", "b": {"1": ["a<2"]}})
    assert classes(found) == [CauseClass.REQUIREMENTS_CONFLICT]


def test_an_index_that_does_not_answer_is_the_whole_cause() -> None:
    """An extra brings the project in: without the extra nobody asks its index, and that proves nothing."""
    text = PROJECT.format("[]") + '[project.optional-dependencies]\nx = ["a"]\n'
    problem = parse_problem(text, filename="pyproject.toml")
    index = MemoryIndex(page_problems={"a": PageProblemKind.NETWORK})
    (failed,) = explain(problem, [target("3.11", "linux")], NO_OPTIONS, index).failures
    assert (failed.cause.cause_class, failed.cause.proof) == (CauseClass.NOT_PROVEN, Proof.UNDECIDED)
    assert not failed.further_causes
    assert not failed.fixes


def test_data_that_were_not_recorded_leave_it_undecided() -> None:
    nothing = SnapshotIndex(RecordingIndex(MemoryIndex()).snapshot())
    problem = parse_problem(PROJECT.format('["a"]'), filename="pyproject.toml")
    found = explain(problem, [target("3.11", "linux")], NO_OPTIONS, nothing)
    causes = [failure.cause for failure in found.failures]
    assert [(cause.cause_class, cause.proof) for cause in causes] == [(CauseClass.NOT_PROVEN, Proof.UNDECIDED)] * 2
