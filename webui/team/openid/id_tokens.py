"""Whether an ID token may be believed (OpenID Connect Core 1.0, 3.1.3.7). No I/O."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

import jwt

from webui.team.openid.refusals import Refused, Why

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""With a key that the provider alone has: no "none", and nothing that our secret would sign."""
CLOCKS_DIFFER_SECONDS = 60
_REASONS: dict[type[jwt.PyJWTError], Why] = {
    jwt.ExpiredSignatureError: Why.EXPIRED,
    jwt.ImmatureSignatureError: Why.EXPIRED,
    jwt.InvalidAudienceError: Why.AUDIENCE,
    jwt.InvalidIssuerError: Why.ISSUER,
}


def claims_of(
    token: object, keys: Sequence[Mapping[str, object]], *, issuer: str, client_id: str, nonce: str
) -> dict[str, object]:
    """What a token says, once its signature and all that it has to name are right. Raises `Refused`."""
    try:
        claims = _decoded(str(token), keys, issuer, client_id)
    except jwt.PyJWTError as error:
        raise Refused(_REASONS.get(type(error), Why.UNTRUSTED), type(error).__name__) from None
    except (ValueError, TypeError, KeyError, RecursionError) as error:  # of a key that is none
        raise Refused(Why.UNTRUSTED, type(error).__name__) from None
    _check_party(claims, client_id)
    said = claims.get("nonce")
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise Refused(Why.NONCE)
    return claims


def _decoded(token: str, keys: Sequence[Mapping[str, object]], issuer: str, client_id: str) -> dict[str, object]:
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        raise Refused(Why.UNTRUSTED, "it is signed in a way that is not accepted")
    return jwt.decode(
        token,
        jwt.PyJWK(_key(keys, header.get("kid"), algorithm), algorithm),
        algorithms=[algorithm],
        audience=client_id,
        issuer=issuer,
        leeway=CLOCKS_DIFFER_SECONDS,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )


def _key(keys: Sequence[Mapping[str, object]], kid: object, algorithm: str) -> dict[str, object]:
    fitting = [
        dict(key)
        for key in keys
        if key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    ]
    if not fitting or (kid is None and len(fitting) > 1):
        raise Refused(Why.UNTRUSTED, "no key of the provider has signed it")
    return fitting[0]


def _check_party(claims: Mapping[str, object], client_id: str) -> None:
    """A token for several must name who asked for it, and any that names somebody must name us."""
    audience = claims["aud"]
    party = claims.get("azp")
    if party != client_id and (party is not None or (isinstance(audience, list) and len(audience) > 1)):
        raise Refused(Why.AUDIENCE, "azp")
