"""Who may import whom (docs/architecture.md), and what no file of the project may contain."""

from __future__ import annotations

import ast
import importlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.imports import Import, imports, imports_of, module_name, parsed
from tests.support.shared import REPOSITORY, checked_out

CORE = "resolver_core"

LAYERS = (
    (
        "errors",
        "stopping",
        "garbage",
        "targets",
        "inputs.written_requirement",
        "markers",
        "index.records",
        "index.base",
    ),
    (
        *("inputs", "policy", "index.limits", "index.formats.lenient"),
        *("index.formats.sdist.header_block", "index.formats.sdist.setup_arguments"),
    ),
    ("index", "candidates"),
    ("answer",),
    ("solver", "existing_lock", "pip"),
    ("verify", "explain", "minimise", "exports"),
    ("triage",),
    ("codec", "cli", "verify.explanations", "exports.ten_lines", "exports.stored_explanation_markdown", "", "__main__"),
)
"""A module may import from its own layer and those before it. The longest name that fits counts; "" is the core."""

ONLY_IN = {
    "httpx2": {"index.network.client", "index.network.connecting", "index.network.posting", "index.network.instance"},
    "httpcore2": {"index.network.client", "index.network.connecting", "index.network.posting"},
    "socket": {"index.network.connecting"},
    "urllib.request": set(),
    "http.client": set(),
    "redis": {"index.kept.redis_store"},
    "markdown_it": {"inputs.report.blocks"},
    "msgspec": {"codec.says", "index.formats.links"},
    "resolvelib": {"solver.replay", "pip.as_pip"},
    "django": set(),
    "celery": set(),
    "uv_check": set(),
    "webui": set(),
    "tests": set(),
}
"""Modules that only some modules of the core may import."""

ONLY_IN_WIRING = {"open_index", "DiskStore", "RedisStore", "HttpIndex"}
ONLY_IN_TASKS = {"resolve", "explain", "minimise"}


def sources(folder: str) -> list[Path]:
    return sorted((REPOSITORY / folder).rglob("*.py"))


def core_name(module: str) -> str:
    """The name of a core module without the package: "index.http"; "" for the package."""
    return module.removeprefix(CORE).removeprefix(".")


def layer_of(name: str) -> int | None:
    """The number of the layer that a core module belongs to; None where the table lacks it."""
    found = [
        (len(prefix), number)
        for number, prefixes in enumerate(LAYERS)
        for prefix in prefixes
        if name == prefix or (prefix and name.startswith(f"{prefix}."))
    ]
    return max(found)[1] if found else None


def is_module(name: str) -> bool:
    path = REPOSITORY.joinpath(CORE, *name.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def imported_core_module(item: Import) -> str:
    """`from resolver_core.index import records` imports the module index.records."""
    name = core_name(item.module)
    deeper = f"{name}.{item.name}".lstrip(".")
    return deeper if item.name and is_module(deeper) else name


ENTRIES = ("solver.solve",)
"""What explanations call: the solver under a policy, and the third opinion."""


def core_violations(name: str, found: list[Import]) -> Iterator[str]:
    own = layer_of(name)
    if own is None:
        yield f"{name}: not in the table of layers"
        return
    for item in found:
        if item.package == CORE:
            target = imported_core_module(item)
            other = layer_of(target)
            if other is None or other > own:
                yield f"{name}:{item.line} imports {target} of a later layer"
            if name.startswith("explain") and target.startswith("solver") and target not in ENTRIES:
                yield f"{name}:{item.line} imports {target}; explanations call {' and '.join(ENTRIES)} alone"
        for restricted, allowed in ONLY_IN.items():
            full = f"{item.module}.{item.name}"
            if (f"{full}.".startswith(f"{restricted}.") or item.module == restricted) and name not in allowed:
                yield f"{name}:{item.line} imports {restricted}"


def reads_private_packaging(source: str) -> bool:
    tree = parsed(source)
    if any(isinstance(node, ast.Attribute) and node.attr == "_markers" for node in ast.walk(tree)):
        return True
    return any(item.module.startswith("packaging._") for item in imports(source, "x"))


def web_violations(name: str, found: list[Import], public: set[str]) -> Iterator[str]:
    last = name.rpartition(".")[2]
    for item in found:
        if item.package != CORE:
            continue
        if item.module != CORE or item.name not in public:
            yield f"{name}:{item.line} imports {item.module}.{item.name}; only public names of {CORE} cross the line"
        elif item.name in ONLY_IN_WIRING and last != "wiring":
            yield f"{name}:{item.line} imports {item.name}; webui.wiring alone builds an index"
        elif item.name in ONLY_IN_TASKS and last != "tasks":
            yield f"{name}:{item.line} imports {item.name}; tasks alone solve"


def check_violations(name: str, found: list[Import], public: set[str]) -> Iterator[str]:
    """The check with the real uv stands beside the core: it knows its public names, and nothing of the web."""
    for item in found:
        if item.package == CORE and (item.module != CORE or item.name not in public):
            yield f"{name}:{item.line} imports {item.module}.{item.name}; only public names of {CORE} cross the line"
        elif item.package in {"webui", "django", "celery", "tests"}:
            yield f"{name}:{item.line} imports {item.package}"


PAGES = "webui.resolutions"

WINGS = {"asking": {"asking"}, "working": {"asking", "working"}, "showing": {"asking", "showing"}}
"""Which wings of the web each one may import. What two of them need from each other goes through a row or a task."""

SHARED = {"models": {"asking"}, "documents": {"asking"}, "task_names": set[str]()}
"""Modules beside the wings that every wing may import, with the wings that they may import themselves."""


def wing_violations(name: str, found: list[Import]) -> Iterator[str]:
    """A wing imports itself, the wings of the table and what is shared: no hub such as views, no API."""
    room = name.removeprefix(f"{PAGES}.").partition(".")[0] if name.startswith(f"{PAGES}.") else ""
    allowed = WINGS.get(room, SHARED.get(room))
    if allowed is None:
        return
    for item in found:
        full = f"{item.module}.{item.name}" if item.name else item.module
        if full.startswith(f"{PAGES}."):
            other = full.removeprefix(f"{PAGES}.").partition(".")[0]
            if other not in allowed | SHARED.keys():
                yield f"{name}:{item.line} imports {other}; {room} may import {', '.join(sorted(allowed)) or 'no wing'}"
        elif full.startswith("webui.api"):
            yield f"{name}:{item.line} imports the API"


def public_names() -> set[str]:
    """`__all__` of the core."""
    return set(importlib.import_module(CORE).__all__)


def tracked_lines() -> Iterator[tuple[str, str]]:
    """(file:line, text) of every line of every text file of the checkout."""
    for path in checked_out():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(REPOSITORY)}:{number}", line


def registry_hosts() -> set[str]:
    from pip._internal.models.index import PyPI, TestPyPI

    indexes = (PyPI, TestPyPI)
    return {urlsplit(index.simple_url).netloc for index in indexes} | {index.file_storage_domain for index in indexes}


# -- the core -----------------------------------------------------------------------------------


def test_the_core_keeps_its_layers() -> None:
    wrong = [
        problem
        for path in sources(CORE)
        for problem in core_violations(core_name(module_name(path, REPOSITORY)), imports_of(path, REPOSITORY))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("errors", "from resolver_core.policy import Policy"),
        ("inputs.pyproject", "from resolver_core.index.network.http import HttpIndex"),
        ("inputs.pyproject", "from resolver_core.index.formats import simple_api"),
        ("candidates.selection", "from resolver_core.solver import kernel"),
        ("candidates.selection", "from ..solver.kernel import solve"),
        ("explain.causes", "from resolver_core.solver.kernel import Kernel"),
        ("solver.kernel", "from resolver_core import resolve"),
        ("solver.solve", "from uv_check.checking import check"),
        ("solver.kernel", "import resolvelib.resolvers"),
        ("solver.kernel", "from django.conf import settings"),
        ("index.formats.simple_api", "def read():\n    import httpx2"),
        ("index.formats.simple_api", "from urllib import request"),
        ("no_such_layer", ""),
    ],
)
def test_a_broken_layer_is_noticed(module: str, source: str) -> None:
    assert list(core_violations(module, list(imports(source, f"{CORE}.{module}"))))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("inputs.problem", "from resolver_core.index.records import IndexLocation"),
        ("solver.kernel", "from resolver_core.index.base import Index\nfrom urllib.parse import urlsplit"),
        ("solver.replay", "import resolvelib"),
        ("index.network.connecting", "import httpx2, socket"),
        ("__main__", "from resolver_core import resolve"),
    ],
)
def test_a_kept_layer_is_accepted(module: str, source: str) -> None:
    assert not list(core_violations(module, list(imports(source, f"{CORE}.{module}"))))


def test_only_one_module_reads_the_parse_tree_of_packaging() -> None:
    found = {
        path.relative_to(REPOSITORY).as_posix() for path in sources(CORE) if reads_private_packaging(path.read_text())
    }
    assert found <= {f"{CORE}/markers/normalise.py"}


@pytest.mark.parametrize("source", ["tree = marker._markers", "from packaging._parser import Op"])
def test_reading_the_parse_tree_is_noticed(source: str) -> None:
    assert reads_private_packaging(source)


# -- the web ------------------------------------------------------------------------------------


def test_the_web_uses_only_public_names_of_the_core() -> None:
    public = public_names()
    wrong = [
        problem
        for path in sources("webui")
        for problem in web_violations(module_name(path, REPOSITORY), imports_of(path, REPOSITORY), public)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("webui.resolutions.views.paste", "from resolver_core.codec import to_json"),
        ("webui.resolutions.views.paste", "import resolver_core.codec"),
        ("webui.resolutions.views.paste", "from resolver_core import codec"),
        ("webui.resolutions.views.paste", "from resolver_core import resolve"),
        ("webui.resolutions.working.tasks", "from resolver_core import open_index"),
    ],
)
def test_a_crossed_line_is_noticed(module: str, source: str) -> None:
    public = {"resolve", "open_index", "to_json"}
    assert list(web_violations(module, list(imports(source, module)), public))


def test_the_check_uses_only_public_names_of_the_core() -> None:
    public = public_names()
    wrong = [
        problem
        for path in sources("uv_check")
        for problem in check_violations(module_name(path, REPOSITORY), imports_of(path, REPOSITORY), public)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "source",
    [
        "from resolver_core.codec import to_json",
        "from webui import wiring",
        "import django",
        "from resolver_core import x",
    ],
)
def test_a_check_that_crosses_the_line_is_noticed(source: str) -> None:
    assert list(check_violations("uv_check.checking", list(imports(source, "uv_check.checking")), {"resolve"}))


def test_the_wings_of_the_web_keep_apart() -> None:
    wrong = [
        problem
        for path in sources("webui/resolutions")
        for problem in wing_violations(module_name(path, REPOSITORY), imports_of(path, REPOSITORY))
    ]
    assert not wrong, "\n".join(wrong)
    assert {path.name for path in (REPOSITORY / "webui" / "resolutions").iterdir()} >= WINGS.keys()


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("asking.forms", "from webui.resolutions.working import permalinks"),
        ("asking.forms", "from webui.resolutions.showing.formats import platform"),
        ("working.tasks", "from webui.resolutions.showing import stored_pages"),
        ("working.tasks", "from webui.resolutions import showing"),
        ("working.tasks", "import webui.resolutions.showing.stored_pages"),
        ("working.tasks", "from ..showing.stored_pages import keep"),
        ("working.tasks", "def late():\n    from webui.resolutions.showing import stored_pages"),
        ("showing.page", "from webui.resolutions.working.questions import put"),
        ("showing.parts.trace", "from webui.resolutions.working import leases"),
        ("showing.page", "from webui.resolutions.views.requests import page_of"),
        ("showing.page", "from webui.resolutions import urls"),
        ("working.tasks", "from webui.api import schemas"),
        ("models", "from webui.resolutions.working import leases"),
        ("task_names", "from webui.resolutions.asking.labels import Label"),
    ],
)
def test_a_door_between_two_wings_is_noticed(module: str, source: str) -> None:
    assert list(wing_violations(f"{PAGES}.{module}", list(imports(source, f"{PAGES}.{module}"))))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("working.tasks", "from webui.resolutions.task_names import RENDER_PAGE\nfrom webui import wiring"),
        ("showing.parts.trace", "from webui.resolutions.asking.labels import Label"),
        ("asking.forms", "from webui.resolutions.models import Submission"),
        ("views.paste", "from webui.resolutions.working import permalinks\nfrom webui.resolutions import showing"),
        ("models", "from webui.resolutions.asking.asked import Asked"),
    ],
)
def test_what_a_wing_may_import_is_accepted(module: str, source: str) -> None:
    assert not list(wing_violations(f"{PAGES}.{module}", list(imports(source, f"{PAGES}.{module}"))))


def test_tests_of_the_core_do_without_the_web() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{item.line}"
        for folder in ("tests/core", "tests/property", "tests/conformance", "benchmarks")
        for path in sources(folder)
        if path.name not in {"result_page.py", "storage.py", "team_speed.py"}  # the benchmarks of the web
        for item in imports_of(path, REPOSITORY)
        if item.package in {"webui", "django", "celery"}
    ]
    assert not wrong


# -- every file ---------------------------------------------------------------------------------


def test_no_file_names_a_package_registry() -> None:
    hosts = registry_hosts()
    assert len(hosts) >= 3
    wrong = [place for place, line in tracked_lines() if any(host in line for host in hosts)]
    assert not wrong


def test_no_file_holds_a_path_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w./:-])/(?:home|root|Users|work)/\w")
    theirs = ("LICENSE", "tests/report_corpus/")  # transcripts show the folders of those who wrote them
    wrong = [place for place, line in tracked_lines() if pattern.search(line) and not place.startswith(theirs)]
    assert not wrong


# -- the commands -------------------------------------------------------------------------------


def test_the_readme_has_two_commands() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (REPOSITORY / "README.md").read_text("utf-8"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]
    assert commands == ["./scripts/run", "./scripts/test"]
    assert all(os.access(REPOSITORY / command, os.X_OK) for command in commands)


def test_continuous_integration_calls_the_test_command_alone() -> None:
    lines = (REPOSITORY / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec ./scripts/test"]


def test_every_make_target_has_a_help_line() -> None:
    text = (REPOSITORY / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony
    documented = set(re.findall(r"^([\w-]+):.* ## \w", text, re.MULTILINE))
    assert documented == set(phony[1].split())
