"""`env-specific-lock`: a pasted list of pins that was compiled for one machine.

On another machine it misses something, or has something too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.causes.cause import Hypothesis, KnownCause, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.trials import ABSENT, Candidate, Trial
from resolver_core.explain.wording.causes import env_specific_lock as words
from resolver_core.explain.wording.evidence import requires
from resolver_core.explain.wording.names import pinned
from resolver_core.inputs.problem import InputKind, Problem, RequirementLine
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target

FEWEST_PINS = 2
"""A shorter list says nothing about how it was made."""

_ELSEWHERE = ("x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")
"""Where a pin may come from that the target does not need."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A requirement on a project under a marker, and who has it."""

    parent: str
    requirement: Requirement
    marker: Marker


class EnvSpecificLock(KnownCause):
    """Only for a list in which every line is an exact pin without a marker, as a compile for one machine leaves it."""

    name = CauseClass.ENV_SPECIFIC_LOCK

    def in_answer(self, surprising: Surprising) -> Iterator[Hypothesis]:
        """Pins that nothing needs at the target, though something needs them elsewhere; and needs that nothing pins."""
        problem = surprising.problem
        lines = problem.dependencies
        if problem.kind is not InputKind.REQUIREMENTS or len(lines) < FEWEST_PINS or not all(map(_is_pin, lines)):
            return
        guards = dict(_false_guards(surprising))
        for line in lines:
            name = canonicalize_name(line.requirement.name)
            if name in guards:
                yield from self._too_much(surprising, line, guards[name])
        for name in sorted(surprising.pins.keys() - {canonicalize_name(line.requirement.name) for line in lines}):
            for guard in _guards_of(surprising, name)[:1]:
                yield from self._too_little(surprising, name, guard)

    def _too_much(self, surprising: Surprising, line: RequirementLine, guard: Guard) -> Iterator[Hypothesis]:
        """Proven by leaving the line out: the target does without, another platform brings the project back."""
        name, problem = canonicalize_name(line.requirement.name), surprising.problem
        elsewhere = _where(surprising.target, guard.marker, holds=True)
        if elsewhere is not None:
            rows = enumerate(problem.text.splitlines(keepends=True), 1)
            text = "".join(row for number, row in rows if number != line.line)
            title = words.without_line(line.text)
            marked = _with_line(problem, line.line, f"{line.text} ; {guard.marker}")
            yield self._hypothesis(
                (
                    _is_absent(text, name, title),
                    _is_installed(text, name, words.on(title, elsewhere), elsewhere),
                ),
                words.too_much(line.text, guard.parent, name, guard.marker, surprising.target, elsewhere),
                guard,
                Candidate(words.add_marker(line.text, guard.marker), marked),
                name,
            )

    def _too_little(self, surprising: Surprising, name: NormalizedName, guard: Guard) -> Iterator[Hypothesis]:
        """A project that the target needs and the list does not pin: the answer holds more than the list."""
        problem = surprising.problem
        elsewhere = _where(surprising.target, guard.marker, holds=False)
        if elsewhere is not None:
            text, title = problem.text, words.AS_IT_STANDS
            pin = f"{name}=={surprising.pins[name].version} ; {guard.marker}"
            yield self._hypothesis(
                (
                    _is_installed(text, name, title),
                    _is_absent(text, name, words.on(title, elsewhere), elsewhere),
                ),
                words.too_little(name, guard.parent, guard.marker, surprising.target, elsewhere),
                guard,
                Candidate(words.pin_too(name), _with_line(problem, None, pin)),
                name,
            )

    def _hypothesis(
        self, trials: tuple[Trial, ...], summary: str, guard: Guard, edit: Candidate, name: NormalizedName
    ) -> Hypothesis:
        return Hypothesis(
            self.name,
            trials,
            summary,
            (Evidence("requirement", requires(guard.parent, guard.requirement)),),
            (edit,),
            about=name,
            mode="single",
            is_fact=True,
            needs_fix=True,
        )


def _is_pin(line: RequirementLine) -> bool:
    specifiers = list(line.requirement.specifier)
    return line.requirement.marker is None and len(specifiers) == 1 and specifiers[0].operator in ("==", "===")


def _requirements(surprising: Surprising) -> Iterator[tuple[str, Requirement]]:
    """Everything that the pins require, each with the pin."""
    for pin in surprising.pins.values():
        for requirement in () if pin.metadata is None else pin.metadata.requires_dist:
            yield pinned(pin.key), requirement


def _false_guards(surprising: Surprising) -> Iterator[tuple[NormalizedName, Guard]]:
    """Pinned projects that others require under markers alone that are false at the target."""
    environment = {**surprising.target.markers, "extra": ""}
    applying: set[NormalizedName] = set()
    guarded: dict[NormalizedName, Guard] = {}
    for parent, requirement in _requirements(surprising):
        name, marker = canonicalize_name(requirement.name), requirement.marker
        if marker is None or marker.evaluate(environment):
            applying.add(name)
        elif "extra" not in str(marker):
            guarded.setdefault(name, Guard(parent, requirement, marker))
    yield from ((name, guard) for name, guard in guarded.items() if name not in applying)


def _guards_of(surprising: Surprising, project: NormalizedName) -> list[Guard]:
    """The requirements on a project that have markers."""
    return [
        Guard(parent, requirement, requirement.marker)
        for parent, requirement in _requirements(surprising)
        if canonicalize_name(requirement.name) == project and requirement.marker is not None
    ]


def _where(here: Environment, marker: Marker, *, holds: bool) -> Environment | None:
    """A platform with the target's Python on which a marker holds, or does not."""
    for platform in _ELSEWHERE:
        environment = target(here.python, platform)
        if marker.evaluate({**environment.markers, "extra": ""}) is holds:
            return environment
    return None


def _with_line(problem: Problem, number: int | None, text: str) -> str:
    """The list with one line replaced, or one more at the end."""
    rows = problem.text.splitlines(keepends=True)
    if number is None:
        return "".join([*rows[:-1], rows[-1].rstrip("\n") + "\n", text + "\n"])
    return "".join([*rows[: number - 1], text + "\n", *rows[number:]])


def _is_absent(text: str, project: NormalizedName, title: str, place: Environment | None = None) -> Trial:
    return Trial(Start.SINGLE, Change(text=text), title, project, lambda result: result.text == ABSENT, ABSENT, place)


def _is_installed(text: str, project: NormalizedName, title: str, place: Environment | None = None) -> Trial:
    return Trial(
        Start.SINGLE, Change(text=text), title, project, lambda result: result.pin is not None, words.INSTALLED, place
    )
