"""Prompts: what stands before a command that was copied from a terminal, whatever shell it ran."""

from __future__ import annotations

import re

TOOLS = frozenset(
    (
        "uv",
        "uvx",
        "pip",
        "pip3",
        "pipx",
        "poetry",
        "pdm",
        "pip-compile",
        "pip-sync",
        "piptools",
        "pex",
        "pipenv",
        "hatch",
    )
)
"""Programs whose commands a report is about."""

_SHELL_WORDS_TEXT = (
    "cat cd source . python python3 py echo mkdir export docker podman ls git touch printf rm cp mv which set "
    "grep head tail curl wget sudo time env bash sh nano vim vi type del conda mamba pyenv deactivate "
    "activate uname sw_vers unzip diff tree nvidia-smi lsb_release ver systeminfo pwd test make tox nox "
    "pytest for if"
)
_SHELL_WORDS = frozenset(_SHELL_WORDS_TEXT.split())
_ENVIRONMENT = r"(?:\([^()\n]{1,160}\)[ \t]?){0,3}[ \t]{0,8}"
_SURE = re.compile(
    _ENVIRONMENT + r"(?:"
    r"PS(?:[ \t][^>\n]{0,200})?>[ \t]*"
    r"|[A-Za-z]:(?:\\[^>\n]{0,200})?>[ \t]*"
    r"|\[?[\w.-]{1,64}@[\w.-]{1,64}[^$#%>\u276f\n'\"`]{0,120}[$#%>\u276f][ \t]+"
    r"|[\w.-]{1,64}:[^\s$%#]{0,100}[ \t][\w.-]{1,64}[$%#][ \t]+"
    r"|\[[\w.-]{1,40}:[^\]\n'\"]{0,120}\][$#][ \t]*"
    r"|In[ \t]\[\d{1,4}\]:[ \t]*[!%]"
    r"|\$[ \t]*->[ \t]*"
    r"|\$[ \t]+"
    r")"
)
_LIKELY = re.compile(
    _ENVIRONMENT + r"(?:"
    r"➜[ \t]+(?!(?:uv|uvx|pip3?|poetry|pdm|pex3?|pipx|cat|sudo)[ \t])"
    r"\S{1,80}[ \t]+(?:git:\([^()\n]{0,80}\)[ \t]+)?(?:✗[ \t]+)?"
    r"|\u00e2[\x80-\x9f]?\u00af[ \t]+"  # U+276F, read in the wrong encoding
    r"|(?:>|=>|\#\d{1,4})?[ \t]{0,4}(?:(?:ERROR|CACHED)[ \t]+)?\[[^\]\n]{1,60}\][ \t]+RUN[ \t]+"
    r"|>>>[ \t]+RUN[ \t]+"
    r"|[A-Za-z][\w.-]{0,40}[ \t][%\u276f][ \t]+"  # zsh, in a folder of this name
    r"|[➜$%\u276f\u276eλ»▶⟩→⇒\u203a✗!+][ \t]*"
    r"|>{1,3}[ \t]*"
    r"|(?:-[ \t]+)?(?:RUN|Run|##\[group\]Run)[ \t]+"
    r"|Step[ \t]\d{1,3}/\d{1,3}[ \t]:[ \t]RUN[ \t]+"
    r"|(?:[~/][^\s$#%'\"`]{0,100}|\S{1,60}[ \t](?:on|via|git:)[^$#%'\"`\n]{0,100})[ \t][$#%\u276f➜✗»>][ \t]+"
    r"|[~/][^\s$#%'\"`<>]{0,100}[$#%>][ \t]+"
    r"|/[^\s$#%'\"`]{0,100}[ \t](?=(?:uv|pip3?|poetry|pdm)[ \t])"
    r")"
)
_ROOT = re.compile(_ENVIRONMENT + r"\#[ \t]+")
_MOUNTS = re.compile(r"(?:--(?:mount|network|security)=\S{1,300}[ \t]+){1,6}")
_STEP_END = re.compile(r":[ \t]*$|[ \t]{2,}\d{1,5}\.\ds$")
"""What a build of an image writes behind a step: a colon before what it printed, or how long it took."""
_CONTINUED = re.compile(r"[ \t]{0,8}(?:>{1,2}|More\?|…|\.\.\.|quote>|cmdand>|pipe>|dquote>)[ \t]?")
_INTERPRETER = re.compile(r"python3\.\d{1,2}t?")
_PROGRAM = re.compile(r"(?:[^\s\"']{0,120}[/\\])?([\w.+-]{1,40})(?![\w.+,-])")


def split_prompt(line: str, *, is_root_shell: bool = False) -> tuple[str, str]:
    """The prompt of a line and what was typed behind it; ("", line) where there is no prompt.

    A mark that means other things as well (`>`, `%`, `+`) is a prompt only before a program that is known. `#` is one
    where `is_root_shell`; elsewhere it begins a comment.
    """
    stripped = line.strip()
    found = _SURE.match(stripped)
    if found is not None and found.end() < len(stripped):
        return stripped[: found.end()], stripped[found.end() :].strip()
    found = _LIKELY.match(stripped) or (_ROOT.match(stripped) if is_root_shell else None)
    if found is None or not found[0].strip():
        return _after_environment(stripped, line)
    rest = _MOUNTS.sub("", stripped[found.end() :], count=1).strip()
    rest = _STEP_END.sub("", rest).rstrip() if found[0].endswith("RUN ") and "]" in found[0] else rest
    is_typed = program_of(rest) in TOOLS or (found[0].strip() not in ("+", "!") and is_program(rest))
    return (found[0], rest) if is_typed else ("", line)


def _after_environment(stripped: str, line: str) -> tuple[str, str]:
    """`(env) uv sync`: the name of an environment alone, before a tool."""
    found = re.match(r"\([\w.-]{1,60}\)[ \t]+", stripped)
    rest = stripped[found.end() :] if found else ""
    return (found[0], rest) if found and program_of(rest) in TOOLS else ("", line)


def without_continuation_prompt(line: str) -> str:
    """A further line of a command without what the shell shows before it (`>`, `>>`, `More?`)."""
    found = _CONTINUED.match(line)
    return line[found.end() :] if found else line


def is_program(text: str) -> bool:
    """Whether a text begins with a program that people type in reports."""
    name = program_of(text)
    return name in TOOLS or name in _SHELL_WORDS or _INTERPRETER.fullmatch(name) is not None


def program_of(text: str) -> str:
    """The name of the program that a command line begins with: without its folder, `.exe` and version."""
    found = _PROGRAM.match(text)
    name = found[1].lower().removesuffix(".exe") if found else ""
    if re.fullmatch(r"pip3?(?:\.\d{1,2})?", name):
        return "pip"
    return "pex" if name == "pex3" else name
