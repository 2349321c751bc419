"""Grouping a page into versions, and the two orders of files (2.4, 2.5)."""

from packaging.version import Version

from tests.support.distributions import a_distribution, some_releases


def names(*filenames: str, flat: bool = False) -> list[str]:
    """The files of version 1.0 in order."""
    releases = some_releases(*map(a_distribution, filenames), flat=flat)
    return [file.filename for file in releases.of_version(Version("1.0"))]


def test_versions_are_sorted_and_equal_spellings_are_one() -> None:
    releases = some_releases(
        *(a_distribution(f"a-{version}-py3-none-any.whl") for version in ("1.10", "1.0.0", "1.9", "1.0"))
    )
    assert list(map(str, releases.versions)) == ["1.0.0", "1.9", "1.10"]
    assert len(releases.of_version(Version("1"))) == 2
    assert releases.of_version(Version("7")) == ()


def test_index_order_is_by_the_bytes_of_the_name() -> None:
    assert names(
        "a-1.0-py3-none-any.whl",
        "a-1.0-cp39-cp39-win32.whl",
        "a-1.0-cp310-cp310-win32.whl",
        "a-1.0-1-py3-none-any.whl",
        "A-1.0-py3-none-any.whl",
        "a-1.0.zip",
        "a-1.0.tar.gz",
    ) == [
        "a-1.0.tar.gz",
        "a-1.0.zip",
        "A-1.0-py3-none-any.whl",
        "a-1.0-1-py3-none-any.whl",
        "a-1.0-cp310-cp310-win32.whl",
        "a-1.0-cp39-cp39-win32.whl",
        "a-1.0-py3-none-any.whl",
    ]


def test_flat_order_is_structured() -> None:
    """Each neighbouring pair was asked of uv."""
    ordered = [
        "a-1.0.tar.gz",
        "a-1.0.zip",
        "a-1.0-py3-none-any.whl",
        "a-1.0-py3-none-manylinux_2_5_x86_64.whl",
        "a-1.0-py3-none-manylinux_2_17_x86_64.whl",
        "a-1.0-py3-none-manylinux2014_x86_64.whl",
        "a-1.0-py3-none-linux_aarch64.whl",
        "a-1.0-py3-none-linux_x86_64.whl",
        "a-1.0-py3-none-macosx_10_9_arm64.whl",
        "a-1.0-py3-none-macosx_10_9_universal2.whl",
        "a-1.0-py3-none-macosx_10_9_x86_64.whl",
        "a-1.0-py3-none-win_arm64.whl",
        "a-1.0-py3-none-android_21_armeabi_v7a.whl",
        "a-1.0-py3-none-android_21_arm64_v8a.whl",
        "a-1.0-py39-none-any.whl",
        "a-1.0-cp39-abi3-any.whl",
        "a-1.0-cp39-cp39-any.whl",
        "a-1.0-cp39-cp39t-any.whl",
        "a-1.0-cp310-cp310-any.whl",
        "a-1.0-pp310-none-any.whl",
        "a-1.0-cp3-none-any.whl",
        "a-1.0-jy27-none-any.whl",
        "a-1.0-py2.py3-none-any.whl",
        "a-1.0-1-py3-none-any.whl",
    ]
    assert names(*reversed(ordered), flat=True) == ordered
