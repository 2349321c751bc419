"""Changes of single requirements, at every place where one can stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.support.stale_locks.worlds import World

REWRITTEN = {
    "narrower": "{name}>=1,<3",
    "narrower-in-other-order": "{name}<3,>=1",
    "same-with-zero": "{name}>=1.0",
    "same-with-blanks": "{name} >= 1",
    "bare": "{name}",
    "exact": "{name}==1.0",
    "wildcard": "{name}==1.*",
    "compatible": "{name}~=1.0",
    "another-name": "b>=1",
    "capitals": "{upper}>=1",
    "marker": "{name}>=1 ; sys_platform == 'linux'",
    "marker-on-python": "{name}>=1 ; python_version >= '3.11'",
    "marker-that-says-nothing": "{name}>=1 ; python_version >= '3.8'",
    "marker-that-says-nothing-in-full": "{name}>=1 ; python_full_version >= '3.9'",
    "marker-never": "{name}>=1 ; python_version < '3.8'",
    "marker-always": "{name}>=1 ; sys_platform == 'linux' or sys_platform != 'linux'",
    "extra": "{name}[fast]>=1",
    "unknown-extra": "{name}[nothing]>=1",
    "impossible": "{name}>=99",
}
MARKED = {
    "marker-in-other-words": "platform_system == 'Windows'",
    "marker-turned-round": "'win32' == sys_platform",
    "marker-doubled": "sys_platform == 'win32' and sys_platform == 'win32'",
    "marker-of-os": "os_name == 'nt'",
    "marker-narrower": "sys_platform == 'win32' and python_version >= '3.11'",
    "marker-with-known-python": "sys_platform == 'win32' and python_version >= '3.9'",
}
PLACES = {
    "dependency": ('dependencies = ["a>=1"', "a"),
    "extra": ('more = ["c>=1"', "c"),
    "group": ('docs = ["e"', "e"),
    "constraint": ('constraint-dependencies = ["b<9"', "b"),
    "override": ('override-dependencies = ["e<9"', "e"),
    "build-constraint": ('build-constraint-dependencies = ["setuptools<80"', "setuptools"),
}
"""What stands at each place in the plain world, up to the end of its first requirement, and whose it is."""


def at_places(world: World) -> Iterator[tuple[str, World]]:
    """Every rewriting at every place, one more requirement, and none."""
    for place, (text, name) in PLACES.items():
        head = text[: text.index('["') + 2]
        for change, written in REWRITTEN.items():
            requirement = written.format(name=name, upper=name.upper())
            yield f"{place}-{change}", world.edited(text, f'{head}{requirement}"')
        for more in ("d", "d<9", "zebra", "zebra<9", "c ; sys_platform == 'win32'"):
            yield f"{place}-one-more {more}", world.edited(text, f'{text}, "{more}"')
        yield f"{place}-twice", world.edited(text, f"{text}, {text[len(head) - 1 :]}")
        yield f"{place}-gone", _emptied(world, text, head)


def _emptied(world: World, text: str, head: str) -> World:
    followed = f"{text}, "
    return world.edited(followed, head[:-1]) if followed in world.project else world.edited(text, head[:-1])


def of_markers(world: World) -> Iterator[tuple[str, World]]:
    """A marker that is there, written otherwise."""
    change = partial(world.edited, "sys_platform == 'win32'")
    for name, marker in MARKED.items():
        yield f"dependency-{name}", change(marker)
    yield "dependency-marker-gone", world.edited(" ; sys_platform == 'win32'", "")
    yield (
        "dependency-order",
        world.edited('"a>=1", "b ; sys_platform == \'win32\'"', '"b ; sys_platform == \'win32\'", "a>=1"'),
    )
