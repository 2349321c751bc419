"""The clauses of a marker; `tests/differential/test_marker_texts.py` compares many more with uv."""

from __future__ import annotations

import pytest

from resolver_core.markers import MarkerSet
from resolver_core.markers.clauses import TooManyClauses
from resolver_core.markers.covering import covering_clauses


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "extra == 'group' or (extra == 'one' and extra == 'two') or (extra != 'one' and extra != 'two')",
            "extra == 'group' or (extra != 'one' and extra != 'two') or (extra == 'one' and extra == 'two')",
        ),
        ("extra == 'z' or extra == 'b' or extra != 'a'", "extra != 'a' or extra == 'b' or extra == 'z'"),
        (
            "'c' not in platform_version or 'a' in platform_version",
            "'a' in platform_version or 'c' not in platform_version",
        ),
        (
            "platform_machine in 'x y' or platform_machine == 'x'",
            "platform_machine == 'x' or platform_machine in 'x y'",
        ),
        (
            "(python_version < '3.12' and python_version != '3.9' and os_name == 'nt') or python_version == '3.9'",
            "python_full_version == '3.9.*' or (python_full_version >= '3.10' and python_full_version < '3.12' and "
            "os_name == 'nt') or (python_full_version < '3.9' and os_name == 'nt')",
        ),
    ],
)
def test_measured_texts(text: str, wanted: str) -> None:
    assert str(MarkerSet.parse(text)) == wanted


def test_the_clauses_are_counted() -> None:
    marker = MarkerSet.parse("(os_name == 'a' or extra == 'x') and (sys_platform == 'b' or extra == 'y')")
    with pytest.raises(TooManyClauses):
        covering_clauses(marker._node, 2)
