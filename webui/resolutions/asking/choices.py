"""What the paste page offers to choose from: Pythons, platforms, further targets, extras and groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packaging.utils import canonicalize_name

from resolver_core import PLATFORMS, PYTHONS, Problem
from webui.resolutions.asking.asked import split_target

COMMON_PLATFORMS = (
    ("x86_64-unknown-linux-gnu", "Linux x86_64"),
    ("aarch64-unknown-linux-gnu", "Linux aarch64"),
    ("aarch64-apple-darwin", "macOS arm64"),
    ("x86_64-apple-darwin", "macOS x86_64"),
    ("x86_64-pc-windows-msvc", "Windows x86_64"),
)
PLATFORM_HEADS = tuple(
    (short, words)
    for (_, words), short in zip(COMMON_PLATFORMS, ("Linux", "Lx arm", "Mac", "Mac x86", "Win"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Declared:
    """Names to choose from, each with whether it is chosen."""

    extras: tuple[tuple[str, bool], ...]
    groups: tuple[tuple[str, bool], ...]
    is_readable: bool  #: False: the text has mistakes, so that there may be more


def declared_names(problem: Problem | None, extras: tuple[str, ...], groups: tuple[str, ...]) -> Declared:
    """What a text declares, None for one with mistakes. What was chosen stays, even where the text cannot be read."""
    if problem is None:
        return Declared(_choosable(extras, extras), _choosable(groups, groups), is_readable=False)
    return Declared(
        _choosable(problem.optional_dependencies, extras),
        _choosable(problem.dependency_groups, groups),
        is_readable=True,
    )


def _choosable(names: Iterable[str], chosen: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    picked = {canonicalize_name(name) for value in chosen for name in value.replace(",", " ").split()}
    return tuple((str(name), canonicalize_name(name) in picked) for name in names)


def target_choices(chosen: Iterable[str]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Check boxes for further targets: for each Python the value, the words and the state of each common platform."""
    picked = {"/".join(split_target(name)) for name in chosen}
    return [
        (
            python,
            [
                (f"{python}/{name}", f"Python {python}, {words}", f"{python}/{name}" in picked)
                for name, words in COMMON_PLATFORMS
            ],
        )
        for python in PYTHONS
        if python.replace(".", "").isdecimal()  # the usual Pythons; others come over the API
    ]


def other_targets(chosen: Iterable[str]) -> list[str]:
    """Chosen targets that `target_choices` has no box for."""
    boxes = {value for _, row in target_choices(()) for value, _, _ in row}
    return [name for name in dict.fromkeys("/".join(split_target(name)) for name in chosen) if name not in boxes]


def platform_choices(chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """For the select box: the common ones in words, then every name uv accepts."""
    common = dict(COMMON_PLATFORMS)
    rest = [(name, name) for name in PLATFORMS if name not in common]
    groups = [("Common", list(COMMON_PLATFORMS)), ("All of uv's names", rest)]
    if chosen and chosen not in PLATFORMS:
        groups.append(("Given", [(chosen, chosen)]))
    return groups


def python_choices(chosen: str) -> list[str]:
    """For the select box; a patch version that was asked for stays available."""
    return list(PYTHONS) if not chosen or chosen in PYTHONS else [chosen, *PYTHONS]
