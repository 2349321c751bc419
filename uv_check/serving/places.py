"""Where things stand on the loopback server, and where they stand in truth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from resolver_core import without_credentials

HOST = "127.0.0.1"
FileKey = tuple[str, str]
"""URL of a file, project."""


@dataclass
class Places:
    """Numbers for indexes and files. An index is at `/i/N/`, one of its files at `/f/N/NAME`.

    The addresses are `base` and a path; `base` is `http://127.0.0.1:PORT`.
    """

    base: str
    _indexes: dict[str, int] = field(default_factory=dict)
    _files: dict[FileKey, int] = field(default_factory=dict)
    _urls: list[str] = field(default_factory=list)
    _keys: list[FileKey] = field(default_factory=list)

    def of_index(self, url: str) -> str:
        """The address of an index; without a slash at its end."""
        plain = without_credentials(url).rstrip("/")
        number = self._indexes.setdefault(plain, len(self._urls))
        if number == len(self._urls):
            self._urls.append(plain)
        return f"{self.base}/i/{number}"

    def path_of_file(self, key: FileKey, filename: str) -> str:
        """The path of a file on the server."""
        number = self._files.setdefault(key, len(self._keys))
        if number == len(self._keys):
            self._keys.append(key)
        return f"/f/{number}/{quote(filename)}"

    def index_at(self, number: int) -> str | None:
        """The true URL of an index."""
        return self._urls[number] if number < len(self._urls) else None

    def file_at(self, number: int) -> FileKey | None:
        """The true URL of a file, and its project."""
        return self._keys[number] if number < len(self._keys) else None

    def given(self, text: str, urls: Iterable[str]) -> str:
        """A text with addresses of the server in place of these URLs, wherever one stands alone."""
        known = {url.rstrip("/"): url for url in urls}
        if not known:
            return text
        alternatives = "|".join(re.escape(url) for url in sorted(known, key=len, reverse=True))
        whole = re.compile(rf"(?<![\w/:.@-])(?:{alternatives})(?=/?(?:[\s\"'#;,\])}}]|$))", re.MULTILINE)
        return whole.sub(lambda found: self.of_index(found[0]), text)

    def given_files(self, text: str, files: Iterable[tuple[FileKey, str]]) -> str:
        """A text with addresses of the server in place of the URLs of files that it names itself."""
        for key, filename in sorted(files, key=lambda each: -len(each[0][0])):
            text = text.replace(key[0], f"{self.base}{self.path_of_file(key, filename)}")
        return text

    def taken_back(self, text: str) -> str:
        """A text of uv with the true URLs in place of the server's addresses."""
        return re.sub(rf"{re.escape(self.base)}/([if])/(\d+)([^\s\"'`<>)\]]*)", self._true, text)

    def _true(self, found: re.Match[str]) -> str:
        number, rest = int(found[2]), found[3]
        if found[1] == "i":
            url = self.index_at(number)
            return found[0] if url is None else url + rest
        key = self.file_at(number)
        if key is None:
            return found[0]
        return key[0] + (".metadata" if rest.endswith(".metadata") else "")
