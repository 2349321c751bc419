"""Metadata stated by hand say what the file says."""

from __future__ import annotations

from resolver_core import parse_problem
from resolver_core.explain.lab.metadata_edits import with_metadata_stated
from resolver_core.index.formats.core_metadata import parse_core_metadata
from resolver_core.index.records import CoreMetadata
from tests.support.builders import a_problem


def metadata(name: str, *lines: str) -> CoreMetadata:
    return parse_core_metadata("\n".join(["Metadata-Version: 2.1", f"Name: {name}", "Version: 1", *lines, ""]).encode())


def test_what_a_file_says_is_read_back() -> None:
    said = metadata(
        "a", "Requires-Python: >=3.8", "Requires-Dist: b>=2", "Requires-Dist: c ; extra == 'x'", "Provides-Extra: x"
    )
    text = with_metadata_stated(a_problem("a").text, [said, metadata("d")])
    assert text is not None
    first, second = parse_problem(text, filename="pyproject.toml").dependency_metadata
    assert (first.name, str(first.version), str(first.requires_python)) == ("a", "1", ">=3.8")
    assert list(map(str, first.requires_dist)) == ["b>=2", 'c; extra == "x"']
    assert list(first.provides_extra) == ["x"]
    assert (second.name, second.requires_dist, second.requires_python) == ("d", (), None)


def test_a_list_of_requirements_has_no_place_for_it() -> None:
    assert with_metadata_stated("a==1\n", [metadata("a")]) is None
