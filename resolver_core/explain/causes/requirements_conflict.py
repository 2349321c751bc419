"""`requirements-conflict`: what is asked for excludes itself, whatever the mode."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.proof import Conflict, NotFound, Premise
from resolver_core.explain.causes.cause import Failing, Hypothesis, KnownCause, Phase
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change
from resolver_core.explain.lab.requirement_edits import with_dependencies_replaced
from resolver_core.explain.lab.trials import edited
from resolver_core.explain.wording.causes import requirements_conflict as words
from resolver_core.explain.wording.conflicts import sentence
from resolver_core.inputs.problem import InputKind, RequirementLine


class RequirementsConflict(KnownCause):
    """One of the user's lines, loosened, gives a solution; or left out, where it has no bound that could be the matter.

    A requirement that is left out is an experiment and no fix: the project needs it.
    """

    name = CauseClass.REQUIREMENTS_CONFLICT
    phase_in_failures = Phase.LOOSER

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """Loosen or leave out one of the user's own lines that the proof of the conflict rests on."""
        conflict, problem = failing.resolution.conflict, failing.problem
        if conflict is None or problem.kind is not InputKind.PYPROJECT:
            return
        premises = _premises(conflict.proof)
        numbers = {number for premise in premises for number in premise.lines}
        lines = [line for line in problem.dependencies if line.line in numbers]
        unknown = {premise.fact.project: premise.fact for premise in premises if isinstance(premise.fact, NotFound)}
        for line in lines:
            if line.requirement.specifier and canonicalize_name(line.requirement.name) not in unknown:
                yield from self._loosened(failing, line)
        for line in lines:
            yield from self._left_out(failing, line, conflict, unknown)

    def _loosened(self, failing: Failing, line: RequirementLine) -> Iterator[Hypothesis]:
        name = canonicalize_name(line.requirement.name)
        loose = str(line.requirement).replace(str(line.requirement.specifier), "", 1)
        for edit in edited(words.loosen(name), with_dependencies_replaced(failing.problem.text, name, [loose])):
            yield Hypothesis(
                self.name,
                failing.answer(Change(text=edit.text), words.loosened(line.text, loose)),
                words.in_failure(line.text),
                (Evidence("requirement", line.text),),
                (edit,),
            )

    def _left_out(
        self, failing: Failing, line: RequirementLine, conflict: Conflict, unknown: dict[NormalizedName, NotFound]
    ) -> Iterator[Hypothesis]:
        name = canonicalize_name(line.requirement.name)
        text = with_dependencies_replaced(failing.problem.text, name, [])
        if text is None:
            return
        facts = [fact for project, fact in unknown.items() if project == name or len(unknown) == 1]
        yield Hypothesis(
            self.name,
            failing.answer(Change(text=text), words.left_out(line.text)),
            words.without(line.text, name if name in unknown else ""),
            (Evidence("requirement", line.text), *(Evidence("not-found", sentence(fact)) for fact in facts)),
            is_last=True,
        )


def _premises(proof: Premise) -> list[Premise]:
    """Every step of a proof, once."""
    waiting, seen = [proof], dict[int, Premise]()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen[id(one)] = one
            waiting.extend(one.causes)
    return list(seen.values())
