"""By project, the versions that an answer or an output holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from resolver_core import Pin, Resolution

Versions = Mapping[str, frozenset[str]]
"""By project, the versions that there are of it."""

_LOCAL = ("editable:", "directory:", "virtual:")


def versions_of(resolution: Resolution, *, without_local: bool = False) -> Versions:
    """The versions of an answer; the project itself aside, and where that is wanted those in folders beside it."""
    pins = (pin for pin in resolution.pins if not pin.is_root and not (without_local and is_local(pin)))
    return grouped((pin.project, str(pin.version)) for pin in pins)


def is_local(pin: Pin) -> bool:
    """Whether a pin is a folder: lists name those by their paths, without a version."""
    return pin.key.source.startswith(_LOCAL)


def grouped(pairs: Iterable[tuple[str, str]]) -> Versions:
    """Projects with their versions together."""
    found: dict[str, set[str]] = {}
    for name, version in pairs:
        found.setdefault(name, set()).add(version)
    return {name: frozenset(versions) for name, versions in found.items()}
