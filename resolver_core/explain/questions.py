"""What users ask beyond differences: why this version, why not another, why is this here, why two versions.

Every answer rests on a solve: the one that was made, or one more with the version in question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import InvalidName, NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Edge, Pin, PinKey, Resolution
from resolver_core.answer.ways import first_edges
from resolver_core.errors import CoreError
from resolver_core.explain.explanation import Experiment
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import pages_of
from resolver_core.explain.narrowing import Step, allowed_versions, edges_to, parent_of, steps_to
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Selection
from resolver_core.targets.environment import Environment

NO_SELECTION = Selection()


class UnknownQuestion(CoreError, ValueError):
    """A question about something that no answer has, or that is no question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in sentences, with the steps, the experiments and the moves it rests on.

    `moves` are other versions that would change; `mode` is "single" or "universal".
    """

    question: str
    mode: str
    target: Environment
    sentences: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    moves: tuple[str, ...] = ()


BOTH = (Start.SINGLE, Start.UNIVERSAL)

QUESTION_BUDGET = 40
"""Solves that may be spent on the questions about one target."""


def ask(
    problem: Problem,
    target: Environment,
    options: Options,
    index: Index,
    selection: Selection = NO_SELECTION,
    *,
    about: Iterable[str] = (),
    instead: Iterable[str] = (),
    should_stop: Callable[[], bool] | None = None,
) -> list[Answer]:
    """Answer questions about one target: `about` are projects, `instead` are texts NAME==VERSION.

    Raises UnknownQuestion, OutOfBudget, and what `resolve` raises.
    """
    recorded = index if isinstance(index, RecordingIndex) else RecordingIndex(index)
    laboratory = Laboratory(problem, target, options, selection, recorded, QUESTION_BUDGET, should_stop)
    answers = [answer for name in about for answer in why(laboratory, _project(name))]
    return answers + [answer for text in instead for answer in why_not(laboratory, text)]


def _project(name: str) -> NormalizedName:
    try:
        return canonicalize_name(name, validate=True)
    except InvalidName:
        raise UnknownQuestion(f"{name!r} is not the name of a project") from None


def why(laboratory: Laboratory, project: NormalizedName) -> list[Answer]:
    """Why this version, why is it here, and why more than one, in each mode that installs the project.

    Raises UnknownQuestion where neither does, and OutOfBudget.
    """
    answers: list[Answer] = []
    for mode, resolution in _solved(laboratory):
        pin = laboratory.pins(resolution).get(project)
        if pin is not None:
            answers.append(_why_this(laboratory, mode, resolution, pin))
            answers.append(_why_here(laboratory, mode, resolution, pin))
    answers += _why_two(laboratory, project)
    if not answers:
        raise UnknownQuestion(f"neither mode installs {project} on {laboratory.target.label}")
    return answers


def why_not(laboratory: Laboratory, text: str) -> list[Answer]:
    """Why not this version (`NAME==VERSION`): solve with it, and name the clash or what else would move.

    Raises UnknownQuestion for a text that names no single version, and OutOfBudget.
    """
    requirement = _asked(text)
    return [_why_not(laboratory, mode, requirement) for mode in BOTH]


def _asked(text: str) -> Requirement:
    try:
        requirement = Requirement(text)
    except ValueError as error:
        raise UnknownQuestion(f"{text!r} is not NAME==VERSION: {error}") from None
    specifiers = list(requirement.specifier)
    if len(specifiers) != 1 or specifiers[0].operator not in ("==", "===") or specifiers[0].version.endswith(".*"):
        raise UnknownQuestion(f"{text!r} is not NAME==VERSION")
    if requirement.marker is not None or requirement.extras or requirement.url:
        raise UnknownQuestion(f"{text!r} is not NAME==VERSION: leave out extras, markers and addresses")
    return requirement


def _solved(laboratory: Laboratory) -> Iterator[tuple[Start, Resolution]]:
    for mode, resolution in zip(BOTH, (laboratory.single, laboratory.universal), strict=True):
        if resolution.solved:
            yield mode, resolution


# -- why this version -----------------------------------------------------------------------------------


def _why_this(laboratory: Laboratory, mode: Start, resolution: Resolution, pin: Pin) -> Answer:
    steps = steps_to(laboratory, resolution, pin)
    newer = [version for version in allowed_versions(laboratory, resolution, pin) if version > pin.version]
    sentences = [f"The {mode.words} solve takes {pin.project} {pin.version}."]
    experiments: tuple[Experiment, ...] = ()
    moves: tuple[str, ...] = ()
    if pin.index_url is None:
        sentences.append("It comes from a direct URL, so there is no other.")
    elif not newer:
        sentences.append("It is the newest version that everything here allows.")
    else:
        clash = _why_not(laboratory, mode, Requirement(f"{pin.project}=={newer[-1]}"))
        sentences += [f"No requirement in the answer excludes {newer[-1]}, the newest.", *clash.sentences]
        experiments, moves = clash.experiments, clash.moves
    question = f"why {pin.project} {pin.version}"
    return Answer(question, mode.value, laboratory.target, tuple(sentences), tuple(steps), experiments, moves)


# -- why not another ----------------------------------------------------------------------------------


def _why_not(laboratory: Laboratory, mode: Start, requirement: Requirement) -> Answer:
    project, text = canonicalize_name(requirement.name), str(requirement)
    before = laboratory.single if mode is Start.SINGLE else laboratory.universal
    is_here = before.solved and project in laboratory.pins(before)
    change = Change(requirements=(text,)) if is_here else Change(constraints=(text,))
    experiment = measured(
        laboratory,
        mode,
        change,
        f"with {text}",
        about=project,
        supports=lambda _: True,
        expected="an answer, or the clash",
    )
    after = laboratory.run(mode, change)
    sentences, moves = _told(laboratory, requirement, before, after)
    return Answer(f"why not {text}", mode.value, laboratory.target, sentences, (), (experiment,), moves)


def _told(
    laboratory: Laboratory, requirement: Requirement, before: Resolution, after: Resolution
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    project = canonicalize_name(requirement.name)
    current, wanted = laboratory.pins(before), laboratory.pins(after)
    if after.failure is not None:
        return (f"With {requirement} the solve cannot go on: {after.failure.message}",), ()
    if after.conflict is not None:
        listed = _is_listed(laboratory, requirement)
        if not listed:
            return (f"No index that was asked lists {project} {next(iter(requirement.specifier)).version}.",), ()
        return (f"{requirement} clashes:", *after.conflict.summary), ()
    if project not in wanted:
        return (f"{project} is not installed here, with {requirement} or without.",), ()
    if project in current and current[project].version == wanted[project].version:
        return (f"{requirement} is what is taken.",), ()
    moves = tuple(_moves(current, wanted, project))
    price = (
        f"It would move {len(moves)} other{'' if len(moves) == 1 else 's'}." if moves else "Nothing else would move."
    )
    return (f"{requirement} would be fine: with it there is an answer.", price, *_notes(wanted[project])), moves


def _is_listed(laboratory: Laboratory, requirement: Requirement) -> bool:
    files = (
        file
        for page in pages_of(laboratory, canonicalize_name(requirement.name))
        for file in page.distributions
        if requirement.specifier.contains(file.version, prereleases=True)
    )
    return any(True for _ in files)


def _notes(pin: Pin) -> Iterator[str]:
    """What a pin allows that a plain solve would not."""
    if any(file.is_yanked for file in pin.distributions):
        yield "It was yanked: only a pin of your own brings it back."
    if pin.version.is_prerelease:
        yield "It is a pre-release: asking for it allows it."


def _moves(before: dict[NormalizedName, Pin], after: dict[NormalizedName, Pin], asked: NormalizedName) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        old, new = _version(before.get(name)), _version(after.get(name))
        if name != asked and old != new:
            yield f"{name} {old} → {new}"


def _version(pin: Pin | None) -> str:
    return "absent" if pin is None else str(pin.version)


# -- why is this here ---------------------------------------------------------------------------------

MOST_WAYS = 5
"""Ways down that are told."""


def _why_here(laboratory: Laboratory, mode: Start, resolution: Resolution, pin: Pin) -> Answer:
    ways = list(_ways(laboratory, resolution, pin))
    sentences = [" → ".join(way) for way in ways[:MOST_WAYS]]
    if len(ways) > MOST_WAYS:
        sentences.append(f"… and {len(ways) - MOST_WAYS} more.")
    return Answer(f"why {pin.project} is here", mode.value, laboratory.target, tuple(sentences))


def _ways(laboratory: Laboratory, resolution: Resolution, pin: Pin) -> Iterator[list[str]]:
    """For everyone who requires the project directly, the shortest way there from the user's own lines."""
    selection = laboratory.selection
    edges = installed_edges(resolution, laboratory.target, selection.extras, selection.groups)
    came_from = _came_from(resolution, edges)
    for edge in edges_to(laboratory, resolution, pin.project):
        hops, current = [_hop(edge)], edge.parent
        while current is not None and current in came_from:
            hops.append(_hop(came_from[current]))
            current = came_from[current].parent
        yield [*reversed(hops)]


def _came_from(resolution: Resolution, edges: list[Edge]) -> dict[PinKey | None, Edge]:
    """For every pin the edge by which it is reached first from the request."""
    roots = {pin.key for pin in resolution.pins if pin.is_root}
    leaving: dict[PinKey | None, list[Edge]] = {}
    for edge in edges:
        leaving.setdefault(None if edge.parent in roots else edge.parent, []).append(edge)
    return {key: edge for key, (_, edge) in first_edges(None, leaving, lambda edge: [edge.child]).items()}


def _hop(edge: Edge) -> str:
    marker = f" ; {edge.marker}" if edge.marker else ""
    where = f"line {edge.line}: " if edge.line is not None else ""
    return f"{where}{edge.child.project}{edge.specifier}{marker} ({edge.child.version})"


# -- why two versions ---------------------------------------------------------------------------------


def _why_two(laboratory: Laboratory, project: NormalizedName) -> Iterator[Answer]:
    """Where each version holds and who asks for it there; then whether one of them would do everywhere."""
    resolution = laboratory.universal
    pins = sorted((pin for pin in resolution.pins if pin.project == project), key=lambda pin: pin.version, reverse=True)
    versions = list(dict.fromkeys(pin.version for pin in pins))
    if len(versions) < 2:
        return
    sentences = [_where(resolution, pin) for pin in pins]
    splits = dict.fromkeys(fork.split_on for fork in resolution.forks if fork.split_on)
    if splits:
        sentences.append(f"The lock split on: {', '.join(splits)}.")
    experiments, ends = [], []
    for version in versions:
        experiment, end = _alone(laboratory, project, version)
        experiments.append(experiment)
        ends.append(end)
    question = f"why {len(versions)} versions of {project}"
    yield Answer(
        question, Start.UNIVERSAL.value, laboratory.target, (*sentences, *ends), experiments=tuple(experiments)
    )


def _where(resolution: Resolution, pin: Pin) -> str:
    markers = " or ".join(pin.fork_markers) or pin.marker or "everywhere"
    askers = dict.fromkeys(
        f"{parent_of(edge)} ({pin.project}{edge.specifier})"
        for edge in resolution.edges
        if edge.child == pin.key and edge.specifier
    )
    asked = f"; asked for by {', '.join(askers)}" if askers else ""
    return f"{pin.project} {pin.version}: {markers}{asked}."


def _alone(laboratory: Laboratory, project: NormalizedName, version: Version) -> tuple[Experiment, str]:
    text = f"{project}=={version}"
    change = Change(constraints=(text,))
    after = laboratory.run(Start.UNIVERSAL, change)
    experiment = measured(
        laboratory,
        Start.UNIVERSAL,
        change,
        f"with {text} everywhere",
        about=project,
        supports=lambda _: True,
        expected="an answer, or the clash",
    )
    if after.solved:
        return experiment, f"{version} alone would do: with {text} there is an answer for every environment."
    said = (
        after.failure.message
        if after.failure is not None
        else " ".join(after.conflict.summary if after.conflict else ())
    )
    return experiment, f"{version} alone would not do: {said}"
