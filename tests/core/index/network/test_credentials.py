"""The operator's credentials reach exactly the prefix that they are bound to, in any order of requests."""

from __future__ import annotations

import base64
import itertools
import json
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from resolver_core.codec import pack_snapshot, to_json, unpack_snapshot
from resolver_core.index.base import used_operator_credentials
from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from resolver_core.index.kept.store import DiskStore, MemoryStore
from resolver_core.index.network.credentials import InvalidCredentials, OperatorCredentials
from resolver_core.index.network.opening import open_index
from resolver_core.index.records import IndexLocation, PageProblem, ProjectPage
from resolver_core.policy import Options, Policy
from resolver_core.solver.solve import resolve
from tests.support.builders import a_problem, a_target
from tests.support.private_index import private_index

SECRET = "0perator-s3cret"
HEADER = "Basic " + base64.b64encode(f"reader:{SECRET}".encode()).decode()
DEMO = canonicalize_name("demo")


def bound(prefix: str = "https://index.test/private/") -> OperatorCredentials:
    return OperatorCredentials.parse(f"url {prefix} login reader password {SECRET}\n")


@pytest.mark.parametrize(
    "url",
    [
        "https://index.test/private",
        "https://index.test/private/",
        "https://index.test/private/simple/demo/",
        "https://INDEX.test:443/private/demo.whl?v=1#f",
        "https://index.test/private/a%20b/",
    ],
)
def test_addresses_below_the_prefix(url: str) -> None:
    assert bound().header(url) == HEADER


@pytest.mark.parametrize(
    "url",
    [
        "https://index.test/",
        "https://index.test/private2/demo/",
        "https://index.test/Private/demo/",
        "https://index.test/ok/private/demo/",
        "http://index.test/private/demo/",
        "https://index.test:8443/private/demo/",
        "https://other.test/private/demo/",
        "https://index.test./private/demo/",
        "https://index.test.other.test/private/",
        "https://other.test/https://index.test/private/",
        "https://index.test@other.test/private/",
        "https://index.test/private/../ok/demo/",
        "https://index.test/private/./demo/",
        "https://index.test/private/%2e%2e/ok/",
        "https://index.test/private/..%2fok/",
        "https://index.test/private//demo/",
        "https://index.test/private/;/../ok/",
        "https://index.test/private\\..\\ok/",
        "https://index.test/priv%61te/demo/",
        "//index.test/private/",
        "file:///private/",
        "http://[",
        "",
    ],
)
def test_every_other_address_gets_nothing(url: str) -> None:
    assert bound().header(url) is None
    assert not bound().cover(url)


def test_the_longest_prefix_counts() -> None:
    text = (
        "# of the team\nurl https://i.test/a login u password one\n url https://i.test/a/b\n login u\n password two\n"
    )
    credentials = OperatorCredentials.parse(text)
    one, two, three = (credentials.header(f"https://i.test/{path}/x") for path in ("a", "a/b", "a/bc"))
    assert one == three != two
    assert credentials.header("https://i.test/") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"url https://i.test/ login u\nurl password {SECRET}", "line 1: an entry is `url PREFIX login"),
        (f"machine i.test login u password {SECRET}", "line 1"),
        (f"\nurl ftp://i.test/ login u password {SECRET}", "line 2: scheme 'ftp' is not http or https"),
        (f"url https://u:{SECRET}@i.test/ login u password x", "a prefix is an address without user"),
        (f"url https://i.test/a/../b login u password {SECRET}", "a prefix is an address without user"),
        (f"url https://i.test/?x=1 login u password {SECRET}", "a prefix is an address without user"),
    ],
)
def test_mistakes_are_named_without_the_secret(text: str, words: str) -> None:
    with pytest.raises(InvalidCredentials) as caught:
        OperatorCredentials.parse(text)
    assert words in str(caught.value)
    assert SECRET not in str(caught.value)


def test_they_come_from_the_environment_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "credentials"
    path.write_text(f"url https://a.test/x login reader password {SECRET}\n")
    variables = {
        "WHICHWHEEL_INDEX_CREDENTIALS_FILE": str(path),
        "WHICHWHEEL_INDEX_CREDENTIALS": f"url https://b.test/ login reader password {SECRET}",
    }
    credentials = OperatorCredentials.of_environment(variables)
    assert credentials.header("https://a.test/x/y") == credentials.header("https://b.test/y") == HEADER
    assert OperatorCredentials.of_environment({}).header("https://a.test/x/y") is None
    assert SECRET not in repr(credentials)
    assert HEADER not in repr(credentials)
    with pytest.raises(InvalidCredentials, match="cannot be read: FileNotFoundError"):
        OperatorCredentials.of_environment({"WHICHWHEEL_INDEX_CREDENTIALS_FILE": str(tmp_path / "none")})


def test_those_of_an_index_hold_below_its_address() -> None:
    url = f"https://reader:{SECRET}@index.test/repo/simple/"
    exact, root = OperatorCredentials().with_index(url), OperatorCredentials().with_index(url, root=True)
    assert exact.header("https://index.test/repo/simple/demo/") == HEADER
    assert exact.header("https://index.test/repo/files/demo.whl") is None
    assert root.header("https://index.test/repo/files/demo.whl") == HEADER
    assert root.header("https://index.test/other/demo.whl") is None
    assert OperatorCredentials().with_index("https://index.test/simple") == OperatorCredentials()


# -- over the network


PATHS = ("private/a", "private", "ok", "private2", "away", "private/away", "inwards")


@pytest.mark.parametrize("order", [PATHS, tuple(reversed(PATHS)), *itertools.islice(itertools.permutations(PATHS), 3)])
def test_only_what_is_below_the_prefix_ever_gets_them(order: tuple[str, ...]) -> None:
    with private_index() as server, private_index() as other:
        credentials = bound(f"{server.base}/private")
        own = server.base.replace("//", f"//reader:{SECRET}@") + "/private"
        with open_index(allow_networks=["127.0.0.0/8"], credentials=credentials, own_index=own) as index:
            for path in order:
                for base in (server.base, other.base):
                    index.page(IndexLocation(f"{base}/{path}"), DEMO)
    assert {path.partition("demo/")[0] for path in server.with_secret} == {"/private/a/", "/private/", "/private/away/"}
    assert other.with_secret == []
    assert "/private/demo/" in server.without  # a redirect leads inwards: nothing is sent there


def test_a_pasted_user_and_password_are_not_the_operators() -> None:
    with private_index() as server:
        url = f"{server.base}/ok".replace("//", "//somebody:else@")
        credentials = bound(f"{server.base}/private")
        with open_index(allow_networks=["127.0.0.0/8"], credentials=credentials) as index:
            index.page(IndexLocation(url), DEMO)
            assert not index.used_operator_credentials


def test_an_answer_says_that_they_were_used() -> None:
    problem = a_problem("demo")
    with private_index() as server:
        for path, used in (("ok", False), ("private/simple", True)):
            policy = Policy.single_platform(problem, a_target(), Options(default_index=f"{server.base}/{path}"))
            store = MemoryStore()
            for _ in range(2):  # the second time from the store
                credentials = bound(f"{server.base}/private")
                opened = open_index(store=store, allow_networks=["127.0.0.0/8"], credentials=credentials)
                with opened as index:
                    recording = RecordingIndex(index)
                    resolution = resolve(problem, policy, recording)
                assert resolution.solved
                assert resolution.stats.used_operator_credentials is used
                assert ("used_operator_credentials" in to_json(resolution)["stats"]) is used
                snapshot = unpack_snapshot(pack_snapshot(recording.snapshot().reduced(None)))
                assert snapshot.used_operator_credentials is used
                again = resolve(problem, policy, RecordingIndex(SnapshotIndex(snapshot)))
                assert again.stats.used_operator_credentials is used
                assert SECRET not in json.dumps(to_json(resolution))


def test_a_page_read_with_them_is_not_for_those_without(tmp_path: Path) -> None:
    with private_index() as server:
        location = IndexLocation(f"{server.base}/private/simple")
        store = DiskStore(tmp_path)
        with open_index(
            store=store, allow_networks=["127.0.0.0/8"], credentials=bound(f"{server.base}/private")
        ) as index:
            assert isinstance(index.page(location, DEMO), ProjectPage)
        with open_index(store=store, allow_networks=["127.0.0.0/8"]) as index:
            answer = index.page(location, DEMO)
        store.close()
    assert isinstance(answer, PageProblem)
    assert answer.status_code == 401
    (file,) = tmp_path.glob("*.sqlite3")
    assert SECRET.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_index_without_credentials_has_used_none() -> None:
    assert not used_operator_credentials(object())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("/ok?x=1", "/ok/demo/?x=1"),
        ("/ok/?x=/", "/ok/demo/?x=/"),
        ("/ok", "/ok/demo/"),
        ("/ok?sig=s", "/ok/demo/?sig=s"),
    ],
)
def test_the_query_of_an_index_stays_behind_the_path(url: str, asked: str) -> None:
    with private_index() as server, open_index(allow_networks=["127.0.0.0/8"]) as index:
        page = index.page(IndexLocation(server.base + url), DEMO)
    assert server.without == [asked]
    assert isinstance(page, ProjectPage)
    assert "sig" not in page.index_url
