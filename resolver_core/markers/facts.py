"""What is known beyond logic: uv's facts, which the solver must use, and the world's, for display only.

uv knows a few pairs of values that cannot meet (uv-resolution section 7.3) and nothing else. A more
exact algebra would fork differently and give other versions, so `WORLD` must never reach the solver.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from typing import Final

from resolver_core.markers.diagram import FALSE, TRUE, Node, alternating, boolean, conjunction, disjunction
from resolver_core.markers.variables import Kind, Variable, string_variable

_OTHER_SYSTEMS = ("FreeBSD", "NetBSD", "OpenBSD", "SunOS", "iOS", "iPadOS")
_NAMED_PLATFORMS = ("aix", "android", "emscripten", "ios", "linux", "darwin", "win32", "cygwin", "wasi")

UV_IMPOSSIBLE_PAIRS: Final[tuple[tuple[str, str, str], ...]] = (
    *(("os_name", "nt", platform) for platform in ("linux", "darwin", "ios")),
    ("os_name", "posix", "win32"),
    *(
        ("platform_system", system, platform)
        for system in _OTHER_SYSTEMS
        for platform in _NAMED_PLATFORMS
        if not (platform == "ios" and system in ("iOS", "iPadOS"))
    ),
)
"""Variable, its value, and the value of `sys_platform` that uv takes to be impossible beside it."""


def equals(name: str, value: str) -> Node:
    """The diagram of `name == 'value'` for a string variable."""
    return alternating(string_variable(name), False, ((value, 0), (value, 1)))


def any_of(nodes: Iterable[Node]) -> Node:
    """Plain OR of all."""
    return reduce(disjunction, nodes, FALSE)


def all_of(nodes: Iterable[Node]) -> Node:
    """Plain AND of all."""
    return reduce(conjunction, nodes, TRUE)


@cache
def uv_possible() -> Node:
    """Where none of uv's impossible pairs holds."""
    return any_of(
        conjunction(equals(name, value), equals("sys_platform", platform))
        for name, value, platform in UV_IMPOSSIBLE_PAIRS
    ).negation


_INTEL_AND_ARM = ("x86_64", "arm64")
WORLD_PLATFORMS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "aix": ("posix", ("powerpc", "ppc64")),
    "android": ("posix", ("aarch64", "armv7l", "armv8l", "i686", "x86_64")),
    "cygwin": ("posix", ("x86_64", "i686")),
    "darwin": ("posix", _INTEL_AND_ARM),
    "emscripten": ("posix", ("wasm32", "wasm64")),
    "ios": ("posix", _INTEL_AND_ARM),
    "linux": (
        "posix",
        ("x86_64", "aarch64", "i386", "i486", "i586", "i686", "armv6l", "armv7l", "armv8l", "ppc64", "ppc64le", "s390x",
         "riscv64", "loongarch64", "mips", "mips64", "sparc64"),
    ),
    "wasi": ("posix", ("wasm32",)),
    "win32": ("nt", ("AMD64", "ARM64", "x86")),
}  # fmt: skip
"""For each `sys_platform` with a fixed name: its `os_name` and the values of `platform_machine` seen there."""

WORLD_IMPLEMENTATIONS: Final = {"cpython": "CPython", "graalpy": "GraalVM", "jython": "Jython", "pypy": "PyPy"}
"""`implementation_name` and the `platform_python_implementation` that goes with it."""


def _implies(premise: Node, conclusion: Node) -> Node:
    return disjunction(premise.negation, conclusion)


def _platform_fact(platform: str, os_name: str, machines: tuple[str, ...]) -> Node:
    """On a platform with a fixed name, its `os_name`, machines and `platform_system` are known too.

    `platform_system` values that go with such a platform are written as `sys_platform` before they get
    here (section 7.2), so any value that is still asked for is another one.
    """
    systems = ("iOS", "iPadOS") if platform == "ios" else ()
    others = all_of(equals("platform_system", other).negation for other in _OTHER_SYSTEMS if other not in systems)
    known = all_of(
        (equals("os_name", os_name), any_of(equals("platform_machine", machine) for machine in machines), others)
    )
    return _implies(equals("sys_platform", platform), known)


@cache
def world_possible() -> Node:
    """Where the variables agree with each other on the platforms and implementations that exist."""
    platforms = (_platform_fact(name, *about) for name, about in WORLD_PLATFORMS.items())
    same = (
        (equals("implementation_name", name), equals("platform_python_implementation", spelling))
        for name, spelling in WORLD_IMPLEMENTATIONS.items()
    )
    implementations = (conjunction(_implies(a, b), _implies(b, a)) for a, b in same)
    return all_of((uv_possible(), *platforms, *implementations))


_MACHINES = tuple(sorted({machine for _, machines in WORLD_PLATFORMS.values() for machine in machines}))


def _known_values(name: str) -> Iterable[str]:
    return {
        "sys_platform": tuple(WORLD_PLATFORMS),
        "os_name": ("nt", "posix", "java"),
        "platform_system": _OTHER_SYSTEMS,
        "platform_machine": _MACHINES,
        "implementation_name": tuple(WORLD_IMPLEMENTATIONS),
        "platform_python_implementation": tuple(WORLD_IMPLEMENTATIONS.values()),
    }.get(name, ())


def substring_fact(variable: Variable) -> Node:
    """What a substring test gives for the known values of its variable; TRUE for any other variable."""
    if variable.kind not in (Kind.IN, Kind.CONTAINS):
        return TRUE
    return all_of(
        _implies(
            equals(variable.name, value),
            boolean(variable, value in variable.value if variable.kind == Kind.IN else variable.value in value),
        )
        for value in _known_values(variable.name)
    )
