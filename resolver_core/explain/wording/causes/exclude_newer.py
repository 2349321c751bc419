"""Words of `exclude-newer`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from resolver_core.explain.wording.names import listed
from resolver_core.explain.wording.outcomes import then
from resolver_core.index.records import Distribution
from resolver_core.inputs.cutoff import as_typed
from resolver_core.targets.environment import Environment

WITHOUT_ANY = "without exclude-newer"
REMOVE_SETTING = "remove exclude-newer"
REMOVE = "remove exclude-newer"


def without(project: str | None) -> str:
    """An experiment without the setting, for one project or for all."""
    return f"without exclude-newer{f' for {project}' if project else ''}"


def uploaded(file: Distribution) -> str:
    """When a hidden file was uploaded."""
    if file.uploaded_at is None:
        return "the index does not say when it was uploaded"
    return f"{file.uploaded_at:%Y-%m-%d}"


def in_divergence(cutoff: datetime, file: Distribution, target: Environment, project: str, *, is_clock: bool) -> str:
    """Both modes agree without the setting; a clock is the date that was asked about, and nobody's setting."""
    hidden = f"{file.filename} ({uploaded(file)}), a file that {target.label} could install"
    if is_clock:
        return (
            f"The date asked about, {as_typed(cutoff)}, leaves out {hidden}. "
            f"With later uploads of {project} both modes agree on {project}."
        )
    return (
        f"exclude-newer {as_typed(cutoff)} hides {hidden}: without exclude-newer for {project} both modes agree on "
        f"{project}."
    )


def in_failure(cutoff: datetime, *, is_clock: bool) -> str:
    """A mode has a solution without the setting."""
    if is_clock:
        return f"As of {as_typed(cutoff)} there is no solution. With what was uploaded since there is a solution."
    return f"exclude-newer {as_typed(cutoff)} leaves no solution: without exclude-newer there is a solution."


def in_answer(project: str, outcome: str) -> str:
    """A pick that would be newer without the setting."""
    return f"exclude-newer in the text hides newer releases of {project}: without it {then(outcome)}."


def switch_off(projects: Iterable[str]) -> str:
    """No such date for some projects."""
    return f"switch exclude-newer off for {listed(projects)}"
