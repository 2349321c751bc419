"""A question with the index that it is put to: what gets smaller."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace

from packaging.utils import NormalizedName

from resolver_core.inputs.problem import Problem
from resolver_core.minimise.universe import Universe
from resolver_core.policy import Options, Selection


@dataclass(frozen=True)
class Case:
    """A text, what is selected of it, what a command line adds, and the part of the index that is there.

    Without a `universe` all of the index is there.
    """

    text: str
    selection: Selection
    options: Options = field(hash=False)
    universe: Universe | None = None

    def selected(self, problem: Problem) -> Selection:
        """The selection, as far as the text still has what is selected."""
        return replace(
            self.selection,
            extras=_among(self.selection.extras, problem.optional_dependencies),
            groups=_among(self.selection.groups, problem.dependency_groups),
        )


def _among(names: tuple[NormalizedName, ...], declared: Container[NormalizedName]) -> tuple[NormalizedName, ...]:
    return tuple(name for name in names if name in declared)
