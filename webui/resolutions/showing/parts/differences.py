"""The table of differences: the divergent rows, what surprises, and what agrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from webui.resolutions.showing.row_filter import Choice, RowFilter
from webui.resolutions.showing.rows import Row

MOST_UNFOLDED = 30
MOST_FOLLOWERS = 2
"""Consequences that stand as rows of their own."""
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class RootRow:
    """A row, and those that follow from it where they are too many to stand beside it."""

    row: Row
    followers: tuple[Row, ...] = ()

    @property
    def named(self) -> tuple[Row, ...]:
        """The first of them, for the folded line."""
        return self.followers[:MOST_NAMED]

    @property
    def more(self) -> int:
        """How many that line does not name."""
        return len(self.followers) - len(self.named)


@dataclass(frozen=True)
class DifferenceTable:
    """Every project at the target as a row, divergent ones first, and what the filter makes of them."""

    rows: list[Row]
    filter: RowFilter

    @cached_property
    def differing(self) -> list[Row]:
        """The divergent rows."""
        return [row for row in self.rows if row.differs]

    @cached_property
    def agreeing(self) -> list[Row]:
        """The other rows."""
        return [row for row in self.rows if not row.differs]

    @property
    def differing_words(self) -> str:
        """ "14 differ"."""
        number = len(self.differing)
        return f"{number} differs" if number == 1 else f"{number} differ"

    @cached_property
    def shown(self) -> list[Row]:
        """The rows of the first table: what the filter chose."""
        return self.filter.chosen(self.rows)

    @cached_property
    def grouped(self) -> list[RootRow]:
        """The same rows; many that follow from one of them are folded under it, unless asked for by filter or order."""
        if self.is_filtered or self.filter.sort != RowFilter().sort:
            return [RootRow(row) for row in self.shown]
        followers: dict[str, list[Row]] = {row.project: [] for row in self.shown}
        for row in self.shown:
            followers.get(row.follows_from, []).append(row)
        folded = {project for project, rows in followers.items() if len(rows) > MOST_FOLLOWERS}
        return [
            RootRow(row, tuple(followers[row.project]) if row.project in folded else ())
            for row in self.shown
            if row.follows_from not in folded
        ]

    @cached_property
    def findings(self) -> list[Row]:
        """Those that agree and still surprise, below the divergent ones."""
        return [row for row in self._below if row.is_finding]

    @cached_property
    def folded(self) -> list[Row]:
        """Those that agree, at the end."""
        return [row for row in self._below if not row.is_finding]

    @cached_property
    def _below(self) -> list[Row]:
        if self.filter.show != "divergent":
            return []
        return self.filter.sorted(self.filter.matching(self.agreeing))

    @property
    def is_unfolded(self) -> bool:
        """Whether those that agree are open from the start."""
        is_all = not self.differing and not self.findings and len(self.folded) <= MOST_UNFOLDED
        return is_all or bool(self.filter.text or self.filter.cause)

    @property
    def is_filtered(self) -> bool:
        """Whether the table shows anything but what differs."""
        return bool(self.filter.text or self.filter.cause or self.filter.show != RowFilter().show)

    @cached_property
    def has_causes(self) -> bool:
        """Whether any row is explained."""
        return any(row.cause_class or row.follows_from for row in self.rows)

    @property
    def show_choices(self) -> list[Choice]:
        """Which rows, for the filter."""
        return self.filter.shows(self.rows)

    @property
    def cause_choices(self) -> list[Choice]:
        """The causes of the rows, for the filter; none before anything is explained."""
        return self.filter.causes(self.rows) if self.has_causes or self.filter.cause else []
