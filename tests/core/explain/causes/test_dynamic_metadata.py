"""`dynamic-metadata`: metadata that only a build would tell."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.index.kept.memory import MemoryFile
from resolver_core.index.records import MetadataProblemKind
from tests.support.causes import PROJECT, a_world, assert_answers, assert_failure


def test_a_source_distribution_that_has_to_be_built() -> None:
    text = PROJECT.format('["a"]')
    files = (
        MemoryFile("a-1-py3-none-any.whl", requires=["b"]),
        MemoryFile("a-2.tar.gz", problem=MetadataProblemKind.NEEDS_BUILD),
    )
    found = assert_failure(CauseClass.DYNAMIC_METADATA, a_world(text, {"b": "1"}, files={"a": files}))
    assert "a-1-py3-none-any.whl, which may differ: check them" in found.failures[0].cause.summary
    assert_answers(a_world(text, {"a": {"1": ["b"], "2": ["b"]}, "b": "1"}))
