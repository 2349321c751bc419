"""Which rows of a comparison are shown, and in which order: what the filter above the table says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from resolver_core import class_in_words
from webui.resolutions.showing.rows import DIFFERENCES, Row

SHOWS = {"divergent": "divergent", "all": "all", "agreeing": "agreeing"}
UNEXPLAINED = "unexplained"  # in place of a cause: what differs and has none
SORTS = {"first": "asked for first", "name": "name", "kind": "kind of difference"}
_SHOWN: dict[str, Callable[[Row], bool]] = {
    "divergent": lambda row: row.differs,
    "all": lambda row: True,
    "agreeing": lambda row: not row.differs,
}
_KINDS = list(DIFFERENCES)
_ORDERS: dict[str, Callable[[Row], tuple[bool | int | str, ...]]] = {
    "first": lambda row: (not row.differs, bool(row.follows_from), not row.lines, row.project),
    "name": lambda row: (row.project,),
    "kind": lambda row: (not row.differs, _KINDS.index(row.difference), row.project),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select box, with the rows that it would show, text aside: that changes while somebody types."""

    name: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RowFilter:
    """A choice of rows. `text` and `cause` are "" for any; a cause stands for what follows from it, too."""

    show: str = "divergent"
    sort: str = "first"
    text: str = ""
    cause: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> RowFilter:
        """The choice in an address; what is unknown is the default."""
        show, sort = query.get("show", ""), query.get("sort", "")
        return cls(
            show=show if show in SHOWS else "divergent",
            sort=sort if sort in SORTS else "first",
            text=query.get("q", "").strip()[:100],
            cause=query.get("cause", "")[:100],
        )

    def to_query(self) -> dict[str, str]:
        """The reverse of `from_query`: what an address has to say, the defaults aside."""
        chosen = {"q": self.text, "show": self.show, "sort": self.sort, "cause": self.cause}
        default = {"q": "", "show": "divergent", "sort": "first", "cause": ""}
        return {name: value for name, value in chosen.items() if value != default[name]}

    def shows(self, rows: list[Row]) -> list[Choice]:
        """For the select box: which of these rows, of the chosen cause."""
        of_cause = [row for row in rows if self._has_cause(row)]
        numbers = {name: sum(is_shown(row) for row in of_cause) for name, is_shown in _SHOWN.items()}
        return [Choice(name, words, numbers[name], name == self.show) for name, words in SHOWS.items()]

    def causes(self, rows: list[Row]) -> list[Choice]:
        """For the select box: the causes of these rows, the most frequent first."""
        numbers = Counter(cause_of(row) for row in rows)
        found = [(name, numbers[name]) for name in numbers if name]
        ordered = sorted(found, key=lambda one: (one[0] == UNEXPLAINED, -one[1], one[0]))
        if self.cause and self.cause not in numbers:
            ordered.append((self.cause, 0))  # what an address asks for is said, even where nothing has it
        return [Choice(name, _cause_words(name), number, name == self.cause) for name, number in ordered]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """For the select box."""
        return [(name, words, name == self.sort) for name, words in SORTS.items()]

    def sorted(self, rows: list[Row]) -> list[Row]:
        """In the chosen order."""
        return sorted(rows, key=_ORDERS[self.sort])

    def chosen(self, rows: list[Row]) -> list[Row]:
        """Those of the table, in the chosen order."""
        return self.sorted(self.matching([row for row in rows if _SHOWN[self.show](row)]))

    def matching(self, rows: list[Row]) -> list[Row]:
        """Those that the text and the cause let through."""
        words = self.text.lower().split()
        return [row for row in rows if self._has_cause(row) and all(word in row.searchable for word in words)]

    def _has_cause(self, row: Row) -> bool:
        return not self.cause or cause_of(row) == self.cause


def cause_of(row: Row) -> str:
    """The class of a row's cause, of its own or of what it follows from; "" for one that needs none."""
    return row.cause_class or (UNEXPLAINED if row.differs else "")


def _cause_words(name: str) -> str:
    return "not explained" if name == UNEXPLAINED else class_in_words(name).replace("-", " ")
