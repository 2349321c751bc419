"""What `[tool.uv]` says about everybody's dependencies: constraints, overrides, exclusions (uv-resolution 1.4)."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.index.formats.lenient import UnreadableText, lenient_requirement
from resolver_core.inputs import limits
from resolver_core.inputs.document import Document, dotted, type_name
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import (
    DependencyLists,
    RequirementLine,
    ScopedExclude,
    ScopedOverride,
    SuppliedMetadata,
)
from resolver_core.inputs.requirement import (
    InvalidText,
    parse_name,
    parse_requirement,
    parse_requires_python,
    parse_version,
)
from resolver_core.inputs.uv_keys import METADATA_KEYS


def read_lists(document: Document, path: Path) -> DependencyLists:
    """The lists of the table at `path`, which is `[tool.uv]` or a uv.toml."""
    overrides = (*path, "override-dependencies")
    excludes = (*path, "exclude-dependencies")
    return DependencyLists(
        constraints=read_requirements(document, (*path, "constraint-dependencies")),
        overrides=tuple(_plain_overrides(document, overrides)),
        scoped_overrides=tuple(_scoped_overrides(document, overrides)),
        excludes=frozenset(_plain_excludes(document, excludes)),
        scoped_excludes=tuple(_scoped_excludes(document, excludes)),
    )


def read_requirements(document: Document, path: Path) -> tuple[RequirementLine, ...]:
    """A list of requirements, each with its line."""
    lines = (read_requirement_line(document, item, text) for item, text in _strings(document, path))
    return tuple(line for line in lines if line is not None)


def read_requirement_line(document: Document, path: Path, text: str) -> RequirementLine | None:
    """One requirement, or None with the mistake recorded."""
    requirement = document.read(path, text, parse_requirement)
    return None if requirement is None else RequirementLine(requirement, text, document.line(path))


def read_lenient_requirements(document: Document, path: Path) -> tuple[RequirementLine, ...]:
    """The requirements of `[project]`, which uv repairs as those of published metadata; repairs are noted."""
    lines = (_lenient_line(document, item, text) for item, text in _strings(document, path))
    return tuple(line for line in lines if line is not None)


def _strings(document: Document, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts of a list; none, with the mistake recorded, of a list that is too long."""
    count = len(document.table_list(path))
    if count > limits.REQUIREMENTS_PER_LIST:
        document.mistake(limits.too_many(f"`{dotted(path)}`", count, "entries", limits.REQUIREMENTS_PER_LIST), path)
        return
    for item, text in document.strings(path):
        stopping.check()
        yield item, text


def _lenient_line(document: Document, path: Path, text: str) -> RequirementLine | None:
    try:
        requirement = parse_requirement(text)
    except InvalidText as fault:
        try:
            requirement, repairs = lenient_requirement(text)
        except UnreadableText:
            document.mistake(str(fault), path, text)
            return None
        for repair in repairs:
            document.notes.append(f"`{repair.before}` was read as `{repair.after}`, as uv repairs it ({repair.rule}).")
    return RequirementLine(requirement, text, document.line(path))


def _plain_overrides(document: Document, path: Path) -> Iterator[RequirementLine]:
    for item, value in document.items(path):
        if isinstance(value, str):
            line = read_requirement_line(document, item, value)
            if line is not None:
                yield line
        elif not isinstance(value, dict):
            document.mistake(f"An override must be a requirement or a table, not {type_name(value)}.", item, str(value))


def _scoped_overrides(document: Document, path: Path) -> Iterator[ScopedOverride]:
    for item, value in document.items(path):
        if not isinstance(value, dict):
            continue
        scope = read_scope(document, item)
        lines = read_requirements(document, (*item, "dependencies"))
        for line in lines:
            if line.requirement.url is not None:
                message = "A scoped override cannot use a URL: give a version specifier."
                document.mistake_at_line(message, line.line, line.text)
        if scope is not None:
            yield ScopedOverride(*scope, tuple(line.requirement for line in lines))


def _plain_excludes(document: Document, path: Path) -> Iterator[NormalizedName]:
    for item, value in document.items(path):
        if isinstance(value, str):
            name = document.read(item, value, _parse_excluded)
            if name is not None:
                yield name
        elif not isinstance(value, dict):
            document.mistake(f"An exclusion must be a name or a table, not {type_name(value)}.", item, str(value))


def _parse_excluded(text: str) -> NormalizedName:
    try:
        return parse_name(text)
    except InvalidText as error:
        raise InvalidText(f"{error} An exclusion is a bare name, without specifier or marker.") from error


def _scoped_excludes(document: Document, path: Path) -> Iterator[ScopedExclude]:
    for item, value in document.items(path):
        if not isinstance(value, dict):
            continue
        scope = read_scope(document, item)
        names = tuple(name for _, name in document.read_strings((*item, "dependencies"), _parse_excluded))
        if scope is not None:
            yield ScopedExclude(*scope, names)


def read_scope(document: Document, path: Path) -> tuple[NormalizedName, Version | None] | None:
    """`package = { name = "…", version = "…" }` of a scoped override or exclusion."""
    package = (*path, "package")
    if not isinstance(document.get(package), dict):
        document.mistake('It needs `package = { name = "…" }` to say whose dependencies are meant.', path)
        return None
    if not document.has((*package, "name")):
        document.mistake("`package` needs a `name`.", package)
    name = document.read_string((*package, "name"), parse_name)
    version = document.read_string((*package, "version"), parse_version)
    return None if name is None else (name, version)


def read_supplied_metadata(document: Document, path: Path) -> Iterator[SuppliedMetadata]:
    """The entries of `dependency-metadata`."""
    for item, _ in document.items(path, "a list of tables"):
        for key in document.table(item).keys() - METADATA_KEYS:
            document.mistake(f"`{key}` is no field of `dependency-metadata`.", (*item, key), key)
        if isinstance(document.get(item), dict) and not document.has((*item, "name")):
            document.mistake("A `dependency-metadata` entry needs a `name`.", item)
        name = document.read_string((*item, "name"), parse_name)
        requires_dist = tuple(_requires_dist(document, (*item, "requires-dist")))
        supplied = (
            document.read_string((*item, "version"), parse_version),
            requires_dist,
            document.read_string((*item, "requires-python"), parse_requires_python),
            tuple(
                extra
                for key in ("provides-extra", "provides-extras")
                for _, extra in document.read_strings((*item, key), parse_name)
            ),
        )
        if name is not None:
            yield SuppliedMetadata(name, *supplied, line=document.line((*item, "name")))


def _requires_dist(document: Document, path: Path) -> Iterator[Requirement]:
    for line in read_requirements(document, path):
        yield line.requirement
