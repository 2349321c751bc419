"""Whether what is stated of a fix is what the real uv does: both modes solved, and `uv sync` on the whole panel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import (
    Environment,
    Explanation,
    IndexSnapshot,
    Options,
    Problem,
    Resolution,
    Selection,
    SnapshotIndex,
    resolve,
)
from resolver_core.explain.explanation import Fix
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.panel.shifts import shifts
from resolver_core.explain.panel.would_install import Form
from resolver_core.explain.panel.would_install import WouldInstall as Ours
from resolver_core.explain.panel.would_install import would_install as ours_at
from resolver_core.inputs.parse import parse_changed
from resolver_core.inputs.problem import InputKind
from uv_check.checking import check_mode
from uv_check.errors import NotAsked
from uv_check.platforms import WouldInstall, would_install
from uv_check.question import Mode, Question
from uv_check.running.releases import Uv
from uv_check.running.written_project import written_project
from uv_check.verdict import ModeCheck, Verdict

UPGRADE = "uv lock --upgrade-package "


@dataclass(frozen=True)
class Asked:
    """A question that was explained, with everything that the answers were read from."""

    name: str
    problem: Problem
    options: Options
    target: Environment
    selection: Selection
    snapshot: IndexSnapshot

    def question(self, problem: Problem, upgraded: str = "") -> Question:
        """The same question of another text, or with one project that the lock is to forget."""
        options = self.options
        if upgraded:
            settings = replace(options.settings, upgrade_package=frozenset({canonicalize_name(upgraded)}))
            options = replace(options, settings=settings)
        return Question(problem, options, self.target, self.selection)


@dataclass
class Judged:
    """How many fixes are as stated, not, or without the data that uv needs."""

    uv: Uv
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def judge(self, asked: Asked, explanation: Explanation) -> None:
        """Judge every offered fix of an explanation once."""
        offered = {
            (fix.text, fix.command): fix
            for entry in (*explanation.failures, *explanation.divergences, *explanation.findings)
            for fix in entry.fixes
            if fix.is_offered
        }
        before = _Answered.of(asked, asked.problem, self.uv) if offered else None
        for fix in offered.values():
            assert before is not None
            self._judge_one(asked, before, fix)

    def _judge_one(self, asked: Asked, before: _Answered, fix: Fix) -> None:
        there = asked if fix.target is None else replace(asked, target=fix.target)
        if there != asked:
            before = _Answered.of(there, asked.problem, self.uv)
        asked = replace(there, selection=_with_extras(there.selection, fix))
        upgraded = fix.command.removeprefix(UPGRADE) if fix.command.startswith(UPGRADE) else ""
        after = _Answered.of(asked, _edited(asked.problem, fix.text), self.uv, upgraded)
        obstacle = before.obstacle or after.obstacle
        faults = [] if obstacle else list(_faults(asked, before, after, fix, self.uv))
        apart = [fault for fault in faults if fault.startswith("not asked")]
        self.counts["apart" if obstacle or apart else "wrong" if faults else "right"] += 1
        if obstacle or faults:
            self.wrong.append(f"{asked.name}: {fix.title}: {obstacle or '; '.join(faults)}")

    def __str__(self) -> str:
        counts = self.counts
        total = counts["right"] + counts["wrong"]
        return f"{counts['right']} of {total} fixes are as stated (uv {self.uv.version}); {counts['apart']} not judged"


@dataclass(frozen=True)
class _Answered:
    """Both answers to one text, ours and uv's."""

    problem: Problem
    lock: Resolution
    single: Resolution
    selection: Selection
    checks: Mapping[Mode, ModeCheck]
    known: dict[Environment, WouldInstall] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Asked, problem: Problem, uv: Uv, upgraded: str = "") -> _Answered:
        question, index = asked.question(problem, upgraded), SnapshotIndex(asked.snapshot)
        ours = {mode: resolve(problem, question.policy(mode), index) for mode in Mode}
        checks = {mode: check_mode(question, mode, ours[mode], asked.snapshot, uv) for mode in Mode}
        return cls(problem, ours[Mode.LOCK], ours[Mode.COMPILE], asked.selection, checks)

    @property
    def obstacle(self) -> str:
        """Why uv cannot judge: it lacks recorded data, or cannot be asked."""
        unasked = {Verdict.ABSENT, Verdict.NOT_ASKED}
        return "; ".join(
            f"{mode}: {check.verdict} {check.detail or ', '.join(one.project for one in check.absent)}"
            for mode, check in self.checks.items()
            if check.verdict in unasked
        )

    def installs(self, place: Environment, uv: Uv) -> WouldInstall:
        """What uv would do with its lock at a place; asked once. Raises `NotAsked`."""
        if place not in self.known:
            document = self.checks[Mode.LOCK].document
            is_read = self.problem.kind is InputKind.PYPROJECT
            text = self.problem.text if is_read else written_project(self.problem)
            self.known[place] = would_install(text, document, place, uv, self.selection)
        return self.known[place]

    def ours_at(self, place: Environment, asked: Asked) -> Ours:
        """What we say that it would do with ours."""
        settings = asked.question(self.problem).policy(Mode.LOCK).settings
        return ours_at(self.lock, self.problem, settings, place, self.selection)


def _faults(asked: Asked, before: _Answered, after: _Answered, fix: Fix, uv: Uv) -> Iterator[str]:
    for when, answered in (("before", before), ("after", after)):
        for mode, check in answered.checks.items():
            if check.verdict is Verdict.DIFFERS:
                yield f"{when}: uv's {mode} differs: {check.differences[:2]}"
    if fix.agrees and not (after.lock.solved and after.single.solved):
        yield "it is said to agree, but a mode has no answer"
    if after.lock.solved:
        yield from _on_panel(asked, before, after, fix, uv)
        yield from _agreement(asked, after, fix, uv)


def _on_panel(asked: Asked, before: _Answered, after: _Answered, fix: Fix, uv: Uv) -> Iterator[str]:
    ours: dict[bool, dict[Environment, Ours]] = {False: {}, True: {}}
    for place in fix.places:
        for is_after, answered in ((False, before), (True, after)):
            if answered.lock.solved:
                ours[is_after][place] = answered.ours_at(place, asked)
                fault = _differs(ours[is_after][place], answered, place, uv)
                if fault:
                    yield f"{'after' if is_after else 'before'} on {place.label}: {fault}"
    expected = shifts(Start.UNIVERSAL, ours[False] if before.lock.solved else None, ours[True])
    if expected != tuple(shift for shift in fix.shifts if shift.mode is Start.UNIVERSAL):
        yield "what is stated of the panel is not what the two locks install"


def _differs(ours: Ours, answered: _Answered, place: Environment, uv: Uv) -> str:
    try:
        theirs = answered.installs(place, uv)
    except NotAsked as error:
        return f"not asked: {error.obstacle} {error.detail[-300:]}"
    if bool(theirs.not_covered) is ours.is_covered:
        return f"uv: {theirs.not_covered or 'it is covered'}"
    missing = {f"{name} {held.version}" for name, held in ours.held.items() if held.form is Form.NONE}
    if bool(missing) is not bool(theirs.without_file) or (missing and theirs.without_file not in missing):
        return f"without a file: {theirs.without_file or 'nothing'}, ours {sorted(missing)}"
    versions = {str(name): held.version for name, held in ours.held.items()}
    if not missing and versions != {name: Version(text) for name, text in theirs.versions.items()}:
        return f"installed: {sorted(set(theirs.versions.items()) ^ {(n, str(v)) for n, v in versions.items()})}"
    return ""


def _agreement(asked: Asked, after: _Answered, fix: Fix, uv: Uv) -> Iterator[str]:
    """That both modes install the same at the target, by what uv itself says of both."""
    try:
        locked = after.installs(asked.target, uv)
    except NotAsked:
        return
    if not fix.agrees or locked.without_file or locked.not_covered:
        if fix.agrees and (locked.not_covered or locked.without_file.partition(" ")[0] not in fix.still_differ):
            yield f"it is said to agree, but uv cannot sync: {locked.without_file or locked.not_covered}"
        return
    alone = {str(pin.project): pin.version for pin in after.single.pins if not pin.is_root}
    theirs = {name: Version(version) for name, version in locked.versions.items()}
    differing = {name for name in alone.keys() | theirs.keys() if alone.get(name) != theirs.get(name)}
    if not differing <= set(fix.still_differ):
        yield f"both modes differ in {sorted(differing - set(fix.still_differ))}"


def _with_extras(selection: Selection, fix: Fix) -> Selection:
    return replace(selection, extras=(*selection.extras, *fix.extras)) if fix.extras else selection


def _edited(problem: Problem, text: str) -> Problem:
    if text == problem.text:
        return problem
    listed = problem.kind is InputKind.REQUIREMENTS
    return replace(parse_changed(problem, text, filename="requirements.txt" if listed else None))
