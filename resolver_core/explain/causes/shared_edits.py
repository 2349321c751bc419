"""Edits that several causes offer, with their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from packaging.utils import canonicalize_name

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging
from resolver_core.explain.lab.file_holes import marker_of_hole, newest_with_file
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.metadata_edits import with_metadata_stated
from resolver_core.explain.lab.pages_read import files_of
from resolver_core.explain.lab.requirement_edits import with_bound
from resolver_core.explain.lab.scope_edits import (
    held_back_where,
    limited_to_platform,
    minor_of,
    narrowed_python,
    platform_marker,
    split_by_marker,
    target_marker,
    with_environment_required,
)
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.lab.version_files import whole_version
from resolver_core.explain.wording import fixes as words
from resolver_core.index.records import CoreMetadata
from resolver_core.inputs.problem import Problem
from resolver_core.targets.environment import Environment


def bounded(text: str, pin: Pin, operator: str) -> tuple[Candidate, ...]:
    """A bound (">=", "<=" or "==") at a pin's version."""
    version = pin.version.public
    title = words.ask_for(operator, pin.project, version)
    return edited(title, with_bound(text, pin.project, f"{pin.project}{operator}{version}"))


def settled(diverging: Diverging) -> Iterator[Candidate]:
    """A bound at the higher of the two versions, then at the lower one; none where they do not differ."""
    single, universal = diverging.row.single, diverging.row.universal
    if single is not None and universal is not None and single.version != universal.version:
        low, high = sorted((single, universal), key=lambda pin: pin.version)
        yield from bounded(diverging.problem.text, high, ">=")
        yield from bounded(diverging.problem.text, low, "<=")


def narrowed(problem: Problem, target: Environment) -> tuple[Candidate, ...]:
    """requires-python for the target's minor version alone."""
    return edited(words.narrow_python(minor_of(target)), narrowed_python(problem, target))


def limited(problem: Problem, target: Environment) -> tuple[Candidate, ...]:
    """The lock for the target's platform alone."""
    return edited(words.lock_alone(platform_marker(target)), limited_to_platform(problem, target))


def held_at(diverging: Diverging, single: Pin, universal: Pin) -> Iterator[Candidate]:
    """Another version than elsewhere on the machines that the lock's version has no file for, and the other one has."""
    laboratory, text, target = diverging.laboratory, diverging.problem.text, diverging.target
    project, version = single.project, single.version
    marker = marker_of_hole(laboratory, single, universal) or target_marker(target)
    is_newest = version == newest_with_file(laboratory, project)
    split = split_by_marker(text, project, version, marker)
    yield from edited(words.at_most_where(project, version, marker, is_newest=is_newest), split)
    held = held_back_where(text, project, version, marker)
    yield from edited(words.hold_back_where(project, version, marker, is_newest=is_newest), held)
    for required in dict.fromkeys((marker, target_marker(target))):
        yield from edited(words.require_files_where(required), with_environment_required(text, required))


def stated(metadata: Sequence[CoreMetadata], text: str) -> tuple[Candidate, ...]:
    """One edit that states the metadata of some versions by hand."""
    return edited(words.state_metadata(metadata), with_metadata_stated(text, metadata))


def stated_whole(laboratory: Laboratory, pins: Iterable[Pin]) -> tuple[Candidate, ...]:
    """One edit that states what all files of each version say together; versions whose files all agree are left out."""
    whole = [whole_version(laboratory, pin.distributions) for pin in pins]
    told = [one for one in whole if one is not None and (one.unread or not one.is_uniform)]
    metadata = [one.metadata for one in told]
    unread = sum(len(one.unread) for one in told)
    text = with_metadata_stated(laboratory.problem.text, metadata) if metadata else None
    return edited(words.state_metadata(metadata, unread), text)


def stated_for_unread(laboratory: Laboratory, metadata: Iterable[CoreMetadata]) -> tuple[Candidate, ...]:
    """One edit that states what the files that can be read of some versions say, where one of them cannot."""
    told: list[CoreMetadata] = []
    for one in metadata:
        files = [file for file in files_of(laboratory, canonicalize_name(one.name)) if file.version == one.version]
        whole = whole_version(laboratory, files)
        told.append(one if whole is None else whole.metadata)
    return stated(told, laboratory.problem.text)
