"""The tables of keys against uv's own word: its complaint about an invented key lists every key that it knows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from resolver_core.inputs.uv_keys import (
    CACHE_KEYS,
    CONFLICT_KEYS,
    INDEX_KEYS,
    LIBC_KEYS,
    METADATA_KEYS,
    PIP_KEYS,
    SOURCE_KEYS,
    TOP_KEYS,
    WORKSPACE_KEYS,
    Use,
)
from tests.support.uv_words import keys_in, words_of_uv

INVENTED = "frobnicate"


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (f"[tool.uv]\n{INVENTED} = 1\n", TOP_KEYS),
        (f"[tool.uv.pip]\n{INVENTED} = 1\n", PIP_KEYS),
        (f"[tool.uv.sources]\na = {{ {INVENTED} = 1 }}\n", SOURCE_KEYS),
        (f"[tool.uv.workspace]\n{INVENTED} = 1\n", WORKSPACE_KEYS),
        (f'[tool.uv]\nconflicts = [[{{ extra = "a", {INVENTED} = 1 }}, {{ extra = "b" }}]]\n', CONFLICT_KEYS),
        (f"[tool.uv]\nminimum-libc-version = {{ {INVENTED} = 1 }}\n", LIBC_KEYS),
        (f'[[tool.uv.dependency-metadata]]\nname = "a"\n{INVENTED} = 1\n', METADATA_KEYS),
        (f"[tool.uv]\ncache-keys = [{{ {INVENTED} = 1 }}]\n", CACHE_KEYS),
    ],
)
def test_every_key_that_uv_knows_is_in_the_table(text: str, ours: Iterable[str]) -> None:
    _, words = words_of_uv(text, "lock")
    known = keys_in(words)
    assert len(known) > 1, words
    assert known == set(ours)


def test_a_key_that_uv_learned_would_be_noticed() -> None:
    _, words = words_of_uv(f"[tool.uv]\n{INVENTED} = 1\n", "lock")
    newer = words.replace("expected one of ", "expected one of `teleport`, ")
    assert keys_in(newer) - TOP_KEYS.keys() == {"teleport"}


@pytest.mark.parametrize("table", [TOP_KEYS, PIP_KEYS, INDEX_KEYS])
def test_every_key_is_used_or_says_why_not(table: dict[str, object]) -> None:
    for key in table.values():
        assert (key.use is Use.USED) is (key.why == "")  # type: ignore[attr-defined]


def test_uv_takes_an_invented_key_of_an_index_in_silence() -> None:
    """So the table of these keys is our own; `tests/differential/test_setting_types.py` compares each with uv."""
    succeeded, words = words_of_uv(f'[[tool.uv.index]]\nurl = "https://x.test"\n{INVENTED} = 1\n', "lock")
    assert succeeded
    assert INVENTED not in words
