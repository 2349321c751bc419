"""What only loosens the question of a mode without an answer: other files, extras apart, fewer environments."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Premise, Resolution
from resolver_core.explain.explanation import CauseClass, Evidence
from resolver_core.explain.failure_hypotheses import FailureHypothesis, projects_of
from resolver_core.explain.fixes import Candidate, platform_marker
from resolver_core.explain.hypotheses import narrowed_python
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.edits import (
    with_conflicts,
    with_dependencies_replaced,
    with_list_item,
    with_marker,
)
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.inputs.problem import InputKind


def of_loosening(laboratory: Laboratory, mode: Start, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """Looser questions that may have an answer. Raises OutOfBudget."""
    if resolution.conflict is None:
        return
    if mode is Start.SINGLE:
        yield _files_elsewhere(laboratory, resolution)
    else:
        yield from _extras(laboratory)
        yield from _narrower(laboratory)
    yield from _user_lines(laboratory, resolution)


def _files_elsewhere(laboratory: Laboratory, resolution: Resolution) -> FailureHypothesis:
    return FailureHypothesis(
        CauseClass.NO_COMPATIBLE_FILE,
        "with files of any platform",
        Change(axes=(Axis.FILE_RULE,)),
        f"Versions that would satisfy it have no file for {laboratory.target.label}: if files of other platforms "
        "counted there would be an answer.",
        edits=tuple(_asked_elsewhere(laboratory, resolution)),
    )


MOST_MARKED = 8
"""Requirements that are guarded by a marker before it is given up."""


def _asked_elsewhere(laboratory: Laboratory, resolution: Resolution) -> Iterator[Candidate]:
    """Ask for what has no file on this platform everywhere but here: one requirement after the other."""
    marker = f"sys_platform != '{laboratory.target.markers['sys_platform']}'"
    text, marked = laboratory.problem.text, list[NormalizedName]()
    while resolution.conflict is not None and len(marked) < MOST_MARKED:
        for name in projects_of(resolution):
            edited = None if name in marked else with_marker(text, name, marker)
            if edited is not None:
                text = edited
                marked.append(name)
                break
        else:
            return
        resolution = laboratory.run(Start.SINGLE, Change(text=text))
    if resolution.solved and marked:
        yield Candidate(f"ask for {', '.join(marked)} only where {marker}", text)


def _extras(laboratory: Laboratory) -> Iterator[FailureHypothesis]:
    """Extras and groups that cannot be had together: declare the first pair that makes it solvable."""
    problem = laboratory.problem
    if problem.kind is not InputKind.PYPROJECT or problem.conflicts:
        return
    parts = [("extra", name) for name in problem.optional_dependencies]
    parts += [("group", name) for name in problem.dependency_groups]
    for pair in islice(combinations(parts, 2), MOST_PAIRS):
        text = with_conflicts(problem.text, pair)
        if text is not None:
            words = " and ".join(f"{kind} {name}" for kind, name in pair)
            yield FailureHypothesis(
                CauseClass.EXTRAS_GROUPS_CONFLICTS,
                f"with {words} declared as conflicting",
                Change(text=text),
                f"A lock solves all extras and groups together, and {words} exclude each other: declared as "
                "conflicting they are locked apart, and there is an answer.",
                tuple(Evidence(kind, name) for kind, name in pair),
                (Candidate(f"declare {words} as conflicting", text),),
            )


MOST_PAIRS = 10
"""Pairs of extras and groups that are tried."""


def _narrower(laboratory: Laboratory) -> Iterator[FailureHypothesis]:
    text = narrowed_python(laboratory)
    minor = ".".join(map(str, laboratory.target.python_version.release[:2]))
    if text is not None:
        yield FailureHypothesis(
            CauseClass.PYTHON_RANGE,
            f"with requires-python narrowed to Python {minor}",
            Change(text=text),
            f"The lock has to hold for every Python in {laboratory.problem.requires_python}: for Python {minor} alone "
            "there is an answer.",
            (Evidence("requires-python", str(laboratory.problem.requires_python)),),
            (Candidate(f"narrow requires-python to Python {minor}", text),),
        )
    if not laboratory.problem.environments:
        marker = platform_marker(laboratory.target)
        limited = with_list_item(laboratory.problem.text, ("tool", "uv", "environments"), marker)
        if limited is not None:
            yield FailureHypothesis(
                CauseClass.PLATFORM_RANGE,
                f"for {marker} alone",
                Change(text=limited),
                f"The lock has to hold on every platform: for {marker} alone there is an answer.",
                (Evidence("environment", marker),),
                (Candidate(f"lock for {marker} alone", limited),),
            )


def _user_lines(laboratory: Laboratory, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """Loosen one of the user's own lines that the proof of the conflict rests on."""
    problem = laboratory.problem
    if resolution.conflict is None or problem.kind is not InputKind.PYPROJECT:
        return
    numbers = _lines_of(resolution.conflict.proof)
    for line in problem.dependencies:
        if line.line in numbers and line.requirement.specifier:
            name = canonicalize_name(line.requirement.name)
            loose = str(line.requirement).replace(str(line.requirement.specifier), "", 1)
            text = with_dependencies_replaced(problem.text, name, [loose])
            if text is not None:
                yield FailureHypothesis(
                    CauseClass.REQUIREMENTS_CONFLICT,
                    f"with {line.text!r} loosened to {loose!r}",
                    Change(text=text),
                    f"If {line.text!r} did not hold there would be an answer.",
                    (Evidence("requirement", line.text),),
                    (Candidate(f"loosen {name}", text),),
                )


def _lines_of(premise: Premise) -> set[int]:
    waiting, seen, lines = [premise], set[int](), set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            lines.update(one.lines)
            waiting.extend(one.causes)
    return lines
