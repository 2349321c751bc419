"""Words of `marker-forks`."""

from __future__ import annotations


def reason(project: str) -> str:
    """A project that is required under several markers."""
    return (
        f"{project} is required under several markers: the lock forks there and prefers versions that another "
        "fork already has, the install sees only the markers that hold on the target."
    )
