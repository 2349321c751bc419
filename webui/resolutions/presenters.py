"""Stored rows and documents become what the result page shows: plain strings, nothing to compute in a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from webui.resolutions import commands, formats, headlines, records, rows
from webui.resolutions.asked import Asked
from webui.resolutions.headlines import Headline
from webui.resolutions.labels import Label, single_label
from webui.resolutions.models import Submission
from webui.resolutions.rows import Document, Row
from webui.resolutions.sides import SideView, TextLine


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

    @property
    def sides(self) -> tuple[SideView, SideView]:
        """Single-platform first, as everywhere."""
        return self.single, self.universal

    @property
    def target(self) -> str:
        """The target in words."""
        return formats.target(*self.asked.singles[self.label])

    @property
    def targets(self) -> list[TargetLink]:
        """All targets with their addresses; none where there is only one."""
        base = self.submission.get_absolute_url()
        links = [
            TargetLink(formats.target(*names), f"{base}?target={number}", label == self.label)
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
        found = [row for row in found if row.project != self.project_name]
        return sorted(found, key=lambda row: (not row.differs, not row.lines, row.project))

    @property
    def is_compared(self) -> bool:
        """Whether there are two sets of versions to put side by side."""
        return all(side.solve.outcome == "solved" for side in self.sides) and self.comparison is not None

    @property
    def has_a_solved_side(self) -> bool:
        """Whether there are versions to show at all."""
        return any(side.solve.outcome == "solved" for side in self.sides)

    @property
    def differing(self) -> list[Row]:
        """The divergent rows."""
        return [row for row in self.rows if row.differs]

    @property
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
        return headlines.of_ended_solves(self.single.solve, self.universal.solve, self.rows, self.target)

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
        return not self.is_running and any(side.has_trouble for side in self.sides)

    @cached_property
    def index_read(self) -> str:
        """When the oldest page was read: "2024-11-29 14:03 UTC (5 minutes ago)"; "" before."""
        moment = records.oldest_page(self.documents)
        return f"{formats.moment(moment)} ({formats.ago(moment, self.now)})" if moment else ""

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
    submission: Submission, now: datetime, waiting_before: dict[int, int] | None = None, number: int = 1
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
    )
