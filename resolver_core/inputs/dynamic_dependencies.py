"""Dynamic requirements of `[project]` as its build backend would read them from the files beside it. Nothing is run.

    [tool.setuptools.dynamic]                 dependencies = {file = ["requirements.txt"]}
    setup.py, setup.cfg                       arguments that stand there in so many words
    [tool.hatch.metadata.hooks.requirements_txt]   files = ["requirements.txt"], of a plugin of Hatchling
    [tool.poetry.dependencies]                Poetry's own table, where Poetry builds

What another backend would say, or code that has to run, is not known: then nothing is said.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.errors import Mistake
from resolver_core.index.formats.sdist.header_block import conditional
from resolver_core.index.formats.sdist.setup_arguments import SetupArguments, setup_arguments
from resolver_core.inputs.document import Document
from resolver_core.inputs.poetry import POETRY, poetry_requirements
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import RequirementLine, Source, SourceKind
from resolver_core.inputs.project_files import ROOT, ProjectFiles, joined
from resolver_core.inputs.pyproject import NOWHERE, PROJECT, Elsewhere, Requirements
from resolver_core.inputs.requirement import InvalidText, parse_name, parse_requirement

DEPENDENCIES, OPTIONAL = "dependencies", "optional-dependencies"
SETUPTOOLS_DYNAMIC: Path = ("tool", "setuptools", "dynamic")
HATCH_HOOK: Path = ("tool", "hatch", "metadata", "hooks", "requirements_txt")
_BACKEND: Path = ("build-system", "build-backend")
_INCLUDING = re.compile(r"-[rc]|--(?:requirement|constraint)\b")
_OPTION = re.compile(r"(?m)(?:^|(?<=\s))--[^\n]*$")
_FILE_DIRECTIVE = re.compile(r"(?m)^(?P<key>[\w.-]+[ \t]*[=:])[ \t]*(?:\n[ \t]+)?file:[ \t]*(?P<files>[^\n]+)$")


def stated_elsewhere(document: Document, files: ProjectFiles, folder: str) -> Elsewhere:
    """The dynamic requirements of the project in a folder, as far as the files say them."""
    dynamic = _dynamic(document)
    if not dynamic:
        return NOWHERE
    reading = _Reading(document.afresh(), files, folder)
    found = reading.of_poetry() if is_stated_by_poetry(document) else _of_backend(reading, _backend(document))
    return replace(
        found,
        dependencies=found.dependencies if DEPENDENCIES in dynamic else None,
        optional=found.optional if OPTIONAL in dynamic else None,
        mistakes=tuple(reading.mistakes),
    )


def _of_backend(reading: _Reading, backend: str) -> Elsewhere:
    if backend.startswith("setuptools"):
        return reading.of_setuptools()
    return reading.of_hatchling() if backend.startswith("hatchling") and reading.document.has(HATCH_HOOK) else NOWHERE


def is_stated_by_poetry(document: Document) -> bool:
    """Whether Poetry builds the project and its own table says what is dynamic."""
    return bool(_dynamic(document)) and document.has(POETRY) and _backend(document).startswith("poetry")


def _dynamic(document: Document) -> set[str]:
    return {text for _, text in document.afresh().strings((*PROJECT, "dynamic"))} & {DEPENDENCIES, OPTIONAL}


def _backend(document: Document) -> str:
    return document.afresh().string(_BACKEND) or "setuptools"


@dataclass
class _Reading:
    document: Document
    files: ProjectFiles
    folder: str
    mistakes: list[Mistake] = field(default_factory=list)

    def path(self, name: str) -> str:
        """Where a file that is named in the folder stands."""
        return joined(self.folder, name) if self.folder != ROOT else posixpath.normpath(name)

    def text(self, name: str) -> str | None:
        """The text of a file of the folder."""
        return self.files.get(self.path(name))

    # -- Poetry -------------------------------------------------------------------------------------

    def of_poetry(self) -> Elsewhere:
        """Poetry's table; the sources that it names are part of what it builds."""
        read = poetry_requirements(self.document)
        self.mistakes += self.document.mistakes
        optional = {extra: tuple(self._sourced(lines, read.sources)) for extra, lines in read.optional.items()}
        required = tuple(self._sourced(read.required, read.sources))
        return Elsewhere(required, optional, {DEPENDENCIES: "[tool.poetry]", OPTIONAL: "[tool.poetry]"})

    def _sourced(
        self, lines: tuple[RequirementLine, ...], sources: Mapping[NormalizedName, tuple[Source, ...]]
    ) -> Iterator[RequirementLine]:
        for line in lines:
            source = next(iter(sources.get(canonicalize_name(line.requirement.name), ())), None)
            place = None if source is None else self._address(source)
            yield line if place is None else replace(line, requirement=_at(line.requirement, place))

    def _address(self, source: Source) -> str | None:
        match source.kind:
            case SourceKind.GIT:
                return f"git+{source.value}"
            case SourceKind.URL:
                return source.value
            case SourceKind.PATH:
                return f"directory:{joined(self.folder, source.value)}"
        return None

    # -- Hatchling ----------------------------------------------------------------------------------

    def of_hatchling(self) -> Elsewhere:
        """The files that the table of hatch-requirements-txt names. It passes over options, and includes nothing."""
        path = next(
            (one for one in ((*HATCH_HOOK, "files"), (*HATCH_HOOK, "filename")) if self.document.has(one)), None
        )
        names = self._file_names(path) if path else ["requirements.txt"]
        required = self._without_options(names)
        if required is None:
            return NOWHERE
        optional: Requirements = {}
        table = (*HATCH_HOOK, OPTIONAL)
        witnesses = dict.fromkeys(names)
        for key in self.document.table(table) if self.document.has(table) else ():
            extra, named = self.document.read((*table, key), key, parse_name), self._file_names((*table, key))
            lines = self._without_options(named)
            if lines is None:
                return Elsewhere(required, None, {DEPENDENCIES: ", ".join(names)})
            if extra is not None:
                optional[extra] = lines
            witnesses |= dict.fromkeys(named)
        return Elsewhere(required, optional, {DEPENDENCIES: ", ".join(names), OPTIONAL: ", ".join(witnesses)})

    def _without_options(self, names: list[str]) -> tuple[RequirementLine, ...] | None:
        """The requirements in some files; None where one is not there, or includes another."""
        texts = [(name, self.text(name)) for name in names]
        lines = [line for _, text in texts for _, line in _logical_lines(text or "")]
        if not texts or any(text is None for _, text in texts) or any(_INCLUDING.match(line) for line in lines):
            return None
        plain = ((name, _OPTION.sub("", text or "")) for name, text in texts)
        return tuple(line for name, text in plain for line in self._lines(text, self.path(name)))

    # -- setuptools ---------------------------------------------------------------------------------

    def of_setuptools(self) -> Elsewhere:
        """`[tool.setuptools.dynamic]` where it names files, else the arguments of setup.py and setup.cfg."""
        table = (*SETUPTOOLS_DYNAMIC, DEPENDENCIES)
        arguments = self._arguments()
        witnesses = dict.fromkeys((DEPENDENCIES, OPTIONAL), arguments.witness if arguments else "")
        required, optional = self._of_arguments(arguments)
        if self.document.has(table):
            required, witnesses[DEPENDENCIES] = self._of_files(table)
        table = (*SETUPTOOLS_DYNAMIC, OPTIONAL)
        if self.document.has(table):
            optional, witnesses[OPTIONAL] = self._optional_of_files(table)
        return Elsewhere(required, optional, witnesses)

    def _of_files(self, path: Path) -> tuple[tuple[RequirementLine, ...] | None, str]:
        """The requirements in the files of `{file = …}`; None where one is not there."""
        names = self._file_names((*path, "file"))
        texts = [(name, self.text(name)) for name in names]
        if not texts or any(text is None for _, text in texts):
            return None, ""
        lines = [line for name, text in texts for line in self._lines(text or "", self.path(name))]
        return tuple(lines), ", ".join(names)

    def _file_names(self, path: Path) -> list[str]:
        if isinstance(self.document.get(path), str):
            return [str(self.document.get(path))]
        return [name for _, name in self.document.strings(path)]

    def _optional_of_files(self, path: Path) -> tuple[Requirements | None, str]:
        optional: Requirements = {}
        witnesses: dict[str, None] = {}
        for key in self.document.table(path):
            extra = self.document.read((*path, key), key, parse_name)
            lines, witness = self._of_files((*path, key))
            if lines is None:
                return None, ""
            if extra is not None:
                optional[extra] = lines
            witnesses[witness] = None
        return optional, ", ".join(witnesses)

    def _lines(self, text: str, path: str) -> Iterator[RequirementLine]:
        for number, line in _logical_lines(text):
            try:
                yield RequirementLine(parse_requirement(line), line)
            except InvalidText as error:
                self.mistakes.append(Mistake(str(error), number, None, line, path))

    def _arguments(self) -> SetupArguments | None:
        program, configuration = self.text("setup.py"), self.text("setup.cfg")
        if configuration is not None:
            configuration = _FILE_DIRECTIVE.sub(self._included, configuration)
        encoded = (None if text is None else text.encode() for text in (program, configuration))
        return setup_arguments(*encoded)

    def _included(self, match: re.Match[str]) -> str:
        """`install_requires = file: NAME` with the lines of the file; as it is where that is not there."""
        texts = [self.text(name.strip()) for name in match["files"].split(",")]
        if any(text is None for text in texts):
            return match[0]
        lines = [line for text in texts for _, line in _logical_lines(text or "")]
        return "\n    ".join((match["key"], *lines))

    def _of_arguments(
        self, arguments: SetupArguments | None
    ) -> tuple[tuple[RequirementLine, ...] | None, Requirements | None]:
        if arguments is None:
            return None, None
        required, optional = list(arguments.install_requires), dict[NormalizedName, list[str]]()
        for key, texts in arguments.extras_require.items():
            name, _, marker = (part.strip() for part in key.partition(":"))
            extra = self.document.read(PROJECT, name, parse_name) if name else None
            conditioned = [conditional(text, marker) if marker else text for text in texts]
            (required if extra is None else optional.setdefault(extra, [])).extend(conditioned)
        lines = {extra: self._argument_lines(texts, arguments.witness) for extra, texts in optional.items()}
        return self._argument_lines(required, arguments.witness), lines

    def _argument_lines(self, texts: list[str], witness: str) -> tuple[RequirementLine, ...]:
        found: list[RequirementLine] = []
        for text in texts:
            try:
                found.append(RequirementLine(parse_requirement(text), text))
            except InvalidText as error:
                self.mistakes.append(Mistake(str(error), None, None, text, self.path(witness)))
        return tuple(found)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments, continued ones joined, each with the number of its first."""
    pending, first = "", 1
    for number, physical in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        first = first if pending else number
        line = "" if physical.lstrip().startswith("#") else physical.partition(" #")[0].strip()
        if line.endswith("\\"):
            pending += line[:-1].strip() + " "
            continue
        if (pending + line).strip():
            yield first, (pending + line).strip()
        pending = ""
    if pending.strip():
        yield first, pending.strip()


def _at(requirement: Requirement, place: str) -> Requirement:
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    marker = f" ; {requirement.marker}" if requirement.marker else ""
    return Requirement(f"{requirement.name}{extras} @ {place}{marker}")
