"""The hostile texts are many, different, and the same each time."""

from __future__ import annotations

import pytest

from tests.drills.variants import KINDS, Places, variants

PLACES = Places("http://127.77.0.1:1", "http://127.77.0.1:2", 3, ("http://10.0.0.1/",))
COUNT = 10


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_as_many_different_texts_as_are_asked_for(kind: str) -> None:
    made = variants(kind, PLACES, COUNT)
    assert len({(one.text, str(one.options)) for one in made}) == len(made) >= COUNT
    assert made == variants(kind, PLACES, COUNT)
    assert variants(kind, PLACES, COUNT + 2)[: len(made)] == made


def test_every_text_can_be_sent() -> None:
    for kind in KINDS:
        for one in variants(kind, PLACES, COUNT):
            assert one.text.encode("utf-8", "surrogatepass")


def test_forbidden_addresses_are_named_in_every_place() -> None:
    texts = [one.text for one in variants("forbidden addresses", PLACES, COUNT)]
    for place in ("git+http", "find-links", "tool.uv.sources", "# /// script", "tool.poetry", "--index-url", "ssh://"):
        assert any(place in text for text in texts), place
