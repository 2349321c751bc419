"""What tests of the whole application share: a text, an index on which both modes differ, how Chromium starts."""

from __future__ import annotations

from tests.support.served_index import ServedFile

CHROMIUM_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
TORCH = """\
[project]
name = "old-python"
version = "0.1.0"
requires-python = ">=3.8"
dependencies = [
    "torch",
]
"""

CHAIN = """\
[project]
name = "chain"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = ["step-0"]
"""

UPLOADED = "2024-10-30T00:00:00Z"


def a_wheel(name: str, *requires: str) -> ServedFile:
    return ServedFile(f"{name}.whl", requires, requires_python=">=3.8", uploaded_at=UPLOADED)


# The reported case in small: the newest torch allows Python 3.8 and has no wheel for it.
TORCH_FILES = (
    a_wheel("torch-2.4.1-cp38-cp38-manylinux1_x86_64", "sympy", "triton==3.0.0"),
    a_wheel("torch-2.4.1-cp310-cp310-manylinux1_x86_64", "sympy", "triton==3.0.0"),
    a_wheel("torch-2.5.1-cp310-cp310-manylinux1_x86_64", "sympy", "triton==3.1.0"),
    a_wheel("torch-2.5.1-cp39-none-macosx_11_0_arm64", "sympy"),
    a_wheel("triton-3.0.0-py3-none-any"),
    a_wheel("triton-3.1.0-py3-none-any"),
    a_wheel("sympy-1.13.1-py3-none-any"),
)


def a_long_chain(length: int) -> tuple[ServedFile, ...]:
    """`step-0` requires `step-1` and so on: nothing can be read ahead, so a slow index makes a slow solve."""
    return tuple(
        a_wheel(f"step_{number}-1.0-py3-none-any", *([f"step-{number + 1}"] if number + 1 < length else []))
        for number in range(length)
    )
