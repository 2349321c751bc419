"""A report taken apart, each part read once: its lines by weight, its turns, its commands, its form's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice

from resolver_core.inputs.report.blocks import Parts, parts_of
from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.commands import MOST_COMMANDS, commands_in
from resolver_core.inputs.report.labelled import Answer, answers_in
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine
from resolver_core.inputs.report.log_lines import without_stamp
from resolver_core.inputs.report.transcripts import Turn, turns_in
from resolver_core.inputs.report.variables import variables_in


class TakenApart:
    """One report while it is read. Lines of the first post stand before those of later ones."""

    def __init__(self, text: str) -> None:
        self.texts = text.split("\n")
        self.parts: Parts = parts_of(text)

    @cached_property
    def raw(self) -> list[NumberedLine]:
        """All lines as they are, stamps included."""
        return self._by_weight(NumberedLine(number, line) for number, line in enumerate(self.texts, 1))

    @cached_property
    def lines(self) -> list[NumberedLine]:
        """All lines as programs and people wrote them: without fences, comments of a form, and stamps."""
        shown = dict(self.parts.prose)
        shown |= {line.number: line.text for block in self.parts.blocks for line in block.lines()}
        header = range(1, self.parts.header.count("\n") + 1)
        shown |= {number: self.texts[number - 1] for number in header}
        unstamped = (
            NumberedLine(number, without_stamp(text) if len(text) <= LONGEST_LINE else text)
            for number, text in sorted(shown.items())
        )
        return self._by_weight(unstamped)

    @cached_property
    def words(self) -> list[NumberedLine]:
        """Prose, and the comments in code blocks, where people write words as well."""
        prose = [NumberedLine(number, text) for number, text in self.parts.prose]
        in_blocks = (line for block in self.parts.blocks for line in block.lines())
        return self._by_weight([*prose, *(line for line in in_blocks if line.text.lstrip().startswith("#"))])

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """What was typed, and what it printed."""
        return turns_in(self.parts)

    @cached_property
    def variables(self) -> Mapping[str, str]:
        """What recipes and shells set, by name."""
        return variables_in(self.lines)

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """Every command, each text once."""
        return commands_in(self.parts, self.turns)

    @cached_property
    def runs(self) -> tuple[Command, ...]:
        """Every command that was typed, each time, in order of its lines."""
        typed = (command for turn in self.turns for command in turn.commands)
        return tuple(islice(sorted(typed, key=lambda command: command.line), MOST_COMMANDS))

    @cached_property
    def answers(self) -> list[Answer]:
        """What the fields of a form say. A bare "Version:" that a command printed is no field."""
        printed = {
            line.number
            for turn in self.turns
            if turn.block >= 0 and turn.commands and not all(one.only_asks for one in turn.commands)
            for line in turn.output
        }
        return [one for one in answers_in(self.lines) if one.label != "version" or one.line.number not in printed]

    def rank(self, line: NumberedLine) -> int:
        """How much a line counts: 0 in the first post, 1 in a later one of the same person, 2 in those of others."""
        return self.parts.rank(line.number)

    def _by_weight(self, lines: Iterable[NumberedLine]) -> list[NumberedLine]:
        return sorted(lines, key=self.rank)
