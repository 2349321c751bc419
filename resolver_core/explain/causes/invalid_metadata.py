"""`invalid-metadata`: a file is passed over for a field that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import metadata_of, pages_of
from resolver_core.explain.wording.causes import invalid_metadata as words
from resolver_core.index.records import MetadataProblem, MetadataProblemKind


class InvalidMetadata(KnownCause):
    """With the unreadable field left out the file counts; its publisher alone can repair it."""

    name = CauseClass.INVALID_METADATA
    phase_in_failures = Phase.LAST
    phase_in_picks = Phase.LAST

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """Files of the two versions or newer ones."""
        lowest, project = min(pin.version for pin in diverging.pins), diverging.project
        evidence = [entry for entry, version in _unreadable(diverging.laboratory, project) if version >= lowest]
        if evidence:
            yield Hypothesis(
                self.name,
                diverging.agreement(_repaired([project]), words.left_out(project)),
                words.in_divergence(diverging.project, evidence[0].filename, evidence[0].text),
                tuple(evidence[:5]),
            )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """Any file of the projects that the failure speaks of."""
        evidence = [entry for name in failing.projects for entry, _ in _unreadable(failing.laboratory, name)]
        if evidence:
            yield Hypothesis(
                self.name,
                failing.answer(_repaired(failing.projects), words.LEFT_OUT),
                words.in_failure(evidence[0].filename, evidence[0].text),
                tuple(evidence[:5]),
            )

    def in_pick(self, surprising: Surprising, pin: Pin) -> Iterator[Hypothesis]:
        """A file of the picked version or a newer one."""
        laboratory, project = surprising.laboratory, pin.project
        newer = [entry for entry, version in _unreadable(laboratory, project) if version >= pin.version]
        if newer:
            change = _repaired([project])
            outcome = outcome_of(laboratory, Start.SINGLE, change, project).text
            yield Hypothesis(
                self.name,
                surprising.otherwise(project, change, words.left_out(project)),
                words.in_pick(newer[0].filename, newer[0].text, outcome),
                tuple(newer[:5]),
                about=project,
            )


def _repaired(projects: Iterable[NormalizedName]) -> Change:
    return Change(index=tuple(Alteration(AlterationKind.REPAIRED, project) for project in projects))


def _unreadable(laboratory: Laboratory, project: NormalizedName) -> Iterator[tuple[Evidence, Version]]:
    """Files of a project that are passed over for a field that breaks the rules, with their versions."""
    for page in pages_of(laboratory, project):
        for skipped in page.skipped:
            if skipped.repaired is not None:
                yield Evidence("unreadable-file", skipped.reason, skipped.filename), skipped.repaired.version
    for answer in metadata_of(laboratory, project):
        if isinstance(answer, MetadataProblem) and answer.kind is MetadataProblemKind.INVALID and answer.text:
            file = answer.distribution
            yield Evidence("unreadable-file", answer.detail, file.filename), file.version
