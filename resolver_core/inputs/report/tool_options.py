"""The options of uv, pip and the other tools that say something of a resolution: one table per tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_INDEXES = {
    "--index-url": "index_url",
    "-i": "index_url",
    "--extra-index-url": "extra_index_urls",
}
_WITH_WORD = "other"
"""The field of options that take a word which says nothing of a resolution here."""

_UV: Mapping[str, str] = {
    **_INDEXES,
    "--default-index": "index_url",
    "--index": "extra_index_urls",
    "--find-links": "find_links",
    "-f": "find_links",
    "--python": "python",
    "-p": "python",
    "--python-version": "python",
    "--python-platform": "platform",
    "--extra": "extras",
    "--group": "groups",
    "--only-group": "groups",
    "--index-strategy": "index_strategy",
    "--prerelease": "prerelease",
    "--resolution": "resolution",
    "--fork-strategy": "fork_strategy",
    "--exclude-newer": "exclude_newer",
    "--with": "with",
    "-w": "with",
    "--from": "with",
    "--with-requirements": "files",
    "--requirement": "files",
    "--requirements": "files",
    "-r": "files",
    "--constraint": "constraints",
    "--constraints": "constraints",
    "-c": "constraints",
    "--override": "overrides",
    "--overrides": "overrides",
    "--with-editable": _WITH_WORD,
    "--editable": "editable",
    "-e": "editable",
    "--package": _WITH_WORD,
    "--project": _WITH_WORD,
    "--directory": _WITH_WORD,
    "--upgrade-package": _WITH_WORD,
    "-P": _WITH_WORD,
    "--reinstall-package": _WITH_WORD,
    "--refresh-package": _WITH_WORD,
    "--no-binary": "no_binary",
    "--only-binary": "only_binary",
    "--no-build-package": "only_binary",
    "--no-binary-package": "no_binary",
    "--no-build-isolation-package": _WITH_WORD,
    "--no-install-package": _WITH_WORD,
    "--output-file": _WITH_WORD,
    "-o": _WITH_WORD,
    "--target": _WITH_WORD,
    "--prefix": _WITH_WORD,
    "--link-mode": _WITH_WORD,
    "--cache-dir": _WITH_WORD,
    "--config-file": _WITH_WORD,
    "--config-setting": _WITH_WORD,
    "-C": _WITH_WORD,
    "--keyring-provider": _WITH_WORD,
    "--allow-insecure-host": _WITH_WORD,
    "--trusted-host": _WITH_WORD,
    "--torch-backend": _WITH_WORD,
    "--no-group": _WITH_WORD,
    "--no-extra": _WITH_WORD,
    "--color": _WITH_WORD,
    "--optional": _WITH_WORD,
    "--branch": _WITH_WORD,
    "--tag": _WITH_WORD,
    "--rev": _WITH_WORD,
    "--format": _WITH_WORD,
    "--depth": _WITH_WORD,
    "-d": _WITH_WORD,
    "--env-file": _WITH_WORD,
    "--exclude-newer-package": _WITH_WORD,
    "--custom-compile-command": _WITH_WORD,
    "--annotation-style": _WITH_WORD,
    "--bounds": _WITH_WORD,
    "--prompt": _WITH_WORD,
}
_PIP: Mapping[str, str] = {
    **_INDEXES,
    "--find-links": "find_links",
    "-f": "find_links",
    "--requirement": "files",
    "-r": "files",
    "--constraint": "constraints",
    "-c": "constraints",
    "--python-version": "python",
    "--platform": "platform_tag",
    "--python": _WITH_WORD,
    "--abi": _WITH_WORD,
    "--implementation": _WITH_WORD,
    "--editable": "editable",
    "-e": "editable",
    "--target": _WITH_WORD,
    "-t": _WITH_WORD,
    "--dest": _WITH_WORD,
    "-d": _WITH_WORD,
    "--wheel-dir": _WITH_WORD,
    "-w": _WITH_WORD,
    "--prefix": _WITH_WORD,
    "--root": _WITH_WORD,
    "--src": _WITH_WORD,
    "--report": _WITH_WORD,
    "--log": _WITH_WORD,
    "--proxy": _WITH_WORD,
    "--retries": _WITH_WORD,
    "--timeout": _WITH_WORD,
    "--cert": _WITH_WORD,
    "--trusted-host": _WITH_WORD,
    "--no-binary": "no_binary",
    "--only-binary": "only_binary",
    "--upgrade-strategy": _WITH_WORD,
    "--config-settings": _WITH_WORD,
    "-C": _WITH_WORD,
    "--global-option": _WITH_WORD,
    "--use-feature": _WITH_WORD,
    "--use-deprecated": _WITH_WORD,
    "--progress-bar": _WITH_WORD,
    "--cache-dir": _WITH_WORD,
    "--format": _WITH_WORD,
    "--root-user-action": _WITH_WORD,
}
_POETRY: Mapping[str, str] = {
    "--group": "groups",
    "-G": "groups",
    "--with": "groups",
    "--only": "groups",
    "--extras": "extras",
    "-E": "extras",
    "--python": "python",
    "--source": _WITH_WORD,
    "--directory": _WITH_WORD,
    "--project": _WITH_WORD,
    "--without": _WITH_WORD,
    "-C": _WITH_WORD,
    "-P": _WITH_WORD,
    "--format": _WITH_WORD,
    "-f": _WITH_WORD,
    "-o": _WITH_WORD,
    "--output": _WITH_WORD,
}
_PDM: Mapping[str, str] = {
    "--group": "groups",
    "-G": "groups",
    "--python": "python",
    "--platform": "platform",
    "--strategy": _WITH_WORD,
    "-S": _WITH_WORD,
    "--lockfile": _WITH_WORD,
    "-L": _WITH_WORD,
    "--project": _WITH_WORD,
    "-p": _WITH_WORD,
    "--exclude-newer": "exclude_newer",
    "--override": "overrides",
    "-f": _WITH_WORD,
    "--format": _WITH_WORD,
    "-o": _WITH_WORD,
    "--output": _WITH_WORD,
}
_PIP_TOOLS: Mapping[str, str] = {
    **_INDEXES,
    "--extra": "extras",
    "--find-links": "find_links",
    "-f": "find_links",
    "--constraint": "constraints",
    "-c": "constraints",
    "--output-file": _WITH_WORD,
    "-o": _WITH_WORD,
    "--resolver": _WITH_WORD,
    "--upgrade-package": _WITH_WORD,
    "-P": _WITH_WORD,
    "--pip-args": _WITH_WORD,
    "--unsafe-package": _WITH_WORD,
    "--cache-dir": _WITH_WORD,
    "--annotation-style": _WITH_WORD,
    "--python-executable": _WITH_WORD,
}
_PEX: Mapping[str, str] = {
    **_INDEXES,
    "--index": "index_url",
    "--requirement": "files",
    "-r": "files",
    "--constraints": "constraints",
    "--python": "python",
    "--interpreter-constraint": "interpreter",
    "--platform": "platform_tag",
    "--complete-platform": _WITH_WORD,
    "--find-links": "find_links",
    "-f": "find_links",
    "--output-file": _WITH_WORD,
    "-o": _WITH_WORD,
    "--entry-point": _WITH_WORD,
    "-e": _WITH_WORD,
    "-m": _WITH_WORD,
    "--script": _WITH_WORD,
    "-c": _WITH_WORD,
    "--lock": _WITH_WORD,
    "--style": _WITH_WORD,
    "--pip-version": _WITH_WORD,
    "--resolver-version": _WITH_WORD,
    "--target-system": _WITH_WORD,
}
TABLES: Mapping[str, Mapping[str, str]] = {
    "uv": _UV,
    "uvx": _UV,
    "pip": _PIP,
    "pipx": {**_PIP, "--python": "python", "--spec": "with"},
    "poetry": _POETRY,
    "pdm": _PDM,
    "pip-compile": _PIP_TOOLS,
    "pip-sync": _PIP_TOOLS,
    "pex": _PEX,
}
"""By tool and option, the field that its word fills. An option that is not here takes no word."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The options of a command with their fields and words, the flags, and the words that are neither."""

    named: tuple[tuple[str, str], ...]
    flags: frozenset[str]
    plain: tuple[str, ...]


def read_options(tool: str, words: tuple[str, ...], most_plain: int = 1_000) -> ReadOptions:
    """Sort the words behind a tool's name. What stands behind `--`, or behind so many plain words, is of another
    program and is left out.
    """
    table = TABLES.get(tool, {})
    named: list[tuple[str, str]] = []
    flags: list[str] = []
    plain: list[str] = []
    at = 0
    while at < len(words) and words[at] != "--" and len(plain) < most_plain:
        word = words[at]
        at += 1
        if not word.startswith("-") or word == "-":
            plain.append(word)
            continue
        option, value = _split(word, table)
        field = table.get(option, "")
        following = words[at] if at < len(words) else "-"
        if not field:
            flags.append(option)
        elif value:
            named.append((field, value))
        elif not following.startswith("-") or (following == "-" and field in ("files", _WITH_WORD)):
            named.append((field, following))
            at += 1
    return ReadOptions(tuple(named), frozenset(flags), tuple(plain))


def _split(word: str, table: Mapping[str, str]) -> tuple[str, str]:
    """`--option=word`, and `-rfile` without a blank."""
    option, _, value = word.partition("=")
    if option in table or word.startswith("--") or len(word) < 3:
        return option, value
    return (word[:2], word[2:]) if word[:2] in table and not word[2:].isalpha() else (option, value)
