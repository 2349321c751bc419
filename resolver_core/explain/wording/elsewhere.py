"""Where else an edit that helps at one target does not help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resolver_core.explain.fix_elsewhere import Elsewhere
from resolver_core.explain.wording.names import listed, release, shortened


def places_without(others: Iterable[Elsewhere]) -> Iterator[str]:
    """A clause for each reason, with the targets where it is so; nothing of targets about which nothing is known."""
    places: dict[str, list[str]] = {}
    for one in others:
        reason = _reason(one)
        if reason:
            places.setdefault(reason, []).append(one.target.label)
    for reason, labels in places.items():
        yield f"not for {listed(labels)}: {reason}"


def _reason(one: Elsewhere) -> str:
    if not one.is_covered:
        return "the lock does not cover that"
    if one.without_file:
        return f"the lock has no file there of {shortened([release(*each) for each in one.without_file], 4)}"
    if one.is_solved is False:
        return "uv pip install has no solution there"
    return f"the modes differ there in {shortened(one.differing, 4)}" if one.differing else ""
