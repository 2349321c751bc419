"""Extras that are asked for in another spelling than their project declares: equal to uv, not to an old pip."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Pin
from resolver_core.explain.explanation import Cause, CauseClass, Evidence, Experiment, Finding, Proof
from resolver_core.explain.fixes import Candidate, tried
from resolver_core.explain.lab.altered_index import spelled_extras
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, Start
from resolver_core.explain.lab.edits import with_dependencies_replaced
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.inputs.problem import RequirementLine


def spelled_otherwise(laboratory: Laboratory) -> Iterator[Finding]:
    """Requested extras that a pip that compares them as they are spelled would not find. Raises OutOfBudget."""
    pins = laboratory.pins(laboratory.single)
    for line in laboratory.problem.dependencies:
        pin = pins.get(canonicalize_name(line.requirement.name))
        if pin is not None and pin.metadata is not None:
            spelled = spelled_extras(pin.metadata)
            for asked in sorted(line.requirement.extras):
                declared = next((one for one in spelled if canonicalize_name(one) == canonicalize_name(asked)), asked)
                if asked not in spelled and declared != asked:
                    finding = _tested(laboratory, pin, line, asked, declared)
                    if finding is not None:
                        yield finding


def _tested(laboratory: Laboratory, pin: Pin, line: RequirementLine, asked: str, declared: str) -> Finding | None:
    """As a pip before 24.1 sees it: the extra is not found, and what it brings is absent."""
    change = Change(index=(Alteration(AlterationKind.EXTRAS_AS_SPELLED, pin.project, asked),))
    before, after = (
        laboratory.pins(laboratory.run(Start.AS_PIP, Change())),
        laboratory.pins(laboratory.run(Start.AS_PIP, change)),
    )
    lost = sorted(before.keys() - after.keys())
    if not lost or not after:
        return None
    text = with_dependencies_replaced(laboratory.problem.text, pin.project, [line.text.replace(asked, declared, 1)])
    experiments = [_presence(laboratory, change, lost[0], "absent", f"with extras compared as spelled ([{asked}])")]
    if text is not None:
        respelled = Change(text=text, index=(Alteration(AlterationKind.EXTRAS_AS_SPELLED, pin.project, declared),))
        wanted = str(before[lost[0]].version)
        words = f"with extras compared as spelled ([{declared}])"
        experiments.append(_presence(laboratory, respelled, lost[0], wanted, words))
    proven = len(experiments) == 2 and all(experiment.supports for experiment in experiments)
    summary = (
        f"{line.text!r} asks for the extra {asked!r}, which {pin.project} {pin.version} spells {declared!r}. uv and "
        f"pip since 24.1 treat the two as one name; an older pip does not find the extra and leaves out "
        f"{', '.join(lost)}."
    )
    cause = Cause(
        CauseClass.NAME_NORMALISATION,
        (),
        Proof.PROVEN if proven else Proof.NOT_PROVEN,
        summary,
        (Evidence("extra", f"asked for as {asked}, declared as {declared}"),),
        tuple(experiments),
    )
    fix = None
    if text is not None:
        try:
            fix = tried(laboratory, Candidate(f"spell the extra as {pin.project} does", text), pin.project)
        except OutOfBudget:
            fix = None
    return Finding(pin.project, "both", laboratory.target, cause, () if fix is None else (fix,))


def _presence(laboratory: Laboratory, change: Change, project: NormalizedName, expected: str, words: str) -> Experiment:
    return measured(
        laboratory,
        Start.AS_PIP,
        change,
        words,
        about=project,
        supports=lambda result: result.text == expected,
        expected=expected,
    )
