"""Plots, drawn here: lengths of bars, and the columns of the weeks. Numbers only; the templates draw them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webui.team.filters import cause_in_words
from webui.team.moves import CaseState, standing_in_words
from webui.team.shapes import CountEntry, OverviewDocument

BAR, COLUMN_HEIGHT, COLUMN_WIDTH = 120.0, 96.0, 22.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A number with its bar."""

    entry: CountEntry
    words: str  #: its name as people say it
    length: float  #: at most `BAR`


@dataclass(frozen=True, slots=True)
class BarChart:
    """Numbers of one kind."""

    title: str
    bars: tuple[Bar, ...]
    width: float = BAR


@dataclass(frozen=True, slots=True)
class Column:
    """A week, and where its column stands in the picture."""

    entry: CountEntry
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """The weeks, the oldest first. `words` says the same without the picture."""

    columns: tuple[Column, ...]
    width: float
    height: float
    words: str


TITLES = (
    ("classes", "By class of cause"),
    ("projects", "By project"),
    ("indexes", "By index"),
    ("standings", "By verdict"),
    ("states", "By state"),
)


def bar_charts(document: OverviewDocument) -> list[BarChart]:
    """The lists of an overview that have something in them."""
    found = ((title, document[name]) for name, title in TITLES)  # type: ignore[literal-required]
    return [BarChart(title, _bars(entries, _WORDS.get(title, str))) for title, entries in found if entries]


def column_chart(entries: Sequence[CountEntry]) -> ColumnChart:
    """The cases of each week."""
    most = max((one["cases"] for one in entries), default=0)
    columns = []
    for place, one in enumerate(entries):
        height = round(COLUMN_HEIGHT * one["cases"] / most, 1) if most else 0.0
        columns.append(Column(one, place * COLUMN_WIDTH, COLUMN_HEIGHT - height, height))
    total = sum(one["cases"] for one in entries)
    words = f"{total} {'case' if total == 1 else 'cases'} in {len(entries)} weeks"
    words += f", those from {entries[0]['name']} to {entries[-1]['name']}; {most} at most in one." if entries else "."
    return ColumnChart(tuple(columns), len(entries) * COLUMN_WIDTH, COLUMN_HEIGHT, words)


def _bars(entries: Sequence[CountEntry], in_words: Callable[[str], str]) -> tuple[Bar, ...]:
    most = max(one["cases"] for one in entries)
    return tuple(Bar(one, in_words(one["name"]), round(BAR * one["cases"] / most, 1)) for one in entries)


def _state_in_words(state: str) -> str:
    return str(CaseState(state).label)


_WORDS: dict[str, Callable[[str], str]] = {
    "By class of cause": cause_in_words,
    "By verdict": standing_in_words,
    "By state": _state_in_words,
}
"""By title, how its names are said; projects and indexes are called as they are."""
