"""How uv 0.13.8 reads markers: every row was measured with the binary (uv-resolution section 7.2)."""

from __future__ import annotations

import pytest

from resolver_core.markers import DroppedComparison, MarkerSet, marker_warnings
from tests.support.markers import ENVIRONMENTS, PYTHONS, variables_of

TRUE, FALSE = "", "python_version < '0'"


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("python_version == '3.9'", "python_full_version == '3.9.*'"),
        ("python_version != '3.9'", "python_full_version != '3.9.*'"),
        ("python_version > '3.9'", "python_full_version >= '3.10'"),
        ("python_version <= '3.9.0'", "python_full_version < '3.10'"),
        ("python_version >= '3.9'", "python_full_version >= '3.9'"),
        ("python_version < '3.9'", "python_full_version < '3.9'"),
        ("python_version == '3.9.1'", FALSE),
        ("python_version != '3.9.1'", TRUE),
        ("python_version > '3.9.1.2'", "python_full_version >= '3.10'"),
        ("python_version >= '3.8.1'", "python_full_version >= '3.9'"),
        ("python_version < '3.8.1'", "python_full_version < '3.9'"),
        ("python_version <= '3.8.1'", "python_full_version < '3.9'"),
        ("python_version ~= '3.9'", "python_full_version >= '3.9' and python_full_version < '4'"),
        ("python_version ~= '3.9.0'", "python_full_version == '3.9.*'"),
        ("python_version ~= '3.9.1'", FALSE),
        ("python_version == '3.*'", "python_full_version >= '3' and python_full_version < '4'"),
        ("python_version != '3.9.0.*'", "python_full_version != '3.9.*'"),
        ("python_version == '3.9.1.*'", FALSE),
        ("python_version != '3.9.1.*'", FALSE),
        ("python_version == '3'", "python_full_version == '3.0.*'"),
        ("python_version > '3'", "python_full_version >= '3.1'"),
        ("python_version in '3.9 3.8'", "python_full_version >= '3.8' and python_full_version < '3.10'"),
        ("python_version not in '3.8'", "python_full_version != '3.8.*'"),
        ("python_version in '3.9.1 3.8'", FALSE),
        ("python_version not in '3.9.1'", FALSE),
        ("python_version not in ''", TRUE),
        ("python_version < '0'", FALSE),
        ("'3.9' <= python_version", "python_full_version >= '3.9'"),
        ("python_version == '3.9+local'", "python_full_version == '3.9.*'"),
        ("python_full_version > '3.9.0rc1'", "python_full_version > '3.9'"),
        ("python_full_version == '3.9.0.*'", "python_full_version >= '3.9' and python_full_version < '3.9.1'"),
        ("python_full_version ~= '3.9.0'", "python_full_version == '3.9.*'"),
        ("python_full_version in '3.9.1 3.8.2'", "python_full_version == '3.8.2' or python_full_version == '3.9.1'"),
        ("implementation_version ~= '3.9.1'", "implementation_version >= '3.9.1' and implementation_version < '3.10'"),
    ],
)
def test_versions(text: str, same_as: str) -> None:
    assert MarkerSet.parse(text) is MarkerSet.parse(same_as)


def test_a_minor_series_is_not_at_least_its_own_patch() -> None:
    assert MarkerSet.parse("python_version >= '3.8.1'").disjoint(MarkerSet.parse("python_full_version == '3.8.2'"))


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("platform_system == 'Windows'", "sys_platform == 'win32'"),
        ("platform_system != 'Darwin'", "sys_platform != 'darwin'"),
        ("platform_system == 'Emscripten'", "sys_platform == 'emscripten'"),
        ("os.name == 'nt' and sys.platform == 'win32'", "os_name == 'nt' and sys_platform == 'win32'"),
        ("python_implementation == 'CPython'", "platform_python_implementation == 'CPython'"),
        ("platform.python_implementation == 'CPython'", "platform_python_implementation == 'CPython'"),
        ("platform.machine == 'x'", "platform_machine == 'x'"),
        ("'linux' == sys_platform", "sys_platform == 'linux'"),
        ("os_name >= 'nt'", "os_name == 'nt'"),
        ("os_name <= 'nt'", "os_name == 'nt'"),
        ("os_name < 'nt'", FALSE),
        ("'linux' > sys_platform", FALSE),
        ("platform_version >= '20' and platform_version < '2'", FALSE),
        ("platform_version >= '20' and platform_version < '3' and platform_version != '20'",
         "platform_version > '20' and platform_version < '3'"),
    ],
)  # fmt: skip
def test_strings(text: str, same_as: str) -> None:
    assert MarkerSet.parse(text) is MarkerSet.parse(same_as)


def test_other_values_of_platform_system_stay() -> None:
    assert variables_of(MarkerSet.parse("platform_system == 'Java'")) == {"platform_system"}
    assert variables_of(MarkerSet.parse("platform_system == 'linux'")) == {"platform_system"}


def test_substring_tests_are_unrelated_to_equality() -> None:
    contains, inside = MarkerSet.parse("'linux' in sys_platform"), MarkerSet.parse("sys_platform in 'linux'")
    equal = MarkerSet.parse("sys_platform == 'linux'")
    assert not contains.implies(inside)
    assert not equal.implies(contains)
    assert not equal.disjoint(~inside)
    assert contains.disjoint(MarkerSet.parse("'linux' not in sys_platform"))


@pytest.mark.parametrize(
    "dropped",
    [
        "python_version in '3.8, 3.9'",
        "python_version >= '3.9.*'",
        "'3.9.*' == python_version",
        "python_version ~= '3'",
        "python_version > '3.9+local'",
        "python_version >= 'three'",
        "'3.9' in python_version",
        "os_name ~= '3'",
        "platform_release ~= '20.1'",
        "extra in 'a b'",
        "os_name == platform_machine",
        "'a' == 'a'",
    ],
)
def test_what_makes_no_sense_is_dropped_with_a_warning(dropped: str) -> None:
    linux = MarkerSet.parse("sys_platform == 'linux'")
    try:
        assert MarkerSet.parse(dropped) is MarkerSet.TRUE
    except ValueError:  # packaging itself refuses two texts
        pytest.skip("packaging does not parse it")
    assert MarkerSet.parse(f"{dropped} and sys_platform == 'linux'") is linux
    assert MarkerSet.parse(f"{dropped} or sys_platform == 'linux'") is linux
    assert MarkerSet.parse(f"sys_platform == 'linux' or ({dropped})") is linux
    (warning,) = marker_warnings(f"sys_platform == 'linux' or {dropped}")
    assert warning.comparison.replace('"', "'") == dropped
    assert warning.reason


def test_a_single_comparison_may_not_be_dropped() -> None:
    with pytest.raises(DroppedComparison):
        MarkerSet.compare("os_name", "~=", "3")
    assert MarkerSet.compare("sys_platform", "==", "linux") is MarkerSet.parse("sys_platform == 'linux'")


class TestPlatformRelease:
    """A version on darwin, a text elsewhere: "20" < "3" as text only."""

    def test_depends_on_the_platform(self) -> None:
        marker = MarkerSet.parse("platform_release >= '20' and platform_release < '3'")
        assert marker.disjoint(MarkerSet.parse("sys_platform == 'darwin'"))
        assert not marker.disjoint(MarkerSet.parse("sys_platform == 'linux'"))
        same_version = MarkerSet.parse("platform_release == '20' and platform_release == '20.0'")
        assert same_version is MarkerSet.parse("platform_release == '20' and sys_platform == 'darwin'")

    def test_other_texts_are_texts_everywhere(self) -> None:
        assert variables_of(MarkerSet.parse("platform_release >= 'abc'")) == {"platform_release"}

    @pytest.mark.parametrize("operator", ["==", "!=", "<", ">="])
    def test_an_empty_release_satisfies_no_version(self, operator: str) -> None:
        macos = next(each for each in ENVIRONMENTS if each["sys_platform"] == "darwin") | {"platform_release": ""}
        assert not MarkerSet.parse(f"platform_release {operator} '20'").evaluate(macos)
        assert MarkerSet.parse("platform_release < 'a'").evaluate(macos)


def test_lists_of_members() -> None:
    marker = MarkerSet.parse("'X.y' in extras and 'dev' not in dependency_groups")
    assert marker.evaluate(ENVIRONMENTS[0], ["x-y"])
    assert not marker.evaluate(ENVIRONMENTS[0])
    assert MarkerSet.parse(str(marker)) is marker


def test_pre_releases_of_an_interpreter_lie_below_their_release() -> None:
    candidate = ENVIRONMENTS[0] | {"python_full_version": "3.13.0rc1", "python_version": "3.13"}
    assert not MarkerSet.parse("python_version >= '3.13'").evaluate(candidate)
    assert MarkerSet.parse("python_full_version > '3.12.9'").evaluate(candidate)
    built = ENVIRONMENTS[0] | {"python_full_version": "3.13.0+"}
    assert MarkerSet.parse("python_full_version == '3.13'").evaluate(built)


def test_listed_versions_are_evaluated_as_versions() -> None:
    marker = MarkerSet.parse("python_version in '3.10 3.8'")
    inside = [marker.evaluate(ENVIRONMENTS[0] | {"python_full_version": python}) for python in PYTHONS]
    assert [python for python, is_in in zip(PYTHONS, inside, strict=True) if is_in] == [
        "3.8.0", "3.8.1", "3.8.20", "3.10.0", "3.10.4",
    ]  # fmt: skip
