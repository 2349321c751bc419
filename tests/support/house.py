"""The measures of the house: sizes, circles, chains of imports (`house_rules` judges them)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.imports import absolute_origin, module_name, parsed

MODULE_LINES = 400
CLASS_METHODS = 25
FUNCTION_LINES = 40

Graph = Mapping[str, frozenset[str]]
"""By module, the modules of the same tree that it imports."""


@dataclass(frozen=True)
class Measured:
    """One thing and how large it is. `place` is `path`, `path:Class` or `path:function`."""

    place: str
    size: int


# -- sizes --------------------------------------------------------------------------------------


def modules(root: Path, folders: Iterable[str]) -> dict[str, str]:
    """By path below `root`, the text of every module in the folders; migrations, which Django writes, aside."""
    paths = (path for folder in folders for path in sorted((root / folder).rglob("*.py")))
    own = (path for path in paths if "migrations" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in own}


def module_sizes(sources: Mapping[str, str]) -> list[Measured]:
    """Lines per module, the largest first."""
    return _largest_first(Measured(path, len(text.splitlines())) for path, text in sources.items())


def class_sizes(sources: Mapping[str, str]) -> list[Measured]:
    """Methods per class (properties and nested functions of the body included), the largest first."""
    return _largest_first(one for path, text in sources.items() for one in _classes_of(path, text))


def function_sizes(sources: Mapping[str, str]) -> list[Measured]:
    """Lines per function from `def` to its end, the docstring aside, the largest first."""
    return _largest_first(one for path, text in sources.items() for one in _functions_of(path, text))


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def _classes_of(path: str, text: str) -> tuple[Measured, ...]:
    return tuple(
        Measured(f"{path}:{node.name}", sum(isinstance(child, _FUNCTIONS) for child in node.body))
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.ClassDef)
    )


@cache
def _functions_of(path: str, text: str) -> tuple[Measured, ...]:
    return tuple(Measured(f"{path}:{name}", _lines(node)) for name, node in _functions(parsed(text)))


def _largest_first(found: Iterable[Measured]) -> list[Measured]:
    return sorted(found, key=lambda one: (-one.size, one.place))


def _functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, _FUNCTIONS):
            yield f"{prefix}{child.name}", child
        inner = f"{prefix}{child.name}." if isinstance(child, (*_FUNCTIONS, ast.ClassDef)) else prefix
        yield from _functions(child, inner)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    is_documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    told = (first.end_lineno or first.lineno) - first.lineno + 1 if is_documented else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - told


# -- imports ------------------------------------------------------------------------------------


def import_graph(sources: Mapping[str, str], inside_functions: bool) -> Graph:
    """Who imports whom. Imports for the type checker alone do not count; those inside functions count if wanted.

    `from package import module` is an import of the module. That importing a module runs its packages' `__init__`
    first is no edge: it does so for everybody.
    """
    names = {module_name(Path(path), Path()): path for path in sources}
    graph = {}
    for name, path in names.items():
        is_package = path.endswith("__init__.py")
        found = _imports_of(sources[path], inside_functions)
        targets = {target for node in found for target in _targets(node, name, is_package, names)}
        graph[name] = frozenset(targets - {name})
    return graph


def circles(graph: Graph) -> list[list[str]]:
    """Every set of modules that import each other round about, sorted."""
    return sorted(sorted(component) for component in _components(graph) if len(component) > 1)


def longest_chain(graph: Graph, package: str) -> list[str]:
    """The longest chain of imports among the modules of a package; circles count as one module."""
    own = {name for name in graph if name == package or name.startswith(f"{package}.")}
    component_of = {name: number for number, names in enumerate(_components(graph)) for name in names}
    longest: dict[str, list[str]] = {}

    def from_here(name: str) -> list[str]:
        if name not in longest:
            below = (other for other in graph[name] & own if component_of[other] != component_of[name])
            longest[name] = [name, *max((from_here(other) for other in sorted(below)), key=len, default=[])]
        return longest[name]

    return max((from_here(name) for name in sorted(own)), key=len, default=[])


@cache
def _imports_of(text: str, inside_functions: bool) -> tuple[ast.Import | ast.ImportFrom, ...]:
    return tuple(_imported(parsed(text), inside_functions))


def _imported(node: ast.AST, inside_functions: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        elif inside_functions or not isinstance(child, _FUNCTIONS):
            yield from _imported(child, inside_functions)


def _targets(node: ast.Import | ast.ImportFrom, name: str, is_package: bool, known: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
        return
    origin = absolute_origin(node, name, is_package)
    for alias in node.names:
        deeper = f"{origin}.{alias.name}"
        if deeper in known or origin in known:
            yield deeper if deeper in known else origin


def _components(graph: Graph) -> list[set[str]]:
    """The strongly connected components (Kosaraju: two walks, the second on the turned graph)."""
    order: list[str] = []
    seen: set[str] = set()
    for name in sorted(graph):
        order.extend(_walk(name, graph, seen))
    turned: dict[str, set[str]] = {name: set() for name in graph}
    for name, others in graph.items():
        for other in others:
            turned[other].add(name)
    seen = set()
    return [set(found) for name in reversed(order) if (found := _walk(name, turned, seen))]


def _walk(start: str, graph: Mapping[str, Iterable[str]], seen: set[str]) -> list[str]:
    """What can be reached and was not seen before, each after all that it leads to."""
    if start in seen:
        return []
    seen.add(start)
    found: list[str] = []
    stack = [(start, iter(sorted(graph[start])))]
    while stack:
        name, others = stack[-1]
        for other in others:
            if other not in seen:
                seen.add(other)
                stack.append((other, iter(sorted(graph[other]))))
                break
        else:
            found.append(name)
            stack.pop()
    return found
