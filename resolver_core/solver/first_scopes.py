"""Which parts a resolution begins with: the target, the supported environments, or the forks of an existing lock."""

from __future__ import annotations

from resolver_core.inputs.problem import Problem
from resolver_core.markers import MarkerSet
from resolver_core.policy import Environments, MarkerReading, Policy
from resolver_core.solver.fork_scope import Scope
from resolver_core.targets.environment import Environment

_POINT_VARIABLES = (
    "python_full_version",
    "sys_platform",
    "os_name",
    "platform_machine",
    "implementation_name",
    "platform_python_implementation",
    "platform_system",
)


def first_scopes(problem: Problem, policy: Policy) -> list[Scope]:
    """The scopes that are solved one after another, in listed order (uv-resolution section 6.2)."""
    target = policy.target
    if policy.marker_reading is MarkerReading.EVALUATED:
        assert target is not None, "markers can only be evaluated on a target"
        return [Scope(point=target)]
    if policy.environments is Environments.TARGET:
        assert target is not None, "this policy is about its target alone"
        return [Scope(_point_marker(target))]
    markers = [MarkerSet.parse(text) for text in problem.environments]
    if policy.lock is not None and policy.lock.fork_markers:
        markers = [MarkerSet.parse(text) for text in policy.lock.fork_markers]
    return [Scope(marker) for marker in markers] or [Scope()]


def required_markers(problem: Problem, policy: Policy) -> tuple[MarkerSet, ...]:
    """The environments that every version has to have a file for (section 6.4)."""
    if policy.environments is Environments.TARGET:
        return ()
    return tuple(MarkerSet.parse(text) for text in (*problem.environments, *problem.required_environments))


def _point_marker(target: Environment) -> MarkerSet:
    """The one environment of a target as a marker."""
    marker = MarkerSet.TRUE
    for variable in _POINT_VARIABLES:
        marker = marker & MarkerSet.compare(variable, "==", target.markers[variable])
    return marker
