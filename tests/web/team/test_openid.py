"""Sign-in by OpenID Connect, with a provider on loopback: who comes in, who is refused, and what nobody may see."""

from __future__ import annotations

import http.client
import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.support.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIDProvider, openid_provider
from tests.support.servers import free_port
from tests.support.shared import REPOSITORY
from tests.support.team import Triagers, a_user
from webui import environment_variables
from webui.team import people
from webui.team.actors import APPLICATION
from webui.team.models import Membership, User
from webui.team.roles import Role

pytestmark = pytest.mark.django_db
MODEL = "django.contrib.auth.backends.ModelBackend"
REFUSED = HTTPStatus.FORBIDDEN


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def provider(settings: Settings) -> Iterator[OpenIDProvider]:
    with openid_provider() as running:
        settings.OPENID_ISSUER = running.issuer
        settings.OPENID_CLIENT_ID, settings.OPENID_CLIENT_SECRET = CLIENT_ID, CLIENT_SECRET
        settings.OPENID_NAME, settings.OPENID_NETWORKS = "Triage Login", ["127.0.0.0/8"]
        settings.AUTHENTICATION_BACKENDS = [MODEL, "webui.team.openid.backend.OpenIDBackend"]
        yield running


def sent_back(address: str) -> str:
    """Where the provider sends a browser that came to an address."""
    parts = urlsplit(address)
    asking = http.client.HTTPConnection(parts.netloc, timeout=30)
    asking.request("GET", f"{parts.path}?{parts.query}")
    location = asking.getresponse().getheader("Location")
    asking.close()
    assert location
    return location.removeprefix("http://testserver")


def begun(client: Client, wanted: str = "") -> str:
    """The address at the provider that a click on the button leads to."""
    response = client.get(f"/account/openid?{urlencode({'next': wanted})}" if wanted else "/account/openid")
    assert response.status_code == HTTPStatus.FOUND, response.content[:500]
    return response["Location"]


def come_back(client: Client, wanted: str = "") -> HttpResponse:
    """To the provider and back."""
    return client.get(sent_back(begun(client, wanted)))


def who_is(client: Client) -> User | None:
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number) if number else None


def assert_refused(response: HttpResponse, words: str, status: HTTPStatus = REFUSED) -> None:
    html = response.content.decode()
    assert response.status_code == status, html[:300]
    assert words in html
    assert 'href="/account/openid"' in html, "it can be begun again"
    assert 'href="/account/sign-in"' in html, "or done with a password"


# -- who comes in -----------------------------------------------------------------------------


def test_somebody_with_an_account_comes_in_at_the_page_they_wanted(
    provider: OpenIDProvider, triagers: Triagers
) -> None:
    provider.person["email"] = "Member@Triage.test"
    client = Client()
    response = come_back(client, "/team/triage/people")
    assert response["Location"] == "/team/triage/people"
    assert who_is(client) == triagers.users["member"]
    assert client.get("/team/triage/people").status_code == HTTPStatus.OK
    assert User.objects.filter(email__iexact="member@triage.test").count() == 1
    doors = [path.removeprefix("/realm") for path in provider.asked]
    discovery = "/.well-known/openid-configuration"
    assert doors == [discovery, "/authorize", discovery, "/token", "/keys", "/userinfo"]


@pytest.mark.parametrize(
    ("wanted", "page"),
    [("", "/team/"), ("https://evil.test/", "/team/"), ("//evil.test", "/team/"), ("nonsense", "nonsense")],
)
def test_nobody_is_sent_to_another_site(provider: OpenIDProvider, triagers: Triagers, wanted: str, page: str) -> None:
    provider.person["email"] = "member@triage.test"
    assert come_back(Client(), wanted)["Location"] == page


def test_whoever_was_joined_is_known_by_their_subject(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    come_back(Client())
    provider.person["email"] = "married@triage.test"
    client = Client()
    come_back(client)
    assert who_is(client) == triagers.users["member"], "their address at the provider has changed"


def test_another_person_with_the_same_address_does_not_get_the_account(
    provider: OpenIDProvider, triagers: Triagers
) -> None:
    provider.person["email"] = "member@triage.test"
    come_back(Client())
    provider.person["sub"] = "somebody-else"
    assert_refused(come_back(Client()), "belongs to another identity")
    call_command("forget_openid", "MEMBER@triage.test")
    client = Client()
    come_back(client)
    assert who_is(client) == triagers.users["member"]
    with pytest.raises(CommandError, match="No account"):
        call_command("forget_openid", "viewer@triage.test")


def test_an_account_is_joined_anew_where_the_operator_changes_the_provider(
    provider: OpenIDProvider, triagers: Triagers
) -> None:
    User.objects.filter(email="member@triage.test").update(openid_identity="https://old.test ada-1")
    provider.person["email"] = "member@triage.test"
    client = Client()
    come_back(client)
    assert who_is(client) == triagers.users["member"]
    assert who_is(client).openid_identity == f"{provider.issuer} ada-1"  # type: ignore[union-attr]


def test_whoever_knew_the_password_of_an_account_is_not_kept_in_it(provider: OpenIDProvider) -> None:
    user = User.objects.create_user("ada@triage.test", "known to a stranger", "Ada")
    stranger = Client()
    known = {"username": "ada@triage.test", "password": "known to a stranger"}
    stranger.post("/account/sign-in", known)
    assert who_is(stranger) == user
    ada = Client()
    come_back(ada)
    assert "Your account is joined with Triage Login now" in ada.get("/team/").content.decode()
    assert stranger.get("/account/password").status_code == HTTPStatus.FOUND, "signed out"
    assert Client().post("/account/sign-in", known).status_code == HTTPStatus.OK, "refused"
    Client().post("/account/reset", {"email": "ada@triage.test"})
    assert mail.outbox, "a password can be set by whoever reads the e-mail"
    come_back(again := Client())
    assert "joined" not in again.get("/team/").content.decode()


def test_a_new_password_signs_in_beside_the_provider(provider: OpenIDProvider) -> None:
    user = a_user("ada@triage.test", "Ada")
    user.set_password("something long enough")
    user.save()
    Client().post("/account/reset", {"email": "ada@triage.test"})
    link = str(mail.outbox[0].body).split("http://testserver")[1].split()[0]
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    password = "correct horse battery"
    assert client.post(form, {"new_password1": password, "new_password2": password}).status_code == HTTPStatus.FOUND
    assert who_is(client) == user


def test_somebody_new_joins_by_an_invitation(provider: OpenIDProvider, triagers: Triagers) -> None:
    link = f"/account/join/{people.invite(APPLICATION, triagers.team, Role.MEMBER)}"
    client = Client()
    assert f'href="/account/openid?next={link}"' in client.get(link).content.decode()
    assert come_back(client, link)["Location"] == link
    assert not User.objects.filter(email="ada@triage.test").exists(), "nothing is made before they agree"
    page = client.get(link).content.decode()
    assert "Triage Login knows you as Ada" in page
    assert 'name="password"' not in page
    assert client.post(link)["Location"] == "/team/triage/"
    assert Membership.objects.get(team=triagers.team, user__email="ada@triage.test").role == Role.MEMBER
    assert who_is(client).name == "Ada"  # type: ignore[union-attr]
    come_back(again := Client())
    assert who_is(again) == who_is(client)
    assert Client().get(link).status_code == HTTPStatus.NOT_FOUND, "it was used"


def test_somebody_with_an_account_joins_with_one_click(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "outsider@triage.test"
    link = f"/account/join/{people.invite(APPLICATION, triagers.team, Role.VIEWER)}"
    client = Client()
    assert come_back(client, link)["Location"] == link
    client.post(link)
    assert Membership.objects.get(team=triagers.team, user=triagers.users["outsider"]).role == Role.VIEWER


def test_an_address_that_gets_an_account_meanwhile_is_not_taken_over(
    provider: OpenIDProvider, triagers: Triagers
) -> None:
    key = people.invite(APPLICATION, triagers.team, Role.MEMBER)
    client = Client()
    come_back(client, f"/account/join/{key}")
    a_user("ada@triage.test", "Ada")
    assert "has an account" in client.post(f"/account/join/{key}", follow=True).content.decode()
    assert who_is(client) is None
    assert people.invitation_of(key)


def test_somebody_new_without_an_invitation_is_told_how_to_come_by_one(provider: OpenIDProvider) -> None:
    client = Client()
    assert_refused(come_back(client), "Ask the owner of a team for an invitation")
    assert_refused(come_back(client, "/team/"), "Ask the owner of a team for an invitation")
    assert not User.objects.exists()


def test_a_vouched_person_is_forgotten_after_some_minutes(
    provider: OpenIDProvider, triagers: Triagers, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = f"/account/join/{people.invite(APPLICATION, triagers.team, Role.MEMBER)}"
    client = Client()
    monkeypatch.setattr("webui.team.openid.accounts.KEPT_SECONDS", -1)
    come_back(client, link)
    assert 'name="password"' in client.get(link).content.decode()


def test_whoever_is_signed_in_needs_no_provider(provider: OpenIDProvider, triagers: Triagers) -> None:
    client = triagers.client()
    for address in ("/account/openid", "/account/openid/callback?error=x"):
        assert client.get(address)["Location"] == "/team/"
    assert who_is(client) == triagers.users["member"]
    assert not provider.asked


# -- who is refused ---------------------------------------------------------------------------

NOW = int(time.time())
WRONG_CLAIMS = [
    ({"nonce": "another"}, "belongs to another sign-in"),
    ({"nonce": None}, "belongs to another sign-in"),
    ({"aud": "another-site"}, "meant for another site"),
    ({"aud": [CLIENT_ID, "another-site"]}, "meant for another site"),
    ({"azp": "another-site"}, "meant for another site"),
    ({"iss": "https://another.test"}, "issued by somebody else"),
    ({"exp": NOW - 3600}, "has expired"),
    ({"iat": NOW + 7200}, "has expired"),
    ({"exp": "soon"}, "could not be checked"),
    ({"sub": "another"}, "could not be checked"),
    ({"sub": ""}, "could not be checked"),
]


@pytest.mark.parametrize(("claims", "words"), WRONG_CLAIMS)
def test_a_wrong_token_is_refused(
    provider: OpenIDProvider, triagers: Triagers, claims: dict[str, Any], words: str
) -> None:
    provider.person["email"] = "member@triage.test"
    provider.claims = claims
    client = Client()
    assert_refused(come_back(client), words)
    assert who_is(client) is None


def test_a_token_that_another_key_signed_is_refused(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    provider.signs_with = "of a thief"
    assert_refused(come_back(Client()), "could not be checked")


def test_an_expired_token_is_accepted_while_the_clocks_differ_a_little(
    provider: OpenIDProvider, triagers: Triagers
) -> None:
    provider.person["email"] = "member@triage.test"
    provider.claims = {"iat": int(time.time()) - 300, "exp": int(time.time()) - 1}
    come_back(client := Client())
    assert who_is(client)


@pytest.mark.parametrize("verified", [False, None, "false", 0, [True]])
def test_an_address_that_is_not_verified_is_refused(
    provider: OpenIDProvider, triagers: Triagers, verified: object
) -> None:
    provider.person |= {"email": "member@triage.test", "email_verified": verified}
    provider.claims = {"email": "member@triage.test", "email_verified": True}
    assert_refused(come_back(Client()), "Verify it there")
    assert User.objects.get(email="member@triage.test").openid_identity is None


@pytest.mark.parametrize("email", [None, "", "ada", f"{'a' * 250}@triage.test", "a\0@triage.test", 7])
def test_a_person_without_an_address_is_refused(provider: OpenIDProvider, email: object) -> None:
    provider.person["email"] = email
    assert_refused(come_back(Client()), "does not tell your e-mail address")


def test_an_address_in_the_token_alone_is_enough(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.discovery = {"userinfo_endpoint": None}
    assert_refused(come_back_in_vain(), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)
    provider.discovery = {}
    del provider.person["email"]
    provider.claims = {"email": "member@triage.test", "email_verified": True}
    come_back(client := Client())
    assert who_is(client) == triagers.users["member"]


def test_a_closed_account_stays_closed(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    User.objects.filter(email="member@triage.test").update(is_active=False)
    assert_refused(come_back(Client()), "This account is closed")
    User.objects.filter(email="member@triage.test").update(openid_identity=f"{provider.issuer} ada-1")
    assert_refused(come_back(Client()), "This account is closed")


def test_a_sign_in_that_this_browser_did_not_begin_is_refused(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    back = sent_back(begun(Client()))
    assert_refused(Client().get(back), "begun in another browser")
    other = Client()
    begun(other)
    assert_refused(other.get(back), "begun in another browser")
    assert who_is(other) is None


def test_a_sign_in_works_once(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    client = Client()
    back = sent_back(begun(client))
    assert client.get(back).status_code == HTTPStatus.FOUND
    client.post("/account/sign-out")
    assert_refused(client.get(back), "begun in another browser")


def test_another_code_is_refused_by_the_provider(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    client = Client()
    stolen = parse_qs(urlsplit(sent_back(begun(Client()))).query)["code"][0]
    state = parse_qs(urlsplit(begun(client)).query)["state"][0]
    response = client.get("/account/openid/callback", {"code": stolen, "state": state})
    assert_refused(response, "finished already")


def test_a_code_at_the_password_form_is_nothing(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    back = sent_back(begun(Client()))
    client = Client()
    client.post(f"/account/sign-in?{urlsplit(back).query}", {"username": "a@b.test", "password": "x"})
    assert who_is(client) is None


@pytest.mark.parametrize(
    "query", ["", "?error=access_denied", "?code=x", "?state=x", "?code=x&state=y", "?state=%C3%28"]
)
def test_a_callback_of_nobody_is_refused(provider: OpenIDProvider, query: str) -> None:
    client = Client()
    words = "did not sign you in" if "error" in query else "begun in another browser"
    assert_refused(client.get(f"/account/openid/callback{query}"), words)
    begun(client)
    assert_refused(client.get(f"/account/openid/callback{query}"), words)


def test_a_null_in_a_callback_is_a_bad_request(provider: OpenIDProvider) -> None:
    assert Client().get("/account/openid/callback?state=%00&code=x").status_code == HTTPStatus.BAD_REQUEST


def test_only_reading_is_answered(provider: OpenIDProvider) -> None:
    for address in ("/account/openid", "/account/openid/callback"):
        assert Client().post(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


# -- a provider in trouble --------------------------------------------------------------------

SPOILED = [(500, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b"\xff"), (302, b"{}"), (200, b"x" * 1_000_001)]


def come_back_in_vain() -> HttpResponse:
    return Client().get("/account/openid")


@pytest.mark.parametrize("answer", SPOILED)
@pytest.mark.parametrize("door", [".well-known/openid-configuration", "token", "keys", "userinfo"])
def test_a_provider_that_answers_nonsense_is_no_error_of_ours(
    provider: OpenIDProvider, triagers: Triagers, door: str, answer: tuple[int, bytes]
) -> None:
    client = Client()
    back = sent_back(begun(client))
    provider.answers[f"/realm/{door}"] = answer
    assert_refused(client.get(back), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)


@pytest.mark.parametrize("keys", [b"{}", b'{"keys": 1}', b'{"keys": [1, {}]}', b'{"keys": [{"kid": "of-2026"}]}'])
def test_keys_that_are_none_are_refused(provider: OpenIDProvider, keys: bytes) -> None:
    provider.answers["/realm/keys"] = (200, keys)
    assert_refused(come_back(Client()), "could not be checked")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", None, 7, {}])
def test_a_token_that_is_none_is_refused(provider: OpenIDProvider, token: object) -> None:
    provider.answers["/realm/token"] = (200, json.dumps({"id_token": token}).encode())
    assert_refused(come_back(Client()), "could not be checked")


@pytest.mark.parametrize("token", ["a\nb", "\u00e9", "\ud800", 7, None], ids=ascii)
def test_a_strange_access_token_is_no_error_of_ours(
    provider: OpenIDProvider, triagers: Triagers, token: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = provider.tokens
    monkeypatch.setattr(provider, "tokens", lambda *asked: (200, {**given(*asked)[1], "access_token": token}))
    assert_refused(come_back(Client()), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)


@pytest.mark.parametrize(
    "discovery",
    [{"issuer": "https://another.test"}, {"token_endpoint": None}, {"authorization_endpoint": "javascript:alert(1)"}],
)
def test_a_wrong_discovery_document_is_refused(provider: OpenIDProvider, discovery: dict[str, Any]) -> None:
    provider.discovery = discovery
    assert_refused(come_back_in_vain(), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)


def test_a_secret_is_sent_as_the_provider_takes_it(provider: OpenIDProvider, triagers: Triagers) -> None:
    provider.person["email"] = "member@triage.test"
    for methods in (["client_secret_post"], ["client_secret_basic", "client_secret_post"], 7):
        provider.discovery = {"token_endpoint_auth_methods_supported": methods}
        come_back(client := Client())
        assert who_is(client)


def test_a_wrong_secret_is_the_operators_trouble(
    provider: OpenIDProvider, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OPENID_CLIENT_SECRET = "wrong-secret"
    assert_refused(come_back(Client()), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)
    assert "invalid_client" in caplog.text
    assert "wrong-secret" not in caplog.text


def test_nobody_there_is_said(provider: OpenIDProvider, settings: Settings) -> None:
    settings.OPENID_ISSUER = f"http://127.0.0.1:{free_port()}/realm"
    assert_refused(come_back_in_vain(), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)


def test_a_private_address_is_reached_only_where_the_operator_names_it(
    provider: OpenIDProvider, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OPENID_NETWORKS, settings.ALLOW_NETWORKS = [], ["127.0.0.0/8"]
    assert_refused(come_back_in_vain(), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)
    assert not provider.asked
    assert "refused: not a public address" in caplog.text


def test_networks_that_are_none_are_named_in_the_log(
    provider: OpenIDProvider, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.OPENID_NETWORKS = ["everywhere"]
    assert_refused(come_back_in_vain(), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)
    assert "WHICHWHEEL_OPENID_NETWORKS: 'everywhere'" in caplog.text


@pytest.mark.parametrize("address", ["http://[::", "http://", "http://a b/", "http://\u00e9\ud800/"], ids=ascii)
def test_a_door_at_no_address_is_no_error_of_ours(
    provider: OpenIDProvider, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    provider.discovery = {"token_endpoint": address}
    assert_refused(come_back(Client()), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)
    assert caplog.text.encode("utf-8"), "every log can be written"


@pytest.mark.parametrize("door", ["token_endpoint", "jwks_uri", "userinfo_endpoint"])
def test_a_door_at_a_private_address_is_refused_as_well(
    provider: OpenIDProvider, caplog: pytest.LogCaptureFixture, door: str
) -> None:
    provider.discovery = {door: "http://169.254.169.254/latest"}
    assert_refused(come_back(Client()), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)
    assert "refused: not a public address" in caplog.text


def test_a_door_without_https_is_refused_where_the_issuer_has_it(
    provider: OpenIDProvider, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from resolver_core import Fetched

    settings.OPENID_ISSUER = "https://id.test"
    document = {**provider.document(), "issuer": "https://id.test"}
    monkeypatch.setattr(
        "webui.team.openid.provider.fetch", lambda url, **others: Fetched(200, json.dumps(document).encode())
    )
    assert_refused(come_back_in_vain(), "cannot be asked now", HTTPStatus.SERVICE_UNAVAILABLE)


# -- what nobody may see ----------------------------------------------------------------------


def test_no_secret_is_in_a_page_a_log_or_the_database(
    provider: OpenIDProvider, triagers: Triagers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pages = [Client().get("/account/sign-in").content]
    for email in ("member@triage.test", "nobody@triage.test"):
        provider.person |= {"email": email, "sub": email}
        client = Client()
        pages += [come_back(client).content, client.get("/team/").content]
    secrets = [CLIENT_SECRET, *provider.given]
    assert len(secrets) == 7
    seen = b"".join(pages).decode() + caplog.text + _database()
    assert "member@triage.test" in seen
    assert [secret for secret in secrets if secret in seen] == []


def _database() -> str:
    """All rows of all tables, sessions read out."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [str(row) for row in cursor.fetchall()]
    return "\n".join([*rows, *(str(one.get_decoded()) for one in Session.objects.all())])


# -- without a provider -----------------------------------------------------------------------


def test_without_a_provider_there_is_nothing_of_it(triagers: Triagers) -> None:
    for client in (Client(enforce_csrf_checks=True), triagers.client()):
        for path in ("/account/openid", "/account/openid/callback"):
            for ask in (client.get, client.post, client.head):
                found, nothing = ask(path), ask("/account/no-such-thing")
                assert found.status_code == nothing.status_code == HTTPStatus.NOT_FOUND
                assert found.content == nothing.content
                assert not found.cookies
    page = Client().get("/account/sign-in").content.decode()
    assert "OpenID" not in page
    assert "account/openid" not in page


def test_the_sign_in_page_has_one_button_more(provider: OpenIDProvider) -> None:
    page = Client().get("/account/sign-in?next=/team/").content.decode()
    assert page.count("Sign in with") == page.count("Sign in with Triage Login") == 1
    assert 'href="/account/openid?next=/team/"' in page


def imported(**variables: str) -> subprocess.CompletedProcess[str]:
    """What a process of the installation says that has loaded all addresses."""
    code = (
        "import sys, django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([name for name in ('mozilla_django_oidc', 'jwt', 'requests') if name in sys.modules])"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "webui.settings", "PATH": "/usr/bin:/bin", **variables}
    return subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, env=environment, capture_output=True, text=True)


def test_nothing_is_imported_before_somebody_uses_it(tmp_path: Any) -> None:
    assert imported(WHICHWHEEL_DATA_DIR=str(tmp_path)).stdout.strip() == "[]"
    everything = {f"WHICHWHEEL_OPENID_{name}": "https://id.test" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")}
    assert imported(WHICHWHEEL_DATA_DIR=str(tmp_path), **everything).returncode == 0


def test_half_of_the_settings_is_refused(tmp_path: Any) -> None:
    said = imported(WHICHWHEEL_DATA_DIR=str(tmp_path), WHICHWHEEL_OPENID_ISSUER="https://id.test").stderr
    assert "WHICHWHEEL_OPENID_CLIENT_ID, WHICHWHEEL_OPENID_CLIENT_SECRET must be set, too" in said


def test_a_missing_extra_is_named() -> None:
    with pytest.raises(ValueError, match="A needs the extra `openid`: no_such_package is not installed"):
        environment_variables.refuse_half({"A": "x", "B": "y"}, needed=("json", "no_such_package"), extra="openid")
