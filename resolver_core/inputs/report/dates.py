"""The date of a report: when it was opened, or else the earliest that it can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine

FIELD = "as_of"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_ISO = r"\d{4}[-/]\d{2}[-/]\d{2}"
_WRITTEN = (
    rf"(?:{_ISO}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st"
    rf"|nd|rd|th)?\.?\s+{_MONTH},?\s+\d{{4}})"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W{{0,4}}(?:created_?(?:at)?|date|opened_at|createdAt)[\"'`*]{{0,3}}\s{{0,3}}[:=]\W{{0,6}}(?P<date>{_WRITTEN})",
        rf"\b(?:opened|asked|created|reported|posted|filed|submitted)\b[^.\n]{{0,60}}?\bon\s+(?P<date>{_WRITTEN})",
        rf"\b(?:opened|asked|created|reported|posted|filed|submitted)\b(?:\s+this\s+issue)?[\s:]{{1,3}}(?P<date>{_WRITTEN})",
        rf"^\S[^\n]{{0,120}}\s[·•]\s+(?P<date>{_WRITTEN})\s*$",
        rf"\boriginally posted by\b[^\n]{{0,100}}?(?P<date>{_WRITTEN})",
        rf"\bdate\b[^.\n]{{0,30}}?[:=]\W{{0,4}}(?P<date>{_WRITTEN})",
        r"^(?:Start time|End time): (?P<date>20\d\d[01]\d[0-3]\d)\d{6}$",
        rf"\b(?:as of|date|today|today is|today's date|tested on|since)\b\W{{0,5}}(?P<date>{_WRITTEN})",
        rf"^[\[#\d. ]{{0,12}}(?P<date>{_ISO})[T ]\d{{2}}:\d{{2}}",
        rf"^(?P<date>{_WRITTEN})\.?$",
        rf"\b(?:commented|comment by|edited)\b[^\n]{{0,60}}?\bon\s+(?P<date>{_WRITTEN})",
    )
)
"""How a report tells its day, the surest first."""

_CUT_OFF = re.compile(rf"\bexclude[-_]newer\b[\s=:\"']{{1,6}}(?P<date>{_ISO})", re.IGNORECASE)
_DAY = re.compile(
    rf"(?<![\w./=-])(?P<date>20\d\d-\d\d-\d\d|(?!{_ISO}){_WRITTEN})(?![\w-])(?!,?\s\d{{1,2}}:\d\d)", re.IGNORECASE
)
"""A day without an hour: builds of interpreters and systems have one."""
_BUILT = re.compile(rf"\buv \d{{1,2}}\.\d{{1,3}}\.\d{{1,3}}\s{{0,3}}\([^()\n]{{0,60}}?(?P<date>{_ISO})")
_DEVELOPMENT = re.compile(r"\.dev(?P<date>20[12]\d[01]\d[0-3]\d)\b")
_UPLOADED = re.compile(rf"\bupload[-_]time\b\W{{0,6}}(?P<date>{_ISO})")


def date_of(lines: Iterable[NumberedLine], words: Iterable[NumberedLine]) -> Fact | None:
    """When the report was written; `is_assumed` for the newest day that it must be later than, and for
    the only day that its words name. None: it tells none."""
    short = [line for line in lines if len(line.text) <= LONGEST_LINE and any(map(str.isdigit, line.text))]
    for pattern in _PATTERNS:
        for line in short:
            found = pattern.search(line.text)
            day = _day(found["date"]) if found else None
            if day is not None:
                return Fact(FIELD, day.isoformat(), line.number, line.text.strip())
    for line in short:
        found = _CUT_OFF.search(line.text)
        if found is not None and (day := _day(found["date"])) is not None:
            return Fact(FIELD, day.isoformat(), line.number, line.text.strip(), is_assumed=True)
    bounds = list(_bounds(short))
    if not bounds:
        return _only_day(list(words))
    day, line = max(bounds, key=lambda one: one[0])
    return Fact(FIELD, day.isoformat(), line.number, line.text.strip(), is_assumed=True)


def _only_day(lines: list[NumberedLine]) -> Fact | None:
    """The day that a sentence names, where the report names one day alone."""
    found = [
        (line, day) for line in lines for one in _DAY.finditer(line.text) if (day := _day(one["date"])) is not None
    ]
    if len({day for _, day in found}) != 1:
        return None
    line, day = found[0]
    return Fact(FIELD, day.isoformat(), line.number, line.text.strip(), is_assumed=True)


def _bounds(lines: list[NumberedLine]) -> Iterator[tuple[date, NumberedLine]]:
    """Days before which the report cannot have been written: builds of uv, development versions, uploads."""
    for line in lines:
        for pattern in (_BUILT, _DEVELOPMENT, _UPLOADED):
            for found in pattern.finditer(line.text):
                day = _day(found["date"])
                if day is not None:
                    yield day, line


def _day(text: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    name = re.search(r"[a-z]{3}", text.lower().replace("th", "  ").replace("nd", "  ")) if len(numbers) == 2 else None
    try:
        if len(numbers) == 1:
            found = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        elif name is not None:
            found = date(numbers[1], _MONTHS.index(name[0]) + 1, numbers[0])
        else:
            found = date(*numbers[:3])
    except (ValueError, TypeError):
        return None
    return found if 2012 <= found.year <= 2100 else None
