"""`index-routing`: the modes, or the projects, ask different indexes."""

from __future__ import annotations

from collections.abc import Iterator, Set

from packaging.utils import NormalizedName

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Axis, Change, SettingChange
from resolver_core.explain.lab.pages_read import pages_of
from resolver_core.explain.lab.setting_edits import without_entry, without_explicit
from resolver_core.explain.lab.toml_text import for_each, with_setting
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import index_routing as words
from resolver_core.explain.wording.evidence import entry
from resolver_core.inputs.problem import IndexStrategy

PUT_TOGETHER = IndexStrategy.UNSAFE_BEST_MATCH


class IndexRouting(KnownCause):
    """Which index a project is looked for in."""

    name = CauseClass.INDEX_ROUTING

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The routing."""
        return Axis.INDEX_ROUTING in axes

    def reason(self, diverging: Diverging) -> str:
        """The two sources."""
        return words.reason(dict.fromkeys(pin.index_url or pin.key.source for pin in diverging.pins))

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """An index that only some requirements reach: the second class of many reports."""
        yield from self._opened(diverging)
        project, sources = diverging.project, diverging.problem.sources
        names = {source.value for source in sources.get(project, ())}
        sharing = [name for name, entries in sources.items() if names & {entry.value for entry in entries}]
        for sent in dict.fromkeys(((project,), tuple(sharing))) if names else ():
            yield from self._without_sources(diverging, sent)

    def _opened(self, diverging: Diverging) -> Iterator[Hypothesis]:
        for url in dict.fromkeys(pin.index_url for pin in diverging.pins if pin.index_url):
            opened = without_explicit(diverging.problem.text, url)
            if opened is not None:
                yield Hypothesis(
                    self.name,
                    diverging.agreement(Change(text=opened), words.OPENED),
                    words.opened_agrees(diverging.project),
                    (Evidence("explicit-index", url),),
                    is_finer=False,
                )

    def _without_sources(self, diverging: Diverging, sent: tuple[NormalizedName, ...]) -> Iterator[Hypothesis]:
        problem = diverging.problem
        text = for_each(problem.text, sent, _without_source)
        if text is None:
            return
        sources = [(name, source) for name in sent for source in problem.sources[name]]
        explicit = [index for index in problem.indexes if index.explicit]
        yield Hypothesis(
            self.name,
            diverging.agreement(Change(text=text), words.without_sources(sent)),
            words.without_sources_agrees(sent, diverging.project),
            (
                *(Evidence("source", entry(name, source.value)) for name, source in sources),
                *(Evidence("explicit-index", entry(str(index.name), index.url)) for index in explicit),
            ),
            is_finer=False,
        )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """Versions of an index that was not asked."""
        if failing.is_clash:
            yield from self._put_together(failing)
            yield from self._open_to_all(failing)

    def _put_together(self, failing: Failing) -> Iterator[Hypothesis]:
        laboratory, problem = failing.laboratory, failing.problem
        several = bool(problem.indexes or laboratory.options.indexes)
        if not several or laboratory.universal_policy.index_strategy is PUT_TOGETHER:
            return
        pages = (page for name in failing.projects for page in pages_of(laboratory, name))
        text = with_setting(problem.text, ("tool", "uv", "index-strategy"), PUT_TOGETHER.value)
        yield Hypothesis(
            self.name,
            failing.answer(Change(settings=(SettingChange("index-strategy", PUT_TOGETHER.value),)), words.PUT_TOGETHER),
            words.PUT_TOGETHER_ANSWERS,
            tuple(Evidence("index", page.index_url) for page in pages),
            edited(words.PUT_TOGETHER_FIX, text),
        )

    def _open_to_all(self, failing: Failing) -> Iterator[Hypothesis]:
        for index in failing.problem.indexes:
            called = index.name or index.url
            for edit in edited(words.open_named(called), without_explicit(failing.problem.text, index.url)):
                yield Hypothesis(
                    self.name,
                    failing.answer(Change(text=edit.text), words.OPENED),
                    words.opened_answers(called),
                    (Evidence("explicit-index", index.url),),
                    (edit,),
                )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """The explicit index opened, the project's sources removed."""
        text, project = diverging.problem.text, diverging.project
        for pin in diverging.pins:
            if pin.index_url:
                yield from edited(words.OPEN, without_explicit(text, pin.index_url))
        yield from edited(words.remove_sources(project), _without_source(text, project))


def _without_source(text: str, project: NormalizedName) -> str | None:
    return without_entry(text, ("tool", "uv", "sources", project))
