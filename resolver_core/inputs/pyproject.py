"""A `pyproject.toml` as a problem: `[project]` (PEP 621), `[dependency-groups]` and `[tool.uv]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.errors import Mistake
from resolver_core.inputs.dependency_groups import GROUPS, DependencyGroups, read_dependency_groups
from resolver_core.inputs.dependency_lists import read_lenient_requirements, read_requirements
from resolver_core.inputs.document import Document
from resolver_core.inputs.problem import InputKind, LocalKind, Problem, RequirementLine
from resolver_core.inputs.requirement import InvalidText, parse_name, parse_requires_python, parse_version
from resolver_core.inputs.tool_uv import ToolUv, check_environments, read_tool_uv
from resolver_core.inputs.uv_configuration import TOOL_UV
from resolver_core.inputs.uv_conflicts import read_conflicts
from resolver_core.inputs.uv_sources import Requested, check_sources

PROJECT = ("project",)
OPTIONAL = ("project", "optional-dependencies")
REQUIRES_PYTHON = ("project", "requires-python")
_MAY_BE_ELSEWHERE = ("dependencies", "optional-dependencies")

Requirements = dict[NormalizedName, tuple[RequirementLine, ...]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Dynamic requirements as other tables or files state them; None where nobody says them.

    `witnesses` are the files by field, `mistakes` what is wrong in them.
    """

    dependencies: tuple[RequirementLine, ...] | None = None
    optional: Requirements | None = None
    witnesses: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    def states(self, name: str) -> bool:
        """Whether files say what is dynamic under this name."""
        return (self.dependencies if name == "dependencies" else self.optional) is not None


NOWHERE = Elsewhere()


def read_pyproject(
    document: Document, now: datetime, configuration: Document | None = None, elsewhere: Elsewhere | None = NOWHERE
) -> Problem:
    """Read a parsed `pyproject.toml`. Raises `ProblemSyntaxError` with every mistake.

    `configuration` is a uv.toml, whose settings take the place of those in `[tool.uv]`; `elsewhere` has what is
    dynamic. Where nobody says that, both modes refuse it, unless it may be assumed away; None where only the settings
    count.
    """
    problem = build_problem(document, now, configuration, elsewhere)
    document.mistakes += elsewhere.mistakes if elsewhere else ()
    document.raise_mistakes()
    return problem


def build_problem(
    document: Document, now: datetime, configuration: Document | None = None, elsewhere: Elsewhere | None = NOWHERE
) -> Problem:
    """What could be read of a `pyproject.toml`; mistakes stay in the document.

    Without a `[project]` table the text may still have groups: then there is no name.
    """
    name, version = _read_identity(document)
    said = elsewhere or NOWHERE
    dependencies = said.dependencies or read_lenient_requirements(document, (*PROJECT, "dependencies"))
    optional = said.optional or read_optional_dependencies(document)
    groups = read_dependency_groups(document)
    tool_uv = read_tool_uv(document, now, configuration=configuration)
    requires_python = document.read_string(REQUIRES_PYTHON, parse_requires_python)
    check_environments(document, tool_uv, requires_python)
    _add_dev_dependencies(document, groups)
    groups.requires_python.update(_group_requires_python(document, groups))
    group_requirements = _expanded(document, groups)
    check_uses(document, tool_uv, dependencies, optional, group_requirements)
    default_groups = _default_groups(document, groups)
    if document.boolean((*TOOL_UV, "managed")) is False:
        document.lock_mistake("`managed = false`: uv does not lock this project.", (*TOOL_UV, "managed"), "false")
    fields = tool_uv.problem_fields()
    fields |= _refusals(document, tool_uv, tuple(unknown_requirements(document, elsewhere)))
    return Problem(
        kind=InputKind.PYPROJECT,
        text=document.text,
        name=name,
        version=version,
        requires_python=requires_python,
        requires_python_line=document.line(REQUIRES_PYTHON),
        dependencies=dependencies,
        optional_dependencies=optional,
        dependency_groups=group_requirements,
        group_includes={group: groups.includes(group) for group in groups.entries},
        group_requires_python=groups.requires_python,
        default_groups=default_groups,
        stated_default_groups=_stated_default_groups(document),
        conflicts=read_conflicts(document, (*TOOL_UV, "conflicts"), name, optional, groups.entries),
        local_kind=_local_kind(document),
        is_package=document.boolean((*TOOL_UV, "package")),
        **fields,
        notes=tuple(dict.fromkeys(document.notes)),
    )


def _read_identity(document: Document) -> tuple[NormalizedName | None, Version | None]:
    """Name and version of `[project]`; a missing one is a mistake, a dynamic version is none."""
    if not document.table(PROJECT):
        return None, None
    dynamic = {text for _, text in document.strings((*PROJECT, "dynamic"))}
    if "requires-python" in dynamic:
        message = "`requires-python` is dynamic: a lock needs it, and it cannot be read without building the project."
        document.lock_mistake(message, (*PROJECT, "dynamic"), "requires-python")
    if not document.has((*PROJECT, "name")):
        document.mistake("`[project]` needs a `name`.", PROJECT)
    if not document.has((*PROJECT, "version")) and "version" not in dynamic:
        document.mistake('`[project]` needs a `version`, or `dynamic = ["version"]`.', PROJECT)
    name = document.read_string((*PROJECT, "name"), parse_name)
    return name, document.read_string((*PROJECT, "version"), parse_version)


def _refusals(document: Document, tool_uv: ToolUv, unknown: tuple[Mistake, ...]) -> dict[str, tuple[Mistake, ...]]:
    return {
        "lock_refusals": (*tool_uv.lock_refusals, *dict.fromkeys(document.lock_mistakes), *unknown),
        "pip_refusals": (*tool_uv.pip_refusals, *unknown),
    }


def unknown_requirements(document: Document, elsewhere: Elsewhere | None) -> Iterator[Mistake]:
    """Why only a build could answer, for all that is dynamic. What files state instead may be assumed, and is noted.

    uv builds the project for it, so what is read here is never more than an assumption.
    """
    if elsewhere is None:
        return
    dynamic = {text for _, text in document.afresh().strings((*PROJECT, "dynamic"))}
    for name in _MAY_BE_ELSEWHERE:
        if name not in dynamic:
            continue
        if elsewhere.states(name):
            witness = elsewhere.witnesses[name]
            document.notes.append(f"`{name}` is dynamic: read from {witness}, as its build would.")
            message = f"`{name}` is dynamic: only a build says what becomes of {witness}. State it in `[project]`."
        else:
            document.notes.append(f"`{name}` is dynamic, and no file says what its build would: it counts as empty.")
            message = (
                f"`{name}` is dynamic: it cannot be read without building the project. State it in `[project]`, or add "
                "the files that it comes from (`requirements.txt`, `setup.cfg`, a literal `setup.py`)."
            )
        yield Mistake(message, document.line((*PROJECT, "dynamic")), None, name, of_absence=True)


def read_optional_dependencies(document: Document) -> Requirements:
    """`[project.optional-dependencies]`: the requirements of each extra."""
    optional: Requirements = {}
    for key in document.table(OPTIONAL):
        place = (*OPTIONAL, key)
        extra = document.read(place, key, parse_name)
        if extra is None:
            continue
        if extra in optional:
            document.mistake(f"The extra `{extra}` is declared twice: the names are equal once normalised.", place, key)
        optional[extra] = read_lenient_requirements(document, place)
    return optional


def _local_kind(document: Document) -> LocalKind:
    """Whether uv would build the project: `package` says so, else a `[build-system]` table does."""
    is_package = document.boolean((*TOOL_UV, "package"))
    builds = document.has(("build-system",)) if is_package is None else is_package
    return LocalKind.EDITABLE if builds else LocalKind.VIRTUAL


def check_uses(
    document: Document,
    tool_uv: ToolUv,
    dependencies: Iterable[RequirementLine],
    optional: Requirements | None = None,
    groups: Requirements | None = None,
) -> None:
    """Check that the sources refer to what is there: indexes, extras and groups."""
    by_extra = {extra: _names(lines) for extra, lines in (optional or {}).items()}
    by_group = {group: _names(lines) for group, lines in (groups or {}).items()}
    anywhere = _names((*dependencies, *tool_uv.constraints, *tool_uv.overrides))
    anywhere = anywhere.union(*by_extra.values(), *by_group.values())
    check_sources(document, tool_uv.sources, tool_uv.indexes, Requested(anywhere, by_extra, by_group))


def _names(lines: Iterable[RequirementLine]) -> frozenset[NormalizedName]:
    return frozenset(canonicalize_name(line.requirement.name) for line in lines)


def _expanded(document: Document, groups: DependencyGroups) -> Requirements:
    try:
        return groups.requirements()
    except InvalidText as error:
        document.mistake(str(error), GROUPS)
        return {}


def _add_dev_dependencies(document: Document, groups: DependencyGroups) -> None:
    """`tool.uv.dev-dependencies`, the older spelling: uv adds it to the group `dev`."""
    path = (*TOOL_UV, "dev-dependencies")
    if document.has(path):
        lines = read_requirements(document, path)
        groups.entries.setdefault(canonicalize_name("dev"), []).extend(lines)


def _group_requires_python(document: Document, groups: DependencyGroups) -> dict[NormalizedName, SpecifierSet]:
    path = (*TOOL_UV, *GROUPS)
    ranges: dict[NormalizedName, SpecifierSet] = {}
    for key in document.table(path):
        place = (*path, key)
        name = document.read(place, key, parse_name)
        document.table(place)
        specifiers = document.read_string((*place, "requires-python"), parse_requires_python)
        if name is not None and name not in groups.entries:
            document.mistake(f"`tool.uv.dependency-groups` names the group `{name}`, which does not exist.", place, key)
        if name is not None and specifiers is not None:
            ranges[name] = specifiers
    return ranges


def _stated_default_groups(document: Document) -> tuple[str, ...] | None:
    value = document.get((*TOOL_UV, "default-groups"))
    if isinstance(value, list):
        return tuple(canonicalize_name(name) for name in value if isinstance(name, str))
    return ("all",) if value == "all" else None


def _default_groups(document: Document, groups: DependencyGroups) -> tuple[NormalizedName, ...]:
    """`tool.uv.default-groups`: a list or "all"; without it the group `dev`, if there is one."""
    path = (*TOOL_UV, "default-groups")
    value = document.get(path)
    if value == "all":
        return tuple(groups.entries)
    if value is None:
        return tuple(name for name in groups.entries if name == "dev")
    if not isinstance(value, list):
        document.mistake('`default-groups` must be a list of groups or `"all"`.', path, str(value))
        return ()
    names = list(document.read_strings(path, parse_name))
    for place, name in names:
        if name not in groups.entries:
            document.lock_mistake(f"`default-groups` names the group `{name}`, which does not exist.", place, name)
    return tuple(dict.fromkeys(name for _, name in names if name in groups.entries))
