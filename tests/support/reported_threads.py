"""The five reported threads of ../shared, each with the index data that its verdict rests on (`tests/recordings`)."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from packaging.utils import NormalizedName

from resolver_core import Index, IndexLocation, IndexSnapshot, SnapshotIndex, snapshot_from_json
from resolver_core.index.records import Distribution, MetadataAnswer, PageAnswer, PageProblem, PageProblemKind
from resolver_core.triage.triaging import triage
from resolver_core.triage.verdict import Verdict
from tests.support.field_cases import FOLDER, INDEX
from tests.support.shared import require_shared

NUMBERS = (9514, 9640, 11926, 7990, 10693)
MADE_BY_HAND = ("pytorch-cpu", "pytorch-cu124")
"""Indexes of ../shared/frozen-index that stand for those that a thread names."""
_NAMED = re.compile(r'name = "(?P<name>[\w-]+)"\nurl = "(?P<url>https://[^"]+)"')


class Reachable:
    """The default index and those made by hand; every other host does not answer."""

    def __init__(self, inner: Index, urls: Iterable[str]) -> None:
        self._inner, self._urls = inner, tuple(urls)

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The page, where its index can be reached."""
        if location.url in self._urls:
            return self._inner.page(location, project)
        return PageProblem(project, location.url, PageProblemKind.NETWORK)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """Passed on."""
        return self._inner.metadata(distribution)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Passed on, where the index can be reached."""
        if location.url in self._urls:
            self._inner.prefetch_pages(location, projects)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Passed on."""
        self._inner.prefetch_metadata(distributions)


def text_of(number: int) -> str:
    """The thread as it was exported."""
    return require_shared("reports", f"uv-{number}.md").read_text("utf-8")


def path_of(number: int) -> Path:
    """Where its index data are recorded."""
    return FOLDER / f"report-{number}.json.xz"


def mirrors_of(text: str) -> dict[str, str]:
    """By the address that a project gives to an index, the name of the one made by hand that stands for it."""
    named = {found["url"]: found["name"] for found in _NAMED.finditer(text)}
    return {url: name for url, name in named.items() if name in MADE_BY_HAND}


def recorded_index(number: int) -> Index:
    """What was read for it; no other index answers."""
    document = json.loads(lzma.decompress(path_of(number).read_bytes()))
    snapshot: IndexSnapshot = snapshot_from_json(document)
    return Reachable(SnapshotIndex(snapshot), (INDEX, *(f"https://{name}.index.test/simple" for name in MADE_BY_HAND)))


@cache
def verdict_of(number: int) -> Verdict:
    """The verdict on a thread as it was exported."""
    text = text_of(number)
    mirrors = {url: f"https://{name}.index.test/simple" for url, name in mirrors_of(text).items()}
    return triage(text, recorded_index(number), INDEX, mirrors=mirrors)
