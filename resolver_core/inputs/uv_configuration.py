"""uv's settings: `[tool.uv]` as settings, or a uv.toml (uv-resolution section 1.1).

One unknown key or wrong type in `[tool.uv]` makes uv drop all settings with a warning; in a uv.toml it refuses
(measured; docs/uv-behaviour.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from resolver_core.errors import Mistake, mistakes_in
from resolver_core.inputs.dependency_lists import read_lists, read_supplied_metadata
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import DependencyLists, PipRequest, Settings, SuppliedMetadata
from resolver_core.inputs.requirement import InvalidText, parse_name
from resolver_core.inputs.uv_indexes import Indexes, read_indexes
from resolver_core.inputs.uv_keys import PIP_KEYS, TOP_KEYS, ReadAs, Use
from resolver_core.inputs.uv_settings import read_pip_settings, read_settings
from resolver_core.inputs.uv_shapes import check_settings
from resolver_core.inputs.uv_version import EMULATED_UV

TOOL_UV: Path = ("tool", "uv")

UV_TOML = "uv.toml"

OF_THE_PROJECT = frozenset(("environments", "required-environments", "minimum-libc-version"))
"""What uv reads among the settings too, but takes from a pyproject.toml only (measured)."""

NO_INDEXES = Indexes((), ())
NO_SETTINGS = Settings()
NO_REQUEST = PipRequest()
NO_LISTS = DependencyLists()


@dataclass(frozen=True, slots=True)
class Configuration:
    """What uv takes as settings. `required_version` is a mistake where the file asks for another version of uv."""

    settings: Settings = NO_SETTINGS
    pip_settings: Settings = NO_SETTINGS
    pip_request: PipRequest = NO_REQUEST
    lists: DependencyLists = NO_LISTS
    indexes: Indexes = NO_INDEXES
    dependency_metadata: tuple[SuppliedMetadata, ...] = ()
    required_version: Mistake | None = None
    is_ignored: bool = False

    @property
    def refusals(self) -> tuple[Mistake, ...]:
        """Why uv takes nothing at all under these settings."""
        return () if self.required_version is None else (self.required_version,)


def read_configuration(document: Document, now: datetime) -> Configuration:
    """`[tool.uv]` as settings; where uv drops them, the notes of the document say why."""
    view = document.view()
    found = _read(view, TOOL_UV, now)
    if not view.mistakes:
        _note_warned(document, TOOL_UV)
        return found
    for mistake in view.mistakes:
        document.notes.append(f"uv takes no setting of `[tool.uv]`, because it cannot read the table: {mistake}")
    return Configuration(is_ignored=True)


def read_uv_toml(document: Document, now: datetime) -> Configuration:
    """A uv.toml. Raises `ProblemSyntaxError` with every mistake, for uv refuses it as a whole."""
    for name in document.table(()):
        key = TOP_KEYS.get(name)
        if key is not None and (key.read_as is ReadAs.PROJECT or name in OF_THE_PROJECT):
            document.mistake(f"`{name}` has no place in a uv.toml: it belongs into a pyproject.toml.", (name,), name)
    found = _read(document, (), now)
    with mistakes_in(UV_TOML):
        document.raise_mistakes()
    _note_warned(document, ())
    return found


def overruled_keys(document: Document) -> list[str]:
    """The keys of `[tool.uv]` that a uv.toml beside it makes uv ignore."""
    table = document.table(TOOL_UV)
    return [name for name in table if name in TOP_KEYS and TOP_KEYS[name].read_as is not ReadAs.PROJECT]


def _read(document: Document, path: Path, now: datetime) -> Configuration:
    pip = (*path, "pip")
    check_settings(document, path, TOP_KEYS)
    check_settings(document, pip, PIP_KEYS)
    metadata = tuple(read_supplied_metadata(document, (*path, "dependency-metadata")))
    list(read_supplied_metadata(document, (*pip, "dependency-metadata")))
    return Configuration(
        settings=read_settings(document, path, now),
        pip_settings=read_pip_settings(document, pip, now),
        pip_request=_pip_request(document, pip),
        lists=read_lists(document, path),
        indexes=read_indexes(document, path, now),
        dependency_metadata=metadata,
        required_version=_required_version(document, (*path, "required-version")),
    )


def _pip_request(document: Document, path: Path) -> PipRequest:
    return PipRequest(
        extras=tuple(name for _, name in document.read_strings((*path, "extra"), parse_name)),
        groups=tuple(name for _, name in document.read_strings((*path, "group"), parse_name)),
        all_extras=document.boolean((*path, "all-extras")) or False,
        no_extras=tuple(name for _, name in document.read_strings((*path, "no-extra"), parse_name)),
        python=document.read_string((*path, "python-version"), _parse_python),
        platform=document.read_string((*path, "python-platform"), _parse_platform),
        universal=document.boolean((*path, "universal")) or False,
        without_dependencies=document.boolean((*path, "no-deps")) or False,
    )


def _parse_python(text: str) -> str:
    try:
        Version(text)
    except InvalidVersion as error:
        raise InvalidText(f"`{text}` is not a Python version such as `3.12`.") from error
    return text


def _parse_platform(text: str) -> str:
    from resolver_core.targets.named import PLATFORMS

    if text not in PLATFORMS:
        raise InvalidText(f"`{text}` is no platform that uv knows.")
    return text


def _required_version(document: Document, path: Path) -> Mistake | None:
    """A mistake where `required-version` does not admit the uv that is emulated here."""
    specifiers = document.read_string(path, _parse_required_version)
    if specifiers is None or specifiers.contains(EMULATED_UV, prereleases=True):
        return None
    message = (
        f"`required-version` asks for uv {specifiers}; uv {EMULATED_UV}, which is emulated here, refuses the file."
    )
    return Mistake(message, document.line(path), None, str(document.get(path)))


def _parse_required_version(text: str) -> SpecifierSet:
    try:
        return SpecifierSet(f"=={Version(text)}")
    except InvalidVersion:
        pass
    try:
        return SpecifierSet(text)
    except InvalidSpecifier as error:
        raise InvalidText(f"`{text}` is not a range of uv's versions such as `>=0.13`.") from error


def _note_warned(document: Document, path: Path) -> None:
    for message in _warnings(document, path):
        document.notes.append(message)


def _warnings(document: Document, path: Path) -> Iterator[str]:
    """One sentence for each key that may change what uv does and is not followed here."""
    for place, keys, shown in ((path, TOP_KEYS, "tool.uv"), ((*path, "pip"), PIP_KEYS, "tool.uv.pip")):
        for name, value in document.table(place).items():
            key = keys.get(name)
            if key is not None and key.use is Use.WARNED and value not in (False, []):
                yield f"`{shown}.{name}` is not followed: {key.why}."
