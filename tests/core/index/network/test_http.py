"""`HttpIndex` over canned answers and over the local index servers: what becomes of each status, file and page."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from resolver_core.index import limits
from resolver_core.index.base import FetchError, Response
from resolver_core.index.formats.simple_api import ACCEPT
from resolver_core.index.kept.store import MemoryStore, Store
from resolver_core.index.network.client import GuardedClient
from resolver_core.index.network.guard import LOOPBACK_NETWORKS
from resolver_core.index.network.http import HttpIndex
from resolver_core.index.records import (
    Distribution,
    IndexLocation,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    MetadataSource,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)
from tests.support.archives import a_metadata, a_tar, a_wheel
from tests.support.fetchers import Canned, CannedFetcher
from tests.support.shared import require_shared

DEMO = canonicalize_name("demo")
INDEX = IndexLocation("https://index.test/simple")
PAGE_URL = "https://index.test/simple/demo/"
WHEEL = "demo-1.0-py3-none-any.whl"
WHEEL_URL = f"https://index.test/files/{WHEEL}"
SDIST_URL = "https://index.test/files/demo-1.0.tar.gz"
METADATA = a_metadata("demo", "1.0", "Requires-Dist: other")


def a_page(*files: str, **fields: Any) -> Canned:
    entries = [{"filename": name, "url": f"/files/{name}", "hashes": {}, **fields} for name in files]
    return Canned(json.dumps({"files": entries}).encode(), "application/vnd.pypi.simple.v1+json")


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def page_of(fetcher: CannedFetcher, location: IndexLocation = INDEX, **options: Any) -> ProjectPage | PageProblem:
    with HttpIndex(fetcher, **options) as index:
        return index.page(location, DEMO)


def metadata_of(
    fetcher: CannedFetcher, name: str = WHEEL, store: Store | None = None, **fields: Any
) -> MetadataRead | MetadataProblem:
    fetcher.answers[PAGE_URL] = a_page(name, **fields)
    with HttpIndex(fetcher, store) as index:
        page = index.page(INDEX, DEMO)
        assert isinstance(page, ProjectPage)
        fetcher.requests.clear()
        return index.metadata(page.distributions[0])


# -- pages


def test_a_page_is_read_as_uv_asks_for_it() -> None:
    fetcher = CannedFetcher({PAGE_URL: a_page(WHEEL)})
    page = page_of(fetcher, clock=Clock())
    assert isinstance(page, ProjectPage)
    assert [file.filename for file in page.distributions] == [WHEEL]
    assert (page.read_at, page.from_cache, page.form) == (Clock().now, False, "json")
    assert fetcher.requests == [(PAGE_URL, {"accept": ACCEPT})]


@pytest.mark.parametrize(
    ("answer", "kind", "status"),
    [
        (Canned(status_code=404), PageProblemKind.NOT_FOUND, 404),
        (Canned(status_code=401), PageProblemKind.UNAUTHORIZED, 401),
        (Canned(status_code=403), PageProblemKind.FORBIDDEN, 403),
        (Canned(status_code=500), PageProblemKind.STATUS, 500),
        (Canned(status_code=304), PageProblemKind.STATUS, 304),
        (Canned(status_code=404, headers={"x-frozen-index": "absent"}), PageProblemKind.NOT_RECORDED, 404),
        (Canned(b"%PDF", "application/pdf"), PageProblemKind.INVALID, None),
        (FetchError(PAGE_URL, "reset"), PageProblemKind.NETWORK, None),
        (FetchError(PAGE_URL, "private", refused=True), PageProblemKind.REFUSED, None),
    ],
)
def test_trouble_with_a_page_is_an_answer(
    answer: Canned | FetchError, kind: PageProblemKind, status: int | None
) -> None:
    problem = page_of(CannedFetcher({PAGE_URL: answer}))
    assert isinstance(problem, PageProblem)
    assert (problem.kind, problem.status_code, problem.url) == (kind, status, PAGE_URL)


def test_relative_addresses_start_where_a_redirect_ended() -> None:
    body = b'<a href="demo-1.0.tar.gz">x</a>'
    moved = Canned(body, "text/html", goes_to="https://mirror.test/deep/demo/")
    page = page_of(CannedFetcher({PAGE_URL: moved}))
    assert isinstance(page, ProjectPage)
    assert page.distributions[0].url == "https://mirror.test/deep/demo/demo-1.0.tar.gz"


def test_a_page_is_used_again_for_ten_minutes() -> None:
    fetcher, store, clock = CannedFetcher({PAGE_URL: a_page(WHEEL)}), MemoryStore(), Clock()
    first = clock.now
    page_of(fetcher, store=store, clock=clock)
    clock.now += timedelta(seconds=599)
    again = page_of(fetcher, store=store, clock=clock)
    assert isinstance(again, ProjectPage)
    assert (again.read_at, again.from_cache) == (first, True)
    clock.now += timedelta(seconds=1)
    later = page_of(fetcher, store=store, clock=clock)
    assert isinstance(later, ProjectPage)
    assert (later.read_at, later.from_cache) == (clock.now, False)
    assert len(fetcher.requests) == 2


def test_refresh_reads_anew_and_renews_what_is_kept() -> None:
    fetcher, store, clock = CannedFetcher({PAGE_URL: a_page(WHEEL)}), MemoryStore(), Clock()
    page_of(fetcher, store=store, clock=clock)
    fetcher.answers[PAGE_URL] = a_page(WHEEL, "demo-2.0-py3-none-any.whl")
    clock.now += timedelta(seconds=60)
    fresh = page_of(fetcher, store=store, clock=clock, refresh=True)
    kept = page_of(fetcher, store=store, clock=clock)
    assert isinstance(fresh, ProjectPage)
    assert isinstance(kept, ProjectPage)
    assert len(fresh.distributions) == len(kept.distributions) == 2
    assert (kept.read_at, kept.from_cache) == (clock.now, True)


def test_a_run_sees_one_state_of_a_page() -> None:
    fetcher, clock = CannedFetcher({PAGE_URL: a_page(WHEEL)}), Clock()
    with HttpIndex(fetcher, clock=clock) as index:
        first = index.page(INDEX, DEMO)
        clock.now += timedelta(days=1)
        fetcher.answers[PAGE_URL] = Canned(status_code=404)
        assert index.page(INDEX, DEMO) is first


def test_trouble_is_not_kept_for_the_next_run() -> None:
    fetcher, store = CannedFetcher({PAGE_URL: Canned(status_code=500)}), MemoryStore()
    page_of(fetcher, store=store)
    fetcher.answers[PAGE_URL] = a_page(WHEEL)
    assert isinstance(page_of(fetcher, store=store), ProjectPage)


def test_questions_at_the_same_time_make_one_request() -> None:
    fetcher = CannedFetcher({PAGE_URL: a_page(WHEEL)}, delay_s=0.05)
    answers: list[object] = []
    with HttpIndex(fetcher) as index:
        index.prefetch_pages(INDEX, [DEMO, DEMO])
        threads = [threading.Thread(target=lambda: answers.append(index.page(INDEX, DEMO))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(fetcher.requests) == 1
    assert len({id(answer) for answer in answers}) == 1
    assert len(answers) == 8


def test_prefetching_does_not_wait() -> None:
    fetcher = CannedFetcher({PAGE_URL: a_page(WHEEL)}, delay_s=30)
    with HttpIndex(fetcher) as index:
        index.prefetch_pages(INDEX, [DEMO])
    assert fetcher.closed


def test_a_flat_page_is_read_once_for_all_projects() -> None:
    url = "https://index.test/all.html"
    body = b'<a href="demo-1.0.tar.gz">a</a><a href="more-2.0-py3-none-any.whl">b</a>'
    fetcher = CannedFetcher({url: Canned(body, "text/html")}, delay_s=0.02)
    location = IndexLocation(url, flat=True)
    with HttpIndex(fetcher) as index:
        index.prefetch_pages(location, [DEMO, canonicalize_name("more"), canonicalize_name("none")])
        pages = [index.page(location, canonicalize_name(name)) for name in ("demo", "more", "none")]
    assert [len(page.distributions) for page in pages if isinstance(page, ProjectPage)] == [1, 1, 0]
    assert fetcher.urls == [url]


def test_a_flat_folder_is_asked_for_with_a_slash() -> None:
    fetcher = CannedFetcher({"https://index.test/wheels/": Canned(b'<a href="demo-1.0.tar.gz">a</a>', "text/html")})
    page = page_of(fetcher, IndexLocation("https://index.test/wheels", flat=True))
    assert isinstance(page, ProjectPage)
    assert page.distributions[0].url == "https://index.test/wheels/demo-1.0.tar.gz"


def test_credentials_go_to_their_origin_and_appear_nowhere() -> None:
    location = IndexLocation("https://user:s3cret@index.test/simple")
    foreign = "https://files.test/demo-2.0-py3-none-any.whl"
    body = f'<a href="{WHEEL_URL}">a</a><a href="{foreign}">b</a>'.encode()
    fetcher = CannedFetcher({PAGE_URL: Canned(body, "text/html")})
    with HttpIndex(fetcher) as index:
        page = index.page(location, DEMO)
        assert isinstance(page, ProjectPage)
        problems = [index.metadata(file) for file in page.distributions]
    sent = {url: "authorization" in headers for url, headers in fetcher.requests}
    assert sent == {PAGE_URL: True, WHEEL_URL: True, foreign: False}
    assert "s3cret" not in repr((page, problems))


def test_what_was_read_with_credentials_is_kept_apart() -> None:
    fetcher, store = CannedFetcher({PAGE_URL: a_page(WHEEL)}), MemoryStore()
    page_of(fetcher, IndexLocation("https://user:s3cret@index.test/simple"), store=store)
    fetcher.answers[PAGE_URL] = Canned(status_code=401)
    assert isinstance(page_of(fetcher, store=store), PageProblem)


# -- metadata


def test_an_advertised_metadata_file_is_read() -> None:
    fetcher = CannedFetcher({f"{WHEEL_URL}.metadata": Canned(METADATA)})
    read = metadata_of(fetcher, **{"core-metadata": True})
    assert isinstance(read, MetadataRead)
    assert [str(requirement) for requirement in read.metadata.requires_dist] == ["other"]
    assert read.provenance.source is MetadataSource.SEPARATE_FILE
    assert read.provenance.bytes_read == len(METADATA)
    assert read.provenance.filename == WHEEL
    assert fetcher.urls == [f"{WHEEL_URL}.metadata"]


def test_an_error_of_an_advertised_metadata_file_is_final() -> None:
    fetcher = CannedFetcher({WHEEL_URL: Canned(a_wheel(METADATA))})
    problem = metadata_of(fetcher, **{"core-metadata": True})
    assert isinstance(problem, MetadataProblem)
    assert problem.kind is MetadataProblemKind.STATUS
    assert (problem.status_code, problem.url) == (404, f"{WHEEL_URL}.metadata")
    assert len(fetcher.requests) == 1


@pytest.mark.parametrize("size", [None, "known"])
def test_a_wheel_is_read_by_ranges(size: str | None) -> None:
    wheel = a_wheel(METADATA, before={"demo/data": os.urandom(500_000)})
    fetcher = CannedFetcher({WHEEL_URL: Canned(wheel)})
    read = metadata_of(fetcher, **({"size": len(wheel)} if size else {}))
    assert isinstance(read, MetadataRead)
    assert read.provenance.source is MetadataSource.RANGE
    assert read.provenance.bytes_read == 65536
    assert fetcher.ranges == [f"bytes={len(wheel) - 65536}-{len(wheel) - 1}" if size else "bytes=-65536"]


def test_metadata_at_the_front_of_a_large_wheel_take_two_ranges() -> None:
    wheel = a_wheel(b"x", folder="zzz/x", before={"demo-1.0.dist-info/METADATA": METADATA, "d": os.urandom(500_000)})
    fetcher = CannedFetcher({WHEEL_URL: Canned(wheel)})
    read = metadata_of(fetcher)
    assert isinstance(read, MetadataRead)
    assert len(fetcher.ranges) == 2
    assert fetcher.ranges[1].startswith("bytes=0-")
    assert read.provenance.bytes_read < 70_000


def test_a_server_without_ranges_gives_the_whole_file_at_once() -> None:
    fetcher = CannedFetcher({WHEEL_URL: Canned(a_wheel(METADATA), ranges=False)})
    read = metadata_of(fetcher)
    assert isinstance(read, MetadataRead)
    assert read.provenance.source is MetadataSource.WHOLE_FILE
    assert len(fetcher.requests) == 1


def test_a_wrong_size_on_the_page_does_no_harm() -> None:
    for size in (10_000_000, 30):
        fetcher = CannedFetcher({WHEEL_URL: Canned(a_wheel(METADATA))})
        read = metadata_of(fetcher, size=size)
        assert isinstance(read, MetadataRead), size


@pytest.mark.parametrize(
    ("wheel", "kind", "status"),
    [
        (Canned(status_code=404), MetadataProblemKind.STATUS, 404),
        (Canned(status_code=500), MetadataProblemKind.STATUS, 500),
        (Canned(status_code=404, headers={"x-frozen-index": "absent"}), MetadataProblemKind.NOT_RECORDED, 404),
        (FetchError(WHEEL_URL, "reset"), MetadataProblemKind.NETWORK, None),
        (FetchError(WHEEL_URL, "private", refused=True), MetadataProblemKind.REFUSED, None),
        (Canned(b"no archive"), MetadataProblemKind.INVALID, None),
        (Canned(b""), MetadataProblemKind.INVALID, None),
        (Canned(a_wheel(a_metadata("demo", "x"))), MetadataProblemKind.INVALID, None),
        (Canned(a_wheel(a_metadata("other"))), MetadataProblemKind.NAME_MISMATCH, None),
    ],
)
def test_trouble_with_a_wheel_is_an_answer(
    wheel: Canned | FetchError, kind: MetadataProblemKind, status: int | None
) -> None:
    problem = metadata_of(CannedFetcher({WHEEL_URL: wheel}))
    assert isinstance(problem, MetadataProblem)
    assert (problem.kind, problem.status_code, problem.url) == (kind, status, WHEEL_URL)


@pytest.mark.parametrize(
    ("sdist", "kind"),
    [
        (Canned(b"no archive"), MetadataProblemKind.NEEDS_BUILD),
        (Canned(a_tar({"demo-1.0/PKG-INFO": a_metadata("other")})), MetadataProblemKind.NEEDS_BUILD),
        (Canned(a_tar({"demo-1.0/pyproject.toml": b"="})), MetadataProblemKind.INVALID),
        (Canned(status_code=404), MetadataProblemKind.STATUS),
    ],
)
def test_trouble_with_an_sdist_is_an_answer(sdist: Canned, kind: MetadataProblemKind) -> None:
    problem = metadata_of(CannedFetcher({SDIST_URL: sdist}), "demo-1.0.tar.gz")
    assert isinstance(problem, MetadataProblem)
    assert (problem.kind, problem.url) == (kind, SDIST_URL)


def test_a_wheel_of_another_project_on_the_page_is_a_mismatch_at_once() -> None:
    fetcher = CannedFetcher()
    problem = metadata_of(fetcher, "other-9.0-py3-none-any.whl")
    assert isinstance(problem, MetadataProblem)
    assert (problem.kind, problem.detail) == (MetadataProblemKind.NAME_MISMATCH, "a wheel of other")
    assert fetcher.requests == []


def test_another_version_in_the_metadata_is_accepted() -> None:
    read = metadata_of(CannedFetcher({WHEEL_URL: Canned(a_wheel(a_metadata("demo", "7")))}))
    assert isinstance(read, MetadataRead)


def test_an_sdist_is_read_whole() -> None:
    archive = a_tar({"demo-1.0/PKG-INFO": METADATA})
    fetcher = CannedFetcher({SDIST_URL: Canned(archive)})
    read = metadata_of(fetcher, "demo-1.0.tar.gz")
    assert isinstance(read, MetadataRead)
    assert read.provenance.source is MetadataSource.SDIST
    assert read.provenance.bytes_read == len(archive)
    assert fetcher.ranges == [""]


def test_an_sdist_without_static_metadata_needs_a_build_and_is_read_once() -> None:
    fetcher, store = CannedFetcher({SDIST_URL: Canned(a_tar({"demo-1.0/setup.py": b""}))}), MemoryStore()
    first = metadata_of(fetcher, "demo-1.0.tar.gz", store)
    again = metadata_of(fetcher, "demo-1.0.tar.gz", store)
    assert isinstance(first, MetadataProblem)
    assert first == again
    assert (first.kind, first.detail) == (MetadataProblemKind.NEEDS_BUILD, "no pyproject.toml; no PKG-INFO")
    assert fetcher.requests == []


class TooLargeAsAWhole(CannedFetcher):
    """Only parts of files come."""

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, limit_bytes: int | None = None
    ) -> Response:
        if not url.endswith("/") and "range" not in (headers or {}):
            self.requests.append((url, dict(headers or {})))
            raise FetchError(url, "the answer is larger than 9 bytes", too_large=True)
        return await super().get(url, headers=headers, limit_bytes=limit_bytes)


def a_long_tar(metadata: bytes) -> bytes:
    """Its start ends in the middle of a file; what stands behind says otherwise."""
    noise = random.Random(1).randbytes(2 * limits.SDIST_START_BYTES)
    files = {"demo-1.0/PKG-INFO": metadata, "demo-1.0/demo.egg-info/PKG-INFO": metadata, "demo-1.0/jar": noise}
    return a_tar(files | {"demo-1.0/setup.py": b"setup(install_requires=['a'])"})


DYNAMIC = a_metadata("demo", "1.0", "Dynamic: Requires-Dist", "Requires-Dist: other")
OLD = b"Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n"


@pytest.mark.parametrize(("metadata", "witness"), [(DYNAMIC, "PKG-INFO"), (OLD + b"Requires-Dist: b\n", "PKG-INFO")])
def test_of_an_sdist_that_is_too_large_its_start_is_what_can_be_assumed(metadata: bytes, witness: str) -> None:
    fetcher = TooLargeAsAWhole({SDIST_URL: Canned(a_long_tar(metadata))})
    problem = metadata_of(fetcher, "demo-1.0.tar.gz")
    assert isinstance(problem, MetadataProblem)
    assert (problem.kind, problem.detail) == (MetadataProblemKind.NEEDS_BUILD, "it is too large to be read whole")
    assert problem.assumed is not None
    assert problem.assumed.provenance.witness == witness
    assert [str(one) for one in problem.assumed.metadata.requires_dist] != []
    assert fetcher.ranges == ["", f"bytes=0-{limits.SDIST_START_BYTES - 1}"]


@pytest.mark.parametrize(
    "body",
    [a_long_tar(OLD), a_tar({"demo-1.0/setup.py": b""}), b"no archive"],
    ids=["nothing of requirements", "no PKG-INFO", "no archive"],  # a compressed archive holds the time
)
def test_a_start_that_says_nothing_of_requirements_leaves_it_unread(body: bytes) -> None:
    problem = metadata_of(TooLargeAsAWhole({SDIST_URL: Canned(body)}), "demo-1.0.tar.gz")
    assert isinstance(problem, MetadataProblem)
    assert (problem.kind, problem.assumed) == (MetadataProblemKind.NETWORK, None)


def test_metadata_are_kept_for_the_next_run() -> None:
    fetcher, store = CannedFetcher({WHEEL_URL: Canned(a_wheel(METADATA))}), MemoryStore()
    first = metadata_of(fetcher, store=store)
    again = metadata_of(fetcher, store=store)
    assert isinstance(first, MetadataRead)
    assert isinstance(again, MetadataRead)
    assert fetcher.requests == []
    assert again.metadata == first.metadata
    assert (first.provenance.from_cache, again.provenance.from_cache) == (False, True)
    assert again.provenance.read_at == first.provenance.read_at
    assert again.provenance.bytes_read == first.provenance.bytes_read


def test_one_index_cannot_speak_for_a_file_of_another() -> None:
    """The same SHA-256 at another address is read again: a page may claim any hash."""
    hashes = {"sha256": "ab" * 32}
    evil = CannedFetcher({"https://evil.test/x/demo-1.0-py3-none-any.whl": Canned(a_wheel(METADATA))})
    store = MemoryStore()
    evil.answers["https://evil.test/demo/"] = a_page(WHEEL, hashes=hashes, url=f"https://evil.test/x/{WHEEL}")
    with HttpIndex(evil, store) as index:
        page = index.page(IndexLocation("https://evil.test"), DEMO)
        assert isinstance(page, ProjectPage)
        assert isinstance(index.metadata(page.distributions[0]), MetadataRead)
    honest = CannedFetcher({WHEEL_URL: Canned(a_wheel(a_metadata("demo", "1.0", "Requires-Dist: honest")))})
    read = metadata_of(honest, store=store, hashes=hashes)
    assert isinstance(read, MetadataRead)
    assert [str(requirement) for requirement in read.metadata.requires_dist] == ["honest"]


# -- local servers


def scenario_server() -> ModuleType:
    """The module of the shared scenario server."""
    path = require_shared("scenarios", "server.py")
    if "shared_scenario_server" not in sys.modules:
        spec = importlib.util.spec_from_file_location("shared_scenario_server", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["shared_scenario_server"] = module
        spec.loader.exec_module(module)
    return sys.modules["shared_scenario_server"]


@pytest.fixture(
    params=[
        ({}, MetadataSource.SEPARATE_FILE),
        ({"pep658": False}, MetadataSource.RANGE),
        ({"pep658": False, "html_only": True}, MetadataSource.RANGE),
        ({"pep658": False, "ranges": False}, MetadataSource.WHOLE_FILE),
    ],
    ids=["separate", "ranges", "html", "whole"],
)
def served(request: pytest.FixtureRequest) -> Iterator[tuple[Any, MetadataSource]]:
    module = scenario_server()
    options, source = request.param
    scenarios = module.load_scenarios(require_shared("scenarios", "scenarios"))
    first = dict(list(scenarios.items())[:3])
    with module.IndexServer(first, module.Options(**options)) as server:
        yield server, source


def test_scenarios_are_read_alike_by_every_way(served: tuple[Any, MetadataSource]) -> None:
    server, wheel_source = served
    with HttpIndex(GuardedClient(LOOPBACK_NETWORKS)) as index:
        for name, scenario in server.scenarios.items():
            location = IndexLocation(server.url(name).rstrip("/"))
            for project, files in scenario.projects.items():
                page = index.page(location, canonicalize_name(project))
                assert isinstance(page, ProjectPage)
                assert [file.filename for file in page.distributions] == [file.filename for file in files]
                for distribution in page.distributions:
                    check_scenario_metadata(index.metadata(distribution), distribution, wheel_source)


def check_scenario_metadata(
    answer: MetadataRead | MetadataProblem, distribution: Distribution, wheel_source: MetadataSource
) -> None:
    assert isinstance(answer, MetadataRead)
    assert (answer.metadata.name, answer.metadata.version) == (distribution.project, distribution.version)
    assert answer.metadata.requires_python == distribution.requires_python
    assert answer.provenance.source is (wheel_source if distribution.is_wheel else MetadataSource.SDIST)


def test_a_local_server_is_refused_unless_it_is_allowed() -> None:
    with HttpIndex(GuardedClient()) as index:
        problem = index.page(IndexLocation("http://127.0.0.1:9/simple"), DEMO)
    assert isinstance(problem, PageProblem)
    assert problem.kind is PageProblemKind.REFUSED
