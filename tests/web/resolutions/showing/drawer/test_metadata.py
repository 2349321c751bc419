"""Lines of two metadata side by side: what one side has alone, and the words in which counterparts differ."""

from __future__ import annotations

from typing import Any

from webui.resolutions.showing.drawer.metadata import metadata_lines


def a_package(*requires: str, python: str = ">=3.8") -> Any:
    return {"metadata_from": {"filename": "a.whl"}, "requires_python": python, "requires_dist": list(requires)}


def marked(single: Any, universal: Any) -> list[tuple[str, str]]:
    """Each line that one side has alone, with its marked words in brackets."""
    return [
        (line.kind, "".join(f"[{text}]" if is_marked else text for text, is_marked in line.words))
        for line in metadata_lines(single, universal)
        if line.kind
    ]


def test_the_words_in_which_counterparts_differ_are_marked_and_stand_together() -> None:
    single = a_package("triton==3.0.0; python_version < '3.13'", "sympy", "filelock")
    universal = a_package("triton==3.1.0; python_version < '3.13'", "sympy==1.13.1", "filelock")
    assert marked(single, universal) == [
        ("single", "sympy"),
        ("universal", "sympy[==1.13.1]"),
        ("single", "triton==[3.0.0]; python_version < '3.13'"),
        ("universal", "triton==[3.1.0]; python_version < '3.13'"),
    ]


def test_the_python_is_compared_with_the_python() -> None:
    assert marked(a_package(python=">=3.8"), a_package(python=">=3.9,!=3.10")) == [
        ("single", ">=[3.8]"),
        ("universal", ">=[3.9,!=3.10]"),
    ]


def test_what_has_no_counterpart_is_not_marked() -> None:
    assert marked(a_package("a"), a_package("a", "b>=1")) == [("universal", "b>=1")]
    several = a_package("x==1; sys_platform == 'win32'", "x==2; sys_platform != 'win32'")
    assert {kind for kind, text in marked(several, a_package("x==3")) if "[" not in text} == {"single", "universal"}


def test_what_both_say_is_on_neither_side_and_words_add_up_to_the_text() -> None:
    lines = metadata_lines(a_package("a>=1", "b"), a_package("a>=2", "b"))
    assert [line.text for line in lines if not line.kind] == ["b", ">=3.8"]
    assert all("".join(text for text, _ in line.words) == line.text for line in lines)
    assert metadata_lines(a_package("a"), None) == []
