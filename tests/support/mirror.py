"""Which test covers which module of the core: one of the same name, or the one that `tests/core/mirror.toml` names."""

from __future__ import annotations

import ast
import io
import tokenize
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.support import house
from tests.support.imports import module_name, parsed
from tests.support.shared import REPOSITORY

CORE = "resolver_core"
TESTS_OF_THE_CORE = ("tests/core", "tests/conformance", "tests/differential", "tests/support")
TESTED_WITH = {"explain/wording/causes": "explain/causes"}
"""Folders of the core whose modules are tested by the files of another: the words of a cause with the cause."""
EXCEPTIONS = REPOSITORY / "tests" / "core" / "mirror.toml"
HOUSEKEEPING = ("architecture_page", "coverage", "house", "house_rules", "mirror", "sentences", "under_load")
"""What of `tests/support` looks after the house and tests no module."""
HOPS = 4
"""So many imports at most lie between a covering test and the module: more would be chance."""


def exceptions() -> dict[str, str]:
    """By module, the test that covers it."""
    table: dict[str, str] = tomllib.loads(EXCEPTIONS.read_text("utf-8"))["covered_by"]
    return table


def core_modules(sources: Mapping[str, str]) -> list[str]:
    """The modules of the core that hold code; a package's `__init__` counts where it does more than name things."""
    return [path for path, text in sources.items() if path.startswith(f"{CORE}/") and _has_code(path, text)]


def mirror_of(module: str) -> str:
    """The test file of a module's own name; of a package for its `__init__`."""
    path = Path(module).relative_to(CORE)
    if path.name == "__init__.py":
        path = path.parent if path.parent.name else Path("api")
    folder = TESTED_WITH.get(path.parent.as_posix(), path.parent.as_posix())
    return (Path("tests/core") / folder / f"test_{path.stem.strip('_')}.py").as_posix()


def unmirrored(modules: Iterable[str], tests: Iterable[str], accepted: Mapping[str, str]) -> list[str]:
    """The modules without a test of their own name that no exception covers."""
    there = set(tests)
    return [module for module in modules if mirror_of(module) not in there and module not in accepted]


def faults(
    modules: Iterable[str], tests: Mapping[str, str], accepted: Mapping[str, str], graph: house.Graph
) -> list[str]:
    """What is wrong with the exceptions: nothing to except, no such test, or a test that never comes to the module."""
    known, found = set(modules), []
    for module, test in accepted.items():
        if module not in known:
            found.append(f"{module}: no such module")
        elif mirror_of(module) in tests:
            found.append(f"{module}: has a test of its own name now")
        elif test not in tests:
            found.append(f"{module}: there is no {test}")
        elif not comes_to(_dotted(test), _dotted(module), graph):
            found.append(f"{module}: {test} does not import it, not even by way of {HOPS} others")
    return found


def without_outlived(text: str, modules: Iterable[str], tests: Iterable[str]) -> str:
    """The table of exceptions without the modules that are gone or have a test of their own name now."""
    known, there = set(modules), set(tests)

    def is_needed(line: str) -> bool:
        module = line.split('"')[1] if line.startswith('"') else None
        return module is None or (module in known and mirror_of(module) not in there)

    return "".join(filter(is_needed, text.splitlines(keepends=True)))


def comes_to(start: str, goal: str, graph: house.Graph) -> bool:
    """Whether imports lead from one module to another in a few steps; the public face of the core counts as none."""
    reached = {start}
    for _ in range(HOPS):
        reached |= {other for name in reached for other in graph.get(name, ())}
        if CORE in reached:
            reached |= graph.get(CORE, frozenset())
        if goal in reached:
            return True
    return False


def graph_with_tests(sources: Mapping[str, str]) -> house.Graph:
    """The imports of the core and of all tests."""
    return house.import_graph({**sources, **house.modules(REPOSITORY, ("tests",))}, inside_functions=True)


# -- how much -----------------------------------------------------------------------------------


def code_lines(text: str) -> int:
    """Lines that hold code: neither blank, nor a comment, nor part of a docstring."""
    told: set[int] = set()
    for node in ast.walk(parsed(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            told.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            held.update(range(token.start[0], token.end[0] + 1))
    return len(held - told)


def share(sources: Mapping[str, str]) -> tuple[int, int]:
    """Lines of code in the tests of the core and what they share, and in the core."""
    found = house.modules(REPOSITORY, TESTS_OF_THE_CORE)
    tests = {path: text for path, text in found.items() if Path(path).stem not in HOUSEKEEPING}
    core = (text for path, text in sources.items() if path.startswith(f"{CORE}/"))
    return sum(map(code_lines, tests.values())), sum(map(code_lines, core))


_NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def _has_code(path: str, text: str) -> bool:
    return not path.endswith("__init__.py") or any(
        not isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr)
        for node in parsed(text).body
    )


def _dotted(path: str) -> str:
    return module_name(Path(path), Path())
