"""What stands before what a program wrote on a line: the stamps and step numbers of a build service's log, the
progress that a terminal showed there before.
"""

from __future__ import annotations

import re

_MOST_STAMPS = 3
"""On one line: a service that runs a builder, and the builder's own."""
_SECTION = re.compile(r"section_(?:start|end):\d{1,12}:[\w.-]{1,80}(?:\[[^\]\n]{0,80}\])?(?:\s|$)")
"""What folds a part of a GitLab log, on the line of its title."""
_STAMP = re.compile(
    r"(?:#\d{1,4} (?:\d{1,6}\.\d{1,3} ?)?"
    r"|\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]{0,12}Z? (?:[0-9a-f]{2}[OE][ +])?"
    r"|\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.\d]{0,8}(?: ?[+-]\d{4}|Z)?\]? ?(?:\| )?"
    r"|\[\d{1,2}:\d\d:\d\d(?:\.\d{1,6})?\] ?"
    r"|\d{1,6}\.\d{2,3} "
    r"|Step \#\d{1,3}(?: - \"[^\"\n]{1,60}\")?: "
    r"|remote: {1,12}"
    r"|\d{1,2}:\d\d:\d\d [AP]M: "
    r"|##\[(?:error|command)\]"
    r"|[\w.-]{1,40}-\d{1,3} {1,8}\| "
    r"|[ ]{0,3}\d{1,4} \| (?=>>> RUN ))"
)

_PROGRESS = re.compile(r"[\u2801-\u28ff] [^\n]{0,200}?\s{3,}(?=(?:[x\u00d7] |error: |warning: )\S)")


def without_stamp(line: str) -> str:
    """A line as the program wrote it: without the stamp and the marks of a build log before it."""
    plain = line
    for _ in range(_MOST_STAMPS):
        found = _STAMP.match(plain) or _PROGRESS.match(plain)
        if found is None:
            break
        plain = plain[found.end() :]
    return _SECTION.sub("", plain) if plain.startswith("section_") else plain
