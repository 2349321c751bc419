"""Solving as pip would: its file rules, its indexes, its words where it fails."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from packaging.utils import canonicalize_name

from resolver_core.answer.resolution import FailureKind, Outcome, Resolution
from resolver_core.answer.trace import Decided, Event, SolveEnded, SolveStarted
from resolver_core.errors import BudgetExceeded, Cancelled
from resolver_core.explain.wording.conflicts import summary
from resolver_core.explain.wording.failures import warning
from resolver_core.index.kept.memory import MemoryIndex
from resolver_core.index.records import IndexLocation, MetadataProblemKind, PageProblemKind
from resolver_core.inputs.problem import PrereleaseMode, Settings
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.policy import Options, Policy, Selection
from resolver_core.solver.solve import resolve
from resolver_core.verify import verify
from tests.support.builders import Releases, a_problem, a_release, a_target, an_index
from tests.support.random_indexes import a_world
from tests.support.seeds import batches
from tests.support.small_indexes import ENDLESS_S

OTHER = "https://other.test/simple"
TARGET = a_target("3.12")


def as_pip(
    projects: Mapping[str, Releases] | MemoryIndex,
    *dependencies: str,
    extra_indexes: tuple[str, ...] = (),
    selection: Selection = Selection(),  # noqa: B008
    settings: Settings = Settings(),  # noqa: B008
    tool_uv: str = "",
    more: str = "",
) -> Resolution:
    index = projects if isinstance(projects, MemoryIndex) else an_index(projects)
    options = Options(index.url, tuple(IndexLocation(url) for url in extra_indexes), settings)
    return resolve_as_pip(a_problem(*dependencies, tool_uv=tool_uv, more=more), TARGET, options, selection, index)


def versions(resolution: Resolution) -> dict[str, str]:
    assert resolution.solved, resolution.conflict or resolution.failure
    return {pin.project: str(pin.version) for pin in resolution.pins}


def file_of(resolution: Resolution, project: str) -> str:
    pin = next(pin for pin in resolution.pins if pin.project == project)
    assert pin.install_file is not None
    assert pin.provenance is not None
    assert pin.provenance.filename == pin.install_file.filename
    return pin.install_file.filename


# -- files --------------------------------------------------------------------------------------


def test_an_upper_bound_of_requires_python_counts() -> None:
    projects = {"a": [a_release("a", "1.0", requires_python=">=3.8,<3.11"), a_release("a", "0.9")]}
    assert versions(as_pip(projects, "a")) == {"a": "0.9"}
    problem, index = a_problem("a"), an_index(projects)
    uv = resolve(problem, Policy.single_platform(problem, TARGET, Options(index.url)), index)
    assert versions(uv) == {"a": "1.0"}


def test_requires_python_of_another_file_does_not_matter() -> None:
    linux = a_release("a", "1.0", tag="cp312-cp312-manylinux_2_17_x86_64", requires_python=">=3.13")
    found = as_pip({"a": [linux, a_release("a", "1.0", requires_python=">=3.8"), a_release("a", "0.9")]}, "a")
    assert file_of(found, "a") == "a-1.0-py3-none-any.whl"


def test_the_best_tag_then_the_build_tag_then_the_sdist() -> None:
    tagged = a_release("a", "1.0", tag="cp312-cp312-manylinux_2_17_x86_64")
    files = [a_release("a", "1.0", sdist=True), a_release("a", "1.0"), tagged]
    assert file_of(as_pip({"a": files}, "a"), "a") == tagged.filename
    built = a_release("a", "1.0", tag="7-py3-none-any")
    assert file_of(as_pip({"a": [built, *files[:2]]}, "a"), "a") == built.filename
    assert file_of(as_pip({"a": files[:1]}, "a"), "a") == "a-1.0.tar.gz"


def test_a_foreign_wheel_is_no_candidate() -> None:
    files = [a_release("a", "2.0", tag="py3-none-win_amd64"), a_release("a", "1.0")]
    assert versions(as_pip({"a": files}, "a")) == {"a": "1.0"}


@pytest.mark.parametrize(("wanted", "version"), [("a", "1.0"), ("a==2.0", "2.0"), ("a>=1,==2.0", "2.0")])
def test_a_yanked_version_needs_a_pin(wanted: str, version: str) -> None:
    files = [a_release("a", "2.0", yanked_reason="bad"), a_release("a", "1.0")]
    assert versions(as_pip({"a": files}, wanted)) == {"a": version}


@pytest.mark.parametrize(
    ("wanted", "mode", "version"),
    [
        ("a", None, "1.0"),
        ("a>=1.0a1", None, "2.0a1"),
        ("a>1.0", None, "2.0a1"),
        ("a", PrereleaseMode.ALLOW, "2.0a1"),
        ("a>=1.0a1", PrereleaseMode.DISALLOW, "1.0"),
    ],
)
def test_pre_releases_by_mention_or_need(wanted: str, mode: PrereleaseMode | None, version: str) -> None:
    found = as_pip({"a": {"1.0": [], "2.0a1": []}}, wanted, settings=Settings(prerelease=mode))
    assert versions(found) == {"a": version}


def test_files_switched_off_and_files_too_new() -> None:
    files = [a_release("a", "2.0", sdist=True), a_release("a", "1.0")]
    assert versions(as_pip({"a": files}, "a", settings=Settings(no_build=True))) == {"a": "1.0"}
    assert file_of(as_pip({"a": files[:1] + files[1:]}, "a", settings=Settings(no_binary=True)), "a") == "a-2.0.tar.gz"


# -- indexes ------------------------------------------------------------------------------------


def test_all_indexes_are_one() -> None:
    index = an_index({"a": {"1.0": []}}, others={OTHER: {"a": [a_release("a", "2.0")]}})
    found = as_pip(index, "a", extra_indexes=(OTHER,))
    assert versions(found) == {"a": "2.0"}
    assert [pin.index_url for pin in found.pins] == [OTHER]
    assert {page.index_url for page in found.pages} == {index.url, OTHER}


def test_of_equal_files_the_last_index_wins() -> None:
    index = an_index({"a": {"1.0": []}}, others={OTHER: {"a": [a_release("a", "1.0")]}})
    assert [pin.index_url for pin in as_pip(index, "a", extra_indexes=(OTHER,)).pins] == [OTHER]


def test_a_broken_index_is_passed_over() -> None:
    index = an_index({"b": {"1.0": []}}, page_problems={"a": PageProblemKind.FORBIDDEN})
    found = as_pip(index, "a")
    assert found.outcome is Outcome.UNSATISFIABLE
    assert found.conflict is not None
    assert "a is on no index." in summary(found.conflict)


def test_names_have_many_spellings() -> None:
    projects = {"Zope.Interface": [a_release("zope.interface", "1.0")], "b": {"1": ["ZOPE_interface"]}}
    assert versions(as_pip(projects, "zope-interface", "b")) == {"zope-interface": "1.0", "b": "1"}


# -- requirements -------------------------------------------------------------------------------

EXTRAS = {
    "a": [a_release("a", "1", "a[y] ; extra == 'all'", "c ; extra == 'y'", "d", extras=("all", "y"))],
    "b": {"1": ["a[y]"]},
    "c": {"1": [], "2": []},
    "d": {"1": []},
}


def test_extras_reach_their_requirements() -> None:
    found = as_pip(EXTRAS, "a[all]", "b")
    assert versions(found) == {"a": "1", "b": "1", "c": "2", "d": "1"}
    assert set(found.at(TARGET)) == {"a", "b", "c", "d"}
    assert set(as_pip(EXTRAS, "a").at(TARGET)) == {"a", "d"}


def test_the_edges_say_what_asked_for_what() -> None:
    found = as_pip(EXTRAS, "b")
    edges = {
        (e.parent and e.parent.project, e.parent_extra, e.child.project, e.child_extra, e.line) for e in found.edges
    }
    assert edges == {
        (None, None, "b", None, 4),
        ("b", None, "a", None, None),
        ("b", None, "a", "y", None),
        ("a", None, "d", None, None),
        ("a", "y", "c", None, None),
    }


def test_an_unknown_extra_is_a_warning() -> None:
    found = as_pip(EXTRAS, "a[none]")
    assert versions(found) == {"a": "1", "d": "1"}
    assert tuple(map(warning, found.warnings)) == ("a==1 has no extra 'none'",)


def test_constraints_bind_and_bring_nothing() -> None:
    found = as_pip(EXTRAS, "a[y]", tool_uv='constraint-dependencies = ["c<2", "b", "d>0 ; os_name == \'nt\'"]')
    assert versions(found) == {"a": "1", "c": "1", "d": "1"}


def test_markers_are_those_of_the_target() -> None:
    found = as_pip(EXTRAS, "c ; sys_platform == 'linux'", "d ; python_version < '3.12'")
    assert versions(found) == {"c": "2"}


def test_a_selection_of_extras_and_groups() -> None:
    more = '[project.optional-dependencies]\npets = ["c<2"]\n[dependency-groups]\ndev = ["d"]'
    chosen = Selection((canonicalize_name("pets"),), (canonicalize_name("dev"),))
    assert versions(as_pip(EXTRAS, selection=chosen, more=more)) == {"c": "1", "d": "1"}
    assert versions(as_pip(EXTRAS, "d", more=more)) == {"d": "1"}


def test_a_direct_url_is_taken_as_it_is() -> None:
    url = "https://index.test/simple/files/c-1-py3-none-any.whl"
    index = an_index({"c": {"1": [], "2": []}, "b": {"1": ["c>=1"]}})
    direct = an_index({}, others={"": index.projects})
    found = as_pip(an_index(index.projects, others=direct.others), f"c @ {url}", "b")
    assert versions(found) == {"b": "1", "c": "1"}
    pin = next(pin for pin in found.pins if pin.project == "c")
    assert (pin.index_url, pin.key.source) == (None, url)


def test_what_pip_would_not_read_is_said() -> None:
    found = as_pip(EXTRAS, "c", tool_uv='override-dependencies = ["c==1"]\nexclude-dependencies = ["d"]')
    assert versions(found) == {"c": "2"}
    assert tuple(map(warning, found.warnings)) == (
        "pip does not read overrides",
        "pip does not read excluded dependencies",
    )


# -- search -------------------------------------------------------------------------------------


def test_it_goes_back() -> None:
    projects = {"a": {"1": [], "2": ["c<2"]}, "b": {"1": ["c>=2"]}, "c": {"1": [], "2": []}}
    events: list[Event] = []
    index = an_index(projects)
    found = resolve_as_pip(a_problem("a", "b"), TARGET, Options(index.url), Selection(), index, on_event=events.append)
    assert versions(found) == {"a": "1", "b": "1", "c": "2"}
    assert found.stats.conflicts > 0
    assert isinstance(events[0], SolveStarted)
    assert isinstance(events[-1], SolveEnded)
    decided = [(event.project, event.version) for event in events if isinstance(event, Decided)]
    assert decided[0] == ("a", "2")
    assert ("a", "1") in decided


def test_a_metadata_requires_python_is_a_requirement() -> None:
    """A page may not say what the metadata say; then the Python is what clashes."""
    index = an_index({"a": [a_release("a", "2", requires_python=">=3.13"), a_release("a", "1")]})

    class Silent(MemoryIndex):
        def page(self, location, project):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            answer = super().page(location, project)
            files = tuple(replace(file, requires_python=None) for file in answer.distributions)  # type: ignore[union-attr]
            return replace(answer, distributions=files)

    assert versions(as_pip(Silent(index.projects), "a")) == {"a": "1"}
    clash = as_pip(Silent(index.projects), "a==2")
    assert clash.conflict is not None
    assert summary(clash.conflict)[:2] == ("a 2 requires Python >=3.13.", "This solve is for Python 3.12.0.")


def test_a_conflict_names_the_lines() -> None:
    found = as_pip({"a": {"1": ["c<2"]}, "c": {"1": [], "2": []}}, "a", "c>=2")
    assert found.outcome is Outcome.UNSATISFIABLE
    assert found.conflict is not None
    assert set(summary(found.conflict)) >= {"a 1 requires c<2.", "You require c>=2 (line 4)."}
    assert found.conflict.projects == ("c",)
    assert len(found.conflict.proof.causes) == 2


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (MetadataProblemKind.NEEDS_BUILD, FailureKind.BUILD),
        (MetadataProblemKind.STATUS, FailureKind.FETCH),
        (MetadataProblemKind.NOT_RECORDED, FailureKind.NOT_RECORDED),
    ],
)
def test_trouble_with_the_index_is_a_failure(kind: MetadataProblemKind, expected: FailureKind) -> None:
    found = as_pip({"a": [a_release("a", "2", problem=kind, status_code=404), a_release("a", "1")]}, "a")
    assert found.failure is not None
    assert (found.outcome, found.failure.kind) == (Outcome.FAILED, expected)


def test_invalid_metadata_pass_the_version_over() -> None:
    broken = a_release("a", "2", problem=MetadataProblemKind.INVALID)
    files = [broken, a_release("a", "2", sdist=True), a_release("a", "1")]
    assert versions(as_pip({"a": files}, "a")) == {"a": "1"}


def test_metadata_of_something_else_pass_the_file_over() -> None:
    broken = a_release("a", "2", metadata_name="other")
    files = [broken, a_release("a", "2", sdist=True), a_release("a", "1")]
    assert file_of(as_pip({"a": files}, "a"), "a") == "a-2.tar.gz"


def test_limits_are_kept() -> None:
    index = an_index({"a": {"1": ["b"]}, "b": {"1": []}})
    problem, options = a_problem("a"), Options(index.url)
    with pytest.raises(BudgetExceeded, match="1 rounds"):
        resolve_as_pip(problem, TARGET, options, Selection(), index, max_rounds=1)
    with pytest.raises(BudgetExceeded, match="seconds"):
        resolve_as_pip(problem, TARGET, options, Selection(), index, limit_seconds=0)
    with pytest.raises(Cancelled):
        resolve_as_pip(problem, TARGET, options, Selection(), index, should_stop=lambda: True)


@pytest.mark.parametrize("seeds", batches(3, of=100))
def test_random_answers_are_valid(seeds: range) -> None:
    solved = 0
    for seed in seeds:
        world = a_world(seed, settings=False)
        problem, index = a_problem(*world.requirements), world.index
        found = resolve_as_pip(problem, TARGET, Options(index.url), Selection(), index, limit_seconds=ENDLESS_S)
        if found.solved:
            solved += 1
            policy = Policy.single_platform(problem, TARGET, Options(index.url))
            assert verify(found, problem, policy, index, [TARGET]) == (), f"seed {seed}"
            assert set(found.at(TARGET)) == {pin.project for pin in found.pins}, f"seed {seed}"
        else:
            assert found.conflict is not None
            assert found.conflict.summary
    assert solved >= 30
