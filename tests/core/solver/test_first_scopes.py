"""Which parts a resolution begins with: the target, the supported environments, or the forks of a lock."""

from __future__ import annotations

from dataclasses import replace

from resolver_core.inputs.problem import Lock
from resolver_core.markers import MarkerSet
from resolver_core.policy import Environments, Options, Policy, requires_python_of
from resolver_core.solver.first_scopes import first_scopes, required_markers
from tests.support.builders import LINUX, WINDOWS, a_problem, a_target

OPTIONS = Options("https://index.test/simple")
HERE = a_target("3.12", LINUX)
ON_WINDOWS, ON_LINUX = "sys_platform == 'win32'", "sys_platform == 'linux'"
SPLIT = a_problem("a", tool_uv=f'environments = ["{ON_WINDOWS}", "{ON_LINUX}"]')
PLAIN = a_problem("a")


def universal(problem: object, **changes: object) -> Policy:
    policy = Policy.universal(problem, requires_python_of(problem, HERE), OPTIONS, HERE)  # type: ignore[arg-type]
    return replace(policy, **changes)  # type: ignore[arg-type]


def test_one_platform_is_one_point() -> None:
    (scope,) = first_scopes(PLAIN, Policy.single_platform(PLAIN, HERE, OPTIONS))
    assert scope.point == HERE
    assert not scope.can_split


def test_a_lock_begins_everywhere() -> None:
    (scope,) = first_scopes(PLAIN, universal(PLAIN))
    assert scope.marker is MarkerSet.TRUE
    assert scope.can_split


def test_declared_environments_are_parts_in_their_order() -> None:
    assert [scope.marker for scope in first_scopes(SPLIT, universal(SPLIT))] == [
        MarkerSet.parse(ON_WINDOWS),
        MarkerSet.parse(ON_LINUX),
    ]


def test_the_forks_of_an_existing_lock_come_first() -> None:
    lock = Lock((), fork_markers=("python_full_version < '3.10'", "python_full_version >= '3.10'"))
    scopes = first_scopes(SPLIT, universal(SPLIT, lock=lock))
    assert [str(scope.marker) for scope in scopes] == list(lock.fork_markers)
    assert len(first_scopes(SPLIT, universal(SPLIT, lock=Lock(())))) == 2


def test_a_lock_for_one_target_is_a_region_around_it() -> None:
    (scope,) = first_scopes(SPLIT, universal(SPLIT, environments=Environments.TARGET))
    assert scope.point is None
    assert scope.marker.evaluate(HERE.markers, ())
    assert not scope.marker.evaluate(a_target("3.12", WINDOWS).markers, ())
    assert not scope.marker.evaluate(a_target("3.11", LINUX).markers, ())


def test_what_every_version_needs_a_file_for() -> None:
    problem = a_problem("a", tool_uv=f'environments = ["{ON_LINUX}"]\nrequired-environments = ["{ON_WINDOWS}"]')
    assert required_markers(problem, universal(problem)) == (MarkerSet.parse(ON_LINUX), MarkerSet.parse(ON_WINDOWS))
    assert required_markers(problem, universal(problem, environments=Environments.TARGET)) == ()
