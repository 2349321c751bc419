"""Words of `exclude-newer`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from resolver_core.explain.wording.names import listed
from resolver_core.explain.wording.outcomes import then
from resolver_core.index.records import Distribution
from resolver_core.inputs.cutoff import as_typed
from resolver_core.targets.environment import Environment

WITHOUT_ANY = "without any cut-off"
REMOVE_SETTING = "remove exclude-newer"
REMOVE = "remove the cut-off"


def without(project: str | None) -> str:
    """An experiment without the cut-off, for one project or for all."""
    return f"without the cut-off{f' for {project}' if project else ''}"


def uploaded(file: Distribution) -> str:
    """When a hidden file was uploaded."""
    if file.uploaded_at is None:
        return "the index does not say when it was uploaded"
    return f"{file.uploaded_at:%Y-%m-%d}"


def in_divergence(cutoff: datetime, file: Distribution, target: Environment, project: str, *, is_clock: bool) -> str:
    """Both modes agree without the cut-off; a clock is the date that was asked about, and nobody's setting."""
    hidden = f"{file.filename} ({uploaded(file)}), a file that {target.label} could install"
    if is_clock:
        return f"As of {as_typed(cutoff)}, the date asked about, {hidden} was not there yet. With it both modes agree."
    return f"The cut-off {as_typed(cutoff)} hides {hidden}: without the cut-off for {project} both modes agree."


def in_failure(cutoff: datetime, *, is_clock: bool) -> str:
    """A mode has an answer without the cut-off."""
    if is_clock:
        return (
            f"There is none as of {as_typed(cutoff)}, the date asked about. With what was uploaded since there is one."
        )
    return f"The cut-off {as_typed(cutoff)} hides what would satisfy it: without a cut-off there is an answer."


def in_answer(project: str, outcome: str) -> str:
    """A pick that would be newer without the cut-off."""
    return f"The cut-off in the text hides newer releases of {project}: without it {then(outcome)}."


def switch_off(projects: Iterable[str]) -> str:
    """No cut-off for some projects."""
    return f"switch the cut-off off for {listed(projects)}"
