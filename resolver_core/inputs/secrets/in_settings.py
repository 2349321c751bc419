"""Secrets beside URLs: variables, settings, options, headers, netrc entries, and tokens that show by their form."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from resolver_core.inputs.secrets.names import SETTING_WORD, is_secret_setting
from resolver_core.inputs.secrets.spans import MASK, SecretKind, Span, is_harmless

_LEFT = re.compile(r"[\w.-]{1,80}\Z")
_VALUE = r"""(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'`,;&<>()\[\]{}|]+))"""
_SIGN = r"""(?P<sign>=>|:=|=(?!=))|(?P<colon>:(?=[ \t"']))|(?P<blank>(?<=[ \t]))"""
_AFTER_NAME = re.compile(rf"""[\w.-]{{0,40}}(?P<rest>["']?[ \t]{{0,20}}(?:{_SIGN})[ \t]{{0,20}}){_VALUE}""")
_DOCKER = re.compile(r"\b(?:ENV|ARG)[ \t]+\Z")
_VERSION = re.compile(r"[~^<>=!*].*|\d+(?:\.[\w*]+)+|\d{1,3}")
_PROSE = re.compile(r"[A-Za-z]{1,11}[.!?]?")
_USER_OPTION = re.compile(
    r"""(?<![\w-])(?:-u|--user|--proxy-user)[ \t=]{1,3}["']?([^\s:"'/]{1,200}:[^\s"'/][^\s"']{0,200})"""
)
_HEADER = re.compile(
    r"""\b(?P<name>(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-auth-token|private-token|job-token
        |x-jfrog-art-api|x-amz-security-token)\b["']?[ \t]{0,5}[:=][ \t]{0,5}["']?
        (?P<scheme>(?:basic|bearer|token|digest|negotiate|aws4-hmac-sha256)[ \t]{1,5})?(?P<value>[^"'\r\n\\]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_SCHEME = re.compile(r"\b(basic|bearer)[ \t]{1,5}([A-Za-z0-9+/_.~-]{8,}={0,2})", re.IGNORECASE)
_BASIC_OF_POETRY = re.compile(r"\bhttp-basic\.\S{1,100}[ \t]{1,5}(\S{1,255}[ \t]{1,5}\S{1,1000})")
_NETRC = re.compile(
    r"\b(?:machine[ \t\r\n]{1,20}(\S{1,255})|default)((?:\s{1,20}(?:login|password|account)\s{1,20}\S{1,1000}){1,3})"
)
_NETRC_VALUE = re.compile(r"(?:login|password|account)\s{1,20}(\S+)")
_TOKEN = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{16,}
        |pypi-AgE[\w-]{16,}|(?:AKIA|ASIA)[A-Z0-9]{16}|xox[abeoprs]-[\w-]{10,}|AIza[\w-]{35}|hf_[A-Za-z0-9]{20,}
        |npm_[A-Za-z0-9]{30,}|dckr_pat_[\w-]{20,}|AKCp[A-Za-z0-9]{20,}|cmVmdGtu[A-Za-z0-9]{20,}|ya29\.[\w-]{20,}
        |(?<=/t/)[a-z]{2}-[0-9a-f]{8}-[0-9a-f-]{27}|sk-(?:proj-|ant-\w{1,20}-)?[A-Za-z0-9_]{32,}|dop_v1_[0-9a-f]{32,}|eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?
    )""",
    re.VERBOSE,
)
_KEY_BEGIN, _KEY_END = re.compile(r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----"), "-----END"


def secrets_in_settings(text: str) -> Iterator[Span]:
    """Everything that is no part of a URL."""
    yield from _settings(text)
    yield from _headers(text)
    yield from _netrc(text)
    yield from _user_options(text)
    yield from _tokens(text)
    yield from _private_keys(text)


def _settings(text: str) -> Iterator[Span]:
    for match in SETTING_WORD.finditer(text):
        value = _AFTER_NAME.match(text, match.end())
        if value is None:
            continue
        left = _LEFT.search(text, max(0, match.start() - 80), match.start())
        begin = match.start() if left is None else left.start()
        whole = text[begin : value.start("rest")]
        kind, place = _value_of(text, begin, value, is_option=whole.startswith("--"))
        if place is not None and is_secret_setting(whole.lstrip("-")):
            yield Span(*place, MASK, kind, whole.lstrip("-"))


def _value_of(
    text: str, begin: int, found: re.Match[str], *, is_option: bool
) -> tuple[SecretKind, tuple[int, int] | None]:
    """The value of a name that ends where `found` begins, unless it is none that matters."""
    if is_option:
        is_value = found["colon"] is None and not (found["bare"] or "").startswith("-")
        return SecretKind.OPTION, _place(found) if is_value else None
    if found["blank"] is not None and _DOCKER.search(text, max(0, begin - 20), begin) is None:
        return SecretKind.SETTING, None
    return SecretKind.SETTING, None if _is_no_secret(found) else _place(found)


def _is_no_secret(found: re.Match[str]) -> bool:
    """A version of a project with such a name, or the next word of a sentence."""
    value = found["double"] or found["single"] or found["bare"] or ""
    is_sentence = found["colon"] is not None and found["bare"] is not None and _PROSE.fullmatch(value) is not None
    return is_sentence or _VERSION.fullmatch(value) is not None


def _place(found: re.Match[str]) -> tuple[int, int] | None:
    group = next(name for name in ("double", "single", "bare") if found[name] is not None)
    return None if is_harmless(found[group]) else found.span(group)


def _headers(text: str) -> Iterator[Span]:
    for match in _HEADER.finditer(text):
        if not is_harmless(match["value"].strip()):
            yield Span(match.start("value"), match.end("value"), MASK, SecretKind.HEADER, match["name"])
    for match in _SCHEME.finditer(text):
        if _is_basic(match[2]) if match[1].lower() == "basic" else re.search(r"\d", match[2]) or len(match[2]) >= 20:
            yield Span(match.start(2), match.end(2), MASK, SecretKind.HEADER, match[1])


def _is_basic(value: str) -> bool:
    try:
        return b":" in base64.b64decode(value, validate=True)
    except ValueError:
        return False


def _netrc(text: str) -> Iterator[Span]:
    for entry in _NETRC.finditer(text):
        if "password" not in entry[2]:
            continue
        for match in _NETRC_VALUE.finditer(text, entry.start(2), entry.end(2)):
            if not is_harmless(match[1]):
                yield Span(match.start(1), match.end(1), MASK, SecretKind.NETRC, entry[1] or "default")


def _user_options(text: str) -> Iterator[Span]:
    for pattern, name in ((_USER_OPTION, "--user"), (_BASIC_OF_POETRY, "http-basic")):
        for match in pattern.finditer(text):
            if not is_harmless(match[1]):
                yield Span(match.start(1), match.end(1), MASK, SecretKind.OPTION, name)


def _tokens(text: str) -> Iterator[Span]:
    for match in _TOKEN.finditer(text):
        yield Span(match.start(), match.end(), MASK, SecretKind.TOKEN, match.group()[:4])


def _private_keys(text: str) -> Iterator[Span]:
    begin = _KEY_BEGIN.search(text)
    while begin is not None:
        end = text.find(_KEY_END, begin.end())
        end = len(text) if end < 0 else end
        inside = text[begin.end() : end]
        if not is_harmless(inside.strip()):
            start = end - len(inside.lstrip())
            yield Span(start, start + len(inside.strip()), MASK, SecretKind.PRIVATE_KEY, "")
        begin = _KEY_BEGIN.search(text, end)
