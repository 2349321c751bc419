"""The order in which a diagram asks its questions; it decides results, so it is part of the behaviour."""

from __future__ import annotations

import pytest

from resolver_core.markers.variables import (
    LAST_PLATFORM_VARIABLE,
    PYTHON,
    STRING_NAMES,
    TERMINAL,
    VERSION_NAMES,
    Kind,
    extra_variable,
    member_variable,
    string_variable,
    substring_variable,
    version_variable,
)
from resolver_core.targets.environment import MARKER_VARIABLES

IN_ORDER = (
    *map(string_variable, STRING_NAMES),
    *map(version_variable, VERSION_NAMES),
    substring_variable(Kind.IN, "os_name", "x"),
    substring_variable(Kind.CONTAINS, "os_name", "x"),
    extra_variable("a"),
    extra_variable("b"),
    member_variable("extras", "a"),
    member_variable("dependency_groups", "a"),
    TERMINAL,
)


def test_questions_are_asked_in_uvs_order() -> None:
    assert list(IN_ORDER) == sorted(IN_ORDER)
    assert len(set(IN_ORDER)) == len(IN_ORDER)


def test_every_variable_of_the_standard_is_asked_somehow() -> None:
    known = {*STRING_NAMES, *VERSION_NAMES, "python_version"}  # python_version is rewritten
    assert known == set(MARKER_VARIABLES)


def test_the_facts_speak_of_the_first_three() -> None:
    early = [name for name in STRING_NAMES if string_variable(name) <= LAST_PLATFORM_VARIABLE]
    assert early == ["os_name", "sys_platform", "platform_system"]


def test_substring_tests_know_nothing_of_each_other() -> None:
    texts = {substring_variable(kind, "os_name", text) for kind in (Kind.IN, Kind.CONTAINS) for text in "ab"}
    assert len(texts) == 4


def test_there_is_one_python() -> None:
    assert version_variable("python_full_version") is PYTHON


@pytest.mark.parametrize("name", ["python_version", "extra", "odd"])
def test_no_other_name_is_a_variable(name: str) -> None:
    with pytest.raises(KeyError):
        string_variable(name)
    with pytest.raises(KeyError):
        version_variable(name)
