"""Edits in Poetry's own tables: a dependency is a key there, and its constraint a string or a part of a table.

Constraints keep the notation that they have (`^1.2`); what is added stands behind it. Everything here changes the
document in place, and says whether there was a place for the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import tomlkit
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.lab.toml_tables import made, specifier_text
from resolver_core.inputs.poetry_ranges import specifier_text as translated
from resolver_core.inputs.requirement import InvalidText

_MAIN = ("tool", "poetry", "dependencies")
_ELSEWHERE = ("git", "path", "url", "file")
"""Keys of a dependency that no index serves."""
_WRITTEN_ANEW = ("version", "markers", "extras")


def asked_for(document: tomlkit.TOMLDocument, name: NormalizedName) -> str | None:
    """The one requirement on a project as a standard requirement; None where it has none, several, or a marker."""
    found = [table[key] for table, key in _places(document, name)]
    if len(found) != 1 or not _is_simple(found[0]):
        return None
    entry, extras = found[0], ""
    if isinstance(entry, Mapping):
        extras = ",".join(map(str, entry.get("extras", ())))
    try:
        return f"{name}{f'[{extras}]' if extras else ''}{translated(_constraint(entry))}"
    except InvalidText:
        return None


def bounded(document: tomlkit.TOMLDocument, requirement: Requirement) -> bool:
    """A bound behind the constraint that is there, else a dependency of its own. Alternatives take none."""
    name = canonicalize_name(requirement.name)
    places = list(_places(document, name))
    if not places:
        return added(document, requirement)
    if len(places) != 1 or not _is_simple(places[0][0][places[0][1]]):
        return False
    table, key = places[0]
    entry, bound = table[key], specifier_text(requirement)
    written = _constraint(entry)
    if "|" in written:
        return False
    constraint = bound if written in ("", "*") else f"{written},{bound}"
    if isinstance(entry, Mapping):
        table[key]["version"] = constraint
    else:
        table[key] = constraint
    return True


def added(document: tomlkit.TOMLDocument, requirement: Requirement) -> bool:
    """A dependency more; not one that is there."""
    name = canonicalize_name(requirement.name)
    if any(_places(document, name)):
        return False
    made(document, _MAIN)[str(name)] = _entry(requirement, {})
    return True


def replaced(document: tomlkit.TOMLDocument, name: NormalizedName, requirements: Sequence[Requirement]) -> bool:
    """Other requirements in place of the one on a project; what else its table says is kept."""
    places = list(_places(document, name))
    if len(places) != 1 or isinstance(places[0][0][places[0][1]], list):
        return False
    table, key = places[0]
    old = table[key]
    kept = {key: value for key, value in old.items() if key not in _WRITTEN_ANEW} if isinstance(old, Mapping) else {}
    entries = [_entry(requirement, kept) for requirement in requirements]
    if not entries:
        del table[key]
    elif len(entries) == 1:
        table[key] = entries[0]
    else:
        several = tomlkit.array()
        several.extend(entries)
        table[key] = several.multiline(True)
    return True


def marked(document: tomlkit.TOMLDocument, name: NormalizedName, marker: str) -> bool:
    """A marker on every requirement on a project that has none."""
    changed = False
    for table, key in _places(document, name):
        entry = table[key]
        if isinstance(entry, str):
            table[key] = _entry(Requirement(f"{name} ; {marker}"), {"version": entry})
            changed = True
        elif _is_simple(entry):
            entry["markers"] = marker
            changed = True
    return changed


def with_prereleases(document: tomlkit.TOMLDocument, name: NormalizedName, *, allowed: bool) -> bool:
    """Pre-releases of one dependency allowed, or refused; a dependency of its own where there is none."""
    places = list(_places(document, name)) or [(made(document, _MAIN), str(name))]
    changed = False
    for table, key in places:
        entry = table.get(key, "*")
        if isinstance(entry, Mapping):
            table[key]["allow-prereleases"] = allowed
            changed = True
        elif isinstance(entry, str):
            table[key] = tomlkit.inline_table()
            table[key].update({"version": str(entry), "allow-prereleases": allowed})
            changed = True
    return changed


def with_pythons(document: tomlkit.TOMLDocument, specifiers: str) -> bool:
    """Another range of Pythons."""
    dependencies = document.get("tool", {}).get("poetry", {}).get("dependencies", {})
    if "python" not in dependencies:
        return False
    dependencies["python"] = specifiers
    return True


def without_source(document: tomlkit.TOMLDocument, name: NormalizedName) -> bool:
    """A dependency from wherever it is found."""
    found = [table[key] for table, key in _places(document, name) if isinstance(table[key], Mapping)]
    named = [entry for entry in found if "source" in entry]
    for entry in named:
        del entry["source"]
    return bool(named)


def _places(document: tomlkit.TOMLDocument, name: NormalizedName) -> Iterator[tuple[Any, str]]:
    """Each table that has a dependency, with the key as it is written there."""
    for table in _tables(document):
        for key in table:
            if canonicalize_name(str(key)) == name:
                yield table, str(key)


def _tables(document: tomlkit.TOMLDocument) -> Iterable[Any]:
    poetry = document.get("tool", {}).get("poetry", {})
    yield poetry.get("dependencies", {})
    yield poetry.get("dev-dependencies", {})
    yield from (group.get("dependencies", {}) for group in poetry.get("group", {}).values())


def _is_simple(entry: object) -> bool:
    """Whether an entry is one constraint that holds everywhere."""
    if isinstance(entry, Mapping):
        return not any(key in entry for key in (*_ELSEWHERE, "markers", "python", "platform"))
    return isinstance(entry, str)


def _constraint(entry: Any) -> str:
    return str(entry.get("version", "*") if isinstance(entry, Mapping) else entry).strip()


def _entry(requirement: Requirement, kept: Mapping[str, object]) -> Any:
    """A requirement as Poetry writes it: a string where the constraint is all of it."""
    version = specifier_text(requirement) or str(kept.get("version", "*"))
    others = {key: value for key, value in kept.items() if key != "version"}
    if not others and not requirement.extras and requirement.marker is None:
        return version
    entry = tomlkit.inline_table()
    entry["version"] = version
    if requirement.extras:
        entry["extras"] = sorted(requirement.extras)
    entry.update(others)
    if requirement.marker is not None:
        entry["markers"] = str(requirement.marker).replace('"', "'")
    return entry
