"""Two collections: every altered answer is reported, in words and as a diff, and nothing else."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from tests.golden.collected import Answer, Form, Part, read, writing
from tests.golden.comparing import Difference, differences
from tests.golden.renaming import Renaming

PERMALINK, OTHER_PERMALINK = "abcdefghjkmnpqrstu", "vwxyz23456789abcde"


def collected(port: int = 4711, permalink: str = PERMALINK, version: str = "2.4.1", word: str = "differs") -> Part:
    """A document, a page, a printed text and a picture, as they come out of one run."""
    document = {
        "page": f"http://127.0.0.1:{port}/r/{permalink}",
        "version": version,
        "created_at": "2026-11-26T10:00:00",
    }
    page = f"<p>torch {word}</p><a href='/r/{permalink}/p/torch'>torch</a><a href='?index=127.0.0.1%3A{port}'>index</a>"
    answers = [
        Answer("document", "resolve", ("exit status: 0",), Form.JSON, json.dumps(document).encode()),
        Answer("page", f"GET /r/{permalink}", ("status: 200",), Form.PAGE, page.encode()),
        Answer("text", "explain", ("exit status: 0",), Form.TEXT, b"read 2026-11-26 10:00 UTC"),
        Answer("picture", "GET /preview.png", ("status: 200",), Form.BYTES, b"\x89PNG"),
    ]
    stand_ins = {f"127.0.0.1:{port}": "here.test", f"127.0.0.1%3A{port}": "here.test", permalink: "id-of-torch"}
    return Part({answer.name: answer for answer in answers}, stand_ins)


def with_answer(part: Part, name: str, **changes: object) -> Part:
    """The part with one answer altered."""
    altered = dataclasses.replace(part.answers[name], **changes)  # type: ignore[arg-type]
    return dataclasses.replace(part, answers={**part.answers, name: altered})


def found(after: Part, renaming: Renaming | None = None) -> list[Difference]:
    return list(differences(collected(), after, renaming or Renaming()))


def test_another_run_of_the_same_source_does_not_differ() -> None:
    assert not found(collected(port=4712, permalink=OTHER_PERMALINK))


def test_a_changed_version_is_reported_as_a_diff() -> None:
    (difference,) = found(collected(version="2.5.1"))
    assert difference.name == "document"
    assert '- "version": "2.4.1"' in difference.diff()
    assert '+ "version": "2.5.1"' in difference.diff()


def test_a_changed_word_and_a_removed_link_are_reported() -> None:
    (difference,) = found(collected(word="agrees"))
    assert any(line.startswith("-") and "differs" in line for line in difference.diff())
    page = b"<p>torch differs</p>torchindex"
    (difference,) = found(with_answer(collected(), "page", body=page))
    assert "-/r/id-of-torch/p/torch | torch" in difference.diff()


def test_blanks_alone_are_told_from_other_differences() -> None:
    body = collected().answers["page"].body
    (difference,) = found(with_answer(collected(), "page", body=body.replace(b"</a><a", b"</a> <a")))
    assert difference.is_blank
    assert difference.summary == "only the blanks between words differ"
    (difference,) = found(with_answer(collected(), "text", body=b"read  2026-11-26 10:00 UTC"))
    assert not difference.is_blank


def test_a_changed_status_question_or_picture_is_reported() -> None:
    assert [one.name for one in found(with_answer(collected(), "page", facts=("status: 500",)))] == ["page"]
    assert [one.name for one in found(with_answer(collected(), "text", asked="explain --budget 1"))] == ["text"]
    assert [one.name for one in found(with_answer(collected(), "picture", body=b"\x89PNG\0"))] == ["picture"]


def test_an_answer_that_is_gone_or_new_is_reported() -> None:
    whole = collected()
    less = dataclasses.replace(whole, answers={name: whole.answers[name] for name in ("document", "page", "text")})
    assert [str(one) for one in differences(whole, less)] == ["picture: there is no such answer any more"]
    assert [str(one) for one in differences(less, whole)] == ["picture: there is no such answer before"]


def test_a_listed_renaming_is_done_to_the_side_before_alone() -> None:
    renaming = Renaming(values={("version", "2.4.1"): "2.4.1.0"})
    assert not found(collected(version="2.4.1.0"), renaming)
    assert found(collected(), renaming)


def test_a_part_is_read_as_it_was_written(tmp_path: Path) -> None:
    part = collected()
    with writing(tmp_path / "part.zip") as writer:
        for answer in part.answers.values():
            writer.add(answer)
        writer.stand_in_for_host("http://127.0.0.1:4711/simple", "here.test")
        writer.stand_in(PERMALINK, "id-of-torch")
    assert read(tmp_path / "part.zip") == part


def test_a_part_that_was_broken_off_is_not_there(tmp_path: Path) -> None:
    class BrokenOff(Exception):
        pass

    try:
        with writing(tmp_path / "part.zip"):
            raise BrokenOff
    except BrokenOff:
        assert not list(tmp_path.iterdir())
