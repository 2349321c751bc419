"""What is assumed, in words: it stands wherever an answer rests on it."""

from __future__ import annotations

from resolver_core.answer.resolution import Pin
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import MetadataSource, Provenance
from resolver_core.inputs.problem import ABSENT_MEMBER, LocalKind


def assumption(pin: Pin) -> str:
    """One sentence about a pin whose metadata are assumed."""
    assert pin.provenance is not None
    if pin.provenance.source is MetadataSource.OUT_OF_REACH:
        unread, advice = _unread(pin.project, without_credentials(pin.provenance.witness))
        return f"{unread}; assumed: every requirement on it is met, and it requires nothing.{advice}"
    return _as_built(pin, pin.provenance)


def _unread(project: str, source: str) -> tuple[str, str]:
    """Where a project is that is not read, and what would let it be."""
    kind, _, place = source.partition(":")
    if kind == ABSENT_MEMBER:
        where = f"{project} is a member of the workspace whose pyproject.toml is not among the files"
        return where, " Add that file to have it read."
    if kind in set(LocalKind):
        where = f"{project} comes from the folder {place}, whose pyproject.toml is not among the files"
        return where, f" Add {place}/pyproject.toml to have it read."
    return f"{project} comes from {source}, which is not read here", ""


def _as_built(pin: Pin, provenance: Provenance) -> str:
    return (
        f"{pin.project} {pin.version} would have to be built ({provenance.filename}); assumed: the requirements in its "
        f"{provenance.witness}, as its publisher built it (another build may give others)."
    )
