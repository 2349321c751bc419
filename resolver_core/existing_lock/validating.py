"""uv's verdict on an existing lock: its rules in the order in which it asks them; the first that objects decides."""

from __future__ import annotations

from collections.abc import Callable

from resolver_core.answer.lock_verdict import LockVerdict, StaleReason
from resolver_core.existing_lock import environment_rules, manifest_rules, settings_rules
from resolver_core.existing_lock.comparison import Comparison
from resolver_core.existing_lock.package_rules import Walk
from resolver_core.index.base import Index
from resolver_core.inputs.document import Document
from resolver_core.inputs.locked_inputs import read_locked_inputs
from resolver_core.inputs.problem import Lock, Problem
from resolver_core.policy import Policy
from resolver_core.solver.request import lowered_lists, read_request

Rule = Callable[[Comparison], StaleReason | None]

RULES: tuple[Rule, ...] = (
    settings_rules.resolution_mode,  # 1
    settings_rules.fork_strategy,  # 2
    settings_rules.exclude_newer,  # 3
    settings_rules.upgrade,  # 4
    environment_rules.forks_cover_environments,  # 5
    environment_rules.forks_meet_python,  # 6
    environment_rules.environments,  # 7
    environment_rules.required_environments,  # 8
    environment_rules.conflicts,  # 9
    environment_rules.requires_python,  # 10
    settings_rules.prerelease,  # 11
    settings_rules.upgrade_package,  # 12
    manifest_rules.members,  # 13
    manifest_rules.default_groups,  # 14
    manifest_rules.group_python,  # 15
    manifest_rules.kinds_of_members,  # 16
    manifest_rules.requirements,  # 17
    manifest_rules.constraints,  # 18
    manifest_rules.overrides,  # 19
    manifest_rules.excludes,  # 20
    manifest_rules.build_constraints,  # 21
    manifest_rules.groups,  # 22
    manifest_rules.dependency_metadata,  # 23; the walk over the packages is 24
)


def verdict_on(lock: Lock, problem: Problem, policy: Policy, index: Index) -> LockVerdict:
    """What uv makes of a lock of a problem under a policy. `index` is asked for files at URLs alone."""
    comparison = Comparison(
        lock=lock,
        locked=read_locked_inputs(Document(lock.text, lock.document, lock.places)),
        problem=problem,
        policy=policy,
        request=read_request(problem, policy),
        lists=lowered_lists(problem, policy),
        index=index,
    )
    for rule in RULES:
        reason = rule(comparison)
        if reason is not None:
            return LockVerdict(reason)
    walk = Walk(comparison)
    return LockVerdict(walk.reason(), tuple(walk.unchecked))
