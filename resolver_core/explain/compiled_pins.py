"""A pasted list of pins that was compiled for one machine: what it misses or has too much on another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.explanation import Cause, CauseClass, Evidence, Experiment, Finding, Proof
from resolver_core.explain.fixes import Candidate, tried
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.inputs.problem import InputKind, RequirementLine
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target

FEWEST_PINS = 2
"""A shorter list says nothing about how it was made."""

_ELSEWHERE = ("x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")
"""Where a pin may come from that the target does not need."""


@dataclass(frozen=True, slots=True)
class _Guard:
    """A requirement on a pinned project that does not apply at the target."""

    parent: str
    requirement: Requirement


def foreign_pins(laboratory: Laboratory) -> Iterator[Finding]:
    """Pins that nothing needs at the target, though something needs them elsewhere; and needs that nothing pins.

    Only for a list in which every line is an exact pin without a marker, as a compile for one machine leaves it.
    Raises OutOfBudget.
    """
    problem = laboratory.problem
    lines = problem.dependencies
    if problem.kind is not InputKind.REQUIREMENTS or len(lines) < FEWEST_PINS or not all(map(_is_pin, lines)):
        return
    guards = dict(_guards(laboratory))
    for line in lines:
        name = canonicalize_name(line.requirement.name)
        if name in guards:
            finding = _superfluous(laboratory, line, guards[name])
            if finding is not None:
                yield finding
    yield from _missing(laboratory, lines)


def _is_pin(line: RequirementLine) -> bool:
    specifiers = list(line.requirement.specifier)
    return line.requirement.marker is None and len(specifiers) == 1 and specifiers[0].operator in ("==", "===")


def _guards(laboratory: Laboratory) -> Iterator[tuple[NormalizedName, _Guard]]:
    """Pinned projects that others require under markers alone that are false at the target."""
    environment = dict(laboratory.target.markers)
    applying: set[NormalizedName] = set()
    guarded: dict[NormalizedName, _Guard] = {}
    for pin in laboratory.pins(laboratory.single).values():
        for requirement in () if pin.metadata is None else pin.metadata.requires_dist:
            name = canonicalize_name(requirement.name)
            marker = requirement.marker
            if marker is None or marker.evaluate({**environment, "extra": ""}):
                applying.add(name)
            elif "extra" not in str(marker):
                guarded.setdefault(name, _Guard(f"{pin.project} {pin.version}", requirement))
    yield from ((name, guard) for name, guard in guarded.items() if name not in applying)


def _superfluous(laboratory: Laboratory, line: RequirementLine, guard: _Guard) -> Finding | None:
    """Proven by leaving the line out: the target does without, another platform brings the project back."""
    name = canonicalize_name(line.requirement.name)
    elsewhere = _where(laboratory, guard)
    if elsewhere is None:
        return None
    text = "".join(
        row for number, row in enumerate(laboratory.problem.text.splitlines(keepends=True), 1) if number != line.line
    )
    here = _presence(laboratory, text, name, absent=True, words=f"without the line {line.text!r}")
    there_words = f"without the line {line.text!r}, on {elsewhere.label}"
    there = _presence(laboratory.elsewhere(elsewhere), text, name, absent=False, words=there_words)
    proven = here.supports and there.supports
    cause = Cause(
        CauseClass.ENV_SPECIFIC_LOCK,
        (),
        Proof.PROVEN if proven else Proof.NOT_PROVEN,
        f"{line.text!r} stands in the list without a marker, but only {guard.parent} requires {name}, and only where "
        f"{guard.requirement.marker} holds: the list was compiled on another platform than {laboratory.target.label}. "
        f"Without the line {name} is absent here and still installed on {elsewhere.label}.",
        (Evidence("requirement", f"{guard.parent} requires {guard.requirement}"),),
        (here, there),
    )
    marked = _with_line(laboratory, line.line, f"{line.text} ; {guard.requirement.marker}")
    fix = tried(laboratory, Candidate(f"guard {name} with the marker it has", marked), name)
    return Finding(name, "single", laboratory.target, cause, () if fix is None else (fix,))


def _with_line(laboratory: Laboratory, number: int | None, text: str) -> str:
    """The list with one line replaced, or one more at the end."""
    rows = laboratory.problem.text.splitlines(keepends=True)
    if number is None:
        return "".join([*rows[:-1], rows[-1].rstrip("\n") + "\n", text + "\n"])
    return "".join([*rows[: number - 1], text + "\n", *rows[number:]])


def _where(laboratory: Laboratory, guard: _Guard) -> Environment | None:
    for platform in _ELSEWHERE:
        environment = target(laboratory.target.python, platform)
        marker = guard.requirement.marker
        if marker is not None and marker.evaluate({**environment.markers, "extra": ""}):
            return environment
    return None


def _missing(laboratory: Laboratory, lines: tuple[RequirementLine, ...]) -> Iterator[Finding]:
    """Projects that the target needs and the list does not pin: the answer holds more than the list."""
    pinned = {canonicalize_name(line.requirement.name) for line in lines}
    pins = laboratory.pins(laboratory.single)
    for name in sorted(pins.keys() - pinned):
        brought = [
            (f"{pin.project} {pin.version}", requirement)
            for pin in pins.values()
            for requirement in (() if pin.metadata is None else pin.metadata.requires_dist)
            if canonicalize_name(requirement.name) == name and requirement.marker is not None
        ]
        elsewhere = None if not brought else _where_not(laboratory, brought[0][1])
        if elsewhere is None:
            continue
        parent, requirement = brought[0]
        text = laboratory.problem.text
        here = _presence(laboratory, text, name, absent=False, words="of the list as it stands")
        there_words = f"of the list as it stands, on {elsewhere.label}"
        there = _presence(laboratory.elsewhere(elsewhere), text, name, absent=True, words=there_words)
        cause = Cause(
            CauseClass.ENV_SPECIFIC_LOCK,
            (),
            Proof.PROVEN if here.supports and there.supports else Proof.NOT_PROVEN,
            f"The list pins everything but {name}, which {parent} requires where {requirement.marker} holds: it was "
            f"compiled on a platform like {elsewhere.label}, and on {laboratory.target.label} {name} is not pinned.",
            (Evidence("requirement", f"{parent} requires {requirement}"),),
            (here, there),
        )
        pinned_line = f"{name}=={pins[name].version} ; {requirement.marker}"
        fix = tried(laboratory, Candidate(f"pin {name} too", _with_line(laboratory, None, pinned_line)), name)
        yield Finding(name, "single", laboratory.target, cause, () if fix is None else (fix,))


def _where_not(laboratory: Laboratory, requirement: Requirement) -> Environment | None:
    marker = requirement.marker
    for platform in _ELSEWHERE:
        environment = target(laboratory.target.python, platform)
        if marker is not None and not marker.evaluate({**environment.markers, "extra": ""}):
            return environment
    return None


def _presence(laboratory: Laboratory, text: str, project: NormalizedName, *, absent: bool, words: str) -> Experiment:
    return measured(
        laboratory,
        Start.SINGLE,
        Change(text=text),
        words,
        about=project,
        supports=lambda result: (result.text == "absent") if absent else result.pin is not None,
        expected="absent" if absent else "installed",
    )
