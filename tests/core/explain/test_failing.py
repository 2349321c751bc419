"""Modes without an answer: the class, the change that gives one, and silence once the decisive fact is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from resolver_core import Options, explain, parse_problem, target
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Explanation, ModeFailure, Proof
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.records import MetadataProblemKind
from tests.support.experiments import contradictions
from tests.support.small_indexes import Projects, files_of, of

PROJECT = '[project]\nname = "asking"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = {}\n'
OLD, NEW = "2024-01-01T00:00:00+00:00", "2024-06-01T00:00:00+00:00"
OTHER = "https://other.index.test/simple"
NO_FILE = MetadataProblemKind.STATUS


@dataclass(frozen=True)
class Trouble:
    """A world and a text that fail in `modes`; with `remedy` in place of the text or world they do not."""

    text: str
    projects: Projects = field(default_factory=dict)
    files: Mapping[str, Sequence[MemoryFile]] = field(default_factory=dict)
    others: Mapping[str, Projects] = field(default_factory=dict)
    modes: tuple[str, ...] = ("single", "universal")
    remedy_text: str | None = None
    remedy_projects: Projects | None = None
    fixable: bool = True

    def index(self, projects: Projects | None = None) -> MemoryIndex:
        others = {url: files_of(offered) for url, offered in self.others.items()}
        files = files_of(self.projects if projects is None else projects)
        return MemoryIndex({**files, **({} if projects is not None else self.files)}, others=others)


TROUBLES = {
    CauseClass.EXCLUDE_NEWER: Trouble(
        PROJECT.format('["a"]') + '[tool.uv]\nexclude-newer = "2024-03-01"\n',
        {"a": {"1": of(uploaded=NEW)}},
        remedy_projects={"a": {"1": of(uploaded=OLD)}},
    ),
    CauseClass.PRERELEASE: Trouble(
        PROJECT.format('["a>1"]') + '[tool.uv]\nprerelease = "disallow"\n',
        {"a": "1 2rc1"},
        remedy_projects={"a": "1 2"},
    ),
    CauseClass.YANKED: Trouble(
        PROJECT.format('["b"]'),
        {"a": {"1": [], "2": of(yanked=True)}, "b": {"1": ["a==2"]}},
        remedy_projects={"a": "1 2", "b": {"1": ["a==2"]}},
    ),
    CauseClass.INVALID_METADATA: Trouble(
        PROJECT.format('["a"]'),
        {"a": {"2": of(python="^3.10")}},
        remedy_projects={"a": "2"},
        fixable=False,
    ),
    CauseClass.OVERRIDES_CONSTRAINTS: Trouble(
        PROJECT.format('["a>1"]') + '[tool.uv]\nconstraint-dependencies = ["a<2"]\n',
        {"a": "1 2"},
        remedy_text=PROJECT.format('["a>1"]') + '[tool.uv]\nconstraint-dependencies = ["a<3"]\n',
    ),
    CauseClass.INDEX_ROUTING: Trouble(
        PROJECT.format('["a>1"]') + f'[[tool.uv.index]]\nurl = "{OTHER}"\n',
        {"a": "2"},
        others={OTHER: {"a": "1"}},
        remedy_text=PROJECT.format('["a>1"]'),
    ),
    CauseClass.REPRESENTATIVE_UNREACHABLE: Trouble(
        PROJECT.format('["a"]'),
        {"b": "1"},
        files={
            "a": (
                MemoryFile("a-1-cp311-cp311-macosx_11_0_arm64.whl", problem=NO_FILE, status_code=404),
                MemoryFile("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", requires=["b"]),
            )
        },
        modes=("universal",),
        remedy_projects={"a": {"1": of("b", tags="M L")}, "b": "1"},
    ),
    CauseClass.DYNAMIC_METADATA: Trouble(
        PROJECT.format('["a"]'),
        {"b": "1"},
        files={
            "a": (
                MemoryFile("a-1-py3-none-any.whl", requires=["b"]),
                MemoryFile("a-2.tar.gz", problem=MetadataProblemKind.NEEDS_BUILD),
            )
        },
        remedy_projects={"a": {"1": ["b"], "2": ["b"]}, "b": "1"},
    ),
    CauseClass.NO_COMPATIBLE_FILE: Trouble(
        PROJECT.format('["a"]'),
        {"a": {"1": of(tags="W")}},
        modes=("single",),
        remedy_projects={"a": {"1": of(tags="L")}},
    ),
    CauseClass.EXTRAS_GROUPS_CONFLICTS: Trouble(
        PROJECT.format("[]") + '[project.optional-dependencies]\nnew = ["a>=2"]\nold = ["a<2"]\n',
        {"a": "1 2"},
        modes=("universal",),
        remedy_text=PROJECT.format("[]") + '[project.optional-dependencies]\nnew = ["a>=2"]\nold = ["a<3"]\n',
    ),
    CauseClass.PYTHON_RANGE: Trouble(
        PROJECT.format('["a"]'),
        {"a": {"1": of(python=">=3.9")}},
        modes=("universal",),
        remedy_text=PROJECT.format('["a"]').replace(">=3.8", ">=3.9"),
    ),
    CauseClass.REQUIREMENTS_CONFLICT: Trouble(
        PROJECT.format('["a>=2", "b"]'),
        {"a": "1 2", "b": {"1": ["a<2"]}},
        remedy_projects={"a": "1 2", "b": {"1": ["a<3"]}},
    ),
}


def explained(case: Trouble, *, remedied: bool = False) -> Explanation:
    text = case.remedy_text if remedied and case.remedy_text else case.text
    index = case.index(case.remedy_projects if remedied else None)
    return explain(
        parse_problem(text, filename="pyproject.toml"), [target("3.11", "linux")], Options(DEFAULT_URL), index
    )


def of_mode(explanation: Explanation, mode: str) -> ModeFailure:
    return next(failure for failure in explanation.failures if failure.mode == mode)


@pytest.mark.parametrize("expected", TROUBLES, ids=str)
def test_class_proof_and_remedy(expected: CauseClass) -> None:
    case = TROUBLES[expected]
    found = explained(case)
    assert tuple(failure.mode for failure in found.failures) == case.modes
    for mode in case.modes:
        failure = of_mode(found, mode)
        assert (failure.cause.cause_class, failure.cause.proof) == (expected, Proof.PROVEN), failure.cause
        assert all(experiment.supports for experiment in failure.cause.experiments)
        assert any(fix.agrees for fix in failure.fixes) is case.fixable
    assert not explained(case, remedied=True).failures


@pytest.mark.parametrize("expected", TROUBLES, ids=str)
def test_stored_experiments_give_the_same_outcome_again(expected: CauseClass) -> None:
    case = TROUBLES[expected]
    problem = parse_problem(case.text, filename="pyproject.toml")
    assert not contradictions(explained(case), problem, Options(DEFAULT_URL), case.index())


def test_missing_upload_times_are_a_second_cause() -> None:
    case = Trouble(PROJECT.format('["a"]') + '[tool.uv]\nexclude-newer = "2024-03-01"\n', {"a": "1"})
    failure = of_mode(explained(case), "universal")
    assert failure.cause.cause_class is CauseClass.EXCLUDE_NEWER
    assert [cause.cause_class for cause in failure.further_causes] == [CauseClass.INDEX_METADATA_GAP]
    assert "no upload time" in failure.further_causes[0].summary


def test_both_modes_fail_on_a_file_that_another_file_can_stand_in_for() -> None:
    case = Trouble(
        PROJECT.format('["a"]'),
        {"b": "1"},
        files={
            "a": (
                MemoryFile("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", problem=NO_FILE, status_code=403),
                MemoryFile("a-1-cp311-cp311-win_amd64.whl", requires=["b"]),
            )
        },
    )
    found = explained(case)
    for mode in ("single", "universal"):
        failure = of_mode(found, mode)
        assert failure.status_code == 403
        assert (failure.cause.cause_class, failure.cause.proof) == (
            CauseClass.REPRESENTATIVE_UNREACHABLE,
            Proof.PROVEN,
        )
        assert failure.fixes[0].agrees
    assert "another file" in of_mode(found, "single").cause.summary
