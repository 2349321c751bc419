"""Words of `yanked`."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.changes import AlterationKind
from resolver_core.explain.wording.names import listed, pinned
from resolver_core.explain.wording.outcomes import then

COUNTED = "with yanked files counted like others"
A_REQUIREMENT = "a requirement"

_CHANGED = {
    AlterationKind.YANKS_IGNORED: ("with the yanked files counted like others", "If it were not yanked"),
    AlterationKind.YANKED_REMOVED: ("without the yanked files", "Without it"),
}


def changed(kind: AlterationKind, project: str) -> str:
    """An experiment on yanked files, with both modes."""
    return f"{_CHANGED[kind][0]} ({project})"


def without(project: str) -> str:
    """An experiment on a pick."""
    return f"without the yanked files of {project}"


def in_divergence(filename: str, reason: str | None, kind: AlterationKind) -> str:
    """Both modes agree once yanks do not count."""
    return (
        f"{filename} was yanked{_quoted(reason)}: a yanked file counts only for a version that one of your own "
        f"requirements pins where it applies. {_CHANGED[kind][1]}, both modes agree."
    )


def in_failure(needed: str, reasons: Iterable[str]) -> str:
    """A mode has an answer once yanks do not count."""
    given = "; ".join(filter(None, reasons))
    why = f" ({given})" if given else ""
    return (
        f"{needed} would satisfy it but was yanked{why}: a yanked version counts only where one "
        "of your own requirements pins it. If it were not yanked there would be an answer."
    )


def in_pick(pin: Pin, reason: str | None, asking: str, outcome: str) -> str:
    """A yanked release that was picked."""
    return (
        f"{pinned(pin.key)} was yanked{_quoted(reason)} and is taken all the same, because "
        f"{asking} pins it. Without it {then(outcome)}."
    )


def pin_yourself(releases: str) -> str:
    """A pin as a fix."""
    return f"pin {releases} yourself"


def ask_for_another(project: str) -> str:
    """A requirement that leaves the release out."""
    return f"ask for another release of {project}"


def releases(pairs: Iterable[tuple[str, object]]) -> str:
    """Several releases by project and version."""
    return listed(f"{project} {version}" for project, version in pairs)


def _quoted(reason: str | None) -> str:
    return f" (“{reason}”)" if reason else ""
