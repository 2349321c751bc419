"""The committed share of the answers is what the source answers today."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.golden.share import changes, collected, committed, write
from tests.support.shared import REPOSITORY

ACCEPT = "If this is meant, `make golden-accept` writes tests/golden/share.json anew."


@pytest.mark.slow
def test_documents_and_pages_are_as_committed() -> None:
    found = list(changes(committed(), collected(REPOSITORY)))
    assert not found, "\n\n".join((*found, ACCEPT))


def test_a_changed_document_and_a_changed_digest_are_reported() -> None:
    share = committed()
    name, text = next((name, text) for name, text in share.texts.items() if "2.4.1" in text)
    altered = dataclasses.replace(share, texts={**share.texts, name: text.replace("2.4.1", "2.4.2", 1)})
    (change,) = changes(share, altered)
    assert change.startswith(f"{name}:")
    assert "\n-" in change
    digest = next(iter(share.digests))
    (change,) = changes(share, dataclasses.replace(share, digests={**share.digests, digest: "other"}))
    assert change == f"{digest}: differs; `make golden PART=small` shows how"


def test_an_answer_on_one_side_only_is_reported() -> None:
    share = committed()
    less = dataclasses.replace(share, texts={}, digests={})
    assert len(list(changes(share, less))) == len(share.texts) + len(share.digests)


def test_the_share_is_read_as_it_was_written(tmp_path: Path) -> None:
    share = committed()
    write(share, tmp_path / "share.json")
    assert committed(tmp_path / "share.json") == share
