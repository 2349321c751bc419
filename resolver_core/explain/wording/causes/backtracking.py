"""Words of `backtracking`."""

from __future__ import annotations

from collections.abc import Sequence

from packaging.version import Version

from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.explain.wording.names import listed, pinned
from resolver_core.explain.wording.outcomes import troubles

REASON = (
    "Several solutions are valid, and the order in which requirements are taken decides: uv lock takes them in "
    "alphabetical order, uv pip install in the order of the file."
)


def fallen(pin: Pin, newest: Version, years: float, moved: Sequence[str], bound: str) -> str:
    """A pick that is years older than the newest release, and what a bound would do."""
    older = f"{years:.0f} years older than {newest}"
    said = f"Both modes fall back to {pinned(pin.key)}, {older}: no requirement forbids that."
    because = f" Newer releases of {pin.project} exclude what was chosen before: {listed(moved)}." if moved else ""
    return f"{said}{because} With {bound} the solve succeeds."


def forced(pin: Pin, newest: Version, years: float, clash: Resolution) -> str:
    """A pick that is years older than the newest release, because newer ones clash."""
    return (
        f"{pin.project} falls back to {pin.version}, {years:.0f} years older than {newest}. Newer ones clash: "
        f"{troubles(clash)}"
    )


def newest_or_clash(newest: Version) -> str:
    """What has to come out with the bound."""
    return f"{newest} or newer, or the clash"


def ask_for(project: str, newest: Version) -> str:
    """The bound as a fix."""
    return f"ask for {project} {newest.public} or newer"
