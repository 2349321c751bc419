"""`dynamic-metadata`: metadata that only a build would tell."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import FailureKind
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import stated
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Axis, Change
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import files_of
from resolver_core.explain.lab.siblings import readable_sibling
from resolver_core.explain.wording.causes import dynamic_metadata as words
from resolver_core.index.records import MetadataRead
from resolver_core.inputs.problem import InputKind


class DynamicMetadata(KnownCause):
    """With the metadata stated by hand nothing needs to be built."""

    name = CauseClass.DYNAMIC_METADATA

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """Whatever the axes, where a build was needed."""
        return isinstance(result, Failing) and _needs_build(result)

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """State the metadata: those of a wheel of the version, or of the nearest version that could be read."""
        failure, laboratory = failing.resolution.failure, failing.laboratory
        if failure is None or not _needs_build(failing) or failing.problem.kind is not InputKind.PYPROJECT:
            return
        for project in failing.projects:
            sibling = readable_sibling(laboratory, failure)
            nearest = sibling.read if sibling is not None else _nearest(laboratory, project, failure.filename)
            if nearest is None:
                continue
            version = _version_of(laboratory, project, failure.filename) or nearest.metadata.version
            source = nearest.provenance.filename or str(nearest.metadata.version)
            for candidate in stated([replace(nearest.metadata, version=version)], failing.problem.text):
                yield Hypothesis(
                    self.name,
                    failing.answer(Change(text=candidate.text), words.stated(project, version, source)),
                    words.in_failure(project, version, source),
                    (
                        Evidence("needs-build", words.IS_DYNAMIC, failure.filename),
                        Evidence("metadata-file", words.COME_FROM, source),
                    ),
                    (candidate,),
                )


def _needs_build(failing: Failing) -> bool:
    failure = failing.resolution.failure
    return failure is not None and failure.kind is FailureKind.BUILD


def _version_of(laboratory: Laboratory, project: NormalizedName, filename: str) -> Version | None:
    files = files_of(laboratory, project)
    return next((file.version for file in files if file.filename == filename), None)


def _nearest(laboratory: Laboratory, project: NormalizedName, filename: str) -> MetadataRead | None:
    """The newest wheel below the file's version whose metadata can be read, else the oldest above."""
    version = _version_of(laboratory, project, filename)
    files = [file for file in files_of(laboratory, project) if file.is_wheel]
    if version is None:
        return None
    below = sorted((file for file in files if file.version < version), key=lambda file: file.version, reverse=True)
    above = sorted((file for file in files if file.version > version), key=lambda file: file.version)
    for file in [*below[:1], *above[:1]]:
        answer = laboratory.index.metadata(file)
        if isinstance(answer, MetadataRead):
            return answer
    return None
