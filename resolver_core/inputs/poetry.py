"""Poetry's own tables, translated to standard requirements; the translation is told in the notes.

`[tool.poetry]` counts only where there is no `[project]` table. The words are those of Poetry's documentation
of the pyproject file and of dependency specification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from packaging.markers import InvalidMarker, Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.document import Document, type_name
from resolver_core.inputs.poetry_ranges import alternatives_of, python_specifier_text, specifier_text
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import InputKind, PrereleaseMode, Problem, RequirementLine, Source, SourceKind
from resolver_core.inputs.pyproject import Requirements
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_requirement, parse_version
from resolver_core.inputs.tool_uv import read_tool_uv
from resolver_core.inputs.uv_indexes import parse_index_url

POETRY: Path = ("tool", "poetry")
_DEPENDENCIES: Path = (*POETRY, "dependencies")


@dataclass
class _Dependencies:
    """One table of dependencies, translated; those marked `optional` are wanted by extras only."""

    required: list[RequirementLine] = field(default_factory=list)
    optional: dict[NormalizedName, list[RequirementLine]] = field(default_factory=dict)


@dataclass
class _Reading:
    """What the tables add up to."""

    document: Document
    sources: dict[NormalizedName, tuple[Source, ...]] = field(default_factory=dict)
    prereleases: dict[NormalizedName, PrereleaseMode] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PoetryRequirements:
    """What Poetry's table requires beside `[project]`, and from where."""

    required: tuple[RequirementLine, ...]
    optional: Requirements
    sources: Mapping[NormalizedName, tuple[Source, ...]]


def poetry_requirements(document: Document) -> PoetryRequirements:
    """The requirements of `[tool.poetry]` alone; mistakes stay in the document."""
    reading = _Reading(document)
    main = _dependencies(reading, _DEPENDENCIES)
    return PoetryRequirements(tuple(main.required), _extras(document, main), reading.sources)


def read_poetry(document: Document, now: datetime) -> Problem:
    """Read `[tool.poetry]`. Raises `ProblemSyntaxError` with every mistake."""
    reading = _Reading(document)
    tool_uv = read_tool_uv(document, now)
    main = _dependencies(reading, _DEPENDENCIES)
    extras = _extras(document, main)
    groups, defaults = _groups(reading)
    indexes = (*_indexes(document), *tool_uv.indexes)
    requires_python, python_line = _requires_python(document)
    document.raise_mistakes()
    fields = tool_uv.problem_fields()
    settings = fields["settings"]
    prereleases = {**reading.prereleases, **settings.prerelease_package}
    fields.update(settings=replace(settings, prerelease_package=prereleases))
    fields.update(sources={**reading.sources, **tool_uv.sources}, indexes=indexes, pip_indexes=indexes)
    return Problem(
        kind=InputKind.POETRY,
        text=document.text,
        name=document.read_string((*POETRY, "name"), parse_name),
        version=document.read_string((*POETRY, "version"), parse_version),
        requires_python=requires_python,
        requires_python_line=python_line,
        dependencies=tuple(main.required),
        optional_dependencies=extras,
        dependency_groups=groups,
        group_includes={name: frozenset() for name in groups},
        default_groups=defaults,
        **fields,
        notes=tuple(dict.fromkeys(document.notes)),
    )


def _requires_python(document: Document) -> tuple[SpecifierSet | None, int | None]:
    """The key `python` of the dependencies."""
    path = (*_DEPENDENCIES, "python")
    text = document.read_string(path, python_specifier_text)
    if text is None:
        return None, document.line(path)
    document.notes.append(f'`python = "{document.get(path)}"` was read as `requires-python = "{text}"`.')
    return SpecifierSet(text), document.line(path)


def _dependencies(reading: _Reading, path: Path) -> _Dependencies:
    found = _Dependencies()
    for key, value in reading.document.table(path).items():
        name = reading.document.read((*path, key), key, parse_name)
        if name is None or (key == "python" and path == _DEPENDENCIES):
            continue
        for place, entry in _alternatives((*path, key), value):
            line = _line(reading, place, name, entry)
            optional = isinstance(entry, dict) and entry.get("optional") is True
            if line is not None and optional:
                found.optional.setdefault(name, []).append(line)
            elif line is not None:
                found.required.append(line)
    return found


def _alternatives(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """A dependency, or each of several with different markers."""
    if isinstance(value, list):
        yield from (((*path, index), entry) for index, entry in enumerate(value))
    else:
        yield path, value


def _line(reading: _Reading, path: Path, name: NormalizedName, entry: object) -> RequirementLine | None:
    document = reading.document
    if not isinstance(entry, str | dict):
        message = f"The dependency `{name}` must be a version constraint or a table, not {type_name(entry)}."
        document.mistake(message, path, str(entry))
        return None
    constraint = (*path, "version") if isinstance(entry, dict) else path
    specifiers = document.read_string(constraint, specifier_text)
    if specifiers is None and (document.has(constraint) or isinstance(entry, str)):
        return None
    marker = _marker(document, path)
    extras = sorted(extra for _, extra in document.read_strings((*path, "extras"), parse_name))
    if isinstance(entry, dict) and document.has((*path, "allow-prereleases")):
        allowed = document.boolean((*path, "allow-prereleases"))
        reading.prereleases[name] = PrereleaseMode.ALLOW if allowed else PrereleaseMode.DISALLOW
    source = _source(document, path, marker)
    if source is not None:
        reading.sources[name] = (*reading.sources.get(name, ()), source)
    text = (
        name + (f"[{','.join(extras)}]" if extras else "") + str(specifiers or "") + (f" ; {marker}" if marker else "")
    )
    requirement = document.read(path, text, parse_requirement)
    if requirement is None:
        return None
    return _noted(document, path, requirement, text)


def _noted(document: Document, path: Path, requirement: Requirement, text: str) -> RequirementLine:
    line = document.line(path)
    written = document.text.split("\n")[line - 1].strip() if line else text
    document.notes.append(f"`{written}` was read as `{text}`.")
    return RequirementLine(requirement, written, line)


def _marker(document: Document, path: Path) -> str | None:
    """`markers`, `python` and `platform` of a dependency as one marker."""
    parts: list[str] = []
    python = document.read_string((*path, "python"), alternatives_of)
    if python and all(python):
        parts.append(" or ".join(map(_of_python, python)))
        parts[-1] = f"({parts[-1]})" if len(python) > 1 else parts[-1]
    platform = document.string((*path, "platform"))
    if platform is not None:
        parts.append(f"sys_platform == '{platform.replace(chr(39), '')}'")
    written = document.read_string((*path, "markers"), parse_marker)
    if written is not None:
        parts.append(f"({written})" if parts else written)
    return _joined(parts)


def _of_python(specifiers: str) -> str:
    return " and ".join(f"python_full_version {part.operator} '{part.version}'" for part in SpecifierSet(specifiers))


def _joined(parts: list[str]) -> str | None:
    text = " and ".join(parts)
    try:
        return str(Marker(text)) if text else None
    except InvalidMarker:  # a platform with odd characters
        return None


def _source(document: Document, path: Path, marker: str | None) -> Source | None:
    kinds = {"git": SourceKind.GIT, "path": SourceKind.PATH, "url": SourceKind.URL, "source": SourceKind.INDEX}
    for key, kind in kinds.items():
        value = document.string((*path, key)) if isinstance(document.get(path), dict) else None
        if value is not None:
            # Poetry names its default index "PyPI"; whatever is not declared under that name needs no source.
            is_default = kind is SourceKind.INDEX and value.lower() == "pypi"
            return None if is_default else Source(kind, value, marker, line=document.line(path))
    return None


def _extras(document: Document, main: _Dependencies) -> Requirements:
    """`[tool.poetry.extras]`: lists of names of optional dependencies."""
    extras: Requirements = {}
    path = (*POETRY, "extras")
    for key in document.table(path):
        extra = document.read((*path, key), key, parse_name)
        lines: list[RequirementLine] = []
        for place, name in document.read_strings((*path, key), parse_name):
            if name in main.optional:
                lines.extend(main.optional[name])
            elif all(canonicalize_name(line.requirement.name) != name for line in main.required):
                document.mistake(f"The extra `{key}` names `{name}`, which is no dependency.", place, name)
        if extra is not None:
            extras[extra] = tuple(lines)
    return extras


def _groups(reading: _Reading) -> tuple[Requirements, tuple[NormalizedName, ...]]:
    """The groups and those that Poetry installs by default: all that are not optional."""
    document = reading.document
    groups: Requirements = {}
    defaults: list[NormalizedName] = []
    if document.has((*POETRY, "dev-dependencies")):
        name = canonicalize_name("dev")
        groups[name] = tuple(_dependencies(reading, (*POETRY, "dev-dependencies")).required)
        defaults.append(name)
    for key in document.table((*POETRY, "group")):
        place = (*POETRY, "group", key)
        group = document.read(place, key, parse_name)
        document.table(place)
        lines = tuple(_dependencies(reading, (*place, "dependencies")).required)
        if group is not None:
            groups[group] = (*groups.get(group, ()), *lines)
            defaults += [] if document.boolean((*place, "optional")) else [group]
    return groups, tuple(dict.fromkeys(defaults))


def _indexes(document: Document) -> tuple[IndexLocation, ...]:
    """`[[tool.poetry.source]]`. Any primary source replaces the default index, unless PyPI is listed too."""
    indexes: list[IndexLocation] = []
    primary: list[int] = []
    keeps_default = False
    for path, _ in document.items((*POETRY, "source"), "a list of tables"):
        document.table(path)
        name = document.string((*path, "name"))
        priority = document.string((*path, "priority")) or "primary"
        if name is not None and name.lower() == "pypi" and not document.has((*path, "url")):
            keeps_default = True
            continue
        url = document.read_string((*path, "url"), parse_index_url)
        if url is None:
            continue
        if priority in ("primary", "default"):
            primary.append(len(indexes))
        elif priority != "explicit":
            document.notes.append(
                f"The {priority} source `{name}` is asked before the default index, as uv has no such rank."
            )
        indexes.append(IndexLocation(url, name, explicit=priority == "explicit"))
    if primary and not keeps_default:
        last = indexes.pop(primary[-1])
        indexes.append(IndexLocation(last.url, last.name, default=True))
    return tuple(indexes)
