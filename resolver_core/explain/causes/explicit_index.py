"""`explicit-index`: an index that only your own requirements are sent to, and a project that arrives otherwise.

your line   ──► torch, by its source from the explicit index
another one ──► torchvision ──► torch, looked for where every project is
"""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change
from resolver_core.explain.lab.setting_edits import without_entry
from resolver_core.explain.lab.toml_text import with_list_item, with_setting
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import explicit_index as words
from resolver_core.explain.wording.evidence import entry
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import Problem

DEPENDENCIES = ("project", "dependencies")
SOURCES = ("tool", "uv", "sources")


class ExplicitIndex(KnownCause):
    """Where an explicit index is asked: for what the project itself requires, and for nothing that only others do."""

    name = CauseClass.EXPLICIT_INDEX

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """Required by the project itself it comes from the index in both modes; without its source in neither."""
        problem, project = diverging.problem, diverging.project
        index = _index_of(problem, project)
        if index is None or not _is_on_one_side(diverging, index):
            return
        called, is_finer = index.name or index.url, diverging.by_axes is not CauseClass.INDEX_ROUTING
        for edit, summary in (
            *((one, words.asked_everywhere(project, called)) for one in self._required(problem, project)),
            *((one, words.asked_nowhere(project, called)) for one in self._unsent(problem, project)),
        ):
            trials = diverging.agreement(Change(text=edit.text), words.trial(edit.title))
            yield Hypothesis(self.name, trials, summary, (_evidence(index),), (edit,), is_finer=is_finer)

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """A version that only an explicit index has, wanted by a project that is not sent there."""
        problem = failing.problem
        for project in failing.projects if failing.is_clash else ():
            for index in _held_by(problem, project):
                for edit in self._required(problem, project, index):
                    yield Hypothesis(
                        self.name,
                        failing.answer(Change(text=edit.text), words.trial(edit.title)),
                        words.answers(project, index.name or index.url),
                        (_evidence(index),),
                        (edit,),
                    )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """Ask for it yourself; or let it come from where everything does."""
        yield from self._required(diverging.problem, diverging.project)
        yield from self._unsent(diverging.problem, diverging.project)

    def _required(
        self, problem: Problem, project: NormalizedName, index: IndexLocation | None = None
    ) -> tuple[Candidate, ...]:
        """The project among the project's own requirements, sent to an index where one is given."""
        if project in _own(problem):
            return ()
        text = with_list_item(problem.text, DEPENDENCIES, project)
        if text is not None and index is not None and project not in problem.sources:
            text = with_setting(text, (*SOURCES, project, "index"), str(index.name))
        return edited(words.require(project), text)

    def _unsent(self, problem: Problem, project: NormalizedName) -> tuple[Candidate, ...]:
        return edited(words.remove_source(project), without_entry(problem.text, (*SOURCES, project)))


def _own(problem: Problem) -> set[NormalizedName]:
    """What the project requires whatever is selected."""
    return {canonicalize_name(line.requirement.name) for line in problem.dependencies}


def _explicit(problem: Problem) -> dict[str, IndexLocation]:
    """By name: without one nothing can be sent there."""
    return {index.name: index for index in problem.indexes if index.explicit and index.name is not None}


def _index_of(problem: Problem, project: NormalizedName) -> IndexLocation | None:
    """The explicit index that a source sends a project to."""
    explicit = _explicit(problem)
    return next((explicit[one.value] for one in problem.sources.get(project, ()) if one.value in explicit), None)


def _held_by(problem: Problem, project: NormalizedName) -> Iterator[IndexLocation]:
    """The explicit index of its source, else every one that it might be sent to."""
    sent = _index_of(problem, project)
    yield from _explicit(problem).values() if sent is None else (sent,)


def _is_on_one_side(diverging: Diverging, index: IndexLocation) -> bool:
    sides = [None if pin is None else pin.index_url for pin in (diverging.row.single, diverging.row.universal)]
    return [side == index.url for side in sides].count(True) == 1


def _evidence(index: IndexLocation) -> Evidence:
    return Evidence("explicit-index", entry(str(index.name), index.url))
