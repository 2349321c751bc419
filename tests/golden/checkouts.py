"""A state of the source in a folder: a commit that is unpacked, or a working tree as it is."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.shared import REPOSITORY

WORKING_TREE = "working-tree"
LAUNCH = Path(__file__).with_name("launch.py")


class UnknownRevision(Exception):
    """Neither a commit nor a folder."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a person named: a commit by its full hash, or the folder of a working tree."""

    name: str
    working_tree: Path | None = None

    @property
    def is_lasting(self) -> bool:
        """Whether it is the same tomorrow, so that what was collected of it may be kept."""
        return self.working_tree is None


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with the whole source, and a folder of its own for what its programs leave behind."""

    folder: Path
    home: Path

    def command(self, *arguments: str) -> list[str]:
        """A command that `launch` runs, for a process whose current folder is the checkout."""
        return [sys.executable, str(LAUNCH), *arguments]

    def environment(self, **more: str) -> Mapping[str, str]:
        """The variables of that process: nobody's settings of indexes, caches and of this application but ours.

        Only the programs beside Python are found: graphs are drawn otherwise where Graphviz is installed.
        """
        left_out = ("WHICHWHEEL_", "REDIS_", "PIP_", "UV_", "XDG_", "PYTHON", "DJANGO_", "SECRET_KEY")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        programs = str(Path(sys.executable).parent)
        ours = {"HOME": str(self.home), "PATH": programs, "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC"}
        return {**kept, **ours, **more}


def revision(text: str) -> Revision:
    """The commit or the working tree that a text names. Raises UnknownRevision."""
    if Path(text, "resolver_core").is_dir():
        return Revision(WORKING_TREE, Path(text).resolve())
    done = _git("rev-parse", "--verify", "--quiet", f"{text}^{{commit}}")
    if done.returncode:
        raise UnknownRevision(f"{text}: neither a commit of this repository nor a folder with its source")
    return Revision(done.stdout.decode().strip())


@contextmanager
def checked_out(wanted: Revision) -> Iterator[Checkout]:
    """The folder of a revision while the body runs."""
    with tempfile.TemporaryDirectory(prefix="golden-") as folder:
        home = Path(folder, "home")
        home.mkdir()
        if wanted.working_tree is not None:
            yield Checkout(wanted.working_tree, home)
            return
        source = Path(folder, "source")
        with tarfile.open(fileobj=io.BytesIO(_git("archive", "--format=tar", wanted.name).stdout)) as archive:
            archive.extractall(source, filter="data")
        yield Checkout(source, home)


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-c", "safe.directory=*", *arguments], cwd=REPOSITORY, capture_output=True)
