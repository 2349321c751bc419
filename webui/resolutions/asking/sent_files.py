"""Several texts as they were sent become one: the one that is asked about, with its path, and those beside it.

The form sends paths and texts in order and the number of the one that is asked about; the API sends an object of
texts by path. What is wrong with them is told, and nothing of it is lost: it stands in the form again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from resolver_core import Mistake
from webui.resolutions.asking.fields import plain_line_ends

ROOT_FILE, LOCK_FILE = "pyproject.toml", "uv.lock"
MOST_FILES = 200
LONGEST_PATH = 300

_NO_PATH = re.compile(r"[\0-\x1f\x7f\ud800-\udfff]|^/|//|^[A-Za-z]:|^~")
"""Nor is an address (`//`) a path: tidied like one, its user and password would pass for folders."""
_SUFFIXES = (".txt", ".in", ".py")
"""Of files that are asked about where there is no `pyproject.toml`, the likeliest first."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """One text with its path."""

    path: str
    text: str


@dataclass(frozen=True)
class SentFiles:
    """All fields, with `text`, `input` and `files` as `Asked` has them, and what is wrong with the files."""

    values: Mapping[str, object]
    mistakes: tuple[Mistake, ...] = ()


def gathered(sent: Mapping[str, object]) -> SentFiles:
    """The fields with all files in one place."""
    if isinstance(sent, QueryDict):
        return _of_form(sent)
    if not sent.get("files"):
        return SentFiles(sent)
    if not isinstance(sent["files"], Mapping):
        return SentFiles({**sent, "files": {}}, (Mistake("`files` must be an object of texts by path."),))
    main = [SentFile(str(sent.get("input") or ROOT_FILE), str(sent["text"]))] if sent.get("text") else []
    others = [SentFile(str(path), str(text)) for path, text in sent["files"].items()]
    found = _Arrangement([*main, *others], str(sent.get("input") or ""), str(sent.get("lock") or ""))
    return SentFiles({**sent, **found.values}, found.mistakes)


def sent_rows(sent: QueryDict) -> list[tuple[str, str]]:
    """Path and text of each file beside the one of the field, as a form sends them."""
    pairs = zip(sent.getlist("file_path"), sent.getlist("file_text"), strict=False)
    return [(str(path), str(text)) for path, text in pairs]


def _of_form(sent: QueryDict) -> SentFiles:
    main = SentFile(str(sent.get("input", "")), str(sent.get("text", "")))
    others = [SentFile(path, text) for path, text in sent_rows(sent) if path.strip() or text.strip()]
    if not others:
        return SentFiles(sent)
    number = str(sent.get("asked", "0"))
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else 0
    entries = [replace(main, path=main.path or ROOT_FILE), *others]
    asked = entries[place].path if place < len(entries) and entries[place].text.strip() else ""
    found = _Arrangement([one for one in entries if one.text.strip() or one is not entries[0]], asked, sent.get("lock"))
    values: MultiValueDict[str, object] = MultiValueDict({name: list(parts) for name, parts in sent.lists()})
    for name in ("file_path", "file_text", "asked"):
        values.pop(name, None)
    for name, value in found.values.items():
        values.setlist(name, [value])
    return SentFiles(values, found.mistakes)


class _Arrangement:
    """Texts by clean paths; those whose path is none keep it, so that it can be corrected."""

    def __init__(self, entries: Iterable[SentFile], asked: str, lock: object) -> None:
        self._texts: dict[str, str] = {}
        self._lock = str(lock or "")
        self._found: list[Mistake] = []
        for entry in entries:
            self._add(entry)
        path = clean_path(asked) or asked
        if asked and path not in self._texts:
            self._found.append(_not_there(path, self._texts))
        self._asked = path if path in self._texts else default_question(self._texts)

    def _add(self, entry: SentFile) -> None:
        path, text = clean_path(entry.path), plain_line_ends(entry.text)
        if path is None:
            self._found.append(mistake_in_path(entry.path))
        shown = path or entry.path
        if path == LOCK_FILE and not self._lock.strip():
            self._lock = text
        elif self._texts.get(shown, text) == text:
            self._texts[shown] = text
        else:
            self._found.append(_twice(shown))
            self._texts[_free(shown, self._texts)] = text

    @property
    def values(self) -> dict[str, object]:
        """The fields of a form."""
        others = {path: text for path, text in self._texts.items() if path != self._asked}
        lock = {"lock": self._lock} if self._lock else {}
        return {"text": self._texts.get(self._asked, ""), "input": self._asked, "files": others, **lock}

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong with the files as such."""
        return (*self._found, *_too_much(self._texts))


def clean_path(path: str) -> str | None:
    """A path with `/` between its folders and nothing to leave out; None for what leads out of the files."""
    plain = path.strip().replace("\\", "/")
    if not plain or len(plain) > LONGEST_PATH or _NO_PATH.search(plain):
        return None
    found = posixpath.normpath(plain)
    return None if found in (".", "..") or found.startswith("../") else found


def default_question(paths: Iterable[str]) -> str:
    """The file that is asked about where nobody says which: the `pyproject.toml` that is nearest to the root."""
    return min(paths, key=_likelihood, default="")


def _likelihood(path: str) -> tuple[int, int, str]:
    name, depth = posixpath.basename(path), path.count("/")
    if name == ROOT_FILE:
        return 0, depth, path
    suffix = posixpath.splitext(name)[1]
    return 1 + (_SUFFIXES.index(suffix) if suffix in _SUFFIXES else len(_SUFFIXES)), depth, path


def _free(path: str, taken: Mapping[str, str]) -> str:
    """The path in a folder of its own."""
    return next(name for number in range(2, len(taken) + 3) if (name := f"folder-{number}/{path}") not in taken)


def _too_much(texts: Mapping[str, str]) -> Iterator[Mistake]:
    if len(texts) > MOST_FILES:
        yield Mistake(
            f"There are {len(texts):,} files, and at most {MOST_FILES} are read: leave out what is not needed."
        )
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts.values())
    if size > settings.FILES_LIMIT_BYTES:
        yield Mistake(
            f"The files have {size // 1024:,} kB together, and at most {settings.FILES_LIMIT_BYTES // 1024:,} kB are "
            "read: leave out what is not needed."
        )


def mistake_in_path(path: str) -> Mistake:
    """What is wrong with a path that is none."""
    if not path.strip():
        return Mistake("One of the files has no path: give it one below the root, such as `packages/a/pyproject.toml`.")
    return Mistake(
        f"`{path[:LONGEST_PATH]}` is no path below the root of the files: give it one such as "
        "`packages/a/pyproject.toml`."
    )


def _twice(path: str) -> Mistake:
    return Mistake(f"Two files have the path `{path}`: say in which folder each of them is.")


def _not_there(path: str, texts: Mapping[str, str]) -> Mistake:
    names = ", ".join(f"`{name}`" for name in list(texts)[:20]) or "none"
    return Mistake(f"`{path}` is asked about and not among the files: add it, or ask about one of them ({names}).")
