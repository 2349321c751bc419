"""Which names say that their value is a secret. The lists are documented in docs/secrets.md."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

_PARAMETER_WORDS = frozenset(
    """
    sig signature token key apikey secret password passwd pwd pass passphrase auth authorization credential credentials
    jwt session hmac bearer ticket sas otp googleaccessid
    """.split()  # noqa: SIM905 (a table of words reads better than a list)
)
"""A query parameter with one of these words in its name holds a secret: `sig`, `access_token`, `X-API-Key`."""

_PARAMETER_PREFIXES = ("x-amz-", "x-goog-", "x-oss-", "x-cos-", "x-obs-")
"""Parameters of addresses that clouds have signed; each is part of the permission."""

_ENDINGS = ("token", "secret", "password", "passwd", "apikey", "accesskey", "signature", "credentials", "passphrase")
"""Words that end so count as well: `authtoken`, `clientsecret`."""

_SETTING = re.compile(
    r"""(?:.*[^a-z])?(?:
        passw(?:or)?d|passphrase|pwd|pass|secret|token|apikey|credentials?|auth|authorization|
        (?:api|access|secret|private|account|auth|signing|encryption|deploy|storage|subscription)[_.-]?key(?:[_.-]?id)?
    )|.*(?:password|passwd|secret|token|apikey|accesskey|secretkey)|(?:uv|twine|poetry|pip)_.*username""",
    re.VERBOSE,
)

SETTING_WORD = re.compile(
    r"passw(?:or)?d|passphrase|pwd|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|account[_.-]?key"
    r"|auth(?![a-z])|authorization|credential|[a-z][_.-]key|_pass(?![a-z])|username",
    re.IGNORECASE,
)
"""A quick look for names that may be of a secret setting; `is_secret_setting` judges them."""

_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")


@lru_cache(maxsize=4_000)
def is_secret_parameter(name: str) -> bool:
    """Whether the value of a query parameter is a secret, by its name."""
    plain = unquote(name)
    if plain.lower().startswith(_PARAMETER_PREFIXES):
        return True
    words = [word.lower() for word in _WORDS.findall(plain)]
    return plain.lower() in _PARAMETER_WORDS or any(
        word in _PARAMETER_WORDS or word.endswith(_ENDINGS) for word in words
    )


@lru_cache(maxsize=4_000)
def is_secret_setting(name: str) -> bool:
    """Whether the value of a setting, variable or option is a secret, by its name: `UV_INDEX_FOO_PASSWORD`."""
    words = "_".join(_WORDS.findall(name)).lower() or name.lower()
    return _SETTING.fullmatch(words) is not None
