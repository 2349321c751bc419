"""`preferences`: an existing lock holds a version."""

from __future__ import annotations

from collections.abc import Set

from resolver_core.explain.causes.cause import Diverging, Failing, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.lab.changes import Axis, Change
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.wording import fixes
from resolver_core.explain.wording.causes import preferences as words


class Preferences(KnownCause):
    """A lock keeps what the lock before it had."""

    name = CauseClass.PREFERENCES
    is_of_the_lock_alone = True

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The preferences."""
        return Axis.PREFERENCES in axes

    def reason(self, diverging: Diverging) -> str:
        """What the lock before it does."""
        return words.reason(diverging.project)

    def edits(self, diverging: Diverging) -> tuple[Candidate, ...]:
        """The lock is made to forget this one project."""
        project = diverging.project
        forgotten = Change(axes=(Axis.PREFERENCES,), projects=(project,))
        title, command = fixes.upgrade(project), fixes.upgrade_command(project)
        return (Candidate(title, diverging.problem.text, command, forgotten),)
