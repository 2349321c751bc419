from __future__ import annotations

import pytest

from resolver_core.inputs.requirement import InvalidText
from resolver_core.inputs.requirement_urls import UnnamedSource, is_archive, is_url, name_in, name_of_file, named


def test_urls_and_archives_are_told_from_requirements() -> None:
    lines = (
        "https://a.test/b",
        "git+ssh://git@a.test/b",
        "git@a.test:b",
        "a @ https://a.test",
        "a>=1",
        "x/a-1.zip",
        "a.b",
    )
    assert [is_url(line) for line in lines] == [True, True, True, False, False, False, False]
    assert [is_archive(line) for line in lines] == [False, False, False, False, False, True, False]


def test_the_name_of_a_file_counts_more_than_the_fragment() -> None:
    assert name_in("https://a.test/b-1.tar.gz#egg=c") == "b"
    assert name_in("git+https://a.test/b-1.tar.gz#egg=c") == "c"
    assert name_of_file("x/B_c-1-py3-none-any.whl") == "b-c"
    assert name_of_file("x/main.zip") is None


def test_a_url_without_a_name_says_how_to_give_one() -> None:
    with pytest.raises(UnnamedSource, match="NAME @ git"):
        named("git+https://a.test/b.git")
    with pytest.raises(InvalidText, match="not a valid URL"):
        named("https://[a.test/b-1.zip")
