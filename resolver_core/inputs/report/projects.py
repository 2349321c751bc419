"""The project that a report speaks of: a pasted file, a script, a list of requirements, or what a command installs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import tomlkit

from resolver_core.inputs.report.blocks import Block, Parts
from resolver_core.inputs.report.command_lines import Command
from resolver_core.inputs.report.observed import is_listing, writer_of
from resolver_core.inputs.report.requirement_lists import listed_requirements
from resolver_core.inputs.report.requirement_words import is_named, is_requirement
from resolver_core.inputs.report.shell import simple_commands
from resolver_core.inputs.report.toml_pieces import TABLES, merged, piece_of, says_rest_as_above
from resolver_core.inputs.report.transcripts import Turn
from resolver_core.inputs.script import has_script_block

LONGEST_FILE = 2_000
"""Lines of a project file that was pasted without a fence."""
MOST_TRIES = 200
"""Ends that are tried for files without a fence, over the whole report."""
MOST_REQUIREMENTS = 2_000


_HERE_STRING = re.compile(r"<<<[ \t]{0,4}[\"']?([^\"'\n]{1,300})")
ADDING = (("uv", "add"), ("poetry", "add"), ("pdm", "add"))
_BULLET = re.compile(r"[ \t]{0,6}[-*+•][ \t]+`?(?P<item>[^`]{1,200}?)`?[ \t]*$")
_FILE_NAME = re.compile(r"[\w-]{1,60}\.(?:txt|in|lock|pip)\b")


class ProjectKind(StrEnum):
    """Where the project of a report is from."""

    PYPROJECT = "pyproject"
    SCRIPT = "script"
    REQUIREMENTS = "requirements"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class FoundProject:
    """A project as a text that can be parsed. `said` tells where it is from."""

    text: str
    line: int
    kind: ProjectKind
    said: str
    requirements: tuple[tuple[int, str], ...] = ()  #: the lines of a list, with their numbers
    is_whole: bool = True
    is_merged: bool = False  #: a piece that was laid over the file before it
    is_openers: bool = True
    names: tuple[str, ...] = ()  #: what the report calls a list
    base: str = ""  #: of a merged one, the file that was laid over


def projects_in(parts: Parts, turns: Iterable[Turn], commands: Iterable[Command]) -> tuple[FoundProject, ...]:
    """Every project of a report, the most telling one first: whole files before pieces, files before lists, lists
    before commands, what its opener wrote before what others did. A file with a piece laid over it stands before the
    file alone.
    """
    shown, typed = tuple(turns), tuple(commands)
    documents = list(_documents(parts, shown))
    files = _with_pieces([found for block in documents if (found := _project_file(block)) is not None])
    taken = {found.line for found in files}
    others = [block for block in documents if block.line not in taken]
    scripts = [found for block in others if (found := _script(block)) is not None]
    taken |= {found.line for found in scripts}
    printed = _printed(parts, shown) | {one.line for one in parts.blocks if writer_of(one, typed) is not None}
    unread = [block for block in others if block.line not in taken and block.line not in printed]
    lists = [found for block in unread if (found := _requirements_file(block)) is not None]
    made = _made_by(typed)
    ordered = sorted((*files, *scripts, *lists), key=_rank)
    return (*ordered, *made)


def _printed(parts: Parts, turns: tuple[Turn, ...]) -> set[int]:
    """The blocks of exact versions right behind a command that prints such, by their line."""
    found: set[int] = set()
    last: Turn | None = None
    for turn in turns:
        if turn.commands:
            last = turn
        elif not turn.typed and turn.block >= 0 and last is not None and is_listing(last.commands[-1]):
            block = parts.blocks[turn.block]
            is_named = any(_FILE_NAME.search(line) for line in block.lead.split("\n")[-1:])
            found |= {block.line} if "==" in block.text and not is_named else set()
    return found


def _rank(found: FoundProject) -> tuple[bool, int]:
    """Whose it is; then the kinds, the whole files with requirements at first."""
    kinds = (ProjectKind.PYPROJECT, ProjectKind.SCRIPT, ProjectKind.REQUIREMENTS)
    is_empty = found.kind is ProjectKind.PYPROJECT and "dependencies" not in found.text
    rank = 9 if is_empty else 3 + kinds.index(found.kind) if not found.is_whole else kinds.index(found.kind)
    return not found.is_openers, rank


def _documents(parts: Parts, turns: tuple[Turn, ...]) -> Iterator[Block]:
    """Texts of files: blocks without commands, here-documents, and what `cat` or `echo` shows."""
    with_commands = {turn.block for turn in turns if turn.typed}
    yield from (block for number, block in enumerate(parts.blocks) if number not in with_commands)
    yield from (block for number, block in enumerate(parts.blocks) if number in with_commands and _opens_as_file(block))
    for turn in turns:
        if turn.document:
            text = "".join(f"{line.text}\n" for line in turn.document)
            yield Block(text, turn.document[0].number, turn.document_name.lower(), turn.document_name, turn.is_openers)
        yield from _shown(turn)
        yield from _echoed(turn)
    yield from _unfenced(parts)
    yield from _bulleted(parts)


def _opens_as_file(block: Block) -> bool:
    """Whether a block is a file although a line of it reads as a command: a comment's, or one behind the file."""
    first = next((line.strip() for line in block.text.split("\n") if line.strip()), "")
    return first.startswith(TABLES) or has_script_block(block.text)


def _shown(turn: Turn) -> Iterator[Block]:
    """The file that `cat FILE` printed; what follows it up to the next prompt is all of it."""
    found = re.match(
        r"(?:cat|type|bat|more|head|Get-Content|gc)\s+(?:-\S+\s+)*(\S*\.(?:toml|in|txt|py|lock|pip))\s*$", turn.typed
    )
    if found and turn.output:
        text = "".join(f"{line.text}\n" for line in turn.output)
        name = found[1].replace("\\", "/").rpartition("/")[2]
        yield Block(text.rstrip("\n") + "\n", turn.output[0].number, name.lower(), name, turn.is_openers)


def _echoed(turn: Turn) -> Iterator[Block]:
    """`echo numpy > requirements.in`, and `echo numpy | uv pip compile -`."""
    given = _HERE_STRING.search(turn.typed)
    if given is not None and any("-" in command.files for command in turn.commands):
        yield Block(f"{given[1]}\n", turn.line, "requirements.in", "requirements", turn.is_openers)
    pieces = simple_commands(turn.typed) if turn.typed.startswith(("echo ", "printf ")) else ()
    for at, piece in enumerate(pieces):
        if piece.words[0] not in ("echo", "printf"):
            continue
        reads = at + 1 < len(pieces) and pieces[at + 1].is_piped and "-" in pieces[at + 1].words
        if piece.writes_to.endswith((".in", ".txt")) or reads:
            words = [word for word in piece.words[1:] if not word.startswith("-")]
            text = " ".join(words).replace("\\n", "\n")
            yield Block(
                text.rstrip("\n") + "\n",
                turn.line,
                piece.writes_to or "requirements.in",
                "requirements",
                turn.is_openers,
            )


def _with_pieces(files: list[FoundProject]) -> list[FoundProject]:
    """Pieces that say that the rest is as it was, laid over the last whole file before them; the result before it."""
    found: list[FoundProject] = []
    for file in sorted(files, key=lambda one: one.line):
        base = next((one for one in reversed(found) if one.is_whole and not one.is_merged), None)
        if not file.is_merged:
            found.append(file)
        elif base is not None and (text := merged(base.text, file.text)) is not None:
            said = f"{base.said} of line {base.line}, with what line {file.line} changes of it"
            found.insert(found.index(base), replace(file, text=text, said=said, is_whole=True, base=base.text))
        else:
            found.append(replace(file, is_merged=False))
    return found


def _project_file(block: Block) -> FoundProject | None:
    piece = piece_of(block.text)
    if piece is None:
        return None
    rest_is_above = piece.leaves_out or (says_rest_as_above(block.lead) and len(piece.text.split("\n")) < 40)
    return FoundProject(
        piece.text,
        block.line,
        ProjectKind.PYPROJECT,
        "a pyproject.toml" if piece.is_whole else "a part of a pyproject.toml",
        is_whole=piece.is_whole,
        is_merged=rest_is_above,
        is_openers=block.is_openers,
    )


def _script(block: Block) -> FoundProject | None:
    if not has_script_block(block.text):
        return None
    inside: list[tuple[int, str]] = []
    is_open = False
    for number, line in enumerate(block.text.split("\n"), block.line):
        if line.rstrip() == "# ///":
            break
        inside += [(number, line.lstrip("#").removeprefix(" "))] if is_open else []
        is_open = is_open or line.startswith("# /// script")
    try:
        document = tomllib.loads("\n".join(line for _, line in inside))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    asked = [str(one) for one in document.get("dependencies", []) if isinstance(one, str)]
    lines = tuple((next((n for n, line in inside if one in line), block.line), one) for one in asked)
    return FoundProject(block.text, block.line, ProjectKind.SCRIPT, "a script", lines, is_openers=block.is_openers)


def _requirements_file(block: Block) -> FoundProject | None:
    lines = listed_requirements(block)
    if not lines:
        return None
    first = block.text.lstrip().split("\n", 1)[0]
    titles = (block.info, *block.lead.split("\n")[-2:], first if first.startswith("#") else "")
    names = tuple(name for title in titles for name in _FILE_NAME.findall(title))
    return FoundProject(
        block.text,
        block.line,
        ProjectKind.REQUIREMENTS,
        "a requirements.txt",
        lines,
        is_openers=block.is_openers,
        names=names,
    )


def _bulleted(parts: Parts) -> Iterator[Block]:
    """Lists of Markdown whose items are all requirements."""
    run: list[tuple[int, str]] = []
    lead = ""
    for number, line in (*parts.short_prose(), (0, "end")):
        found = _BULLET.match(line)
        if found is not None and is_requirement(found["item"]):
            run.append((number, found["item"]))
            continue
        if len(run) > 1 and found is None and run[-1][0] - run[0][0] == len(run) - 1:
            yield Block("".join(f"{item}\n" for _, item in run), run[0][0], "", lead, run[0][0] not in parts.foreign)
        run = []
        lead = line.strip() or lead


def _unfenced(parts: Parts) -> Iterator[Block]:
    """Text that was copied without its fences: from a table of a project file to where it stops being TOML."""
    tries, place = 0, 0
    prose = parts.prose
    while place < len(prose) and tries < MOST_TRIES:
        number, line = prose[place]
        place += 1
        if not line.strip().startswith(TABLES):
            continue
        following = [text for _, text in prose[place : place + LONGEST_FILE]]
        ends = [at for at, text in enumerate(following) if not text.strip() or text.lstrip().startswith("[")]
        best: Block | None = None
        for end in [*ends, len(following)][: MOST_TRIES - tries]:
            tries += 1
            best = _parsed([line, *following[:end]], number) or best
        if best is not None:
            yield replace(best, is_openers=number not in parts.foreign)
            place += best.text.count("\n")


def _parsed(lines: list[str], number: int) -> Block | None:
    text = "\n".join(lines) + "\n"
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return Block(text, number)


def _made_by(commands: Iterable[Command]) -> Iterator[FoundProject]:
    """What commands install; what is added to a project, one command after the other, is one project."""
    added = [one for one in commands if one.tool in ADDING and _asked(one)]
    own = [one for one in added if one.is_openers] or added
    for command in commands:
        asked = _asked(command)
        if not asked or gets_tools_ready(command, asked) or (command in added and command is not own[0]):
            continue
        together = own if command in added else [command]
        requirements = dict.fromkeys(one for each in together for one in _asked(each))
        said = "made from " + ", ".join(f"`{one.text}`" for one in together)
        text = project_of(requirements)
        yield FoundProject(text, command.line, ProjectKind.COMMAND, said, is_openers=command.is_openers)


def _asked(command: Command) -> list[str]:
    return [one for one in command.requirements if is_named(one)]


def gets_tools_ready(command: Command, asked: Iterable[str]) -> bool:
    """Whether a command only gets uv, pip or setuptools ready."""
    ready = {
        "uv",
        "pip",
        "setuptools",
        "wheel",
        "poetry",
        "pdm",
        "pip-tools",
        "pipx",
        "virtualenv",
        "pex",
        "build",
        "hatch",
    }
    names = {re.split(r"[^\w.-]", one, maxsplit=1)[0].lower() for one in asked}
    return command.tool[:1] == ("pip",) and bool(names) and names <= ready


def project_of(requirements: Iterable[str]) -> str:
    """A project file that asks for some requirements and says nothing else."""
    asked = list(requirements)
    document = tomlkit.document()
    project = tomlkit.table()
    project["name"], project["version"] = "from-a-report", "0"
    dependencies = tomlkit.array()
    dependencies.extend(asked)
    project["dependencies"] = dependencies.multiline(len(asked) > 1)
    document["project"] = project
    return tomlkit.dumps(document)
