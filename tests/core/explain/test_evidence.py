"""What speaks of a divergence, read off the two answers."""

from __future__ import annotations

from resolver_core.answer.comparison import compare
from resolver_core.explain.evidence import evidence_of
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of


def evidence(example: Example, project: str) -> list[tuple[str, str, str]]:
    laboratory = a_laboratory(example)
    rows = compare(laboratory.single, laboratory.universal, laboratory.target).rows
    row = next(row for row in rows if row.project == project)
    found = evidence_of(row, laboratory.target, laboratory.single, laboratory.universal)
    return [(one.kind, one.text, one.filename) for one in found]


def test_two_files_that_do_not_say_the_same() -> None:
    found = evidence(Example({"t": {"1.0": {"L": ["np>=2"], "M": ["np<2", "c"]}}, "np": "1 2", "c": "1"}, ["t"]), "t")
    linux, macos = "t-1.0-cp311-cp311-manylinux_2_17_x86_64.whl", "t-1.0-cp311-cp311-macosx_11_0_arm64.whl"
    assert [(text, file) for kind, text, file in found if kind == "only-in-target-file"] == [("np>=2", linux)]
    assert {(text, file) for kind, text, file in found if kind == "only-in-lock-file"} == {
        ("np<2", macos),
        ("c", macos),
    }
    assert [file for kind, _, file in found if kind == "metadata-file"] == [linux, macos]
    assert [file for kind, _, file in found if kind == "install-file"] == [linux]


def test_no_file_for_the_target_and_who_asks() -> None:
    found = evidence(Example({"a": {"1": [], "2": of(tags="W")}, "b": {"1": ["a>=1"]}}, ["a<3", "b"]), "a")
    texts = {kind: [text for other, text, _ in found if other == kind] for kind, _, _ in found}
    (none,) = texts["no-file"]
    assert none.startswith("a 2 has 1 wheel (cp311; Windows x86_64; none for Linux x86_64) and no source ")
    assert "universal: project 0.1.0 requires a<3" in texts["requirement"]
    assert "single-platform: b 1 requires a>=1" in texts["requirement"]
