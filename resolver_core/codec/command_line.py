"""What `resolve --format json` prints: several documents in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NotRequired, TypedDict

from resolver_core.answer.comparison import Comparison
from resolver_core.answer.resolution import Resolution
from resolver_core.codec.comparison import ComparisonDocument, comparison_to_json
from resolver_core.codec.resolution import ResolutionDocument, to_json
from resolver_core.codec.says import says
from resolver_core.codec.schema_version import SCHEMA_VERSION
from resolver_core.policy import UV_VERSION


class CommandLineDocument(TypedDict):
    """What `python -m resolver_core resolve PYPROJECT --format json` prints."""

    schema_version: Annotated[int, says("of this document and of those in it")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    universal: Annotated[ResolutionDocument | None, says("the resolution of `uv lock`, or `null` with `--mode single`")]
    single: Annotated[
        list[ResolutionDocument],
        says(
            "one per target, in the order of `--python` and, within each, `--platform`; empty with `--mode universal`"
        ),
    ]
    comparisons: Annotated[
        list[ComparisonDocument], says("one per target, in the same order; empty unless both modes were asked for")
    ]
    as_pip: Annotated[
        list[ResolutionDocument],
        says("one per target in pip's order and by pip's file rules; empty without `--as-pip`"),
    ]
    locked: NotRequired[Annotated[ResolutionDocument, says("what another tool's lock (`--lock`) holds")]]


def command_line_to_json(
    universal: Resolution | None,
    single: Iterable[Resolution],
    comparisons: Iterable[Comparison],
    as_pip: Iterable[Resolution],
    locked: Resolution | None = None,
) -> CommandLineDocument:
    """The document of all answers of one command."""
    document: CommandLineDocument = {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "universal": None if universal is None else to_json(universal),
        "single": [to_json(resolution) for resolution in single],
        "comparisons": [comparison_to_json(comparison) for comparison in comparisons],
        "as_pip": [to_json(resolution) for resolution in as_pip],
    }
    if locked is not None:
        document["locked"] = to_json(locked)
    return document
