"""What was typed and what it printed: terminal transcripts, scripts, Dockerfiles and workflows as turns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from resolver_core.inputs.report.blocks import Block, Parts, one_tick_each, summaries_in
from resolver_core.inputs.report.command_lines import Command, commands_of
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine
from resolver_core.inputs.report.log_lines import without_stamp
from resolver_core.inputs.report.prompts import (
    TOOLS,
    is_program,
    program_of,
    split_prompt,
    without_continuation_prompt,
)
from resolver_core.inputs.report.recipes import recipe_lines
from resolver_core.inputs.report.sayings import Saying, saying_of

_MOST_CONTINUED = 300
"""Lines that one command may have."""

_HEREDOC = re.compile(r"(?<!<)<<(?!<)-?[ \t]{0,4}['\"]?([A-Za-z_]\w{0,40})['\"]?")
_HEREDOC_FILE = re.compile(r"(?:>{1,2}|\btee(?:[ \t]+-a)?)[ \t]{0,4}['\"]?([\w./~-]{1,120})")

_HEADING = re.compile(r"#{2,6}[ \t]+\S")
_BEFORE_COMMAND = re.compile(
    r"(?:[-*+•]|\d{1,2}[.)])?[ \t]{0,4}(?:[^\W\d_][\w ]{0,30}[:\uff1a][ \t]{0,4}(?=uvx? |pip |python|py ))?"
)
"""The mark of a list, and a label with a colon (also the wide one of Chinese), before a command in a sentence."""
_AS_MODULE = re.compile(r"(?:python|py)[\d.]{0,5} (?:-\S{1,8} ){0,2}-m ")
_WRITTEN_BY = re.compile(r"^#.{0,200}\b(?:by|with|via) the following command:")
"""The comment at the head of a compiled file, before the command that it was made by."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One logical line that was typed ("" for output without one), the here-document behind it, what it printed."""

    typed: str
    line: int
    commands: tuple[Command, ...] = ()
    document: tuple[NumberedLine, ...] = ()
    document_name: str = ""  #: of the file that the document is written to; "-" for the input of the command
    output: tuple[NumberedLine, ...] = ()
    is_openers: bool = True
    block: int = -1  #: which code block; -1 for prose


@dataclass
class _Reader:
    lines: list[NumberedLine]
    is_openers: bool
    block: int
    at: int = 0
    turns: list[Turn] = field(default_factory=list)
    printed: list[NumberedLine] = field(default_factory=list)
    open_turn: Turn | None = None

    def close(self) -> None:
        """End the turn at hand."""
        if self.open_turn is not None or any(line.text.strip() for line in self.printed):
            turn = self.open_turn or Turn("", self.printed[0].number, is_openers=self.is_openers, block=self.block)
            self.turns.append(replace(turn, output=tuple(self.printed)))
        self.open_turn, self.printed = None, []

    def begin(self, typed: str) -> None:
        """A line was typed: take its continuations and its document."""
        self.close()
        first = self.lines[self.at].number
        self.at += 1
        text = self._continued(typed)
        document, name = self._document(text)
        commands = commands_of(text, first, is_openers=self.is_openers)
        self.open_turn = Turn(
            text, first, tuple(commands), tuple(document), name, is_openers=self.is_openers, block=self.block
        )

    def _continued(self, text: str) -> str:
        parts = [text]
        while self.at < len(self.lines) and len(parts) < _MOST_CONTINUED:
            last = parts[-1].rstrip()
            if not last.endswith(("\\", " `", " ^", "&&", "||", " |")) and last not in ("`", "^"):
                break
            parts[-1] = last.removesuffix("\\").removesuffix(" `").removesuffix(" ^").rstrip()
            following = without_continuation_prompt(self.lines[self.at].text).strip()
            self.at += 1
            if following and not (following.startswith("#") and not following.startswith("#egg")):
                parts.append(following)
            elif following:  # a comment between the lines of a Dockerfile
                parts.append("\\")
        return " ".join(part for part in parts if part and part != "\\")

    def _document(self, text: str) -> tuple[list[NumberedLine], str]:
        mark = _HEREDOC.search(text)
        if mark is None:
            return [], ""
        named = _HEREDOC_FILE.search(text.replace(mark[0], " "))
        found: list[NumberedLine] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if line.text.strip() in (mark[1], f"> {mark[1]}", f">{mark[1]}"):
                break
            found.append(line)
        if found and all(line.text.startswith(">") for line in found):
            found = [NumberedLine(line.number, line.text[1:].removeprefix(" ")) for line in found]
        return found, named[1] if named else "-"


def turns_in(parts: Parts) -> tuple[Turn, ...]:
    """Everything that a report shows of terminals, scripts and recipes, in order of its lines."""
    turns: list[Turn] = []
    for number, block in enumerate(parts.blocks):
        turns += turns_of_block(block, number)
    turns += _turns_of_prose(parts)
    return tuple(sorted(turns, key=lambda turn: turn.line))


def turns_of_block(block: Block, number: int = 0) -> list[Turn]:
    """The turns of one code block."""
    lines = [NumberedLine(line.number, _unstamped(line.text)) for line in block.lines()]
    recipe = recipe_lines(block.info, lines)
    if recipe is not None:
        found: list[Turn] = []
        for typed in recipe:
            found += _read([typed], block.is_openers, number, _is_any_program)
        return found
    prompts = [
        "" if _WRITTEN_BY.search(above) else _prompted(line.text, block.info)
        for above, line in zip(("", *(line.text for line in lines)), lines, strict=False)
    ]
    if any(prompts):
        typed_of = {line.number: typed for line, typed in zip(lines, prompts, strict=True) if typed}
        return _read(lines, block.is_openers, number, lambda line: typed_of.get(line.number, ""))
    return _read(lines, block.is_openers, number, _typed_in_script)


def _unstamped(text: str) -> str:
    return without_stamp(text) if len(text) <= LONGEST_LINE else text


def _prompted(text: str, info: str) -> str:
    if len(text) > LONGEST_LINE:
        return ""
    is_console = info.startswith(("console", "shell-session", "terminal"))
    prompt, rest = split_prompt(text, is_root_shell=is_console)
    return rest if prompt else ""


def _is_any_program(line: NumberedLine) -> str:
    return line.text.strip()


def _typed_in_script(line: NumberedLine) -> str:
    """A line of a block without prompts that is a command by itself."""
    text = line.text.strip()
    if len(text) > LONGEST_LINE or text.startswith("#") or not text:
        return ""
    begins = text.split(maxsplit=1)[0]
    is_command = is_program(text) or "=" in begins or program_of(text) in ("docker", "podman", "sudo")
    if not is_command or (text.endswith(("?", ".", ":")) and not text.endswith((" .", "..", "/."))):
        return ""
    if _HEREDOC.search(text) or text.startswith(("cat ", "echo ", "printf ", "cd ", "source ", "mkdir ")):
        return text
    joined = text.rstrip("\\`^ ")
    return text if commands_of(joined, line.number) else ""


def _read(
    lines: list[NumberedLine], is_openers: bool, block: int, typed_of: Callable[[NumberedLine], str]
) -> list[Turn]:
    reader = _Reader(lines, is_openers, block)
    while reader.at < len(lines):
        line = lines[reader.at]
        typed = typed_of(line)
        if typed:
            reader.begin(typed)
        else:
            reader.printed.append(line)
            reader.at += 1
    reader.close()
    return reader.turns


def _turns_of_prose(parts: Parts) -> Iterator[Turn]:
    """Commands that stand on lines of their own in a report without fences, with what follows them."""
    for is_openers, lines in _passages(parts):
        yield from _read(lines, is_openers, -1, _typed_in_prose)


def _passages(parts: Parts) -> Iterator[tuple[bool, list[NumberedLine]]]:
    """Runs of prose lines that stand together below one heading, by who wrote them."""
    run: list[NumberedLine] = []
    for number, text in parts.prose:
        is_cut = run and (
            number != run[-1].number + 1
            or (number in parts.foreign) != (run[0].number in parts.foreign)
            or _HEADING.match(text) is not None
        )
        if is_cut:
            yield run[0].number not in parts.foreign, run
            run = []
        run.append(NumberedLine(number, _unstamped(text)))
    if run:
        yield run[0].number not in parts.foreign, run


def _typed_in_prose(line: NumberedLine) -> str:
    text = _BEFORE_COMMAND.sub("", line.text.strip(), count=1).strip("`").strip()
    if not text or len(text) > LONGEST_LINE or "`" in text:
        return ""
    prompt, rest = split_prompt(text)
    if prompt:
        is_foreign = is_program(rest) and program_of(rest) not in TOOLS
        return rest if is_foreign or commands_of(rest.rstrip("\\`^ "), 0) else ""
    is_tool = program_of(text) in TOOLS or _AS_MODULE.match(text) is not None
    return _typed_in_script(NumberedLine(line.number, text)) if is_tool else ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A command between back-ticks, with what its sentence says of it."""

    command: Command
    saying: Saying


def mentions_in(parts: Parts) -> Iterator[Mention]:
    """Commands between back-ticks in sentences."""
    above = ""
    for number, line in parts.short_prose():
        is_openers = number not in parts.foreign
        pieces = one_tick_each(line).split("`")
        codes = [(at, piece.strip()) for at, piece in enumerate(pieces) if at % 2]
        for at, code in (*codes, *((0, title) for title in summaries_in(line))):
            prompt, rest = split_prompt(code)
            commands = commands_of(rest if prompt else code, number, is_mention=True, is_openers=is_openers)
            if commands:
                before, behind = ((above, *pieces[:at]), pieces[at + 1 :]) if at else ((), ())
                saying = saying_of(" ".join(before), " ".join(behind))
                yield from (Mention(command, saying) for command in commands)
        above = "" if line.startswith("#") else line.strip()
