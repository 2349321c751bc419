"""A `requirements.txt` as a problem: requirements and the options that uv reads from such a file.

Measured with uv 0.13.8: `--pre`, `--require-hashes`, `--prefer-binary`, `--trusted-host` and `--use-feature`
change nothing; a comment begins at a `#` after white space only; the requirements of `-r` stand where it stands, and
paths are seen from the file that names them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import NormalizedName

from resolver_core import stopping
from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.index.records import IndexLocation
from resolver_core.inputs import limits
from resolver_core.inputs.decoding import with_line_ends
from resolver_core.inputs.document import first_mistakes, load_toml
from resolver_core.inputs.problem import InputKind, Problem, RequirementLine, Settings
from resolver_core.inputs.project_files import ProjectFiles, joined
from resolver_core.inputs.requirement import InvalidText, check_size, parse_name, parse_requirement
from resolver_core.inputs.requirement_urls import UnnamedSource, is_archive, is_url, name_in, named
from resolver_core.inputs.uv_indexes import parse_index_url
from resolver_core.inputs.uv_settings import read_format_control
from resolver_core.inputs.written_requirement import WrittenRequirement

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_OPTION = re.compile(r"(--?[A-Za-z][A-Za-z-]*?)(?:\s*=\s*|\s+|(?<=^-[a-z])(?=\S)|$)(.*)", re.DOTALL)
_HASH = re.compile(r"(?<=\s)--hash[=\s]\s*\S+")
_TRAILING_OPTION = re.compile(r"\s(--[a-z][a-z-]*)")
_LONG_NAMES = {
    "-i": "--index-url",
    "-f": "--find-links",
    "-r": "--requirement",
    "-c": "--constraint",
    "-e": "--editable",
}
_IGNORED = frozenset(("--pre", "--require-hashes", "--prefer-binary", "--trusted-host", "--use-feature"))
_WITH_VALUE = frozenset(("--index-url", "--extra-index-url", "--find-links", "--no-binary", "--only-binary"))
_WITH_VALUE |= {"--requirement", "--constraint", "--editable"}
_MISSING = {
    "--requirement": "`{path}` is not among the files: add it, or paste its lines instead of `{line}`.",
    "--constraint": "`{path}` is not among the files: add it, or bound the requirements instead of `{line}`.",
}
_LOCAL = "`{line}` is a local file or folder that is not among the files: add its pyproject.toml, or name a project."
_PATH = re.compile(r"(?:\.{1,2}(?:$|[/\\[ ])|/|~/|file:|\.\\).*", re.DOTALL)
_LOCAL_PARTS = re.compile(r"(?P<path>[^\[;\s]++)\s*+(?P<extras>\[[^\]]*+\])?\s*+(?P<rest>(?:;.*)?)", re.DOTALL)
_NAMED_PATH = re.compile(
    r"(?P<name>[\w.-]++)\s*+(?P<extras>\[[^\]]*+\])?\s*+@\s*+(?P<path>(?:\.{0,2}/|file:)[^\s;]++)(?P<rest>.*)",
    re.DOTALL,
)
_EDITABLE_COMMENT = re.compile(r"#\s*+Editable\b[^(]*+\((?P<name>[\w.-]++)==[^)]*+\)\s*+")
"""What `pip freeze` writes above the folder of an editable project."""
_NOT_EDITABLE = "`{line}`: uv takes no editable project from a URL; leave `-e` out."


@dataclass(frozen=True, slots=True)
class _Line:
    """A logical line (continuations joined, comment removed) with the number of its first line in its file."""

    text: str
    number: int
    file: str = ""
    name: str = ""  #: of the project, as a comment above says


@dataclass
class _Reading:
    """What was read so far. `open_files` are those being read, the included ones last."""

    files: ProjectFiles
    requirements: list[RequirementLine] = field(default_factory=list)
    constraints: list[RequirementLine] = field(default_factory=list)
    open_files: list[str] = field(default_factory=list)
    in_constraints: bool = False
    no_index: bool = False
    default: IndexLocation | None = None
    extra: list[IndexLocation] = field(default_factory=list)
    flat: list[IndexLocation] = field(default_factory=list)
    no_binary: list[str] = field(default_factory=list)
    only_binary: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    refusals: list[Mistake] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)


def parse_requirements_txt(files: ProjectFiles) -> Problem:
    """Read a `requirements.txt` and what it includes. Raises `ProblemSyntaxError` with every mistake."""
    reading = _Reading(files)
    _read_file(reading, files.input)
    if not reading.requirements and not reading.mistakes:
        reading.mistakes += reading.refusals or [Mistake("The text names no requirement.")]
    if reading.mistakes:
        raise ProblemSyntaxError(first_mistakes(reading.mistakes))
    refusals = first_mistakes(reading.refusals)
    default = () if reading.default is None else (reading.default,)
    indexes = (*reading.extra, *default, *reading.flat)
    return Problem(
        kind=InputKind.REQUIREMENTS,
        text=files.text,
        dependencies=tuple(reading.requirements),
        constraints=tuple(reading.constraints),
        default_groups=(),
        indexes=indexes,
        pip_indexes=indexes,
        settings=_settings(reading),
        pip_refusals=refusals,
        lock_refusals=refusals,
        notes=tuple(reading.notes),
    )


def _read_file(reading: _Reading, path: str) -> None:
    """Read one file; a file that includes itself is read once."""
    if path in reading.open_files:
        return
    reading.open_files.append(path)
    for line in _logical_lines(reading.files.texts[path], "" if path == reading.files.input else path):
        stopping.check()
        try:
            _read_line(reading, line)
        except UnnamedSource as error:
            _leave_out(reading, line, str(error))
        except InvalidText as error:
            reading.mistakes.append(_mistake(line, str(error)))
    reading.open_files.pop()


def _mistake(line: _Line, message: str) -> Mistake:
    return Mistake(message, line.number, None, line.text[: limits.CHARACTERS], line.file)


def _leave_out(reading: _Reading, line: _Line, message: str) -> None:
    """Go on without a line that uv would have to fetch before it could read it."""
    reading.refusals.append(replace(_mistake(line, message), of_absence=True))
    place = f"line {line.number} of {line.file}" if line.file else f"line {line.number}"
    reading.notes[f"`{line.text}` ({place}) does not name its project and is not read here: it counts for nothing."] = (
        None
    )


def _settings(reading: _Reading) -> Settings:
    no_binary, no_binary_package = _format_control(reading.no_binary)
    no_build, no_build_package = _format_control(reading.only_binary)
    return Settings(
        no_binary=no_binary,
        no_binary_package=no_binary_package,
        no_build=no_build,
        no_build_package=no_build_package,
        no_index=reading.no_index or None,
    )


def _format_control(values: list[str]) -> tuple[bool | None, frozenset[NormalizedName] | None]:
    if not values:
        return None, None
    everything, names = read_format_control(tuple(values))
    return everything, frozenset(parse_name(name) for name in names)


def _logical_lines(text: str, file: str) -> Iterator[_Line]:
    pending, first, name = "", 1, ""
    for number, physical in enumerate(with_line_ends(text.removeprefix("\ufeff")).split("\n"), start=1):
        first = first if pending else number
        if (comment := _EDITABLE_COMMENT.fullmatch(physical)) is not None:
            name = comment["name"]
            continue
        line = _COMMENT.sub("", physical.rstrip("\r"))
        if line.endswith("\\"):
            pending += line[:-1] + " "
            continue
        if (pending + line).strip():
            yield _Line((pending + line).strip(), first, file, name)
        pending = name = ""
    if pending.strip():
        yield _Line(pending.strip(), first, file)


def _read_line(reading: _Reading, line: _Line) -> None:
    if line.text.startswith("-"):
        _read_option(reading, line)
    else:
        requirement = _HASH.sub("", line.text).rstrip()
        if requirement != line.text:
            reading.notes["Hashes are ignored: they do not change which versions are chosen."] = None
        _add(reading, _requirement(reading, requirement, line))


def _add(reading: _Reading, line: RequirementLine) -> None:
    (reading.constraints if reading.in_constraints else reading.requirements).append(line)


def _read_option(reading: _Reading, line: _Line) -> None:
    match = _OPTION.fullmatch(line.text)
    option, value = (match[1], match[2].strip()) if match else (line.text, "")
    option = _LONG_NAMES.get(option, option)
    if option in _IGNORED:
        reading.notes[f"`{option}` is ignored, as uv does."] = None
        return
    if not value and option in _WITH_VALUE:
        raise InvalidText(f"`{option}` needs a value.")
    if option in _MISSING:
        _include(reading, option, value, line)
    elif option == "--editable":
        _add(reading, _editable(reading, value, line))
    else:
        _apply_option(reading, option, value)


def _include(reading: _Reading, option: str, value: str, line: _Line) -> None:
    """Read the file of `-r` or `-c` in place; its path is seen from the file that names it."""
    path = joined(posixpath.dirname(reading.open_files[-1]), value.strip("\"'"))
    if path not in reading.files.texts:
        raise InvalidText(_MISSING[option].format(path=path, line=line.text))
    before = reading.in_constraints
    reading.in_constraints = before or option == "--constraint"
    _read_file(reading, path)
    reading.in_constraints = before


def _own(line: _Line) -> int | None:
    """The number of a line of the text that is asked about; None for a line of another file."""
    return None if line.file else line.number


def _apply_option(reading: _Reading, option: str, value: str) -> None:
    match option:
        case "--index-url":
            reading.default = IndexLocation(parse_index_url(value), default=True)
        case "--extra-index-url":
            reading.extra.append(IndexLocation(parse_index_url(value)))
        case "--no-index":
            reading.no_index = True
        case "--find-links":
            reading.flat.append(IndexLocation(parse_index_url(value), flat=True))
        case "--no-binary":
            reading.no_binary.append(_format_name(value))
        case "--only-binary":
            reading.only_binary.append(_format_name(value))
        case _:
            raise InvalidText(f"`{option}` is not an option that uv reads from a requirements.txt.")


def _format_name(value: str) -> str:
    """`:all:`, `:none:` or one project; uv takes no list here."""
    if "," in value:
        raise InvalidText(f"`{value}` is a list: give the option once for each project.")
    return value if value in (":all:", ":none:") else parse_name(value)


def _requirement(reading: _Reading, text: str, line: _Line) -> RequirementLine:
    check_size(text)  # before any pattern is tried on it
    option = _TRAILING_OPTION.search(text)
    if option is not None:
        raise InvalidText(f"`{option[1]}` cannot follow a requirement; only `--hash` can.")
    if _NAMED_PATH.fullmatch(text) or _PATH.fullmatch(text) or (is_archive(text) and not is_url(text)):
        return RequirementLine(_local_requirement(reading, text, line, "directory"), text, _own(line))
    return RequirementLine(parse_requirement(named(text) if is_url(text) else text), text, _own(line))


def _editable(reading: _Reading, value: str, line: _Line) -> RequirementLine:
    """A folder; what comes from a URL is read as if it were not editable, where that may be assumed."""
    address = value.partition("@")[2].strip() if re.match(r"[\w.-]+(?:\[[^\]]*\])?\s*@", value) else value
    if not is_url(address) or address.startswith("file:"):
        return RequirementLine(_local_requirement(reading, value, line, "editable"), line.text, _own(line))
    refusal = _mistake(line, _NOT_EDITABLE.format(line=line.text))
    reading.refusals.append(replace(refusal, of_absence=True))
    requirement = parse_requirement(named(value) if is_url(value) else value)
    return RequirementLine(requirement, line.text, _own(line))


def _local_requirement(reading: _Reading, text: str, line: _Line, kind: str) -> Requirement:
    """A project in a folder or archive as a requirement that names it: `NAME[extras] @ KIND:FOLDER`."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    text = text[1:-1] if quoted else text
    written = _NAMED_PATH.fullmatch(text)
    bare = text if written is None else written["path"] + (written["extras"] or "") + written["rest"]
    parts = _LOCAL_PARTS.fullmatch(bare)
    if parts is None:
        raise InvalidText(_LOCAL.format(line=line.text))
    path, _, fragment = parts["path"].partition("#")
    place = joined(posixpath.dirname(reading.open_files[-1]), _without_scheme(path))
    name = _name_there(reading, place, line)
    if name is None:
        name = (written and written["name"]) or line.name or _name_without_file(path, fragment, line)
    source = f"file:{place}" if is_archive(place) else f"{kind}:{place}"
    try:
        return WrittenRequirement(f"{name}{parts['extras'] or ''} @ {source} {parts['rest']}".strip())
    except InvalidRequirement as error:
        raise InvalidText(f"`{line.text}` cannot be read: {error}") from error


def _without_scheme(path: str) -> str:
    return re.sub(r"^file:(?://(?:localhost)?(?=/))?", "", path)


def _name_there(reading: _Reading, folder: str, line: _Line) -> str | None:
    """What the pyproject.toml of a folder says; None where it is not among the files."""
    document = reading.files.get(reading.files.pyproject(folder))
    if document is None:
        return None
    project = load_toml(document).get("project")
    name = project.get("name") if isinstance(project, dict) else None
    if not isinstance(name, str):
        raise InvalidText(f"`{line.text}`: the pyproject.toml in `{folder}` does not name its project.")
    return parse_name(name)


def _name_without_file(path: str, fragment: str, line: _Line) -> str:
    try:
        return name_in(f"{path}#{fragment}")
    except UnnamedSource as error:
        raise UnnamedSource(_LOCAL.format(line=line.text)) from error
