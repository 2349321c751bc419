"""The worlds whose locks go stale: a project, its indexes, and what a change makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tests.support.served_index import ServedFile

MAIN, OTHER = "main", "other"
ROOT = "pyproject.toml"
Files = tuple[ServedFile, ...]


@dataclass(frozen=True)
class World:
    """Files by their paths, what the indexes list, and an edit of the lock before uv sees it.

    "@main" and "@other" in the files stand for the addresses of the indexes, "@files" for that of the main one's files.
    `options` are of `uv lock`, for the second run.
    """

    files: Mapping[str, str]
    indexes: Mapping[str, Files]
    options: tuple[str, ...] = ()
    lock_edit: Callable[[str], str] = field(default=str, compare=False)

    @property
    def project(self) -> str:
        """The text of the root."""
        return self.files[ROOT]

    def with_file(self, path: str, text: str | None) -> World:
        """With another text of a file; None takes it away."""
        files = {name: old for name, old in self.files.items() if name != path}
        return replace(self, files=files if text is None else {**files, path: text})

    def edited(self, before: str, after: str, path: str = ROOT) -> World:
        """With a part of a text replaced. Raises ValueError where the part is not there."""
        if before not in self.files[path]:
            raise ValueError(f"{before!r} is not in {path}")
        return self.with_file(path, self.files[path].replace(before, after, 1))

    def with_setting(self, line: str) -> World:
        """With one more line in `[tool.uv]`."""
        return self.edited("[tool.uv]\n", f"[tool.uv]\n{line}\n")

    def with_tables(self, text: str) -> World:
        """With more tables at the end."""
        return self.with_file(ROOT, f"{self.project}\n{text}\n")

    def with_lock(self, edit: Callable[[str], str]) -> World:
        """With a lock that somebody edited."""
        return replace(self, lock_edit=edit)

    def listing(self, index: str, *files: ServedFile) -> World:
        """With more files on an index; one of the same name takes the place of the old one."""
        names = {file.filename for file in files}
        kept = tuple(file for file in self.indexes[index] if file.filename not in names)
        return replace(self, indexes={**self.indexes, index: (*kept, *files)})

    def without(self, index: str, start: str) -> World:
        """Without the files of an index whose name begins so."""
        kept = tuple(file for file in self.indexes[index] if not file.filename.startswith(start))
        return replace(self, indexes={**self.indexes, index: kept})


def wheel(name: str, *requires: str, uploaded: str = "2025-01-01T00:00:00Z", python: str | None = None) -> ServedFile:
    """A pure wheel, "a 1.0"."""
    project, version = name.split()
    filename = f"{project}-{version}-py3-none-any.whl"
    extras = tuple(sorted({part.split("'")[1] for part in requires if "extra ==" in part}))
    return ServedFile(filename, requires, python, uploaded, extras=extras)


FILES: Files = (
    wheel("a 1.0", "b"),
    wheel("a 1.5", "b"),
    wheel("a 2.0", "b", "c>=1 ; extra == 'fast'"),
    wheel("b 1.0"),
    wheel("b 1.5", uploaded="2025-06-01T00:00:00Z"),
    wheel("c 1.0"),
    wheel("c 2.0", uploaded="2025-03-01T00:00:00Z"),
    wheel("d 1.0"),
    wheel("d 2.0"),
    wheel("f 1.0"),
    wheel("f 2.0", python=">=3.10"),
    wheel("e 1.0"),
    wheel("e 2.0a1"),
    ServedFile("s-1.0.tar.gz", uploaded_at="2025-01-01T00:00:00Z"),
)
OTHERS: Files = (wheel("x 1.0", "b"), wheel("x 2.0", "b"), wheel("b 1.5"), wheel("a 2.0", "b"))

_HEAD = """\
[project]
name = "p"
version = "1.0"
requires-python = "{python}"
dependencies = [{dependencies}]

[project.optional-dependencies]
more = ["c>=1"]
less = ["e>=1"]

[dependency-groups]
dev = ["c<3", "d"]
docs = ["e"]
none = []

[[tool.uv.index]]
name = "main"
url = "@main"
default = true

[[tool.uv.index]]
name = "other"
url = "@other"
explicit = true

"""
_LISTS = """\
[tool.uv]
constraint-dependencies = ["b<9"]
override-dependencies = ["e<9"]
build-constraint-dependencies = ["setuptools<80"]
exclude-dependencies = ["zebra"]
"""


def _project(python: str, dependencies: str, rest: str) -> str:
    return _HEAD.format(python=python, dependencies=dependencies) + rest


def _member(name: str, dependencies: str, more: str = "") -> str:
    head = f'[project]\nname = "{name}"\nversion = "0.1"\nrequires-python = ">=3.9"\n'
    return f"{head}dependencies = [{dependencies}]\n{more}"


BUILT = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'


BACKEND = """\
import tomllib
from pathlib import Path


def get_requires_for_build_wheel(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(folder, config_settings=None):
    with open("pyproject.toml", "rb") as file:
        project = tomllib.load(file)["project"]
    lines = ["Metadata-Version: 2.4", "Name: " + project["name"], "Version: 7", "Dynamic: Version"]
    lines += ["Requires-Python: " + project["requires-python"]]
    lines += ["Requires-Dist: " + text for text in project["dependencies"]]
    for extra, texts in project.get("optional-dependencies", {}).items():
        lines += ["Provides-Extra: " + extra]
        lines += ["Requires-Dist: " + text + " ; extra == '" + extra + "'" for text in texts]
    made = Path(folder, "p-7.dist-info")
    made.mkdir()
    made.joinpath("METADATA").write_text("\\n".join(lines) + "\\n")
    return made.name


get_requires_for_build_editable = get_requires_for_build_wheel
prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel
"""
"""A build backend that needs nothing."""


def _world(files: Mapping[str, str]) -> World:
    return World(files, {MAIN: FILES, OTHER: OTHERS})


PLAIN = _world({ROOT: _project(">=3.9", '"a>=1", "b ; sys_platform == \'win32\'", "s"', _LISTS)})
"""No forks, every list, two indexes."""

FORKED = _world({ROOT: _project(">=3.9", '"a>=1", "f", "c<2 ; sys_platform == \'win32\'"', _LISTS)})
"""Forks by Python and by platform."""

BOUND = _world(
    {
        ROOT: _project(
            ">=3.9,<3.13",
            '"a>=1", "c"',
            _LISTS
            + "environments = [\"sys_platform == 'linux'\", \"sys_platform == 'win32'\"]\n"
            + "required-environments = [\"sys_platform == 'linux' and platform_machine == 'x86_64'\"]\n"
            + 'conflicts = [[{ extra = "more" }, { extra = "less" }]]\n',
        )
    }
)
"""Environments, required ones, and a conflict."""

INCLUDING = BOUND.edited("conflicts = [[", 'conflicts = [[{ group = "dev" }, { group = "docs" }], [').edited(
    "none = []", 'none = [{ include-group = "dev" }]\nlast = [{ include-group = "none" }]'
)
"""A conflict of groups, of which others include one."""

DATED = _world(
    {
        ROOT: _project(
            ">=3.9",
            '"a>=1", "c"',
            _LISTS
            + 'exclude-newer = "2025-05-01T00:00:00Z"\nprerelease = "allow"\nresolution = "lowest"\n'
            + 'fork-strategy = "fewest"\n'
            + 'exclude-newer-package = { b = "2025-02-01T00:00:00Z", c = false, d = "3 weeks", zebra = false }\n'
            + 'prerelease-package = { e = "disallow" }\n',
        )
    }
)
"""Every setting that a lock records."""

SPANNED = _world({ROOT: _project(">=3.9", '"a>=1"', _LISTS + 'exclude-newer = "30 days"\n')})
"""A cut-off that moves with the clock."""

SOURCED = _world(
    {
        ROOT: _project(
            ">=3.9",
            '"a>=1", "x", "w", "c @ @files/c-1.0-py3-none-any.whl"',
            _LISTS + '[tool.uv.sources]\nx = { index = "other" }\nw = { path = "lib/w" }\n'
            "[[tool.uv.dependency-metadata]]\n"
            'name = "a"\nversion = "2.0"\nrequires-dist = ["b>=1", "c"]\nrequires-python = ">=3.8"\n',
        )
        .replace('more = ["c>=1"]', 'more = ["b>=1"]')
        .replace('"c<3", "d"', '"d"'),
        "lib/w/pyproject.toml": _member("w", '"b"', '[project.optional-dependencies]\nquick = ["b>=1"]\n' + BUILT),
    }
)
"""An index for one project, a folder, a file at a URL, and supplied metadata."""

WORKSPACE = _world(
    {
        ROOT: _project(
            ">=3.9",
            '"a>=1", "q"',
            _LISTS + '[tool.uv.workspace]\nmembers = ["packages/*"]\n[tool.uv.sources]\nq = { workspace = true }\n',
        ),
        "packages/q/pyproject.toml": _member("q", '"b", "r"', "[tool.uv.sources]\nr = { workspace = true }\n"),
        "packages/r/pyproject.toml": _member("r", '"c>=1"', '[dependency-groups]\ntest = ["e"]\n'),
    }
)
"""Three projects that are locked together."""

DYNAMIC = _world(
    {
        ROOT: PLAIN.project.replace('version = "1.0"', 'dynamic = ["version"]').replace('"s"]', '"p[more]"]')
        + '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "backend.py": BACKEND,
    }
)
"""A project whose version is dynamic, with a requirement on itself."""

ROOTLESS = _world(
    {
        ROOT: '[dependency-groups]\ndev = ["a>=1"]\nnone = []\n\n[[tool.uv.index]]\nname = "main"\nurl = "@main"\n'
        'default = true\n\n[tool.uv]\n[tool.uv.workspace]\nmembers = ["packages/*"]\n',
        "packages/q/pyproject.toml": _member("q", '"b"'),
    }
)
"""A workspace whose root is no project."""

WORLDS: dict[str, World] = {
    "plain": PLAIN,
    "forked": FORKED,
    "bound": BOUND,
    "dated": DATED,
    "spanned": SPANNED,
    "sourced": SOURCED,
    "workspace": WORKSPACE,
    "dynamic": DYNAMIC,
    "rootless": ROOTLESS,
}
