"""Values of variables that a report sets (`ENV`, `export`, `$env:`), put where commands use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine

_SET = re.compile(
    r"[ \t]{0,20}(?:[$%>#\u276f][ \t]+|PS[^>\n]{0,100}>[ \t]*)?(?P<kind>ENV|ARG|export|set|\$env:|setx)?[ \t]{0,4}"
    r"(?P<name>[A-Za-z_]\w{0,60})(?:[ \t]?=[ \t]?|[ \t])[\"']?(?P<value>[\w.+!*:/@~<>{}-]{1,200})[\"']?[ \t]*$"
)
_USED = re.compile(
    r"\$\{(?P<braced>\w{1,60})\}|\$env:(?P<power>\w{1,60})|\$(?P<plain>[A-Za-z_]\w{0,60})"
    r"|%(?P<cmd>[A-Za-z_]\w{0,60})%"
)


def variables_in(lines: Iterable[NumberedLine]) -> Mapping[str, str]:
    """The variables that lines of recipes and shells set to a plain value."""
    found: dict[str, str] = {}
    for line in lines:
        if len(line.text) > LONGEST_LINE or ("=" not in line.text and not line.text.lstrip().startswith("ENV")):
            continue
        match = _SET.fullmatch(line.text.rstrip())
        if match is not None and (match["kind"] or match["name"].isupper()):
            found.setdefault(match["name"], match["value"])
    return found


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """A command with the values of the variables that are known; others stay as they are."""
    return _USED.sub(lambda found: variables.get(next(filter(None, found.groups())), found[0]), text)
