"""Words of `index-metadata-gap`."""

from __future__ import annotations

FILLED = "with an upload time for every file"


def filled(project: str) -> str:
    """An experiment that says when a project's files were uploaded."""
    return f"with an upload time for every file of {project}"


def in_divergence(project: str, filename: str) -> str:
    """Both modes agree with an upload time."""
    return (
        f"The index does not say when {filename} was uploaded, so exclude-newer hides it: "
        f"with an upload time before that date both modes agree on {project}."
    )


def in_failure(filename: str) -> str:
    """A mode has a solution with upload times."""
    return (
        f"The index gives no upload time for {filename}, so exclude-newer hides it: with upload "
        "times before that date there is a solution."
    )
