"""The presets and how layers of settings are laid over each other (uv-resolution sections 1.1 and 1.5)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import (
    ForkStrategy,
    IndexStrategy,
    PrereleaseMode,
    Problem,
    ResolutionMode,
    Settings,
)
from resolver_core.policy import (
    Environments,
    IndexRouting,
    MarkerReading,
    MetadataFile,
    Options,
    Policy,
    RequirementOrder,
    Selection,
    UsableFile,
    requires_python_of,
)
from tests.support.builders import a_problem, a_target

OPTIONS = Options("https://index.test/simple")
A, B = canonicalize_name("a"), canonicalize_name("b")
EARLY, LATE = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)


def single(problem: Problem, options: Options = OPTIONS) -> Policy:
    return Policy.single_platform(problem, a_target("3.12.4"), options)


def universal(problem: Problem, options: Options = OPTIONS) -> Policy:
    return Policy.universal(problem, SpecifierSet(">=3.12"), options)


class TestPresets:
    def test_the_two_are_opposite_on_every_axis(self) -> None:
        one, other = single(a_problem()), universal(a_problem())
        assert (one.environments, other.environments) == (Environments.TARGET, Environments.PROJECT)
        assert (one.file_rule, other.file_rule) == (UsableFile.ON_TARGET, UsableFile.IN_SCOPE)
        assert (one.metadata_rule, other.metadata_rule) == (MetadataFile.OF_TARGET, MetadataFile.REPRESENTATIVE)
        assert (one.index_routing, other.index_routing) == (IndexRouting.REQUESTED, IndexRouting.DECLARED)
        assert (one.requirement_order, other.requirement_order) == (RequirementOrder.DECLARED, RequirementOrder.BY_NAME)
        assert (one.marker_reading, other.marker_reading) == (MarkerReading.EVALUATED, MarkerReading.SYMBOLIC)
        assert (one.roots, other.roots) == (Selection(), Selection(everything=True))

    def test_one_platform_starts_at_the_exact_version(self) -> None:
        assert single(a_problem(requires_python=">=3.13")).python == SpecifierSet(">=3.12.4")

    def test_axes_are_set_one_by_one(self) -> None:
        changed = single(a_problem()).with_axes("ordered", requirement_order=RequirementOrder.BY_NAME)
        assert changed.label == "ordered"
        assert changed.requirement_order is RequirementOrder.BY_NAME
        assert changed.with_axes("single", requirement_order=RequirementOrder.DECLARED) == single(a_problem())

    def test_defaults_are_uvs(self) -> None:
        policy = universal(a_problem())
        assert policy.resolution is ResolutionMode.HIGHEST
        assert policy.prerelease is PrereleaseMode.IF_NECESSARY
        assert policy.fork_strategy is ForkStrategy.REQUIRES_PYTHON
        assert policy.index_strategy is IndexStrategy.FIRST_INDEX


@pytest.mark.parametrize(("stated", "expected"), [(">=3.9,<4", ">=3.9,<4"), (None, ">=3.12")])
def test_requires_python(stated: str | None, expected: str) -> None:
    """Without a statement it is the minor version of the interpreter, not its patch version."""
    problem = a_problem(requires_python=stated)
    assert requires_python_of(problem, a_target("3.12.4")) == SpecifierSet(expected)


class TestSettings:
    PROBLEM = a_problem(
        settings=Settings(resolution=ResolutionMode.LOWEST, prerelease=PrereleaseMode.ALLOW, exclude_newer=EARLY),
        pip_settings=Settings(resolution=ResolutionMode.LOWEST_DIRECT),
    )

    def test_the_pip_table_is_for_one_platform_only(self) -> None:
        assert single(self.PROBLEM).resolution is ResolutionMode.LOWEST_DIRECT
        assert universal(self.PROBLEM).resolution is ResolutionMode.LOWEST

    def test_what_the_pip_table_leaves_out_comes_from_the_other(self) -> None:
        assert single(self.PROBLEM).prerelease is PrereleaseMode.ALLOW

    def test_the_command_line_wins(self) -> None:
        options = Options(
            OPTIONS.default_index, settings=Settings(resolution=ResolutionMode.HIGHEST, exclude_newer=LATE)
        )
        for policy in (single(self.PROBLEM, options), universal(self.PROBLEM, options)):
            assert policy.resolution is ResolutionMode.HIGHEST
            assert policy.settings.exclude_newer == LATE
            assert policy.prerelease is PrereleaseMode.ALLOW

    def test_mappings_are_laid_over_each_other(self) -> None:
        problem = a_problem(settings=Settings(exclude_newer_package={A: EARLY, B: EARLY}))
        options = Options(OPTIONS.default_index, settings=Settings(exclude_newer_package={B: None}))
        assert universal(problem, options).settings.exclude_newer_package == {A: EARLY, B: None}

    def test_false_is_a_value(self) -> None:
        problem = a_problem(settings=Settings(no_build=True))
        options = Options(OPTIONS.default_index, settings=Settings(no_build=False))
        assert universal(problem, options).settings.no_build is False

    def test_an_empty_set_of_names_is_a_value(self) -> None:
        problem = a_problem(settings=Settings(no_build_package=frozenset({A})))
        options = Options(OPTIONS.default_index, settings=Settings(no_build_package=frozenset()))
        assert universal(problem, options).settings.no_build_package == frozenset()


def test_indexes_of_the_command_line_come_first() -> None:
    x, y, z = (IndexLocation(f"https://{name}.test", name=name) for name in "xyz")
    problem = a_problem(indexes=(y,), pip_indexes=(z,))
    options = Options(OPTIONS.default_index, indexes=(x,))
    assert universal(problem, options).indexes == (x, y)
    assert single(problem, options).indexes == (x, z)


def test_only_a_lock_reads_a_lock() -> None:
    from resolver_core.inputs.problem import Lock

    lock = Lock(packages=())
    options = Options(OPTIONS.default_index, lock=lock)
    assert universal(a_problem(), options).lock is lock
    assert single(a_problem(), options).lock is None
