"""What a module imports, read from its text and never by importing it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported name: `from module import name`, or `import module` (name is None)."""

    module: str
    name: str | None
    line: int

    @property
    def package(self) -> str:
        """The top-level package."""
        return self.module.partition(".")[0]


@cache
def parsed(source: str) -> ast.Module:
    """The syntax tree of a module's text.

    Parsed in a thread of its own: CPython 3.11 miscounts the depth of a thread in which recursion once went too
    deep, as it does where hostile input is tested, and then refuses to build any tree.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ast.parse, source).result()


def imports(source: str, module: str, is_package: bool = False) -> Iterator[Import]:
    """Every import of a module's text, at any depth; relative ones made absolute."""
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, None, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = absolute_origin(node, module, is_package)
            yield from (Import(origin, alias.name, node.lineno) for alias in node.names)


def module_name(path: Path, root: Path) -> str:
    """The dotted name of a file below `root`."""
    parts = list(path.relative_to(root).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


def imports_of(path: Path, root: Path) -> list[Import]:
    """The imports of one file."""
    return list(imports(path.read_text("utf-8"), module_name(path, root), path.name == "__init__.py"))


def absolute_origin(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    """The module that `from ... import` names, made absolute."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    kept = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*kept, *([node.module] if node.module else [])])
