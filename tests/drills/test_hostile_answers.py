"""The second hostile index does what its paths say."""

from __future__ import annotations

import json

from tests.drills.client import Browser, send
from tests.drills.hostile_answers import SCRIPT, hostile_answers


def test_paths_say_what_is_answered() -> None:
    with hostile_answers("127.0.0.1", ["javascript:alert(1)"]) as index:
        page = json.loads(send(f"{index.base}/ok/simple/foo/").body)
        assert page["files"][0]["filename"] == "foo-1.0-py3-none-any.whl"
        metadata = send(f"{index.base}/script-0/files/foo-1.0-py3-none-any.whl.metadata").words
        assert f"Summary: {SCRIPT}" in metadata
        assert json.loads(send(f"{index.base}/link-0/simple/foo/").body)["files"][0]["url"] == "javascript:alert(1)"
        assert send(f"{index.base}/redirect-1/simple/foo/").status == 302
        ranged = send(f"{index.base}/archive-4/files/foo-1.0-py3-none-any.whl", None, {"Range": "bytes=-100"})
        assert ranged.status == 206
        assert index.seen[0][0] == "/ok/simple/foo/"


def test_a_browser_takes_no_answer_for_what_it_is() -> None:
    with hostile_answers("127.0.0.1", [""]) as index:
        gone = index.base
    assert Browser(gone).get("/").status == 0
