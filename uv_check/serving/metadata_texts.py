"""The core metadata that uv reads of a file: those that were recorded."""

from __future__ import annotations

from resolver_core import Distribution, MetadataAnswer, MetadataProblem, MetadataProblemKind, MetadataSource
from uv_check.serving.archives import as_static

_UNREADABLE = "this is no core metadata"
_OF_SDISTS = (MetadataSource.SDIST, MetadataSource.SDIST_AS_BUILT)


def metadata_text(answer: MetadataAnswer, *, assume: bool) -> str:
    """The text for a recorded answer. With `assume`, what an sdist said when its publisher built it holds."""
    if not isinstance(answer, MetadataProblem):
        text = answer.metadata.text
        return as_static(text) if answer.provenance.source in _OF_SDISTS else text
    file = answer.distribution
    if answer.kind is MetadataProblemKind.NEEDS_BUILD:
        if assume and answer.assumed is not None:
            return as_static(answer.assumed.metadata.text)
        return f"Metadata-Version: 1.0\nName: {file.project}\nVersion: {file.version}\n"
    if answer.kind is MetadataProblemKind.NAME_MISMATCH:
        return f"Metadata-Version: 2.2\nName: not-{file.project}\nVersion: {file.version}\n"
    return answer.text or _UNREADABLE


def blank_metadata(file: Distribution) -> str:
    """Metadata of a file that say nothing else."""
    return f"Metadata-Version: 2.2\nName: {file.project}\nVersion: {file.version}\n"
