"""Whose lock a text is: uv's own, that of the standard (PEP 751), Poetry's or PDM's."""

from __future__ import annotations

import re
from enum import StrEnum


class LockFormat(StrEnum):
    """The formats of locks that are read, by the name of their file."""

    UV = "uv.lock"
    PYLOCK = "pylock.toml"
    POETRY = "poetry.lock"
    PDM = "pdm.lock"


_MARKS = (
    (LockFormat.PYLOCK, re.compile(r"^[ \t]*+(?:\[\[packages\]\]|packages[ \t]*+=)", re.MULTILINE)),
    (LockFormat.PDM, re.compile(r"^[ \t]*+lock_version[ \t]*+=", re.MULTILINE)),
    (LockFormat.POETRY, re.compile(r"^[ \t]*+(?:content-hash|python-versions|lock-version)[ \t]*+=", re.MULTILINE)),
)
"""A key that only locks of the format have, in the order in which they are tried."""


def format_of(text: str) -> LockFormat:
    """The format that the keys of a lock tell; a text without any such key is taken for uv's."""
    return next((found for found, mark in _MARKS if mark.search(text)), LockFormat.UV)
