"""The simple repository API: bytes of a project page to distributions. No I/O.

Both forms (JSON: PEP 691, 700, 714, 592; HTML: PEP 503, 592, 658, 714) and flat pages are judged by uv's rules
(uv-resolution sections 2.4 and 2.5). A file that nobody can use is kept as a `SkippedFile` with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from resolver_core import stopping
from resolver_core.index import limits
from resolver_core.index.formats.filenames import UnusableFilename, normalized, parse_filename, parse_listed_filename
from resolver_core.index.formats.lenient import UnreadableText, lenient_specifiers, too_long
from resolver_core.index.formats.links import InvalidPage, Link, html_links, json_links
from resolver_core.index.records import Distribution, DistributionKind, ProjectPage, SkippedFile

__all__ = ["ACCEPT", "FlatListing", "InvalidPage", "parse_simple_page", "project_page", "read_links"]

ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01"
"""What uv asks for. Some indexes send upload times only to those who name the versioned types."""

_JSON_TYPES = frozenset({"application/vnd.pypi.simple.v1+json", "application/json"})
_SHOWN_CHARACTERS = 200
_HTML_TYPES = frozenset({"application/vnd.pypi.simple.v1+html", "text/html"})


def parse_simple_page(
    body: bytes,
    content_type: str,
    *,
    page_url: str,
    project: NormalizedName,
    index_url: str,
    flat: bool = False,
    read_at: datetime | None = None,
    from_cache: bool = False,
) -> ProjectPage:
    """The files that one page lists for one project, in the order of the page.

    `page_url` is where the bytes came from, after redirects: relative addresses start there. On a flat page the
    files of other projects are passed over, and upload times, yanks and requires-python are not read, as uv
    does not read them there. Raises `InvalidPage`.
    """
    form, links = read_links(body, content_type, page_url)
    return project_page(links, form, project, index_url, flat=flat, read_at=read_at, from_cache=from_cache)


def read_links(body: bytes, content_type: str, page_url: str) -> tuple[str, Iterator[Link]]:
    """The form of a page ("json" or "html") and its file rows, not yet judged. Raises `InvalidPage`."""
    form = _form(content_type, body)
    return form, json_links(body, page_url) if form == "json" else html_links(body, page_url)


def project_page(
    links: Iterable[Link],
    form: str,
    project: NormalizedName,
    index_url: str,
    *,
    flat: bool = False,
    read_at: datetime | None = None,
    from_cache: bool = False,
) -> ProjectPage:
    """The page of one project made of file rows: see `parse_simple_page`."""
    distributions, skipped = _judge(links, project, index_url, flat)
    return ProjectPage(project, index_url, distributions, skipped, read_at, from_cache, form)


class FlatListing:
    """A flat page, read once and asked for many projects (uv-resolution section 2.5)."""

    def __init__(self, links: Iterable[Link], form: str) -> None:
        self._form = form
        self.file_count = 0  #: rows of the page
        self._wheels: dict[str | None, list[Link]] = {}
        self._others: list[Link] = []
        for link in links:
            self.file_count += 1
            if link.filename.endswith(".whl"):
                self._wheels.setdefault(normalized(link.filename.partition("-")[0]), []).append(link)
            else:
                self._others.append(link)

    def page(
        self, project: NormalizedName, index_url: str, read_at: datetime | None, *, from_cache: bool
    ) -> ProjectPage:
        """The files of one project: its sdists and wheels. Other files are passed over in silence."""
        links = [*self._others, *self._wheels.get(project, ())]
        page = project_page(links, self._form, project, index_url, flat=True, read_at=read_at, from_cache=from_cache)
        mine = tuple(file for file in page.skipped if normalized(file.filename.partition("-")[0]) == project)
        return replace(page, skipped=mine)


def _form(content_type: str, body: bytes) -> str:
    media = content_type.partition(";")[0].strip().lower()
    if media in _JSON_TYPES or (not media and body.lstrip()[:1] == b"{"):
        return "json"
    if media in _HTML_TYPES or not media:
        return "html"
    raise InvalidPage(f"content type {media!r} is no simple page")


def _judge(
    links: Iterable[Link], project: NormalizedName, index_url: str, flat: bool
) -> tuple[tuple[Distribution, ...], tuple[SkippedFile, ...]]:
    distributions: list[Distribution] = []
    skipped: list[SkippedFile] = []
    tags = 0
    for link in links:
        stopping.check()
        try:
            distribution = _distribution(link, project, index_url, flat)
            tags += len(distribution.tags)
            if tags > limits.PAGE_TAGS:
                raise UnusableFilename(f"the wheels before it have {limits.PAGE_TAGS:,} tags, and no more are read")
            distributions.append(distribution)
        except UnusableFilename as error:
            if not (flat and error.foreign):
                skipped.append(SkippedFile(_shown(link.filename), error.reason))
        except UnreadableText as error:
            repaired = _distribution(replace(link, requires_python=None), project, index_url, flat)
            skipped.append(SkippedFile(_shown(link.filename), f"unreadable requires-python {error}", repaired))
        except (ValueError, OverflowError, RecursionError) as error:  # nothing that a page says may end a solve
            skipped.append(SkippedFile(_shown(link.filename), f"it cannot be read: {str(error)[:200]}"))
    return tuple(distributions), tuple(skipped)


def _shown(filename: str) -> str:
    return filename if len(filename) <= _SHOWN_CHARACTERS else f"{filename[:_SHOWN_CHARACTERS]}…"


def _distribution(link: Link, project: NormalizedName, index_url: str, flat: bool) -> Distribution:
    _refuse_long(link.filename, "name", limits.FILENAME_CHARACTERS)
    _refuse_long(link.url, "address", limits.ADDRESS_CHARACTERS)
    parsed = parse_filename(link.filename, project) if flat else parse_listed_filename(link.filename, project)
    return Distribution(
        project=project,
        version=parsed.version,
        filename=link.filename,
        url=link.url,
        kind=DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST,
        index_url=index_url,
        tags=parsed.tags,
        build_tag=parsed.build_tag,
        requires_python=None if flat else _requires_python(link),
        uploaded_at=None if flat else link.uploaded_at,
        size_bytes=link.size_bytes,
        yanked_reason=None if flat else link.yanked_reason,
        hashes=link.hashes,
        has_metadata_file=link.has_metadata_file and parsed.is_wheel,
    )


def _refuse_long(text: str, what: str, limit: int) -> None:
    if len(text) > limit:
        raise UnusableFilename(f"its {what} has {len(text):,} characters, and at most {limit:,} are read")


def _requires_python(link: Link) -> SpecifierSet | None:
    if link.requires_python is None:
        return None
    if len(link.requires_python) > limits.SPECIFIER_CHARACTERS:
        raise too_long(link.requires_python, limits.SPECIFIER_CHARACTERS)
    return lenient_specifiers(link.requires_python)[0]
