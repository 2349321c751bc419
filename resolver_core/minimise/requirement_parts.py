"""What can be left out of one requirement, one range of Pythons or one marker: extras, clauses, comparisons."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from resolver_core.minimise.marker_parts import comparisons, without_comparisons


class Written(StrEnum):
    """What a string of a project's file is."""

    REQUIREMENT = "requirement"
    SPECIFIERS = "specifiers"
    MARKER = "marker"


class PieceKind(StrEnum):
    """What can be left out of such a string."""

    EXTRA = "extra"
    CLAUSE = "clause"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Piece:
    """One of them: an extra or a clause by its text, a comparison by its number."""

    kind: PieceKind
    text: str


def pieces(text: str, written: Written) -> tuple[Piece, ...]:
    """Everything that can be left out of a text; nothing where it is not what it should be."""
    try:
        return tuple(_pieces(text, written))
    except (InvalidRequirement, InvalidSpecifier, InvalidMarker):
        return ()


def without_pieces(text: str, written: Written, gone: Collection[Piece]) -> str:
    """The text without some of its pieces; "" where nothing is left of it."""
    if written is Written.SPECIFIERS:
        return _clauses(SpecifierSet(text), gone)
    if written is Written.MARKER:
        return _marker(text, gone)
    requirement = Requirement(text)
    extras = sorted(extra for extra in requirement.extras if Piece(PieceKind.EXTRA, extra) not in gone)
    found = requirement.name + (f"[{','.join(extras)}]" if extras else "")
    found += f" @ {requirement.url}" if requirement.url else _clauses(requirement.specifier, gone)
    marker = "" if requirement.marker is None else _marker(str(requirement.marker), gone)
    return f"{found} ; {marker}" if marker else found


def _pieces(text: str, written: Written) -> Iterator[Piece]:
    if written is Written.MARKER:
        yield from _of_marker(str(Marker(text)))
    elif written is Written.SPECIFIERS:
        yield from _of_specifiers(SpecifierSet(text))
    else:
        requirement = Requirement(text)
        yield from (Piece(PieceKind.EXTRA, extra) for extra in sorted(requirement.extras))
        yield from _of_specifiers(requirement.specifier)
        if requirement.marker is not None:
            yield from _of_marker(str(requirement.marker))


def _of_specifiers(specifiers: SpecifierSet) -> Iterator[Piece]:
    return (Piece(PieceKind.CLAUSE, clause) for clause in sorted(map(str, specifiers)))


def _of_marker(marker: str) -> Iterator[Piece]:
    return (Piece(PieceKind.COMPARISON, str(number)) for number in range(comparisons(marker)))


def _clauses(specifiers: SpecifierSet, gone: Collection[Piece]) -> str:
    kept = (clause for clause in map(str, specifiers) if Piece(PieceKind.CLAUSE, clause) not in gone)
    return ",".join(sorted(kept, key=lambda clause: (not clause.startswith((">", "=", "~")), clause)))


def _marker(marker: str, gone: Collection[Piece]) -> str:
    numbers = {int(piece.text) for piece in gone if piece.kind is PieceKind.COMPARISON}
    return without_comparisons(str(Marker(marker)), numbers)
