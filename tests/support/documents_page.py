"""The tables of docs/documents.md, written from the types: `python -m tests.support.documents_page`.

Between `<!-- fields: NAME NAME -->` and `<!-- end -->` stand the types of these names, each with its fields.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import django
from msgspec import Meta

import resolver_core
from resolver_core import EventDocument
from resolver_core.codec.command_line import CommandLineDocument
from tests.support.shared import REPOSITORY

PAGE = REPOSITORY / "docs" / "documents.md"
BLOCK = re.compile(r"(<!-- fields: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
KINDS = {str: "text", int: "integer", float: "number", bool: "true or false", NoneType: "`null`"}


def shapes() -> dict[str, type]:
    """Every type of a document that somebody may read, by name. Django must be set up."""
    from resolver_core.codec import extraction, report_entries
    from uv_check import documents as check_documents
    from uv_check.pasted import documents as pasted_documents
    from webui.api import schemas
    from webui.resolutions import documents
    from webui.resolutions.asking import question

    public = [getattr(resolver_core, name) for name in resolver_core.__all__]
    modules = (extraction, report_entries, schemas, question, documents, check_documents, pasted_documents)
    further = [value for module in modules for value in vars(module).values()]
    events = [shape for shape in get_args(EventDocument) if is_typeddict(shape)]
    return {
        shape.__name__: shape
        for shape in (*public, *further, *events, CommandLineDocument)
        if is_typeddict(shape) and not is_internal(shape.__name__)
    }


def is_internal(name: str) -> bool:
    """Whether nobody but ourselves reads it: index data that are kept, and recordings of whole permalinks."""
    return name in (
        "SnapshotDocument",
        "RecordingDocument",
        "RecordedQuestionDocument",
        "RecordedSolveEntry",
        "RecordedLadderEntry",
        "PiecesDocument",
    )


def written(text: str) -> str:
    """The page with its tables as the types have them."""
    known = shapes()
    return BLOCK.sub(lambda found: f"{found[1]}\n{_tables(found[2].split(), known)}\n{found[3]}", text)


def listed(text: str) -> list[str]:
    """The types that a page has a table of."""
    return [name for found in BLOCK.finditer(text) for name in found[2].split()]


def _tables(names: list[str], known: dict[str, type]) -> str:
    return "\n".join("\n".join(_table(known[name])) for name in names)


def _table(shape: type) -> Iterator[str]:
    yield f"### {shape.__name__}\n\n{(shape.__doc__ or '').strip()}\n"
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for name, hint in get_type_hints(shape, include_extras=True).items():
        yield f"| `{name}` | {_kind(hint)} | {_meaning(hint)} |"
    yield ""


def _meaning(hint: Any) -> str:
    said = [meta.description for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Meta)]
    inner = get_args(hint)[0] if not said and get_args(hint) and get_origin(hint) is not list else None
    text = next((one for one in said if one), "") or (_meaning(inner) if inner is not None else "")
    return text.replace("|", "\\|")


def _kind(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(map(_kind, arguments))
    if origin is list:
        return f"list of {_kind(arguments[0])}"
    if origin is dict:
        return f"by name: {_kind(arguments[1])}"
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if is_typeddict(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return KINDS[hint] if hint in KINDS else _kind(arguments[0])  # Annotated, Required, NotRequired


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webui.settings")
    django.setup()
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
