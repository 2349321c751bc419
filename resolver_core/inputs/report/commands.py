"""The commands of a report: those that were typed, and those that a sentence names and nobody typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from resolver_core.inputs.report.blocks import Parts
from resolver_core.inputs.report.command_lines import Command, command_key, commands_of
from resolver_core.inputs.report.failed_steps import failed_steps
from resolver_core.inputs.report.lines import NumberedLine
from resolver_core.inputs.report.transcripts import Mention, Turn, mentions_in

MOST_COMMANDS = 500
"""That are read from a report."""
MOST_MENTIONS = 3_000
"""That are looked at."""
_NAMED = re.compile(
    r"\b(?:uv (?:sync|lock)|poetry (?:lock|install|update)|pdm (?:lock|install|sync))\b(?! (?:file|files)\b)"
)


def commands_in(parts: Parts, turns: Iterable[Turn]) -> tuple[Command, ...]:
    """Every command, in order of its lines, each text once; a mention counts where no typed command is meant."""
    typed = [command for turn in turns for command in turn.commands]
    typed += islice(_failed_steps(parts), MOST_MENTIONS)
    known = {command_key(command.text) for command in typed}
    heads = {command.tool for command in typed}
    meant: list[Mention] = []
    for mention in islice(mentions_in(parts), MOST_MENTIONS):
        if mention.command.is_complete and not _is_meant_elsewhere(mention, known, heads):
            meant.append(mention)
    mentioned = _without_suggestions(meant, is_anything_typed=bool(typed))
    if not typed and not mentioned:
        mentioned = list(_named_in_words(parts))
    ordered = sorted((*typed, *mentioned), key=lambda command: command.line)
    first: dict[tuple[str, ...], Command] = {}
    for command in ordered:
        key = command_key(command.text)
        held = first.setdefault(key, command)
        if held.is_mention and not command.is_mention:
            first[key] = replace(command, line=held.line)
    return tuple(islice(first.values(), MOST_COMMANDS))


def _named_in_words(parts: Parts) -> Iterator[Command]:
    """Commands that a sentence names without any mark, such as uv sync, in a report that shows none."""
    for number, line in parts.short_prose():
        for found in _NAMED.finditer(line):
            is_openers = number not in parts.foreign
            yield from commands_of(found[0], number, is_mention=True, is_openers=is_openers)


def _failed_steps(parts: Parts) -> Iterator[Command]:
    """The steps of builds that failed, in blocks and in sentences."""
    for block in parts.blocks:
        yield from failed_steps(block.lines(), is_openers=block.is_openers)
    for number, line in parts.short_prose():
        yield from failed_steps([NumberedLine(number, line)], is_openers=number not in parts.foreign)


def _without_suggestions(meant: list[Mention], *, is_anything_typed: bool) -> list[Command]:
    """What was run. Where a report names nothing but what somebody suggests, it is about that."""
    run = [one for one in meant if not (one.saying.is_suggestion and one.command.is_openers)]
    return [one.command for one in (run if run or is_anything_typed else meant)]


def _is_meant_elsewhere(mention: Mention, known: set[tuple[str, ...]], heads: set[tuple[str, ...]]) -> bool:
    """Whether it is the name of a command that was typed, or of another's post."""
    command = mention.command
    key = command_key(command.text)
    is_name = len(key) <= len(command.tool)
    if key in known:
        return True
    if any(other[: len(key)] == key for other in known):
        return is_name or not mention.saying.is_run_of_its_own
    return is_name and (command.tool in heads or not command.is_openers)
