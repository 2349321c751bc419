"""`requirements-conflict`: what is asked for excludes itself, whatever the mode."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import canonicalize_name

from resolver_core.answer.resolution import Premise
from resolver_core.explain.causes.cause import Failing, Hypothesis, KnownCause, Phase
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change
from resolver_core.explain.lab.requirement_edits import with_dependencies_replaced
from resolver_core.explain.lab.trials import edited
from resolver_core.explain.wording.causes import requirements_conflict as words
from resolver_core.inputs.problem import InputKind


class RequirementsConflict(KnownCause):
    """One of the user's lines, loosened, gives an answer."""

    name = CauseClass.REQUIREMENTS_CONFLICT
    phase_in_failures = Phase.LOOSER

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """Loosen one of the user's own lines that the proof of the conflict rests on."""
        conflict, problem = failing.resolution.conflict, failing.problem
        if conflict is None or problem.kind is not InputKind.PYPROJECT:
            return
        numbers = _lines_of(conflict.proof)
        for line in problem.dependencies:
            if line.line not in numbers or not line.requirement.specifier:
                continue
            name = canonicalize_name(line.requirement.name)
            loose = str(line.requirement).replace(str(line.requirement.specifier), "", 1)
            for edit in edited(words.loosen(name), with_dependencies_replaced(problem.text, name, [loose])):
                yield Hypothesis(
                    self.name,
                    failing.answer(Change(text=edit.text), words.loosened(line.text, loose)),
                    words.in_failure(line.text),
                    (Evidence("requirement", line.text),),
                    (edit,),
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
