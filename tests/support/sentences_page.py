"""docs/sentences.md: every sentence that a page, an answer of the API or the command line can say, from the sources.

`python -m tests.support.sentences_page` writes it (`make sentences`). What is filled in while a program runs is `…`.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.support.sentences import FIELD, looks_like_english, sentences
from tests.support.shared import REPOSITORY

PAGE = REPOSITORY / "docs" / "sentences.md"
HEAD = """\
# Sentences

Everything that Whichwheel can say, by where it is said. Generated from the sources by `make sentences`; a test keeps it
current. `…` stands for what is filled in. Pieces of one sentence that are put together while a program runs stand
beside each other. To change a sentence, change it where its heading says.
"""
SECTIONS = (
    ("Why something differs: the causes", "resolver_core/explain/wording/causes/*.py"),
    ("Reasons, fixes, questions", "resolver_core/explain/wording/*.py"),
    ("Verdicts on reports", "resolver_core/triage/wording/*.py"),
    ("The check with the real uv", "uv_check/**/*.py"),
    ("Mistakes in a text", "resolver_core/inputs/**/*.py"),
    ("Pages, put together", "webui/**/*.py"),
    ("Pages, as they are laid out", "templates/**/*.html"),
)
LEFT_OUT = ("migrations", "management", "api/openapi.py", "api/schemas.py", "settings.py", "documents.py", "celery.py")
ONLY_READ = tuple(
    f"inputs/report/{name}.py"
    for name in (
        "command_lines",
        "labelled",
        "machine_words",
        "observed",
        "prompts",
        "requirement_words",
        "toml_pieces",
        "troubles",
        "versions",
    )
)
"""Modules whose texts are what others say: they are looked for in a report, and never said."""
BLANK_LINE = "\n\n"
OTHERWISE = "\0"  #: where another branch of a template begins
_COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<(script|style)\b.*?</\1>", re.DOTALL)
_BRANCH = re.compile(r"{%\s*(?:else|elif|empty)\b[^%]*%}")
_TAG = re.compile(r"{%.*?%}", re.DOTALL)
_VALUE = re.compile(r"{{.*?}}", re.DOTALL)
_SPOKEN = re.compile(r"\b(?:title|aria-label|placeholder|alt|content|label)=\"([^\"<>]*)\"")
_INLINE = re.compile(r"</?(?:a|b|i|code|span|kbd|small|wbr|em|strong|mark)\b[^>]*>", re.DOTALL)
_ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)
_PATTERN = re.compile(r"\\[bdsSwWg]|\(\?[:P=!<]|\{\d+,\d*\}|\w\?*\|\w")
_QUERY = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|LOCK|PRAGMA)\b")
_TABLE = re.compile(r"""\s*(\[\[?[\w.-]+\]\]?|[\w-]+ = ["\[{].*)\n""")
_TYPE = re.compile(r"[a-z]+/[\w.+-]+(;.*)?|(.*\s)?[a-z]+-src\s.*", re.DOTALL)
_KEY = re.compile(r"[a-z\d.]+(-[a-z\d]+)*")
_ENGLISH = frozenset(
    {"a", "all", "and", "are", "as", "at", "by", "for", "has", "in", "is", "it", "its", "no", "not", "of", "on", "one"}
    | {"or", "the", "there", "this", "to", "was", "with"}
)
MOST_KEYS = 6
"""Bare words in a row without one of everyday English; more are a list of keys."""


def written() -> str:
    """The page."""
    parts = [HEAD]
    seen: set[Path] = set()
    for title, pattern in SECTIONS:
        parts.append(f"## {title}\n")
        for path in sorted(set(REPOSITORY.glob(pattern)) - seen):
            seen.add(path)
            place = path.relative_to(REPOSITORY).as_posix()
            if not any(left_out in place for left_out in (*LEFT_OUT, *ONLY_READ)):
                parts += _part(place, path.read_text("utf-8"))
    return "\n".join(parts)


def _part(place: str, source: str) -> Iterator[str]:
    """The sentences of one file under its name."""
    found = of_template(source) if place.endswith(".html") else of_module(source)
    lines = list(dict.fromkeys(filter(None, map(_tidy, found))))
    if lines:
        about = "" if place.endswith(".html") else ast.get_docstring(ast.parse(source)) or ""
        yield f"### `{place}`\n"
        yield from [f"{' '.join(about.partition(BLANK_LINE)[0].split())}\n"] if about else []
        yield from [f"- {line}" for line in lines]
        yield ""


def of_module(source: str) -> list[str]:
    """What a module says, that it raises included."""
    return [one.text for one in sentences(source, frozenset()) if is_said(one.text)]


def is_said(text: str) -> bool:
    """Whether a text is one for readers: no pattern, no query, no TOML, no media type, no policy, no list of keys."""
    if _PATTERN.search(text) or _QUERY.match(text) or _TABLE.match(text) or _TYPE.fullmatch(text):
        return False
    words = text.split()
    is_bare = all(map(_KEY.fullmatch, words)) and _ENGLISH.isdisjoint(words)
    return not is_bare or not (len(words) > MOST_KEYS or sum("-" in word for word in words) * 2 > len(words))


def of_template(source: str) -> Iterator[str]:
    """What a template says: its texts, and what its attributes say to those who do not see it."""
    text = _BRANCH.sub(OTHERWISE, _COMMENT.sub("", source))
    text = _VALUE.sub(FIELD, _TAG.sub("", text))
    for spoken in _SPOKEN.findall(text):
        yield from filter(looks_like_english, spoken.split(OTHERWISE))
    for piece in _ELEMENT.sub(OTHERWISE, _INLINE.sub("", text)).split(OTHERWISE):
        if looks_like_english(" ".join(piece.split())):
            yield piece


def _tidy(text: str) -> str:
    """One line, as Markdown has it."""
    said = " ".join(html.unescape(text).split()).replace(FIELD, "…")
    return re.sub(r"([*_<>\[\]|])", r"\\\1", said)


def listed(page: str) -> Iterable[str]:
    """The sentences of a page."""
    return (line.removeprefix("- ") for line in page.splitlines() if line.startswith("- "))


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
    print(f"{len(list(listed(PAGE.read_text('utf-8'))))} sentences in {PAGE.relative_to(REPOSITORY)}")
