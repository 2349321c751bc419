"""The two seams between the solver and the world: what it asks (`Index`), and how bytes come (`Fetcher`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from packaging.utils import NormalizedName

from resolver_core.index.records import Distribution, IndexLocation, MetadataAnswer, PageAnswer


class Index(Protocol):
    """Everything a solve may ask. Calls block; the same question gets the same answer for a whole run.

    Implementations answer trouble as values (`PageProblem`, `MetadataProblem`) and never raise for it.
    The two `prefetch` calls only warm caches, return at once and change no answer.
    """

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The project's page on one index (for a flat index: its files of that project)."""
        ...

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The core metadata of one file, by the cheapest way that works."""
        ...

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Begin to read pages that will probably be asked for."""
        ...

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Begin to read metadata that will probably be asked for."""
        ...


def used_operator_credentials(index: Index) -> bool:
    """Whether anything that an index was asked for may have been read with the operator's credentials.

    Such answers are not for everybody. An index that knows nothing of credentials has used none.
    """
    return bool(getattr(index, "used_operator_credentials", False))


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer: `headers` have lower-case names; `url` is the address after redirects."""

    url: str
    status_code: int
    headers: Mapping[str, str]
    body: bytes


class FetchError(Exception):
    """No answer came: `refused` is True where our own guard forbade the request, `too_large` where more came than
    may be read.
    """

    def __init__(self, url: str, detail: str, *, refused: bool = False, too_large: bool = False) -> None:
        super().__init__(url, detail)
        self.url = url
        self.detail = detail
        self.refused = refused
        self.too_large = too_large

    def __str__(self) -> str:
        return f"{self.url}: {self.detail}"


class Fetcher(Protocol):
    """The network: one guarded GET. Any HTTP status is an answer; everything else raises `FetchError`."""

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, limit_bytes: int | None = None
    ) -> Response:
        """GET an http(s) or file-less URL. `limit_bytes` lowers the configured size limit."""
        ...
