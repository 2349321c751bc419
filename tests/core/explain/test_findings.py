"""Answers that surprise: each is explained by an experiment, and is silent once the decisive fact is changed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from resolver_core import Options, explain, parse_problem, target
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Explanation, Finding, Proof
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryIndex
from tests.support.experiments import contradictions
from tests.support.small_indexes import Projects, files_of, of

OLD, NEW = "2024-01-01T00:00:00+00:00", "2024-06-01T00:00:00+00:00"
PROJECT = '[project]\nname = "asking"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = {}\n'
GUARDED = {"viewer": {"1": ["bell ; sys_platform == 'darwin'"]}, "bell": "1"}


@dataclass(frozen=True)
class Surprise:
    """A world, a text, and the same text or world with the decisive fact changed."""

    projects: Projects
    text: str
    about: str
    then: str  #: what the single-platform solve gives without the rule
    other_projects: Projects | None = None
    other_text: str | None = None
    fixable: bool = True


SURPRISES = {
    CauseClass.YANKED: Surprise(
        {"a": {"1": [], "2": of(yanked=True)}}, PROJECT.format('["a==2"]'), "a", "unsatisfiable", {"a": "1 2"}
    ),
    CauseClass.PRERELEASE: Surprise(
        {"a": "1 2rc1"},
        PROJECT.format('["a"]') + '[tool.uv]\nprerelease = "allow"\n',
        "a",
        "1",
        other_text=PROJECT.format('["a"]'),
    ),
    CauseClass.PYTHON_UPPER_BOUND: Surprise(
        {"a": {"1": of(python=">=3.8"), "2": of(python=">=3.8,<3.11")}},
        PROJECT.format('["a"]'),
        "a",
        "1",
        {"a": {"1": of(python=">=3.8"), "2": of(python=">=3.8,<3.12")}},
    ),
    CauseClass.EXCLUDE_NEWER: Surprise(
        {"a": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)}},
        PROJECT.format('["a"]') + '[tool.uv]\nexclude-newer = "2024-03-01"\n',
        "a",
        "2",
        other_text=PROJECT.format('["a"]') + '[tool.uv]\nexclude-newer = "2024-07-01"\n',
    ),
    CauseClass.OVERRIDES_CONSTRAINTS: Surprise(
        {"a": {"1": ["old ; python_version < '3.8'"]}, "old": "1"},
        PROJECT.format('["a"]') + '[tool.uv]\noverride-dependencies = ["old"]\n',
        "old",
        "absent",
        {"a": {"1": ["old"]}, "old": "1"},
    ),
    CauseClass.INVALID_METADATA: Surprise(
        {"a": {"1": [], "2": of(python="^3.10")}},
        PROJECT.format('["a"]'),
        "a",
        "2",
        {"a": {"1": [], "2": of(python=">=3.10")}},
        fixable=False,
    ),
    CauseClass.NAME_NORMALISATION: Surprise(
        {"a": {"1": of("b ; extra == 'cuda12_pip'", extras="cuda12_pip")}, "b": "1"},
        PROJECT.format('["a[cuda12-pip]"]'),
        "a",
        "absent",
        other_text=PROJECT.format('["a[cuda12_pip]"]'),
    ),
    CauseClass.ENV_SPECIFIC_LOCK: Surprise(
        GUARDED, "viewer==1\nbell==1\n", "bell", "absent", {"viewer": {"1": ["bell"]}, "bell": "1"}
    ),
    CauseClass.BACKTRACKING: Surprise(
        {
            "big": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)},
            "small": {"1": of(uploaded="2019-01-01T00:00:00+00:00"), "2": of("big<2", uploaded=OLD)},
        },
        PROJECT.format('["big", "small"]'),
        "small",
        "2",
        {
            "big": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)},
            "small": {"1": of(uploaded="2019-01-01T00:00:00+00:00"), "2": of("big<3", uploaded=OLD)},
        },
    ),
}


def explained(projects: Projects, text: str, platform: str = "linux") -> Explanation:
    filename = "pyproject.toml" if text.startswith("[") else "requirements.txt"
    problem = parse_problem(text, filename=filename)
    return explain(problem, [target("3.11", platform)], Options(DEFAULT_URL), MemoryIndex(files_of(projects)))


def of_class(explanation: Explanation, cause_class: CauseClass) -> list[Finding]:
    return [finding for finding in explanation.findings if finding.cause.cause_class is cause_class]


@pytest.mark.parametrize("expected", SURPRISES, ids=str)
def test_class_proof_and_silence(expected: CauseClass) -> None:
    case = SURPRISES[expected]
    (finding,) = of_class(explained(case.projects, case.text), expected)
    assert (finding.project, finding.cause.proof) == (case.about, Proof.PROVEN)
    assert finding.cause.experiments[0].outcome == case.then
    assert all(experiment.supports for experiment in finding.cause.experiments)
    assert any(fix.agrees for fix in finding.fixes) is case.fixable
    changed = explained(case.other_projects or case.projects, case.other_text or case.text)
    assert not of_class(changed, expected)


@pytest.mark.parametrize("expected", SURPRISES, ids=str)
def test_stored_experiments_give_the_same_outcome_again(expected: CauseClass) -> None:
    case = SURPRISES[expected]
    filename = "pyproject.toml" if case.text.startswith("[") else "requirements.txt"
    problem = parse_problem(case.text, filename=filename)
    index = MemoryIndex(files_of(case.projects))
    assert not contradictions(explained(case.projects, case.text), problem, Options(DEFAULT_URL), index)


def test_a_compiled_list_that_misses_what_another_platform_needs() -> None:
    found = explained(
        {"viewer": {"1": ["paint ; sys_platform == 'win32'", "frame"]}, "paint": "1", "frame": "1"},
        "viewer==1\nframe==1\n",
        "windows",
    )
    (finding,) = of_class(found, CauseClass.ENV_SPECIFIC_LOCK)
    assert finding.project == "paint"
    assert finding.cause.proof is Proof.PROVEN
    assert finding.fixes[0].agrees
    assert "paint==1 ; sys_platform" in finding.fixes[0].text


def test_the_limit_that_uv_ignores_is_obeyed_by_pip() -> None:
    case = SURPRISES[CauseClass.PYTHON_UPPER_BOUND]
    (finding,) = of_class(explained(case.projects, case.text), CauseClass.PYTHON_UPPER_BOUND)
    as_pip = [one for one in finding.cause.experiments if one.start == "as-pip"]
    assert [one.outcome for one in as_pip] == ["1"]
