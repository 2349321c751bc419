"""All examples by their name: the document's number or identifier."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.core.solver.examples.forks import FORKS
from tests.core.solver.examples.indexes import INDEXES
from tests.core.solver.examples.requirements import REQUIREMENTS
from tests.core.solver.examples.section12 import SECTION_12
from tests.core.solver.examples.versions import VERSIONS
from tests.support.small_indexes import Example

_TABLES = {
    "": SECTION_12,
    "section 2, 3: ": INDEXES,
    "section 1: ": REQUIREMENTS,
    "section 4, 5: ": VERSIONS,
    "section 6: ": FORKS,
}
EXAMPLES: Mapping[str, Example] = {
    prefix + name: example for prefix, table in _TABLES.items() for name, example in table.items()
}


def marked(examples: Mapping[str, Example], mode: str) -> list[object]:
    """One parameter for each example that says something about a mode ("single" or "universal")."""
    return [
        pytest.param(example, id=name, marks=_marks(example, mode))
        for name, example in examples.items()
        if getattr(example, mode) is not None
    ]


def _marks(example: Example, mode: str) -> list[pytest.MarkDecorator]:
    reason = example.wrong.get(mode)
    return [] if reason is None else [pytest.mark.xfail(strict=True, reason=reason)]
