"""The files of files.toml, and their texts laid out in a folder as their repository has them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("files.toml")


class TextMissing(Exception):
    """The folder of texts lacks one of a listed file."""


@dataclass(frozen=True)
class PublicFile:
    """One file asked about, with those that it leads to."""

    kind: str
    repository: str
    path: str
    beside: tuple[str, ...]  #: paths

    @property
    def label(self) -> str:
        """For people."""
        return f"{self.repository}/{self.path}"

    @property
    def is_project(self) -> bool:
        """Whether uv can lock it as it stands."""
        return self.path.endswith("pyproject.toml")

    @property
    def is_script(self) -> bool:
        """Whether its requirements stand in a comment block."""
        return self.path.endswith(".py")

    @property
    def is_requirements(self) -> bool:
        """Whether it has a requirement per line."""
        return self.path.endswith((".txt", ".in"))


def public_files(*parts: str) -> Iterator[PublicFile]:
    """Those whose label or kind holds one of the parts; all where there are none."""
    for entry in tomllib.loads(LIST.read_text())["file"]:
        beside = tuple(other["path"] for other in entry.get("beside", []))
        file = PublicFile(entry["kind"], entry["repository"], entry["path"], beside)
        if not parts or any(part in file.label or part == file.kind for part in parts):
            yield file


def lay_out(file: PublicFile, texts: Path, folder: Path) -> Path:
    """Copy the texts into a folder, and return the path of the file asked about. Raises `TextMissing`."""
    for path in (file.path, *file.beside):
        source = texts / file.repository / path
        if not source.is_file():
            raise TextMissing(f"{file.repository}/{path}")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    for name in ("README.md", "README.rst"):  # a build asks for it, and reads nothing that counts in it
        folder.joinpath(name).touch()
    return folder / file.path
