"""What files there are, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from packaging.tags import Tag

from resolver_core.answer.proof import SkippedListing
from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.numbers import counted
from resolver_core.index.records import Distribution, SkippedFile
from resolver_core.targets.environment import Environment


def offered(files: Sequence[Distribution], target: Environment | None = None) -> str:
    """What files a version has, in words: "15 wheels (cp39 to cp312; Linux x86_64) and no source distribution".

    With a target, and where no wheel is for its platform: "... Linux x86_64, none for macOS arm64) ...".
    """
    wheels = [file for file in files if file.is_wheel]
    has_sdist = any(not file.is_wheel for file in files)
    pythons = sorted({tag.interpreter for file in wheels for tag in file.tags}, key=_python_order)
    span = pythons[0] if len(pythons) == 1 else f"{pythons[0]} to {pythons[-1]}" if pythons else ""
    count = counted(len(wheels), "wheel") if wheels else "no wheel"
    about = (
        f" ({span}; {_systems(tag for file in wheels for tag in file.tags)}{_lacking(wheels, target)})"
        if wheels
        else ""
    )
    return f"{count}{about} and {'a' if has_sdist else 'no'} source distribution"


def none_fits(version: str, files: Sequence[Distribution], target: Environment) -> str:
    """A version that has files and none for the target; `version` is how the sentence calls it."""
    return f"{version} has {offered(files, target)}; none fits {target.label}"


def no_file_fits(target: Environment) -> str:
    """The same of a version that the sentence has named before."""
    return f"no file fits {target.label}"


def _python_order(tag: str) -> tuple[str, int, int]:
    digits = "".join(character for character in tag if character.isdigit())
    return tag.rstrip("0123456789"), int(digits[:1] or 0), int(digits[1:] or 0)


_SYSTEMS = {"manylinux": "Linux", "linux": "Linux", "musllinux": "musl Linux", "macosx": "macOS", "win": "Windows"}
_MACHINES = ("x86_64", "aarch64", "arm64", "i686", "universal2", "amd64", "armv7l", "ppc64le", "s390x", "intel")
_SAME = {"amd64": "x86_64"}  # as Windows calls it
_ANY = "any platform"


def _systems(tags: Iterable[Tag]) -> str:
    """The systems with their machines: "Linux x86_64 and aarch64, macOS arm64"."""
    machines: dict[str, set[str]] = {}
    for tag in tags:
        name = tag.platform.partition("_")[0].rstrip("0123456789")
        machine = next((one for one in _MACHINES if tag.platform.endswith(one)), "")
        machines.setdefault(_SYSTEMS.get(name, _ANY if name == "any" else name), set()).add(_SAME.get(machine, machine))
    listed = ((system, " and ".join(sorted(filter(None, of)))) for system, of in sorted(machines.items()))
    return ", ".join(f"{system} {of}".strip() for system, of in listed)


_SYSTEM_OF = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}


def _lacking(wheels: Sequence[Distribution], target: Environment | None) -> str:
    """The target's system and machine, where no wheel is for them whatever its Python."""
    if target is None:
        return ""
    platforms = {tag.platform for tag in target.tags}
    if any(tag.platform in platforms for file in wheels for tag in file.tags):
        return ""
    system = "musl Linux" if any(name.startswith("musllinux") for name in platforms) else ""
    system = system or _SYSTEM_OF.get(target.markers["sys_platform"], target.markers["sys_platform"])
    machine = target.markers["platform_machine"]
    return f"; none for {system} {_SAME.get(machine.lower(), machine)}"


def skipped(files: Iterable[SkippedFile | SkippedListing], most: int) -> str:
    """Files that nobody can use, each with the reason; `most` of them."""
    return ", ".join(f"{file.filename} ({file.reason})" for file in islice(files, most))


def metadata_file(pin: Pin) -> str:
    """The file that a pin's metadata were read from."""
    return "supplied metadata" if pin.provenance is None else pin.provenance.read_filename or "supplied metadata"
