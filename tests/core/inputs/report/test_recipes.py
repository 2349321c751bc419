"""Commands of Dockerfiles and workflows."""

from __future__ import annotations

from resolver_core.inputs.report.lines import NumberedLine
from resolver_core.inputs.report.recipes import recipe_lines

DOCKERFILE = """\
FROM python:3.12-slim
ENV A=1
# RUN uv pip install never
RUN apt-get update \\
 # a comment between
 && pip install uv \\
    && uv sync
RUN --mount=type=cache,target=/x \\
    uv pip install -r a.txt
RUN ["uv", "lock"]
RUN <<EOF
uv tree
EOF
"""
WORKFLOW = """\
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: astral-sh/setup-uv@v5
      - run: uv sync --locked
      - name: Two
        run: |
          uv pip list
          uv pip install a \\
            b
      - run: "uv lock"
"""


def lines(text: str) -> list[NumberedLine]:
    return [NumberedLine(number, line) for number, line in enumerate(text.split("\n"), 1)]


def test_a_dockerfile() -> None:
    found = recipe_lines("", lines(DOCKERFILE)) or []
    assert [(line.number, line.text) for line in found] == [
        (4, "apt-get update && pip install uv && uv sync"),
        (8, "uv pip install -r a.txt"),
        (10, "uv lock"),
        (11, "<<EOF"),
        (12, "uv tree"),
    ]


def test_a_workflow() -> None:
    found = recipe_lines("yaml", lines(WORKFLOW)) or []
    assert [(line.number, line.text) for line in found] == [
        (6, "uv sync --locked"),
        (9, "uv pip list"),
        (10, "uv pip install a b"),
        (12, "uv lock"),
    ]


def test_a_list_of_scripts() -> None:
    found = recipe_lines("yaml", lines("test:\n  script:\n    - uv sync\n    - uv run pytest\n")) or []
    assert [line.text for line in found] == ["uv sync", "uv run pytest"]


def test_what_is_no_recipe() -> None:
    assert recipe_lines("console", lines("$ uv sync\nResolved 3 packages\n")) is None
