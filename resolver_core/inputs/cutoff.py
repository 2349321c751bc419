"""The values of uv's `exclude-newer`: a day, an instant, or a span before now.

Measured with uv 0.13.8: a day means its end (the next midnight); a time without an offset is ignored,
so that it means its whole day too; spans are friendly ("30 days") or ISO 8601 ("P30D"), and months and
years are refused. uv takes midnight from the local time zone; here it is UTC, so that an answer does not
depend on where it was computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from resolver_core.inputs.requirement import InvalidText, check_size

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](.+))?", re.IGNORECASE)
_TIME = re.compile(r"(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?", re.IGNORECASE)
_OFFSET = re.compile(r"(Z|[+-]\d{2}(?::?\d{2})?)(?:\[[^\]]+\])?", re.IGNORECASE)
_FRIENDLY_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-zµ]+),?\s*")
_ISO_SPAN = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.IGNORECASE,
)
_CALENDAR_SPAN = re.compile(r"P\d+[YM]|.*\d\s?(?:years?|yrs?|y|months?|mos?)\b", re.IGNORECASE)
_UNITS = {
    "weeks": ("weeks", "week", "wks", "wk", "w"),
    "days": ("days", "day", "d"),
    "hours": ("hours", "hour", "hrs", "hr", "h"),
    "minutes": ("minutes", "minute", "mins", "min", "m"),
    "seconds": ("seconds", "second", "secs", "sec", "s"),
    "milliseconds": ("milliseconds", "millisecond", "millis", "milli", "msecs", "msec", "ms"),
    "microseconds": ("microseconds", "microsecond", "micros", "micro", "usecs", "usec", "us", "µs"),
}
_SECONDS = {"milliseconds": ("seconds", 1e-3), "microseconds": ("seconds", 1e-6)}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}


Amounts = tuple[tuple[str, float], ...]
"""The parts of a span by their units. Spans are the same where these are: `7 days` is not `1 week` (measured)."""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A cut-off with the span before now that it was written as; None where it was written as a moment."""

    instant: datetime
    span: str | None = None

    @property
    def amounts(self) -> Amounts | None:
        """What the span counts, however it was written."""
        return None if self.span is None else span_amounts(self.span)


class TypedMoment(datetime):
    """A moment, with the text that it was typed as ("" where nobody knows)."""

    typed: str = ""


def as_typed(moment: datetime) -> str:
    """A cut-off as it was typed, a span with the instant it comes to; else the day that it ends, or RFC 3339."""
    typed = moment.typed if isinstance(moment, TypedMoment) else ""
    instant = moment.astimezone(UTC)
    is_end_of_day = (instant.hour, instant.minute, instant.second, instant.microsecond) == (0, 0, 0, 0)
    said = f"{instant - timedelta(days=1):%Y-%m-%d}" if is_end_of_day else f"{instant:%Y-%m-%dT%H:%M:%SZ}"
    if not typed:
        return said
    return typed if span_amounts(typed) is None else f"{typed.removesuffix(' ago')} ago ({instant:%Y-%m-%dT%H:%M:%SZ})"


def span_amounts(text: str) -> Amounts | None:
    """The parts of a span, "P3W" or "3 weeks"; None for a moment."""
    parts = _iso_parts(text)
    return _friendly_parts(text) if parts is None else parts


def parse_cutoff(text: str, now: datetime) -> TypedMoment:
    """The instant (aware, UTC) at or after which uploads do not count, with its text; spans end at `now`.

    Raises `InvalidText` for what uv refuses.
    """
    check_size(text)
    try:
        cutoff = _instant(text) or _before(text, now)
    except (OverflowError, ValueError) as error:
        raise InvalidText(f"`{text}` is no date that exists, or too far away.") from error
    if cutoff is not None:
        moment = TypedMoment.fromisoformat(cutoff.isoformat())
        moment.typed = text
        return moment
    if _CALENDAR_SPAN.fullmatch(text):
        raise InvalidText(
            f"`{text}` counts months or years, which have no fixed length: write days, such as `30 days`."
        )
    raise InvalidText(
        f"`{text}` is not a valid exclude-newer: write a date such as `2024-11-29`, a timestamp such as "
        "`2024-11-29T12:00:00Z`, or a span such as `30 days` or `P30D`."
    )


def _instant(text: str) -> datetime | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return _end_of(day)
    time = _TIME.match(match[4])
    if time is None:
        return None
    rest = match[4][time.end() :]
    if not rest or (rest.startswith("[") and rest.endswith("]")):
        return _end_of(day)
    offset = _OFFSET.fullmatch(rest)
    return None if offset is None else _at(day, time, offset[1])


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


def _at(day: date, time: re.Match[str], offset: str) -> datetime:
    microsecond = int((time[4] or "0").ljust(9, "0")[:6])
    hour, minute, second = (int(time[n] or 0) for n in (1, 2, 3))
    local = datetime(day.year, day.month, day.day, hour, minute, min(second, 59), microsecond, tzinfo=UTC)
    return local - _shift(offset)


def _shift(offset: str) -> timedelta:
    if offset in ("Z", "z"):
        return timedelta()
    digits = offset[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -shift if offset[0] == "-" else shift


def _before(text: str, now: datetime) -> datetime | None:
    amounts = span_amounts(text)
    return None if amounts is None else now.astimezone(UTC) - abs(timedelta(**dict(amounts)))


def _iso_parts(text: str) -> Amounts | None:
    match = _ISO_SPAN.fullmatch(text.lstrip("+-"))
    if match is None or not any(match.groupdict().values()):
        return None
    sign = -1.0 if text.startswith("-") else 1.0
    return _counted((unit, sign * float(amount)) for unit, amount in match.groupdict().items() if amount)


def _friendly_parts(text: str) -> Amounts | None:
    rest = text.lstrip("+-").removesuffix(" ago")
    sign = -1.0 if text.startswith("-") or text.endswith(" ago") else 1.0
    parts: list[tuple[str, float]] = []
    position = 0
    while position < len(rest):
        part = _FRIENDLY_PART.match(rest, position)
        if part is None or part[2] not in _UNIT_OF:
            return None
        parts.append((_UNIT_OF[part[2]], sign * float(part[1])))
        position = part.end()
    return _counted(parts) if rest and not rest.endswith((" ", ",")) else None


def _counted(parts: Iterable[tuple[str, float]]) -> Amounts:
    """Amounts of one unit together; what is shorter than a second counts as seconds, as an ISO 8601 span has it."""
    found: dict[str, float] = {}
    for unit, amount in parts:
        name, factor = _SECONDS.get(unit, (unit, 1.0))
        found[name] = found.get(name, 0.0) + amount * factor
    return tuple(sorted((unit, amount) for unit, amount in found.items() if amount))
