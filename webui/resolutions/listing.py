"""Which rows of a comparison are shown, and in which order: what the filter above the table says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from webui.resolutions.rows import DIFFERENCES, Row

SHOWS = {"divergent": "divergent", "all": "all", "agreeing": "agreeing"}
SORTS = {"first": "asked for first", "name": "name", "kind": "kind of difference"}
_KINDS = list(DIFFERENCES)
_ORDERS: dict[str, Callable[[Row], Any]] = {
    "first": lambda row: (not row.differs, bool(row.follows_from), not row.lines, row.project),
    "name": lambda row: row.project,
    "kind": lambda row: (not row.differs, _KINDS.index(row.difference), row.project),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A choice of rows. `text` and `cause` are "" for any."""

    show: str = "divergent"
    sort: str = "first"
    text: str = ""
    cause: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Listing:
        """The choice in an address; what is unknown is the default."""
        show, sort = query.get("show", ""), query.get("sort", "")
        return cls(
            show=show if show in SHOWS else "divergent",
            sort=sort if sort in SORTS else "first",
            text=query.get("q", "").strip()[:100],
            cause=query.get("cause", "")[:100],
        )

    @property
    def shows(self) -> list[tuple[str, str, bool]]:
        """For the select box."""
        return [(name, words, name == self.show) for name, words in SHOWS.items()]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """For the select box."""
        return [(name, words, name == self.sort) for name, words in SORTS.items()]

    def sorted(self, rows: list[Row]) -> list[Row]:
        """In the chosen order."""
        return sorted(rows, key=_ORDERS[self.sort])

    def matching(self, rows: list[Row]) -> list[Row]:
        """Those that the text and the cause let through."""
        words = self.text.lower().split()
        return [
            row
            for row in rows
            if all(word in row.searchable for word in words)
            and (not self.cause or (row.cause is not None and row.cause.slug == self.cause))
        ]
