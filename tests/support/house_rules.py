"""The rules of the house, what is excepted from them today, and the report of `make house`.

`tests/house.toml` holds the exceptions, each with the size it may have. They only shrink: what is larger breaks a rule,
what has become smaller is to be lowered (`python -m tests.support.house_rules --lower` does it).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping

from tests.support import house, mirror
from tests.support.house import Measured
from tests.support.sentences import exception_names, sentences
from tests.support.shared import REPOSITORY

PACKAGES = ("resolver_core", "uv_check", "webui")
EXCEPTIONS = REPOSITORY / "tests" / "house.toml"
ROOMS_OF_WORDS = (
    "resolver_core/explain/wording/",
    "resolver_core/triage/wording/",
    "resolver_core/cli/",
    "resolver_core/exports/",
    "resolver_core/inputs/",  # every mistake in a pasted text, and what was read of it in another sense
)
LIMITS = {
    "modules": house.MODULE_LINES,
    "classes": house.CLASS_METHODS,
    "functions": house.FUNCTION_LINES,
    "circles": 0,
    "sentences": 0,
}
UNITS = {
    "modules": "lines",
    "classes": "methods",
    "functions": "lines without the docstring",
    "circles": "modules that import each other",
    "sentences": "sentences outside their rooms",
}

Sources = Mapping[str, str]
Exceptions = Mapping[str, Mapping[str, int]]


def project() -> dict[str, str]:
    """The sources of both packages, by path."""
    return house.modules(REPOSITORY, PACKAGES)


def exceptions() -> Exceptions:
    """By rule, by place (a folder stands for all that is in it), the size that is accepted."""
    return tomllib.loads(EXCEPTIONS.read_text("utf-8"))


def measured(sources: Sources) -> dict[str, list[Measured]]:
    """By rule, everything with its size, the largest first."""
    circles = house.circles(house.import_graph(sources, inside_functions=True))
    return {
        "modules": house.module_sizes(sources),
        "classes": house.class_sizes(sources),
        "functions": house.function_sizes(sources),
        "circles": [Measured(", ".join(names), len(names)) for names in circles],
        "sentences": stray_sentences(sources),
    }


def stray_sentences(sources: Sources) -> list[Measured]:
    """How many sentences each module of the core holds that is no room of words."""
    core = {path: text for path, text in sources.items() if path.startswith("resolver_core/")}
    raised = exception_names(core)
    outside = {path: text for path, text in core.items() if not path.startswith(ROOMS_OF_WORDS)}
    counts = [Measured(path, len(sentences(text, raised))) for path, text in outside.items()]
    return sorted((one for one in counts if one.size), key=lambda one: (-one.size, one.place))


def violations(found: Mapping[str, Iterable[Measured]], accepted: Exceptions) -> list[str]:
    """What breaks a rule, beyond its exceptions."""
    return [
        f"{place}: {size} {UNITS[rule]}, at most {_allowed(place, accepted.get(rule, {}), LIMITS[rule])}"
        for rule, entries in found.items()
        for place, size in _folded(entries, accepted.get(rule, {})).items()
        if size > _allowed(place, accepted.get(rule, {}), LIMITS[rule])
    ]


def outlived(found: Mapping[str, Iterable[Measured]], accepted: Exceptions) -> dict[tuple[str, str], int]:
    """By rule and place, the size of what has an exception and became smaller; 0 for what is within the limit."""
    lower = {}
    for rule, places in accepted.items():
        sizes = _folded(found[rule], places)
        for place, allowed in places.items():
            size = sizes.get(place, 0)
            size = size if size > LIMITS[rule] else 0
            if size < allowed:
                lower[rule, place] = size
    return lower


def lowered(text: str, lower: Mapping[tuple[str, str], int]) -> str:
    """The table of exceptions with these sizes; what is 0 goes."""
    rule, kept = "", []
    for line in text.splitlines():
        header, entry = re.match(r"\[(\w+)\]", line), re.match(r'"([^"]+)" = \d+', line)
        rule = header[1] if header else rule
        size = lower.get((rule, entry[1])) if entry else None
        if size != 0:
            kept.append(line if size is None else re.sub(r"= \d+", f"= {size}", line, count=1))
    return "\n".join(kept) + "\n"


def _folded(entries: Iterable[Measured], places: Mapping[str, int]) -> dict[str, int]:
    """The sizes, those in an excepted folder added up under its name."""
    sizes: Counter[str] = Counter()
    for one in entries:
        folder = next((place for place in places if place.endswith("/") and one.place.startswith(place)), one.place)
        sizes[one.place if one.place in places else folder] += one.size
    return dict(sizes)


def _allowed(place: str, places: Mapping[str, int], limit: int) -> int:
    return max(places.get(place, 0), limit)


# -- the report ---------------------------------------------------------------------------------


def report(sources: Sources) -> str:
    """What breaks a rule, and the ten largest of everything."""
    found = measured(sources)
    lines = []
    for rule, entries in found.items():
        over = [one for one in entries if one.size > LIMITS[rule]]
        lines.append(f"\n{rule}: {len(over)} over {LIMITS[rule]} {UNITS[rule]}; the ten largest:")
        lines += [f"  {one.size:5}  {one.place}{'  (over)' if one in over else ''}" for one in entries[:10]]
    lines.append("\nthe deepest chain of imports per package:")
    graph = house.import_graph(sources, inside_functions=False)
    for package in packages(graph):
        chain = house.longest_chain(graph, package)
        lines.append(f"  {len(chain):5}  {package}: {' > '.join(name.removeprefix(f'{package}.') for name in chain)}")
    tests, core = mirror.share(sources)
    missing = mirror.unmirrored(mirror.core_modules(sources), house.modules(REPOSITORY, ("tests",)), {})
    lines.append(f"\ntests of the core: {tests:,} lines of code, {tests / max(core, 1):.2f} for each of resolver_core")
    lines.append(f"modules of resolver_core without a test of their own name: {len(missing)}")
    return "\n".join(lines)


def packages(graph: house.Graph) -> list[str]:
    """The two packages and those directly in them."""
    parents = {".".join(name.split(".")[:depth]) for name in graph for depth in (1, 2)}
    return sorted(name for name in parents if any(other.startswith(f"{name}.") for other in graph))


def main(arguments: list[str]) -> int:
    """The report, with every broken rule at its end; 1 where there is one."""
    sources = project()
    found = measured(sources)
    lower = outlived(found, exceptions())
    if "--lower" in arguments:
        EXCEPTIONS.write_text(lowered(EXCEPTIONS.read_text("utf-8"), lower), "utf-8")
        kept = mirror.EXCEPTIONS.read_text("utf-8")
        tests = house.modules(REPOSITORY, ("tests",))
        mirror.EXCEPTIONS.write_text(mirror.without_outlived(kept, mirror.core_modules(sources), tests), "utf-8")
        print(f"{len(lower)} exceptions of the rules lowered or gone; those of the mirror are what is needed")
        return 0
    print(report(sources))
    wrong = violations(found, exceptions())
    print(f"\n{len(wrong)} rules broken beyond the exceptions of {EXCEPTIONS.relative_to(REPOSITORY)}")
    print("".join(f"  {line}\n" for line in wrong), end="")
    print("".join(f"  outlived: [{rule}] {place}, now {size}\n" for (rule, place), size in lower.items()), end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
