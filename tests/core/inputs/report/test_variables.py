"""Variables of recipes and shells."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.lines import NumberedLine
from resolver_core.inputs.report.variables import expanded, variables_in


@pytest.mark.parametrize(
    "line",
    [
        "ENV V=2.3.1",
        "ENV V 2.3.1",
        "export V=2.3.1",
        "ARG V=2.3.1",
        '$env:V = "2.3.1"',
        "set V=2.3.1",
        "$ export V=2.3.1",
        'PS C:\\x> $env:V = "2.3.1"',
        "V=2.3.1",
    ],
)
def test_a_value_is_found(line: str) -> None:
    assert variables_in([NumberedLine(1, line)]) == {"V": "2.3.1"}


@pytest.mark.parametrize("line", ['name = "x"', "a==1", "ENV A=1 B=2", "the V = 3 of them are", ""])
def test_other_lines_set_nothing(line: str) -> None:
    assert variables_in([NumberedLine(1, line)]) == {}


def test_values_are_put_where_they_are_used() -> None:
    values = {"V": "1", "W": "2"}
    assert expanded("a==$V b==${W} c==$env:V d==%W% e==$X", values) == "a==1 b==2 c==1 d==2 e==$X"
