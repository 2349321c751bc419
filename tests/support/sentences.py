"""Which texts of a module look like English that somebody reads: the rule "words only in their rooms".

A sentence here is a string literal, or an f-string with its fields left open, in which two words (of at least two
letters), or a word and a field, stand side by side with a blank between them. Left out, because no document carries
them or because they have their place elsewhere:

- docstrings and texts that stand alone (they document what is above them), annotations, type names for `cast`;
- what is raised: the arguments of exceptions and of `Mistake`, and all that stands in an exception's own class;
- what is only read: patterns (`re`), texts that are compared, keys;
- what is logged.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.support.imports import parsed

FIELD = "\N{REPLACEMENT CHARACTER}"
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORDS = re.compile(rf"(?:[^\W\d_]{{2,}}|{FIELD})[,;:.!?)'\"`]*\s+[('\"`]*(?:[^\W\d_]{{2,}}|{FIELD})")
_LOGS = {"debug", "info", "warning", "error", "exception", "critical", "log", "warn"}
_BUILTIN_EXCEPTIONS = {
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
}


@dataclass(frozen=True)
class Sentence:
    """A text that looks like English, with its line."""

    line: int
    text: str


def exception_names(sources: Mapping[str, str]) -> frozenset[str]:
    """The names of all exception classes of a tree, by their bases; `Mistake` is what an exception carries."""
    classes = [node for text in sources.values() for node in _classes(text)]
    names = {"Mistake", *_BUILTIN_EXCEPTIONS}
    while more := {one.name for one in classes if one.name not in names and names & set(map(_last_name, one.bases))}:
        names |= more
    return frozenset(names)


@cache
def _classes(text: str) -> tuple[ast.ClassDef, ...]:
    return tuple(node for node in ast.walk(parsed(text)) if isinstance(node, ast.ClassDef))


@cache
def sentences(source: str, exceptions: frozenset[str]) -> list[Sentence]:
    """The sentences of one module, in order."""
    return sorted(_Finder(exceptions).found_in(parsed(source)), key=lambda one: one.line)


def looks_like_english(text: str) -> bool:
    """Whether two words stand side by side; `FIELD` stands for what an f-string fills in, and is no word alone."""
    return _WORD.search(text) is not None and any(_WORD.search(pair) for pair in _WORDS.findall(text))


def _last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@dataclass(frozen=True)
class _Finder:
    exceptions: frozenset[str]

    def found_in(self, node: ast.AST) -> Iterator[Sentence]:
        text = _literal(node)
        if text is not None and looks_like_english(text):
            yield Sentence(getattr(node, "lineno", 0), text)
        for child in self._looked_into(node):
            yield from self.found_in(child)

    def _looked_into(self, node: ast.AST) -> Iterator[ast.AST]:
        """The children that may hold a text which is shown."""
        left_out: tuple[object, ...] = ()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return  # a docstring
        if isinstance(node, ast.Compare | ast.Assert | ast.MatchValue):
            return
        if isinstance(node, ast.ClassDef) and node.name in self.exceptions:
            return
        if isinstance(node, ast.Call):
            if self._keeps_to_itself(node.func):
                return
        elif isinstance(node, ast.JoinedStr):
            left_out = tuple(part for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.FormattedValue):
            left_out = (node.format_spec,)
        elif isinstance(node, ast.arg | ast.AnnAssign):
            left_out = (node.annotation,)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            left_out = (node.returns,)
        elif isinstance(node, ast.Subscript):
            left_out = (node.slice,)
        yield from (child for child in ast.iter_child_nodes(node) if child not in left_out)

    def _keeps_to_itself(self, called: ast.expr) -> bool:
        """Whether the arguments of a call are raised, read, logged or name a type."""
        name = _last_name(called)
        if name in self.exceptions or name in {"cast", "TypeVar", "getLogger"}:
            return True
        if isinstance(called, ast.Attribute):
            owner = _last_name(called.value)
            return owner == "re" or (owner in {"log", "logger", "logging", "warnings"} and name in _LOGS)
        return False


def _literal(node: ast.AST) -> str | None:
    """The text of a literal, with its fields left open."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else FIELD for part in node.values)
        return "".join(map(str, parts))
    return None
