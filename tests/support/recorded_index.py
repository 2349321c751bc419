"""A small index with a page that is broken, and a run that has read all of it."""

from __future__ import annotations

from datetime import UTC, datetime

from packaging.utils import canonicalize_name

from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.index.records import (
    MetadataProblemKind,
    PageProblemKind,
    ProjectPage,
)

DEMO = canonicalize_name("demo")
BROKEN = canonicalize_name("broken")


def an_index() -> MemoryIndex:
    return MemoryIndex(
        {
            "demo": [
                MemoryFile(
                    "demo-1.0-2abc-cp312-cp312-win_amd64.whl",
                    requires=["other>=2,<3", "pytz (>dev)"],
                    requires_python=">=3.8,<4",
                    extras=["fast"],
                    uploaded_at=datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC),
                    yanked_reason="",
                ),
                MemoryFile("demo-0.9.tar.gz", problem=MetadataProblemKind.NEEDS_BUILD),
                MemoryFile("demo-0.8-py3-none-any.whl", problem=MetadataProblemKind.STATUS, status_code=503),
            ]
        },
        page_problems={"broken": PageProblemKind.FORBIDDEN},
    )


def recorded() -> tuple[MemoryIndex, RecordingIndex]:
    inner = an_index()
    index = RecordingIndex(inner)
    page = index.page(inner.location, DEMO)
    assert isinstance(page, ProjectPage)
    for file in page.distributions:
        index.metadata(file)
    index.page(inner.location, BROKEN)
    return inner, index
