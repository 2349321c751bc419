"""What an index says, as plain values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolver_core.index.records import IndexLocation, MetadataSource, Provenance
from tests.support.distributions import a_distribution

WHEEL, SDIST = a_distribution("a-1.0-py3-none-any.whl"), a_distribution("a-1.0.tar.gz")


def test_a_file_knows_its_kind() -> None:
    assert WHEEL.is_wheel
    assert not SDIST.is_wheel


@pytest.mark.parametrize(("reason", "is_yanked"), [(None, False), ("", True), ("broken", True)])
def test_yanked_without_a_reason_is_yanked(reason: str | None, is_yanked: bool) -> None:
    assert replace(WHEEL, yanked_reason=reason).is_yanked is is_yanked


def test_hashes_make_no_file_another_one() -> None:
    hashed = replace(WHEEL, hashes={"sha256": "0" * 64})
    assert hashed == WHEEL
    assert len({hashed, WHEEL}) == 1


def test_provenance_names_its_file() -> None:
    assert Provenance(WHEEL, MetadataSource.RANGE).filename == WHEEL.filename
    assert Provenance(None, MetadataSource.SUPPLIED).filename is None


def test_indexes_are_values() -> None:
    one = IndexLocation("https://index.test/simple", ignore_error_codes=frozenset({403}))
    assert one == replace(one)
    assert len({one, replace(one), replace(one, name="x")}) == 2
