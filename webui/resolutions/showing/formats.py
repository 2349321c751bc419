"""Values as people read them: the one place for units, dates and plurals."""

from __future__ import annotations

from datetime import UTC, datetime

from resolver_core import split_platform

PLATFORM_WORDS = {
    "x86_64-unknown-linux-gnu": "Linux x86_64",
    "aarch64-unknown-linux-gnu": "Linux aarch64",
    "x86_64-unknown-linux-musl": "Linux x86_64 (musl)",
    "aarch64-unknown-linux-musl": "Linux aarch64 (musl)",
    "aarch64-apple-darwin": "macOS arm64",
    "x86_64-apple-darwin": "macOS x86_64",
    "x86_64-pc-windows-msvc": "Windows x86_64",
    "aarch64-pc-windows-msvc": "Windows arm64",
    "i686-pc-windows-msvc": "Windows x86",
    "linux": "Linux x86_64",
    "macos": "macOS arm64",
    "windows": "Windows x86_64",
}

HOW_READ = {
    "separate-file": "metadata file beside it",
    "range": "byte ranges of the wheel",
    "whole-file": "the whole file",
    "sdist": "static metadata of the source distribution",
    "sdist-as-built": "assumed: what its publisher's own build wrote into the source distribution",
    "out-of-reach": "assumed: a source that is not read",
    "supplied": "given in the pasted text",
}


def how_read(how: str) -> str:
    """How metadata were read, in words."""
    return HOW_READ.get(how, how)


def platform(name: str) -> str:
    """uv's platform name in words, with the version behind it; names nobody says otherwise stay as they are."""
    name, version = split_platform(name)
    words = PLATFORM_WORDS.get(name, name)
    if not version:
        return words
    if words.startswith("macOS "):
        return words.replace("macOS", f"macOS {version}", 1)
    if words.endswith("(musl)"):
        return words.replace("(musl)", f"(musl {version})")
    return f"{words} (glibc {version})"


def target(python: str, platform_name: str) -> str:
    """ "Python 3.8, Linux x86_64"."""
    return f"Python {python}, {platform(platform_name)}"


def count(number: int, noun: str) -> str:
    """ "1 project", "1,024 projects"; for nouns whose plural ends in s."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun}s"


def seconds(value: float) -> str:
    """Two significant digits below ten seconds, whole seconds above, minutes beyond."""
    if value < 0.095:
        return f"{value * 1000:.0f} ms"
    if value < 1:
        return f"{value:.2f} s"
    if value < 10:
        return f"{value:.1f} s"
    return f"{value:.0f} s" if value < 90 else f"{value // 60:.0f} min {value % 60:.0f} s"


def size(number: int) -> str:
    """Bytes with a decimal unit."""
    if number < 1000:
        return f"{number} B"
    value, unit = float(number), "B"
    for larger in ("kB", "MB", "GB"):
        if value < 999.5:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"


def parse_moment(text: str | None) -> datetime | None:
    """A stored time (ISO 8601), or None."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def moment(value: datetime | None) -> str:
    """ "2024-11-29 14:03 UTC"; "" for none."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if value else ""


def ago(value: datetime, now: datetime) -> str:
    """ "just now", "5 minutes ago", "3 days ago"."""
    passed = int((now - value).total_seconds())
    for limit, unit, noun in ((3600, 60, "minute"), (86400, 3600, "hour"), (10**12, 86400, "day")):
        if passed < 60:
            return "just now"
        if passed < limit:
            return f"{count(passed // unit, noun)} ago"
    return ""


def listing(names: list[str], limit: int = 5) -> str:
    """ "a", "a and b", "a, b and 3 more"."""
    if len(names) > limit:
        return f"{', '.join(names[: limit - 1])} and {len(names) - limit + 1} more"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def release(filename: str) -> str:
    """ "tornado 6.4.2" of the name of a wheel or a source distribution; "" of anything else."""
    stem = filename.removesuffix(".tar.gz").removesuffix(".zip")
    parts = filename.split("-") if filename.endswith(".whl") else stem.rsplit("-", 1)
    return f"{parts[0].replace('_', '-').lower()} {parts[1]}" if len(parts) > 1 else ""
