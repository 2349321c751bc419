"""The small index and its project as a scenario of packse, which serves them to any uv."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

import tomlkit

from resolver_core.errors import CoreError
from resolver_core.explain.wording.names import class_in_words
from resolver_core.exports.smallest.small_index import Releases, SaidFile, releases_of, said_files
from resolver_core.inputs.problem import Settings
from resolver_core.minimise.smallest import Small, Smallest
from resolver_core.policy import requires_python_of
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import uv_platform


class NoScenario(CoreError):
    """What is shown rests on something that a scenario has no words for. `reasons` say on what."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(self.reasons)

    def __str__(self) -> str:
        return f"it cannot be written as a scenario: {'; '.join(self.reasons)}"


PURE = "py3-none-any"
"""The tag of the wheel that every version has where nothing else is said."""

_OPTIONS = {
    "resolution": "resolution",
    "prerelease": "prerelease",
    "fork-strategy": "fork_strategy",
    "index-strategy": "index_strategy",
    "environments": "environments",
    "required-environments": "required_environments",
    "no-build-package": "no_build",
    "no-binary-package": "no_binary",
    "constraint-dependencies": "constraints",
    "override-dependencies": "overrides",
}
"""Settings of uv that a scenario has names for."""

_PROJECT_KEYS = {"name", "version", "requires-python", "dependencies", "optional-dependencies"}


def to_scenario(smallest: Smallest) -> str:
    """One scenario file. Raises NoScenario."""
    small = smallest.closed
    if small is None or small.case.universe is None or smallest.recorded is None:
        raise NoScenario(["the data that were read do not suffice for an index of its own"])
    releases = releases_of(small.case.universe, smallest.recorded)
    if reasons := [*_unsaid_of_question(small), *_unsaid_of_index(small, releases)]:
        raise NoScenario(reasons)
    name = scenario_name(smallest)
    document: dict[str, Any] = {"name": name, "description": small.cause.summary}
    document["root"] = _root(small, smallest.target)
    document |= _asking(small, smallest.target)
    document["expected"] = {"satisfiable": small.single.solved and small.universal.solved}
    document["packages"] = {
        project: {"versions": {str(version): _version(files) for version, files in versions.items()}}
        for project, versions in releases.items()
    }
    return tomlkit.dumps(document)


def scenario_name(smallest: Smallest) -> str:
    """A name that says what is shown: the class of the cause, and of which project."""
    project = smallest.goal.project
    return class_in_words(smallest.goal.cause_class.value) + (f"-{project}" if project else "")


# -- what there are no words for ------------------------------------------------------------------------


def _unsaid_of_question(small: Small) -> Iterator[str]:
    document, options = tomllib.loads(small.case.text), small.case.options
    uv = document.get("tool", {}).get("uv", {})
    yield from (f"`[tool.uv]` has `{key}`" for key in uv if key not in (*_OPTIONS, "conflicts"))
    yield from (f"`[project]` has `{key}`" for key in document["project"] if key not in _PROJECT_KEYS)
    yield from (
        f"there is a table `[{key}]`" for key in document if key not in ("project", "dependency-groups", "tool")
    )
    if options.settings.exclude_newer is not None:
        yield "there is an exclude-newer"
    if options.settings.no_build:
        yield "no source distribution may be used"
    if options.lock is not None:
        yield "there is an existing uv.lock"
    if any(not location.default for location in options.indexes):
        yield "the command names indexes"
    if small.problem.files is not None and len(small.problem.files.texts) > 1:
        yield "there are other files beside the project"


def _unsaid_of_index(small: Small, releases: Releases) -> Iterator[str]:
    universe = small.case.universe
    assert universe is not None, "a closed case has its own index"
    if len({url for url, _, _ in universe.pages}) > 1:
        yield "there are several indexes"
    if any(is_flat for _, is_flat, _ in universe.pages):
        yield "there is a page of links"
    for said in said_files(releases):
        if said.trouble:
            yield f"the metadata of {said.file.filename} cannot be read ({said.trouble})"
        elif said.is_read and said.metadata_python != said.python:
            yield f"the page and the metadata of {said.file.filename} require different Pythons"


# -- the question ---------------------------------------------------------------------------------------


def _root(small: Small, target: Environment) -> dict[str, Any]:
    document = tomllib.loads(small.case.text)
    project, uv = document["project"], document.get("tool", {}).get("uv", {})
    found = {
        "requires": project.get("dependencies", []),
        "requires_python": str(requires_python_of(small.problem, target)),
        "optional_dependencies": project.get("optional-dependencies"),
        "dependency_groups": document.get("dependency-groups"),
        "conflicts": uv.get("conflicts"),
    }
    return {key: value for key, value in found.items() if value is not None}


def _asking(small: Small, target: Environment) -> dict[str, Any]:
    """Where it is asked for, with what settings and which extras."""
    uv = tomllib.loads(small.case.text).get("tool", {}).get("uv", {})
    options = {_OPTIONS[key]: value for key, value in uv.items() if key in _OPTIONS}
    options |= _settings(small.case.options.settings)
    platform = uv_platform(target)
    options |= {"python": target.python} | ({} if platform is None else {"python_platform": platform})
    minor = ".".join(map(str, target.python_version.release[:2]))
    selection = small.case.selected(small.problem)
    row = {key: list(names) for key, names in (("extras", selection.extras), ("groups", selection.groups)) if names}
    return {"environment": {"python": minor}, "resolver_options": options} | ({"single": [row]} if row else {})


def _settings(settings: Settings) -> dict[str, str]:
    said = {name: getattr(settings, name) for name in ("resolution", "prerelease", "fork_strategy", "index_strategy")}
    return {name: value.value for name, value in said.items() if value is not None}


# -- the index ------------------------------------------------------------------------------------------


def _version(files: tuple[SaidFile, ...]) -> dict[str, Any]:
    """One version: what all its files say at once where they agree, else each wheel by itself."""
    sdist = next((said for said in files if not said.file.is_wheel), None)
    wheels = [said for said in files if said.file.is_wheel]
    common = _said(sdist or wheels[0])
    found = common | ({} if sdist is not None else {"sdist": False})
    if not wheels:
        return found | {"wheel": False}
    if any(_said(said) != common for said in wheels):
        return found | {"wheels": [{"tag": _tag(said)} | _said(said) for said in wheels]}
    tags = list(map(_tag, wheels))
    return found if tags == [PURE] else found | {"wheel_tags": tags}


def _said(said: SaidFile) -> dict[str, Any]:
    """What a file says, nothing left to a default but that it is not yanked."""
    found: dict[str, Any] = {"requires_python": said.python, "requires": list(said.requires)}
    if said.extras:
        found["extras"] = {extra: [] for extra in said.extras}
    return found | ({"yanked": True} if said.file.is_yanked else {"yanked": False})


def _tag(said: SaidFile) -> str:
    """The tag of a wheel as its name has it, with a build tag before it."""
    return said.file.filename.removesuffix(".whl").split("-", 2)[2]
