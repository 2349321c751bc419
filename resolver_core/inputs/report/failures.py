"""What went wrong: lines of errors, and addresses that did not answer, with the status that they gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from resolver_core.inputs.report.blocks import codes_in
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine

_ERROR = re.compile(
    r"(?:> )?\s{0,8}(?:error(?:\[[\w-]+\])?: |ERROR: |\u00d7 |x (?=No solution|Failed)"
    r"|No solution found when resolving [^\n]{1,200}:\s*$"
    r"|CRITICAL: |fatal: |All attempts to connect to \S|[A-Za-z_.]{1,60}(?:Error|Exception|Impossible|Unsatisfiable"
    r"|NotFound)(?:: |$)"
    r"|Because no versions of |Because [^\n]{1,200} version solving failed|Unable to find a resolution"
    r"|\[[A-Za-z]{1,40}(?:Error|Impossible)\]|  [A-Za-z]{1,40}(?:Error|Exception)$"
    r"|Failed to (?:resolve|parse|fetch|build|download|install|prepare|read|solve)\b"
    r"|The current project's (?:supported )?Python (?:requirement|range)"
    r"|(?:[a-z_]\w{0,40}\.){1,8}[A-Z]\w{2,60}: \S|subprocess-exited-with-error)"
)
_BARE = re.compile(
    r"The lock ?file (?:at `[^`]{1,200}` needs to be updated|is not compatible with)\b|Unable to find lockfile at "
    r"|pyproject\.toml changed significantly since|(?:poetry|pdm)\.lock is not up to date with "
    r"|Could not find a matching version of package |Unable to find installation candidates for "
    r"|Package \S{1,100} \([^()\n]{1,80}\) not found|Poetry could not find a pyproject\.toml"
    r"|Unable to determine package info for|Hash for \S{1,100} \([^()\n]{1,80}\) from archive "
    r"|The requested interpreter resolved to |Requirements contain conflicting URLs for "
)
"""What uv and poetry say without a mark before it."""
_EMPHASIS = re.compile(r"[_*]{1,3}(?=[A-Z][a-z]{0,20} )")
_SAID = re.compile(r"(?:error|ERROR): \S.{8,}")
"""An error as a program says it, long enough to be no name of one."""
_CLASS = re.compile(r"  [A-Za-z]{1,60}(?:Error|Exception)\s*")
"""The name of an exception on a line of its own: what it says stands below."""
_DISTRIBUTION = re.compile(r"Distribution `[^`]{1,300}` can't be installed")
_URL = re.compile(r"https?://[^\s`'\"()\[\],]{4,1500}")
_STATUS = (
    re.compile(r"\((?P<status>[45]\d\d)\b[^()]{0,40}\)"),
    re.compile(
        r"\b(?:status|HTTP(?:/\d(?:\.\d)?)?|code|error|return(?:s|ed)?|answer(?:s|ed)?|gives?|with"
        r"|got|a|an|is|->|→|:)\W{0,5}(?P<status>[45]\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<status>[45]\d\d)\b(?= (?:Not Found|Forbidden|Unauthorized|Client Error"
        r"|Server Error|Gone|Bad Gateway|Service Unavailable|Internal|Too Many))",
        re.IGNORECASE,
    ),
)
_TROUBLE = re.compile(
    r"\b(?:status (?:client|server) error|Failed to fetch|Failed to download|not found for url"
    r"|client error|server error"
    r"|could not connect|connection refused|dns error|timed out|timeout|error sending request|error trying to connect"
    r"|unreachable|cannot be reached|does not answer|Max retries exceeded|HTTP error"
    r"|HTTPError|Name or service not known|ConnectionError"
    r"|tls handshake|invalid peer certificate|Could not fetch URL|answers? with"
    r"|(?:returned|responded with|fail(?:s|ed) with) (?:a |an |HTTP )?[45]\d\d"
    r"|returns? (?:a|an|HTTP)? ?[45]\d\d|(?:gives?|answers?|got|is)(?: a| an)? [45]\d\d)\b",
    re.IGNORECASE,
)
_GET = re.compile(r"[\"']?(?:GET|HEAD) (?P<url>https?://\S{4,1500})[^\n]{0,60}?\b(?P<status>[45]\d\d)\b")
_ASKED = re.compile(r"\b(?:curl|wget|http)\b[^\n]{0,120}?\s[\"']?(?P<url>https?://[^\s\"'|]{4,1500})")
_ANSWERED = re.compile(
    r"\s{0,4}(?:HTTP/[\d.]{1,3} |.{0,60}\bERROR |.{0,60}returned error: |HTTP request sent.{0,60}\.\.\. )"
    r"(?P<status>[45]\d\d)\b"
)
_WIDTH = 4_000


@dataclass(frozen=True, slots=True)
class Unreachable:
    """An address that did not answer as it should. `status` is None where there was no answer at all."""

    url: str
    status: int | None
    line: int


def errors_in(lines: Iterable[NumberedLine]) -> tuple[NumberedLine, ...]:
    """The lines that say that something failed, each once, without what surrounds them."""
    found: dict[str, NumberedLine] = {}
    is_named = False
    for line in lines:
        if len(line.text) > 2 * LONGEST_LINE or not line.text.strip():
            continue
        is_message = is_named and line.text.startswith("  ")
        is_named = _CLASS.fullmatch(line.text) is not None
        text = _quoted_error(line.text)
        is_bare = _BARE.match(_unmarked(text)) is not None
        if is_message or is_bare or _ERROR.match(text) or _DISTRIBUTION.match(text.strip()):
            text = _unmarked(text)
            found.setdefault(text, NumberedLine(line.number, text))
    return tuple(found.values())


def _unmarked(text: str) -> str:
    """A line without the marks of a quotation or of emphasis before it."""
    return _EMPHASIS.sub("", text.strip().removeprefix("> ").strip(), count=1)


def _quoted_error(text: str) -> str:
    """The error that a sentence has between back-ticks; the line as it is where it has none."""
    codes = codes_in(text) if text.count("`") > 1 else []
    return next((code for code in codes if _SAID.match(code)), text)


def unreachable_in(lines: Sequence[NumberedLine]) -> tuple[Unreachable, ...]:
    """Addresses with the status of their answer, each once; the status may stand in the line after the address."""
    found: dict[str, Unreachable] = {}
    for at, line in enumerate(lines):
        if len(line.text) > _WIDTH or "://" not in line.text:
            continue
        for one in _of_line(line, lines[at + 1].text if at + 1 < len(lines) else ""):
            held = found.get(one.url)
            if held is None or held.status is None:
                found[one.url] = one if held is None else Unreachable(one.url, one.status, held.line)
    return tuple(one for one in found.values() if not _is_only_the_index(one, found))


def _is_only_the_index(one: Unreachable, found: Mapping[str, Unreachable]) -> bool:
    """Whether an address is that of the index of another one that gave the same status: a sentence names both."""
    root = f"{one.url.rstrip('/')}/"
    return any(url.startswith(root) and url != root and other.status == one.status for url, other in found.items())


def _of_line(line: NumberedLine, following: str) -> Iterator[Unreachable]:
    asked = _ASKED.search(line.text)
    answered = _ANSWERED.match(following) if asked is not None else None
    if asked is not None and answered is not None:
        yield Unreachable(_clean(asked["url"]), int(answered["status"]), line.number)
        return
    requested = _GET.search(line.text)
    if requested is not None:
        yield Unreachable(_clean(requested["url"]), int(requested["status"]), line.number)
        return
    is_trouble = _TROUBLE.search(_URL.sub(" ", line.text)) is not None
    if not is_trouble:
        return
    status = _status(line.text)
    if status is None and len(following) <= _WIDTH and not _names_another(line.text, following):
        status = _status(following) if _TROUBLE.search(following) else None
    urls = [found[0] for found in _URL.finditer(line.text)]
    if status is not None and len(set(map(_clean, urls))) > 1:
        urls = [_nearest(line.text, str(status))]
    for url in urls:
        yield Unreachable(_clean(url), status, line.number)


def _nearest(text: str, status: str) -> str:
    """The address that stands nearest to a status."""
    plain = _URL.sub(lambda found: "\0" * len(found[0]), text)
    place = plain.rfind(status)
    nearest = min(_URL.finditer(text), key=lambda found: min(abs(found.start() - place), abs(found.end() - place)))
    return nearest[0]


def _names_another(text: str, following: str) -> bool:
    urls = set(map(_clean, _URL.findall(following)))
    return bool(urls) and not urls & set(map(_clean, _URL.findall(text)))


def _status(text: str) -> int | None:
    plain = _URL.sub(" URL ", text)
    for pattern in _STATUS:
        found = pattern.search(plain)
        if found is not None:
            return int(found["status"])
    return None


def _clean(url: str) -> str:
    """An address without its fragment (a hash) and the marks of the sentence around it."""
    return url.partition("#")[0].rstrip(".,;:!?>*_")
