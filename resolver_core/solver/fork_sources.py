"""Where the projects of one fork come from: direct URLs and pinned indexes, as requirements name them."""

from __future__ import annotations

from packaging.utils import NormalizedName

from resolver_core.answer.failure import Obstacle
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.failures import contradiction
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.request import Request


def note_sources(state: ForkState, request: Request, entry: Dependency) -> None:
    """Note the URL and the index pins of a dependency. Raises SolveFailed where two of them contradict each other."""
    _note_url(state, entry)
    _note_pins(state, request, entry.package.name)


def _note_url(state: ForkState, entry: Dependency) -> None:
    name, url = entry.package.name, entry.requirement.url
    if url is None or entry.exactly is not None:
        return
    known = state.urls.setdefault(name, url)
    if known != url:
        raise contradiction(Obstacle.TWO_URLS, name, known, url)


def _note_pins(state: ForkState, request: Request, name: NormalizedName) -> None:
    for pin in request.pins.get(name, ()):
        if not state.scope.admits(pin.marker, ()) or not state.scope.meets(pin.marker):
            continue
        if pin.item is not None and not state.scope.allows(pin.item):
            continue
        known = state.pinned.setdefault(name, pin.index)
        if known.url != pin.index.url:
            raise contradiction(Obstacle.TWO_INDEXES, name, known.url, pin.index.url)
