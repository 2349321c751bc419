"""An answer as a requirements.txt, line for line as `uv pip compile` prints one."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.answer.needed_where import Names
from resolver_core.answer.resolution import Pin, PinKey, Resolution
from resolver_core.exports.selecting import SelectedPin, only_target, selected_pins
from resolver_core.policy import UV_VERSION

REQUEST = "the request"
"""Who asks for what a list of requirements without a project asks for."""


def to_requirements_txt(
    resolution: Resolution, extras: Names = (), groups: Names = (), *, annotate: bool = True, hashes: bool = False
) -> str:
    """The pins of a selection, with who requires them (`annotate`) and their files' hashes (`hashes`).

    Raises NotExportable where there is no solution.
    """
    pins = selected_pins(resolution, extras, groups)
    parents = _parents(resolution, {selected.pin.key for selected in pins}) if annotate else {}
    lines = [f"# resolved as uv {UV_VERSION} does, for {_scope(resolution)}"]
    for selected in pins:
        lines += _entry(selected, hashes)
        lines += _via(sorted(parents.get(selected.pin.key, ())))
    return "\n".join(lines) + "\n"


def _scope(resolution: Resolution) -> str:
    target = only_target(resolution)
    return f"Python {resolution.requires_python}" if target is None else target.label


def _entry(selected: SelectedPin, hashes: bool) -> Iterator[str]:
    pin = selected.pin
    line = f"{pin.project}=={pin.version}" if pin.index_url is not None else f"{pin.project} @ {pin.key.source}"
    if selected.marker:
        line += f" ; {selected.marker}"
    continued = [line, *(f"    --hash={text}" for text in _hashes(pin))] if hashes else [line]
    yield from (f"{part} \\" for part in continued[:-1])
    yield continued[-1]


def _hashes(pin: Pin) -> list[str]:
    return sorted({f"{name}:{value}" for file in pin.distributions for name, value in file.hashes.items()})


def _parents(resolution: Resolution, keys: set[PinKey]) -> dict[PinKey, set[str]]:
    """Who requires each pin, by name."""
    found: dict[PinKey, set[str]] = {}
    for edge in resolution.edges:
        is_root = edge.parent is None or resolution.pin(edge.parent).is_root
        if is_root or edge.parent in keys:
            found.setdefault(edge.child, set()).add(REQUEST if edge.parent is None else edge.parent.project)
    return found


def _via(parents: list[str]) -> list[str]:
    if len(parents) < 2:
        return [f"    # via {parent}" for parent in parents]
    return ["    # via", *(f"    #   {parent}" for parent in parents)]
