"""One chosen version, written and read back."""

from __future__ import annotations

from typing import Any

from packaging.utils import canonicalize_name

from resolver_core.codec.package import PackageEntry, edges_of, files_from_json, key_of, package_entry, pin_of
from tests.support.shapes import assert_shape, stored
from tests.support.small_indexes import Example, of

EXAMPLE = Example(
    {
        "a": {"1": of("b", "c ; extra == 'x'", extras="x", python=">=3.8", uploaded="2024-01-01T00:00:00Z")},
        "b": {"1": {"L": of(), "sdist": of(yanked=True)}},
        "c": "1",
    },
    ["a[x]"],
)


def entry(project: str) -> Any:
    resolution = EXAMPLE.solve_universal()
    (pin,) = (pin for pin in resolution.pins if pin.project == project)
    found = package_entry(pin, resolution.edges_from(pin.key))
    assert_shape(found, PackageEntry)
    return stored(found)


def test_a_package_is_read_back() -> None:
    resolution = EXAMPLE.solve_universal()
    for pin in resolution.pins:
        edges = resolution.edges_from(pin.key)
        document = stored(package_entry(pin, edges))
        again = pin_of(document)
        assert (again.key, again.marker, again.fork_markers) == (pin.key, pin.marker, pin.fork_markers)
        assert (again.is_root, again.index_url) == (pin.is_root, pin.index_url)
        assert stored(package_entry(again, edges)) == document
        assert key_of(document) == pin.key
        assert set(edges_of(document)) == set(edges)
        assert [file.url for file in again.distributions] == [file.url for file in pin.distributions]
        assert files_from_json(document) == again.distributions


def test_edges_stand_with_the_part_that_asks_for_them() -> None:
    found = entry("a")
    assert [edge["name"] for edge in found["dependencies"]] == ["b"]
    assert {extra: [edge["name"] for edge in edges] for extra, edges in found["optional_dependencies"].items()} == {
        "x": ["c"]
    }
    assert found["dependency_groups"] == {}


def test_yanked_without_a_reason_is_not_the_same_as_not_yanked() -> None:
    files = {file["kind"]: file["yanked_reason"] for file in entry("b")["files"]}
    assert files["wheel"] is None
    assert files["sdist"] is not None


def test_documents_of_the_first_days_open() -> None:
    old = entry("b")
    for file in old["files"]:
        del file["index_url"], file["hashes"]
    (first, *_) = pin_of(old).distributions
    assert first.index_url == old["index_url"]
    assert first.hashes == {}
    assert first.project == canonicalize_name("b")
