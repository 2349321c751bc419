"""The parts of a Markdown report: code blocks and prose, with their lines."""

from __future__ import annotations

from resolver_core.inputs.report.blocks import Block, codes_in, parts_of, summaries_in

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
        Block("uv sync\n", 4, "sh", "I ran this:"),
        Block('[project]\nname = "x"\n', 8, "toml"),
        Block("indented\n", 12),
    )
    assert [(line.number, line.text) for line in parts_of(REPORT).blocks[1].lines()] == [
        (8, "[project]"),
        (9, 'name = "x"'),
    ]


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


def test_a_fence_below_a_tag_without_a_blank_line() -> None:
    text = "<details>\n<summary>The lock</summary>\n```toml\na = 1\n```\n</details>\n"
    (block,) = parts_of(text).blocks
    assert (block.text, block.line, block.lead) == ("a = 1\n", 4, "The lock")


def test_comments_of_a_form_are_left_out() -> None:
    text = "before <!-- hidden --> after\n<!--\nhidden `uv sync`\n-->\nseen\n"
    assert [line.strip() for _, line in parts_of(text).prose if line.strip()] == ["before  after", "seen"]


def test_who_wrote_what() -> None:
    text = (
        "---\nnumber: 1\n---\n_Issue opened by @a on 2025-01-01 10:00_\nx\n"
        "_Comment by @b on 2025-01-02 10:00_\ny\n_Comment by @a on 2025-01-03 10:00_\nz\n"
    )
    parts = parts_of(text)
    assert [parts.rank(line) for line in (5, 7, 9)] == [0, 2, 1]


def test_codes_and_summaries() -> None:
    assert codes_in("run `uv sync` or ``uv lock``, not ` `") == ["uv sync", "uv lock", ""]
    assert summaries_in("<details><summary><b>uv pip freeze</b></summary>") == ["uv pip freeze"]
    assert summaries_in("<summary><code>uv tree</code> before</summary>") == ["uv tree"]
    assert summaries_in("no tag") == []


def test_a_line_of_pre_is_a_fence() -> None:
    (block,) = parts_of("Output:\n\n<pre>\na==1\n</pre>\n").blocks
    assert (block.text, block.line) == ("a==1\n", 4)


def test_escapes_of_a_terminal_are_left_out() -> None:
    (block,) = parts_of("```\n\x1b[31merror\x1b[0m: it\n```\n").blocks
    assert block.text == "error: it\n"
