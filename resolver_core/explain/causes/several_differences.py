"""`several-differences`: only several axes together make the difference, and none of them can be left out."""

from __future__ import annotations

from resolver_core.explain.causes.cause import KnownCause
from resolver_core.explain.causes.classes import CauseClass


class SeveralDifferences(KnownCause):
    """Claims no finer class: which axes they are is said, and that each is indispensable was tried."""

    name = CauseClass.SEVERAL_DIFFERENCES
