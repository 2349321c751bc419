"""The bytes of a file as text, and its line ends."""

from __future__ import annotations

import codecs
import re

from resolver_core.errors import Mistake, ProblemSyntaxError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LONE_RETURN = re.compile(r"\r(?!\n)")


def decoded(data: bytes) -> str:
    """UTF-8, or what a byte order mark says (UTF-8 or UTF-16), without the mark.

    uv reads lists of requirements so. Raises `ProblemSyntaxError` for what is no such text.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return data.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError as error:
        place = data[: error.start].count(b"\n") + 1 if encoding == "utf-8" else None
        message = "The file is neither UTF-8 text nor UTF-16 with a byte order mark: save it as UTF-8."
        raise ProblemSyntaxError((Mistake(message, place),)) from error


def has_lone_returns(text: str) -> bool:
    """Whether some line ends in a carriage return alone."""
    return _LONE_RETURN.search(text) is not None


def with_line_ends(text: str) -> str:
    """A text with `\\n` where a line ends in a carriage return alone."""
    return _LONE_RETURN.sub("\n", text)
