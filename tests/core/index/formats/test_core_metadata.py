from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.index.formats.core_metadata import InvalidMetadata, parse_core_metadata
from tests.support.archives import a_metadata


def test_the_fields_that_a_resolution_reads() -> None:
    metadata = parse_core_metadata(
        a_metadata(
            "Demo.Package",
            "1.0.post1",
            "Requires-Python: >=3.8",
            "Provides-Extra: Fast_Path",
            "Requires-Dist: other>=2",
            'Requires-Dist: speed; extra == "fast-path"',
        )
    )
    assert metadata.name == "demo-package"
    assert metadata.version == Version("1.0.post1")
    assert metadata.requires_python == SpecifierSet(">=3.8")
    assert metadata.provides_extra == ("fast-path",)
    assert [str(requirement) for requirement in metadata.requires_dist] == [
        "other>=2",
        'speed; extra == "fast-path"',
    ]
    assert metadata.repairs == ()


def test_only_the_header_block_counts() -> None:
    metadata = parse_core_metadata(a_metadata() + b"\r\n\r\nRequires-Dist: from-the-description\n")
    assert metadata.requires_dist == ()
    assert "description" not in metadata.text


def test_folded_lines_and_line_endings() -> None:
    lines = ["Metadata-Version: 2.1", "Name: demo", "Version: 1.0", "Requires-Dist: other", "     >=2", "no colon", ""]
    data = "\r\n".join(lines).encode()
    assert str(parse_core_metadata(data).requires_dist[0]) == "other>=2"


def test_an_encoded_name_is_decoded() -> None:
    assert parse_core_metadata(a_metadata("=?utf-8?q?foobar?=")).name == "foobar"


def test_bytes_that_are_no_utf_8_do_not_matter_elsewhere() -> None:
    assert parse_core_metadata(a_metadata() + b"\nAuthor: Andr\xe9").name == "demo"


def test_repairs_are_recorded() -> None:
    metadata = parse_core_metadata(a_metadata("demo", "1", "Requires-Dist: pytz (>dev)", "Requires-Python: >=3.6.*"))
    assert [(repair.before, repair.after) for repair in metadata.repairs] == [
        ("pytz (>dev)", "pytz (>0.0.0dev)"),
        (">=3.6.*", ">=3.6"),
    ]


def test_an_extra_with_an_invalid_name_is_left_out() -> None:
    assert parse_core_metadata(a_metadata("demo", "1", "Provides-Extra: a b", "Provides-Extra: ok")).provides_extra == (
        "ok",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Metadata-Version: 2.1\nVersion: 1\n", "no Name field"),
        (b"Metadata-Version: 2.1\nName: demo\n", "no Version field"),
        (a_metadata("de mo"), "invalid Name: 'de mo'"),
        (a_metadata("demo", "one"), "invalid Version: 'one'"),
        (a_metadata("demo", "1", "Requires-Python: three"), "'three'"),
        (a_metadata("demo", "1", "Requires-Dist: !!"), "'!!'"),
        (b"", "no Name field"),
    ],
)
def test_unreadable_metadata_say_why(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidMetadata) as caught:
        parse_core_metadata(data)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_of_blanks_inside_a_folded_field_does_not_end_the_headers(end: str) -> None:
    """Long License fields have such lines, and the requirements stand after them."""
    lines = ["Metadata-Version: 2.1", "Name: a", "Version: 1.0", "License: BSD", "        ", "        Copyright (c)"]
    text = end.join([*lines, "Requires-Dist: b", "", "Requires-Dist: of-the-description"])
    assert [str(one) for one in parse_core_metadata(text.encode()).requires_dist] == ["b"]
