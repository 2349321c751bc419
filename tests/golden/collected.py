"""What one part of the questions brought, in one file: answers as they came, and the names of that run only."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

_CONTENTS = "contents.json"


class Form(StrEnum):
    """How an answer is read."""

    JSON = "json"
    JSON_LINES = "json-lines"
    PAGE = "page"
    TEXT = "text"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its question."""

    name: str  #: what it is compared by; the same for every revision
    asked: str
    facts: tuple[str, ...]  #: of the answer as a whole: an exit status, a status and the headers that count
    form: Form
    body: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """All answers of one part."""

    answers: dict[str, Answer]
    stand_ins: dict[str, str]  #: a name that is of one run (a port, a permalink) -> what is compared in its place


class PartWriter:
    """Takes the answers of a part as they come."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._contents: list[dict[str, object]] = []
        self.stand_ins: dict[str, str] = {}

    def add(self, answer: Answer) -> None:
        """Store one answer. Raises ValueError for a name that is taken."""
        if any(known["name"] == answer.name for known in self._contents):
            raise ValueError(f"two answers are called {answer.name}")
        entry = f"{len(self._contents):05}"
        self._archive.writestr(entry, answer.body)
        described = {"name": answer.name, "asked": answer.asked, "facts": answer.facts, "form": answer.form}
        self._contents.append({**described, "entry": entry})

    def stand_in(self, actual: str, name: str) -> None:
        """Compare `name` wherever `actual` is said."""
        self.stand_ins[actual] = name

    def stand_in_for_host(self, url: str, name: str) -> None:
        """The same for the host and the port of an address, in a query as well."""
        host = urlsplit(url).netloc
        self.stand_in(host, name)
        self.stand_in(host.replace(":", "%3A"), name)

    def stand_in_for_digest(self, actual: str, portable: str) -> None:
        """The same for the digest of a text that names a host: that of the text as it is for every run."""
        digest, stable = (hashlib.sha256(text.encode()).hexdigest() for text in (actual, portable))
        self.stand_in(digest, stable)

    def finish(self) -> None:
        """Write the table of contents."""
        contents = {"answers": self._contents, "stand_ins": self.stand_ins}
        self._archive.writestr(_CONTENTS, json.dumps(contents, indent=1))


@contextmanager
def writing(path: Path) -> Iterator[PartWriter]:
    """A new file for a part. It has its name only when the part is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished-{os.getpid()}")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            writer = PartWriter(archive)
            yield writer
            writer.finish()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read(path: Path) -> Part:
    """The part in a file."""
    with zipfile.ZipFile(path) as archive:
        contents = json.loads(archive.read(_CONTENTS))
        answers = [
            Answer(one["name"], one["asked"], tuple(one["facts"]), Form(one["form"]), archive.read(str(one["entry"])))
            for one in contents["answers"]
        ]
    return Part({answer.name: answer for answer in answers}, contents["stand_ins"])
