"""A small OpenID provider on loopback: discovery, authorize, token, keys and userinfo, with tokens that are signed.

It signs in whoever `person` is, without asking. What it does wrong is up to the test: `claims` replaces claims of the
ID token, `discovery` parts of its document, `answers` whole answers by path.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "whichwheel", "a secret: kept+well"
KEY_ID = "of-2026"


@cache  # two keys, for all tests of a process
def signing_key(name: str) -> rsa.RSAPrivateKey:
    """The key of a name."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class OpenIDProvider:
    """What it knows, what it was asked, and what it does wrong."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "ada-1", "email": "ada@triage.test", "name": "Ada"})
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    signs_with: str = KEY_ID
    asked: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)  #: codes and tokens
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The discovery document."""
        doors = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "userinfo_endpoint": "userinfo",
        }
        return {
            "issuer": self.issuer,
            **{name: f"{self.issuer}/{door}" for name, door in doors.items()},
            **self.discovery,
        }

    def told(self) -> dict[str, Any]:
        """What userinfo says."""
        return {"email_verified": True, **self.person}

    def keys(self) -> dict[str, Any]:
        """The public key."""
        key = jwt.algorithms.RSAAlgorithm.to_jwk(signing_key(KEY_ID).public_key(), as_dict=True)
        return {"keys": [{**key, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def authorized(self, query: dict[str, str]) -> str:
        """Where a browser is sent back to."""
        assert query["client_id"] == CLIENT_ID
        assert query["response_type"] == "code"
        assert "openid" in query["scope"].split()
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        self.given.append(code)
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """What is given for a code, once."""
        if self._client(form, authorization) != (CLIENT_ID, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or (asked["redirect_uri"], asked["code_challenge"]) != (form["redirect_uri"], challenge):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": self.person["sub"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        token = jwt.encode(claims, signing_key(self.signs_with), "RS256", headers={"kid": KEY_ID})
        access = secrets.token_urlsafe(16)
        self.given += [token, access]
        return 200, {"id_token": token, "access_token": access, "token_type": "Bearer"}

    def _client(self, form: dict[str, str], authorization: str) -> tuple[str, str]:
        if not authorization:
            return form.get("client_id", ""), form.get("client_secret", "")
        name, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        return unquote_plus(name), unquote_plus(secret)


@contextmanager
def openid_provider() -> Iterator[OpenIDProvider]:
    """A provider while the body runs."""
    provider = OpenIDProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if self._is_spoiled(parts.path):
                return
            if parts.path == "/realm/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorized(dict(parse_qsl(parts.query))))
                self.end_headers()
            elif parts.path == "/realm/userinfo":
                is_given = self.headers["Authorization"].removeprefix("Bearer ") in provider.given
                self._say(200 if is_given else 401, provider.told())
            elif parts.path == "/realm/keys":
                self._say(200, provider.keys())
            else:
                self._say(200, provider.document())

        def do_POST(self) -> None:
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            if not self._is_spoiled(self.path):
                self._say(*provider.tokens(form, self.headers.get("Authorization", "")))

        def _is_spoiled(self, path: str) -> bool:
            provider.asked.append(path)
            status, body = provider.answers.get(path, (0, b""))
            if status:
                self._send(status, body)
            return bool(status)

        def _say(self, status: int, value: object) -> None:
            self._send(status, json.dumps(value).encode())

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}/realm"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
