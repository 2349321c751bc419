"""Words of `no-compatible-file`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.files import none_fits, offered
from resolver_core.explain.wording.names import listed, pinned, release
from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment

ANY_PLATFORM = "with files for any platform"


def reason(pin: Pin, target: Environment) -> str:
    """A version whose files do not fit the target."""
    allows = ""
    if pin.metadata is not None and pin.metadata.requires_python is not None:
        allows = f" allows Python {pin.metadata.requires_python} but"
    python_tag = f"cp{target.python.replace('.', '')}" if target.python[:1].isdigit() else target.python
    return (
        f"{pinned(pin.key)}{allows} has no file for {target.label} (no {python_tag} wheel that fits): "
        f"it has {offered(pin.distributions, target)}. "
        "The lock accepts it because another Python or platform has a file."
    )


def in_failure(target: Environment) -> str:
    """A mode that has a solution with files of other platforms."""
    return (
        f"Versions that meet the requirements have no file for {target.label}: if files for other platforms "
        "counted, there would be a solution."
    )


def with_file(file: Distribution) -> str:
    """An experiment in which one wheel fits."""
    return f"with {file.filename} taken to fit"


def has(files: Sequence[Distribution], target: Environment) -> str:
    """The files of a version, none of which fits."""
    return none_fits(_release(files), files, target)


def of_version(files: Sequence[Distribution], target: Environment) -> str:
    """A mode that has a solution if one version had a file."""
    return (
        f"{_release(files)} has {offered(files, target)}, and none of them is for {target.label}: "
        "with one that fits there is a solution."
    )


def _release(files: Sequence[Distribution]) -> str:
    return release(files[0].project, files[0].version)


def leave_out(bound: str) -> str:
    """A requirement that excludes the versions without a file."""
    return f"leave out what has no file there ({bound})"


def ask_elsewhere(projects: Iterable[str], marker: str) -> str:
    """Requirements with a marker."""
    return f"ask for {listed(projects)} only where {marker}"
