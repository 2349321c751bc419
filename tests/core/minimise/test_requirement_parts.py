"""What can be left out of requirements, ranges and markers."""

from __future__ import annotations

import pytest

from resolver_core.minimise.requirement_parts import Written, pieces, without_pieces

WHOLE = "demo[x,y]>=1,<2 ; os_name == 'nt'"


@pytest.mark.parametrize(
    ("text", "written", "each"),
    [
        (
            WHOLE,
            Written.REQUIREMENT,
            [
                'demo[y]>=1,<2 ; os_name == "nt"',
                'demo[x]>=1,<2 ; os_name == "nt"',
                'demo[x,y]>=1 ; os_name == "nt"',
                'demo[x,y]<2 ; os_name == "nt"',
                "demo[x,y]>=1,<2",
            ],
        ),
        ("demo @ https://index.test/demo-1.tar.gz", Written.REQUIREMENT, []),
        (">=3.8,<4", Written.SPECIFIERS, [">=3.8", "<4"]),
        ("os_name == 'nt' or os_name == 'posix'", Written.MARKER, ['os_name == "posix"', 'os_name == "nt"']),
        ("no requirement at all", Written.REQUIREMENT, []),
    ],
)
def test_each_piece_goes_alone(text: str, written: Written, each: list[str]) -> None:
    assert [without_pieces(text, written, [piece]) for piece in pieces(text, written)] == each


def test_all_pieces_may_go() -> None:
    assert without_pieces(WHOLE, Written.REQUIREMENT, pieces(WHOLE, Written.REQUIREMENT)) == "demo"
    assert without_pieces(">=3.8", Written.SPECIFIERS, pieces(">=3.8", Written.SPECIFIERS)) == ""
