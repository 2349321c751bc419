"""What the finders of secrets have in common: a place in a text, what stands there afterwards, and its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MASK = "***"
"""What stands in place of a secret that cannot simply be left out."""


class SecretKind(StrEnum):
    """What a secret is, in words that go on "… was removed"."""

    URL = "the user or password in a URL"
    PARAMETER = "a token in the query of a URL"
    SETTING = "the value of a setting"
    OPTION = "the value of an option"
    HEADER = "the value of a header"
    NETRC = "the login and password of a netrc entry"
    TOKEN = "an access token"
    PRIVATE_KEY = "a private key"
    TOO_MANY = "the whole text, for it has more than 2,000 secrets,"


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from `start` up to `end` give way to `replacement`.

    `name` says what the secret belongs to: a host, a parameter, a variable. It is no secret itself.
    """

    start: int
    end: int
    replacement: str
    kind: SecretKind
    name: str


_HARMLESS = re.compile(
    r"""\*+|•+|[xX]{3,}|\.{3}|\[?(?i:redacted|masked|none|null|true|false)\]?|<[^<>]*>|%\w+%
        |\$[A-Z_][A-Z0-9_]*|(?:\$\{[^{}]*\})+|\$\{?\{.*|\{\{.*|\$\(.*|\$env:\w+|os\.environ.*""",
    re.VERBOSE | re.DOTALL,
)


def is_harmless(value: str) -> bool:
    """Whether a value only stands for a secret: empty, masked already, or the name of a variable."""
    return not value or _HARMLESS.fullmatch(value[:200]) is not None
