from __future__ import annotations

import pytest

from resolver_core.inputs.lock_format import LockFormat, format_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("version = 1\nrevision = 3\n[[package]]\nname = 'a'\n", LockFormat.UV),
        ("lock-version = '1.0'\ncreated-by = 'x'\n[[packages]]\nname = 'a'\n", LockFormat.PYLOCK),
        ("lock-version = '1.0'\npackages = []\n", LockFormat.PYLOCK),
        ("[[package]]\nname = 'a'\n[metadata]\nlock-version = '2.0'\n", LockFormat.POETRY),
        ("[metadata]\nlock_version = '4.5.0'\n", LockFormat.PDM),
        ("nonsense", LockFormat.UV),
    ],
)
def test_the_keys_tell_the_format(text: str, found: LockFormat) -> None:
    assert format_of(text) is found
