"""uv's facts, and restrict: measured on uv 0.13.8 (uv-resolution sections 6.4, 7.3, 7.4)."""

from __future__ import annotations

import pytest

from resolver_core.markers import MarkerSet

parse = MarkerSet.parse


class TestFacts:
    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("os_name == 'nt'", "sys_platform == 'linux'"),
            ("os_name == 'nt'", "sys_platform == 'darwin'"),
            ("os_name == 'posix'", "sys_platform == 'win32'"),
            ("os_name == 'posix'", "platform_system == 'Windows'"),
            ("platform_system == 'FreeBSD'", "sys_platform == 'linux'"),
            ("platform_system == 'iOS'", "sys_platform == 'darwin'"),
        ],
    )
    def test_impossible_pairs(self, left: str, right: str) -> None:
        assert parse(left).disjoint(parse(right))
        assert parse(f"{left} and {right}") is MarkerSet.FALSE
        assert (~parse(left) | ~parse(right)).is_true
        assert parse(left).implies(~parse(right))

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("os_name == 'nt'", "sys_platform != 'win32'"),
            ("os_name == 'nt'", "sys_platform == 'cygwin'"),
            ("platform_system == 'iOS'", "sys_platform == 'ios'"),
            ("platform_system == 'Java'", "sys_platform == 'linux'"),
            ("platform_machine == 'arm64'", "sys_platform == 'win32'"),
            ("implementation_name == 'cpython'", "platform_python_implementation == 'PyPy'"),
            ("implementation_version < '3.8'", "python_version >= '3.9'"),
        ],
    )
    def test_uv_knows_nothing_else(self, left: str, right: str) -> None:
        assert not parse(left).disjoint(parse(right))

    def test_a_conjunction_is_refuted_as_a_whole_or_not_at_all(self) -> None:
        marker = parse("os_name == 'nt' and (sys_platform == 'linux' or sys_platform == 'foo')")
        assert str(marker) == (
            "(os_name == 'nt' and sys_platform == 'foo') or (os_name == 'nt' and sys_platform == 'linux')"
        )
        nested = "os_name == 'nt' and (sys_platform == 'linux' and python_version < '3.9' or sys_platform == 'darwin')"
        assert parse(nested).is_false

    def test_parts_are_refuted_before_they_are_joined(self) -> None:
        text = "os_name == 'nt' and sys_platform == 'linux' or os_name == 'nt' and sys_platform == 'foo'"
        assert parse(text) is parse("os_name == 'nt' and sys_platform == 'foo'")


MAC_INTEL = "sys_platform == 'darwin' and platform_machine == 'x86_64'"
LINUX_ARM = "sys_platform == 'linux' and platform_machine == 'aarch64'"
PLATFORM_TAGS = {
    "linux x86_64": ("linux", "x86_64"),
    "linux aarch64": ("linux", "aarch64"),
    "mac arm64": ("darwin", "arm64"),
    "win amd64": ("win32", "AMD64"),
}


def implied_by(*wheels: str) -> MarkerSet:
    """The implied markers of cp311 wheels for these platforms (section 3.5)."""
    implied = MarkerSet.FALSE
    for wheel in wheels:
        system, machine = PLATFORM_TAGS[wheel]
        implied |= parse(
            f"sys_platform == '{system}' and platform_machine == '{machine}' and python_version == '3.11'"
            " and platform_python_implementation == 'CPython'"
        )
    return implied


@pytest.mark.parametrize(
    ("wheels", "required", "split"),
    [
        (("linux x86_64",), MAC_INTEL, "sys_platform != 'linux'"),
        (("linux x86_64", "mac arm64"), MAC_INTEL, "platform_machine == 'x86_64' and sys_platform != 'linux'"),
        (("linux x86_64", "linux aarch64", "mac arm64", "win amd64"), MAC_INTEL,
         "platform_machine == 'x86_64' and sys_platform != 'linux' and sys_platform != 'win32'"),
        (("mac arm64",), MAC_INTEL, "platform_machine == 'x86_64'"),
        (("linux x86_64", "linux aarch64"), "sys_platform == 'win32'", "sys_platform == 'win32'"),
        (("linux x86_64",), LINUX_ARM, "platform_machine != 'x86_64'"),
        (("linux x86_64", "mac arm64", "win amd64"), LINUX_ARM,
         "platform_machine != 'x86_64' and sys_platform == 'linux'"),
        (("linux x86_64", "mac arm64"), f"python_version == '3.11' and {MAC_INTEL}",
         "platform_machine == 'x86_64' and sys_platform != 'linux'"),
    ],
)  # fmt: skip
def test_coverage_forks_are_widened_by_restrict(wheels: tuple[str, ...], required: str, split: str) -> None:
    r = parse(required)
    assert r.restrict(r | implied_by(*wheels)) is parse(split)


class TestRestrict:
    def test_trivial_cases(self) -> None:
        f, care = parse("python_version < '3.9'"), parse("os_name == 'nt'")
        assert f.restrict(MarkerSet.TRUE) is f
        assert f.restrict(MarkerSet.FALSE) is MarkerSet.FALSE
        assert f.restrict(f) is MarkerSet.TRUE
        assert f.restrict(~f) is MarkerSet.FALSE
        assert f.restrict(care) is f
        assert MarkerSet.TRUE.restrict(care) is MarkerSet.TRUE

    def test_takes_the_first_value_that_is_cared_for_in_ascending_order(self) -> None:
        care = parse("sys_platform == 'b' or sys_platform == 'd'")
        assert parse("sys_platform == 'b'").restrict(care) is parse("sys_platform != 'd'")
        assert parse("sys_platform == 'd'").restrict(care) is parse("sys_platform == 'd'")

    def test_takes_the_lowest_python_that_is_cared_for(self) -> None:
        care = parse("python_version >= '3.8' and python_version != '3.10'")
        assert parse("python_version >= '3.9' and python_version < '3.12'").restrict(care) is parse(
            "(python_version == '3.9') or (python_version >= '3.11' and python_version < '3.12')"
        )

    def test_forgets_what_the_value_does_not_ask(self) -> None:
        f = parse("platform_machine == 'x86_64'")
        care = parse(f"sys_platform == 'linux' and platform_machine == 'x86_64' or {LINUX_ARM}")
        assert f.restrict(care) is f
        assert (~f).restrict(care) is parse("platform_machine != 'x86_64'")

    def test_an_extra_that_is_on_comes_first(self) -> None:
        f = parse("extra == 'a' and os_name == 'nt' or extra != 'a' and os_name == 'java'")
        assert f.restrict(parse("extra == 'a'")) is parse("os_name == 'nt'")
        assert f.restrict(parse("extra != 'a'")) is parse("os_name == 'java'")

    def test_an_edge_of_the_lock_forgets_its_universe(self) -> None:
        universe = parse("sys_platform == 'linux' or sys_platform == 'darwin'")
        assert parse("sys_platform == 'darwin'").restrict(universe) is parse("sys_platform != 'linux'")
