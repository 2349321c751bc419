"""A cause is a file, its words, a line in the register, a row of docs/causes.md and a test: all of them are there."""

from __future__ import annotations

import re

import pytest

from resolver_core.explain.causes.cause import KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.register import CAUSES
from tests.support.imports import imports_of
from tests.support.shared import REPOSITORY

EXPLAIN = REPOSITORY / "resolver_core" / "explain"
ROOMS = {cause.name: f"{cause.name.value.replace('-', '_')}.py" for cause in CAUSES}


def test_every_class_is_registered_once() -> None:
    assert sorted(cause.name for cause in CAUSES) == sorted(set(CauseClass) - {CauseClass.NOT_PROVEN})


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: str(cause.name))
def test_a_room_words_and_a_test_of_its_own(cause: KnownCause) -> None:
    room = ROOMS[cause.name]
    assert type(cause).__module__ == f"resolver_core.explain.causes.{room.removesuffix('.py')}"
    assert (EXPLAIN / "wording" / "causes" / room).is_file()
    assert (REPOSITORY / "tests" / "core" / "explain" / "causes" / f"test_{room}").is_file()


def test_the_documentation_has_a_row_for_each() -> None:
    text = (REPOSITORY / "docs" / "causes.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)) == sorted(ROOMS)


def test_nothing_but_the_register_knows_the_causes() -> None:
    rooms = {f"resolver_core.explain.causes.{room.removesuffix('.py')}" for room in ROOMS.values()}
    knowing = {
        path.relative_to(EXPLAIN).as_posix()
        for path in EXPLAIN.rglob("*.py")
        for item in imports_of(path, REPOSITORY)
        if item.module in rooms or f"{item.module}.{item.name}" in rooms
    }
    assert knowing == {"causes/register.py"}
