"""The command: what it prints of differences, where it keeps them, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.golden import command
from tests.golden.collected import Answer, Form, writing
from tests.golden.collecting import Collection
from tests.golden.parts import Questions, UnknownPart, chosen_parts
from tests.support.shared import REPOSITORY, require_shared

PART = Questions("small", lambda checkout, writer: None)
PAGE = "<p>torch is {version}</p><a href='/p/torch'>torch</a>"


def keep(folder: Path, *pages: str) -> Collection:
    """A collection with some pages."""
    collection = Collection(folder)
    with writing(collection.path_of(PART)) as writer:
        for number, page in enumerate(pages, 1):
            writer.add(Answer(f"page {number}", "GET /", ("status: 200",), Form.PAGE, page.encode()))
    return collection


@pytest.fixture
def collections(monkeypatch: pytest.MonkeyPatch) -> list[Collection]:
    """What the two revisions answer, to be filled by the test."""
    found: list[Collection] = []
    asked: Iterator[Collection] = (found[number] for number in range(2))
    monkeypatch.setattr(command, "wanted_parts", lambda parsed: [PART])
    monkeypatch.setattr(command, "collect", lambda *arguments: next(asked))
    return found


def compare(out: Path) -> int:
    return command.main(["compare", str(REPOSITORY), str(REPOSITORY), "--out", str(out)])


def test_a_difference_is_printed_kept_and_fails(
    tmp_path: Path, collections: list[Collection], capsys: pytest.CaptureFixture[str]
) -> None:
    collections += [keep(tmp_path / name, PAGE.format(version=name)) for name in ("2.4.1", "2.5.1")]
    assert compare(tmp_path) == 1
    said = capsys.readouterr().out
    assert "-torch is 2.4.1 torch" in said
    assert "+torch is 2.5.1 torch" in said
    assert said.endswith("1 answers in 1 parts: 1 differ, 0 more in blanks between words alone\n")
    assert "+torch is 2.5.1 torch" in (tmp_path / "differences" / "small.diff").read_text("utf-8")


def test_what_changes_alike_in_many_answers_is_told_once(
    tmp_path: Path, collections: list[Collection], capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [f"<h1>{name}.</h1> <p>{PAGE}</p>" for name in ("one", "two", "three")]
    collections += [
        keep(tmp_path / version, *(page.format(version=version) for page in pages)) for version in ("1", "2")
    ]
    assert compare(tmp_path) == 1
    said = capsys.readouterr().out
    assert said.count("+torch is 2 torch") == 1
    assert "… the same in 2 more answers, such as page 2" in said
    assert (tmp_path / "differences" / "small.diff").read_text("utf-8").count("+torch is 2 torch") == 3


def test_the_same_answers_are_well(
    tmp_path: Path, collections: list[Collection], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "differences").mkdir()
    (tmp_path / "differences" / "small.diff").touch()
    collections += [keep(tmp_path / name, PAGE) for name in ("before", "after")]
    assert compare(tmp_path) == 0
    assert capsys.readouterr().out == "1 answers in 1 parts: 0 differ, 0 more in blanks between words alone\n"
    assert not (tmp_path / "differences" / "small.diff").exists()


def test_blanks_alone_are_told_and_do_not_fail(
    tmp_path: Path, collections: list[Collection], capsys: pytest.CaptureFixture[str]
) -> None:
    collections += [
        keep(tmp_path / "before", "<a>one</a><a>two</a>"),
        keep(tmp_path / "after", "<a>one</a> <a>two</a>"),
    ]
    assert compare(tmp_path) == 0
    assert "0 differ, 1 more in blanks" in capsys.readouterr().out
    assert "+one two" in (tmp_path / "differences" / "small.diff").read_text("utf-8")


def test_a_revision_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["compare", "no-such-commit", str(REPOSITORY)])
    assert "no-such-commit: neither a commit" in capsys.readouterr().err


def test_parts_are_chosen_by_how_they_begin() -> None:
    require_shared("frozen-index")
    assert [part.name for part in chosen_parts(["sm", "scen"])] == ["scenarios", "small"]
    assert len(chosen_parts(["project-"])) == 15
    with pytest.raises(UnknownPart, match="pasted-scenarios"):
        chosen_parts(["large"])
