"""The files of a question, written for uv: the pasted texts with the server's addresses in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import tomlkit

from resolver_core import InputKind, Lock, LockFormat, ProjectFiles, SourceKind
from uv_check.errors import NotAsked, Obstacle
from uv_check.question import Mode, Question
from uv_check.running.written_project import REQUEST_NAME, written_project
from uv_check.serving.places import FileKey, Places

_FOREIGN = (InputKind.POETRY, InputKind.PDM)
_NAMES = {InputKind.REQUIREMENTS: "requirements.in", InputKind.SCRIPT: "script.py"}
_CONFIGURING = ("uv.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the folder."""

    input: str  #: the path of the file that is asked about
    lock: str  #: the path at which `uv lock` writes its answer
    written_anew: bool  #: the text was of a kind that uv does not read in this mode: this one says the same
    has_settings: bool  #: whether uv finds settings in the files
    root_name: str | None  #: the name of the project in the lock that stands for the request itself

    @property
    def is_script(self) -> bool:
        """Whether a lock belongs to a script."""
        return self.input.endswith(".py")


def write_files(
    question: Question, mode: Mode, folder: Path, places: Places, direct: list[tuple[FileKey, str]]
) -> Written:
    """Write the files of a question below a folder. Raises `NotAsked` for what uv cannot be asked about."""
    refuse_unrecorded_sources(question)
    kind = question.problem.kind
    written_anew = kind in _FOREIGN or (kind is InputKind.REQUIREMENTS and mode is Mode.LOCK)
    files = _files(question, written_anew)
    urls = [location.url for location in question.locations()]
    for path, text in files.texts.items():
        place = _inside(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(places.given(places.given_files(text, direct), urls), "utf-8")
    for other in files.other_folders:
        _inside(folder, other).mkdir(parents=True, exist_ok=True)
    lock = f"{files.input}.lock" if files.input.endswith(".py") else "uv.lock"
    existing = question.options.lock
    if existing is not None and existing.format is LockFormat.UV and mode is Mode.LOCK:
        text = existing.text or tomlkit.dumps(existing.document)
        (folder / lock).write_text(places.given(text, [*urls, *_registries(existing)]), "utf-8")
    return Written(
        input=files.input,
        lock=lock,
        written_anew=written_anew,
        has_settings=any(_may_configure(path, text) for path, text in files.texts.items()),
        root_name=REQUEST_NAME if written_anew and question.problem.name is None else None,
    )


def _registries(lock: Lock) -> list[str]:
    """The indexes that an existing lock names: its versions are preferred only where the index is the same."""
    return [package.index_url for package in lock.packages if package.index_url is not None]


def refuse_unrecorded_sources(question: Question) -> None:
    """Raise `NotAsked` for a git repository: no recording holds one."""
    for problem in question.problems():
        if question.options.settings.over(problem.settings).no_sources:
            continue
        for name, sources in problem.sources.items():
            if any(source.kind is SourceKind.GIT for source in sources):
                raise NotAsked(Obstacle.SOURCE, name)


def _files(question: Question, written_anew: bool) -> ProjectFiles:
    problem = question.problem
    if written_anew:
        return ProjectFiles({"pyproject.toml": written_project(problem)}, "pyproject.toml")
    files = problem.files or ProjectFiles({"": problem.text}, "")
    if problem.kind not in _NAMES:
        return files.as_pyproject()
    if files.input:
        return files
    return ProjectFiles({_NAMES[problem.kind]: files.text}, _NAMES[problem.kind], files.other_folders)


def _inside(folder: Path, path: str) -> Path:
    """The place of a file below the folder; never outside of it, whatever the path says."""
    place = (folder / path).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise NotAsked(Obstacle.INPUT, path)
    return place


def _may_configure(path: str, text: str) -> bool:
    name = path.rpartition("/")[2]
    if name == "uv.toml":
        return True
    return (name == "pyproject.toml" or path.endswith(".py")) and "tool" in text and "uv" in text
