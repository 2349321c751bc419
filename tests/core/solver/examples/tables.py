"""All examples by their name: the document's number or identifier."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.core.solver.examples.section12 import SECTION_12
from tests.support.small_indexes import Example

EXAMPLES: Mapping[str, Example] = SECTION_12


def marked(examples: Mapping[str, Example], mode: str) -> list[object]:
    """One parameter for each example that says something about a mode ("single" or "universal")."""
    return [
        pytest.param(example, id=name, marks=_marks(example))
        for name, example in examples.items()
        if getattr(example, mode) is not None
    ]


def _marks(example: Example) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=example.wrong)] if example.wrong else []
