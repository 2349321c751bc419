"""The requirements of a version by the extras that they rest on, so that each of many extras reads its own only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.markers import named_extras
from resolver_core.solver.requirements import LoweredRequirement

Declared = tuple[LoweredRequirement, ...]
OfVersion = tuple[NormalizedName | None, Version | None, bool]
"""A project, its version, and whether it is read for an extra or a group of it."""


@dataclass
class RequirementsByExtra:
    """Each list divided once in a solve; a list is told from another by being the same object."""

    _divided: dict[tuple[int, OfVersion], tuple[Declared, dict[str, Declared]]] = field(default_factory=dict)

    def resting_on(
        self, extra: str, declared: Declared, of: OfVersion, read: Callable[[], Iterable[LoweredRequirement]]
    ) -> Declared:
        """Those that an extra makes a difference to, in order. `read` gives what stands for the declared list."""
        key = (id(declared), of)
        found = self._divided.get(key)
        if found is None:
            found = self._divided[key] = (declared, _divided(read()))  # a list that is kept has an id of its own
        return found[1].get(extra, ())


def _divided(requirements: Iterable[LoweredRequirement]) -> dict[str, Declared]:
    found: dict[str, list[LoweredRequirement]] = {}
    for item in requirements:
        for extra in named_extras(item.marker):
            found.setdefault(extra, []).append(item)
    return {extra: tuple(items) for extra, items in found.items()}
