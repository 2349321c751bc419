"""Threads in which a question was answered already: a fingerprint, and the shipped table that it is looked up in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from resolver_core.explain.causes.classes import CauseClass

FINGERPRINT_VERSION = 1
TABLE = "known_threads.toml"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What makes two reports the same question: the class, the root project, and the decisive file or rule."""

    cause_class: CauseClass
    project: str
    rule: str = ""

    @property
    def text(self) -> str:
        """The fingerprint as one word, with its version."""
        return f"{FINGERPRINT_VERSION}:{self.cause_class}:{self.project}:{self.rule}"


@dataclass(frozen=True, slots=True)
class KnownThread:
    """An answered question of the table. `numbers` are its threads, the most telling first."""

    cause_class: str
    numbers: tuple[int, ...]
    title: str
    project: str = ""
    rule: str = ""
    fixed_in: str = ""

    def fits(self, found: Fingerprint) -> bool:
        """Whether a fingerprint is one of it: what the thread leaves open fits everything."""
        return (
            self.cause_class == found.cause_class
            and self.project in ("", found.project)
            and (not self.rule or self.rule in found.rule)
        )


def known_thread(found: Fingerprint, *, own_number: int = 0) -> KnownThread | None:
    """The most telling thread of a fingerprint that is not the report itself; None where the table has none."""
    fitting = [one for one in threads() if one.fits(found) and one.numbers != (own_number,)]
    return max(fitting, key=lambda one: (bool(one.project), bool(one.rule)), default=None)


@cache
def threads() -> tuple[KnownThread, ...]:
    """The shipped table. Raises `ValueError` for one of another version of the fingerprint."""
    document = tomllib.loads(files("resolver_core.triage").joinpath(TABLE).read_text("utf-8"))
    if document["version"] != FINGERPRINT_VERSION:
        raise ValueError(document["version"])
    return tuple(
        KnownThread(
            one["class"],
            tuple(one["numbers"]),
            one["title"],
            one.get("project", ""),
            one.get("rule", ""),
            one.get("fixed_in", ""),
        )
        for one in document["thread"]
    )
