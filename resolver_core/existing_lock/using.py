"""What a verdict does to a solve: the lock is the answer, or what of it comes first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from resolver_core.answer.lock_verdict import LockUse, LockVerdict
from resolver_core.answer.resolution import Resolution
from resolver_core.answer.uv_lock import resolution_of_uv_lock
from resolver_core.existing_lock.validating import verdict_on
from resolver_core.index.base import Index
from resolver_core.inputs.problem import Lock, Problem
from resolver_core.policy import Policy


@dataclass(frozen=True, slots=True)
class ExistingLock:
    """A lock with uv's verdict on it."""

    lock: Lock
    verdict: LockVerdict

    def begins(self, policy: Policy) -> Policy:
        """The policy with what of the lock a solve begins with."""
        if self.verdict.use is LockUse.UNUSABLE:
            return replace(policy, lock=None)
        upgraded = policy.settings.upgrade_package or frozenset()
        packages = tuple(package for package in self.lock.packages if package.name not in upgraded)
        forks = () if self.verdict.use is LockUse.VERSIONS else self.lock.fork_markers
        return replace(policy, lock=replace(self.lock, packages=packages, fork_markers=forks))

    def is_answer_to(self, policy: Policy) -> bool:
        """Whether the lock is kept: it satisfies, and nothing of the policy is otherwise than `uv lock` has it."""
        return self.verdict.use is LockUse.SATISFIES and policy.is_of_a_lock

    def answer(self, problem: Problem, policy: Policy) -> Resolution:
        """The lock as the answer of a policy: nothing was solved, and nobody read any metadata."""
        return replace(
            resolution_of_uv_lock(self.lock, problem),
            label=policy.label,
            requires_python=str(policy.python),
            axes=policy.axes,
            target=policy.target,
        )


def existing_lock(problem: Problem, policy: Policy, index: Index) -> ExistingLock | None:
    """The lock of a policy with its verdict; None where there is none, or where uv does not get that far."""
    if policy.lock is None or policy.refusals:
        return None
    return ExistingLock(policy.lock, verdict_on(policy.lock, problem, policy, index))
