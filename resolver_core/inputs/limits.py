"""How much a text may hold: every limit on what is pasted, in one place.

A figure is at least five times what the largest public projects hold (about 1,000 requirements, 120 extras, locks of
1,500 packages), so that no real project meets one. What goes beyond is refused with the count and its limit. The
limits on what an index may say stand in `index/limits.py`.
"""

from __future__ import annotations

import re
from typing import Final

TEXT_BYTES: Final = 1_000_000
"""Of a project, a list of requirements or a script, in UTF-8."""

TEXT_LINES: Final = 20_000
"""Of such a text; a list with hashes of 500 projects has about 12,000."""

REPORT_CHARACTERS: Final = 1024 * 1024
"""Of an issue report; a longer text is none."""

REPORT_BLOCKS: Final = 500
"""Code blocks, and as many commands, that are read from a report."""

LOCK_BYTES: Final = 16_000_000
"""Of a uv.lock, in UTF-8."""

LOCK_LINES: Final = 300_000
"""Of a uv.lock."""

LOCK_PACKAGES: Final = 10_000
"""Entries of a uv.lock."""

KEYS: Final = 50_000
"""Keys of a TOML text, at all depths. A uv.lock has one limit on its packages instead."""

KEY_PARTS: Final = 100
"""Parts of one dotted key. tomllib takes quadratic time for such keys, and a paste must be cheap to refuse."""

REQUIREMENTS_PER_LIST: Final = 5_000
"""Of one list: dependencies, an extra, a group, constraints, overrides."""

REQUIREMENTS: Final = 10_000
"""Of all lists together."""

LISTS: Final = 1_000
"""Extras, and as many groups."""

INDEXES: Final = 50
"""Indexes and pages of links that a text names."""

SOURCES_PER_PROJECT: Final = 100
"""Entries of `tool.uv.sources` for one project."""

ENVIRONMENTS: Final = 100
"""Entries of `environments`, and as many of `required-environments`."""

CONFLICTS: Final = 200
"""Sets of conflicting extras and groups, and as many members of one set."""

CHARACTERS: Final = 4_000
"""Of one requirement, marker, specifier, name or address."""

DIGITS: Final = 200
"""Of one number anywhere in them; the number of a version has the narrower limit below."""

EXTRAS_PER_REQUIREMENT: Final = 200
"""Extras that one requirement asks for."""

CLAUSES: Final = 200
"""Version specifiers of one requirement."""

MARKER_TERMS: Final = 200
"""Comparisons of one marker."""

MARKER_DEPTH: Final = 50
"""Parentheses within each other in one marker."""

MISTAKES: Final = 200
"""Mistakes that are reported one by one."""

READING_SECONDS: Final = 5.0
"""For one text, however few and short its parts are: markers can take exponential work."""

LARGEST_NUMBER: Final = 2**64 - 2
"""The largest number in a version (its local part aside) that uv 0.13.8 reads (measured)."""

_LONG_NUMBER = re.compile(rf"\d{{{len(str(LARGEST_NUMBER))},}}")


def too_many(holder: str, count: int, things: str, limit: int) -> str:
    """The message about a count beyond its limit: "The text has 30,000 lines: at most 20,000 are read."."""
    return f"{holder} has {count:,} {things}: at most {limit:,} are read."


def too_large_number(version: str) -> str | None:
    """The first number of a version's text that uv cannot read, for it is larger than `LARGEST_NUMBER`; else None."""
    if len(version) < 20:
        return None
    for number in _LONG_NUMBER.findall(version.partition("+")[0]):
        digits = number.lstrip("0")
        if len(digits) > 20 or int(digits or "0") > LARGEST_NUMBER:
            return str(number)
    return None
