"""Whether an index still says of projects what a run has read of them."""

from __future__ import annotations

from datetime import datetime

from packaging.utils import NormalizedName

from resolver_core.index.base import Index
from resolver_core.index.kept.snapshot import IndexSnapshot
from resolver_core.index.records import IndexLocation, PageAnswer, PageProblem, PageProblemKind


def first_changed_project(read: IndexSnapshot, index: Index, cutoff: datetime | None) -> NormalizedName | None:
    """The first project of which `index` lists other files than were read; None where it lists the same of all.

    What counts of a file is its name, the Pythons that it is for, and whether it is yanked; files that a cut-off hides
    count not at all. An index that does not answer now has not changed: of it nothing is known. One that did not answer
    then, and does now, has. Raises what the index raises, `BudgetExceeded` among it.
    """
    for (url, flat, project), before in sorted(read.pages.items(), key=lambda item: (item[0][2], item[0][0])):
        now = _listed(index.page(IndexLocation(url, flat=flat), project), cutoff)
        if now is not None and now != _listed(before, cutoff):
            return project
    return None


def _listed(page: PageAnswer, cutoff: datetime | None) -> frozenset[object] | None:
    """What a page says; nothing where there is none, and None where the index did not answer."""
    if isinstance(page, PageProblem):
        return frozenset() if page.kind is PageProblemKind.NOT_FOUND else None
    counting = (one for one in page.distributions if not one.is_known_since(cutoff))
    return frozenset((one.filename, one.requires_python, one.is_yanked) for one in counting)
