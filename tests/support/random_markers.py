"""Random markers over a few variables, with much `and` and `or`: what their text becomes is uv's to say."""

from __future__ import annotations

from random import Random

from packaging.version import Version

from resolver_core.candidates.python_range import PythonRange
from resolver_core.markers import MarkerSet
from resolver_core.solver.forking import marker_lower

LOWEST = Version("3.8")
"""The lowest Python of the project that the markers are asked in: none of them raises it, for that would fork."""

_TERMS = (
    *("'a' in platform_version", "'b' in platform_version", "'c' in platform_version", "'x' in sys_platform"),
    *("platform_machine == 'x'", "platform_machine == 'y'", "platform_machine in 'x y'", "sys_platform == 'linux'"),
    *("sys_platform == 'win32'", "sys_platform == 'darwin'", "os_name == 'nt'", "implementation_name == 'cpython'"),
    *("platform_python_implementation == 'PyPy'", "platform_release >= '20'", "platform_version >= '3'"),
    *("implementation_version >= '3.9'", "python_full_version < '3.10'", "python_full_version < '3.9.3'"),
    *("python_full_version == '3.9.*'", "python_version < '3.12'"),
)


_TERMS_OF_MANY_VALUES = (
    *(f"sys_platform == '{value}'" for value in ("linux", "win32", "darwin")),
    *(f"platform_machine == '{value}'" for value in ("x86_64", "arm64", "aarch64", "AMD64")),
    *("platform_python_implementation == 'CPython'", "platform_python_implementation == 'PyPy'"),
    *("python_full_version < '3.10'", "python_full_version < '3.12'", "python_full_version < '4'"),
    "platform_release >= '20'",
)
"""Terms on few variables with many values, as the forks of coverage have them."""


def random_markers(seed: int, count: int) -> list[str]:
    """Markers that are neither always nor never true, half of them on variables of many values."""
    random = Random(seed)
    found: list[str] = []
    while len(found) < count:
        if len(found) % 2:
            text = _marker(random, random.sample(_TERMS_OF_MANY_VALUES, random.choice((4, 5, 6, 8))), 3)
        else:
            text = _marker(random, random.sample(_TERMS, random.choice((2, 3, 3, 4))), random.choice((2, 2, 3)))
        marker = MarkerSet.parse(text)
        raises = marker_lower(marker) > PythonRange.at_least(LOWEST).low
        if not (marker.is_true or marker.is_false or raises):
            found.append(text)
    return found


def _marker(random: Random, terms: list[str], depth: int) -> str:
    if depth == 0 or random.random() < 0.15:
        term = random.choice(terms)
        return term if random.random() < 0.6 else _negated(term)
    operator = random.choice((" and ", " or "))
    parts = (_marker(random, terms, depth - 1) for _ in range(random.choice((2, 2, 3))))
    return f"({operator.join(parts)})"


def _negated(term: str) -> str:
    for operator, opposite in ((" == ", " != "), (" < ", " >= "), (" >= ", " < ")):
        if operator in term:
            return term.replace(operator, opposite)
    return term.replace(" in ", " not in ")
