"""Tables that a team keeps in files, too: its labels, and its canonical threads, as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import tomlkit
from django.db import transaction

from webui.team.actors import Actor
from webui.team.audit import record
from webui.team.models import Kind, Label, Team, Thread
from webui.team.models.threads import ThreadState
from webui.team.reading import web_address

VERSION = 1
MOST_ENTRIES = 5_000
FIELDS = ("fingerprint", "url", "title", "state", "fixed_in")
LENGTHS = {"fingerprint": 400, "url": 500, "title": 200, "state": 8, "fixed_in": 40, "name": 50, "about": 200}


class BadTable(Exception):
    """The file cannot be taken; `mistakes` says why, entry by entry. Nothing of it was."""

    def __init__(self, *mistakes: str) -> None:
        super().__init__(" ".join(mistakes))
        self.mistakes = mistakes


def threads_as_toml(team: Team) -> str:
    """The threads of a team, to be read by `import_threads`, here or elsewhere."""
    document = tomlkit.document()
    document["version"] = VERSION
    entries = tomlkit.aot()
    for thread in Thread.objects.filter(team=team):
        entry = tomlkit.table()
        for name in FIELDS:
            if value := getattr(thread, name):
                entry[name] = str(value)
        entries.append(entry)
    document["thread"] = entries
    return tomlkit.dumps(document)


@transaction.atomic
def import_threads(actor: Actor, team: Team, text: str) -> int:
    """Take the threads of a file: one of a known fingerprint takes the place of the other. Raises `BadTable`."""
    document = _read(text)
    if document.get("version") != VERSION:
        raise BadTable(f"It must say `version = {VERSION}`.")
    entries = list(_entries(document, "thread", FIELDS))
    mistakes = [f"Entry {number}: {words}" for number, one in entries for words in _thread_mistakes(one)]
    if mistakes:
        raise BadTable(*mistakes[:20])
    for _, one in entries:
        values = {name: one[name] for name in FIELDS[1:] if name in one}
        Thread.objects.update_or_create(team=team, fingerprint=one["fingerprint"], defaults=values)
    record(actor, team, Kind.IMPORTED, after=f"{len(entries)} threads")
    return len(entries)


def labels_as_toml(team: Team) -> str:
    """The labels of a team, to be read by `import_labels`."""
    entries = tomlkit.aot()
    for label in Label.objects.filter(team=team):
        entry = tomlkit.table()
        entry["name"] = label.name
        if label.about:
            entry["about"] = label.about
        entries.append(entry)
    document = tomlkit.document()
    document["label"] = entries
    return tomlkit.dumps(document)


@transaction.atomic
def import_labels(actor: Actor, team: Team, text: str) -> int:
    """Take the labels of a file as the list of the team; one that is missing is kept as long as a case has it.

    Raises `BadTable`.
    """
    entries = list(_entries(_read(text), "label", ("name", "about")))
    mistakes = [f"Entry {number}: it has no name." for number, one in entries if not one.get("name", "").strip()]
    if mistakes:
        raise BadTable(*mistakes[:20])
    for _, one in entries:
        name = " ".join(one["name"].split())
        Label.objects.update_or_create(team=team, name=name, defaults={"about": one.get("about", "")})
    names = {" ".join(one["name"].split()) for _, one in entries}
    Label.objects.filter(team=team, cases=None).exclude(name__in=names).delete()
    record(actor, team, Kind.IMPORTED, after=f"{len(entries)} labels")
    return len(entries)


def _read(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadTable(f"It is no TOML: {error}.") from None


def _entries(document: dict[str, object], table: str, known: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The entries of a table with their numbers from 1, each of texts that are short enough. Raises `BadTable`."""
    found = document.get(table)
    if not isinstance(found, list) or not found:
        raise BadTable(f"It has no `[[{table}]]`.")
    if len(found) > MOST_ENTRIES:
        raise BadTable(f"It has more than {MOST_ENTRIES} entries.")
    for number, one in enumerate(found, 1):
        if not isinstance(one, dict) or not all(isinstance(value, str) for value in one.values()):
            raise BadTable(f"Entry {number}: its values must be texts.")
        if unknown := one.keys() - set(known):
            raise BadTable(f"Entry {number}: there is no `{min(unknown)}` here, only {', '.join(known)}.")
        long = [name for name, value in one.items() if len(value) > LENGTHS[name] or "\0" in value]
        if long:
            raise BadTable(f"Entry {number}: its `{long[0]}` is longer than {LENGTHS[long[0]]} characters.")
        yield number, one


def _thread_mistakes(one: dict[str, str]) -> Iterator[str]:
    if not one.get("fingerprint"):
        yield "it has no fingerprint."
    if web_address(one.get("url", "")) != one.get("url"):
        yield "its `url` is no address of a page."
    if one.get("state", ThreadState.OPEN) not in ThreadState.values:
        yield f"its `state` is none of {', '.join(ThreadState.values)}."
