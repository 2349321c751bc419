"""Which wheels a `requires-python` can ever use, whatever the platform (uv-resolution section 3.3)."""

from __future__ import annotations

from functools import lru_cache

from packaging.tags import Tag

from resolver_core.candidates.python_range import PythonRange
from resolver_core.targets.wheel_tags import abi_python_version, components, is_stable_abi, python_tag_parts


@lru_cache(maxsize=4_096)
def accepts_tags(python: PythonRange, tags: frozenset[Tag]) -> bool:
    """Whether some Python of the range may be able to use a wheel with these tags."""
    pythons, abis, _ = components(tags)
    return any(_accepts_abi(python, abi, pythons) for abi in abis)


def _accepts_abi(python: PythonRange, abi: str, python_tags: frozenset[str]) -> bool:
    if is_stable_abi(abi):
        return True
    if abi == "none":
        return any(_accepts_python_tag(python, tag) for tag in python_tags)
    if abi.startswith("pypy_"):  # the ABI of PyPy for Python 2
        return False
    version = abi_python_version(abi)
    if version is None:
        return True
    return version[0] != 2 and (version[0] != 3 or _spans(python, *version))


def _accepts_python_tag(python: PythonRange, tag: str) -> bool:
    parts = python_tag_parts(tag)
    if parts is None:
        return True
    kind, major, minor = parts
    if major == 2 and (minor is not None or kind != "cp"):  # "cp2" passes as unknown
        return False
    if major != 3 or minor is None:
        return True
    if kind == "py":  # "py37" is a lower bound: it suits 3.11 as well
        return python.minor_at_or_below_high(major, minor)
    return _spans(python, major, minor)


def _spans(python: PythonRange, major: int, minor: int) -> bool:
    return python.minor_at_or_above_low(major, minor) and python.minor_at_or_below_high(major, minor)
