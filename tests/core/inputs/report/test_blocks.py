"""The parts of a Markdown report: code blocks and prose, with their lines."""

from __future__ import annotations

from resolver_core.inputs.report.blocks import Block, parts_of

REPORT = """\
I ran this:

```sh
uv sync
```

~~~TOML
[project]
name = "x"
~~~

    indented

The end.
"""


def test_blocks_have_their_first_line_and_their_language() -> None:
    assert parts_of(REPORT).blocks == (
        Block("uv sync\n", 4, "sh"),
        Block('[project]\nname = "x"\n', 8, "toml"),
        Block("indented\n", 12),
    )


def test_lines_of_blocks_are_where_they_say() -> None:
    lines = REPORT.split("\n")
    for block in parts_of(REPORT).blocks:
        assert lines[block.line - 1].strip() == block.text.split("\n")[0]


def test_prose_is_the_rest() -> None:
    prose = dict(parts_of(REPORT).prose)
    assert [text for text in prose.values() if text] == ["I ran this:", "The end."]
    assert prose[1] == "I ran this:"
    assert 4 not in prose


def test_a_header_is_no_part_of_the_markdown_and_lines_go_on_counting() -> None:
    text = f"---\ntitle: A report\n---\n{REPORT}"
    parts = parts_of(text)
    assert parts.header == "---\ntitle: A report\n---\n"
    assert [block.line for block in parts.blocks] == [7, 11, 15]
    assert (4, "I ran this:") in parts.prose


def test_without_a_block_all_is_prose() -> None:
    parts = parts_of("uv sync\nfails")
    assert parts.blocks == ()
    assert parts.prose == ((1, "uv sync"), (2, "fails"))


def test_a_fence_that_is_never_closed_goes_to_the_end() -> None:
    (block,) = parts_of("```\na\nb").blocks
    assert (block.text, block.line) == ("a\nb", 2)


def test_blocks_in_lists_and_quotes_are_found() -> None:
    (block,) = parts_of("1. do this\n   ```sh\n   uv lock\n   ```\n").blocks
    assert (block.text, block.line, block.info) == ("uv lock\n", 3, "sh")
