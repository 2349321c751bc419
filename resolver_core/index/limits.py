"""How much an index may say: every limit on pages, metadata and the reading of both, in one place.

A figure is several times what the largest projects of public indexes need (pages of 9,000 files and 5 MB, metadata
with 1,500 requirements). What goes beyond is left out with its reason: the file, or the page. The limits on what a
person pastes stand in `inputs/limits.py`.
"""

from __future__ import annotations

from typing import Final

KIB, MIB = 1024, 1024 * 1024

# -- one answer

BODY_BYTES: Final = 128 * MIB
"""Of one answer, decompressed: a whole wheel or source distribution."""

SDIST_START_BYTES: Final = 4 * MIB
"""Of a source distribution that is larger: its PKG-INFO stands near the beginning."""

PAGE_BYTES: Final = 32 * MIB
"""Of a page, decompressed."""

METADATA_BYTES: Final = 16 * MIB
"""Of a METADATA file."""

HEADER_BYTES: Final = 8 * MIB
"""Of its header block."""

RANGE_BYTES: Final = 64 * MIB
"""Of one part of a wheel."""

SMALL_BODY_BYTES: Final = MIB
"""A larger body waits until fewer than `LARGE_BODIES` others are being read."""

LARGE_BODIES: Final = 3
"""Large bodies that are read at the same time, and whole files that are opened at the same time."""

# -- pages

PAGE_FILES: Final = 50_000
"""Files that one page lists."""

PAGE_PARTS: Final = 2_000_000
"""Commas of a JSON page, or gaps between the attributes of an HTML page: what a parser makes objects of."""

FILENAME_CHARACTERS: Final = 1_000
"""Of a file's name."""

ADDRESS_CHARACTERS: Final = 8_000
"""Of a file's address."""

WHEEL_TAGS: Final = 1_000
"""Tags of one wheel: a compressed tag set is a product and must not explode."""

PAGE_TAGS: Final = 1_000_000
"""Tags of all wheels of a page together."""

SPECIFIER_CHARACTERS: Final = 2_000
"""Of requires-python."""

# -- metadata

REQUIREMENTS: Final = 20_000
"""Requires-Dist fields of one file."""

EXTRAS: Final = 5_000
"""Provides-Extra fields of one file."""

REQUIREMENT_CHARACTERS: Final = 10_000
"""Of one Requires-Dist field."""

CLAUSES: Final = 500
"""Version specifiers of one field."""

MARKER_DEPTH: Final = 100
"""Parentheses within each other in one field."""

PROBLEM_CHARACTERS: Final = 256 * KIB
"""Of the header block that goes with metadata that cannot be read, so that it can be looked at."""

DECODED_CHARACTERS: Final = 4_000
"""Of a field with RFC 2047 words; a longer one is taken as it stands."""

# -- one run

RUN_REQUESTS: Final = 10_000
"""Requests, repeated ones included. A project of 1,000 requirements needs about 4,000."""

RUN_BYTES: Final = 4 * 1024 * MIB
"""Bytes of all answers, decompressed."""

RUN_FILES: Final = 600_000
"""Files on all pages; each takes about a kilobyte of memory."""

KEPT_FILES: Final = 250_000
"""Files on the parsed pages that a process keeps between runs."""

KEPT_JUDGEMENTS: Final = 50_000
"""Of files, by one rule each, that a process keeps between runs; the largest recorded project needs 14,000."""

KEPT_METADATA_BYTES: Final = 64 * MIB
"""Of the parsed metadata that a process keeps between runs."""

KEPT_CHARACTERS: Final = 500
"""Of one requirement or specifier that a process keeps parsed."""
