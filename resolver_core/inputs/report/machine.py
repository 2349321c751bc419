"""`Machine`: what a report tells of a machine, and uv's name of it."""

from __future__ import annotations

from dataclasses import dataclass

SYSTEMS = {
    "linux": "linux",
    "manylinux": "linux",
    "musllinux": "linux",
    "unknown-linux": "linux",
    "ubuntu": "linux",
    "macosx": "macos",
    "macos": "macos",
    "darwin": "macos",
    "apple-darwin": "macos",
    "win": "windows",
    "windows": "windows",
    "win32": "windows",
    "pc-windows": "windows",
}
MACHINES = {
    "amd64": "x86_64",
    "x86_64": "x86_64",
    "x64": "x86_64",
    "intel": "x86_64",
    "arm64": "arm64",
    "aarch64": "arm64",
    "32": "i686",
    "x86": "i686",
    "armv7": "armv7l",
    "universal2": "",
}


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine as far as it is known; "" for what is not.

    `arch` is "arm64" on macOS and Windows, "aarch64" on Linux.
    """

    os: str = ""  #: "linux", "macos" or "windows"
    arch: str = ""
    libc: str = ""  #: "glibc" or "musl", on Linux
    version: str = ""  #: of the system, as stated
    line: int = 0
    quote: str = ""

    @property
    def platform(self) -> str:
        """uv's name of it; "" where the system is unknown. The usual machine is taken where none is stated."""
        is_arm = self.arch in ("arm64", "aarch64") or (self.os == "macos" and not self.arch)
        machine = self.arch if self.arch and self.os == "linux" else "aarch64" if is_arm else "x86_64"
        if self.os == "linux":
            return f"{machine}-unknown-linux-{'musl' if self.libc == 'musl' else 'gnu'}"
        return {
            "macos": f"{machine}-apple-darwin",
            "windows": f"{self.arch if self.arch == 'i686' else machine}-pc-windows-msvc",
        }.get(self.os, "")


def made(system: str, machine: str, libc: str = "") -> Machine:
    """A machine from the words that tags, keys and triples have for it."""
    return Machine(SYSTEMS.get(system, ""), MACHINES.get(machine, machine), libc)
