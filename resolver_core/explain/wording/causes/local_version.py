"""Words of `local-version`."""

from __future__ import annotations

from packaging.version import Version


def without(project: str) -> str:
    """An experiment without the labelled versions."""
    return f"without the local versions of {project}"


def in_divergence(project: str, here: Version, there: Version) -> str:
    """Both modes agree without the labelled versions."""
    return (
        f"{here} and {there} are one release with different local labels, offered for different platforms: "
        "the lock keeps the plain one where a labelled one has no file. Without the labelled ones both modes agree on "
        f"{project}."
    )


def ask_for(project: str, version: Version) -> str:
    """A requirement with the whole version."""
    return f"ask for {project} {version}, {'label included' if version.local else 'without a label'}"
