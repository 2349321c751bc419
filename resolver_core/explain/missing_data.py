"""A failure for data that could not be had: the same with data from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.resolution import Failure, FailureKind, Resolution
from resolver_core.explain.explanation import CauseClass, Evidence
from resolver_core.explain.failure_hypotheses import FailureHypothesis, projects_of
from resolver_core.explain.fixes import stated
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, Start
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import fits, pages_of
from resolver_core.index.records import Distribution, MetadataRead
from resolver_core.inputs.problem import InputKind


def of_missing_data(laboratory: Laboratory, mode: Start, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """What a failure for missing data suggests. Raises OutOfBudget."""
    failure = resolution.failure
    if failure is not None and failure.kind is FailureKind.FETCH and failure.filename:
        yield from _unreachable(laboratory, mode, resolution)
    if failure is not None and failure.kind is FailureKind.BUILD:
        yield from _dynamic(laboratory, resolution)


MOST_UNREACHABLE = 4
"""Files in a row that are read from a sibling before it is given up."""


def _unreachable(laboratory: Laboratory, mode: Start, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """Take the metadata of a file that can be read; where the next file fails too, of that one as well."""
    first, pairs = resolution.failure, list[tuple[Distribution, MetadataRead]]()
    change = Change()
    while resolution.failure is not None and resolution.failure.filename and len(pairs) < MOST_UNREACHABLE:
        pair = _with_sibling(laboratory, resolution.failure)
        if pair is None or pair in pairs:
            return
        pairs.append(pair)
        change = Change(index=tuple(_read_instead(*pair) for pair in pairs))
        resolution = laboratory.run(mode, change)
    if not resolution.solved or first is None:
        return
    read = pairs[0][1]
    own = read.provenance.filename or ""
    status = f"answers HTTP {first.status_code}" if first.status_code else "cannot be read"
    more = f" ({len(pairs)} files are out of reach)" if len(pairs) > 1 else ""
    is_own = read.provenance.distribution is not None and fits(read.provenance.distribution, laboratory.target)
    whose = f"what {laboratory.target.label} would use" if is_own else "another file of the version"
    text = laboratory.problem.text
    yield FailureHypothesis(
        CauseClass.REPRESENTATIVE_UNREACHABLE,
        f"with the metadata of {own} in place of those of {first.filename}",
        change,
        f"The {mode.words} solve reads the metadata of {first.filename}, which {status}{more}. {own} ({whose}) can be "
        "read, and with its metadata the solve has an answer.",
        (
            Evidence("unreachable-file", f"HTTP status {first.status_code}", first.filename),
            Evidence("metadata-file", whose, own),
        ),
        stated([read.metadata for _, read in pairs], text),
    )


def _read_instead(file: Distribution, read: MetadataRead) -> Alteration:
    return Alteration(AlterationKind.METADATA_OF_SIBLING, file.project, f"{file.filename}={read.provenance.filename}")


def _with_sibling(laboratory: Laboratory, failure: Failure) -> tuple[Distribution, MetadataRead] | None:
    """A file that cannot be read, with the metadata of one of the same version that can: the target's if possible."""
    for project in failure.projects:
        for page in pages_of(laboratory, canonicalize_name(project)):
            file = next((one for one in page.distributions if one.filename == failure.filename), None)
            if file is not None:
                siblings = [one for one in page.distributions if one.version == file.version and one != file]
                siblings.sort(key=lambda one: (not (one.is_wheel and fits(one, laboratory.target)), not one.is_wheel))
                for sibling in siblings[:MOST_SIBLINGS]:
                    answer = laboratory.index.metadata(sibling)
                    if isinstance(answer, MetadataRead):
                        return file, answer
    return None


MOST_SIBLINGS = 5
"""Files of a version that are asked for in place of one that cannot be read."""


def _dynamic(laboratory: Laboratory, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """State the metadata: those of a wheel of the version, or of the nearest version that could be read."""
    failure = resolution.failure
    if failure is None or laboratory.problem.kind is not InputKind.PYPROJECT:
        return
    for project in projects_of(resolution):
        pair = _with_sibling(laboratory, failure)
        nearest = pair[1] if pair is not None else _nearest(laboratory, project, failure.filename)
        if nearest is None:
            continue
        version = _version_of(laboratory, project, failure.filename) or nearest.metadata.version
        metadata = replace(nearest.metadata, version=version)
        for candidate in stated([metadata], laboratory.problem.text):
            source = nearest.provenance.filename or str(nearest.metadata.version)
            yield FailureHypothesis(
                CauseClass.DYNAMIC_METADATA,
                f"with the metadata of {project} {version} stated (as in {source})",
                Change(text=candidate.text),
                f"With the metadata of {project} {version} stated by hand nothing needs to be built, and the solve has "
                f"an answer (here with those of {source}; check them).",
                (
                    Evidence("needs-build", "its metadata are dynamic", failure.filename),
                    Evidence("metadata-file", "where the stated metadata come from", source),
                ),
                (candidate,),
            )


def _version_of(laboratory: Laboratory, project: NormalizedName, filename: str) -> Version | None:
    files = (file for page in pages_of(laboratory, project) for file in page.distributions)
    return next((file.version for file in files if file.filename == filename), None)


def _nearest(laboratory: Laboratory, project: NormalizedName, filename: str) -> MetadataRead | None:
    """The newest wheel below the file's version whose metadata can be read, else the oldest above."""
    version = _version_of(laboratory, project, filename)
    files = [file for page in pages_of(laboratory, project) for file in page.distributions if file.is_wheel]
    if version is None:
        return None
    below = sorted((file for file in files if file.version < version), key=lambda file: file.version, reverse=True)
    above = sorted((file for file in files if file.version > version), key=lambda file: file.version)
    for file in [*below[:1], *above[:1]]:
        answer = laboratory.index.metadata(file)
        if isinstance(answer, MetadataRead):
            return answer
    return None
