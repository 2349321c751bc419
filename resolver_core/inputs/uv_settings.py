"""The settings of `[tool.uv]` and `[tool.uv.pip]` that bear on resolution (uv-resolution section 1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.inputs.cutoff import parse_cutoff, span_amounts
from resolver_core.inputs.document import Document, type_name
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import ForkStrategy, IndexStrategy, PrereleaseMode, ResolutionMode, Settings
from resolver_core.inputs.requirement import InvalidText, parse_name, parse_requirement

Choice = TypeVar("Choice", bound=StrEnum)

_PRERELEASE_ALIASES = {"if-necessary-or-explicit": "if-necessary"}
_STRATEGY_ALIASES = {"unsafe-any-match": "unsafe-first-match"}


def read_settings(document: Document, path: Path, now: datetime) -> Settings:
    """The settings of the table at `path`, which is `[tool.uv]` or one of the same keys."""
    no_build, no_build_package = _switch_and_names(document, path, "no-build")
    no_binary, no_binary_package = _switch_and_names(document, path, "no-binary")
    return Settings(
        **_shared(document, path, now),  # type: ignore[arg-type]
        no_build=no_build,
        no_build_package=no_build_package,
        no_binary=no_binary,
        no_binary_package=no_binary_package,
        upgrade=document.boolean((*path, "upgrade")),
        upgrade_package=_upgraded(document, (*path, "upgrade-package")),
    )


def read_pip_settings(document: Document, path: Path, now: datetime) -> Settings:
    """The settings of `[tool.uv.pip]`, where `no-binary` and `only-binary` are lists of names or `:all:`."""
    no_binary, no_binary_package = _formats(document, (*path, "no-binary"))
    only_binary, no_build_package = _formats(document, (*path, "only-binary"))
    no_build = document.boolean((*path, "no-build"))
    return Settings(
        **_shared(document, path, now),  # type: ignore[arg-type]
        no_build=no_build or only_binary,
        no_build_package=no_build_package,
        no_binary=no_binary,
        no_binary_package=no_binary_package,
    )


def read_choice(text: str, accepted: type[Choice], aliases: Mapping[str, str] | None = None) -> Choice:
    """One value of an enumerated setting. Raises `InvalidText` with the accepted values."""
    try:
        return accepted((aliases or {}).get(text, text))
    except ValueError as error:
        values = ", ".join(f"`{value}`" for value in accepted)
        raise InvalidText(f"`{text}` is not one of the accepted values: {values}.") from error


def read_prerelease(text: str) -> PrereleaseMode:
    """A pre-release mode; the deprecated alias counts as `if-necessary`."""
    return read_choice(text, PrereleaseMode, _PRERELEASE_ALIASES)


def read_index_strategy(text: str) -> IndexStrategy:
    """An index strategy; the older name of `unsafe-first-match` counts, too."""
    return read_choice(text, IndexStrategy, _STRATEGY_ALIASES)


def _shared(document: Document, path: Path, now: datetime) -> dict[str, object]:
    """What both tables spell alike."""
    cutoffs = CutoffReader(document, now)
    return {
        "resolution": _choice(document, (*path, "resolution"), ResolutionMode),
        "prerelease": document.read_string((*path, "prerelease"), read_prerelease),
        "prerelease_package": _prerelease_package(document, (*path, "prerelease-package")),
        "fork_strategy": _choice(document, (*path, "fork-strategy"), ForkStrategy),
        "index_strategy": document.read_string((*path, "index-strategy"), read_index_strategy),
        "exclude_newer": cutoffs.read((*path, "exclude-newer")),
        "exclude_newer_package": cutoffs.read_packages((*path, "exclude-newer-package")),
        "cutoff_span": cutoffs.span((*path, "exclude-newer")),
        "cutoff_span_package": cutoffs.package_spans((*path, "exclude-newer-package")),
        "no_sources": document.boolean((*path, "no-sources")),
        "no_sources_package": _names(document, (*path, "no-sources-package")),
        "no_index": document.boolean((*path, "no-index")),
        "no_cutoff": True if document.get((*path, "exclude-newer")) is False else None,
    }


def _choice(document: Document, path: Path, accepted: type[Choice]) -> Choice | None:
    return document.read_string(path, lambda text: read_choice(text, accepted))


def _prerelease_package(document: Document, path: Path) -> dict[NormalizedName, PrereleaseMode]:
    modes: dict[NormalizedName, PrereleaseMode] = {}
    for key in document.table(path):
        name = document.read((*path, key), key, parse_name)
        mode = document.read_string((*path, key), read_prerelease)
        if name is not None and mode is not None:
            modes[name] = mode
    return modes


def _names(document: Document, path: Path) -> frozenset[NormalizedName] | None:
    if not document.has(path):
        return None
    return frozenset(name for _, name in document.read_strings(path, parse_name))


def _switch_and_names(document: Document, path: Path, key: str) -> tuple[bool | None, frozenset[NormalizedName] | None]:
    """A switch and the list of projects beside it; a switch that is off switches off the list as well (measured)."""
    switch, names = document.boolean((*path, key)), _names(document, (*path, f"{key}-package"))
    return switch, None if switch is False else names


def _upgraded(document: Document, path: Path) -> frozenset[NormalizedName] | None:
    if not document.has(path):
        return None
    found = document.read_strings(path, parse_requirement)
    return frozenset(canonicalize_name(requirement.name) for _, requirement in found)


def _formats(document: Document, path: Path) -> tuple[bool | None, frozenset[NormalizedName] | None]:
    """pip's way of naming projects: `:all:`, `:none:` (forget what stood before) or names."""
    if not document.has(path):
        return None, None
    texts = tuple(text for _, text in document.strings(path))
    everything, names = read_format_control(texts)
    parsed = (document.read(path, name, parse_name) for name in names)
    return everything, frozenset(name for name in parsed if name is not None)


def read_format_control(texts: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    """`--no-binary` and `--only-binary` values: whether all projects are meant, and the single names."""
    everything = False
    names: tuple[str, ...] = ()
    for text in texts:
        if text in (":all:", ":none:"):
            everything, names = text == ":all:", ()
        else:
            names = (*names, text)
    return everything, names


class CutoffReader:
    """Reads `exclude-newer` values and notes how a span was read."""

    def __init__(self, document: Document, now: datetime) -> None:
        self.document = document
        self.now = now

    def read(self, path: Path) -> datetime | None:
        """The moment; None for `false`, for nothing, and for a mistake, which is recorded."""
        value = self.document.get(path)
        if value is None or value is False:
            return None
        if not isinstance(value, str):
            self.document.mistake(
                f"`exclude-newer` must be a string in quotes (or `false`), not {type_name(value)}.", path, str(value)
            )
            return None
        cutoff = self.document.read(path, value, lambda text: parse_cutoff(text, self.now))
        if cutoff is not None and not value[:4].isdigit():
            self.document.notes.append(f'`exclude-newer = "{value}"` was read as {cutoff:%Y-%m-%dT%H:%M:%SZ}.')
        return cutoff

    def span(self, path: Path) -> str | None:
        """The value where it is a span before now; None for a moment and for anything else."""
        value = self.document.get(path)
        return value if isinstance(value, str) and span_amounts(value) is not None else None

    def package_spans(self, path: Path) -> dict[NormalizedName, str]:
        """The spans in a table, by project."""
        named = {key: canonicalize_name(key) for key in self.document.table(path)}
        spans = ((name, self.span((*path, key))) for key, name in named.items())
        return {name: span for name, span in spans if span is not None}

    def read_packages(self, path: Path) -> dict[NormalizedName, datetime | None]:
        """The moment of each project in a table; None for one that `false` exempts."""
        cutoffs: dict[NormalizedName, datetime | None] = {}
        for key, value in self.document.table(path).items():
            name = self.document.read((*path, key), key, parse_name)
            cutoff = self.read((*path, key))
            if name is not None and (cutoff is not None or value is False):
                cutoffs[name] = cutoff
        return cutoffs
