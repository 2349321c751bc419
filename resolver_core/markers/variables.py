"""What a marker can ask about, and in which order a diagram asks it (uv-resolution section 7.1).

The order is uv's: the strings that take part in its facts, the other strings, versions, substring
tests, extras, memberships. It decides which result `restrict` picks, so it is part of the behaviour.
Measured on uv 0.13.8 with `platform_machine` against `python_full_version`: strings do come first.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple


class Kind(IntEnum):
    """The families of variables, first asked first."""

    STRING = 0
    VERSION = 1
    IN = 2  #: `variable in 'text'`
    CONTAINS = 3  #: `'text' in variable`
    EXTRA = 4
    MEMBER = 5  #: `'name' in extras` and `'name' in dependency_groups`
    TERMINAL = 6


class Variable(NamedTuple):
    """One question of a diagram. Variables compare in the order in which a diagram asks them.

    `kind` is the number of a `Kind`: a plain one, because hashing it runs no Python code. `name` is the
    marker variable. `value` is the text of a substring test, the name of an extra or of a member, and ""
    for the ordered variables (`STRING`, `VERSION`), whose edges carry values.
    """

    kind: int
    rank: int
    name: str
    value: str = ""


STRING_NAMES: Final = (
    "os_name",
    "sys_platform",
    "platform_system",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_version",
    "implementation_name",
)
"""The string variables in uv's order; the first three are those that uv's facts speak of."""

VERSION_NAMES: Final = ("implementation_version", "platform_release", "python_full_version")
"""The version variables. `platform_release` is one only on darwin, where uv 0.13.8 reads it as a version."""

FULL_VERSION_NAMES: Final = frozenset({"implementation_version", "python_full_version"})
"""The variables that are a version everywhere."""

ORDERED_NAMES: Final = frozenset({"platform_release", "platform_version"})
"""The strings with a meaningful `<`: they compare lexicographically (section 7.2)."""

MEMBER_NAMES: Final = ("extras", "dependency_groups")

_STRINGS = {name: Variable(Kind.STRING.value, rank, name) for rank, name in enumerate(STRING_NAMES)}
_VERSIONS = {name: Variable(Kind.VERSION.value, rank, name) for rank, name in enumerate(VERSION_NAMES)}

PYTHON: Final = _VERSIONS["python_full_version"]
"""The one Python variable of a diagram: `python_version` is rewritten into it."""

TERMINAL: Final = Variable(Kind.TERMINAL.value, 0, "")
"""Stands in the two leaves; it sorts after every question."""

LAST_PLATFORM_VARIABLE: Final = _STRINGS["platform_system"]
"""Variables up to this one take part in uv's facts (section 7.3)."""


def string_variable(name: str) -> Variable:
    """The variable of a string, by its name in the standard. KeyError for any other name."""
    return _STRINGS[name]


def version_variable(name: str) -> Variable:
    """The variable of a version, by its name. KeyError for any other name."""
    return _VERSIONS[name]


def substring_variable(kind: Kind, name: str, text: str) -> Variable:
    """The boolean of a substring test on a string variable; it knows nothing of `==` on that variable."""
    return Variable(kind.value, _STRINGS[name].rank, name, text)


def extra_variable(name: str) -> Variable:
    """The boolean of an extra, by its normalised name."""
    return Variable(Kind.EXTRA.value, 0, "extra", name)


def member_variable(name: str, member: str) -> Variable:
    """The boolean of `'member' in name`, where name is "extras" or "dependency_groups"."""
    return Variable(Kind.MEMBER.value, MEMBER_NAMES.index(name), name, member)
