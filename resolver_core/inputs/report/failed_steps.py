"""The command that a build of an image, or a runner of sessions, names when it says that a step of it failed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from resolver_core.inputs.report.command_lines import Command, commands_of
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine

_STEPS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bprocess \"(?P<typed>(?:[^\"\\\n]|\\.){4,1500})\" did not complete successfully",
        r"\bexecutor failed running \[(?P<typed>[^\n]{4,1500}?)\]: exit code",
        r"\bThe command '(?P<typed>[^\n]{4,1500}?)' returned a non-zero code",
        r"\bbuilding at STEP \"RUN (?P<typed>(?:[^\"\\\n]|\\.){4,1500})\"",
        r"\bThe command RUN (?P<typed>[^\n]{4,1500}?) did not complete successfully",
        r"^nox > Command (?P<typed>[^\n]{4,1500}?) failed with exit code",
    )
)
"""Of BuildKit, its older executor and the builder before it, Buildah, Earthly and nox."""
_SHELL = re.compile(
    r"(?:\|\d{1,2} (?:\w{1,60}=\S{0,200} ){1,30})?(?:\S{0,60}/)?"
    r"(?:(?:ba|da|z|a)?sh (?:-(?:o [a-z]{1,20}|[a-z]{1,6}) ){0,4}?-[a-z]{0,6}c|cmd /S /C|powershell -Command) "
)
"""The shell that runs the step, with the build's arguments before it."""


def failed_steps(lines: Iterable[NumberedLine], *, is_openers: bool = True) -> Iterator[Command]:
    """The commands of the steps that failed, as mentions: who built did not type them one by one."""
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            continue
        for found in (pattern.search(line.text) for pattern in _STEPS):
            if found is not None:
                typed = _SHELL.sub("", found["typed"].replace('\\"', '"'), count=1)
                yield from commands_of(typed, line.number, is_mention=True, is_openers=is_openers)
