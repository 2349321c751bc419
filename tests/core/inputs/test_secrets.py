"""Secrets are found at every place where people write them, and nothing else changes (docs/secrets.md)."""

from __future__ import annotations

import tomllib
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.secrets import FoundSecret, SecretKind, is_secret_parameter, redact
from tests.support.seeds import examples

KINDS = SecretKind
S = "S3CRET"  # in every text below and in no text after

PLACES: dict[str, tuple[str, str, SecretKind]] = {
    "user and password": (f"https://alice:{S}@index.test/x", "https://index.test/x", KINDS.URL),
    "a token as user": (f"https://{S}@index.test/x", "https://index.test/x", KINDS.URL),
    "a token without a password": (f"https://{S}:@index.test/x", "https://index.test/x", KINDS.URL),
    "only a password": (f"redis://:{S}@index.test/0", "redis://index.test/0", KINDS.URL),
    "percent signs": (f"https://a%40b:{S}%2F@index.test", "https://index.test", KINDS.URL),
    "an at sign in a password": (f"https://a:{S}@{S}@index.test/", "https://index.test/", KINDS.URL),
    "a slash in a password": (f"https://a:{S}/{S}@index.test/x", "https://index.test/x", KINDS.URL),
    "an at sign and a slash in a password": (f"https://a@b:{S}/@index.test/x", "https://index.test/x", KINDS.URL),
    "an unreadable host": (f"http://fred:{S}@[bad/x", "http://[bad/x", KINDS.URL),
    "upper case": (f"HTTPS://a:{S}@index.test/", "HTTPS://index.test/", KINDS.URL),
    "escaped slashes": (f'"https:\\/\\/a:{S}@index.test\\/"', '"https:\\/\\/index.test\\/"', KINDS.URL),
    "no scheme": (f'"//a:{S}@index.test/"', '"//index.test/"', KINDS.URL),
    "a URL in a URL": (f"/?to=https%3A%2F%2Fa%3A{S}%40h.test%2Fx", "/?to=https%3A%2F%2Fh.test%2Fx", KINDS.URL),
    "git over https": (f"git+https://{S}@git.test/a.git@v1", "git+https://git.test/a.git@v1", KINDS.URL),
    "git over ssh": (f"git+ssh://git:{S}@git.test/a.git@v1", "git+ssh://git@git.test/a.git@v1", KINDS.URL),
    "a proxy": (f"pip --proxy joe:{S}@proxy.test:80 install a", "pip --proxy proxy.test:80 install a", KINDS.URL),
    "sig": (f"https://h.test/simple?sig={S}", "https://h.test/simple", KINDS.PARAMETER),
    "first of several": (f"https://h.test/?token={S}&v=1", "https://h.test/?v=1", KINDS.PARAMETER),
    "between others": (f"https://h.test/?a=1&key={S}&v=1#x", "https://h.test/?a=1&v=1#x", KINDS.PARAMETER),
    "two of three": (f"https://h.test/?sig={S}&v=1&jwt={S}", "https://h.test/?v=1", KINDS.PARAMETER),
    "HTML": (f"https://h.test/?a=1&amp;sig={S}&amp;v=1", "https://h.test/?a=1&amp;v=1", KINDS.PARAMETER),
    "in the fragment": (f"https://h.test/#access_token={S}", "https://h.test/", KINDS.PARAMETER),
    "Markdown": (f"[a](https://h.test/?sig={S}).", "[a](https://h.test/).", KINDS.PARAMETER),
    "a relative address": (f'"GET /simple/a/?sig={S} HTTP/1.1"', '"GET /simple/a/ HTTP/1.1"', KINDS.PARAMETER),
    "signed by a cloud": (f"https://h.test/a.whl?X-Amz-Credential={S}", "https://h.test/a.whl", KINDS.PARAMETER),
    "coded parameters": (f"/?to=%2Fa%3Fsig%3D{S}%26v%3D1", "/?to=%2Fa%3Fsig%3D%26v%3D1", KINDS.PARAMETER),
    "a variable of uv": (f"UV_INDEX_FOO_PASSWORD={S}", "UV_INDEX_FOO_PASSWORD=***", KINDS.SETTING),
    "its user": (f"export UV_INDEX_FOO_USERNAME='{S}'", "export UV_INDEX_FOO_USERNAME='***'", KINDS.SETTING),
    "PowerShell": (f'$env:TWINE_PASSWORD = "{S} {S}"', '$env:TWINE_PASSWORD = "***"', KINDS.SETTING),
    "a Dockerfile": (f"ENV GITHUB_TOKEN {S}", "ENV GITHUB_TOKEN ***", KINDS.SETTING),
    "YAML": (f"  aws_secret_access_key: {S}9", "  aws_secret_access_key: ***", KINDS.SETTING),
    "JSON": (f'{{"client_secret": "{S}"}}', '{"client_secret": "***"}', KINDS.SETTING),
    "TOML": (f'password = "{S}"', 'password = "***"', KINDS.SETTING),
    "an .npmrc": (f"//h.test/:_authToken={S}", "//h.test/:_authToken=***", KINDS.SETTING),
    "an option": (f"uv publish --token {S}", "uv publish --token ***", KINDS.OPTION),
    "an option with a sign": (f"twine upload --password={S}", "twine upload --password=***", KINDS.OPTION),
    "curl": (f"curl -u joe:{S} https://h.test", "curl -u *** https://h.test", KINDS.OPTION),
    "a header": (f"Authorization: Custom {S}", "Authorization: ***", KINDS.HEADER),
    "a bearer token": (f"-H 'authorization: Bearer {S}'", "-H 'authorization: Bearer ***'", KINDS.HEADER),
    "a cookie": (f"Cookie: a=1; session={S}", "Cookie: ***", KINDS.HEADER),
    "a key in a header": (f"X-JFrog-Art-Api: {S}", "X-JFrog-Art-Api: ***", KINDS.HEADER),
    "a bearer token in a log": (f"sent Bearer {S}12", "sent Bearer ***", KINDS.HEADER),
    "a netrc line": (
        f"machine h.test login {S} password {S}",
        "machine h.test login *** password ***",
        KINDS.NETRC,
    ),
    "a netrc over several lines": (
        f"machine h.test\n  login {S}\n  password {S}\n",
        "machine h.test\n  login ***\n  password ***\n",
        KINDS.NETRC,
    ),
    "the default of a netrc": (f"default login {S} password {S}", "default login *** password ***", KINDS.NETRC),
    "a token of a forge": (f"see ghp_{S}aaaabbbbccccdddd here", "see *** here", KINDS.TOKEN),
    "a token of an index": (f"pypi-AgEIcHlwaS5vcmc{S}", "***", KINDS.TOKEN),
    "a JSON web token": (f"eyJhbGciOiJI.eyJzdWIiOiIx{S}.{S}-_", "***", KINDS.TOKEN),
    "Poetry's configuration": (
        f"poetry config http-basic.foo {S} {S}",
        "poetry config http-basic.foo ***",
        KINDS.OPTION,
    ),
    "a token in a path": (
        "https://h.test/t/ab-01234567-89ab-cdef-0123-456789abcdef/x",
        "https://h.test/t/***/x",
        KINDS.TOKEN,
    ),
    "a private key": (
        f"-----BEGIN OPENSSH PRIVATE KEY-----\n{S}\n{S}\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n***\n-----END OPENSSH PRIVATE KEY-----",
        KINDS.PRIVATE_KEY,
    ),
}


@pytest.mark.parametrize(("text", "left", "kind"), PLACES.values(), ids=PLACES)
def test_a_secret_is_removed_and_nothing_else(text: str, left: str, kind: SecretKind) -> None:
    redacted = redact(text)
    assert redacted.text == left
    assert kind in {finding.kind for finding in redacted.findings}
    assert S not in repr(redacted)


@pytest.mark.parametrize(("text", "left", "kind"), PLACES.values(), ids=PLACES)
@pytest.mark.parametrize(
    ("before", "after"), [("# nothing\r\n\t", "\r\n"), ("", "\n\n"), ("- ", ", and more\n"), ("`", "`")]
)
def test_it_is_found_wherever_it_stands(before: str, after: str, text: str, left: str, kind: SecretKind) -> None:
    redacted = redact(f"{before}{text}{after}")
    assert S not in redacted.text
    assert redacted.text.startswith(before)
    assert redacted.findings[0].line == (before + text.partition(S)[0]).count("\n") + 1
    assert redact(redacted.text) == type(redacted)(redacted.text)


HARMLESS = """\
[project]
name = "token-bucket"
version = "1"
authors = [{name = "A. Bee", email = "a@bee.test"}]
dependencies = [
  "tokenizers>=0.13", "secretstorage==3.3", "google-auth~=2.0", "keyring<25", "passlib[bcrypt]", "pyjwt==2.8.0",
  "a @ https://files.test/a-1.0-py3-none-any.whl#sha256=abcdef0123456789",
  "b @ git+ssh://git@git.test/b.git@v1.0#subdirectory=x&egg=b", "c @ git+https://git.test/c.git@a1b2c3",
  "d ; extra == 'token' and python_version >= '3.8'",
]
[project.optional-dependencies]
auth = ["authlib"]
password = ["argon2-cffi"]
[tool.poetry.dependencies]
google-auth = "^2.0"
secret-service = { version = "1.0", optional = true }
my-token = ">=1,<2"
auth-key = "1.2.3"
[[tool.uv.index]]
name = "secret-index"
url = "https://index.test/simple?format=json&page=2"
[tool.uv.sources]
token-bucket = { index = "secret-index" }
"""
REPORT = """\
The token: it is not sent. What is the password for? See https://forge.test/a/b@main?plain=1#L3-L7.
`uv pip install a --index-url https://${USER}:${PASSWORD}@index.test/simple`, or https://user:****@index.test.
UV_INDEX_FOO_PASSWORD=$PASSWORD, UV_INDEX_FOO_PASSWORD="${{ secrets.TOKEN }}", PIP_TOKEN=%TOKEN%, token = "<yours>"
Basic authentication, bearer authentication; mail a@bee.test; git@git.test:a/b.git; ssh://git.test:a/b.git@v1
machine learning, default login page; tokens=100, max_tokens: 5; 1.2.3.4:8080/a@b; C:\\\\a@b // a@b
"""


@pytest.mark.parametrize("text", [HARMLESS, REPORT, ""])
def test_what_is_no_secret_stays_as_it_is(text: str) -> None:
    assert redact(text).findings == ()
    assert redact(text).text == text


def test_a_project_stays_readable() -> None:
    text = HARMLESS.replace("https://files.test", f"https://joe:{S}@files.test").replace("?format", f"?sig={S}&format")
    redacted = redact(text)
    assert redacted.text == HARMLESS
    assert [(finding.line, finding.name) for finding in redacted.findings] == [(7, "files.test"), (21, "sig")]
    assert parse_problem(redacted.text).text == HARMLESS
    assert tomllib.loads(redact(f"password = \"{S}\"\ntoken = '{S}'").text) == {"password": "***", "token": "***"}


def test_a_list_of_requirements_stays_readable() -> None:
    text = f"--index-url https://u:{S}@index.test/simple?sig={S}\n--extra-index-url \\\n https://{S}@b.test/\na==1\n"
    redacted = redact(text)
    assert redacted.text == "--index-url https://index.test/simple\n--extra-index-url \\\n https://b.test/\na==1\n"
    assert [index.url for index in parse_problem(redacted.text).indexes] == [
        "https://b.test",
        "https://index.test/simple",
    ]
    assert [finding.line for finding in redacted.findings] == [1, 1, 3]


def test_a_finding_says_which_line_and_what() -> None:
    (finding,) = redact(f"a\n\nhttps://u:{S}@index.test:8080/x").findings
    assert finding == FoundSecret(3, SecretKind.URL, "index.test:8080")
    assert str(finding) == "line 3: the user or password in a URL (index.test:8080) was removed"


@pytest.mark.parametrize(
    "name",
    ["sig", "Signature", "token", "access_token", "accessToken", "private-token", "key", "api_key", "X-API-Key", "auth",
     "password", "X-Amz-Security-Token", "x-amz-date", "X-Goog-Algorithm", "AWSAccessKeyId", "GoogleAccessId", "jwt",
     "client_secret", "authtoken", "s%69g", "Key-Pair-Id", "session", "hmac"],
)  # fmt: skip
def test_secret_parameters(name: str) -> None:
    assert is_secret_parameter(name)


@pytest.mark.parametrize(
    "name", ["format", "page", "v", "sha256", "egg", "subdirectory", "author", "monkey", "keyword", "tokens", "design"]
)
def test_other_parameters(name: str) -> None:
    assert not is_secret_parameter(name)


PIECES = ["://", "//", "@", ":", "?", "&", "=", "#", "/", " ", "\n", '"', "'", "sig", "token", "password", "user", "a",
          "https", "git+ssh", "%2F%2F", "%40", "%3D", "***", "\\", "Bearer ", "machine h login ", "--token ", "&amp;",
          "-----BEGIN PRIVATE KEY-----", "-----END", "ghp_aaaabbbbccccdddd", "1", "[", ")", "$X"]  # fmt: skip


@settings(max_examples=examples(600))
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join))
def test_a_redacted_text_is_left_alone(text: str) -> None:
    once = redact(text)
    again = redact(once.text)
    assert (again.text, again.findings) == (once.text, ())
    assert (once.text == text) == (once.findings == ())
    assert all(1 <= finding.line <= text.count("\n") + 1 for finding in once.findings)


HOSTILE = {
    "letters": "a" * 10,
    "schemes": "a://",
    "slashes": "//",
    "colons": "https://a:",
    "ats": "https://@",
    "queries": "?a=",
    "parameters": "&sig=a",
    "codes": "%2F%2Fa",
    "words": "password ",
    "long names": "a_password",
    "assignments": "token = ",
    "quotes": 'token="',
    "keys": "-----BEGIN PRIVATE KEY-----",
    "bearers": "bearer ",
    "headers": "cookie:",
    "machines": "machine a login b ",
    "blanks": "token" + " " * 30,
    "tokens": "eyJaaaaaaaa.",
    "users": "-u a:",
    "proxies": "--proxy a:",
    "spaces": " ",
    "secrets": "https://u:p@h/?sig=a ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_text_twice_as_long_takes_twice_the_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = process_time()
        redact(text)
        return process_time() - started

    seconds(10_000)
    assert seconds(200_000) < 0.1 + 3 * 4 * seconds(50_000)
    assert seconds(500_000) < 5
