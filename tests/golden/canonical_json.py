"""Documents in one spelling: sorted keys, one value per line, volatile values replaced."""

from __future__ import annotations

import json
from typing import Any

from tests.golden.renaming import NOTHING, Renaming
from tests.golden.volatile import steady_value


def canonical_document(text: str, renaming: Renaming = NOTHING) -> str:
    """One JSON document. What is no JSON stays as it is, so that it differs from any document."""
    try:
        document = json.loads(text)
    except ValueError:
        return f"no JSON: {text}"
    return json.dumps(_steady(document, renaming), indent=1, sort_keys=True, ensure_ascii=False)


def canonical_lines(text: str, renaming: Renaming = NOTHING) -> str:
    """JSON documents, one per line, in their order."""
    return "\n".join(_one_line(line, renaming) for line in text.splitlines())


def _one_line(text: str, renaming: Renaming) -> str:
    try:
        document = json.loads(text)
    except ValueError:
        return f"no JSON: {text}"
    return json.dumps(_steady(document, renaming), sort_keys=True, ensure_ascii=False)


def _steady(value: Any, renaming: Renaming) -> Any:
    if isinstance(value, list):
        return [_steady(one, renaming) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        renaming.field_name(name): _steady(steady_value(name, renaming.value(name, one)), renaming)
        for name, one in value.items()
    }
