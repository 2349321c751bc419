from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.problem import InputKind
from resolver_core.inputs.script import parse_script

NOW = datetime(2026, 1, 1, tzinfo=UTC)

SCRIPT = """\
#!/usr/bin/env python3

# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "requests<3",
#
#   "rich",
# ]
# [tool.uv]
# resolution = "lowest"
# [tool.uv.sources]
# rich = { index = "one" }
# [[tool.uv.index]]
# name = "one"
# url = "https://one.test/simple"
# ///

import requests  # noqa
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_block_is_read_with_lines_of_the_script(end: str) -> None:
    problem = parse_script(SCRIPT.replace("\n", end), NOW)
    assert problem.kind is InputKind.SCRIPT
    assert [(line.text, line.line) for line in problem.dependencies] == [("requests<3", 6), ("rich", 8)]
    assert (str(problem.requires_python), problem.requires_python_line) == (">=3.11", 4)
    assert problem.settings.resolution == "lowest"
    assert problem.sources["rich"][0].line == 13
    assert problem.indexes[0].name == "one"


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("print()\n", (None, None), "no block"),
        ("\n# /// script\n# dependencies = []\nprint()\n", (2, 1), "not closed"),
        ("# /// script\n# dependencies = []\n#broken\n# ///\n", (1, 1), "not closed"),
        ("# /// script\n# ///\n\n# /// script\n# ///\n", (4, 1), "one block"),
        ("# /// script\n# dependencies = [\n# ///\n", (4, 1), "not valid TOML"),
        ('# /// script\n# dependencies = ["a=1"]\n# ///\n', (2, 19), "write `==`"),
    ],
)
def test_mistakes(text: str, place: tuple[int | None, int | None], part: str) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_script(text, NOW)
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.column) == place
    assert part in mistake.message
