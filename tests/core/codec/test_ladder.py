"""A ladder as a document: every version, in both modes."""

from __future__ import annotations

from resolver_core.codec.ladder import LadderDocument, LaddersDocument, ladder_to_json, ladders_to_json
from tests.core.codec.worlds import DIVERGENT, explained
from tests.support.shapes import assert_shape


def test_every_version_is_there_once() -> None:
    found = explained(DIVERGENT).ladders
    document = ladders_to_json(found)
    assert_shape(document, LaddersDocument)
    (ladder,) = (ladder for ladder in found if ladder.project == "a")
    entry = ladder_to_json(ladder)
    assert_shape(entry, LadderDocument)
    assert entry in document["ladders"]
    assert [version for rung in entry["rungs"] for version in rung["versions"]] == ["2.0", "1.0", "0.9"]
    for rung in entry["rungs"]:
        assert (rung["newest"], rung["oldest"], rung["count"]) == (
            rung["versions"][0],
            rung["versions"][-1],
            len(rung["versions"]),
        )


def test_a_refused_version_has_its_kind_and_files() -> None:
    (ladder,) = (ladder for ladder in explained(DIVERGENT).ladders if ladder.project == "a")
    first = ladder_to_json(ladder)["rungs"][0]
    assert first["single"] is not None
    assert first["universal"] is not None
    assert (first["single"]["state"], first["single"]["kind"]) == ("passed", "no-file")
    assert first["single"]["files"]
    assert first["universal"]["state"] == "taken"
