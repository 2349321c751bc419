"""Words of `dynamic-metadata`."""

from __future__ import annotations

from resolver_core.explain.wording.names import release

IS_DYNAMIC = "its metadata are dynamic"
COME_FROM = "where the stated metadata come from"


def stated(project: str, version: object, source: str) -> str:
    """An experiment with metadata that are stated by hand."""
    return f"with the metadata of {release(project, str(version))} stated (as in {source})"


def in_failure(project: str, version: object, source: str) -> str:
    """A mode has an answer with stated metadata."""
    return (
        f"With the metadata of {project} {version} stated by hand nothing needs to be built, and the solve has "
        f"an answer (here with those of {source}; check them)."
    )
