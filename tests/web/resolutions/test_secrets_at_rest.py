"""Eight kinds of secret, pasted into a running application: nowhere in what it shows, keeps, queues or logs.

The operator's own credentials meanwhile reach the prefix that they are bound to, and nothing else.
"""

from __future__ import annotations

import base64
import html
import itertools
import json
import re
import sqlite3
import threading
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from tests.support.asking import read
from tests.support.permalinks import addresses_of
from tests.support.private_index import PrivateIndex, private_index
from tests.support.served_index import ServedIndex, served_index
from tests.support.servers import PATIENCE_S, Application, running_application, running_redis, running_worker, until
from tests.support.whole_application import TORCH, TORCH_FILES
from webui.resolutions.showing.downloads import EXPORTS
from webui.resolutions.showing.navigation import VIEWS

pytestmark = [pytest.mark.redis, pytest.mark.slow]

S = "S3CRETs3cret"
OPERATORS = "0perator-s3cret"
QUERIES = ("sig", "token", "key", "X-Amz-Signature", "X-Amz-Security-Token")

PASTED = "SELECT id FROM resolutions_submission WHERE id NOT LIKE '%-%'"
Fields = dict[str, str]


def with_user(url: str) -> str:
    return url.replace("//", f"//alice:{S}@")


def with_index(*urls: str) -> str:
    return TORCH + "".join(f'[[tool.uv.index]]\nname = "i{at}"\nurl = "{url}"\n' for at, url in enumerate(urls))


KINDS: dict[str, Callable[[ServedIndex], Fields]] = {
    "user and password of an index": lambda index: {"text": with_index(with_user(index.url))},
    "tokens in queries": lambda index: {"text": with_index(*(f"{index.url}?v=1&{name}={S}" for name in QUERIES))},
    "find-links": lambda index: {
        "text": f'{TORCH}[tool.uv]\nfind-links = ["{with_user(index.flat_url)}", "{index.flat_url}?token={S}"]\n'
    },
    "name @ url": lambda index: {
        "text": TORCH.replace(
            '"torch"', f'"torch", "six @ {with_user(index.url)}/six-1-py3-none-any.whl?X-Amz-Signature={S}"'
        )
    },
    "git": lambda index: {
        "text": TORCH.replace('"torch"', f'"torch", "six @ git+https://bob:{S}@index.test/six.git@main"')
        + f'[tool.uv.sources]\ntorch = {{ git = "https://{S}@index.test/torch" }}\n'
    },
    "uv.lock": lambda index: {
        "text": TORCH,
        "lock": f'version = 1\nrequires-python = ">=3.8"\n\n[[package]]\nname = "torch"\nversion = "2.4.1"\n'
        f'source = {{ registry = "{with_user(index.url)}" }}\n'
        f'wheels = [\n    {{ url = "{index.url}/torch-2.4.1-py3-none-any.whl?sig={S}" }},\n]\n',
    },
    "a report's commands": lambda index: {
        "text": f"Hello,\n\n```console\n$ export UV_INDEX_I_PASSWORD={S}\n"
        f"$ curl -u alice:{S} {index.url}\n"
        f"$ uv pip install torch --index-url {with_user(index.url)} --token {S}\n```\n\n"
        f"```toml\n{with_index(with_user(index.url))}\n```\n"
    },
    "fields": lambda index: {
        "text": TORCH,
        "index_url": f"{with_user(index.url)}?sig={S}",
        "extra_index_urls": f"{with_user(index.url)} {index.url}?key={S}",
    },
}


@contextmanager
def application(folder: Path, index: str, with_redis: bool, **settings: str) -> Iterator[tuple[Application, list[str]]]:
    """It runs, with workers; and everything that passes through its Redis, in words."""
    settings = {f"WHICHWHEEL_{name}": value for name, value in settings.items()}
    if not with_redis:
        with running_application(folder, index, **settings) as running:
            yield running, []
        return
    with (
        running_redis(folder) as url,
        overheard(url) as heard,
        running_application(folder, index, redis_url=url, **settings) as running,
        running_worker(running, "first"),
    ):
        yield running, heard
        heard.append(kept_in_redis(url))


@contextmanager
def overheard(url: str) -> Iterator[list[str]]:
    """Every command that a Redis gets, until it ends."""
    heard: list[str] = []
    ready = threading.Event()

    def listen() -> None:
        with redis.Redis.from_url(url, socket_timeout=None) as client, client.monitor() as monitor:
            ready.set()
            try:
                while True:
                    heard.append(str(monitor.next_command()))
            except (redis.RedisError, ValueError, OSError):
                return

    threading.Thread(target=listen, daemon=True).start()
    assert ready.wait(60)
    yield heard


def kept_in_redis(url: str) -> str:
    readers: dict[str, Callable[[Any, bytes], Any]] = {
        "string": lambda client, key: client.get(key),
        "list": lambda client, key: client.lrange(key, 0, -1),
        "hash": lambda client, key: client.hgetall(key),
        "set": lambda client, key: client.smembers(key),
        "zset": lambda client, key: client.zrange(key, 0, -1, withscores=True),
    }
    with redis.Redis.from_url(url) as client:
        return repr([(key, readers[client.type(key).decode()](client, key)) for key in client.scan_iter()])


def kept_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Every byte below a folder by its file, and what the queue packs in base64."""
    for path in folder.rglob("*"):
        try:
            text = path.read_bytes().decode("latin-1") if path.is_file() else path.name
        except FileNotFoundError:  # a message that was taken meanwhile
            continue
        yield path.name, text
        for body in re.findall(r'"body": ?"([\w+/=]+)"', text):
            yield path.name, base64.b64decode(body).decode("latin-1")


def index_data(folder: Path) -> Iterator[tuple[str, str]]:
    """What the database keeps compressed."""
    for (packed,) in rows(folder, "SELECT packed FROM resolutions_indexdata WHERE length(packed) > 0"):
        yield "index data", zlib.decompress(packed).decode()
    for (packed,) in rows(folder, "SELECT packed FROM resolutions_indexpiece"):
        yield "index data", zlib.decompress(packed).decode()


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "whichwheel.sqlite3", timeout=30)) as database:
        return database.execute(query).fetchall()


def got(url: str, body: bytes | None = None, content_type: str = "") -> str:
    """Head and body of an answer, an error's too."""
    request = urllib.request.Request(url, body, {"Content-Type": content_type} if content_type else {})
    try:
        with urllib.request.urlopen(request) as response:
            return f"{response.headers}\n{response.read().decode('latin-1')}"
    except urllib.error.HTTPError as error:
        return f"{error.headers}\n{error.read().decode('latin-1')}"


def pasted(running: Application, fields: Fields) -> list[str]:
    """What each door says to a question: the form, while somebody types it, an address, and the API in both ways."""
    address = f"{running.url}/api/v1/resolutions"
    fields = {"python": "3.8", **fields}
    options = {name: value for name, value in fields.items() if name != "text"}
    as_toml = f"{address}?{urllib.parse.urlencode(options)}"
    extra = {"extra_index_urls": fields["extra_index_urls"].split()} if "extra_index_urls" in fields else {}
    as_json = {**fields, **extra}
    kind = "application/x-www-form-urlencoded"
    return [
        got(f"{running.url}/", urllib.parse.urlencode(fields).encode(), kind),  # no token: it gives the text back
        posted_with_token(running, fields),
        posted_with_token(running, {**fields, "text": fields["text"] + '\nbad = ["\n'}),
        posted_with_token(running, {**fields, "python": f"//u:{S}@x/", "platform": f"http://{S}@y/"}),
        posted_with_token(running, fields, "/declared"),
        got(as_toml, fields["text"].encode(), "application/toml"),
        got(address, json.dumps(as_json).encode(), "application/json"),
        got(address, json.dumps({**as_json, f"http://u:{S}@x/": 1}).encode(), "application/json"),
        got(address, json.dumps({**as_json, "python": [f"http://u:{S}@x/"]}).encode(), "application/json"),
    ]


def posted_with_token(running: Application, fields: Fields, path: str = "/") -> str:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = opener.open(running.url).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
    try:
        with opener.open(f"{running.url}{path}", body) as response:
            return f"{response.url}\n{response.headers}\n{response.read().decode('latin-1')}"
    except urllib.error.HTTPError as error:
        return f"{error.headers}\n{error.read().decode('latin-1')}"


def everything_has_ended(running: Application, seen: list[str]) -> bool:
    """Whether nobody works any more; what waits in the queue's folder meanwhile is put to what was seen."""
    seen += [f"{name} {text}" for name, text in kept_in(running.data_dir / "queue")]
    waiting = "SELECT count(*) FROM resolutions_solve WHERE state IN ('queued', 'running')"
    return rows(running.data_dir, waiting) == [(0,)]


def shown(running: Application, submission_id: str) -> Iterator[str]:
    """Every page, every view, every export of both answers, previews, traces and the API."""
    base = f"/r/{submission_id}"
    addresses = [path for path, method in addresses_of(submission_id) if method == "GET"]
    addresses += [f"{base}?view={view}" for view in VIEWS] + [f"/?from={submission_id}"]
    for label in ("single", "universal"):
        addresses += [f"{base}/export/{label}/{name}" for name in EXPORTS] + [f"{base}/trace/{label}.jsonl"]
    return (got(running.url + path) for path in addresses)


def spoken(text: str, what: str) -> list[str]:
    """Where one of the secrets stands in a text, in any of the ways in which it could."""
    plain = html.unescape(urllib.parse.unquote(text))
    pairs = (f"alice:{S}", f"bob:{S}", f"reader:{OPERATORS}")
    words = (S, OPERATORS, *(base64.b64encode(pair.encode()).decode() for pair in pairs))
    return [f"{what}: {plain[max(0, plain.find(word) - 80) :][:200]}" for word in words if word in plain]


@pytest.mark.parametrize("with_redis", [False, True], ids=["embedded", "redis"])
def test_no_secret_is_anywhere(tmp_path: Path, examples_database: Path, with_redis: bool) -> None:
    found: list[str] = []
    with served_index(TORCH_FILES) as index, private_index() as server:
        credentials = f"url {server.base}/private login reader password {OPERATORS}"
        limits = {"SUBMISSIONS_PER_MINUTE": "0", "PARSED_TEXTS_PER_MINUTE": "0", "RENDERED_PAGES_PER_MINUTE": "0"}
        options = {
            **limits,
            "WORKERS_PER_ASKER": "0",
            "WORKERS": "2",
            "INDEX_CREDENTIALS": credentials,
            "PRIVATE_ANSWERS": "everyone",
        }
        with application(tmp_path, index.url, with_redis, **options) as (running, heard):
            for name, make in KINDS.items():
                for at, text in enumerate(pasted(running, make(index))):
                    found += spoken(text, f"{name}, door {at}")
            mine = [name for (name,) in rows(tmp_path, PASTED)]
            assert len(mine) >= 3 * len(KINDS) - 1
            ask_the_private_index(running, server)
            queued: list[str] = []
            until(lambda: everything_has_ended(running, queued), "all answers", 3 * PATIENCE_S)
            outcomes = [read(f"{running.url}/api/v1/resolutions/{one}")["single"] for one in mine]
            assert sum(bool(one) and one["outcome"] == "solved" for one in outcomes) >= len(KINDS)
            # The web is the same whatever carries its messages: with Redis every page of every fifth answer is read.
            for one in mine[:: 5 if with_redis else 1]:
                for text in shown(running, one):
                    found += spoken(text, one)
            for what, text in itertools.chain(kept_in(tmp_path), index_data(tmp_path)):
                found += spoken(text, what)
        found += spoken("".join(queued), "queue") + spoken("".join(heard), "redis")
        assert bool(heard) is with_redis
        assert bool(queued) is not with_redis
    assert found == []
    pages = {path.partition("demo/")[0] for path in server.with_secret if path.endswith("/demo/")}
    assert pages == {"/private/a/", "/private/", "/private/away/"}
    assert all(path.startswith("/private/") for path in server.with_secret)
    assert "/private/demo/" in server.without  # a redirect leads inwards, and nothing is sent along


def ask_the_private_index(running: Application, server: PrivateIndex) -> None:
    """Pastes that name what is below the prefix, beside it, and what redirects to it, in this order and back."""
    paths = ("inwards", "private/a", "ok", "private", "private2", "away", "private/away")
    text = TORCH.replace('"torch"', '"demo"')
    for path in (*paths, *reversed(paths)):
        body = {"text": text, "index_url": f"{server.base}/{path}", "python": "3.12"}
        got(f"{running.url}/api/v1/resolutions", json.dumps(body).encode(), "application/json")
