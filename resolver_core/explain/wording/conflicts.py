"""The proof that there is no solution, sentence by sentence. Wording is ours and plain; it is not uv's text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from resolver_core.answer.proof import (
    Clashing,
    Concluded,
    Conflict,
    Fact,
    NoFileForTarget,
    NotFound,
    NoVersion,
    OnNoIndex,
    PipCombined,
    PipPython,
    PipRequires,
    Premise,
    Requires,
    RequiresPython,
    Said,
    SomeVersions,
    Subject,
    Unsatisfiable,
    Unusable,
    UserRequires,
    Wanted,
)
from resolver_core.explain.wording.files import skipped
from resolver_core.explain.wording.versions import begun, rejected, requirement, some, span, wanted

SUBJECTS = {Subject.REQUEST: "your requirements", Subject.PYTHON: "Python"}


def summary(conflict: Conflict) -> tuple[str, ...]:
    """Its facts once each, in an order that a person can follow, and what follows from them."""
    facts: dict[object, list[Fact]] = {}
    for fact in conflict.summary:
        facts.setdefault(_subject(fact), []).append(fact)
    return tuple(_together(alike) for alike in facts.values())


def _subject(fact: Fact) -> object:
    """Equal for facts that one sentence tells together."""
    match fact:
        case Unusable():
            return fact.project, rejected(fact.rejection)
        case Requires():
            return fact.dependent
    return id(fact)


def _together(facts: Sequence[Fact]) -> str:
    """One sentence for all versions that cannot be used for one reason, and for all that versions require."""
    match facts[0]:
        case Unusable(project, _, rejection) if len(facts) > 1:
            versions = span([fact.version for fact in facts if isinstance(fact, Unusable)])
            return f"{project} {versions} cannot be used: {rejected(rejection)}."
        case Requires(dependent):
            return _require(dependent, [fact.wanted for fact in facts if isinstance(fact, Requires)])
    return sentence(facts[0])


def _require(dependent: SomeVersions, all_wanted: Sequence[Wanted]) -> str:
    return f"{begun(some(dependent))} requires {' and '.join(map(wanted, all_wanted))}."


def premise(step: Premise) -> str:
    """One step of a proof; "" for one that is not told."""
    return "" if step.fact is None else sentence(step.fact)


@singledispatch
def sentence(fact: Fact) -> str:
    """One fact, or one conclusion, as a plain sentence."""
    raise TypeError(fact)


@sentence.register
def _said(fact: Said) -> str:
    return fact.text


@sentence.register
def _no_version(fact: NoVersion) -> str:
    if fact.is_every:
        return f"{fact.project} has no usable version{_index(fact).rstrip(',')}."
    if fact.specifier:
        return f"No version of {fact.project}{_index(fact)} matches {fact.specifier}.{_skipped(fact)}"
    return f"No version of {fact.project}{_index(fact)} is left that matches all of this.{_skipped(fact)}"


def _index(fact: NoVersion) -> str:
    return f" on {fact.index_url}, the only index that is asked for it," if fact.index_url else ""


MOST_SKIPPED = 3
"""Skipped files that a sentence names."""


def _skipped(fact: NoVersion) -> str:
    return f" Skipped: {skipped(fact.skipped, MOST_SKIPPED)}." if fact.skipped else ""


@sentence.register
def _requires(fact: Requires) -> str:
    return _require(fact.dependent, [fact.wanted])


@sentence.register
def _requires_python(fact: RequiresPython) -> str:
    allowed = fact.allowed or "of another kind"
    return f"{begun(some(fact.dependent))} requires Python {allowed}, and this solve is for {fact.target}."


@sentence.register
def _user_requires(fact: UserRequires) -> str:
    part = f" (extra {fact.extra})" if fact.extra is not None else ""
    if fact.extra is None and fact.group is not None:
        part = f" (group {fact.group})"
    if fact.is_supposed:
        return f"Supposed: {wanted(fact.wanted)}{part}."
    place = f" (line {', '.join(map(str, fact.lines))})" if fact.lines else ""
    return f"You require {wanted(fact.wanted)}{part}{place}."


@sentence.register
def _unusable(fact: Unusable) -> str:
    return f"{fact.project} {fact.version} cannot be used: {rejected(fact.rejection)}."


@sentence.register
def _not_found(fact: NotFound) -> str:
    if fact.refused_by:
        why = f"{fact.refused_by} refused to answer for it (HTTP status {fact.status_code})"
    else:
        why = f"there is no project of that name on {' and '.join(fact.asked)}"
    return f"{fact.project} was not found: {why}."


@sentence.register
def _concluded(fact: Concluded) -> str:
    end = "cannot go together" if fact.is_of_several else "cannot be used"
    return f"So {' and '.join(map(_clashing, fact.parts))} {end}."


def _clashing(part: Clashing) -> str:
    if isinstance(part.subject, Subject):
        return SUBJECTS[part.subject]
    said = some(part.subject)
    return f"anything but {said}" if part.excluded else said


@sentence.register
def _unsatisfiable(fact: Unsatisfiable) -> str:
    return "Together these requirements cannot be met."


@sentence.register
def _pip_requires(fact: PipRequires) -> str:
    if fact.is_supposed:
        return f"Supposed: {requirement(fact.text)}."
    place = "" if fact.line is None else f" (line {fact.line})"
    who = f"{fact.parent} requires" if fact.parent else "You require"
    return f"{who} {requirement(fact.text)}{place}."


@sentence.register
def _pip_python(fact: PipPython) -> str:
    return f"This solve is for Python {fact.version}."


@sentence.register
def _on_no_index(fact: OnNoIndex) -> str:
    return f"{fact.project} is on no index."


@sentence.register
def _no_file_for_target(fact: NoFileForTarget) -> str:
    return f"No version of {fact.project}{fact.specifier} has a file for this target."


@sentence.register
def _pip_combined(fact: PipCombined) -> str:
    if fact.is_last:
        return "pip's search ended at these requirements, which cannot be met together."
    return "These requirements apply at the same time."
