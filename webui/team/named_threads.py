"""Which threads of a tracker a text names: by `#123`, by `owner/name#123`, or by the address of an issue. Text only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

MOST_NAMED = 60
LONGEST = 64  # of a word of the index
_KINDS = "issues|pull|pulls|discussions|merge_requests"
_ADDRESS = re.compile(rf"https?://[\w.:-]+/([\w.-]+/[\w.-]+)(?:/-)?/(?:{_KINDS})/(\d{{1,7}})(?!\w)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\w/&#.])([\w.-]+/[\w.-]+)?#(\d{2,6})(?!\w)")
_ISSUE = re.compile(rf"((?:/[\w.-]+){{2,}}?(?:/-)?)/(?:{_KINDS})/\d{{1,7}}/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedThread:
    """A thread, by its number."""

    number: int
    repository: str = ""  #: "owner/name" in small letters; "" where the text leaves it open

    def may_be(self, other: NamedThread) -> bool:
        """Whether both can be the same one."""
        is_open = not self.repository or not other.repository
        return self.number == other.number and (is_open or self.repository == other.repository)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand for it in the index of the search: that of its number always."""
        number, whole = f"#{self.number}", f"#{self.repository}#{self.number}"
        return (number, whole) if self.repository and len(whole) <= LONGEST else (number,)


def named_in(texts: Iterable[str]) -> list[NamedThread]:
    """The threads that some texts name, in order, each once."""
    found: dict[NamedThread, None] = {}
    for text in texts:
        for thread in _named(text):
            found[thread] = None
            if len(found) >= MOST_NAMED:
                return list(found)
    return list(found)


def of_words(words: Iterable[str]) -> list[NamedThread]:
    """The threads that words of the index stand for; of other words none."""
    found = (word[1:].rpartition("#") for word in words if word.startswith("#"))
    return [NamedThread(int(number), repository) for repository, _, number in found if number.isdecimal()]


def addresses_in(text: str) -> dict[str, str]:
    """By number the addresses of issues in a text, the first one of each."""
    found: dict[str, str] = {}
    for address in _ADDRESS.finditer(text):
        found.setdefault(address[2], address[0])
    return found


def issues_at(address: str) -> str:
    """Where the issues of a tracker are that has the issue at an address, with a slash at the end; "" for none."""
    parts = urlsplit(address)
    found = _ISSUE.fullmatch(parts.path)
    return f"{parts.scheme}://{parts.netloc}{found[1]}/issues/" if found and parts.netloc else ""


def _named(text: str) -> Iterator[NamedThread]:
    for repository, number in _ADDRESS.findall(text):
        yield NamedThread(int(number), repository.lower())
    for repository, number in _REFERENCE.findall(text):
        yield NamedThread(int(number), repository.lower())
