"""The text of a set: a valid marker that reads back (uv-resolution section 7.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from packaging.markers import Marker

from resolver_core.errors import BudgetExceeded
from resolver_core.markers import MarkerSet, marker_text
from tests.support.markers import ENVIRONMENTS, markers, truth, variables_of

parse = MarkerSet.parse


@given(markers(10))
def test_the_text_is_a_marker_that_says_the_same(text: str) -> None:
    marker = parse(text)
    if marker.is_true:
        assert str(marker) == ""
        return
    again = parse(str(marker))
    assert [again.evaluate(each) for each in ENVIRONMENTS] == list(truth(text))
    if not {"os_name", "platform_system"} & variables_of(marker):  # uv's facts refute more when clauses are read back
        assert again is marker
    Marker(str(marker))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("os_name=='nt'", "os_name == 'nt'"),
        ("python_version >= '3.8' and python_version < '3.9'", "python_full_version == '3.8.*'"),
        ("python_version != '3.8'", "python_full_version != '3.8.*'"),
        ("python_version >= '4.0'", "python_full_version >= '4'"),
        ("sys_platform != 'win32' and sys_platform != 'linux'", "sys_platform != 'linux' and sys_platform != 'win32'"),
        ("python_version != '3.8' and python_version != '3.9'",
         "python_full_version < '3.8' or python_full_version >= '3.10'"),
        ("python_full_version != '3.8.1' and python_full_version != '3.9.2'",
         "python_full_version != '3.8.1' and python_full_version != '3.9.2'"),
        ("sys_platform == 'linux' or python_version < '3.9'", "python_full_version < '3.9' or sys_platform == 'linux'"),
        ("implementation_name == 'cpython' or platform_python_implementation == 'CPython' or"
         " platform_system == 'Windows'",
         "implementation_name == 'cpython' or platform_python_implementation == 'CPython' or sys_platform == 'win32'"),
        ("(python_version >= '3.9' and python_version < '3.11' and platform_machine == 'x86_64') or"
         " (platform_machine == 'arm64' and python_version >= '3.10')",
         "(python_full_version >= '3.9' and python_full_version < '3.11' and platform_machine == 'x86_64') or"
         " (python_full_version >= '3.10' and platform_machine == 'arm64')"),
        ("platform_release >= '20'",
         "(platform_release >= '20' and sys_platform != 'darwin') or"
         " (platform_release >= '20' and sys_platform == 'darwin')"),
        ("'linux' in sys_platform and sys_platform in 'linux'", "sys_platform in 'linux' and 'linux' in sys_platform"),
        ("os_name == \"it's\"", "os_name == \"it's\""),
        ("extra == 'b' and python_version < '3.9'", "python_full_version < '3.9' and extra == 'b'"),
        ("python_version < '3' and python_version > '3'", "python_version < '0'"),
    ],
)  # fmt: skip
def test_measured_texts(text: str, wanted: str) -> None:
    assert str(parse(text)) == wanted
    assert parse(wanted) is parse(text)


def test_long_unions_are_written_as_conjunctions() -> None:
    names = (
        "sys_platform",
        "os_name",
        "platform_machine",
        "implementation_name",
        "platform_version",
        "platform_system",
    )
    texts = [" or ".join(f"{name} == 'v{i}'" for i in range(6)) for name in names]
    marker = parse(" and ".join(f"({text})" for text in texts))
    assert marker_text.CLAUSE_LIMIT < 6**6
    assert parse(str(marker)) is marker
    assert len(str(marker)) < 1_500


def test_a_text_that_would_be_endless_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marker_text, "CLAUSE_LIMIT", 2)
    marker = parse(
        "platform_machine == 'a' and python_version < '3.1' or platform_machine == 'b' and python_version < '3.2' or"
        " platform_machine == 'c' and python_version > '3.3'"
    )
    with pytest.raises(BudgetExceeded):
        marker_text.to_text(marker._node)
