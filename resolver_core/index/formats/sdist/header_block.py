"""Requirements, extras and a Python range as the header block of a METADATA file: what the one parser reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from packaging.utils import NormalizedName, canonicalize_name


def header_block(
    name: str,
    version: str,
    requires_python: str | None,
    dependencies: Iterable[str],
    optional: Mapping[str, Iterable[str]],
) -> bytes:
    """The fields a resolution reads. `optional`: requirements by extra, each extra's markers already on them."""
    return "\n".join(_lines(name, version, requires_python, dependencies, optional)).encode()


def conditional(requirement: str, condition: str) -> str:
    """The requirement with a condition added to its marker; a semicolon inside a URL is no marker's."""
    pattern = r"\s;" if "://" in requirement else r"\s*;"
    head, *marker = re.split(pattern, requirement, maxsplit=1)
    joined = f"({marker[0].strip()}) and {condition}" if marker else condition
    return f"{head} ; {joined}"


def _lines(
    name: str,
    version: str,
    requires_python: str | None,
    dependencies: Iterable[str],
    optional: Mapping[str, Iterable[str]],
) -> Iterator[str]:
    yield "Metadata-Version: 2.4"
    yield f"Name: {_line(name)}"
    yield f"Version: {_line(version)}"
    if requires_python is not None:
        yield f"Requires-Python: {_line(requires_python)}"
    yield from (f"Requires-Dist: {_line(text)}" for text in dependencies)
    for extra_name, requirements in optional.items():
        extra: NormalizedName = canonicalize_name(extra_name)
        yield f"Provides-Extra: {_line(extra)}"
        yield from (f"Requires-Dist: {conditional(_line(text), _is_extra(extra))}" for text in requirements)


def _is_extra(extra: NormalizedName) -> str:
    return f'extra == "{extra}"'


def _line(text: str) -> str:
    return " ".join(text.split())
