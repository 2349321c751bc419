"""A dependency specifier (PEP 508) that remembers the order in which its extras were written.

uv meets `a[x,y]` and `a[y,x]` in different orders, and that order can decide versions
(docs/uv-behaviour.md); packaging keeps extras as a set.
"""

from __future__ import annotations

import re

from packaging.requirements import Requirement

_EXTRAS = re.compile(r"\s*[\w.-]+\s*\[([^\]]*)\]")


class WrittenRequirement(Requirement):
    """Like packaging's `Requirement`; `written_extras` are its extras in the order of the text, each once.

    Raises packaging's InvalidRequirement for a text that is none.
    """

    def __init__(self, requirement_string: str) -> None:
        super().__init__(requirement_string)
        found = _EXTRAS.match(requirement_string)
        names = [] if found is None else [name.strip() for name in found[1].split(",")]
        self.written_extras = tuple(dict.fromkeys(name for name in names if name in self.extras))

    def __str__(self) -> str:
        ordered = ",".join(self.written_extras)
        return super().__str__().replace(f"[{','.join(sorted(self.extras))}]", f"[{ordered}]", 1)


def extras_in_order(requirement: Requirement) -> tuple[str, ...]:
    """The extras of a requirement as written, or by name where that is not known."""
    if isinstance(requirement, WrittenRequirement):
        return requirement.written_extras
    return tuple(sorted(requirement.extras))
