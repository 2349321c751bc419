from __future__ import annotations

from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.records import (
    IndexLocation,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)

DEMO = canonicalize_name("demo")
FILE = MemoryFile("demo-1.0-py3-none-any.whl", requires=["other; extra == 'x'"], extras=["x"], requires_python=">=3.9")


def test_pages_and_metadata_come_from_the_data() -> None:
    index = MemoryIndex({"Demo": [FILE]})
    page = index.page(index.location, DEMO)
    assert isinstance(page, ProjectPage)
    read = index.metadata(page.distributions[0])
    assert isinstance(read, MetadataRead)
    assert read.metadata.version == Version("1.0")
    assert read.metadata.requires_python == page.distributions[0].requires_python
    assert index.questions == [
        ("page", index.url, "demo"),
        ("metadata", index.url, "demo-1.0-py3-none-any.whl"),
    ]


def test_every_index_has_its_own_projects() -> None:
    second = "https://second.test/simple"
    index = MemoryIndex({}, others={second: {"demo": [FILE]}})
    missing = index.page(index.location, DEMO)
    assert isinstance(missing, PageProblem)
    assert missing.kind is PageProblemKind.NOT_FOUND
    assert isinstance(index.page(IndexLocation(second), DEMO), ProjectPage)


def test_trouble_on_purpose() -> None:
    files = [
        MemoryFile("demo-3-py3-none-any.whl", problem=MetadataProblemKind.STATUS, status_code=404),
        MemoryFile("demo-2-py3-none-any.whl", requires=["!!"]),
        MemoryFile("demo-1-py3-none-any.whl", metadata_name="else"),
    ]
    index = MemoryIndex({"demo": files})
    page = index.page(index.location, DEMO)
    assert isinstance(page, ProjectPage)
    problems = [index.metadata(file) for file in page.distributions]
    assert [problem.kind for problem in problems if isinstance(problem, MetadataProblem)] == [
        MetadataProblemKind.STATUS,
        MetadataProblemKind.INVALID,
        MetadataProblemKind.NAME_MISMATCH,
    ]
