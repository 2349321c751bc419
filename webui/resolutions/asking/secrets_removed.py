"""Secrets are removed at the door, from every field of what was sent, before anything else happens to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from resolver_core import FoundSecret, SecretKind, redact

BESIDE = "files"
"""The field of the other files; in a finding, a slash and the path follow."""
_WORDS = {
    "text": "",
    BESIDE: "a file beside it, ",
    "lock": "uv.lock, ",
    "output": "the output of uv, ",
    "index_url": "the index, ",
    "extra_index_urls": "the further indexes, ",
}
_MOST_SHOWN = 50

Found = tuple[tuple[str, FoundSecret], ...]
"""Field and finding."""


@dataclass(frozen=True, slots=True)
class WithoutSecrets:
    """What was sent, and what was removed from it."""

    values: Any  #: a mapping of the same kind as the one that was given
    found: Found = ()


def without_secrets(sent: Mapping[str, Any]) -> WithoutSecrets:
    """The same fields with every text in them redacted (docs/secrets.md)."""
    found: list[tuple[str, FoundSecret]] = []

    def plain(name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {plain(name, path): plain(f"{name}/{path}", part) for path, part in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(plain(name, part) for part in value)
        if not isinstance(value, str):
            return value
        redacted = redact(value)
        found.extend((name, secret) for secret in redacted.findings)
        return redacted.text

    if isinstance(sent, MultiValueDict):
        values: Any = QueryDict(mutable=True) if isinstance(sent, QueryDict) else MultiValueDict()
        for name in sent:
            values.setlist(name, plain(name, sent.getlist(name)))
    else:
        values = {name: plain(name, value) for name, value in sent.items()}
    return WithoutSecrets(values, tuple(found))


def in_words(found: Found) -> list[str]:
    """A sentence for each secret that was removed, with its line."""
    return [f"{_place(field)}{secret}." for field, secret in found[:_MOST_SHOWN]]


def _place(field: str) -> str:
    """The words for a field: none for the text, the path for a file."""
    return _WORDS.get(field, f"{redact(field.removeprefix(f'{BESIDE}/')).text}, ")


def as_query(found: Found) -> list[str]:
    """The findings in short, for an address that shows them: "text-7-url". Names are left out."""
    kept = dict.fromkeys(
        f"{field.partition('/')[0]}-{secret.line}-{secret.kind.name.lower()}" for field, secret in found
    )
    return list(kept)[:_MOST_SHOWN]


def of_query(texts: list[str]) -> list[str]:
    """The sentences of such an address; what is none is left out."""
    found = [finding for text in texts[:_MOST_SHOWN] if (finding := _of_text(text)) is not None]
    return in_words(tuple(found))


def _of_text(text: str) -> tuple[str, FoundSecret] | None:
    field, line, kind = [*text.split("-"), "", ""][:3]
    if field not in _WORDS or not (line.isascii() and line.isdecimal()) or len(line) > 7:
        return None
    try:
        return field, FoundSecret(int(line), SecretKind[kind.upper()])
    except KeyError:
        return None
