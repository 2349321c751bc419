"""Which stored documents still open."""

from __future__ import annotations

import pytest

from resolver_core.codec import schema_version
from resolver_core.codec.schema_version import SCHEMA_VERSION, UnknownDocument, is_readable


@pytest.mark.parametrize("version", [None, "1", 0, SCHEMA_VERSION + 1, [1]])
def test_other_versions_are_unknown(version: object) -> None:
    assert not is_readable(version)


def test_the_present_version_opens_and_the_one_before() -> None:
    assert is_readable(SCHEMA_VERSION)


def test_of_older_versions_the_last_one_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema_version, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(schema_version, "OLDEST_READABLE", 2)
    assert [version for version in range(6) if is_readable(version)] == [2, 3]


def test_the_message_names_the_version() -> None:
    assert str(UnknownDocument()) == f"not a resolution document of schema version {SCHEMA_VERSION}"
