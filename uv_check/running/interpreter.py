"""The stand-in for an interpreter: a program that answers uv's one question with the facts of a target.

uv starts an interpreter once, with `-I -B -c` and a script that prints what it is as JSON, and believes the answer.
So no Python of the target's version is needed, and none at all: the stand-in prints a file. Measured on uv 0.5.5,
0.9.5, 0.9.30, 0.13.8 and 0.13.9; what they expect differs in the fields of `FIELDS`, and none minds those of another.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path

from resolver_core import Environment, uv_platform

_ARCHITECTURE = "x86_64"
_SYSTEM = {"name": "manylinux", "major": 2, "minor": 36}

_CPU = {"detected": {"kind": "flags", "flags": ""}}

FIELDS: tuple[tuple[str, dict[str, object]], ...] = (
    ("every release", {"gil_disabled": False, "pointer_size": "64", "manylinux_compatible": True}),
    ("up to 0.5", {"sysconfig_prefix": "/nowhere"}),
    ("up to 0.9", {"platform": {"os": _SYSTEM, "arch": _ARCHITECTURE}}),
    ("since 0.9", {"standalone": False, "debug_enabled": False}),
    ("since 0.13", {"os": _SYSTEM, "arch": _ARCHITECTURE, "extension_suffixes": [".abi3.so", ".so"], "cpu_info": _CPU}),
)
"""What releases of uv expect besides the markers and the paths: since when, and what it is on the stand-in's machine.

The machine counts for nothing: a platform is always asked for beside it."""

_MARKERS_OF_MACHINE = {
    "os_name": "posix",
    "platform_machine": _ARCHITECTURE,
    "platform_release": "",
    "platform_system": "Linux",
    "platform_version": "",
    "sys_platform": "linux",
}


@dataclass(frozen=True, slots=True)
class Python:
    """The Python that a stand-in claims to be."""

    full_version: str  #: "3.12.0"
    implementation: str = "CPython"  #: as `platform_python_implementation`
    implementation_version: str = ""  #: "": the same as the full version
    free_threaded: bool = False
    on: Environment | None = None  #: a target whose machine no option of uv names: then the stand-in runs on it

    @classmethod
    def of_target(cls, target: Environment) -> Python:
        """That of a target."""
        return cls(
            target.markers["python_full_version"],
            target.markers["platform_python_implementation"],
            target.markers["implementation_version"],
            target.python.endswith("t"),
            target if uv_platform(target) is None else None,
        )

    @property
    def minor(self) -> str:
        """The version that a marker calls `python_version`."""
        return ".".join(self.full_version.split(".")[:2])


def facts(python: Python, program: Path) -> dict[str, object]:
    """The answer to uv's question."""
    prefix = program.parent.parent
    library = f"{prefix}/lib/python{python.minor}"
    packages = f"{library}/site-packages"
    found: dict[str, object] = {"result": "success", "markers": _markers(python)}
    found |= dict.fromkeys(("sys_base_prefix", "sys_base_exec_prefix", "sys_prefix"), str(prefix))
    found |= dict.fromkeys(("sys_base_executable", "sys_executable"), str(program))
    found |= {"sys_path": [library, packages], "site_packages": [packages], "stdlib": library}
    found["scheme"] = {
        "platlib": packages,
        "purelib": packages,
        "include": f"{prefix}/include/python{python.minor}",
        "scripts": f"{prefix}/bin",
        "data": str(prefix),
    }
    found["virtualenv"] = {
        "platlib": f"lib/python{python.minor}/site-packages",
        "purelib": f"lib/python{python.minor}/site-packages",
        "include": f"include/site/python{python.minor}",
        "scripts": "bin",
        "data": "",
    }
    for _, fields in FIELDS:
        found |= fields
    found |= {"gil_disabled": python.free_threaded}
    return found if python.on is None else found | _machine(python.on)


def _machine(target: Environment) -> dict[str, object]:
    """What is said of a machine with a C library that no platform of uv's names."""
    assert target.system is not None, "only a stated system has no name"
    name = "musllinux" if target.system.system.value == "musl" else "manylinux"
    system = {"name": name, "major": target.system.major, "minor": target.system.minor}
    arch = target.markers["platform_machine"]
    return {"os": system, "arch": arch, "platform": {"os": system, "arch": arch}}


def _markers(python: Python) -> dict[str, str]:
    machine = _MARKERS_OF_MACHINE
    if python.on is not None:
        machine = {name: python.on.markers[name] for name in machine}
    return {
        "implementation_name": python.implementation.lower(),
        "implementation_version": python.implementation_version or python.full_version,
        "platform_python_implementation": python.implementation,
        "python_full_version": python.full_version,
        "python_version": python.minor,
        **machine,
    }


def write_stand_in(folder: Path, python: Python) -> Path:
    """Write the program below a folder, which becomes its prefix; where it is."""
    program = folder / "bin" / "python3"
    (folder / "lib" / f"python{python.minor}" / "site-packages").mkdir(parents=True, exist_ok=True)
    program.parent.mkdir(parents=True, exist_ok=True)
    answer = folder / "facts.json"
    answer.write_text(json.dumps(facts(python, program)), "utf-8")
    program.write_text(f"#!/bin/sh\nexec /bin/cat {shlex.quote(str(answer))}\n", "utf-8")
    program.chmod(0o755)
    return program
