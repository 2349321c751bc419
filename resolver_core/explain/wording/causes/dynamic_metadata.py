"""Words of `dynamic-metadata`."""

from __future__ import annotations

from resolver_core.explain.wording.names import release

IS_DYNAMIC = "its metadata are dynamic"
COME_FROM = "where the stated metadata come from"


def stated(project: str, version: object, source: str) -> str:
    """An experiment with metadata that are stated by hand."""
    return f"with the metadata of {release(project, str(version))} stated (as in {source})"


def in_failure(project: str, version: object, source: str) -> str:
    """A mode has a solution with stated metadata."""
    return (
        f"With the metadata of {project} {version} stated by yourself nothing has to be built, and there is a "
        f"solution. Tried with those of {source}, which may differ: check them before you use this."
    )
