"""A project of many packages on an index of our own: layers of them, some of which differ between the two modes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.served_index import ServedFile
from tests.support.whole_application import UPLOADED

LAYERS, WIDE = 6, 25
DIFFERING = range(0, WIDE, 5)  # in the first layer: those whose newest version has no wheel for Python 3.8

LARGE = f"""\
[project]
name = "large"
version = "0.1.0"
requires-python = ">=3.8"
dependencies = [
{chr(10).join(f'    "layer-0-{number}",' for number in range(WIDE))}
]
"""


def _wheel(name: str, version: str, tags: str, requires: tuple[str, ...]) -> ServedFile:
    filename = f"{name.replace('-', '_')}-{version}-{tags}.whl"
    return ServedFile(filename, requires, requires_python=">=3.8", uploaded_at=UPLOADED)


def _requires(layer: int, number: int) -> tuple[str, ...]:
    """A few of the next layer: its namesake, its neighbour, and one further off."""
    if layer + 1 == LAYERS:
        return ()
    return tuple(f"layer-{layer + 1}-{other % WIDE}" for other in (number, number + 1, number * 3 + layer))


def large_files() -> Iterator[ServedFile]:
    """The files of 150 projects."""
    for layer in range(LAYERS):
        for number in range(WIDE):
            name, requires = f"layer-{layer}-{number}", _requires(layer, number)
            yield _wheel(name, "1.0.0", "py3-none-any", requires)
            if layer == 0 and number in DIFFERING:
                newer = (*requires, f"only-new-{number}; sys_platform != 'win32'")
                yield _wheel(name, "2.0.0", "cp310-cp310-manylinux_2_17_x86_64", newer)
                yield _wheel(name, "2.0.0", "cp310-cp310-win_amd64", requires)
                yield _wheel(f"only-new-{number}", "0.1", "py3-none-any", ())
