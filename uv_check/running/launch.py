"""Becomes uv, after it has shut itself in. Run as a program of its own (`python -I launch.py JSON`).

With a socket to answer on (`answer_on`) it moves to a network namespace of its own, in which nothing is but loopback,
listens there, and sends the listening socket back: who has started it answers what uv asks there. Nothing of this
package is imported, for uv waits until it has started.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import resource
import socket
import struct
import sys
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of <sched.h>
_SET_FLAGS, _UP = 0x8914, 0x1  # SIOCSIFFLAGS, IFF_UP of <linux/sockios.h>, <net/if.h>
REFUSED = 97
"""The exit status where the machine has no namespaces for us."""


def shut_in() -> None:
    """Move to a network namespace of our own, with loopback up. Raises OSError."""
    user, group = os.getuid(), os.getgid()
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))


def hand_over(answer_on: int, port: int) -> None:
    """Listen on a port of loopback and send the listening socket to who has started us."""
    with (
        socket.socket(fileno=answer_on) as channel,
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener,
    ):
        listener.bind(("127.0.0.1", port))
        listener.listen(256)
        socket.send_fds(channel, [b"1"], [listener.fileno()])


def bound(what: int, limit: int) -> None:
    """Set a limit; a lower one that we are under already stays."""
    _, hard = resource.getrlimit(what)
    lowest = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (lowest, lowest))


def main() -> None:
    """Shut in, bound, and become the program that the first argument tells of."""
    order = json.loads(sys.argv[1])
    if order["answer_on"] is not None:
        try:
            shut_in()
        except OSError:
            sys.exit(REFUSED)
        if order["port"]:
            hand_over(order["answer_on"], order["port"])
    for name, limit in order["limits"].items():
        bound(getattr(resource, name), limit)
    os.execv(order["command"][0], order["command"])


if __name__ == "__main__":
    main()
