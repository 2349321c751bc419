"""`preferences`: an existing lock holds a version."""

from __future__ import annotations

from collections.abc import Set

from resolver_core.explain.causes.cause import Diverging, Failing, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.lab.changes import Axis
from resolver_core.explain.wording.causes import preferences as words


class Preferences(KnownCause):
    """A lock keeps what the lock before it had."""

    name = CauseClass.PREFERENCES

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The preferences."""
        return Axis.PREFERENCES in axes

    def reason(self, diverging: Diverging) -> str:
        """What the lock before it does."""
        return words.REASON
