"""The comparisons of a marker's text, each of which can be left out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_TOKEN = re.compile(r"""\s*(\(|\)|'[^']*'|"[^"]*"|[^\s()'"]+)""")


@dataclass(frozen=True, slots=True)
class _Comparison:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Joined:
    """Operands of `and` or `or`."""

    word: str
    operands: tuple[_Tree, ...]


_Tree = _Comparison | _Joined


def comparisons(marker: str) -> int:
    """How many comparisons a valid marker has; they are numbered from 0 in the order of the text."""
    return _Reader(marker).read()[1]


def without_comparisons(marker: str, numbers: Collection[int]) -> str:
    """The marker without some comparisons, as if they had never been in its `and` or `or`; "" for none left."""
    left = _without(_Reader(marker).read()[0], numbers)
    return "" if left is None else _text(left)


class _Reader:
    """PEP 508's grammar of markers, as far as it says what belongs together."""

    def __init__(self, marker: str) -> None:
        self._tokens = [match[1] for match in _TOKEN.finditer(marker)]
        self._place = 0
        self._count = 0

    def read(self) -> tuple[_Tree, int]:
        """The tree, and how many comparisons it has."""
        return self._either(), self._count

    def _either(self) -> _Tree:
        operands = [self._all()]
        while self._takes("or"):
            operands.append(self._all())
        return operands[0] if len(operands) == 1 else _Joined("or", tuple(operands))

    def _all(self) -> _Tree:
        operands = [self._one()]
        while self._takes("and"):
            operands.append(self._one())
        return operands[0] if len(operands) == 1 else _Joined("and", tuple(operands))

    def _one(self) -> _Tree:
        if self._takes("("):
            inner = self._either()
            self._takes(")")
            return inner
        start = self._place
        while self._place < len(self._tokens) and self._tokens[self._place] not in ("and", "or", "(", ")"):
            self._place += 1
        number, self._count = self._count, self._count + 1
        return _Comparison(number, " ".join(self._tokens[start : self._place]))

    def _takes(self, word: str) -> bool:
        found = self._place < len(self._tokens) and self._tokens[self._place] == word
        self._place += found
        return found


def _without(tree: _Tree, numbers: Collection[int]) -> _Tree | None:
    if isinstance(tree, _Comparison):
        return None if tree.number in numbers else tree
    left = tuple(one for operand in tree.operands if (one := _without(operand, numbers)) is not None)
    if len(left) < 2:
        return left[0] if left else None
    return _Joined(tree.word, left)


def _text(tree: _Tree) -> str:
    if isinstance(tree, _Comparison):
        return tree.text
    texts = (f"({_text(one)})" if _binds_less(one, tree) else _text(one) for one in tree.operands)
    return f" {tree.word} ".join(texts)


def _binds_less(inner: _Tree, outer: _Joined) -> bool:
    return isinstance(inner, _Joined) and inner.word == "or" and outer.word == "and"
