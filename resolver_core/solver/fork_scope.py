"""The environments one fork has to hold in: a region of the marker space, or one point of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.targets.environment import Environment


@dataclass(frozen=True, slots=True)
class Scope:
    """A region with the conflicting extras and groups that are on or off in it.

    With a `point`, markers are evaluated there and nothing can split the scope. The fields stay private
    to this question; nobody else asks which of the two kinds it is.
    """

    marker: MarkerSet = MarkerSet.TRUE
    point: Environment | None = None
    included: frozenset[ConflictItem] = frozenset()
    excluded: frozenset[ConflictItem] = frozenset()

    def admits(self, marker: MarkerSet, extras: Collection[str]) -> bool:
        """Whether a requirement under this marker can apply with exactly these extras on."""
        if self.point is not None:
            return marker.evaluate(self.point.markers, extras)
        return marker.possible(extras)

    def meets(self, marker: MarkerSet) -> bool:
        """Whether some environment of the region satisfies the marker; a point was asked by `admits`."""
        return self.point is not None or not self.marker.disjoint(marker)

    def reaches(self, marker: MarkerSet) -> bool:
        """Whether something the user said under this marker concerns the scope, whatever the extras."""
        plain = marker.without_extras()
        return self.admits(plain, ()) and self.meets(plain)

    def narrowed(self, marker: MarkerSet) -> Scope:
        """The part of the region where the marker holds."""
        return replace(self, marker=self.marker & marker)

    @property
    def can_split(self) -> bool:
        """Whether the scope may be divided into forks."""
        return self.point is None

    def allows(self, item: ConflictItem) -> bool:
        """Whether a conflicting extra or group may be on here."""
        return item not in self.excluded

    def with_items(self, include: Collection[ConflictItem], exclude: Collection[ConflictItem]) -> Scope | None:
        """The scope with more items switched on and off; None where that contradicts what already holds."""
        if any(item in self.excluded for item in include) or any(item in self.included for item in exclude):
            return None
        return replace(self, included=self.included | set(include), excluded=self.excluded | set(exclude))
