"""What stands before what a program wrote on a line: the stamps and step numbers of a build service's log, the
progress that a terminal showed there before.
"""

from __future__ import annotations

import re

_STAMP = re.compile(
    r"(?:#\d{1,4} (?:\d{1,6}\.\d{1,3} ?)?"
    r"|\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]{0,12}Z? "
    r"|\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.\d]{0,8}(?: ?[+-]\d{4}|Z)?\]? ?(?:\| )?"
    r"|\[\d{1,2}:\d\d:\d\d(?:\.\d{1,6})?\] ?"
    r"|\d{1,6}\.\d{2,3} )"
)

_PROGRESS = re.compile(r"[\u2801-\u28ff] [^\n]{0,200}?\s{3,}(?=(?:[x\u00d7] |error: |warning: )\S)")


def without_stamp(line: str) -> str:
    """A line as the program wrote it: without the stamp of a build log before it."""
    found = _STAMP.match(line) or _PROGRESS.match(line)
    return line if found is None else line[found.end() :]
