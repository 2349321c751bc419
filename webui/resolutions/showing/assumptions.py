"""What an answer rests on without proof, as its documents say it."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core import ResolutionDocument


def assumptions(documents: Iterable[ResolutionDocument]) -> list[str]:
    """The sentences of all sides, each once."""
    entries = (entry for document in documents for entry in document.get("assumptions", ()))
    return list(dict.fromkeys(entry["text"] for entry in entries))
