"""One experiment of an explanation as JSON, what is needed to solve it again, and what came out then."""

from __future__ import annotations

import hashlib
from typing import Annotated, NotRequired, TypedDict

from packaging.utils import canonicalize_name

from resolver_core.codec.says import one_of, says
from resolver_core.codec.target import TargetEntry, target_entry, target_of
from resolver_core.errors import CoreError
from resolver_core.explain.explanation import Experiment
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Axis, Change, SettingChange, Start
from resolver_core.explain.lab.moves import Move
from resolver_core.explain.lab.repeating import Repeatable, Repetition

OneAxis = Annotated[str, one_of(Axis)]


class UnknownExperiment(CoreError, ValueError):
    """A document that is no experiment of this version."""


class SettingEntry(TypedDict):
    """One of uv's settings at another value."""

    name: Annotated[str, says("`prerelease`, `index-strategy` or `exclude-newer`")]
    value: Annotated[str, says("the value; `off` for `exclude-newer`")]
    project: Annotated[str | None, says("`null`: for every project")]


class AlterationEntry(TypedDict):
    """One change of what the index says of one project."""

    kind: Annotated[str, one_of(AlterationKind), says("in what the data are changed")]
    project: Annotated[str, says("whose data")]
    detail: Annotated[str, says('what the kind needs to know; "" for nothing')]


ID_LENGTH = 12


class ExperimentEntry(TypedDict):
    """One solve with one thing changed, and what it showed."""

    id: NotRequired[Annotated[str, says("of what is asked, not of what came out; left out in old documents")]]
    title: Annotated[str, says("what was tried")]
    start: Annotated[str, one_of(Start), says("the policy it starts from: `single`, `universal` or `as-pip`")]
    target: Annotated[TargetEntry | None, says("where")]
    about: Annotated[str | None, says("the project in question, or `null`: whether there is an answer")]
    axes: Annotated[list[OneAxis], says("the axes that were set to the other policy's values")]
    projects: NotRequired[Annotated[list[str], says("for whom alone the axes were set; left out where it was for all")]]
    settings: Annotated[list[SettingEntry], says("settings that were changed")]
    index: Annotated[list[AlterationEntry], says("index data that were changed")]
    requirements: Annotated[list[str], says("requirements that were added")]
    constraints: Annotated[list[str], says("constraints that were added")]
    system_version: NotRequired[
        Annotated[
            str, says("the version of macOS, glibc or musl that the target was given; left out where its own counted")
        ]
    ]
    edit: Annotated[str, says('the change of the pasted text as a unified diff; "" for none')]
    text: Annotated[str | None, says("the whole text after it")]
    outcome: Annotated[str, says("what the project came out as: a version, `absent`, `unsatisfiable`, `failed: …`")]
    expected: Annotated[str, says("what it had to be to support the cause")]
    supports: Annotated[bool, says("whether it was")]
    undecided: Annotated[bool, says("whether a recorded index lacked the data")]


class MoveEntry(TypedDict):
    """A project that the change moves at the target."""

    project: Annotated[str, says("its normalised name")]
    before: Annotated[str, says("its version; `absent` where it is not installed")]
    after: Annotated[str, says("the same with the change")]


class RepetitionDocument(TypedDict):
    """An experiment that was solved again (`repetition_to_json`)."""

    outcome: Annotated[str, says("as in an experiment")]
    moves: Annotated[list[MoveEntry], says("everything that moved with it")]
    said: Annotated[list[str], says("the clash or the trouble where there is no answer")]


def experiment_id(experiment: Experiment) -> str:
    """A short name of what is asked: two experiments with the same one are the same solve about the same project."""
    asked = (experiment.start, experiment.change, experiment.target.label, experiment.about)
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:ID_LENGTH]


def experiment_entry(experiment: Experiment) -> ExperimentEntry:
    """The entry of an experiment."""
    change = experiment.change
    entry: ExperimentEntry = {
        "id": experiment_id(experiment),
        "title": experiment.title,
        "start": experiment.start.value,
        "target": target_entry(experiment.target),
        "about": experiment.about,
        "axes": [axis.value for axis in experiment.axes],
        "settings": [setting_entry(setting) for setting in change.settings],
        "index": [alteration_entry(alteration) for alteration in change.index],
        "requirements": list(change.requirements),
        "constraints": list(change.constraints),
        "edit": experiment.edit,
        "text": change.text,
        "outcome": experiment.outcome,
        "expected": experiment.expected,
        "supports": experiment.supports,
        "undecided": experiment.undecided,
    }
    if change.projects:
        entry["projects"] = list(change.projects)
    if change.system_version:
        entry["system_version"] = change.system_version
    return entry


def setting_entry(change: SettingChange) -> SettingEntry:
    """The entry of a setting."""
    return {"name": change.name, "value": change.value, "project": change.project}


def alteration_entry(alteration: Alteration) -> AlterationEntry:
    """The entry of a change of index data."""
    return {"kind": alteration.kind.value, "project": alteration.project, "detail": alteration.detail}


def repetition_to_json(repetition: Repetition) -> RepetitionDocument:
    """The document of an experiment that was solved again."""
    return {
        "outcome": repetition.outcome,
        "moves": [move_entry(move) for move in repetition.moves],
        "said": list(repetition.said),
    }


def move_entry(move: Move) -> MoveEntry:
    """The entry of a move."""
    return {"project": move.project, "before": move.before, "after": move.after}


def experiment_from_json(entry: ExperimentEntry) -> Repeatable:
    """What is needed to solve a stored experiment again. Raises UnknownExperiment and InvalidTarget."""
    try:
        about = entry["about"]
        change = Change(
            axes=tuple(map(Axis, entry["axes"])),
            projects=tuple(map(canonicalize_name, entry.get("projects", ()))),
            settings=tuple(map(_setting, entry["settings"])),
            index=tuple(map(_alteration, entry["index"])),
            text=entry["text"],
            requirements=tuple(entry["requirements"]),
            constraints=tuple(entry["constraints"]),
            system_version=entry.get("system_version", ""),
        )
        start = Start(entry["start"])
        name = None if about is None else canonicalize_name(about)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnknownExperiment(f"not an experiment: {error!r}") from None
    return Repeatable(start, change, name, target_of(entry.get("target") or None))


def _setting(entry: SettingEntry) -> SettingChange:
    project = entry["project"]
    return SettingChange(entry["name"], entry["value"], None if project is None else canonicalize_name(project))


def _alteration(entry: AlterationEntry) -> Alteration:
    return Alteration(AlterationKind(entry["kind"]), canonicalize_name(entry["project"]), entry["detail"])
