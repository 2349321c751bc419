"""A comparison as a document."""

from __future__ import annotations

from resolver_core.codec.comparison import ComparisonDocument, comparison_to_json
from tests.core.codec.worlds import CLASHING, DIVERGENT, compared
from tests.support.shapes import assert_shape


def test_what_differs_comes_first_with_both_sides() -> None:
    document = comparison_to_json(compared(DIVERGENT))
    assert_shape(document, ComparisonDocument)
    assert document["differing"] == 1
    first, *others = document["rows"]
    assert (first["project"], first["difference"]) == ("a", "version")
    assert first["single"] is not None
    assert first["universal"] is not None
    assert (first["single"]["version"], first["universal"]["version"]) == ("1.0", "2.0")
    assert first["universal"]["install_file"] is None, "no file of it fits the target"
    assert [version["version"] for version in first["universal_versions"]] == ["2.0"]
    assert {row["difference"] for row in others} == {"none"}


def test_a_side_without_a_solution_has_no_differences() -> None:
    document = comparison_to_json(compared(CLASHING))
    assert_shape(document, ComparisonDocument)
    assert (document["single_outcome"], document["universal_outcome"]) == ("unsatisfiable", "unsatisfiable")
    assert (document["differing"], document["rows"]) == (0, [])
