"""Locks that somebody, or another release of uv, wrote otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.support.stale_locks.worlds import World

Edit = Callable[[str], str]
_COMMIT = "0123456789" * 4


def _replaced(before: str, after: str) -> Edit:
    def edit(lock: str) -> str:
        if before not in lock:
            raise ValueError(f"{before!r} is not in the lock")
        return lock.replace(before, after, 1)

    return edit


def _without_package(name: str) -> Edit:
    return lambda lock: re.sub(
        rf'\[\[package\]\]\nname = "{name}"\n.*?(?=\[\[package\]\]|\Z)', "", lock, flags=re.DOTALL
    )


def _without(pattern: str) -> Edit:
    def edit(lock: str) -> str:
        changed = re.sub(pattern, "", lock, count=1, flags=re.DOTALL | re.MULTILINE)
        if changed == lock:
            raise ValueError(f"{pattern!r} is not in the lock")
        return changed

    return edit


PLAIN: dict[str, Edit] = {
    "version-2": _replaced("version = 1\n", "version = 2\n"),
    "version-0": _replaced("version = 1\n", "version = 0\n"),
    "version-gone": _replaced("version = 1\n", ""),
    **{f"revision-{number}": _replaced("revision = 5", f"revision = {number}") for number in (0, 1, 2, 3, 4, 6, 99)},
    "revision-gone": _replaced("revision = 5\n", ""),
    "python-gone": _replaced('requires-python = ">=3.9"\n', ""),
    "python-other": _replaced('requires-python = ">=3.9"', 'requires-python = ">=3.10"'),
    "python-writing": _replaced('requires-python = ">=3.9"', 'requires-python = ">=3.9.0"'),
    "package-b-gone": _without_package("b"),
    "package-s-gone": _without_package("s"),
    "package-d-gone": _without_package("d"),
    "root-gone": _without_package("p"),
    "package-unreachable": _replaced(
        '[[package]]\nname = "d"',
        '[[package]]\nname = "cc"\nversion = "1.0"\nsource = { registry = "@main" }\n\n[[package]]\nname = "d"',
    ),
    "package-twice": _replaced(
        '[[package]]\nname = "d"',
        '[[package]]\nname = "b"\nversion = "1.5"\nsource = { registry = "@main" }\n\n[[package]]\nname = "d"',
    ),
    "other-version": lambda lock: lock.replace("b-1.5-", "b-1.0-").replace(
        'name = "b"\nversion = "1.5"', 'name = "b"\nversion = "1.0"'
    ),
    "version-unpublished": lambda lock: lock.replace("b-1.5-", "b-1.7-").replace(
        'name = "b"\nversion = "1.5"', 'name = "b"\nversion = "1.7"'
    ),
    "version-outside": lambda lock: lock.replace("a-2.0-", "a-0.5-").replace(
        'name = "a"\nversion = "2.0"', 'name = "a"\nversion = "0.5"'
    ),
    "wheel-of-other-version": _replaced("b-1.5-py3", "b-1.4-py3"),
    "wheel-of-other-name": _replaced("b-1.5-py3", "bb-1.5-py3"),
    "wheel-no-name": _replaced("b-1.5-py3-none-any.whl", "b.whl"),
    "wheels-gone": _without(r"^wheels = \[\n[^\]]*b-1\.5[^\]]*\]\n"),
    "wheels-no-list": _without(r"(?<=^wheels = )\[\n[^\]]*b-1\.5[^\]]*\](?=\n)"),
    "wheel-hash": _replaced('b-1.5-py3-none-any.whl"', 'b-1.5-py3-none-any.whl", hash = "sha256:00"'),
    "wheel-hash-unknown": _replaced('b-1.5-py3-none-any.whl"', 'b-1.5-py3-none-any.whl", hash = "sha0:00"'),
    "wheel-size": _replaced('b-1.5-py3-none-any.whl"', 'b-1.5-py3-none-any.whl", size = 7'),
    "wheel-url-gone": _replaced('{ url = "@files/b-1.5-py3-none-any.whl",', "{"),
    "sdist-gone": _without(r"^sdist = .*?\n"),
    "edge-gone": _replaced('    { name = "s" },\n', ""),
    "edge-more": _replaced('    { name = "s" },\n', '    { name = "s" },\n    { name = "d" },\n'),
    "edge-unknown": _replaced('    { name = "s" },\n', '    { name = "s" },\n    { name = "zebra" },\n'),
    "edge-marker": _replaced('    { name = "s" },\n', '    { name = "s", marker = "os_name == \'nt\'" },\n'),
    "edge-bad-marker": _replaced('    { name = "s" },\n', '    { name = "s", marker = "os_name" },\n'),
    "metadata-gone": _without(r"^\[package\.metadata\].*?(?=^\[package\.metadata\.requires-dev\])"),
    "metadata-requires-gone": _without(r"^requires-dist = \[.*?^\]\n"),
    "metadata-requires-writing": _replaced('specifier = ">=1" }', 'specifier = ">= 1.0" }'),
    "metadata-extras-gone": _without(r"^provides-extras = .*?\n"),
    "metadata-groups-gone": _without(r"^\[package\.metadata\.requires-dev\].*?(?=^\[|\Z)"),
    "manifest-gone": _without(r"^\[manifest\].*?(?=^\[)"),
    "manifest-constraints-gone": _without(r"^constraints = .*?\n"),
    "manifest-members": _replaced("[manifest]\n", '[manifest]\nmembers = ["p"]\n'),
    "source-editable": _replaced('{ virtual = "." }', '{ editable = "." }'),
    "source-directory": _replaced('{ virtual = "." }', '{ directory = "." }'),
    "source-elsewhere": _replaced('{ virtual = "." }', '{ virtual = "elsewhere" }'),
    "source-registry": _replaced('{ virtual = "." }', '{ registry = "@main" }'),
    "source-of-s": lambda lock: lock.replace(
        'name = "s"\nversion = "1.0"\nsource = { registry = "@main" }',
        'name = "s"\nversion = "1.0"\nsource = { registry = "https://gone.index.test/simple" }',
    ),
    "source-of-b": lambda lock: lock.replace(
        'name = "b"\nversion = "1.5"\nsource = { registry = "@main" }',
        'name = "b"\nversion = "1.5"\nsource = { registry = "https://gone.index.test/simple" }',
    ),
    "source-of-c": lambda lock: lock.replace(
        'name = "c"\nversion = "2.0"\nsource = { registry = "@main" }',
        'name = "c"\nversion = "2.0"\nsource = { registry = "@main/" }',
    ),
    "source-git": lambda lock: lock.replace(
        'name = "s"\nversion = "1.0"\nsource = { registry = "@main" }',
        f'name = "s"\nversion = "1.0"\nsource = {{ git = "https://git.test/s?rev=1#{_COMMIT}" }}',
    ),
    "root-version": _replaced('name = "p"\nversion = "1.0"', 'name = "p"\nversion = "0.9"'),
    "root-version-gone": _replaced('name = "p"\nversion = "1.0"', 'name = "p"'),
    "options-added": _replaced("\n[manifest]", '\n[options]\nresolution-mode = "lowest"\n\n[manifest]'),
    "options-unknown": _replaced("\n[manifest]", '\n[options]\nzebra = "lowest"\n\n[manifest]'),
    "options-bad-value": _replaced("\n[manifest]", '\n[options]\nresolution-mode = "zebra"\n\n[manifest]'),
    "options-default": _replaced("\n[manifest]", '\n[options]\nresolution-mode = "highest"\n\n[manifest]'),
    "options-old-prerelease": _replaced(
        "\n[manifest]", '\n[options]\nprerelease-mode = "if-necessary-or-explicit"\n\n[manifest]'
    ),
    "unknown-key": _replaced("version = 1\n", "version = 1\nzebra = 1\n"),
    "markers-added": _replaced(
        "\n[manifest]",
        "\nresolution-markers = [\"sys_platform == 'linux'\", \"sys_platform != 'linux'\"]\n\n[manifest]",
    ),
    "markers-incomplete": _replaced(
        "\n[manifest]", "\nresolution-markers = [\"sys_platform == 'linux'\"]\n\n[manifest]"
    ),
    "python-later-than-asked": lambda lock: _replaced('requires-python = ">=3.9"', 'requires-python = ">=3.99"')(lock),
    "default-groups": _replaced(
        'source = { virtual = "." }\n', 'source = { virtual = "." }\ndefault-groups = ["docs"]\n'
    ),
    "group-python": _replaced(
        "[package.metadata]\n", '[package.group-requires-python]\ndocs = ">=3.8"\n\n[package.metadata]\n'
    ),
    "markers-bad": _replaced("\n[manifest]", '\nresolution-markers = ["zebra"]\n\n[manifest]'),
    "no-toml": lambda lock: f"{lock}\n<<<<<<< HEAD\n",
    "empty": lambda lock: "",
    "comment": lambda lock: f"# a comment\n{lock}",
    "blank-lines": lambda lock: lock.replace("\n", "\n\n"),
    "carriage-returns": lambda lock: lock.replace("\n", "\r\n"),
}
"""Edits of the plain world's lock; "@main" is the address of the index."""

FORKED: dict[str, Edit] = {
    "nothing": str,
    "markers-gone": _without(r"^resolution-markers = \[.*?^\]\n"),
    "markers-of-packages-gone": lambda lock: re.sub(
        r"(?<=\n)source(.*?)\nresolution-markers = \[.*?\n\]\n", r"source\1\n", lock, flags=re.DOTALL
    ),
    "marker-less": _without(r"(?<=^resolution-markers = \[\n)    .*?\n"),
    "markers-reversed": lambda lock: re.sub(
        r"(?<=\nresolution-markers = \[\n)(.*?)(?=\])",
        lambda found: "".join(reversed(found[1].splitlines(True))),
        lock,
        count=1,
        flags=re.DOTALL,
    ),
    "python-other": _replaced('requires-python = ">=3.9"', 'requires-python = ">=3.8"'),
}
"""Edits of the forked world's lock."""


def of_locks(world: World, edits: dict[str, Edit]) -> Iterator[tuple[str, World]]:
    """The world with each edited lock."""
    for name, edit in edits.items():
        yield f"lock-{name}", world.with_lock(edit)
