"""What can go from a case, from the coarse to the fine: each level has parts of one kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from resolver_core.minimise.case import Case
from resolver_core.minimise.text_parts import (
    TextPiece,
    depth_of,
    pieces_in,
    places_at,
    without_places,
    without_text_pieces,
)
from resolver_core.policy import NO_SETTINGS


class Level(Protocol):
    """Parts of one kind. They are of any type, but can be hashed."""

    def parts(self, case: Case) -> tuple[Any, ...]:
        """Everything of this kind that a case has."""
        ...

    def without(self, case: Case, gone: Collection[Any]) -> Case:
        """The case without some of its parts."""
        ...


def levels_of_question(case: Case) -> Iterator[Level]:
    """What was asked beside the text; then the text from its tables down to comparisons in a marker."""
    yield Asked()
    yield from map(Places, range(1, depth_of(case.text) + 1))
    yield Pieces()


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a command line asks for: `kind` is "extra", "group", "index", "lock" or "setting"."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line adds to the text, but for the cut-off: without it the index would be another one."""

    def parts(self, case: Case) -> tuple[Wish, ...]:
        """Extras, groups, indexes, an existing lock, settings."""
        options = case.options
        settings = (name for name in _SETTINGS if getattr(options.settings, name) != getattr(NO_SETTINGS, name))
        return (
            *(Wish("extra", name) for name in case.selection.extras),
            *(Wish("group", name) for name in case.selection.groups),
            *(Wish("index", location.url) for location in options.indexes if not location.default),
            *([Wish("lock", "")] if options.lock is not None else []),
            *(Wish("setting", name) for name in settings),
        )

    def without(self, case: Case, gone: Collection[Wish]) -> Case:
        """The same text, asked with less."""
        options, selection = case.options, case.selection
        settings = {wish.name: getattr(NO_SETTINGS, wish.name) for wish in gone if wish.kind == "setting"}
        return replace(
            case,
            selection=replace(
                selection,
                extras=tuple(name for name in selection.extras if Wish("extra", name) not in gone),
                groups=tuple(name for name in selection.groups if Wish("group", name) not in gone),
            ),
            options=replace(
                options,
                indexes=tuple(one for one in options.indexes if Wish("index", one.url) not in gone),
                lock=None if Wish("lock", "") in gone else options.lock,
                settings=replace(options.settings, **settings),
            ),
        )


_SETTINGS = ("resolution", "prerelease", "fork_strategy", "index_strategy", "no_build")


@dataclass(frozen=True, slots=True)
class Places:
    """The tables, keys and items of the text at one depth."""

    depth: int

    def parts(self, case: Case) -> tuple[Any, ...]:
        """Their paths."""
        return places_at(case.text, self.depth)

    def without(self, case: Case, gone: Collection[Any]) -> Case:
        """The case with a shorter text."""
        return replace(case, text=without_places(case.text, gone))


@dataclass(frozen=True, slots=True)
class Pieces:
    """Extras, clauses and comparisons within the strings of the text."""

    def parts(self, case: Case) -> tuple[TextPiece, ...]:
        """All of them."""
        return pieces_in(case.text)

    def without(self, case: Case, gone: Collection[TextPiece]) -> Case:
        """The case with simpler strings."""
        return replace(case, text=without_text_pieces(case.text, gone))
