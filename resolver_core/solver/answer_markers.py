"""The markers of an answer as texts, shortened where requires-python is understood (uv-resolution section 7.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from resolver_core.candidates.python_range import PythonRange
from resolver_core.markers import MarkerSet
from resolver_core.solver.conflict_extras import Conflicts, clashes, conflict_extra
from resolver_core.solver.conflict_markers import Known, without_known
from resolver_core.solver.fork_scope import Scope


def universal_marker(scope: Scope) -> MarkerSet:
    """A scope as a marker, its conflicting extras and groups included."""
    marker = MarkerSet.TRUE if scope.point is not None else scope.marker
    for item in sorted(scope.excluded, key=str):
        marker = marker & ~conflict_extra(item)
    for item in sorted(scope.included, key=str):
        marker = marker & conflict_extra(item)
    return marker


@lru_cache(maxsize=4_096)
def shortened(marker: MarkerSet, python: PythonRange) -> MarkerSet:
    """A marker simplified under a Python target."""
    upper = None if python.upper_inclusive else python.upper
    lower = python.lower if python.lower_inclusive else None
    return marker.simplify_python(lower, upper)


@dataclass(frozen=True)
class MarkerWriter:
    """Turns sets of environments into the texts of one answer."""

    python: PythonRange
    clash: MarkerSet  #: conflicting extras and groups on at once: impossible, so markers may hold there
    universe: MarkerSet  #: what uv takes for all environments when it shortens markers
    _written: dict[tuple[MarkerSet, MarkerSet], str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, scopes: Iterable[MarkerSet], python: PythonRange, conflicts: Conflicts) -> MarkerWriter:
        """For an answer with these forks' environments and these declared conflicts."""
        return cls(python, clashes(conflicts), _universe(scopes, python))

    def relative(self, marker: MarkerSet, around: MarkerSet, ways: list[Known] | None = None) -> str:
        """A marker inside of a scope. With declared conflicts uv only drops what holds everywhere (measured)."""
        if self.clash.is_false:
            if (marker, around) not in self._written:
                text = str(self.shortened(marker).restrict(self.shortened(around) & self.universe))
                self._written[marker, around] = text
            return self._written[marker, around]
        plain = marker.restrict(~self.clash)
        if not plain.extras():
            place = around.restrict(~self.clash)
            place = around | self.clash if place.extras() else place
            return str(self.shortened(plain).restrict(self.shortened(place) & self.universe))
        whole = marker | self.clash
        return str(self.shortened(without_known(whole, ways) if ways else whole).restrict(self.universe))

    def fork_markers(self, scopes: dict[MarkerSet, MarkerSet]) -> tuple[str, ...]:
        """Environments of forks, with their extras only where they overlap without them (uv.lock)."""
        plain = list(dict.fromkeys(scopes.values()))
        overlap = any(not a.disjoint(b) for number, a in enumerate(plain) for b in plain[:number])
        texts = map(self.text, scopes if overlap else plain)
        return tuple(text for text in dict.fromkeys(texts) if text)

    def text(self, marker: MarkerSet) -> str:
        """A marker of the whole answer."""
        return str(self.shortened(marker))

    def shortened(self, marker: MarkerSet) -> MarkerSet:
        """What is left to say where requires-python is understood (section 7.5)."""
        return shortened(marker, self.python)


def _universe(scopes: Iterable[MarkerSet], python: PythonRange) -> MarkerSet:
    """The union of the forks, shortened; without those that requires-python alone describes, if others are left.

    So a fork that requires-python rules out can be all that is left: uv 0.13.8 then shortens every
    marker to FALSE (docs/uv-behaviour.md, dead forks).
    """
    kept = [short for scope in scopes if not (short := shortened(scope, python)).is_true]
    found = MarkerSet.FALSE if kept else MarkerSet.TRUE
    for scope in kept:
        found = found | scope
    return found
