"""What is worth knowing of a version that was picked, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resolver_core.explain.pick_facts import PickFacts
from resolver_core.explain.wording.names import pinned
from resolver_core.explain.wording.numbers import counted
from resolver_core.targets.environment import Environment


def picked(facts: Iterable[PickFacts], target: Environment, said: str) -> tuple[str, ...]:
    """The sentences, without what is `said` already."""
    return tuple(sentence for each in facts for sentence in _sentences(each, target, said))


def _sentences(facts: PickFacts, target: Environment, said: str) -> Iterator[str]:
    release, python = pinned(facts.pin.key), target.python_version
    if facts.age is not None:
        years = counted(facts.age.years, "year")
        yield f"{release} was released {years} before {facts.age.newest}, the newest one."
    if facts.build is not None:
        why = "a source distribution is preferred" if facts.build.has_fitting_wheel else "no wheel of it fits"
        yield f"On {target.label} {release} is built from source ({facts.build.filename}): {why}."
    if facts.excluding is not None and f"excludes {python}" not in said:
        yield f"{release} itself requires Python {facts.excluding}, which excludes {python}."
