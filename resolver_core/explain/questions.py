"""What users ask beyond differences: why this version, why not another, why is this here, why two versions.

Every answer rests on a solve: the one that was made, or one more with the version in question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import InvalidName, NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Edge, Pin, PinKey, Resolution
from resolver_core.answer.ways import first_edges
from resolver_core.errors import CoreError
from resolver_core.explain.explanation import Experiment
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.moves import moves
from resolver_core.explain.lab.pages_read import files_of, pages_of
from resolver_core.explain.lab.trials import Trial
from resolver_core.explain.narrowing import Step, allowed_versions, edges_to, steps_to
from resolver_core.explain.wording import questions as words
from resolver_core.explain.wording.experiments import ANSWER_OR_CLASH, with_requirement, with_requirement_everywhere
from resolver_core.explain.wording.names import move
from resolver_core.index.base import Index
from resolver_core.index.formats.filenames import stated_version
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.index.records import SkippedFile
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
    laboratory = Laboratory(problem, target, options, selection, recorded, QUESTION_BUDGET)
    with stopping.heeding(should_stop):
        answers = [answer for name in about for answer in why(laboratory, _project(name))]
        return answers + [answer for text in instead for answer in why_not(laboratory, text)]


def _project(name: str) -> NormalizedName:
    try:
        return canonicalize_name(name, validate=True)
    except InvalidName:
        raise UnknownQuestion(words.no_project(name)) from None


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
        raise UnknownQuestion(words.not_installed(project, laboratory.target))
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
        raise UnknownQuestion(words.no_version(text, error)) from None
    specifiers = list(requirement.specifier)
    if len(specifiers) != 1 or specifiers[0].operator not in ("==", "===") or specifiers[0].version.endswith(".*"):
        raise UnknownQuestion(words.no_version(text))
    if requirement.marker is not None or requirement.extras or requirement.url:
        raise UnknownQuestion(words.no_version(text, words.NO_EXTRAS))
    return requirement


def _solved(laboratory: Laboratory) -> Iterator[tuple[Start, Resolution]]:
    for mode, resolution in zip(BOTH, (laboratory.single, laboratory.universal), strict=True):
        if resolution.solved:
            yield mode, resolution


# -- why this version -----------------------------------------------------------------------------------


def _why_this(laboratory: Laboratory, mode: Start, resolution: Resolution, pin: Pin) -> Answer:
    steps = steps_to(laboratory, resolution, pin)
    newer = [version for version in allowed_versions(laboratory, resolution, pin) if version > pin.version]
    sentences = [words.taken(mode, pin)]
    experiments: tuple[Experiment, ...] = ()
    moved: tuple[str, ...] = ()
    if pin.index_url is None:
        sentences.append(words.DIRECT)
    elif not newer:
        sentences.append(words.NEWEST)
    else:
        clash = _why_not(laboratory, mode, Requirement(f"{pin.project}=={newer[-1]}"))
        sentences += [words.allowed(newer[-1]), *clash.sentences]
        experiments, moved = clash.experiments, clash.moves
    return Answer(
        words.why_this(pin), mode.value, laboratory.target, tuple(sentences), tuple(steps), experiments, moved
    )


# -- why not another ----------------------------------------------------------------------------------


def _why_not(laboratory: Laboratory, mode: Start, requirement: Requirement) -> Answer:
    project, text = canonicalize_name(requirement.name), str(requirement)
    before = laboratory.single if mode is Start.SINGLE else laboratory.universal
    is_here = before.solved and project in laboratory.pins(before)
    change = Change(requirements=(text,)) if is_here else Change(constraints=(text,))
    experiment = _asked_of(laboratory, mode, change, with_requirement(text), project)
    after = laboratory.run(mode, change)
    sentences, moved = _told(laboratory, requirement, before, after)
    return Answer(words.why_not(text), mode.value, laboratory.target, sentences, experiments=(experiment,), moves=moved)


def _asked_of(laboratory: Laboratory, mode: Start, change: Change, title: str, project: NormalizedName) -> Experiment:
    """An experiment that answers whatever comes out."""
    return measured(laboratory, Trial(mode, change, title, project, lambda _: True, ANSWER_OR_CLASH))


def _told(
    laboratory: Laboratory, requirement: Requirement, before: Resolution, after: Resolution
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    project = canonicalize_name(requirement.name)
    current, wanted = laboratory.pins(before), laboratory.pins(after)
    if after.failure is not None:
        return tuple(words.stops(requirement, after)), ()
    if after.conflict is not None:
        if not _is_listed(laboratory, requirement):
            version = Version(next(iter(requirement.specifier)).version)
            return (words.not_listed(version, project, _skipped(laboratory, project, version)),), ()
        return tuple(words.clashes(requirement, after)), ()
    if project not in wanted:
        return (words.never_installed(requirement, project),), ()
    if project in current and current[project].version == wanted[project].version:
        return (words.is_taken(requirement),), ()
    moved = [one for one in moves(current, wanted) if one.project != project]
    sentences = (*words.fine(requirement, len(moved)), *_notes(wanted[project]))
    return sentences, tuple(move(one.project, one.before, one.after) for one in moved)


def _is_listed(laboratory: Laboratory, requirement: Requirement) -> bool:
    files = files_of(laboratory, canonicalize_name(requirement.name))
    return any(requirement.specifier.contains(file.version, prereleases=True) for file in files)


def _skipped(laboratory: Laboratory, project: NormalizedName, version: Version) -> list[SkippedFile]:
    """The files of a version that nobody can use."""
    pages = pages_of(laboratory, project)
    return [file for page in pages for file in page.skipped if stated_version(file.filename) == version]


def _notes(pin: Pin) -> Iterator[str]:
    """What a pin allows that a plain solve would not."""
    if any(file.is_yanked for file in pin.distributions):
        yield words.YANKED
    if pin.version.is_prerelease:
        yield words.PRERELEASE


# -- why is this here ---------------------------------------------------------------------------------

MOST_WAYS = 5
"""Ways down that are told."""


def _why_here(laboratory: Laboratory, mode: Start, resolution: Resolution, pin: Pin) -> Answer:
    ways = list(_ways(laboratory, resolution, pin))
    sentences = [words.way(way) for way in ways[:MOST_WAYS]]
    if len(ways) > MOST_WAYS:
        sentences.append(words.more_ways(len(ways) - MOST_WAYS))
    return Answer(words.why_here(pin.project), mode.value, laboratory.target, tuple(sentences))


def _ways(laboratory: Laboratory, resolution: Resolution, pin: Pin) -> Iterator[list[Edge]]:
    """For everyone who requires the project directly, the shortest way there from the user's own lines."""
    selection = laboratory.selection
    edges = installed_edges(resolution, laboratory.target, selection.extras, selection.groups)
    came_from = _came_from(resolution, edges)
    for edge in edges_to(laboratory, resolution, pin.project):
        hops, current = [edge], edge.parent
        while current is not None and current in came_from:
            hops.append(came_from[current])
            current = came_from[current].parent
        yield [*reversed(hops)]


def _came_from(resolution: Resolution, edges: list[Edge]) -> dict[PinKey | None, Edge]:
    """For every pin the edge by which it is reached first from the request."""
    roots = {pin.key for pin in resolution.pins if pin.is_root}
    leaving: dict[PinKey | None, list[Edge]] = {}
    for edge in edges:
        leaving.setdefault(None if edge.parent in roots else edge.parent, []).append(edge)
    return {key: edge for key, (_, edge) in first_edges(None, leaving, lambda edge: [edge.child]).items()}


# -- why two versions ---------------------------------------------------------------------------------


def _why_two(laboratory: Laboratory, project: NormalizedName) -> Iterator[Answer]:
    """Where each version holds and who asks for it there; then whether one of them would do everywhere."""
    resolution = laboratory.universal
    pins = sorted((pin for pin in resolution.pins if pin.project == project), key=lambda pin: pin.version, reverse=True)
    versions = list(dict.fromkeys(pin.version for pin in pins))
    if len(versions) < 2:
        return
    sentences = [words.holds_where(pin, [edge for edge in resolution.edges if edge.child == pin.key]) for pin in pins]
    splits = dict.fromkeys(fork.split_on for fork in resolution.forks if fork.split_on is not None)
    if splits:
        sentences.append(words.split_on(splits))
    experiments, ends = [], []
    for version in versions:
        experiment, end = _alone(laboratory, project, version)
        experiments.append(experiment)
        ends.append(end)
    yield Answer(
        words.why_several(len(versions), project),
        Start.UNIVERSAL.value,
        laboratory.target,
        (*sentences, *ends),
        experiments=tuple(experiments),
    )


def _alone(laboratory: Laboratory, project: NormalizedName, version: Version) -> tuple[Experiment, str]:
    text = f"{project}=={version}"
    change = Change(constraints=(text,))
    after = laboratory.run(Start.UNIVERSAL, change)
    experiment = _asked_of(laboratory, Start.UNIVERSAL, change, with_requirement_everywhere(text), project)
    return experiment, words.alone(version, text, after)
