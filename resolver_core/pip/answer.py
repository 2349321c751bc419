"""What pip's search found, as a `Resolution` of the same shape as uv's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.caution import Caution, Unread, UnreadByPip
from resolver_core.answer.failure import Failure
from resolver_core.answer.proof import (
    Conflict,
    NoFileForTarget,
    OnNoIndex,
    PipCombined,
    PipPython,
    PipRequires,
    Premise,
)
from resolver_core.answer.resolution import (
    Edge,
    Fork,
    Outcome,
    Pin,
    PinKey,
    Resolution,
    SolveStats,
)
from resolver_core.index.network.guard import without_credentials
from resolver_core.inputs.problem import Problem, ResolutionMode
from resolver_core.pip.candidates import (
    PYTHON_IDENTIFIER,
    Ask,
    Extras,
    PipCandidate,
    PipCandidates,
)
from resolver_core.pip.files import PipFiles
from resolver_core.policy import Policy
from resolver_core.solver.request import Request
from resolver_core.targets.environment import Environment

NOTHING: Extras = frozenset()
Cause = tuple[Ask, PipCandidate | None]


@dataclass(frozen=True)
class PipWork:
    """What one search was about, and what it has read."""

    problem: Problem
    policy: Policy
    request: Request
    target: Environment
    files: PipFiles
    candidates: PipCandidates


def solved(work: PipWork, roots: list[Ask], chosen: Mapping[str, PipCandidate]) -> Resolution:
    """The answer with pins and edges: everything that the roots reach, by identifier."""
    found = [candidate for candidate in _reached(work, roots, chosen) if candidate.read is not None]
    versions = {candidate.project: candidate for candidate in found if not candidate.extras}
    extras: dict[NormalizedName, set[NormalizedName]] = {project: set() for project in versions}
    for candidate in found:
        extras[candidate.project] |= candidate.extras
    return _resolution(
        work,
        Outcome.SOLVED,
        forks=(Fork("0", ""),),
        pins=tuple(sorted((_pin(work, candidate) for candidate in versions.values()), key=lambda pin: pin.key)),
        edges=tuple(_Edges(work, versions).all(roots, extras)),
    )


def _reached(work: PipWork, roots: list[Ask], chosen: Mapping[str, PipCandidate]) -> list[PipCandidate]:
    """What is needed in the end; going back can leave behind versions that nothing requires any more."""
    waiting = [ask.identifier for ask in roots]
    seen = dict.fromkeys(waiting)
    while waiting:
        for ask in work.candidates.asks_of(chosen[waiting.pop()]):
            if ask.identifier not in seen:
                seen[ask.identifier] = None
                waiting.append(ask.identifier)
    return [chosen[identifier] for identifier in seen]


def failed(work: PipWork, failure: Failure) -> Resolution:
    """The answer where something could not be read."""
    return _resolution(work, Outcome.FAILED, failure=failure)


def impossible(work: PipWork, causes: list[Cause]) -> Resolution:
    """The answer where nothing satisfies everything: the last clash, which is all that pip remembers."""
    facts = list(dict.fromkeys(_premise(*cause) for cause in causes))
    facts += dict.fromkeys(fact for ask, _ in causes for fact in _absence(work, ask))
    projects = tuple(dict.fromkeys(ask.project for ask, _ in causes if ask.project != PYTHON_IDENTIFIER))
    proof = facts[0]
    for number, premise in enumerate(facts[1:], 2):
        last = number == len(facts)
        proof = Premise(PipCombined(is_last=last), projects if last else (), causes=(proof, premise))
    told = (premise.fact for premise in facts)
    summary = (*(fact for fact in told if fact is not None), PipCombined(is_last=True))
    return _resolution(work, Outcome.UNSATISFIABLE, conflict=Conflict("0", "", proof, summary, projects))


def _premise(ask: Ask, parent: PipCandidate | None) -> Premise:
    projects = (ask.project,) if parent is None else (parent.project, ask.project)
    named = tuple(name for name in projects if name != PYTHON_IDENTIFIER)
    fact = PipRequires("" if parent is None else str(parent), ask.text, ask.line, is_supposed=ask.is_supposed)
    return Premise(fact, named, () if ask.line is None else (ask.line,))


def _absence(work: PipWork, ask: Ask) -> Iterator[Premise]:
    """What speaks against a requirement by itself, whatever else is asked for."""
    if ask.exactly is not None:
        return
    if ask.project == PYTHON_IDENTIFIER:
        yield Premise(PipPython(work.target.python_version))
    elif not work.files.listed(ask.project):
        yield Premise(OnNoIndex(ask.project), (ask.project,))
    elif not any(work.files.candidates(ask.project, ask.specifier)):
        yield Premise(NoFileForTarget(ask.project, str(ask.specifier)), (ask.project,))


def _pin(work: PipWork, candidate: PipCandidate) -> Pin:
    file, read = candidate.file, candidate.read
    assert file is not None
    assert read is not None
    is_direct = file.url in work.candidates.direct_files
    listed = (file,) if is_direct else tuple(f for f in work.files.listed(file.project) if f.version == file.version)
    return Pin(
        key=_key(candidate),
        marker="",
        fork_markers=(),
        provenance=read.provenance,
        metadata=read.metadata,
        install_file=file,
        distributions=listed,
        index_url=None if is_direct else file.index_url,
    )


def _key(candidate: PipCandidate) -> PinKey:
    file = candidate.file
    assert file is not None
    return PinKey(file.project, file.version, file.index_url or without_credentials(file.url))


@dataclass(frozen=True)
class _Edges:
    """Who requires whom on the target."""

    work: PipWork
    versions: dict[NormalizedName, PipCandidate]  #: by project, without extras

    def all(self, roots: list[Ask], extras: dict[NormalizedName, set[NormalizedName]]) -> Iterator[Edge]:
        """The edges of the request, then those of each version and of each of its extras."""
        filled = {
            (project, extra)
            for project, names in extras.items()
            for extra in names
            if any(self._asks(self.versions[project], extra))
        }
        edges = [edge for ask in roots for edge in self._edges(None, None, ask)]
        for project, names in extras.items():
            parent = self.versions[project]
            for extra in (None, *sorted(names)):
                edges += [edge for ask in self._asks(parent, extra) for edge in self._edges(_key(parent), extra, ask)]
        yield from dict.fromkeys(edge for edge in edges if edge.child_extra is None or _part(edge) in filled)

    def _asks(self, parent: PipCandidate, extra: NormalizedName | None) -> Iterator[Ask]:
        """What a version requires, or what one extra adds to that."""
        candidates = self.work.candidates
        plain = list(candidates.applicable(parent, NOTHING))
        wanted = plain
        if extra is not None:
            provided = parent.read is not None and extra in parent.read.metadata.provides_extra
            with_extra = candidates.applicable(parent, frozenset((extra,))) if provided else ()
            wanted = [requirement for requirement in with_extra if requirement not in plain]
        return (ask for requirement in wanted for ask in candidates.asks(requirement))

    def _edges(self, parent: PinKey | None, extra: NormalizedName | None, ask: Ask) -> Iterator[Edge]:
        child = _key(self.versions[ask.project])
        own = parent == child  # an extra that asks for other extras of its project
        for child_extra in sorted(ask.extras) if own else (None, *sorted(ask.extras)):
            yield Edge(
                parent=parent,
                child=child,
                marker="",
                specifier=str(ask.specifier),
                parent_extra=extra,
                child_extra=child_extra,
                line=ask.line,
            )


def _part(edge: Edge) -> tuple[str, NormalizedName | None]:
    return edge.child.project, edge.child_extra


def _resolution(work: PipWork, outcome: Outcome, **fields: object) -> Resolution:
    stats = SolveStats(
        forks=1 if outcome is Outcome.SOLVED else 0,
        pages_read=len(work.files.pages),
        metadata_read=work.candidates.reads,
        bytes_read=work.candidates.bytes_read,
    )
    return Resolution(
        problem_digest=work.problem.digest,
        label=work.policy.label,
        outcome=outcome,
        requires_python=str(work.policy.python),
        axes={**work.policy.axes, "index_strategy": "all indexes together", "engine": "resolvelib, as pip"},
        target=work.target,
        pages=tuple(work.files.pages),
        warnings=(*_not_seen(work.problem, work.policy), *work.candidates.cautions),
        stats=stats,
        **fields,  # type: ignore[arg-type]
    )


def _not_seen(problem: Problem, policy: Policy) -> Iterator[Caution]:
    """What the text says and pip would not read."""
    said = {
        Unread.OVERRIDES: problem.overrides or problem.scoped_overrides,
        Unread.EXCLUDES: problem.excludes or problem.scoped_excludes,
        Unread.SOURCES: problem.sources,
        Unread.SUPPLIED_METADATA: problem.dependency_metadata,
        Unread.RESOLUTION_MODE: policy.resolution is not ResolutionMode.HIGHEST,
        Unread.EXPLICIT_INDEXES: [index for index in policy.indexes if index.explicit],
    }
    for what, is_said in said.items():
        if is_said:
            yield UnreadByPip(what, policy.resolution.value if what is Unread.RESOLUTION_MODE else "")
