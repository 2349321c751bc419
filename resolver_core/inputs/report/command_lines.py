"""One simple command of uv, pip or another tool: what it does, its options and what it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from resolver_core.inputs.report.prompts import TOOLS, program_of
from resolver_core.inputs.report.requirement_words import is_named, is_prose, is_requirement
from resolver_core.inputs.report.shell import SimpleCommand, simple_commands
from resolver_core.inputs.report.tool_options import TABLES, ReadOptions, read_options

LONGEST_COMMAND = 20_000
"""Characters of a logical line that is read as commands."""

_SUBCOMMANDS = {
    "uv": "pip sync lock add remove run tool tree export init venv python self cache"
    " version build publish auth format"
    " --version -V help audit workspace",
    "pip": "install download freeze list wheel show check index uninstall --version"
    " -V cache config debug inspect hash"
    " search lock",
    "pipx": "install run inject upgrade list --version environment",
    "poetry": "add lock install update show export remove init new env run check config cache source self build"
    " --version -V about version debug",
    "pdm": "add lock install update sync list export remove init info run use venv config --version -V outdated build"
    " import fix show search",
    "pipenv": "install lock sync update graph --version run uninstall",
    "hatch": "env run shell dep build version --version",
}
_UV_PARTS = {
    "pip": "install compile sync freeze list tree show check uninstall",
    "tool": "install run upgrade list dir uninstall update-shell",
    "python": "install list pin find dir uninstall upgrade update-shell",
    "self": "version update",
    "cache": "clean dir prune size",
}
_INSTALLING = frozenset(
    (
        *(("uv", "pip", "install"), ("uv", "add"), ("uv", "tool", "install"), ("pip", "install"), ("pip", "download")),
        *(("pip", "wheel"), ("poetry", "add"), ("pdm", "add"), ("pipx", "install"), ("pipenv", "install"), ("pex",)),
    )
)
_STARTING = {("uv", "run"): 2, ("uvx",): 1, ("uv", "tool", "run"): 3, ("pipx", "run"): 2}
"""Commands that start another program, with the plain words up to its name."""
_RUNNING = frozenset((("hatch", "run"), ("poetry", "run"), ("pdm", "run"), ("pipenv", "run"), ("uv", "run")))
"""Commands that start another in an environment of theirs."""
_ASKING = {
    *(
        (tool, flag)
        for tool in ("uv", "pip", "poetry", "pdm", "pipenv", "pipx", "hatch", "pex")
        for flag in ("--version", "-V")
    ),
    *(
        ("uvx", "--version"),
        ("uvx", "-V"),
        ("pip-compile", "--version"),
        ("pip-sync", "--version"),
        ("uv", "version"),
        ("uv", "self", "version"),
        ("uv", "help"),
    ),
    *(("pdm", "info"), ("poetry", "about")),
}
"""Commands that only tell the version of their tool."""
_WRAPPERS = frozenset(("sudo", "time", "env", "command", "exec", "nohup", "then", "do", "else", "&", "call", "if", "!"))
_CONTAINERS = frozenset(("docker", "podman", "nerdctl", "wsl", "conda", "mamba", "micromamba", "mise", "nix-shell"))
_SHELLS = frozenset(("bash", "sh", "zsh", "dash", "cmd", "powershell", "pwsh", "fish"))
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_MODULES = {
    "pip": "pip",
    "uv": "uv",
    "piptools": "piptools",
    "pex": "pex",
    "poetry": "poetry",
    "pdm": "pdm",
    "pipx": "pipx",
}
_PYTHON = re.compile(r"(?:python|pypy)(?:3(?:\.\d{1,2}t?)?)?|py")
_NUMBER = re.compile(r"v?\d{1,4}(?:\.\d{1,4}){1,2}")
_OWN_PROJECT = re.compile(r"\.[/\\]?(?:\[(?P<extras>[\w ,.-]{1,200})\])?")
"""The project in the folder at hand, as pip and uv install it: `.`, `-e .[dev]`."""
_KEYWORDS = re.compile(r"\A(?:(?:then|do|else|if|while|!|time)\s+(?:-p\s+)?)+")
_REQUIREMENT_FILES = re.compile(r".*\.(?:txt|in|lock|pip)|-", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """One command line: what it calls, the options that a resolution knows by the name of their field, what it asks
    for, and the files it reads.
    """

    text: str
    line: int
    tool: tuple[str, ...] = ()  #: the tool and its subcommand: ("uv", "pip", "install")
    options: tuple[tuple[str, str], ...] = ()
    requirements: tuple[str, ...] = field(default=())
    files: tuple[str, ...] = ()  #: of requirements
    flags: frozenset[str] = frozenset()
    python: str = ""  #: of the interpreter that runs it: python3.11 -m pip, py -3.10
    is_mention: bool = False  #: it stands in a sentence
    is_openers: bool = True
    writes_to: str = ""  #: the file that what it prints goes into
    starts_something: bool = True  #: of `uv run` and the like: it names a program or a requirement

    @property
    def is_of_project(self) -> bool:
        """Whether it works on the project file."""
        head = self.tool[:2]
        if head == ("uv", "run"):
            return not self.flags & {"--no-project", "--isolated", "--script", "-s"} and not self._runs_script()
        on_project = (("uv", "sync"), ("uv", "lock"), ("uv", "export"), ("uv", "tree"), ("uv", "add"), ("uv", "remove"))
        return head in on_project or "pyproject.toml" in self.files or head[:1] in (("poetry",), ("pdm",))

    @property
    def reads_requirements(self) -> bool:
        """Whether it reads a requirements file."""
        return any(name != "pyproject.toml" for name in self.files)

    @property
    def is_silent(self) -> bool:
        """Whether what it prints goes into a file."""
        return bool(self.writes_to)

    @property
    def started(self) -> tuple[Command, ...]:
        """The command that it starts in an environment of its own: `pip list` of `hatch run pip list`."""
        if self.tool not in _RUNNING:
            return ()
        words = self.text.split()
        return tuple(commands_of(" ".join(words[words.index(self.tool[1]) + 1 :]), self.line))

    @property
    def only_asks(self) -> bool:
        """Whether it only tells the version of its tool."""
        return self.tool in _ASKING

    @property
    def is_complete(self) -> bool:
        """Whether somebody could have typed it so: `pip install` alone is a name, not a command, and so is
        `uv pip compile --universal`.
        """
        if self.tool == ("uv", "pip", "compile"):
            return bool(self.files)
        if self.tool in _INSTALLING:
            return bool(self.requirements or self.files or self.flags or len(self.text.split()) > len(self.tool))
        return self.tool not in _STARTING or self.starts_something

    def values(self, name: str) -> tuple[str, ...]:
        """What an option gives, by its field."""
        return tuple(value for field_name, value in self.options if field_name == name)

    def _runs_script(self) -> bool:
        return "--with" in self.text and "--no-project" in self.text


def command_key(text: str) -> tuple[str, ...]:
    """What two spellings of one command have in common: its words, whatever quotes stand around them."""
    found = simple_commands(text)
    return found[0].words if len(found) == 1 else tuple(text.split())


def commands_of(line: str, number: int, *, is_mention: bool = False, is_openers: bool = True) -> list[Command]:
    """The commands of a logical line, chains taken apart; what is no command of a known tool is left out."""
    if len(line) > LONGEST_COMMAND:
        return []
    found: list[Command] = []
    for simple in simple_commands(line):
        found += _commands(simple, number, is_mention, is_openers)
    return found


def _commands(simple: SimpleCommand, number: int, is_mention: bool, is_openers: bool) -> list[Command]:
    words = simple.words
    inner = _inner_script(words)
    if inner:
        return commands_of(inner, number, is_mention=is_mention, is_openers=is_openers)
    if is_mention and (not simple.is_closed or words[-1] in TABLES.get(program_of(words[0]), {})):
        return []  # a part of one: a quote is open, or the word of an option is left out
    start = _start(words)
    if start is None:
        return []
    tool, rest, python = _named_tool(words[start:])
    head = _head(tool, rest)
    if head is None:
        return []
    read = read_options(head[0], rest, _STARTING.get(head, 1_000))
    plain = _behind(read.plain, head)
    if _reads_as_sentence(head, plain, read):
        return []
    asked, files = _asked(head, plain, read)
    kept = [(name, value) for name, value in read.named if name not in ("with", "files", "other", "editable")]
    own = [found for word in (*plain, *_editable(read)) if (found := _OWN_PROJECT.fullmatch(word))]
    files = (*files, *(["pyproject.toml"] if own and head in _INSTALLING else []))
    kept += [
        ("extras", extra.strip()) for found in own for extra in (found["extras"] or "").split(",") if extra.strip()
    ]
    starts = bool(plain or asked)
    text = _KEYWORDS.sub("", simple.text, count=1)
    command = Command(text, number, head, tuple(kept), asked, files, read.flags, python, is_mention, is_openers)
    return [replace(command, writes_to=simple.writes_to, starts_something=starts)]


def _inner_script(words: tuple[str, ...]) -> str:
    """The script of `bash -c "…"`, also inside of a container."""
    for at, word in enumerate(words[:-2]):
        if program_of(word) in _SHELLS and words[at + 1] in ("-c", "-lc", "-ec", "-xc", "/c", "-Command", "-exc"):
            return words[at + 2]
    return ""


def _start(words: tuple[str, ...]) -> int | None:
    """Where the tool's name stands, behind assignments and programs that only start another."""
    at = 0
    while at < len(words) and (_ASSIGNMENT.fullmatch(words[at]) or words[at] in _WRAPPERS or words[at] in ("-E", "-H")):
        at += 1
    if at < len(words) and program_of(words[at]) in _CONTAINERS:
        later = (place for place in range(at + 1, len(words)) if words[place] in TABLES or words[place] == "uvx")
        return next(later, None)
    return at if at < len(words) else None


def _named_tool(words: tuple[str, ...]) -> tuple[str, tuple[str, ...], str]:
    """The tool, the words behind its name, and the Python that `python3.11 -m pip` names."""
    name = program_of(words[0])
    if _PYTHON.fullmatch(name) is None:
        return name, words[1:], ""
    version = re.sub(r"[a-z]", "", name) if "." in name else ""
    at = 1
    while at < len(words) and words[at] != "-m" and words[at].startswith("-"):
        version = words[at][1:] if re.fullmatch(r"-3\.\d{1,2}", words[at]) else version
        at += 1
    if words[at : at + 1] != ("-m",) or at + 1 >= len(words):
        return "", (), version
    return _MODULES.get(words[at + 1], ""), words[at + 2 :], version


def _head(tool: str, rest: tuple[str, ...]) -> tuple[str, ...] | None:
    """The tool with its subcommand; None for what no version of the tool knows."""
    if rest[:1] in (("--version",), ("-V",)) and tool in ("uvx", "pex", "pip-compile", "pip-sync"):
        return (tool, "--version")
    if tool == "uvx" and rest and _NUMBER.fullmatch(rest[0]):
        return None  # it tells its version
    if tool in ("uvx", "pip-compile", "pip-sync", "pex"):
        return (tool,) if rest or tool == "pip-compile" else None
    if tool == "piptools":
        return (f"pip-{rest[0]}",) if rest and rest[0] in ("compile", "sync") else None
    known = _SUBCOMMANDS.get(tool, "").split()
    first = next((word for word in _without_options(tool, rest) if word in known or not word.startswith("-")), "")
    if first not in known:
        return None
    if tool == "uv" and first in _UV_PARTS:
        behind = [word for word in rest[rest.index(first) + 1 :] if not word.startswith("-")]
        return (tool, first, behind[0]) if behind and behind[0] in _UV_PARTS[first].split() else None
    return (tool, first)


def _without_options(tool: str, rest: tuple[str, ...]) -> tuple[str, ...]:
    """The words before which a subcommand may stand: `uv --directory x sync`."""
    at = 0
    table = TABLES.get(tool, {})
    while at < len(rest) and rest[at].startswith("-") and rest[at] not in ("--version", "-V"):
        at += 2 if rest[at] in table else 1
    return rest[at:]


def _behind(plain: tuple[str, ...], head: tuple[str, ...]) -> tuple[str, ...]:
    names = [name for name in head[1:] if not name.startswith("-")]
    return plain[1 if head[0].startswith("pip-") and plain[:1] in (("compile",), ("sync",)) else len(names) :]


def _reads_as_sentence(head: tuple[str, ...], plain: tuple[str, ...], read: ReadOptions) -> bool:
    """Whether a line only begins like a command: `uv pip install fails here`."""
    runs_tool = head in _RUNNING and bool(plain) and program_of(plain[0]) in TOOLS
    if is_prose(plain) and not runs_tool and not (head in _STARTING and read.named):
        return True
    if head in _INSTALLING:
        return any(not _may_be_asked(word) for word in plain)
    if head[:2] in (
        ("uv", "sync"),
        ("uv", "lock"),
        ("uv", "tree"),
        ("uv", "export"),
        ("poetry", "lock"),
        ("pdm", "lock"),
    ):
        return bool(plain) and not read.flags
    return head == ("uvx",) and not plain and not read.named


def _may_be_asked(word: str) -> bool:
    return (
        is_requirement(word)
        or word.startswith((".", "/", "~", "$", "-", "file:", "%", "<", "*"))
        or any(mark in word for mark in ("/", "\\", "$", "==", ">", "<", "[", "@"))
    )


def _asked(head: tuple[str, ...], plain: tuple[str, ...], read: ReadOptions) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The requirements that it names, and the files of requirements that it reads."""
    asked = [word for word in plain if head in _INSTALLING and not _is_path(word) and is_named(_as_requirement(word))]
    files = [value for name, value in read.named if name == "files"]
    if head == ("uvx",) or head[:3] == ("uv", "tool", "run") or head == ("pipx", "run"):
        given = [value for name, value in read.named if name == "with"]
        first = [_as_requirement(word) for word in plain[:1]] if "--from" not in read.flags and not given else []
        asked += [word for word in first if is_named(word)]
    asked = [_as_requirement(word) for word in asked]
    asked += [part for name, value in read.named if name == "with" for part in _parts(value)]
    if head in (("uv", "pip", "compile"), ("uv", "pip", "sync"), ("pip-compile",), ("pip-sync",)):
        files += [word for word in plain if _REQUIREMENT_FILES.fullmatch(word) or word.endswith((".toml", ".py"))]
    if head in (("pip-compile",), ("pip-sync",)) and not files:
        files.append("requirements.in")
    return tuple(dict.fromkeys(asked)), tuple(dict.fromkeys(files))


def _editable(read: ReadOptions) -> list[str]:
    return [value for name, value in read.named if name == "editable"]


def _is_path(word: str) -> bool:
    return word.startswith((".", "/", "~")) or word.endswith((".whl", ".tar.gz"))


def _as_requirement(word: str) -> str:
    """`ruff@0.6.0` and `ruff@latest`, as uv has them of tools, in the words of PEP 508."""
    name, at, version = word.partition("@")
    if not at or not re.fullmatch(r"[\w.-]+", name) or not re.fullmatch(r"[\w.]+", version):
        return word
    return name if version == "latest" else f"{name}=={version}"


def _parts(value: str) -> list[str]:
    if is_named(value):
        return [value]
    return [part.strip() for part in value.split(",") if is_named(part.strip())]
