"""What a build service writes before every line of its log: stamps and step numbers."""

from __future__ import annotations

import re

_STAMP = re.compile(
    r"(?:#\d{1,4} (?:\d{1,6}\.\d{1,3} ?)?"
    r"|\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]{0,12}Z? "
    r"|\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.\d]{0,8}(?: ?[+-]\d{4}|Z)?\]? ?(?:\| )?"
    r"|\[\d{1,2}:\d\d:\d\d(?:\.\d{1,6})?\] ?"
    r"|\d{1,6}\.\d{2,3} )"
)


def without_stamp(line: str) -> str:
    """A line as the program wrote it: without the stamp of a build log before it."""
    found = _STAMP.match(line)
    return line if found is None else line[found.end() :]
