"""Whether the values of uv's tables have the types that uv asks for, by the tables of `uv_keys`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from resolver_core.inputs.document import Document, Table, dotted, type_name
from resolver_core.inputs.positions import Path
from resolver_core.inputs.requirement import InvalidText, parse_name, parse_requirement, parse_url
from resolver_core.inputs.uv_keys import CACHE_KEYS, Key, ReadAs, Shape


def check_settings(document: Document, path: Path, keys: Mapping[str, Key]) -> None:
    """Record a mistake for each key that makes uv drop its settings: it is unknown or its value has a wrong type."""
    for name in document.table(path):
        key = keys.get(name)
        if key is None:
            document.mistake(f"uv does not know `{dotted((*path, name))}`.", (*path, name), name)
        elif key.read_as is not ReadAs.PROJECT:
            check_value(document, (*path, name), key)


def check_project_table(document: Document, path: Path, keys: Mapping[str, Key]) -> None:
    """Record a mistake for each key that makes uv refuse the file: its value has a wrong type."""
    for name in document.table(path):
        key = keys.get(name)
        if key is not None and key.read_as is not ReadAs.SETTINGS:
            check_value(document, (*path, name), key)


def check_value(document: Document, path: Path, key: Key) -> None:
    """Record a mistake where a value has not the shape of its key. Keys with a reader of their own are left to it."""
    if key.shape is Shape.CHOICE:
        document.read_string(path, lambda text: _choice(text, key.choices))
    elif key.name == "cache-keys":
        _cache_keys(document, path)
    else:
        _CHECKS.get(key.shape, _nothing)(document, path)


def _choice(text: str, choices: frozenset[str]) -> str:
    if text not in choices:
        values = ", ".join(f"`{value}`" for value in sorted(choices))
        raise InvalidText(f"`{text}` is not one of the accepted values: {values}.")
    return text


def _nothing(document: Document, path: Path) -> None:
    pass


def _boolean(document: Document, path: Path) -> None:
    document.boolean(path)


def _positive(document: Document, path: Path) -> None:
    value = document.get(path)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        document.mistake(f"`{path[-1]}` must be a whole number above 0.", path, str(value))


def _text(document: Document, path: Path) -> None:
    document.string(path)


def _address(document: Document, path: Path) -> None:
    if document.string(path) == "":
        document.mistake(f"`{path[-1]}` must not be empty.", path)


def _url(document: Document, path: Path) -> None:
    document.read_string(path, parse_url)


def _texts(document: Document, path: Path) -> None:
    list(document.strings(path))


def _names(document: Document, path: Path) -> None:
    list(document.read_strings(path, parse_name))


def _requirements(document: Document, path: Path) -> None:
    list(document.read_strings(path, parse_requirement))


def _table(document: Document, path: Path) -> None:
    document.table(path)


def _named_table(document: Document, path: Path) -> Table:
    table = document.table(path)
    for key in table:
        document.read((*path, key), key, parse_name)
    return table


def _by_name(document: Document, path: Path) -> None:
    for key in _named_table(document, path):
        document.table((*path, key))


def _lists_by_name(document: Document, path: Path) -> None:
    for key in _named_table(document, path):
        for item, value in document.items((*path, key)):
            if not isinstance(value, str | dict):
                document.mistake(f"A build requirement is a text or a table, not {type_name(value)}.", item, str(value))


def _text_values(document: Document, path: Path) -> None:
    for key, value in document.table(path).items():
        if isinstance(value, list):
            list(document.strings((*path, key)))
        else:
            document.string((*path, key))


def _switch_or_texts(document: Document, path: Path) -> None:
    if not isinstance(document.get(path), bool):
        list(document.strings(path))


def _cache_keys(document: Document, path: Path) -> None:
    for item, value in document.items(path):
        if isinstance(value, dict):
            if len(value) != 1 or not value.keys() <= CACHE_KEYS:
                document.mistake("A cache key is one of `file`, `dir`, `git` and `env`.", item, str(value))
        elif not isinstance(value, str):
            document.mistake(f"A cache key is a text or a table, not {type_name(value)}.", item, str(value))


_CHECKS: dict[Shape, Callable[[Document, Path], None]] = {
    Shape.BOOLEAN: _boolean,
    Shape.POSITIVE: _positive,
    Shape.TEXT: _text,
    Shape.ADDRESS: _address,
    Shape.URL: _url,
    Shape.TEXTS: _texts,
    Shape.NAMES: _names,
    Shape.REQUIREMENTS: _requirements,
    Shape.TABLE: _table,
    Shape.BY_NAME: _by_name,
    Shape.LISTS_BY_NAME: _lists_by_name,
    Shape.TEXT_VALUES: _text_values,
    Shape.SWITCH_OR_TEXTS: _switch_or_texts,
}
