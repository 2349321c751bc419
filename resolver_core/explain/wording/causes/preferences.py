"""Words of `preferences`."""

from __future__ import annotations


def reason(project: str) -> str:
    """What the lock before it does."""
    return f"uv lock keeps what your uv.lock has of {project}; without that lock both modes agree on {project}."
