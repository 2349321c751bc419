"""Words of `yanked`."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.changes import AlterationKind
from resolver_core.explain.wording.names import listed, pinned
from resolver_core.explain.wording.outcomes import then

COUNTED = "with yanked files counted like others"
A_REQUIREMENT = "a requirement"
RULE = "uv takes a yanked version only if a requirement of yours that applies pins it with ==, or your uv.lock has it"

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


def in_divergence(project: str, filename: str, reason: str | None, kind: AlterationKind) -> str:
    """Both modes agree once yanks do not count."""
    return f"{filename} was yanked{_quoted(reason)}: {RULE}. {_CHANGED[kind][1]}, both modes agree on {project}."


def in_failure(needed: str, reasons: Iterable[str]) -> str:
    """A mode has a solution once yanks do not count."""
    given = "; ".join(filter(None, reasons))
    why = f" ({given})" if given else ""
    return (
        f"{needed} would meet the requirements but was yanked{why}: {RULE}. If it were not yanked there would be a "
        "solution."
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
