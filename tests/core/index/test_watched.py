"""Somebody looks after every answer, and may stand in for it with an error."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.index.records import IndexLocation, ProjectPage
from resolver_core.index.watched import WatchedIndex
from tests.support.builders import an_index

HERE = IndexLocation("https://index.test/simple")
A = canonicalize_name("a")


class Private:
    """An index that says of itself that it used the operator's credentials."""

    used_operator_credentials = True


def test_everybody_gets_the_answers_after_the_look() -> None:
    looks: list[int] = []
    index = WatchedIndex(an_index({"a": {"1.0": ["b"]}}), lambda: looks.append(1))
    page = index.page(HERE, A)
    assert isinstance(page, ProjectPage)
    assert len(looks) == 1
    index.metadata(page.distributions[0])
    assert len(looks) == 2
    index.prefetch_pages(HERE, [A])
    index.prefetch_metadata(page.distributions)
    assert len(looks) == 2


def test_an_error_takes_the_place_of_the_answer() -> None:
    def look() -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        WatchedIndex(an_index({"a": {"1.0": []}}), look).page(HERE, A)


def test_credentials_are_those_of_the_index_within() -> None:
    assert WatchedIndex(Private(), lambda: None).used_operator_credentials  # type: ignore[arg-type]
    assert not WatchedIndex(an_index({}), lambda: None).used_operator_credentials
