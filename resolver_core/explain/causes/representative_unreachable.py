"""`representative-unreachable`: the file that is read for metadata cannot be had, another one of the version can."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.answer.resolution import Failure, FailureKind
from resolver_core.explain.causes.cause import Failing, Hypothesis, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import stated_for_unread
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change
from resolver_core.explain.lab.siblings import Sibling, readable_sibling
from resolver_core.explain.wording.causes import representative_unreachable as words
from resolver_core.targets.fitting import fits

MOST_UNREACHABLE = 4
"""Files in a row that are read from a sibling before it is given up."""


class RepresentativeUnreachable(KnownCause):
    """The metadata of a sibling of the file give an answer."""

    name = CauseClass.REPRESENTATIVE_UNREACHABLE

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """The metadata of a file that can be read; where the next file fails too, of that one as well."""
        failure = failing.resolution.failure
        if failure is None or failure.kind is not FailureKind.FETCH or not failure.filename:
            return
        siblings = _siblings(failing)
        if siblings:
            yield self._with(siblings, failure, failing)

    def _with(self, siblings: list[Sibling], failure: Failure, failing: Failing) -> Hypothesis:
        read = siblings[0].read
        own, file = read.provenance.filename or "", read.provenance.distribution
        whose = words.whose_file(failing.target if file is not None and fits(file, failing.target) else None)
        return Hypothesis(
            self.name,
            failing.answer(_read_instead(siblings), words.with_other(own, failure.filename)),
            words.in_failure(failing.mode, failure.filename, failure.status_code, len(siblings), own, whose),
            (
                Evidence("unreachable-file", words.status(failure.status_code), failure.filename),
                Evidence("metadata-file", whose, own),
            ),
            stated_for_unread(failing.laboratory, [sibling.read.metadata for sibling in siblings]),
        )


def _siblings(failing: Failing) -> list[Sibling]:
    """The files that have to be read from siblings until there is an answer; none where that does not help."""
    laboratory, resolution, found = failing.laboratory, failing.resolution, list[Sibling]()
    while resolution.failure is not None and resolution.failure.filename and len(found) < MOST_UNREACHABLE:
        sibling = readable_sibling(laboratory, resolution.failure)
        if sibling is None or sibling in found:
            return []
        found.append(sibling)
        resolution = laboratory.run(failing.mode, _read_instead(found))
    return found if resolution.solved else []


def _read_instead(siblings: list[Sibling]) -> Change:
    return Change(
        index=tuple(
            Alteration(
                AlterationKind.METADATA_OF_SIBLING,
                sibling.file.project,
                f"{sibling.file.filename}={sibling.read.provenance.filename}",
            )
            for sibling in siblings
        )
    )
