"""Every key that uv 0.13.8 knows in its tables, and what becomes of it here: used, irrelevant or warned about.

uv's own complaint about an invented key lists what it knows; a test compares that list with these tables. uv reads
`[tool.uv]` twice: as settings, where one unknown key or wrong type makes it drop all settings with a warning, and
as the project's own table, where a wrong type makes it refuse the file (measured; docs/uv-behaviour.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto


class Use(StrEnum):
    """What a key does here."""

    USED = "used"
    IRRELEVANT = "irrelevant"  #: it cannot change a resolution; `Key.why` says why not
    WARNED = "warned"  #: it may change what uv does and is not followed; `Key.why` is the warning


class ReadAs(Enum):
    """In which of uv's two readings a key's type is checked."""

    SETTINGS = auto()
    PROJECT = auto()
    BOTH = auto()


class Shape(Enum):
    """What a value must be for uv to take it."""

    BOOLEAN = auto()
    POSITIVE = auto()  #: a whole number above 0
    TEXT = auto()
    ADDRESS = auto()  #: a text that is not empty
    URL = auto()  #: an absolute URL
    TEXTS = auto()
    NAMES = auto()  #: names of projects
    REQUIREMENTS = auto()
    TABLE = auto()
    BY_NAME = auto()  #: a table whose keys are names of projects and whose values are tables
    LISTS_BY_NAME = auto()  #: the same with lists of texts
    TEXT_VALUES = auto()  #: a table of texts or lists of texts
    SWITCH_OR_TEXTS = auto()
    CHOICE = auto()  #: one of `Key.choices`
    ANYTHING = auto()
    OWN_READER = auto()  #: the reader that uses the key checks it


@dataclass(frozen=True, slots=True)
class Key:
    """One key of one table."""

    name: str
    use: Use = Use.USED
    why: str = ""
    shape: Shape = Shape.OWN_READER
    choices: frozenset[str] = frozenset()
    read_as: ReadAs = ReadAs.SETTINGS


def _used(names: str, read_as: ReadAs = ReadAs.SETTINGS) -> list[Key]:
    return [Key(name, read_as=read_as) for name in names.split()]


def _irrelevant(why: str, shape: Shape, names: str) -> list[Key]:
    return [Key(name, Use.IRRELEVANT, why, shape) for name in names.split()]


def _choice(why: str, name: str, choices: str, use: Use = Use.IRRELEVANT) -> Key:
    return Key(name, use, why, Shape.CHOICE, frozenset(choices.split()))


def _warned(why: str, shape: Shape, name: str) -> Key:
    return Key(name, Use.WARNED, why, shape)


_NETWORK = "it says how indexes are reached, not what they hold"
_BUILDING = "it is about building source distributions, and nothing is built here"
_INSTALLING = "it is about installing"
_PRINTING = "it is about what uv prints"
_PUBLISHING = "it is about publishing"
_INTERPRETERS = "it says where interpreters come from; the target is chosen here"
_CACHE = "it is about uv's own cache"
_SPEED = "it says how much is done at once"
_TORCH = (
    "uv pip would take PyTorch's packages from PyTorch's own index; here they come from the indexes that are declared"
)
_TORCH_CHOICES = """
    auto cpu cu132 cu130 cu129 cu128 cu126 cu125 cu124 cu123 cu122 cu121 cu120 cu118 cu117 cu116 cu115 cu114 cu113
    cu112 cu111 cu110 cu102 cu101 cu100 cu92 cu91 cu90 cu80 rocm7.2 rocm7.1 rocm7.0 rocm6.4 rocm6.3 rocm6.2.4 rocm6.2
    rocm6.1 rocm6.0 rocm5.7 rocm5.6 rocm5.5 rocm5.4.2 rocm5.4 rocm5.3 rocm5.2 rocm5.1.1 rocm4.2 rocm4.1 rocm4.0.1 xpu
"""
_PREVIEW = "features that uv has not finished may change what it does; here they are off"

_IN_BOTH_TABLES: list[Key] = [
    *_used("index-url extra-index-url find-links no-index index-strategy"),
    *_used("resolution prerelease fork-strategy dependency-metadata exclude-newer exclude-newer-package"),
    *_used("no-build no-binary no-sources no-sources-package"),
    _choice(_NETWORK, "keyring-provider", "disabled subprocess"),
    _choice(_INSTALLING, "link-mode", "clone reflink copy hardlink symlink"),
    *_irrelevant(_INSTALLING, Shape.BOOLEAN, "compile-bytecode reinstall"),
    *_irrelevant(_INSTALLING, Shape.NAMES, "reinstall-package"),
    *_irrelevant(_BUILDING, Shape.BOOLEAN, "no-build-isolation require-build-hashes"),
    *_irrelevant(_BUILDING, Shape.NAMES, "no-build-isolation-package"),
    *_irrelevant(_BUILDING, Shape.TEXT_VALUES, "config-settings"),
    *_irrelevant(_BUILDING, Shape.BY_NAME, "config-settings-package extra-build-variables"),
    *_irrelevant(_BUILDING, Shape.LISTS_BY_NAME, "extra-build-dependencies"),
    _choice(_TORCH, "torch-backend", _TORCH_CHOICES, Use.WARNED),
]

TOP_KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        *_IN_BOTH_TABLES,
        *_used("required-version prerelease-package no-build-package no-binary-package upgrade upgrade-package pip"),
        *_used("index override-dependencies exclude-dependencies constraint-dependencies", ReadAs.BOTH),
        *_used("environments required-environments minimum-libc-version", ReadAs.BOTH),
        *_used("conflicts workspace sources managed package", ReadAs.PROJECT),
        *_used("default-groups dependency-groups dev-dependencies", ReadAs.PROJECT),
        Key("build-constraint-dependencies", Use.IRRELEVANT, _BUILDING, Shape.REQUIREMENTS, read_as=ReadAs.BOTH),
        Key("build-backend", Use.IRRELEVANT, _BUILDING, Shape.ANYTHING, read_as=ReadAs.PROJECT),
        *_irrelevant(_NETWORK, Shape.BOOLEAN, "system-certs native-tls"),
        *_irrelevant(_NETWORK, Shape.ADDRESS, "http-proxy https-proxy"),
        *_irrelevant(_NETWORK, Shape.TEXTS, "no-proxy allow-insecure-host"),
        _warned("uv would ask no index at all; here they are asked", Shape.BOOLEAN, "offline"),
        *_irrelevant(_CACHE, Shape.BOOLEAN, "no-cache"),
        *_irrelevant(_CACHE, Shape.TEXT, "cache-dir"),
        *_irrelevant(_CACHE, Shape.OWN_READER, "cache-keys"),
        _warned(_PREVIEW, Shape.BOOLEAN, "preview"),
        _warned(_PREVIEW, Shape.SWITCH_OR_TEXTS, "preview-features"),
        _choice(_INTERPRETERS, "python-preference", "only-managed managed system only-system"),
        _choice(_INTERPRETERS, "python-downloads", "auto automatic manual never"),
        *_irrelevant(_INTERPRETERS, Shape.TEXT, "python-install-mirror pypy-install-mirror graalpy-install-mirror"),
        *_irrelevant(_INTERPRETERS, Shape.TEXT, "pyodide-install-mirror python-downloads-json-url"),
        *_irrelevant(_SPEED, Shape.POSITIVE, "concurrent-downloads concurrent-builds concurrent-installs"),
        *_irrelevant(_PUBLISHING, Shape.URL, "publish-url"),
        *_irrelevant(_PUBLISHING, Shape.ADDRESS, "check-url"),
        _choice(_PUBLISHING, "trusted-publishing", "automatic always never"),
        _choice("it is about `uv add`", "add-bounds", "lower major minor exact"),
        *_irrelevant("it is about `uv audit`", Shape.TABLE, "audit"),
    )
}
"""`[tool.uv]`, and uv.toml but for the keys that are read as the project's alone."""

PIP_KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        *_IN_BOTH_TABLES,
        *_used("only-binary extra all-extras no-extra no-deps group python-version python-platform"),
        *_irrelevant("its target is chosen here", Shape.TEXT, "python"),
        *_irrelevant(_INSTALLING, Shape.BOOLEAN, "system break-system-packages strict"),
        *_irrelevant(_INSTALLING, Shape.TEXT, "target prefix"),
        *_irrelevant(_INSTALLING, Shape.BOOLEAN, "require-hashes verify-hashes"),
        *_irrelevant("an empty list is an answer here", Shape.BOOLEAN, "allow-empty-requirements"),
        *_irrelevant("there is no earlier output to keep to", Shape.TEXT, "output-file"),
        *_irrelevant("there is no earlier output to keep to", Shape.BOOLEAN, "upgrade"),
        *_irrelevant("there is no earlier output to keep to", Shape.REQUIREMENTS, "upgrade-package"),
        *_irrelevant(
            _PRINTING, Shape.BOOLEAN, "no-strip-extras no-strip-markers no-annotate no-header generate-hashes"
        ),
        *_irrelevant(_PRINTING, Shape.BOOLEAN, "emit-index-url emit-find-links emit-build-options"),
        *_irrelevant(_PRINTING, Shape.BOOLEAN, "emit-marker-expression emit-index-annotation"),
        *_irrelevant(_PRINTING, Shape.TEXT, "custom-compile-command"),
        *_irrelevant(_PRINTING, Shape.NAMES, "no-emit-package"),
        _choice(_PRINTING, "annotation-style", "line split"),
        _warned(
            "uv pip compile would resolve for all platforms at once; here it is asked for each target",
            Shape.BOOLEAN,
            "universal",
        ),
    )
}
"""`[tool.uv.pip]`."""

SOURCE_KEYS = frozenset(
    [
        "git",
        "subdirectory",
        "rev",
        "tag",
        "branch",
        "lfs",
        "url",
        "path",
        "editable",
        "package",
        "index",
        "workspace",
        "marker",
        "extra",
        "group",
    ]
)
"""An entry of `[tool.uv.sources]`; all of them are used."""

WORKSPACE_KEYS = frozenset(("members", "exclude"))
CONFLICT_KEYS = frozenset(("package", "extra", "group"))
LIBC_KEYS = frozenset(("glibc", "musl"))
METADATA_KEYS = frozenset(["name", "version", "requires-dist", "requires-python", "provides-extra", "provides-extras"])
CACHE_KEYS = frozenset(["file", "dir", "git", "env"])

INDEX_KEYS: dict[str, Key] = {
    key.name: replace(key, read_as=ReadAs.BOTH)
    for key in (
        *_used("name url explicit default format ignore-error-codes exclude-newer"),
        *_irrelevant(_PUBLISHING, Shape.URL, "publish-url"),
        _choice(_NETWORK, "authenticate", "auto always never"),
        *_irrelevant(_CACHE, Shape.TABLE, "cache-control"),
    )
}
"""`[[tool.uv.index]]`, where uv takes any other key in silence."""
