"""Records know what they belong to, from the request to the worker."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.shared import REPOSITORY
from webui.hosting import log_context
from webui.hosting.log_context import HEADER, MESSAGE_HEADER, Belonging, belonging_to, known


@pytest.fixture
def records() -> Iterator[list[logging.LogRecord]]:
    """What the web logs, with what each record belongs to."""
    found: list[logging.LogRecord] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = found.append  # type: ignore[method-assign]
    handler.addFilter(Belonging())
    logger = logging.getLogger("webui")
    levels = {name: logging.getLogger(name).level for name in ("webui", "webui.requests")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    logger.addHandler(handler)
    yield found
    logger.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_what_stands_around_it_counts_until_it_is_left() -> None:
    with belonging_to(request="one"):
        with belonging_to(submission="two", solve=3):
            assert [known(name) for name in log_context.NAMES] == ["one", "two", 3, ""]
        assert [known(name) for name in log_context.NAMES] == ["one", "", "", ""]
    assert not known("request")


@pytest.mark.parametrize(
    ("sent", "is_kept"), [("abc-123.DEF_456", True), ("short", False), ("a" * 65, False), ('a"b\\c{}<script>', False)]
)
def test_an_id_that_was_sent_is_kept_where_it_is_harmless(client: Client, sent: str, is_kept: bool) -> None:
    answered = client.get("/healthz", headers={HEADER: sent}).headers[HEADER]
    assert (answered == sent) is is_kept
    assert len(answered) >= 8


@pytest.mark.django_db
def test_a_request_is_a_record_without_its_address(client: Client, records: list[logging.LogRecord]) -> None:
    answer = client.get(reverse("resolution", args=["nobodyknowsthisone"]))
    (record,) = [one for one in records if one.name == "webui.requests"]
    assert record.__dict__["request"] == answer.headers[HEADER]
    assert record.__dict__["submission"] == "nobodyknowsthisone"
    assert record.getMessage().startswith("GET resolution: 404 in ")


def test_what_machines_ask_all_the_time_is_none(client: Client, records: list[logging.LogRecord]) -> None:
    client.get("/healthz")
    assert not [one for one in records if one.name == "webui.requests"]


def test_a_task_belongs_to_the_request_that_it_was_sent_for() -> None:
    headers: dict[str, object] = {}
    with belonging_to(request="from-a-paste"):
        log_context.put_into_message(headers=headers)
    assert headers == {MESSAGE_HEADER: "from-a-paste"}
    log_context.take_from_message(task=SimpleNamespace(request=SimpleNamespace(**headers)))
    assert known("request") == "from-a-paste"
    log_context.forget()
    assert not known("request")
    log_context.take_from_message(task=SimpleNamespace(request=SimpleNamespace()))
    assert not known("request")


LOG = """\
import django
django.setup()
import logging
from webui.hosting.log_context import belonging_to
with belonging_to(request="r-1", submission="s-2", solve=3):
    try:
        1 / 0
    except ZeroDivisionError:
        logging.getLogger("webui.x").exception("it %s", "broke")
"""


def test_in_json_a_record_is_one_object_in_one_line() -> None:
    import os

    environment = {**os.environ, "WHICHWHEEL_LOG_FORMAT": "json", "DJANGO_SETTINGS_MODULE": "webui.settings"}
    ended = subprocess.run(
        [sys.executable, "-c", LOG], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
    )
    (line,) = io.StringIO(ended.stderr)
    record = json.loads(line)
    assert {name: record[name] for name in ("level", "logger", "message", "request", "submission", "solve")} == {
        "level": "ERROR",
        "logger": "webui.x",
        "message": "it broke",
        "request": "r-1",
        "submission": "s-2",
        "solve": 3,
    }
    assert "ZeroDivisionError" in record["exc_info"]
