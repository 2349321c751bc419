"""What docs/architecture.md names, read from its text, so that a test can hold it to what is there.

The tree is the first code block below `## Tree`. A line is indented by two blanks per folder; it begins with its
names, and after two blanks or more follow the words. A name is *entered* where it begins a line, or in the words
where it stands before a colon, alone or in a list: `kernel.py PubGrub; derivation.py, forking.py: what follows`. Any
other name in the words, and every path in the rest of the page, is only *mentioned*: it must exist, and counts for
nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NAME = r"(?:__|[A-Za-z0-9])[\w.-]*(?:/[\w][\w.-]*)*(?:/|\.(?:py|md|html|js|css))(?![\w/])"
_ENTERED = re.compile(rf"(?<![\w/.<-])({_NAME}(?:, {_NAME})*):")
_MENTIONED = re.compile(rf"(?<![\w/.<-]){_NAME}")
_MODULE = re.compile(r"\b(?:resolver_core|uv_check|webui)(?:\.\w+)+")
BASES = ("", "docs/", "resolver_core/", "uv_check/", "webui/", "webui/resolutions/", "tests/")
"""Below which a mentioned path may stand."""
OF_DJANGO = frozenset({"migrations", "management", "commands", "templatetags"})
"""Folders whose names and places Django prescribes: nobody looks for them in the tree."""


@dataclass(frozen=True)
class Files:
    """The files of a checkout, as paths."""

    paths: frozenset[str]

    @classmethod
    def of(cls, paths: Iterable[str]) -> Files:
        return cls(frozenset(paths))

    @property
    def folders(self) -> frozenset[str]:
        """Every folder, with the slash at its end."""
        parts = (path.split("/")[:-1] for path in self.paths)
        return frozenset("/".join(part[:depth]) + "/" for part in parts for depth in range(1, len(part) + 1))

    def has(self, path: str) -> bool:
        """Whether a file or, with a slash at its end, a folder is there."""
        return path in self.paths or path in self.folders

    def package_folders(self) -> frozenset[str]:
        """The folders with modules in both packages."""
        modules = (
            path
            for path in self.paths
            if path.startswith(("resolver_core/", "uv_check/", "webui/")) and path.endswith(".py")
        )
        found = {path.rpartition("/")[0] + "/" for path in modules}
        return frozenset(folder for folder in found if not OF_DJANGO & set(folder.split("/")))


@dataclass(frozen=True)
class Tree:
    """What the tree of the page names: the entered paths, and the names that it mentions with where they stand."""

    entered: tuple[str, ...]
    mentioned: tuple[tuple[str, str], ...]


def tree_of(page: str) -> Tree:
    """Read the tree. Raises ValueError where the page has none."""
    found = re.search(r"^## Tree\n+```\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError("no code block below '## Tree'")
    entered: list[str] = []
    mentioned: list[tuple[str, str]] = []
    folders: list[str] = []
    for line in filter(str.strip, found[1].splitlines()):
        depth = (len(line) - len(line.lstrip())) // 2
        head, _, words = line.strip().partition("  ")
        folder = "".join(folders[:depth])
        names = head.split()
        folders[depth:] = [names[0]] if names[0].endswith("/") else []
        in_words = [name for listed in _ENTERED.findall(words) for name in listed.split(", ")]
        entered += [f"{folder}{name}" for name in (*names, *in_words)]
        rest = _ENTERED.sub("", words)
        mentioned += [(f"{folder}{names[0]}", name) for name in _MENTIONED.findall(rest)]
    return Tree(tuple(entered), tuple(mentioned))


def missing(page: str, files: Files) -> list[str]:
    """Every name on the page of something that is not there."""
    tree = tree_of(page)
    absent = [path for path in tree.entered if not files.has(path)]
    for line, name in tree.mentioned:
        near = (line if line.endswith("/") else "", f"{line.rstrip('/').rpartition('/')[0]}/".lstrip("/"), *BASES)
        if not any(files.has(f"{base}{name}") for base in near):
            absent.append(f"{name} (in the line of {line})")
    return [*absent, *_missing_elsewhere(page, files)]


def _missing_elsewhere(page: str, files: Files) -> Iterator[str]:
    rest = re.sub(r"^## Tree\n+```\n.*?^```", "", page, count=1, flags=re.DOTALL | re.MULTILINE)
    bare = {path.rpartition("/")[2] for path in files.paths}
    for name in dict.fromkeys(_MENTIONED.findall(rest)):
        if not any(files.has(f"{base}{name}") for base in BASES) and name not in bare:
            yield name
    for name in dict.fromkeys(_MODULE.findall(rest)):
        if not _is_module(name, files):
            yield name
    for name in _layers(rest):
        if not _is_module(f"resolver_core.{name}", files) and not files.has(f"{name}/"):
            yield f"{name} (in the table of layers)"


def _is_module(name: str, files: Files) -> bool:
    """Whether a dotted name is a module, a package, or a name in one of them."""
    path = name.replace(".", "/")
    return any(files.has(each) for each in (f"{path}.py", f"{path}/", f"{path.rpartition('/')[0]}.py"))


def _layers(page: str) -> Iterator[str]:
    """The modules in the second column of the table of layers."""
    for row in re.findall(r"^\|[^|\n]+\|([^|\n]+)\|[^|\n]*\|$", _table_of_layers(page), re.MULTILINE):
        for cell in row.split(","):
            name = re.sub(r"\s.*", "", cell.strip().strip("`"))
            if re.fullmatch(r"\w+(?:\.\w+)*", name):
                yield name


def _table_of_layers(page: str) -> str:
    """The rows below the heading of the table whose second column is called "modules"."""
    found = re.search(r"^\| layer \| modules \|.*\n\|[-| ]+\|\n((?:\|.*\n?)*)", page, re.MULTILINE)
    return found[1] if found else ""


def unnamed(page: str, files: Files, hubs: Iterable[str]) -> list[str]:
    """Every folder of the packages and every hub that the tree enters not once."""
    counts = Counter(tree_of(page).entered)
    wanted = sorted(files.package_folders() | set(hubs))
    return [f"{path}: entered {counts[path]} times" for path in wanted if counts[path] != 1]
