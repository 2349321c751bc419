"""Words of `index-metadata-gap`."""

from __future__ import annotations

FILLED = "with an upload time for every file"


def filled(project: str) -> str:
    """An experiment that says when a project's files were uploaded."""
    return f"with an upload time for every file of {project}"


def in_divergence(filename: str) -> str:
    """Both modes agree with an upload time."""
    return (
        f"The index does not say when {filename} was uploaded, so a cut-off hides it: "
        "with an upload time before the cut-off both modes agree."
    )


def in_failure(filename: str) -> str:
    """A mode has an answer with upload times."""
    return (
        f"The index gives no upload time for {filename}, so the cut-off hides it: with upload times "
        "before the cut-off there is an answer."
    )
