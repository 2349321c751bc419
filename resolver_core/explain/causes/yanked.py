"""`yanked`: a yanked file is taken, or refused (PEP 592)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.pages_read import files_of
from resolver_core.explain.lab.requirement_edits import declared_requirement, with_dependencies_replaced
from resolver_core.explain.lab.toml_text import for_each, with_list_item
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import yanked as words
from resolver_core.index.records import Distribution


class Yanked(KnownCause):
    """What yanked files make of the answer, counted like others or left out."""

    name = CauseClass.YANKED

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """Files of one of the two versions are yanked."""
        project = diverging.project
        yanked = [file for pin in diverging.pins for file in pin.distributions if file.is_yanked]
        for kind in (AlterationKind.YANKS_IGNORED, AlterationKind.YANKED_REMOVED) if yanked else ():
            yield Hypothesis(
                self.name,
                diverging.agreement(Change(index=(Alteration(kind, project),)), words.changed(kind, project)),
                words.in_divergence(project, yanked[0].filename, yanked[0].yanked_reason, kind),
                _evidence(yanked),
            )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """Yanked versions would satisfy it: which ones, a solve that counts them tells."""
        if not failing.is_clash:
            return
        laboratory = failing.laboratory
        yanked = [file for file in files_of(laboratory, *failing.projects) if file.is_yanked]
        if not yanked:
            return
        names = dict.fromkeys(file.project for file in yanked)
        change = Change(index=tuple(Alteration(AlterationKind.YANKS_IGNORED, name) for name in names))
        pins = laboratory.pins(laboratory.run(Start.SINGLE, change)).values()
        used = {(pin.project, pin.version) for pin in pins}
        needed = dict.fromkeys((file.project, file.version) for file in yanked if (file.project, file.version) in used)
        reasons = dict.fromkeys(file.yanked_reason or "" for file in yanked if (file.project, file.version) in needed)
        listed = words.releases(needed)
        yield Hypothesis(
            self.name,
            failing.answer(change, words.COUNTED),
            words.in_failure(listed or yanked[0].filename, reasons),
            _evidence(yanked),
            _pinned(failing.problem.text, [f"{project}=={version}" for project, version in needed], listed),
        )

    def in_pick(self, surprising: Surprising, pin: Pin) -> Iterator[Hypothesis]:
        """A yanked file that is read or installed."""
        yanked = [file for file in pin.distributions if file.is_yanked]
        read = None if pin.provenance is None else pin.provenance.distribution
        if not yanked or not (pin.install_file in yanked or read in yanked):
            return
        project, text = pin.project, surprising.problem.text
        change = Change(index=(Alteration(AlterationKind.YANKED_REMOVED, project),))
        outcome = outcome_of(surprising.laboratory, Start.SINGLE, change, project).text
        other = None
        if declared_requirement(text, project) is not None:
            other = with_dependencies_replaced(text, project, [f"{project}!={pin.version}"])
        yield Hypothesis(
            self.name,
            surprising.otherwise(project, change, words.without(project)),
            words.in_pick(pin, yanked[0].yanked_reason, _asking(surprising, pin), outcome),
            _evidence(yanked),
            edited(words.ask_for_another(project), other),
            about=project,
        )


def _evidence(yanked: list[Distribution]) -> tuple[Evidence, ...]:
    return tuple(Evidence("yanked-file", file.yanked_reason or "", file.filename) for file in yanked[:5])


def _pinned(text: str, pins: Iterable[str], listed: str) -> tuple[Candidate, ...]:
    """The needed versions pinned by requirements of the user's own; nothing where none is needed."""
    pinned = for_each(text, pins, lambda one, pin: with_list_item(one, ("project", "dependencies"), pin))
    return edited(words.pin_yourself(listed), pinned) if listed else ()


def _asking(surprising: Surprising, pin: Pin) -> str:
    laboratory, selection = surprising.laboratory, surprising.laboratory.selection
    edges = installed_edges(laboratory.single, laboratory.target, selection.extras, selection.groups)
    for edge in edges:
        if edge.child.project == pin.project and edge.specifier.startswith("=="):
            return f"{pin.project}{edge.specifier}"
    return words.A_REQUIREMENT
