"""Which words and lines name what is required: a word of a sentence never does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from packaging.requirements import InvalidRequirement, Requirement

_PROSE_TEXT = (
    "about package packages dependency dependencies something"
    " about after again all also always an and any are as at be because been before both but by can cannot "
    "could did do does doesn don due each either else even ever every everything expected fail failed failing "
    "fails fine first for from get gets getting give gives got had happens has have here hi how however i if "
    "in indeed inside instead is isn it its just keeps last like manually me my need needs never no not "
    "nothing now of on once only or other our out over picks please pulls result results resolves same say "
    "says see seems should shows since so some still succeed succeeds such sure take takes than thanks that "
    "the their them then there these they thing this those to too tried tries try under unless until up use "
    "used uses using very via want was way we well were what when where whereas whether which while who why "
    "will with within without won work worked working works would yes yet you your installs install fetches "
    "reports raises complains behaves downgrades upgrades hangs chooses selects ignores tells"
)
_PROSE = frozenset(_PROSE_TEXT.split())
_BARE = re.compile(r"[A-Za-z0-9](?:[\w.-]{0,80}[A-Za-z0-9])?")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_HASHES = re.compile(r"\s+--hash[=\s]\s*\S+")
_TOO_LONG = 1_000


def is_prose(words: Iterable[str]) -> bool:
    """Whether words read as a sentence, or part of one."""
    return any(word.lower().rstrip(".,:;!?)") in _PROSE or word.endswith((",", "!", "?", "...")) for word in words)


def is_requirement(word: str) -> bool:
    """Whether a word is a requirement as PEP 508 has it, or a URL or path of a package."""
    if len(word) > _TOO_LONG or "$" in word or word.lower() in _PROSE:
        return False
    try:
        Requirement(word)
    except InvalidRequirement:
        return _is_archive(word)
    return True


def is_named(word: str) -> bool:
    """Whether a word is a requirement that an index can answer: one with a name and without a URL."""
    if len(word) > _TOO_LONG or "$" in word:
        return False
    try:
        return Requirement(word).url is None
    except InvalidRequirement:
        return False


def is_bare_name(word: str) -> bool:
    """Whether a word is a project's name and nothing else."""
    return _BARE.fullmatch(word) is not None and word.lower() not in _PROSE


def logical_lines(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Lines of a requirements file: continuations joined, comments, hashes and blank lines left out."""
    held, first = "", 0
    for number, line in lines:
        text = line.rstrip()
        first = first or number
        if text.endswith("\\") and len(held) < 50 * _TOO_LONG:
            held += text[:-1] + " "
            continue
        text = _HASHES.sub("", _COMMENT.sub("", held + text)).strip()
        if text:
            yield first, text
        held, first = "", 0
    if held.strip():
        yield first, _HASHES.sub("", _COMMENT.sub("", held)).strip()


def _is_archive(word: str) -> bool:
    return word.startswith(("http://", "https://", "git+")) and " " not in word
