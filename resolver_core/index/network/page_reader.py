"""Project pages over a `Fetcher`: statuses as answers, bytes kept for ten minutes (uv-resolution section 2.2)."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

from packaging.utils import NormalizedName

from resolver_core.index import limits
from resolver_core.index.base import Fetcher, FetchError, Response
from resolver_core.index.formats.links import InvalidPage
from resolver_core.index.formats.simple_api import ACCEPT, FlatListing, parse_simple_page, read_links
from resolver_core.index.kept.bounded import BoundedCache
from resolver_core.index.kept.store import Store, StoredBytes
from resolver_core.index.network.credentials import Credentials
from resolver_core.index.network.guard import without_credentials, without_userinfo
from resolver_core.index.records import IndexLocation, PageAnswer, PageProblem, PageProblemKind, ProjectPage

PAGE_LIFETIME = timedelta(seconds=600)
"""How long a page may be used again; uv takes ten minutes where the index says nothing."""

_STATUS_KINDS = {
    404: PageProblemKind.NOT_FOUND,
    401: PageProblemKind.UNAUTHORIZED,
    403: PageProblemKind.FORBIDDEN,
}
_parsed_pages = BoundedCache[tuple[str, ...], ProjectPage](400, limits.KEPT_FILES)
_identities = BoundedCache[tuple[str, datetime], tuple[str, ...]](2_000)
"""Of kept pages, by key and time: what is parsed already need not be unpacked to know it again."""
_flat_listings = BoundedCache[tuple[str, ...], FlatListing](20, limits.KEPT_FILES)


ABSURD = (ValueError, TypeError, LookupError, OverflowError, RecursionError)
"""What reading data that make no sense can raise."""


def not_recorded(response: Response) -> bool:
    """Whether a recorded index says that its recording lacks the data."""
    return response.headers.get("x-frozen-index", "").lower() == "absent"


def now_utc() -> datetime:
    """The time of now, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Page:
    """The bytes of a page with what is needed to read them."""

    url: str
    content_type: str
    body: bytes
    read_at: datetime
    from_cache: bool

    @property
    def identity(self) -> tuple[str, ...]:
        return self.url, self.content_type, sha256(self.body).hexdigest()

    def pack(self) -> bytes:
        head = json.dumps({"url": self.url, "content_type": self.content_type}).encode()
        return zlib.compress(head + b"\n" + self.body, 3)

    @classmethod
    def unpack(cls, stored: StoredBytes) -> _Page | None:
        try:
            head, _, body = zlib.decompress(stored.data).partition(b"\n")
            fields = json.loads(head)
            return cls(fields["url"], fields["content_type"], body, stored.fetched_at, True)
        except (zlib.error, ValueError, KeyError, TypeError):
            return None


class PageReader:
    """Reads pages for one run. `refresh` ignores (and renews) what is kept."""

    def __init__(
        self,
        fetcher: Fetcher,
        store: Store,
        credentials: Credentials,
        *,
        lifetime: timedelta = PAGE_LIFETIME,
        refresh: bool = False,
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        self._fetcher = fetcher
        self._store = store
        self._credentials = credentials
        self._lifetime = lifetime
        self._refresh = refresh
        self._clock = clock
        self._flat: dict[str, asyncio.Task[_Page]] = {}

    async def read(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The project's page on one index, or why it cannot be had."""
        self._credentials.learn(location.url)
        url, index_url = page_url(location, project), without_credentials(location.url)
        shown = without_credentials(url)
        try:
            if location.flat:
                return self._flat_page(await self._shared(url), project, index_url)
            stored = self._stored(url)
            known = None if stored is None else self._known(url, stored, project, index_url)
            return known or self._parsed(await self._page(url, stored), url, project, index_url)
        except _BadStatus as error:
            kind = _STATUS_KINDS.get(error.status_code, PageProblemKind.STATUS)
            kind = PageProblemKind.NOT_RECORDED if error.not_recorded else kind
            return PageProblem(project, index_url, kind, error.url, error.status_code)
        except FetchError as error:
            kind = PageProblemKind.REFUSED if error.refused else PageProblemKind.NETWORK
            return PageProblem(project, index_url, kind, error.url, detail=error.detail)
        except InvalidPage as error:
            return PageProblem(project, index_url, PageProblemKind.INVALID, shown, detail=error.reason)
        except ABSURD as error:  # nothing that a page says may end a solve without words
            detail = f"it cannot be read: {str(error)[:200]}"
            return PageProblem(project, index_url, PageProblemKind.INVALID, shown, detail=detail)

    async def _shared(self, url: str) -> _Page:
        """A flat page serves many projects: all of them wait for one read."""
        if url not in self._flat:
            self._flat[url] = asyncio.ensure_future(self._page(url, self._stored(url)))
        return await asyncio.shield(self._flat[url])

    async def _page(self, url: str, stored: StoredBytes | None) -> _Page:
        key = self._key(url)
        if stored is not None and (page := _Page.unpack(stored)) is not None:
            return page
        headers = {"accept": ACCEPT} | self._credentials.headers(url)
        response = await self._fetcher.get(url, headers=headers, limit_bytes=limits.PAGE_BYTES)
        if not 200 <= response.status_code < 300:
            raise _BadStatus(response)
        content_type = response.headers.get("content-type", "")
        page = _Page(without_credentials(response.url), content_type, response.body, self._clock(), False)
        self._store.put(key, StoredBytes(page.pack(), page.read_at))
        return page

    def _key(self, url: str) -> str:
        return "page:" + self._credentials.cache_key(url)

    def _stored(self, url: str) -> StoredBytes | None:
        """What is kept of a page and may be used again."""
        stored = None if self._refresh else self._store.get(self._key(url))
        fresh = stored is not None and self._clock() - stored.fetched_at < self._lifetime
        return stored if fresh else None

    def _known(self, url: str, stored: StoredBytes, project: NormalizedName, index_url: str) -> ProjectPage | None:
        """A kept page that this process has parsed."""
        identity = _identities.get((self._key(url), stored.fetched_at))
        parsed = None if identity is None else _parsed_pages.get((*identity, project, index_url))
        return None if parsed is None else replace(parsed, read_at=stored.fetched_at, from_cache=True)

    def _parsed(self, page: _Page, url: str, project: NormalizedName, index_url: str) -> ProjectPage:
        identity = page.identity
        _identities.put((self._key(url), page.read_at), identity)
        key = (*identity, project, index_url)
        parsed = _parsed_pages.get(key)
        if parsed is None:
            parsed = parse_simple_page(
                page.body, page.content_type, page_url=page.url, project=project, index_url=index_url
            )
            _parsed_pages.put(key, parsed, len(parsed.distributions) + len(parsed.skipped) + 1)
        return replace(parsed, read_at=page.read_at, from_cache=page.from_cache)

    def _flat_page(self, page: _Page, project: NormalizedName, index_url: str) -> ProjectPage:
        listing = _flat_listings.get(page.identity)
        if listing is None:
            form, links = read_links(page.body, page.content_type, page.url)
            listing = FlatListing(links, form)
            _flat_listings.put(page.identity, listing, listing.file_count)
        return listing.page(project, index_url, page.read_at, from_cache=page.from_cache)


class _BadStatus(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.url = without_credentials(response.url)
        self.status_code = response.status_code
        self.not_recorded = not_recorded(response)


def page_url(location: IndexLocation, project: NormalizedName) -> str:
    """Where the page is asked for, without user and password. A flat location is a page itself, or a folder of files.

    The query of an index's URL stays behind the path, as for uv (measured with uv 0.13.8).
    """
    parts = urlsplit(without_userinfo(location.url))
    if not location.flat:
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{project}/", fragment=""))
    is_page = parts.path.lower().endswith((".html", ".htm")) or parts.query  # with a query uv asks for it as it stands
    return urlunsplit(parts._replace(path=parts.path if is_page else f"{parts.path}/", fragment=""))
