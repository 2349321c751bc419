"""An output of somebody's own uv beside our answer, and beside the one that the real uv was checked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resolver_core import IndexSnapshot, Resolution
from uv_check.pasted.reading import Pasted, PastedKind
from uv_check.pasted.reasons import PastedDifference, Suspicion, suspicions
from uv_check.question import Mode, Question
from uv_check.reading.versions import Versions, versions_of


@dataclass(frozen=True, slots=True)
class PastedComparison:
    """Where an output differs, the first difference first, and what may be the reasons, the surest first."""

    kind: PastedKind
    mode: Mode
    differences: tuple[PastedDifference, ...]
    suspicions: tuple[Suspicion, ...]
    #: From what the real uv answered here (there as `ours`); None: it was not asked.
    from_checked: tuple[PastedDifference, ...] | None = None

    @property
    def first(self) -> PastedDifference | None:
        """The first difference."""
        return self.differences[0] if self.differences else None

    @property
    def equals_checked(self) -> bool | None:
        """Whether it is what the real uv answered here; None: it was not asked."""
        return None if self.from_checked is None else not self.from_checked


def compare_pasted(
    pasted: Pasted,
    question: Question,
    ours: Resolution,
    snapshot: IndexSnapshot,
    checked: Versions | None = None,
) -> PastedComparison:
    """Compare the versions, and look for reasons where they differ.

    `ours` is the answer in the output's mode, `snapshot` what it was read from, `checked` what uv answered on that.
    """
    beside = _Beside(pasted, question, ours)
    differences = tuple(beside.differences(versions_of(ours, without_local=not _names_folders(pasted))))
    return PastedComparison(
        kind=pasted.kind,
        mode=pasted.mode,
        differences=differences,
        suspicions=suspicions(pasted, question, snapshot, differences) if differences else (),
        from_checked=None if checked is None else tuple(beside.differences(checked)),
    )


def _names_folders(pasted: Pasted) -> bool:
    """Whether an output names the projects in folders beside, with their versions."""
    return pasted.kind in (PastedKind.LOCK, PastedKind.TREE)


@dataclass(frozen=True, slots=True)
class _Beside:
    """An output beside an answer, which says what is asked for directly and what the target installs."""

    pasted: Pasted
    question: Question
    answer: Resolution

    def differences(self, mine: Versions) -> Iterator[PastedDifference]:
        """In the order in which our answer needs the projects: what is asked for directly comes first."""
        direct = {
            edge.child.project
            for edge in self.answer.edges
            if edge.parent is None or self.answer.pin(edge.parent).is_root
        }
        expected = self._expected(mine)
        for name in sorted(mine.keys() | self.pasted.versions.keys(), key=lambda name: (name not in direct, name)):
            here, there = mine.get(name, frozenset()), self.pasted.versions.get(name, frozenset())
            if not self._is_same(here, there, is_needed=name in expected and name not in self.pasted.named):
                yield PastedDifference(name, tuple(sorted(here)), tuple(sorted(there)))

    def _is_same(self, here: frozenset[str], there: frozenset[str], *, is_needed: bool) -> bool:
        if not there:
            return not is_needed
        if self.pasted.kind is PastedKind.LOG:  # it tells of versions that were tried, too
            return bool(here & there)
        return here == there if self.pasted.is_whole else there <= here

    def _expected(self, mine: Versions) -> Iterable[str]:
        """The projects that the output must name: all, or those that the target installs."""
        if self.pasted.is_whole:
            return mine.keys()
        selection = self.question.selection
        return mine.keys() & self.answer.at(self.question.target, selection.extras, selection.groups).keys()
