"""Random markers, and environments that exist, to compare the algebra with packaging point by point."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st
from packaging.markers import Marker

from resolver_core.markers import MarkerSet

PLATFORMS = (
    ("linux", "Linux", "posix", "x86_64"),
    ("linux", "Linux", "posix", "aarch64"),
    ("darwin", "Darwin", "posix", "arm64"),
    ("win32", "Windows", "nt", "AMD64"),
    ("cygwin", "CYGWIN_NT-10.0", "posix", "x86_64"),
    ("freebsd14", "FreeBSD", "posix", "amd64"),
)
IMPLEMENTATIONS = (("CPython", "cpython"), ("PyPy", "pypy"))
PYTHONS = (
    "2.7.18",
    "3.7.0",
    "3.8.0",
    "3.8.1",
    "3.8.20",
    "3.9.0",
    "3.9.2",
    "3.10.0",
    "3.10.4",
    "3.11.7",
    "4.0.0",
    "4.1.0",
)


def environment(platform: tuple[str, str, str, str], implementation: tuple[str, str], python: str) -> dict[str, str]:
    """All eleven variables of one interpreter."""
    sys_platform, platform_system, os_name, machine = platform
    return {
        "implementation_name": implementation[1],
        "implementation_version": python,
        "os_name": os_name,
        "platform_machine": machine,
        "platform_python_implementation": implementation[0],
        "platform_release": "6.1",
        "platform_system": platform_system,
        "platform_version": "#1 SMP",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": sys_platform,
    }


ENVIRONMENTS = tuple(environment(*parts) for parts in product(PLATFORMS, IMPLEMENTATIONS, PYTHONS))


def truth(text: str, extras: frozenset[str] = frozenset()) -> tuple[bool, ...]:
    """What packaging says of a marker in each of `ENVIRONMENTS`."""
    marker = Marker(text)
    extra = min(extras, default="")
    return tuple(marker.evaluate({**each, "extra": extra}) for each in ENVIRONMENTS)


_STRINGS = {
    "sys_platform": ("linux", "darwin", "win32", "cygwin", "emscripten"),
    "platform_system": ("Linux", "Darwin", "Windows", "FreeBSD"),
    "os_name": ("posix", "nt"),
    "platform_machine": ("x86_64", "aarch64", "arm64", "AMD64"),
    "platform_python_implementation": ("CPython", "PyPy"),
    "implementation_name": ("cpython", "pypy"),
}
_ORDER = st.sampled_from((">=", "<", "==", "!=", ">", "<="))
_EQUALITY = st.sampled_from(("==", "!="))


def _strings() -> st.SearchStrategy[str]:
    return st.sampled_from(tuple(_STRINGS)).flatmap(
        lambda name: st.builds("{} {} '{}'".format, st.just(name), _EQUALITY, st.sampled_from(_STRINGS[name]))
    )


_ATOMS = st.one_of(
    _strings(),
    _strings(),
    st.builds("python_version {} '{}'".format, _ORDER, st.sampled_from(("2.7", "3.7", "3.8", "3.8.1", "3.10", "4.0"))),
    st.builds("python_full_version {} '{}'".format, _ORDER, st.sampled_from(("3.8", "3.8.1", "3.9.2", "4.0"))),
    st.builds("python_version {} '3.{}.*'".format, _EQUALITY, st.integers(7, 11)),
    st.builds("python_full_version {} '3.{}.*'".format, _EQUALITY, st.integers(7, 11)),
    st.sampled_from(("python_full_version ~= '3.9.1'", "python_version ~= '3.8'", "'3.9' <= python_version")),
    st.sampled_from(("'win' in sys_platform", "sys_platform not in 'linux darwin'", "'64' not in platform_machine")),
)  # fmt: skip


def markers(leaves: int = 6) -> st.SearchStrategy[str]:
    """Markers that uv and packaging read alike in every environment that exists."""
    return st.recursive(
        _ATOMS,
        lambda inner: st.builds("({}) {} ({})".format, inner, st.sampled_from(("and", "or")), inner),
        max_leaves=leaves,
    )


def variables_of(marker: MarkerSet) -> frozenset[str]:
    """The names of the variables that matter: "sys_platform", "python_full_version", "extra"…"""
    return frozenset(node.variable.name for node in marker._node.descendants())
