"""`index-metadata-gap`: the index does not say when a file was uploaded, so that a cut-off hides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packaging.utils import NormalizedName

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change
from resolver_core.explain.lab.pages_read import cutoff_of, files_of, first_cutoff, hidden_by_cutoff
from resolver_core.explain.lab.setting_edits import with_project_setting
from resolver_core.explain.lab.toml_text import for_each
from resolver_core.explain.lab.trials import edited
from resolver_core.explain.wording.causes import exclude_newer
from resolver_core.explain.wording.causes import index_metadata_gap as words
from resolver_core.index.records import Distribution


class IndexMetadataGap(KnownCause):
    """With an upload time before the cut-off the file counts."""

    name = CauseClass.INDEX_METADATA_GAP
    phase_in_failures = Phase.FIRST

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """The cut-off hides a file of which nobody knows the date."""
        project, cutoff = diverging.project, cutoff_of(diverging.laboratory, diverging.project)
        hidden = [] if cutoff is None else hidden_by_cutoff(diverging.laboratory, diverging.pins, cutoff)
        undated = [file for file in hidden if file.uploaded_at is None]
        if undated:
            yield Hypothesis(
                self.name,
                diverging.agreement(_filled([project]), words.filled(project)),
                words.in_divergence(diverging.project, hidden[0].filename),
                _evidence(undated),
                is_finer=False,
            )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """There is a cut-off, and files without a date."""
        if not failing.is_clash or first_cutoff(failing.laboratory) is None:
            return
        undated = [file for file in files_of(failing.laboratory, *failing.projects) if file.uploaded_at is None]
        if undated:
            named = dict.fromkeys(file.project for file in undated)
            text = for_each(failing.problem.text, named, _without_cutoff)
            yield Hypothesis(
                self.name,
                failing.answer(_filled(named), words.FILLED),
                words.in_failure(undated[0].filename),
                _evidence(undated[:5]),
                edited(exclude_newer.switch_off(named), text),
            )


def _filled(projects: Iterable[NormalizedName]) -> Change:
    return Change(index=tuple(Alteration(AlterationKind.DATES_FILLED, name) for name in projects))


def _evidence(undated: Iterable[Distribution]) -> tuple[Evidence, ...]:
    return tuple(Evidence("missing-field", "upload-time", file.filename) for file in undated)


def _without_cutoff(text: str, project: NormalizedName) -> str | None:
    return with_project_setting(text, "exclude-newer-package", project, value=False)
