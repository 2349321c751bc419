"""What uv says of a project without solving anything: which keys it knows, and what it makes of a value."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.support.uv_runs import run_uv

HEAD = '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = []\n'
"""A project that needs no index."""

NOWHERE = "http://127.0.0.1:9/simple"
_LISTED = re.compile(r"expected (?:one of )?(`[^\n]*`)")


def words_of_uv(rest: str, *command: str) -> tuple[bool, str]:
    """Whether a command succeeds on the project with more TOML, and everything that uv says to it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(HEAD + rest, "utf-8")
        finished = run_uv([*command, "--default-index", NOWHERE], folder)
    return finished.returncode == 0, finished.stderr


def keys_in(words: str) -> frozenset[str]:
    """The keys that uv's complaint about an invented one lists."""
    found = _LISTED.search(words)
    return frozenset() if found is None else frozenset(re.findall(r"`([^`]+)`", found[1]))


def verdict_of_uv(rest: str) -> str:
    """Four letters: D where the settings are dropped, R where the file is refused, by `uv lock` and by `uv pip`."""
    compiling = ("pip", "compile", "pyproject.toml", "--python-version", "3.12", "--python-platform", "linux")
    return "".join(_letters(*words_of_uv(rest, *command)) for command in (("lock",), compiling))


def _letters(succeeded: bool, words: str) -> str:
    """Whoever goes on to ask the index, which is nowhere, has taken the file."""
    dropped, taken = "during settings discovery" in words, succeeded or f"Failed to fetch: {NOWHERE}" in words
    return ("D" if dropped else "-") + ("-" if taken else "R")
