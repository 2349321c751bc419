"""Which wheels a requires-python can ever use, whatever the platform (uv-resolution section 3.3)."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.tags import parse_tag

from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.tag_rules import accepts_tags


def accepts(requires_python: str, tags: str) -> bool:
    return accepts_tags(PythonRange.of(SpecifierSet(requires_python)), parse_tag(tags))


@pytest.mark.parametrize(
    ("requires_python", "tags", "accepted"),
    [
        (">=3.10", "cp310-cp310-win32", True),
        (">=3.10", "cp39-cp39-win32", False),
        (">=3.10,<3.12", "cp312-cp312-win32", False),
        (">=3.10,<3.12", "cp311-cp311-win32", True),
        (">=3.10", "cp312-cp312t-win32", True),
        (">=3.10", "pp39-pypy39_pp73-win32", False),
        (">=3.10", "pp310-pypy310_pp73-win32", True),
        (">=3.10", "graalpy311-graalpy242_311_native-win32", True),
        (">=3.10", "cp27-cp27mu-win32", False),
        (">=3.10", "pp27-pypy_73-win32", False),
        # The stable ABI holds for every later Python, and nothing asks whether it is earlier.
        (">=3.10,<3.11", "cp312-abi3-win32", True),
        (">=3.10", "cp36-abi3-win32", True),
        # Without an ABI the Python tag counts: of CPython exactly, of "py" as a lower bound.
        (">=3.10", "py3-none-any", True),
        (">=3.10", "py37-none-any", True),
        (">=3.10,<3.11", "py312-none-any", False),
        (">=3.10", "cp39-none-any", False),
        (">=3.10", "cp310-none-any", True),
        (">=3.10", "py2-none-any", False),
        (">=3.10", "py2.py3-none-any", True),
        (">=3.10", "py27-none-any", False),
        (">=3.10", "cp2-none-any", True),
    ],
)
def test_which_wheels_count(requires_python: str, tags: str, accepted: bool) -> None:
    assert accepts(requires_python, tags) is accepted


def test_without_a_tag_that_can_be_read_nothing_fits() -> None:
    assert not accepts(">=3.10", "cp310-oddabi-win32")
