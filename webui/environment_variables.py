"""Settings from environment variables: one small reader per type."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

_TRUE = {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    """A variable as text, without surrounding space."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """Whether a variable says yes ("1", "true", "yes", "on")."""
    return text(name).lower() in _TRUE


def number(name: str, default: float) -> float:
    """A variable as a number. Raises ValueError naming the variable where it is none."""
    value = text(name)
    try:
        return float(value) if value else default
    except ValueError:
        raise ValueError(f"{name} must be a number, not {value!r}") from None


def choice(name: str, accepted: Sequence[str]) -> str:
    """A variable that is one of these words, the first by default. Raises ValueError naming the variable."""
    value = text(name, accepted[0]).lower() or accepted[0]
    if value not in accepted:
        raise ValueError(f"{name} must be one of {', '.join(accepted)}, not {value!r}")
    return value


def names(name: str) -> list[str]:
    """A comma-separated list, without empty entries."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def refuse_half(said: Mapping[str, str], needed: Sequence[str], extra: str) -> None:
    """Variables that work together: all `needed` or none, and with them a package of an extra of ours.

    Raises ValueError naming what is missing.
    """
    missing = [name for name in said if not said[name]]
    if len(missing) == len(said):
        return
    if missing:
        raise ValueError(f"{', '.join(missing)} must be set, too")
    absent = [name for name in needed if find_spec(name) is None]
    if absent:
        raise ValueError(f"{next(iter(said))} needs the extra `{extra}`: {', '.join(absent)} is not installed")


def data_directory(root: Path) -> Path:
    """Where the database and the cache live: in `var` of a checkout, else in the user's data folder (XDG).

    An installed package has no folder of its own to write to, and the current folder is nobody's choice.
    """
    said = text("WHICHWHEEL_DATA_DIR")
    if said:
        return Path(said).resolve()
    if is_checkout(root):
        return root / "var"
    return Path(text("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "whichwheel"


def is_checkout(root: Path) -> bool:
    """Whether the packages in `root` stand where they are developed."""
    return (root / "manage.py").is_file()


def private_file(path: Path) -> Path:
    """The same path; the file is made where it is missing, and nobody but its owner may read it."""
    with suppress(OSError):  # a read-only folder, or a file of somebody else: then that is how it is
        with suppress(FileExistsError):  # a database that is open must not be opened and closed beside SQLite
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        path.chmod(0o600)
    return path


def secret_key(directory: Path) -> str:
    """The key in `directory`; made on first use, readable by its owner only."""
    path = directory / "secret-key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()
