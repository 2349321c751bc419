"""`exclude-newer`: a cut-off hides a file or a version."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import NormalizedName

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change, SettingChange, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import cutoff_of, first_cutoff, hidden_by_cutoff
from resolver_core.explain.lab.setting_edits import with_project_setting, without_entry
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import exclude_newer as words
from resolver_core.explain.wording.evidence import becomes

EVERYTHING = ("tool", "uv", "exclude-newer")


class ExcludeNewer(KnownCause):
    """What was uploaded after the cut-off, for one project or for all."""

    name = CauseClass.EXCLUDE_NEWER
    phase_in_failures = Phase.FIRST
    yields_to = frozenset({CauseClass.NO_COMPATIBLE_FILE})

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """The cut-off hides a file that the target could install."""
        project, cutoff = diverging.project, cutoff_of(diverging.laboratory, diverging.project)
        hidden = [] if cutoff is None else hidden_by_cutoff(diverging.laboratory, diverging.pins, cutoff)
        is_clock = _is_clock(diverging.laboratory)
        if cutoff is not None and hidden:
            yield Hypothesis(
                self.name,
                diverging.agreement(_off(project), words.without(project)),
                words.in_divergence(cutoff, hidden[0], diverging.target, project, is_clock=is_clock),
                tuple(Evidence("hidden-file", words.uploaded(hidden[0]), file.filename) for file in hidden[:5]),
                is_last=is_clock,
            )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """There is a cut-off."""
        cutoff = first_cutoff(failing.laboratory)
        if failing.is_clash and cutoff is not None:
            yield Hypothesis(
                self.name,
                failing.answer(_off(None), words.WITHOUT_ANY),
                words.in_failure(cutoff, is_clock=_is_clock(failing.laboratory)),
                (Evidence("cut-off", cutoff.isoformat()),),
                edited(words.REMOVE_SETTING, without_entry(failing.problem.text, EVERYTHING)),
                is_last=_is_clock(failing.laboratory),
            )

    def in_answer(self, surprising: Surprising) -> Iterator[Hypothesis]:
        """A cut-off in the pasted text, where it may have been forgotten; one that was asked for surprises nobody."""
        if _is_clock(surprising.laboratory):
            return
        settings, pins = surprising.problem.settings, surprising.pins
        for project, cutoff in settings.exclude_newer_package.items():
            if cutoff is not None and project in pins:
                keys = ("tool", "uv", "exclude-newer-package", project)
                yield self._without(surprising, project, _off(project), words.without(project), keys)
        if settings.exclude_newer is not None:
            yield from self._without_any(surprising)

    def _without_any(self, surprising: Surprising) -> Iterator[Hypothesis]:
        pins, laboratory = surprising.pins, surprising.laboratory
        after = laboratory.pins(laboratory.run(Start.SINGLE, _off(None)))
        changed = [name for name, pin in pins.items() if name in after and after[name].version != pin.version]
        if changed:
            evidence = tuple(
                Evidence("hidden-version", becomes(name, pins[name].version, after[name].version))
                for name in changed[:20]
            )
            yield self._without(surprising, changed[0], _off(None), words.without(None), EVERYTHING, evidence)

    def _without(
        self,
        surprising: Surprising,
        project: NormalizedName,
        change: Change,
        title: str,
        keys: tuple[str, ...],
        evidence: tuple[Evidence, ...] = (),
    ) -> Hypothesis:
        outcome = outcome_of(surprising.laboratory, Start.SINGLE, change, project).text
        return Hypothesis(
            self.name,
            surprising.otherwise(project, change, title),
            words.in_answer(project, outcome),
            evidence,
            edited(words.REMOVE, without_entry(surprising.problem.text, keys)),
            about=project,
        )

    def edits(self, diverging: Diverging) -> tuple[Candidate, ...]:
        """No cut-off for the project."""
        text, project = diverging.problem.text, diverging.project
        return edited(
            words.switch_off([project]), with_project_setting(text, "exclude-newer-package", project, value=False)
        )


def _is_clock(laboratory: Laboratory) -> bool:
    """Whether the cut-off is the date that the reader asks about, and no setting of the text."""
    return laboratory.options.settings.exclude_newer is not None


def _off(project: NormalizedName | None) -> Change:
    return Change(settings=(SettingChange("exclude-newer", "off", project),))
