"""What uv may see and use: no settings and no network of this machine, and so much memory and time."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resolver_core import MACOS_VARIABLE, Environment
from uv_check.errors import NotAsked, Obstacle
from uv_check.running import launch
from uv_check.serving.places import HOST
from uv_check.serving.recorded import RecordedAnswers
from uv_check.serving.server import listening, serving

INNER_PORT = 8080
"""In a network namespace of its own every port is free."""
_NOWHERE = "http://127.0.0.1:9"
_STARTING_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run of uv may use."""

    seconds: float = 120.0  #: on the wall
    memory_bytes: int = 6 << 30  #: of address space; uv reserves far more than it touches
    file_bytes: int = 256 << 20  #: of one file, its log included

    def of_process(self) -> dict[str, int]:
        """As the operating system takes them."""
        return {
            "RLIMIT_AS": self.memory_bytes,
            "RLIMIT_FSIZE": self.file_bytes,
            "RLIMIT_CPU": int(self.seconds * 2) + 1,
            "RLIMIT_CORE": 0,
        }


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that came to its end. `status` is the exit status."""

    status: int
    stdout: str
    stderr: str


@cache
def has_network_namespaces() -> bool:
    """Whether this machine lets us put a process into a network of its own."""
    if sys.platform != "linux":
        return False
    order = {"answer_on": 0, "port": 0, "limits": {}, "command": ["/bin/true"]}
    try:
        done = subprocess.run([*_LAUNCH, json.dumps(order)], capture_output=True, timeout=_STARTING_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def base_and_listener() -> tuple[str, socket.socket | None]:
    """The address at which uv will find the server; with the socket where it has to be bound beforehand."""
    if has_network_namespaces():
        return f"http://{HOST}:{INNER_PORT}", None
    listener = listening()
    return f"http://{HOST}:{listener.getsockname()[1]}", listener


def environment(home: Path, target: Environment | None = None) -> dict[str, str]:
    """Everything that uv finds in its environment: folders below `home`, no way out, the macOS of a target."""
    stated = {} if target is None or not target.system_version else {MACOS_VARIABLE: target.system_version}
    folders = {
        "HOME": "home",
        "XDG_CONFIG_HOME": "config",
        "XDG_CONFIG_DIRS": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "other-cache",
        "UV_CACHE_DIR": "cache",
        "UV_PYTHON_INSTALL_DIR": "pythons",
        "UV_TOOL_DIR": "tools",
        "TMPDIR": "temporary",
        "PATH": "programs",
    }
    places = {name: str(home / folder) for name, folder in folders.items()}
    for place in places.values():
        Path(place).mkdir(parents=True, exist_ok=True)
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), _NOWHERE)
    return {
        **places,
        **stated,
        **proxies,
        "NO_PROXY": HOST,
        "no_proxy": HOST,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_PYTHON_PREFERENCE": "only-system",
        "UV_NO_SYSTEM_CONFIG": "1",
        "UV_NO_WRAP": "1",
        "UV_NO_PROGRESS": "1",
        "UV_HTTP_RETRIES": "0",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }


def run(
    command: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    limits: Limits,
    answers: RecordedAnswers,
    listener: socket.socket | None,
) -> Finished:
    """Run a command in a folder while `answers` are served. Raises `NotAsked` where it did not come to its end."""
    with ExitStack() as stack:
        out = stack.enter_context(tempfile.TemporaryFile())
        errors = stack.enter_context(tempfile.TemporaryFile())
        channel, theirs = (None, None) if listener is not None else socket.socketpair()
        if listener is not None:
            stack.enter_context(serving(answers, listener.dup()))
        order = {
            "answer_on": None if theirs is None else theirs.fileno(),
            "port": INNER_PORT,
            "limits": limits.of_process(),
            "command": list(command),
        }
        process = subprocess.Popen(
            [*_LAUNCH, json.dumps(order)],
            cwd=folder,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            pass_fds=() if theirs is None else (theirs.fileno(),),
            start_new_session=True,
        )
        stack.callback(_end, process)
        if theirs is not None and channel is not None:
            theirs.close()
            stack.enter_context(serving(answers, _received(channel)))
        status = _status(process, limits.seconds)
        return Finished(status, _read(out.fileno()), _read(errors.fileno()))


def _received(channel: socket.socket) -> socket.socket:
    """The socket that listens inside."""
    with channel:
        channel.settimeout(_STARTING_SECONDS)
        try:
            _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
        except OSError:
            descriptors = []
    if not descriptors:
        raise NotAsked(Obstacle.RESOURCES, "network namespace")
    return socket.socket(fileno=descriptors[0])


def _status(process: subprocess.Popen[bytes], seconds: float) -> int:
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise NotAsked(Obstacle.TIME, f"{seconds:g}") from None
    if status < 0:
        raise NotAsked(Obstacle.RESOURCES, signal.Signals(-status).name)
    return status


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read().decode("utf-8", "replace")


_LAUNCH = [sys.executable, "-I", str(Path(launch.__file__))]
