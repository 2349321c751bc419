"""Stored rows and documents become what the result page shows: plain strings, nothing to compute in a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from webui.resolutions import commands, formats, headlines, records, rows
from webui.resolutions.asked import Asked
from webui.resolutions.headlines import Headline
from webui.resolutions.models import Label, Submission
from webui.resolutions.rows import Document, Row
from webui.resolutions.sides import SideView, TextLine


@dataclass(frozen=True)
class ResolutionPage:
    """Everything the result page shows."""

    submission: Submission
    single: SideView
    universal: SideView
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
        return formats.target(self.asked.python, self.asked.platform)

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


def resolution_page(submission: Submission, waiting_before: dict[int, int], now: datetime) -> ResolutionPage:
    """What `/r/<id>` shows. `waiting_before`: for a queued solve the number of those before it."""
    comparison: Any = getattr(submission, "comparison", None)
    text_lines = tuple(submission.text.split("\n"))

    def side(label: Label) -> SideView:
        solve = submission.solve(label)
        return SideView(solve, now, waiting_before.get(solve.pk, 0), text_lines)

    return ResolutionPage(
        submission=submission,
        single=side(Label.SINGLE),
        universal=side(Label.UNIVERSAL),
        asked=Asked.from_json(submission.text, submission.options),
        is_running=submission.is_running,
        comparison=comparison.document if comparison else None,
        now=now,
    )
