"""Stored rows and documents become what the result page shows: plain strings, nothing to compute in a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.labels import Label, single_label
from webui.resolutions.models import State, Submission
from webui.resolutions.showing import commands, formats, headlines, ladders, records, rows
from webui.resolutions.showing.explanations import Explanation
from webui.resolutions.showing.headlines import Headline
from webui.resolutions.showing.ladders import NewestView
from webui.resolutions.showing.listing import Choice, Listing
from webui.resolutions.showing.locked import LockComparison, lock_comparison
from webui.resolutions.showing.matrix import Matrix, matrix
from webui.resolutions.showing.rows import Document, Row
from webui.resolutions.showing.sides import SideView, TextLine

VIEWS = {
    "targets": "Targets",
    "differences": "Differences",
    "packages": "All packages",
    "graph": "Graph",
    "trace": "Trace",
    "lock": "uv.lock",
    "input": "Input",
    "record": "Record",
}
EXPORTS = {
    "pylock.toml": "pylock.toml",
    "requirements.txt": "requirements.txt",
    "resolution.json": "JSON",
    "comment.md": "Markdown for an issue comment",
}
ALL_DIVERGENT = Listing()
MOST_UNFOLDED = 30


@dataclass(frozen=True, slots=True)
class Link:
    """Where something is, in words."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the answer."""

    word: str
    address: str
    is_shown: bool
    count: str


@dataclass(frozen=True, slots=True)
class TargetLink:
    """One of several targets. `address` shows the whole answer at it."""

    words: str
    address: str
    is_shown: bool


@dataclass(frozen=True)
class ResolutionPage:
    """Everything the result page shows."""

    submission: Submission
    label: str  #: of the single-platform answer that is shown
    single: SideView
    universal: SideView
    lanes: tuple[SideView, ...]  #: everything that is or was solved
    asked: Asked
    is_running: bool
    comparison: Document | None = field(repr=False)
    now: datetime
    listing: Listing = ALL_DIVERGENT
    wanted_view: str = ""

    @property
    def base(self) -> str:
        """The permalink."""
        return self.submission.get_absolute_url()

    @property
    def number(self) -> int:
        """The number of the target that is shown, from 1."""
        return list(self.asked.singles).index(self.label) + 1

    @property
    def target_query(self) -> str:
        """What an address needs so that it shows the same target: "" for the main one."""
        return f"target={self.number}" if self.number > 1 else ""

    def address(self, view: str) -> str:
        """Where a part of the answer is, at the shown target."""
        first = "" if view == self.first_view else f"view={view}"
        query = "&".join(part for part in (first, self.target_query) if part)
        return f"{self.base}?{query}" if query else self.base

    @property
    def first_view(self) -> str:
        """The part that the permalink itself shows."""
        return "targets" if self.asked.targets else "differences"

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The address of every part."""
        return {view: self.address(view) for view in VIEWS}

    @property
    def shown_view(self) -> str:
        """The part that was asked for, else the first one."""
        return self.wanted_view if self.wanted_view in self._views else self.first_view

    @cached_property
    def _views(self) -> list[str]:
        missing = set() if self.asked.targets else {"targets"}
        if Label.LOCK not in self.asked.labels:
            missing.add("lock")
        return [view for view in VIEWS if view not in missing]

    @property
    def tabs(self) -> list[Tab]:
        """The parts that there are."""
        counts = {"differences": len(self.differing)} if self.is_compared else {}
        return [
            Tab(VIEWS[view], self.addresses[view], view == self.shown_view, str(counts.get(view, "")))
            for view in self._views
        ]

    @property
    def graph(self) -> Document | None:
        """The overlaid graph of both answers; of one where the other side has none."""
        comparison = self.submission.comparison(self.label)
        return comparison.graph if comparison and self.has_a_solved_side else None

    @property
    def exports(self) -> list[tuple[str, list[Link]]]:
        """The files to save, by what they hold."""
        groups: list[tuple[str, list[Link]]] = []
        for side in self.sides:
            names = [name for name in EXPORTS if name != "comment.md"] if side.solve.outcome == "solved" else []
            links = [Link(EXPORTS[name], self._export(side.solve.label, name)) for name in names]
            groups.append((f"{side.glyph} {side.word}", links))
        if self.comparison is not None:
            groups.append(("Both", [Link(EXPORTS["comment.md"], self._export(self.label, "comment.md"))]))
        return [group for group in groups if group[1]]

    def _export(self, label: str, name: str) -> str:
        return f"{self.base}/export/{label}/{name}"

    @cached_property
    def explanation(self) -> Explanation:
        """What is explained at the shown target."""
        return Explanation(self.submission.explanation, *self.asked.singles[self.label])

    @property
    def _explanations(self) -> Iterator[Explanation]:
        """What is explained at each target."""
        return (Explanation(self.submission.explanation, *names) for names in self.asked.all_targets)

    @property
    def is_explaining(self) -> bool:
        """Whether the reasons are still looked for."""
        row = self.submission.explaining
        return row is not None and not row.has_ended

    @property
    def has_stopped_explaining(self) -> bool:
        """Whether the search for the reasons ended before its time."""
        row = self.submission.explaining
        return row is not None and (row.state in (State.FAILED, State.CANCELLED) or not self.explanation.is_complete)

    @cached_property
    def matrix(self) -> Matrix:
        """All targets as columns."""
        return matrix(self.submission, self.project_name, self.requirement_lines)

    @cached_property
    def lock(self) -> LockComparison | None:
        """The pasted lock beside our own universal answer."""
        said = self.submission.solve(Label.LOCK).document if Label.LOCK in self.asked.labels else None
        ours = self.universal.document
        return lock_comparison(said, ours) if said and ours and ours["outcome"] == "solved" else None

    @property
    def sides(self) -> tuple[SideView, SideView]:
        """Single-platform first, as everywhere."""
        return self.single, self.universal

    @property
    def target(self) -> str:
        """The target in words."""
        return formats.target(*self.asked.singles[self.label])

    @property
    def where(self) -> str:
        """The shown target, or how many there are."""
        return f"{len(self.targets)} targets" if self.shown_view == "targets" else self.target

    @property
    def targets(self) -> list[TargetLink]:
        """All targets with their addresses; none where there is only one."""
        base = self.submission.get_absolute_url()
        links = [
            TargetLink(formats.target(*names), f"{base}?view=differences&target={number}", label == self.label)
            for number, (label, names) in enumerate(self.asked.singles.items(), 1)
        ]
        return links if len(links) > 1 else []

    @property
    def selection(self) -> str:
        """The extras and groups that are compared, "" for the dependencies alone."""
        words = [f"extra {name}" for name in self.asked.extras] + [f"group {name}" for name in self.asked.groups]
        return ", ".join(words)

    @cached_property
    def documents(self) -> list[Document]:
        """The resolution documents that there are."""
        return [side.document for side in self.sides if side.document]

    @cached_property
    def project_name(self) -> str:
        """The pasted project's name, "" where the text has none."""
        roots = (package["name"] for document in self.documents for package in document["packages"] if package["root"])
        return next(roots, "")

    @cached_property
    def requirement_lines(self) -> dict[str, list[int]]:
        """Project to the lines that ask for it."""
        return rows.requirement_lines(self.universal.document, self.single.document)

    @cached_property
    def rows(self) -> list[Row]:
        """Every project at the target, the pasted one aside: divergent ones first, those you ask for before others."""
        found = rows.rows(self.comparison, self.requirement_lines) if self.comparison else []
        return Listing().sorted([self._explained(row) for row in found if row.project != self.project_name])

    def _explained(self, row: Row) -> Row:
        known = self.explanation.of(row.project)
        if known is None:
            return row
        cause_class = self.explanation.cause_class(row.project)
        return replace(row, cause=known.cause, follows_from=known.follows_from, cause_class=cause_class)

    @cached_property
    def packages(self) -> list[tuple[Row, NewestView | None]]:
        """Every row with how far it is behind; None where that is not known, or not yet."""
        newest = ladders.newest_of(str(self.submission.pk), self.number)
        return [(row, newest.get(row.project)) for row in self.rows]

    @property
    def knows_newest(self) -> bool:
        """Whether it is known of any package how far it is behind."""
        return any(newest for _, newest in self.packages)

    @cached_property
    def shown(self) -> list[Row]:
        """The rows of the table: what the filter chose."""
        return self.listing.chosen(self.rows)

    @cached_property
    def folded(self) -> list[Row]:
        """Those that agree, below the divergent ones."""
        return [row for row in self._below if not row.is_finding]

    @cached_property
    def findings(self) -> list[Row]:
        """Those that agree and still surprise, between the two."""
        return [row for row in self._below if row.is_finding]

    @property
    def surprising(self) -> list[str]:
        """The projects of all findings at the target, and those that a side could not get past."""
        failures = [side.failure for side in self.sides if side.failure]
        stopped = [project for failure in failures for project in failure["projects"]]
        return [row.project for row in self.rows if row.is_finding] + stopped

    @cached_property
    def _below(self) -> list[Row]:
        if self.listing.show != "divergent":
            return []
        return self.listing.sorted(self.listing.matching(self.agreeing))

    @property
    def is_unfolded(self) -> bool:
        """Whether those that agree are open from the start."""
        is_all = not self.differing and not self.findings and len(self.folded) <= MOST_UNFOLDED
        return is_all or bool(self.listing.text or self.listing.cause)

    @cached_property
    def has_causes(self) -> bool:
        """Whether any row is explained."""
        return any(row.cause_class or row.follows_from for row in self.rows)

    @property
    def show_choices(self) -> list[Choice]:
        """Which rows, for the filter."""
        return self.listing.shows(self.rows)

    @property
    def cause_choices(self) -> list[Choice]:
        """The causes of the rows, for the filter; none before anything is explained."""
        return self.listing.causes(self.rows) if self.has_causes or self.listing.cause else []

    @property
    def is_filtered(self) -> bool:
        """Whether the table shows anything but what differs."""
        return bool(self.listing.text or self.listing.cause or self.listing.show != ALL_DIVERGENT.show)

    @property
    def is_compared(self) -> bool:
        """Whether there are two sets of versions to put side by side."""
        return all(side.solve.outcome == "solved" for side in self.sides) and self.comparison is not None

    @property
    def has_a_solved_side(self) -> bool:
        """Whether there are versions to show at all."""
        return any(side.solve.outcome == "solved" for side in self.sides)

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
    def elsewhere(self) -> list[Row]:
        """Projects of the lock that the target does not install."""
        shown = {row.project for row in self.rows} | {self.project_name}
        return rows.elsewhere(self.universal.document, shown, self.requirement_lines)

    @cached_property
    def headline(self) -> Headline:
        """The sentence at the top."""
        if self.is_running:
            return Headline((headlines.Part(f"Comparing at {self.target}"),))
        if self.shown_view == "targets":
            return headlines.of_targets(self.matrix, self._explanations)
        return headlines.of_ended_solves(
            self.single.solve, self.universal.solve, self.rows, self.target, self.explanation
        )

    @property
    def title(self) -> str:
        """For the tab and for those who link here."""
        return self.headline.plain.rstrip(".")

    @cached_property
    def text_lines(self) -> list[TextLine]:
        """The pasted text, numbered, with the rows each line asks for."""
        by_line: dict[int, list[Row]] = {}
        for row in self.rows:
            for line in row.lines:
                by_line.setdefault(line, []).append(row)
        lines = self.submission.text.split("\n")
        return [TextLine(n, text, tuple(by_line.get(n, ()))) for n, text in enumerate(lines, 1)]

    @property
    def can_be_retried(self) -> bool:
        """Whether a side ended in trouble that another try may not meet."""
        return not self.submission.is_example and not self.is_running and any(side.has_trouble for side in self.sides)

    @cached_property
    def index_read_at(self) -> datetime | None:
        """When the oldest page was read; None before."""
        return records.oldest_page(self.documents)

    @property
    def index_read(self) -> str:
        """The same in words."""
        return formats.moment(self.index_read_at)

    @property
    def index_age(self) -> str:
        """How long ago that was."""
        return formats.ago(self.index_read_at, self.now) if self.index_read_at else ""

    @property
    def created(self) -> str:
        """When it was asked."""
        return formats.moment(self.submission.created_at)

    @property
    def options(self) -> list[records.Fact]:
        """What was asked for, beside the text."""
        return records.options(self.asked)

    @property
    def axes(self) -> list[records.Both]:
        """What the two policies mean."""
        return records.axes(self.single.document, self.universal.document)

    @property
    def statistics(self) -> list[records.Both]:
        """What the two solves took."""
        return records.statistics(self.single.document, self.universal.document)

    @property
    def pages(self) -> list[records.PageRead]:
        """The index pages behind the answer."""
        return records.pages(self.documents)

    @property
    def files(self) -> list[records.FileRead]:
        """The files behind the answer."""
        return records.files(self.documents)

    @property
    def commands(self) -> list[commands.Command]:
        """How to repeat it."""
        return commands.commands(self.asked)


def resolution_page(
    submission: Submission,
    now: datetime,
    waiting_before: dict[int, int] | None = None,
    number: int = 1,
    listing: Listing = ALL_DIVERGENT,
    view: str = "",
) -> ResolutionPage:
    """What `/r/<id>` shows at the target of this number. `waiting_before`: for a queued solve those before it."""
    waiting_before = waiting_before or {}
    asked, text_lines = submission.asked, tuple(submission.text.split("\n"))
    shown = single_label(number) if single_label(number) in asked.singles else Label.SINGLE.value
    comparison = submission.comparison(shown)

    def side(label: str) -> SideView:
        solve = submission.solve(label)
        target = formats.target(*asked.singles[label]) if asked.targets and label in asked.singles else ""
        return SideView(solve, now, waiting_before.get(solve.pk, 0), text_lines, target)

    return ResolutionPage(
        submission=submission,
        label=shown,
        single=side(shown),
        universal=side(Label.UNIVERSAL),
        lanes=tuple(side(label) for label in asked.labels if label != Label.LOCK),
        asked=asked,
        is_running=submission.is_running,
        comparison=comparison.document if comparison else None,
        now=now,
        listing=listing,
        wanted_view=view,
    )
