from __future__ import annotations

import codecs

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.decoding import decoded, has_lone_returns, with_line_ends


@pytest.mark.parametrize(
    "data",
    [
        "föo\n".encode(),
        codecs.BOM_UTF8 + "föo\n".encode(),
        codecs.BOM_UTF16_LE + "föo\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "föo\n".encode("utf-16-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(data: bytes) -> None:
    assert decoded(data) == "föo\n"


@pytest.mark.parametrize(
    ("data", "line"), [(b"ok\n# caf\xe9\n", 2), (codecs.BOM_UTF16_LE + b"f", None), (codecs.BOM_UTF8 + b"\xff", 1)]
)
def test_other_bytes_are_a_mistake_with_its_line(data: bytes, line: int | None) -> None:
    with pytest.raises(ProblemSyntaxError, match="save it as UTF-8") as caught:
        decoded(data)
    assert [mistake.line for mistake in caught.value.mistakes] == [line]


def test_a_return_alone_ends_a_line() -> None:
    assert with_line_ends("\ufeffa\rb\r\nc\n\rd") == "\ufeffa\nb\r\nc\n\nd"
    assert [has_lone_returns(text) for text in ("a\r\nb", "a\rb", "a\r")] == [False, True, True]
