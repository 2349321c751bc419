"""Addresses that no request may reach, how they are spelled, and a listener at all of them.

As root the attacks run in a network of their own (Linux: `unshare`), in which this machine has every one of these
addresses; elsewhere only loopback is listened at.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

IN_A_NETWORK_OF_ITS_OWN = "DRILLS_HAVE_THEIR_NETWORK"
HOSTILE_HOST = "127.77.0.1"
"""Of the hostile indexes: the only address that is allowed."""

ADDRESSES = (
    "10.0.0.1", "10.255.255.254", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.254", "169.254.1.1",
    "169.254.169.254", "168.63.129.16", "100.64.0.1", "100.100.100.200", "198.18.0.1", "192.0.0.1", "192.88.99.1",
    "203.0.113.1", "240.0.0.1", "fc00::1", "fd00::1", "fd00:ec2::254", "fec0::1", "feff::1", "2001:db8::1", "3fff::1",
    "5f00::1", "64:ff9b:1::1",
)  # fmt: skip

SPELLINGS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "127.0.0.2", "127.255.255.254", "0.0.0.0", "0", "localhost", "LOCALHOST", "localhost.", "localhost.localdomain",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::80ff:fffe]", "[::ffff:10.0.0.1]", "[fe80::1%25lo]",
    "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\u2460\u2461\u2466.0.0.1",
    *(f"[{address}]" if ":" in address else address for address in ADDRESSES),
)  # fmt: skip

NAMES = {
    "internal.safety.test": "10.0.0.1",
    "metadata.safety.test": "169.254.169.254",
    "loop.safety.test": "127.0.0.1",
    "loop6.safety.test": "::1",
    "site.safety.test": "fec0::1",
    "unique.safety.test": "fd00::1",
    "shared.safety.test": "100.64.0.1",
    "zero.safety.test": "0.0.0.0",
    "two.safety.test": "192.168.0.1",
    "mapped.safety.test": "::ffff:127.0.0.1",
    "link.safety.test": "169.254.1.1",
    "testing.safety.test": "203.0.113.1",
}
"""Names that point inward. They resolve in the network of the attacks alone."""


class Listener:
    """Accepts at a port of every address of this machine, and remembers who came."""

    def __init__(self, ports: tuple[int, ...]) -> None:
        self.heard: list[str] = []
        self.sockets: list[socket.socket] = []
        for port in ports:
            for family, host in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
                with suppress(OSError):
                    self.sockets.append(self._listening(family, host, port))
        self.port = next(each.getsockname()[1] for each in self.sockets)

    def _listening(self, family: int, host: str, port: int) -> socket.socket:
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
        listening.listen(100)
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()
        return listening

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(2)
                    here, first = connection.getsockname()[:2], b""
                    with suppress(OSError):
                        first = connection.recv(100)
                    self.heard.append(f"{here[0]}:{here[1]} {first[:60]!r}")


@contextmanager
def listener() -> Iterator[Listener]:
    """Listen until the block ends."""
    standard = (80, 443, 22, 9418) if has_own_network() else ()
    listening = Listener((_free_port(), *standard))
    try:
        yield listening
    finally:
        for each in listening.sockets:
            each.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        return int(probe.getsockname()[1])


def has_own_network() -> bool:
    """Whether this process stands in the network of the attacks."""
    return bool(os.environ.get(IN_A_NETWORK_OF_ITS_OWN))


def can_have_own_network() -> bool:
    """Whether one can be made here."""
    if os.geteuid() != 0 or shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run(["unshare", "--net", "--mount", "true"], capture_output=True).returncode == 0


def in_own_network(arguments: list[str]) -> int:
    """Run these drills once more in a network of their own; the exit status."""
    environment = {**os.environ, IN_A_NETWORK_OF_ITS_OWN: "1"}
    command = ["unshare", "--net", "--mount", sys.executable, "-m", "tests.drills", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def furnish() -> None:
    """Give this network its addresses and names. Does nothing outside of a network of our own."""
    if not has_own_network():
        return
    commands = [["ip", "link", "set", "lo", "up"]]
    for address in ADDRESSES:
        commands.append(["ip", "addr", "add", f"{address}/{128 if ':' in address else 32}", "dev", "lo"])
    for command in commands:
        subprocess.run(command, capture_output=True, check=False)
    lines = ["127.0.0.1 localhost", "::1 localhost", *(f"{address} {name}" for name, address in NAMES.items())]
    hosts = Path(tempfile.mkdtemp(prefix="drill-hosts-")) / "hosts"
    hosts.write_text("\n".join(lines) + "\n")
    hosts.chmod(0o644)
    subprocess.run(["mount", "--bind", str(hosts), "/etc/hosts"], capture_output=True, check=False)
