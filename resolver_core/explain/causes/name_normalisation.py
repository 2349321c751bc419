"""`name-normalisation`: an extra is asked for in another spelling than it is declared in.

uv and pip since 24.1 treat both spellings as one name; an older pip compares them as they are spelled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Hypothesis, KnownCause, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.altered_index import spelled_extras
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, Start
from resolver_core.explain.lab.requirement_edits import with_dependencies_replaced
from resolver_core.explain.lab.trials import ABSENT, Trial, edited, version_of
from resolver_core.explain.wording.causes import name_normalisation as words
from resolver_core.inputs.problem import RequirementLine


@dataclass(frozen=True, slots=True)
class Spelling:
    """An extra as a line asks for it, and as the pinned version declares it."""

    line: RequirementLine
    pin: Pin
    asked: str
    declared: str


class NameNormalisation(KnownCause):
    """Requested extras that a pip that compares them as they are spelled would not find."""

    name = CauseClass.NAME_NORMALISATION

    def in_answer(self, surprising: Surprising) -> Iterator[Hypothesis]:
        """What an old pip leaves out, and that it finds the extra as it is declared."""
        for spelling in _spellings(surprising):
            yield from self._as_spelled(surprising, spelling)

    def _as_spelled(self, surprising: Surprising, spelling: Spelling) -> Iterator[Hypothesis]:
        laboratory, pin, line = surprising.laboratory, spelling.pin, spelling.line
        asked, declared = spelling.asked, spelling.declared
        change = Change(index=(_compared(pin, asked),))
        before = laboratory.pins(laboratory.run(Start.AS_PIP, Change()))
        after = laboratory.pins(laboratory.run(Start.AS_PIP, change))
        lost = sorted(before.keys() - after.keys())
        if not lost or not after:
            return
        text = with_dependencies_replaced(surprising.problem.text, pin.project, [line.text.replace(asked, declared, 1)])
        trials = [_comes_out(change, asked, lost[0], ABSENT)]
        if text is not None:
            respelled = Change(text=text, index=(_compared(pin, declared),))
            trials.append(_comes_out(respelled, declared, lost[0], version_of(before[lost[0]])))
        yield Hypothesis(
            self.name,
            tuple(trials),
            words.in_answer(line.text, asked, pin, declared, lost),
            (Evidence("extra", words.spellings(asked, declared)),),
            edited(words.respell(pin.project), text),
            about=pin.project,
            mode="both",
            is_fact=True,
            is_conclusive=text is not None,
        )


def _spellings(surprising: Surprising) -> Iterator[Spelling]:
    pins = surprising.pins
    for line in surprising.problem.dependencies:
        pin = pins.get(canonicalize_name(line.requirement.name))
        if pin is not None and pin.metadata is not None:
            spelled = spelled_extras(pin.metadata)
            for asked in sorted(line.requirement.extras):
                declared = next((one for one in spelled if canonicalize_name(one) == canonicalize_name(asked)), asked)
                if asked not in spelled and declared != asked:
                    yield Spelling(line, pin, asked, declared)


def _compared(pin: Pin, extra: str) -> Alteration:
    return Alteration(AlterationKind.EXTRAS_AS_SPELLED, pin.project, extra)


def _comes_out(change: Change, extra: str, project: NormalizedName, expected: str) -> Trial:
    title = words.as_spelled(extra)
    return Trial(Start.AS_PIP, change, title, project, lambda result: result.text == expected, expected)
