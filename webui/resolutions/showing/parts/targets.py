"""Several targets as columns beside the universal answer: what differs where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from resolver_core import ComparisonDocument
from webui.resolutions.asking.labels import single_label
from webui.resolutions.models import Submission
from webui.resolutions.showing import formats
from webui.resolutions.showing.addresses import Addresses
from webui.resolutions.showing.rows import DIFFERENCES, Row, rows

OUTCOMES = {"unsatisfiable": "no solution", "failed": "index trouble"}


@dataclass(frozen=True, slots=True)
class Column:
    """One target. `trouble` says how its solve ended where it has no versions; "" where it has."""

    python: str
    platform: str
    address: str
    differing: int
    trouble: str

    @property
    def words(self) -> str:
        """The target in words."""
        return f"Python {self.python}, {self.platform}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one target has of a project. `kind`: "differs", "same", "none" (nothing is installed there), "unknown"."""

    kind: str
    target: str
    version: str = ""
    word: str = ""  #: what differs, where the versions do not say it
    locked: str = ""  #: what the lock has at this target, where it has several versions


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One project: the versions of the lock, and a cell per target."""

    project: str
    locked: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def places(self) -> int:
        """At how many targets it differs."""
        return sum(cell.kind == "differs" for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether any target differs."""
        return self.places > 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """All targets of a submission against its universal answer."""

    columns: tuple[Column, ...]
    differing: tuple[MatrixRow, ...]
    agreeing: tuple[MatrixRow, ...]

    @property
    def words(self) -> str:
        """How many targets differ, and how many have no answer: "2 of 4 targets differ from the lock; …"."""
        number, troubled = sum(column.differing > 0 for column in self.columns), self.troubled
        verb = "differs" if number == 1 else "differ"
        rest = f"; {len(troubled)} {'has' if len(troubled) == 1 else 'have'} no versions" if troubled else ""
        return f"{number} of {len(self.columns)} targets {verb} from the lock{rest}."

    @property
    def troubled(self) -> list[Column]:
        """The targets without an answer."""
        return [column for column in self.columns if column.trouble]


def matrix(submission: Submission, addresses: Addresses, project_name: str, lines: Mapping[str, list[int]]) -> Matrix:
    """The matrix of every target: roots before what follows from them, what `lines` of the text ask for before others.

    `project_name` is the pasted project, which has no row.
    """
    columns: list[Column] = []
    found: list[dict[str, Row]] = []
    for label, (python, platform) in submission.asked.singles.items():
        comparison = submission.comparison(label)
        document = comparison.document if comparison else None
        number = len(columns) + 1
        trouble = _trouble(submission, single_label(number), document)
        differing = document["differing"] if document else 0
        columns.append(Column(python, formats.platform(platform), addresses.of_target(number), differing, trouble))
        found.append({row.project: row for row in rows(document, {})} if document and not trouble else {})
    divergences = submission.reasons["divergences"] if submission.reasons else ()
    followers = {entry["project"] for entry in divergences if entry["consequence_of"]}
    names = {name for column in found for name in column} - {project_name}
    projects = sorted(names, key=lambda name: (name in followers, name not in lines, name))
    table = [_row(name, [column.get(name) for column in found], columns) for name in projects]
    return Matrix(
        tuple(columns), tuple(row for row in table if row.differs), tuple(row for row in table if not row.differs)
    )


def _trouble(submission: Submission, label: str, document: ComparisonDocument | None) -> str:
    if document is None:
        solve = submission.solve(label)
        return solve.get_state_display() if solve.state != "done" else "not compared"
    return OUTCOMES.get(document["single_outcome"], "")


def _row(project: str, found: list[Row | None], columns: list[Column]) -> MatrixRow:
    versions = next((row.locked for row in found if row and row.locked), ())
    locked = tuple(dict.fromkeys(one.version for one in versions))
    cells = (_cell(row, column, len(locked) > 1) for row, column in zip(found, columns, strict=True))
    return MatrixRow(project, locked, tuple(cells))


def _cell(row: Row | None, column: Column, is_forked: bool) -> Cell:
    if row is None:
        return Cell("unknown" if column.trouble else "none", column.words)
    version = row.single.version if row.single else "absent"
    there = row.universal.version if row.universal else "absent"
    if not row.differs:
        return Cell("same", column.words, version)
    word = DIFFERENCES[row.difference] if version == there else ""
    return Cell("differs", column.words, version, word, there if is_forked or not row.universal else "")
