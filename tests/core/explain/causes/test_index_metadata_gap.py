"""`index-metadata-gap`: a cut-off hides a file of which the index does not say when it was uploaded."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import CUT, NEW, OLD, PROJECT, a_world, of_mode, root_on, world_of
from tests.support.small_indexes import Example, of


def classes_behind(files: dict[str, object]) -> list[CauseClass]:
    divergence = root_on(
        world_of(Example({"a": {"1": of(uploaded=OLD), "2": files}}, ["a"], tool_uv=CUT)).explained(), "a"
    )
    assert divergence is not None
    assert divergence.cause is not None
    assert divergence.cause.cause_class is CauseClass.EXCLUDE_NEWER
    return [cause.cause_class for cause in divergence.further_causes]


def test_a_missing_upload_time_is_a_second_cause() -> None:
    assert CauseClass.INDEX_METADATA_GAP in classes_behind({"W": of(uploaded=OLD), "L": of()})
    assert CauseClass.INDEX_METADATA_GAP not in classes_behind({"W": of(uploaded=OLD), "L": of(uploaded=NEW)})


def test_missing_upload_times_are_a_second_cause_of_a_failure() -> None:
    world = a_world(PROJECT.format('["a"]') + '[tool.uv]\nexclude-newer = "2024-03-01"\n', {"a": "1"})
    failure = of_mode(world.explained(), "universal")
    assert failure.cause.cause_class is CauseClass.EXCLUDE_NEWER
    assert [cause.cause_class for cause in failure.further_causes] == [CauseClass.INDEX_METADATA_GAP]
    assert "no upload time" in failure.further_causes[0].summary
