"""The seams to the network: what an error says, and who keeps the protocols."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.index.base import Fetcher, FetchError, Index, Response
from resolver_core.index.kept.memory import MemoryIndex
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.index.records import IndexLocation
from tests.support.builders import an_index
from tests.support.fetchers import CannedFetcher


def test_an_error_says_what_was_asked_and_why_there_is_no_answer() -> None:
    error = FetchError("https://index.test/x", "the connection was closed")
    assert str(error) == "https://index.test/x: the connection was closed"
    assert not error.refused
    assert FetchError("x", "y", refused=True).refused


def test_any_status_is_an_answer() -> None:
    assert Response("https://index.test/x", 500, {}, b"").status_code == 500


def test_the_protocols_are_kept() -> None:
    inner: MemoryIndex = an_index({"a": {"1": []}})
    recording: Index = RecordingIndex(inner)
    fetcher: Fetcher = CannedFetcher()
    location, project = IndexLocation(inner.url), canonicalize_name("a")
    recording.prefetch_pages(location, [project])
    page = recording.page(location, project)
    recording.prefetch_metadata(page.distributions)  # type: ignore[union-attr]
    assert page == inner.page(location, project)
    assert fetcher is not None
