"""Random small projects that turn on settings: cases in the schema of `../shared/settings`, the same for the same seed.

Each kind stresses one matter (what is selected and in which order, tags such as `py310`, flat indexes,
`[tool.uv.pip]`, cut-offs of indexes, workspaces, C libraries, conflicting extras, faults in the settings). Every seed
has package universes of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

Case = dict[str, Any]
Universe = dict[str, dict[str, Any]]

NAMES = ("a", "b", "c", "d", "e", "f")
EXTRAS = ("zeta", "alpha", "mid", "Big_One")
GROUPS = ("zg", "ag", "dev", "Mixed.Name")
LINUX, MACOS, WINDOWS = "x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"
PLATFORMS = (LINUX, MACOS, WINDOWS, "aarch64-unknown-linux-gnu", "x86_64-unknown-linux-musl")
PYTHONS = ("3.12", "3.9", "3.11", "3.13", "3.10")
MARKERS = (
    *("sys_platform == 'linux'", "sys_platform == 'win32'", "platform_machine == 'x86_64'"),
    *("python_version < '3.11'", "python_version >= '3.12'", "os_name == 'posix' and python_version < '3.12'"),
)
PYTHON_TAGS = ("py3", "py2.py3", "py38", "py39", "py310", "py311", "py312", "py313", "py39.py310", "py311.cp312")
BINARY_TAGS = (
    *("cp310-cp310-{}", "cp311-abi3-{}", "cp312-cp312-{}", "cp39-abi3-{}", "pp310-pypy310_pp73-{}", "py310-none-{}"),
    *("cp313-cp313t-{}", "py311.py312-none-{}"),
)
PLATFORM_TAGS = (
    *("manylinux_2_17_x86_64", "manylinux_2_28_x86_64", "manylinux_2_34_x86_64", "musllinux_1_1_x86_64"),
    *("manylinux2014_x86_64", "manylinux_2_28_aarch64", "win_amd64", "macosx_11_0_arm64", "linux_x86_64", "any"),
)
MOMENTS = ("2023-06-01", "2024-01-01", "2024-06-01", "2025-01-01", "2025-06-01", "2025-12-01")


class Writer:
    """Writes one case: its texts and its universes."""

    def __init__(self, kind: str, seed: int) -> None:
        self.random = Random(f"{kind} {seed}")
        self.kind = kind
        self.name = f"{kind}-{seed}"
        self.universes: dict[str, Universe] = {}
        self.case: Case = {"name": self.name, "kind": kind, "files": {}, "targets": self.targets()}

    # -- choices ----------------------------------------------------------------------------------

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def some(self, items: Iterable[Any], least: int, most: int) -> list[Any]:
        """A few of the items in any order."""
        listed = list(items)
        return self.random.sample(listed, min(len(listed), self.random.randint(least, most)))

    def targets(self) -> list[dict[str, str]]:
        """One or two targets."""
        return [
            {"python": self.random.choice(PYTHONS), "platform": self.random.choice(PLATFORMS)}
            for _ in range(self.random.randint(1, 2))
        ]

    def requirement(self, name: str, *, tight: float = 0.5, marker: float = 0.1) -> str:
        """A requirement on a project, with a range and a marker by chance."""
        number = self.random.randint(1, 4)
        text = name
        if self.chance(tight):
            ranges = (f"<{number + 1}", f">={number}", f"!={number}.0", f"<={number}.0", f"=={number}.0")
            text += self.random.choices(ranges, (6, 6, 3, 3, 1))[0]
        return text + (f" ; {self.random.choice(MARKERS)}" if self.chance(marker) else "")

    def requirements(self, least: int, most: int, *, tight: float = 0.5, marker: float = 0.1) -> list[str]:
        """Requirements on different projects."""
        return [self.requirement(name, tight=tight, marker=marker) for name in self.some(NAMES, least, most)]

    # -- universes --------------------------------------------------------------------------------

    def universe(self, suffix: str = "main", names: Iterable[str] = NAMES, **each: Any) -> str:
        """A new universe of the projects; `each` has a maker for single fields of every version."""
        projects: Universe = {}
        for name in names:
            versions = {f"{number}.0": {"requires_python": ">=3.8"} for number in self.some(range(1, 6), 2, 4)}
            for version in versions.values():
                if self.chance(0.5):
                    others = [other for other in self.some(NAMES, 0, 2) if other != name]
                    version["requires"] = [self.requirement(other, tight=0.6) for other in others]
                for field, make in each.items():
                    value = make()
                    version |= {} if value is None else {field: value}
            projects[name] = versions
        self.universes[f"{self.name}-{suffix}"] = projects
        return f"{self.name}-{suffix}"

    # -- texts ------------------------------------------------------------------------------------

    def project(
        self,
        dependencies: Iterable[str],
        *,
        name: str = "p",
        requires_python: str | None = ">=3.9",
        extras: dict[str, list[str]] | None = None,
        groups: dict[str, list[Any]] | None = None,
        rest: str = "",
    ) -> str:
        """A pyproject.toml; `rest` is more TOML."""
        lines = ["[project]", f'name = "{name}"', 'version = "0.1"', f"dependencies = {json.dumps(list(dependencies))}"]
        lines += [f'requires-python = "{requires_python}"'] if requires_python else []
        for table, content in (("project.optional-dependencies", extras), ("dependency-groups", groups)):
            if content:
                lines += [f"[{table}]", *(f"{json.dumps(key)} = {_list(items)}" for key, items in content.items())]
        return "\n".join([*lines, rest]) + "\n"

    def index(self, universe: str, *, name: str | None = None, flat: str | None = None, **fields: Any) -> str:
        """An `[[tool.uv.index]]` table; `flat` is the project whose page is the flat index."""
        url = f"{{{{base}}}}/{universe}/simple" + (f"/{flat}/" if flat else "")
        entries = {"name": name, "url": url, "format": "flat" if flat else None, **fields}
        lines = [f"{key.replace('_', '-')} = {_value(value)}" for key, value in entries.items() if value is not None]
        return "\n".join(["[[tool.uv.index]]", *lines]) + "\n"


def _list(items: Iterable[Any]) -> str:
    return "[" + ", ".join(_value(item) for item in items) + "]"


def _value(value: Any) -> str:
    if isinstance(value, _Raw):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    return json.dumps(value)


# -- the kinds -------------------------------------------------------------------------------------------


def _selection(writer: Writer) -> None:
    """Extras and groups declared in one order and asked for in another; the project requires itself."""
    names = writer.some(EXTRAS, 2, 4)
    extras = {name: writer.requirements(1, 2, tight=0.6) for name in names}
    if writer.chance(0.5):
        reached = writer.some(names, 1, 2)
        extras["all"] = [f"p[{','.join(reached)}]", *writer.requirements(0, 1)]
    groups: dict[str, list[Any]] = {name: writer.requirements(1, 2, tight=0.6) for name in writer.some(GROUPS, 1, 3)}
    if writer.chance(0.4):
        groups["bundle"] = [{"include-group": writer.random.choice(list(groups))}, *writer.requirements(0, 1)]
    dependencies = writer.requirements(0, 2)
    if writer.chance(0.3):
        dependencies.insert(0, writer.random.choice(("p", f"p[{names[0]}]", f"P[{names[-1].upper()}]")))
    writer.case["files"]["pyproject.toml"] = writer.project(dependencies, extras=extras, groups=groups)
    writer.case["default_index"] = writer.universe()
    if writer.chance(0.2):
        writer.case["all_extras"] = True
    else:
        writer.case["extras"] = writer.some(extras, 0, 3)
    writer.case["groups"] = writer.some(groups, 0, 3)


def _python_tags(writer: Writer) -> None:
    """Wheels for this Python and later ones, local versions, required platforms."""

    def tags() -> list[str] | None:
        if writer.chance(0.4):
            return [f"{tag}-none-any" for tag in writer.some(PYTHON_TAGS, 1, 2)]
        platforms = writer.some(PLATFORM_TAGS[:-1], 1, 3)
        return [writer.random.choice(BINARY_TAGS).format(platform) for platform in platforms]

    universe = writer.universe(
        wheel_tags=lambda: tags() if writer.chance(0.7) else None,
        sdist=lambda: False if writer.chance(0.7) else None,
    )
    for versions in writer.universes[universe].values():
        if writer.chance(0.3):
            version = writer.random.choice(list(versions))
            versions[f"{version}+x"] = {"requires_python": ">=3.8", "sdist": False, "wheel_tags": tags()}
    writer.case["default_index"] = universe
    lines = [f"{key} = {json.dumps(value)}" for key, value in _environments(writer).items()]
    requires_python = writer.random.choice((">=3.9", ">=3.11", ">=3.10,<3.13", "==3.12.*", ">=3.8"))
    dependencies = writer.requirements(1, 3, tight=0.2)
    rest = "\n".join(["[tool.uv]", *lines]) if lines else ""
    writer.case["files"]["pyproject.toml"] = writer.project(dependencies, requires_python=requires_python, rest=rest)


def _environments(writer: Writer) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if writer.chance(0.3):
        found["required-environments"] = writer.some(
            (
                *("sys_platform == 'linux' and platform_machine == 'x86_64'", "sys_platform == 'win32'"),
                "sys_platform == 'darwin' and platform_machine == 'arm64'",
            ),
            1,
            3,
        )
    elif writer.chance(0.2):
        found["environments"] = ["platform_machine != 'x86_64'", "platform_machine == 'x86_64'"]
    return found


def _flat_indexes(writer: Writer) -> None:
    """Flat pages between ordinary indexes, pinned ones, all strategies."""
    main, other = writer.universe(), writer.universe("other", writer.some(NAMES, 2, 4))
    listed = list(writer.universes[other])
    tables = []
    sources: dict[str, dict[str, str]] = {}
    for number, project in enumerate(writer.some(listed, 1, 2)):
        pinned = writer.chance(0.25)
        name = f"flat{number}"
        tables.append(writer.index(other, name=name, flat=project, explicit=True if pinned else None))
        if pinned:
            sources[project] = {"index": name}
    if writer.chance(0.4):
        tables.append(writer.index(other, name="ordinary"))
    writer.random.shuffle(tables)
    top = [f'index-strategy = "{strategy}"' for strategy in writer.some(STRATEGIES, 0, 1)]
    if writer.chance(0.15):
        page = f"{{{{base}}}}/{other}/simple/{writer.random.choice(listed)}/"
        top.append(f'find-links = ["{page}"]')
    if writer.chance(0.05):
        top.append("no-index = true")
    rest = "\n".join(["[tool.uv]", *top, *tables])
    if sources:
        rest += "[tool.uv.sources]\n" + "\n".join(f"{key} = {_value(value)}" for key, value in sources.items())
    dependencies = [*writer.requirements(1, 3, tight=0.3), *(name for name in sources)]
    writer.case["files"]["pyproject.toml"] = writer.project(dict.fromkeys(dependencies), rest=rest)
    writer.case["default_index"] = main


STRATEGIES = ("first-index", "unsafe-first-match", "unsafe-best-match")


def _pip_table(writer: Writer) -> None:
    """Settings of the pip interface over, beside and against the general ones."""
    upload = _uploaded(writer)
    main, other = writer.universe(upload_time=upload), writer.universe("other", upload_time=upload)
    extras = {name: writer.requirements(1, 2) for name in writer.some(EXTRAS, 1, 3)}
    groups: dict[str, list[Any]] = {name: writer.requirements(1, 2) for name in writer.some(GROUPS, 1, 2)}
    choices: dict[str, Any] = {
        "resolution": writer.random.choice(("highest", "lowest", "lowest-direct")),
        "prerelease": writer.random.choice(("allow", "disallow", "explicit", "if-necessary")),
        "extra": writer.some(extras, 1, 2),
        "group": writer.some(groups, 1, 2),
        "all-extras": writer.chance(0.7),
        "no-extra": writer.some(extras, 1, 1),
        "no-deps": writer.chance(0.7),
        "no-binary": writer.random.choice(([":all:"], writer.some(NAMES, 1, 2), [":none:"])),
        "only-binary": writer.random.choice(([":all:"], writer.some(NAMES, 1, 2))),
        "exclude-newer": writer.random.choice((*MOMENTS, False)),
        "exclude-newer-package": {writer.random.choice(NAMES): writer.random.choice((*MOMENTS, False))},
        "extra-index-url": [f"{{{{base}}}}/{other}/simple"],
        "index-strategy": writer.random.choice(STRATEGIES),
        "annotation-style": "line",
        "emit-index-url": True,
        "link-mode": "copy",
    }
    top_choices: dict[str, Any] = {
        "resolution": "lowest",
        "exclude-newer": writer.random.choice(MOMENTS),
        "exclude-newer-package": {writer.random.choice(NAMES): writer.random.choice((*MOMENTS, False))},
        "no-binary-package": writer.some(NAMES, 1, 2),
        "constraint-dependencies": writer.requirements(1, 1, tight=1),
        "extra-index-url": [f"{{{{base}}}}/{other}/simple"],
    }
    pip, top = writer.some(choices, 1, 4), writer.some(top_choices, 0, 2)
    rest = "\n".join(
        [
            "[tool.uv]",
            *(f"{key} = {_value(top_choices[key])}" for key in top),
            "[tool.uv.pip]",
            *(f"{key} = {_value(choices[key])}" for key in pip),
        ]
    )
    writer.case["files"]["pyproject.toml"] = writer.project(
        writer.requirements(1, 3), extras=extras, groups=groups, rest=rest
    )
    writer.case["default_index"] = main
    writer.case["extras"] = writer.some(extras, 0, 1)
    writer.case["groups"] = writer.some(groups, 0, 1)


def _uploaded(writer: Writer) -> Callable[[], str | None]:
    return lambda: f"{writer.random.choice(MOMENTS)}T12:00:00Z" if writer.chance(0.9) else None


def _index_cutoffs(writer: Writer) -> None:
    """Cut-offs in general, of projects and of indexes."""
    upload = _uploaded(writer)
    main = writer.universe(upload_time=upload)
    tables, sources = [], {}
    for number in range(writer.random.randint(1, 2)):
        other = writer.universe(f"other{number}", writer.some(NAMES, 2, 5), upload_time=upload)
        cutoff = writer.random.choice((*MOMENTS, False, None, "1 day", "P9000D"))
        explicit = True if writer.chance(0.25) else None
        tables.append(writer.index(other, name=f"x{number}", exclude_newer=cutoff, explicit=explicit))
        if explicit:
            sources[writer.random.choice(list(writer.universes[other]))] = {"index": f"x{number}"}
    top = [f'index-strategy = "{strategy}"' for strategy in writer.some(STRATEGIES, 0, 1)]
    if writer.chance(0.5):
        top.append(f'exclude-newer = "{writer.random.choice(MOMENTS)}"')
    if writer.chance(0.3):
        packages = {name: writer.random.choice((*MOMENTS, False)) for name in writer.some(NAMES, 1, 2)}
        top.append(f"exclude-newer-package = {_value(packages)}")
    rest = "\n".join(["[tool.uv]", *top, *tables])
    if sources:
        rest += "[tool.uv.sources]\n" + "\n".join(f"{key} = {_value(value)}" for key, value in sources.items())
    dependencies = dict.fromkeys([*writer.requirements(1, 3, tight=0.3), *sources])
    writer.case["files"]["pyproject.toml"] = writer.project(dependencies, rest=rest)
    writer.case["default_index"] = main


def _workspaces(writer: Writer) -> None:
    """Members that require each other, path sources, settings in the wrong place; any of them is asked about."""
    main, other = writer.universe(), writer.universe("other")
    members = writer.some(("q", "r", "s"), 1, 3)
    everybody = ["p", *members]
    files: dict[str, str] = {}
    for name in everybody:
        required = writer.some([each for each in everybody if each != name], 0, 2)
        sources: dict[str, Any] = {
            each: {"workspace": True} | ({"editable": False} if writer.chance(0.15) and each != "p" else {})
            for each in required
        }
        dependencies = [*writer.requirements(0, 2), *required]
        if writer.chance(0.25):
            library = f"lib-{name}"
            path = f"libs/{library}" if name == "p" else f"../../libs/{library}"
            sources[library] = {"path": path} | ({"editable": True} if writer.chance(0.3) else {})
            dependencies.append(library)
            files[f"libs/{library}/pyproject.toml"] = writer.project(writer.requirements(0, 2), name=library)
        if writer.chance(0.2):
            sources["e"] = {"index": "x"}
        rest = writer.index(other, name="x", explicit=True) if name == "p" or "e" in sources else ""
        if name == "p":
            rest += '[tool.uv.workspace]\nmembers = ["packages/*"]\n'
            if writer.chance(0.3):
                rest += f"[tool.uv]\nconstraint-dependencies = {json.dumps(writer.requirements(1, 1, tight=1))}\n"
        elif writer.chance(0.2):
            rest += (
                f'[tool.uv]\nresolution = "lowest"\nconstraint-dependencies = {json.dumps(writer.requirements(1, 1))}\n'
            )
        if sources:
            rest += "[tool.uv.sources]\n" + "\n".join(f"{key} = {_value(value)}" for key, value in sources.items())
        if writer.chance(0.3):
            rest += '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        extras = {extra: writer.requirements(1, 1) for extra in writer.some(EXTRAS, 0, 1)}
        groups: dict[str, list[Any]] = {group: writer.requirements(1, 1) for group in writer.some(GROUPS, 0, 1)}
        text = writer.project(
            dependencies,
            name=name,
            requires_python=writer.random.choice((">=3.9", ">=3.9", ">=3.11", ">=3.10,<3.14", None)),
            extras=extras,
            groups=groups,
            rest=rest,
        )
        files["pyproject.toml" if name == "p" else f"packages/{name}/pyproject.toml"] = text
    writer.case["files"] = files
    writer.case["default_index"] = main
    if writer.chance(0.4):
        writer.case["input"] = f"packages/{writer.random.choice(members)}/pyproject.toml"


def _libc(writer: Writer) -> None:
    """The oldest C library that the wheels of a lock have to be content with."""

    def tags() -> list[str]:
        platforms = writer.some(PLATFORM_TAGS[:-1], 1, 4)
        return [f"cp39-abi3-{platform}" for platform in platforms]

    universe = writer.universe(
        wheel_tags=lambda: tags() if writer.chance(0.8) else None,
        sdist=lambda: False if writer.chance(0.8) else None,
    )
    for versions in writer.universes[universe].values():
        if writer.chance(0.3):
            version = writer.random.choice(list(versions))
            versions[f"{version}+gpu"] = {"requires_python": ">=3.8", "sdist": False, "wheel_tags": tags()}
    lines = [f"{key} = {json.dumps(value)}" for key, value in _environments(writer).items()]
    libcs = {
        "glibc": writer.random.choice(("2.17", "2.28", "2.5", "2.40")),
        "musl": writer.random.choice(("1.1", "1.2")),
    }
    chosen = writer.some(libcs, 1, 2)
    lines.append(f"minimum-libc-version = {_value({key: libcs[key] for key in chosen})}")
    writer.case["files"]["pyproject.toml"] = writer.project(
        writer.requirements(1, 3, tight=0.2), rest="\n".join(["[tool.uv]", *lines])
    )
    writer.case["default_index"] = universe


def _conflicts(writer: Writer) -> None:
    """Declared conflicts between extras and groups: what each marker of the lock has to say."""
    extras = {name: writer.requirements(1, 2, tight=0.6) for name in writer.some(EXTRAS, 1, 3)}
    groups: dict[str, list[Any]] = {name: writer.requirements(1, 2, tight=0.6) for name in writer.some(GROUPS, 1, 2)}
    items = [{"extra": name} for name in extras] + [{"group": name} for name in groups]
    sets = [writer.some(items, 2, 3) for _ in range(writer.random.randint(1, 2))]
    rest = f"[tool.uv]\nconflicts = {_list(map(_Raw, map(_list, sets)))}\n"
    writer.case["files"]["pyproject.toml"] = writer.project(
        writer.requirements(1, 3, tight=0.3, marker=0.2), extras=extras, groups=groups, rest=rest
    )
    writer.case["default_index"] = writer.universe()
    writer.case["extras"] = writer.some(extras, 0, 1)


class _Raw(str):
    """TOML as it stands."""


def _faults(writer: Writer) -> None:
    """One word in `[tool.uv]` or in a uv.toml that uv cannot read, beside settings that it could."""
    faults = (
        *("frobnicate = true", 'resolution = "newest"', "prerelease = 3", 'link-mode = "x"', "concurrent-builds = 0"),
        *('index-strategy = "none"', 'no-build-package = "a"', 'exclude-newer = "1 month"', "upgrade = []", ""),
    )
    other = writer.universe("other")
    settings = {
        "resolution": '"lowest"',
        "constraint-dependencies": json.dumps(writer.requirements(1, 1, tight=1)),
        "override-dependencies": json.dumps(writer.requirements(1, 1, tight=1)),
        "exclude-dependencies": json.dumps(writer.some(NAMES, 1, 1)),
        "environments": "[\"sys_platform == 'linux'\"]",
        "no-binary-package": json.dumps(writer.some(NAMES, 1, 1)),
    }
    lines = [f"{key} = {settings[key]}" for key in writer.some(settings, 1, 3)]
    fault = writer.random.choice(faults)
    keys = {line.partition(" ")[0] for line in lines}
    if fault.partition(" ")[0] not in keys:
        lines.append(fault)
    rest = "\n".join(["[tool.uv]", *lines, writer.index(other, name="x", explicit=writer.chance(0.5))])
    if writer.chance(0.5):
        rest += '[tool.uv.sources]\nb = { index = "x" }\n'
    writer.case["files"]["pyproject.toml"] = writer.project(writer.requirements(1, 3, tight=0.3), rest=rest)
    if writer.chance(0.25):
        taken = [f"{key} = {settings[key]}" for key in writer.some(settings, 1, 2)]
        writer.case["files"]["uv.toml"] = "\n".join([*taken, writer.random.choice(("", "", "frobnicate = 1"))]) + "\n"
    writer.case["default_index"] = writer.universe()


KINDS: dict[str, Callable[[Writer], None]] = {
    "selection": _selection,
    "python-tags": _python_tags,
    "flat-indexes": _flat_indexes,
    "pip-table": _pip_table,
    "index-cutoffs": _index_cutoffs,
    "workspaces": _workspaces,
    "libc": _libc,
    "conflicts": _conflicts,
    "faults": _faults,
}


def write(folder: Path, kind: str, seeds: Iterable[int]) -> None:
    """Write `cases.json` and `universes/` of one kind into a folder."""
    cases = []
    (folder / "universes").mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        writer = Writer(kind, seed)
        KINDS[kind](writer)
        cases.append(writer.case)
        for name, projects in writer.universes.items():
            (folder / "universes" / f"{name}.toml").write_text("\n".join(_universe_lines(name, projects)), "utf-8")
    (folder / "cases.json").write_text(json.dumps({"cases": cases}, indent=1), "utf-8")


def _universe_lines(name: str, projects: Universe) -> Iterator[str]:
    yield f'name = "{name}"'
    yield '[root]\nrequires = []\nrequires_python = ">=3.8"'
    for project, versions in projects.items():
        for version, fields in versions.items():
            yield f'[packages.{project}.versions."{version}"]'
            yield from (f"{key} = {json.dumps(value)}" for key, value in fields.items())
    yield ""
