"""Markers as people read them."""

from __future__ import annotations

import pytest

from resolver_core.explain.wording.markers import in_words

LINUX = "sys_platform == 'linux'"


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ("", ""),
        (LINUX, LINUX),
        ("extra == 'cpu'", "extra == 'cpu'"),
        ("extra == 'extra-7-project-cpu'", "with extra cpu"),
        ("extra != 'extra-7-project-cpu'", "no extra cpu"),
        ('extra == "group-7-project-dev"', "with group dev"),
        (
            f"({LINUX} and extra == 'extra-10-my-project-cu-118') or extra == 'group-10-my-project-a'",
            f"({LINUX} and with extra cu-118) or with group a",
        ),
        ("extra == 'project-3-app'", "with app itself"),
        ("extra == 'extra-1-a-x' or extra == 'extra-2-bc-x'", "with extra x of a or with extra x of bc"),
        ("extra == 'extra-9-project-cpu'", "extra == 'extra-9-project-cpu'"),
        ("extra == 'extra-1-project'", "extra == 'extra-1-project'"),
    ],
)
def test_an_extra_is_called_by_its_name(marker: str, words: str) -> None:
    assert in_words(marker) == words
