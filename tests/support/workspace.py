"""A workspace of three members with a path source, a group and `workspace = true`, and how it is locked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.served_index import ServedFile
from tests.support.uv_runs import run_uv

ROOT, CART, PRICES, MONEY = (
    "pyproject.toml", "packages/cart/pyproject.toml", "packages/prices/pyproject.toml", "libs/money/pyproject.toml",
)  # fmt: skip
WORKSPACE = {
    ROOT: """\
[project]
name = "shop"
version = "1.0"
requires-python = ">=3.9"
dependencies = ["cart", "mail; sys_platform == 'linux'"]

[tool.uv.sources]
cart = { workspace = true }

[tool.uv.workspace]
members = ["packages/*"]
""",
    CART: """\
[project]
name = "cart"
version = "2.0"
requires-python = ">=3.9"
dependencies = ["prices", "money", "tables>=1"]

[tool.uv.sources]
prices = { workspace = true }
money = { path = "../../libs/money" }
""",
    PRICES: """\
[project]
name = "prices"
version = "3.0"
requires-python = ">=3.9"
dependencies = ["tables<3"]

[project.optional-dependencies]
web = ["mail<2"]

[dependency-groups]
dev = ["checks"]
""",
    MONEY: """\
[project]
name = "money"
version = "4.0"
dependencies = ["rounding"]
""",
}
WORKSPACE_INDEX = (
    *(ServedFile(f"tables-{version}-py3-none-any.whl") for version in ("1.0", "2.0", "3.0")),
    *(ServedFile(f"mail-{version}-py3-none-any.whl", ("sockets",)) for version in ("1.0", "2.0")),
    ServedFile("sockets-1.0-py3-none-any.whl"),
    ServedFile("checks-1.0-py3-none-any.whl", ("tables>=2",)),
    ServedFile("rounding-0.1-py3-none-any.whl", ("tables; python_version < '3.10'",)),
    ServedFile("rounding-0.2-py3-none-any.whl", requires_python=">=3.10"),
)

Locked = set[tuple[str, ...]]
"""Packages as (name, version), and what requires what: (name, the extra or group, required, version, marker)."""


def written(files: Mapping[str, str], folder: Path) -> Path:
    """The folder, with the files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def locked_by_uv(files: Mapping[str, str], folder: Path, index_url: str, input: str = ROOT) -> Locked:
    """What `uv lock` writes for the project of a file, in the folder."""
    written(files, folder)
    project = str(Path(input).parent)
    finished = run_uv(["lock", "--project", project, "--default-index", index_url, "--no-cache"], str(folder))
    assert finished.returncode == 0, finished.stderr
    lock = next(path for path in (folder / "uv.lock", folder / project / "uv.lock") if path.exists())
    found: Locked = set()
    for package in tomllib.loads(lock.read_text("utf-8"))["package"]:
        found.add((package["name"], package["version"]))
        lists = {"": package.get("dependencies", [])}
        lists |= package.get("optional-dependencies", {}) | package.get("dev-dependencies", {})
        found |= {(package["name"], part, *_edge(edge)) for part, edges in lists.items() for edge in edges}
    versions = {entry[0]: entry[1] for entry in found if len(entry) == 2}
    return {(*entry[:3], entry[3] or versions[entry[2]], *entry[4:]) if len(entry) > 2 else entry for entry in found}


def _edge(edge: Mapping[str, str]) -> tuple[str, str, str]:
    return edge["name"], edge.get("version", ""), edge.get("marker", "")


def locked_by_us(document: Mapping[str, Any]) -> Locked:
    """The same of our universal document."""
    assert document["outcome"] == "solved", document
    found: Locked = set()
    for package in document["packages"]:
        found.add((package["name"], package["version"]))
        lists = {"": package["dependencies"]} | package["optional_dependencies"] | package["dependency_groups"]
        for part, edges in lists.items():
            found |= {(package["name"], part, edge["name"], edge["version"], edge["marker"]) for edge in edges}
    return found
