"""A comparison as Markdown, to be pasted into an issue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from resolver_core.answer.comparison import Comparison, Difference, Row
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.explain.wording.conflicts import summary
from resolver_core.explain.wording.failures import listed
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.policy import UV_VERSION

SINGLE, UNIVERSAL = "`uv pip install`", "`uv lock`"
_NOTHING = "-"


def to_markdown(
    comparison: Comparison, single: Resolution, universal: Resolution, url: str = "", files: ProjectFiles | None = None
) -> str:
    """The table of both sides, what differs first.

    `url` is where a reader finds the whole answer; `files` are named where the question has several.
    """
    differing = [row for row in comparison.rows if row.difference is not Difference.NONE]
    equal = [row for row in comparison.rows if row.difference is Difference.NONE]
    blocks = [
        f"**{comparison.target.label}**, {_selection(comparison)}, as uv {UV_VERSION} resolves it.",
        *([] if files is None else [_files(files)]),
        *_unsolved(SINGLE, single),
        *_unsolved(UNIVERSAL, universal),
    ]
    both = single.solved and universal.solved
    blocks += ["\n".join(_table(differing))] if differing else ["Both modes agree."] if both else []
    if equal:
        title = f"{len(equal)} without a difference" if both else f"{len(equal)} versions"
        blocks += [f"<details><summary>{title}</summary>", "\n".join(_table(equal)), "</details>"]
    if url:
        blocks.append(f"<{url}>")
    return "\n\n".join(blocks) + "\n"


def _files(files: ProjectFiles) -> str:
    beside = ", ".join(code(path) for path in sorted(files.texts) if path != files.input)
    return (
        f"Asked about {code(files.input)}, with {beside} beside it." if beside else f"Asked about {code(files.input)}."
    )


def _selection(comparison: Comparison) -> str:
    parts = [f"extra {code(extra)}" for extra in comparison.extras]
    parts += [f"group {code(group)}" for group in comparison.groups]
    return ", ".join(["dependencies", *parts])


def _table(rows: Iterable[Row]) -> Iterator[str]:
    yield f"| project | {SINGLE} | {UNIVERSAL} | metadata from |"
    yield "| --- | --- | --- | --- |"
    for row in rows:
        cells = (row.project, *(_version(pin, row.difference) for pin in (row.single, row.universal)), _metadata(row))
        yield f"| {' | '.join(cells)} |"


def _version(pin: Pin | None, difference: Difference) -> str:
    if pin is None:
        return _NOTHING
    return f"{pin.version} from {code(pin.key.source)}" if difference is Difference.SOURCE else str(pin.version)


def _metadata(row: Row) -> str:
    files = dict.fromkeys(pin.provenance.filename for pin in (row.single, row.universal) if pin and pin.provenance)
    return "<br>".join(code(name) for name in files if name) or _NOTHING


def _unsolved(mode: str, resolution: Resolution) -> Iterator[str]:
    if resolution.conflict is not None:
        yield f"{mode} finds no solution:\n\n{fenced(summary(resolution.conflict))}"
    if resolution.failure is not None:
        yield f"{mode} fails:\n\n{fenced(list(listed(resolution.failure)))}"


def code(text: str) -> str:
    """A code span in a table cell; what is in it cannot end it."""
    inner = " ".join(text.split()).replace("|", "\\|")
    ticks = "`" * (_longest_run(inner) + 1)
    return f"{ticks} {inner} {ticks}" if "`" in inner else f"`{inner}`"


def fenced(lines: Iterable[str]) -> str:
    """A code block; what is in it cannot end it."""
    text = "\n".join(lines)
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}text\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
