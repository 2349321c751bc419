"""The order of the files of one version on a flat index (uv-resolution section 2.5)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from resolver_core.candidates.flat_order import flat_key
from tests.support.distributions import a_distribution

IN_ORDER = (
    ("a-1.0.tar.gz", "a-1.0.zip"),
    ("a-1.0.zip", "a-1.0-py3-none-any.whl"),
    ("a-1.0-py3-none-any.whl", "a-1.0-py39-none-any.whl"),
    ("a-1.0-py39-none-any.whl", "a-1.0-cp39-none-any.whl"),
    ("a-1.0-cp39-none-any.whl", "a-1.0-cp39-abi3-any.whl"),
    ("a-1.0-cp39-abi3-any.whl", "a-1.0-cp39-cp39-any.whl"),
    ("a-1.0-cp39-cp39-any.whl", "a-1.0-cp39-cp39-manylinux_2_5_x86_64.whl"),
    ("a-1.0-cp39-cp39-manylinux_2_5_x86_64.whl", "a-1.0-cp39-cp39-manylinux_2_17_x86_64.whl"),
    ("a-1.0-cp39-cp39-manylinux_2_17_x86_64.whl", "a-1.0-cp39-cp39-manylinux2014_x86_64.whl"),
    ("a-1.0-cp39-cp39-manylinux2014_x86_64.whl", "a-1.0-cp39-cp39-macosx_11_0_arm64.whl"),
    ("a-1.0-cp39-cp39-macosx_11_0_arm64.whl", "a-1.0-cp39-cp39-win_amd64.whl"),
    ("a-1.0-cp39-cp39-win_amd64.whl", "a-1.0-cp310-cp310-win32.whl"),
    ("a-1.0-cp310-cp310-win32.whl", "a-1.0-pp39-pypy39_pp73-win32.whl"),
)
"""Each pair in the order in which uv comes to the two."""


@pytest.mark.parametrize(("first", "second"), IN_ORDER)
def test_which_file_comes_first(first: str, second: str) -> None:
    assert flat_key(a_distribution(first)) < flat_key(a_distribution(second))


def test_all_of_them_are_one_chain() -> None:
    assert all(one[1] == other[0] for one, other in pairwise(IN_ORDER))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("cp313-cp313", "cp313-cp313t"),
        ("cp313-cp313t", "cp313-cp313d"),
        ("cp37-cp37", "cp37-cp37m"),
        ("cp37-cp37m", "cp37-cp37mu"),
    ],
)
def test_a_plain_abi_comes_before_one_with_flags(first: str, second: str) -> None:
    keys = [flat_key(a_distribution(f"a-1.0-{tags}-win32.whl")) for tags in (first, second)]
    assert keys == sorted(keys)


def test_wheels_with_several_tags_or_a_build_tag_come_last() -> None:
    single = flat_key(a_distribution("a-1.0-pp39-pypy39_pp73-win32.whl"))
    for filename in ("a-1.0-py2.py3-none-any.whl", "a-1.0-1-py3-none-any.whl", "a-1.0-odd-none-any.whl"):
        assert flat_key(a_distribution(filename)) > single, filename


def test_build_tags_are_ordered_by_number_then_text() -> None:
    keys = [flat_key(a_distribution(f"a-1.0-{build}-py3-none-any.whl")) for build in ("1", "2", "2abc", "10")]
    assert keys == sorted(keys)


def test_spellings_of_one_version_keep_the_order_of_the_page() -> None:
    assert flat_key(a_distribution("a-1.0-py3-none-any.whl")) == flat_key(a_distribution("a-1.0.0-py3-none-any.whl"))
