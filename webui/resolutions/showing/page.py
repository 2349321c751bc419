"""One answer as its page shows it: what every part of the page shares. What one part needs alone is in `parts/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from resolver_core import ComparisonDocument, ConflictEntry, ResolutionDocument
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.labels import Label, single_label
from webui.resolutions.models import Submission
from webui.resolutions.showing import formats, headlines, rows
from webui.resolutions.showing.addresses import Addresses, addresses_of
from webui.resolutions.showing.advice import Advice, advice
from webui.resolutions.showing.explanations import Explanation
from webui.resolutions.showing.headlines import Headline
from webui.resolutions.showing.navigation import Tab, TargetLink, tabs, target_links, views_of
from webui.resolutions.showing.parts.differences import DifferenceTable
from webui.resolutions.showing.parts.targets import Matrix, matrix
from webui.resolutions.showing.row_filter import RowFilter
from webui.resolutions.showing.rows import Row
from webui.resolutions.showing.sides import SideView
from webui.resolutions.showing.supplied import Supplied


@dataclass(frozen=True)
class ResolutionPage:
    """An answer at one of its targets. `resolution_page` makes one from a stored submission."""

    submission: Submission
    label: str  #: of the single-platform answer that is shown
    single: SideView
    universal: SideView
    lanes: tuple[SideView, ...]  #: everything that is or was solved
    asked: Asked
    is_running: bool
    comparison: ComparisonDocument | None = field(repr=False)
    now: datetime
    filter: RowFilter
    wanted_view: str

    @cached_property
    def addresses(self) -> Addresses:
        """Where each part is, at the shown target."""
        return addresses_of(self.submission.get_absolute_url(), self.asked, self.label)

    @property
    def shown_view(self) -> str:
        """The part that was asked for, else the first one."""
        return self.wanted_view if self.wanted_view in views_of(self.asked) else self.addresses.first_view

    @property
    def tabs(self) -> list[Tab]:
        """The parts that there are."""
        counts = {"differences": len(self.table.differing)} if self.is_compared else {}
        return tabs(self.asked, self.addresses, self.shown_view, counts)

    @property
    def targets(self) -> list[TargetLink]:
        """All targets with their addresses; none where there is only one."""
        return target_links(self.asked, self.addresses)

    @property
    def target(self) -> str:
        """The target in words."""
        return formats.target(*self.asked.singles[self.label])

    @property
    def where(self) -> str:
        """The shown target, or how many there are."""
        return f"{len(self.targets)} targets" if self.shown_view == "targets" else self.target

    @property
    def sides(self) -> tuple[SideView, SideView]:
        """Single-platform first, as everywhere."""
        return self.single, self.universal

    @cached_property
    def documents(self) -> list[ResolutionDocument]:
        """The resolution documents that there are."""
        return [side.document for side in self.sides if side.document]

    @property
    def is_compared(self) -> bool:
        """Whether there are two sets of versions to put side by side."""
        return all(side.is_solved for side in self.sides) and self.comparison is not None

    @property
    def has_a_solved_side(self) -> bool:
        """Whether there are versions to show at all."""
        return any(side.is_solved for side in self.sides)

    @property
    def can_be_retried(self) -> bool:
        """Whether a side ended in trouble that another try may not meet."""
        return (
            not self.submission.is_example and not self.is_running and any(side.can_be_retried for side in self.sides)
        )

    @cached_property
    def project_name(self) -> str:
        """The pasted project's name, "" where the text has none."""
        roots = (package["name"] for document in self.documents for package in document["packages"] if package["root"])
        return next(roots, "")

    @cached_property
    def explanation(self) -> Explanation:
        """What is explained at the shown target."""
        return Explanation(self.submission.reasons, *self.asked.singles[self.label])

    @cached_property
    def requirement_lines(self) -> dict[str, list[int]]:
        """Project to the lines that ask for it with the chosen extras and groups."""
        return rows.requirement_lines(self.asked.selection(), self.universal.document, self.single.document)

    @cached_property
    def table(self) -> DifferenceTable:
        """Every project at the target, the pasted one aside: divergent ones first, those you ask for before others."""
        supplied = Supplied(self.submission).words
        found = rows.rows(self.comparison, self.requirement_lines, supplied) if self.comparison else []
        others = [rows.explained(row, self.explanation) for row in found if row.project != self.project_name]
        return DifferenceTable(RowFilter().sorted(others), self.filter)

    @cached_property
    def elsewhere(self) -> list[Row]:
        """Projects of the lock that the target does not install."""
        shown = {row.project for row in self.table.rows} | {self.project_name}
        lines = rows.all_requirement_lines(self.universal.document)
        return rows.elsewhere(self.universal.document, shown, lines)

    @cached_property
    def matrix(self) -> Matrix:
        """All targets as columns."""
        return matrix(self.submission, self.addresses, self.project_name, self.requirement_lines)

    @cached_property
    def headline(self) -> Headline:
        """The sentence at the top."""
        if self.is_running:
            return Headline((headlines.Part(f"Comparing at {self.target}"),))
        if self.shown_view == "targets":
            everywhere = (Explanation(self.submission.reasons, *names) for names in self.asked.all_targets)
            return headlines.of_targets(self.matrix, everywhere)
        return headlines.of_ended_solves(
            self.single.solve, self.universal.solve, self.table.rows, self.target, self.explanation
        )

    @cached_property
    def lead(self) -> Row | None:
        """The project that the headline is about, where two answers differ; its files stand under the headline."""
        return headlines.leading(self.table.rows) if self.is_compared and self.shown_view != "targets" else None

    @property
    def ahead(self) -> str:
        """Which side is further, in words; "" where that cannot be said."""
        sides = [side for side in self.lanes if side.label in headlines.GLYPHS]
        ended = [side for side in sides if side.solve.has_ended]
        if not self.is_running or len(sides) != 2 or len(ended) == 2:
            return ""
        if ended:
            waits = next(side for side in sides if side not in ended)
            return f"{ended[0].glyph} {ended[0].word} is there; {waits.glyph} {waits.word} is still {waits.status}."
        left, right = (side.share[0] / side.share[1] for side in sides)
        if left == right:
            return ""
        first = sides[0] if left > right else sides[1]
        return f"{first.glyph} {first.word} is ahead."

    @property
    def clashes_alike(self) -> bool:
        """Whether both sides end in the same clash for the same reasons, which is said once then."""
        conflicts = [side.conflict for side in (self.single, self.universal)]
        told = [(one["fork_marker"], sorted(one["summary"]), _premises(one)) for one in conflicts if one]
        return len(self.sides) == len(told) == 2 and told[0] == told[1]

    @property
    def keeps_lock(self) -> bool:
        """Whether the pasted uv.lock is the universal answer as it is: nothing was read for it."""
        verdict = self.universal.document.get("lock") if self.universal.document else None
        return verdict is not None and verdict["use"] == "satisfies"

    @cached_property
    def advice(self) -> Advice | None:
        """What to do first."""
        return advice(self.explanation.fixes)

    @property
    def is_first_view(self) -> bool:
        """Whether the first part is shown: the others have a short head."""
        return self.shown_view == self.addresses.first_view

    @property
    def title(self) -> str:
        """For the tab and for those who link here."""
        return self.headline.plain.rstrip(".")


def resolution_page(
    submission: Submission,
    now: datetime,
    *,
    waiting_before: Mapping[int, int] | None = None,
    number: int = 1,
    row_filter: RowFilter | None = None,
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
        filter=row_filter or RowFilter(),
        wanted_view=view,
    )


def _premises(conflict: ConflictEntry) -> set[tuple[str, tuple[int, ...]]]:
    """The facts that a proof rests on: the same ones may be put together in another order."""
    return {(step["text"], tuple(step["lines"])) for step in conflict["proof"]["steps"] if not step["causes"]}
