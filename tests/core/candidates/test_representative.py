"""The measured examples of uv-resolution sections 3.6 and 2.6: one row each. L is manylinux_2_17_x86_64."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.candidates.representative import FileRule, Representative, representative
from resolver_core.index.records import Distribution
from resolver_core.targets.named import rank_of, target
from resolver_core.targets.wheel_tags import TagMismatch
from tests.support.distributions import a_distribution, some_releases

LINUX = rank_of(target("3.11", "linux").tags)
SINGLE = FileRule(tags=LINUX, python=PythonRange.at_least(Version("3.11.0")))
REFUSED = None
CUTOFF = datetime(2024, 6, 1, tzinfo=UTC)


def universal(requires_python: str = ">=3.8") -> FileRule:
    return FileRule(tags=None, python=PythonRange.of(SpecifierSet(requires_python)))


def wheel(tag: str, **facts: str) -> Distribution:
    return a_distribution(f"a-1.0-{tag.replace('-L', '-manylinux_2_17_x86_64')}.whl", **facts)


def sdist(extension: str = ".tar.gz", **facts: str) -> Distribution:
    return a_distribution(f"a-1.0{extension}", **facts)


def chosen(files: list[Distribution], rule: FileRule) -> Representative:
    """Whatever the order on the page."""
    forwards = some_releases(*files, flat=rule.flat).of_version(Version("1.0"))
    assert forwards == some_releases(*reversed(files), flat=rule.flat).of_version(Version("1.0"))
    return representative(forwards, rule)


@dataclass(frozen=True)
class Row:
    files: str  #: tags, or "sdist"
    single: str | None
    universal: str | None
    requires_python: str = ">=3.8"
    flat: bool = False

    def distributions(self) -> list[Distribution]:
        return [sdist() if text == "sdist" else wheel(text) for text in self.files.split()]

    def filename(self, text: str | None) -> str | None:
        return None if text is None else (sdist() if text == "sdist" else wheel(text)).filename


ROWS = {
    "E1": Row(
        "py3-none-any cp311-cp311-L cp311-cp311-macosx_11_0_arm64", "cp311-cp311-L", "cp311-cp311-macosx_11_0_arm64"
    ),
    "E3": Row("cp310-cp310-L cp312-cp312-L cp311-cp311-L", "cp311-cp311-L", "cp310-cp310-L"),
    "E4": Row("cp27-cp27mu-L cp37-cp37m-L cp39-cp39-L cp311-cp311-L", "cp311-cp311-L", "cp311-cp311-L"),
    "E5": Row("cp310-cp310-L cp311-cp311-L cp312-cp312-L", "cp311-cp311-L", "cp311-cp311-L", ">=3.11"),
    "E6": Row(
        "py3-none-any 1-py3-none-any 2-py3-none-any 2abc-py3-none-any 10-py3-none-any",
        "10-py3-none-any",
        "10-py3-none-any",
    ),
    "E6 letters": Row("2-py3-none-any 2abc-py3-none-any", "2abc-py3-none-any", "2abc-py3-none-any"),
    "E7": Row("py3-none-any 1-cp311-cp311-win_amd64", "py3-none-any", "1-cp311-cp311-win_amd64"),
    "E8": Row("cp37-abi3-L cp311-cp311-L cp38-abi3-L", "cp311-cp311-L", "cp311-cp311-L"),
    "E9": Row("py2.py3-none-any py3-none-any py2-none-any", "py2.py3-none-any", "py2.py3-none-any"),
    "E10": Row("py2-none-any sdist", "py2-none-any", "py2-none-any"),
    "E11": Row("py2-none-any", REFUSED, REFUSED),
    "E12": Row("cp311-cp311-win_amd64 sdist", "cp311-cp311-win_amd64", "cp311-cp311-win_amd64"),
    "E13": Row("sdist", "sdist", "sdist"),
    "E14": Row(
        "cp311-cp311-musllinux_1_1_x86_64 cp311-cp311-manylinux_2_28_x86_64.manylinux_2_17_x86_64 "
        "cp311-cp311-linux_x86_64",
        "cp311-cp311-manylinux_2_28_x86_64.manylinux_2_17_x86_64",
        "cp311-cp311-linux_x86_64",
    ),
    "E15": Row("pp310-pypy310_pp73-win_amd64 cp312-cp312-win_amd64", REFUSED, "cp312-cp312-win_amd64"),
    "E16": Row("cp310-none-win_amd64 cp313-none-win_amd64", REFUSED, "cp313-none-win_amd64", ">=3.11"),
    "E17": Row("py310-none-any py3-none-any", "py3-none-any", "py3-none-any", ">=3.11"),
    "E18": Row("py313-none-any py3-none-any", "py3-none-any", "py3-none-any", "==3.11.*"),
    "E19": Row("cp313-cp313t-L cp313-cp313-L", REFUSED, "cp313-cp313-L"),
    "E-two": Row(
        "cp39-cp39-win_amd64 cp311-cp311-win_amd64 cp310-cp310-macosx_11_0_arm64 sdist",
        "cp311-cp311-win_amd64",
        "cp310-cp310-macosx_11_0_arm64",
    ),
    "K1": Row("cp310-cp310-L cp312-cp312-L", REFUSED, "cp310-cp310-L"),
    "Z10": Row("cp311-cp311-win_amd64", REFUSED, "cp311-cp311-win_amd64"),
    "Z13": Row("cp311-cp311-musllinux_1_1_x86_64", REFUSED, "cp311-cp311-musllinux_1_1_x86_64"),
    "Z14": Row("cp311-cp311-manylinux_2_39_x86_64", REFUSED, "cp311-cp311-manylinux_2_39_x86_64"),
    "Z16": Row("pp310-pypy310_pp73-win_amd64 py3-none-any", "py3-none-any", "pp310-pypy310_pp73-win_amd64"),
    "C7": Row("cp312-cp312-L sdist", "cp312-cp312-L", "cp312-cp312-L", ">=3.8,<3.12"),
    "C8": Row("cp312-cp312-L", REFUSED, REFUSED, ">=3.8,<3.12"),
    "C8 inside": Row("cp312-cp312-L", REFUSED, "cp312-cp312-L", ">=3.8,<3.12.1"),
    "patch below": Row("cp311-cp311-L", "cp311-cp311-L", "cp311-cp311-L", ">=3.11.4"),
    "F1": Row("py3-none-any cp311-cp311-L cp311-cp311-macosx_11_0_arm64", "cp311-cp311-L", "py3-none-any", flat=True),
    "F3": Row("cp312-cp312-L cp310-cp310-L.manylinux2014_x86_64", REFUSED, "cp312-cp312-L", ">=3.11", flat=True),
    "F4": Row("cp310-cp310-L cp312-cp312-L", REFUSED, "cp310-cp310-L", ">=3.11", flat=True),
    "F5": Row("py2.py3-none-any py3-none-any", "py3-none-any", "py3-none-any", flat=True),
    "F6": Row("py3-none-any py2-none-any", "py3-none-any", "py2-none-any", flat=True),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_row_single(row: Row) -> None:
    answer = chosen(row.distributions(), replace(SINGLE, flat=row.flat))
    assert (answer.metadata_file and answer.metadata_file.filename) == row.filename(row.single)
    assert answer.is_compatible is (row.single is not REFUSED)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_row_universal(row: Row) -> None:
    answer = chosen(row.distributions(), replace(universal(row.requires_python), flat=row.flat))
    assert (answer.metadata_file and answer.metadata_file.filename) == row.filename(row.universal)
    assert answer.is_compatible is (row.universal is not REFUSED)


@pytest.mark.parametrize("rule", [SINGLE, universal()], ids=["single", "universal"])
class TestBothModes:
    """Rows whose answer is the same in the two modes."""

    def test_incompatible_wheel_stands_in_for_the_sdist(self, rule: FileRule) -> None:
        """E10: the metadata of one file, the installation of another, and the sdist's Requires-Python counts."""
        answer = chosen([wheel("py2-none-any", requires_python=">=2"), sdist(requires_python=">=3.8")], rule)
        assert answer.metadata_file == wheel("py2-none-any", requires_python=">=2")
        assert answer.install_file == sdist(requires_python=">=3.8")
        assert answer.requires_python == SpecifierSet(">=3.8")

    def test_no_binary_still_reads_the_wheel(self, rule: FileRule) -> None:
        """Y-nb."""
        answer = chosen([wheel("py3-none-any"), sdist()], replace(rule, no_binary=True))
        assert (answer.metadata_file, answer.install_file) == (wheel("py3-none-any"), sdist())

    def test_excluded_wheel_is_not_read_even_with_no_binary(self, rule: FileRule) -> None:
        """Measured: the date is looked at before the kind of file."""
        late, old = wheel("py3-none-any", uploaded_at="2024-07-01T00:00:00Z"), sdist(uploaded_at="2024-05-01T00:00:00Z")
        assert chosen([late, old], replace(rule, no_binary=True, cutoff=CUTOFF)).metadata_file == old
        assert chosen([late], replace(rule, no_binary=True, cutoff=CUTOFF)).is_date_excluded

    def test_no_binary_without_an_sdist(self, rule: FileRule) -> None:
        assert chosen([wheel("py3-none-any")], replace(rule, no_binary=True)).rejection is RejectionReason.NO_BINARY

    def test_no_build(self, rule: FileRule) -> None:
        assert chosen([sdist()], replace(rule, no_build=True)).rejection is RejectionReason.NO_BUILD

    def test_yanked_wheel_stands_in_for_a_good_sdist(self, rule: FileRule) -> None:
        """Y-yw."""
        yanked = wheel("py3-none-any", yanked_reason="broken")
        answer = chosen([yanked, sdist()], rule)
        assert (answer.metadata_file, answer.install_file) == (yanked, sdist())

    def test_yanked_version_is_refused_with_its_reason(self, rule: FileRule) -> None:
        """Y1."""
        answer = chosen([wheel("py3-none-any", yanked_reason="broken")], rule)
        assert (answer.rejection, answer.detail) == (RejectionReason.YANKED, "broken")
        assert not answer.is_date_excluded

    def test_yanked_version_is_allowed_where_pinned(self, rule: FileRule) -> None:
        """Y2."""
        yanked = wheel("py3-none-any", yanked_reason="")
        assert chosen([yanked], replace(rule, allow_yanked=True)).metadata_file == yanked

    def test_cutoff_between_the_files_of_a_version(self, rule: FileRule) -> None:
        """Y-ex2: an excluded wheel is never read."""
        new, old = wheel("py3-none-any", uploaded_at="2024-07-01T00:00:00Z"), sdist(uploaded_at="2024-05-01T00:00:00Z")
        answer = chosen([new, old], replace(rule, cutoff=CUTOFF))
        assert (answer.metadata_file, answer.install_file) == (old, old)

    @pytest.mark.parametrize(
        ("uploaded_at", "excluded"),
        [
            ("2024-05-31T23:59:59Z", False),
            ("2024-06-01T00:00:00Z", True),
            ("2024-06-01T01:59:00+02:00", False),
            (None, True),
        ],
    )
    def test_cutoff_hides_what_is_not_older(self, rule: FileRule, uploaded_at: str | None, excluded: bool) -> None:
        """Y-ex1: no upload time counts as too new."""
        file = wheel("py3-none-any") if uploaded_at is None else wheel("py3-none-any", uploaded_at=uploaded_at)
        answer = chosen([file], replace(rule, cutoff=CUTOFF))
        assert answer.is_date_excluded is excluded
        assert (answer.metadata_file is None) is excluded

    def test_flat_files_have_no_dates_and_no_yanks(self, rule: FileRule) -> None:
        file = wheel("py3-none-any", yanked_reason="broken")
        assert chosen([file], replace(rule, cutoff=CUTOFF, flat=True)).metadata_file == file

    def test_flat_page_may_state_requires_python(self, rule: FileRule) -> None:
        file = wheel("py3-none-any", requires_python=">=4")
        assert chosen([file], replace(rule, flat=True)).requires_python == SpecifierSet(">=4")

    @pytest.mark.parametrize(("second", "chosen_tag"), [("", "py27"), ("y", "py27"), (None, "py2")])
    def test_wheel_yanked_with_a_reason_gives_way(self, rule: FileRule, second: str | None, chosen_tag: str) -> None:
        """Between two yanked wheels the later one is taken if the earlier one has a reason (measured)."""
        wheels = [
            wheel("py2-none-any", yanked_reason="x" if second is not None else ""),
            wheel("py27-none-any", yanked_reason=second or ""),
        ]
        answer = chosen([*wheels, sdist()], rule)
        assert answer.metadata_file is not None
        assert answer.metadata_file.filename == f"a-1.0-{chosen_tag}-none-any.whl"

    def test_other_archives_than_pep_625(self, rule: FileRule) -> None:
        assert chosen([sdist(".tar.bz2")], rule).rejection is RejectionReason.NOT_PEP_625
        assert chosen([sdist(".tar.bz2"), sdist()], rule).metadata_file == sdist()
        assert chosen([sdist(".zip")], rule).metadata_file == sdist(".zip")

    def test_flat_files_come_before_those_of_an_index(self, rule: FileRule) -> None:
        """L5: a tie goes to the flat file, a better file of the index still wins."""
        flat, listed = wheel("py3-none-any"), replace(wheel("py3-none-any"), url="https://index.test/other")
        assert representative([listed], rule, flat_first=[flat]).metadata_file == flat
        better = wheel("1-py3-none-any")
        assert representative([better], rule, flat_first=[flat]).metadata_file == better

    def test_version_without_files(self, rule: FileRule) -> None:
        answer = representative([], rule)
        assert answer.rejection is RejectionReason.NO_FILES
        assert answer.judgements == ()

    def test_every_file_has_its_verdict(self, rule: FileRule) -> None:
        files = [sdist(), wheel("py2-none-any"), wheel("py3-none-any"), wheel("py33-none-any", yanked_reason="bad")]
        answer = chosen(files, rule)
        verdicts = {judgement.distribution: judgement.verdict.rejection for judgement in answer.judgements}
        assert verdicts == {
            files[0]: None,
            files[1]: RejectionReason.TAG,
            files[2]: None,
            files[3]: RejectionReason.YANKED,
        }
        assert answer.decisive is not None
        assert answer.decisive.distribution == files[2]


def test_yanked_sdist_gives_the_reason() -> None:
    """Y-ys."""
    files = [wheel("cp311-cp311-win_amd64"), sdist(yanked_reason="")]
    assert chosen(files, SINGLE).rejection is RejectionReason.YANKED
    assert chosen(files, universal()).metadata_file == files[0]


def test_requires_python_of_the_best_wheel_alone_counts() -> None:
    """S1, Y-hrp1: the other wheel's would suit."""
    mac = wheel("cp311-cp311-macosx_11_0_arm64", requires_python=">=3.12")
    linux = wheel("cp311-cp311-L", requires_python=">=3.8")
    pure = wheel("py3-none-any", requires_python=">=3.8")
    assert chosen([mac, linux], SINGLE).requires_python == SpecifierSet(">=3.8")
    assert chosen([mac, linux], universal()).requires_python == SpecifierSet(">=3.12")
    strict = wheel("cp311-cp311-L", requires_python=">=3.12")
    for rule in (SINGLE, universal()):
        answer = chosen([strict, pure], rule)
        assert answer.requires_python is not None
        assert not rule.python.contained_by(answer.requires_python)


def test_requires_python_of_the_sdist_counts_behind_an_incompatible_wheel() -> None:
    """S2, Y-hrp2."""
    files = [wheel("cp39-cp39-win_amd64", requires_python=">=3.8"), sdist(requires_python=">=3.12")]
    assert chosen(files, SINGLE).requires_python == SpecifierSet(">=3.12")
    assert chosen(files, universal()).requires_python == SpecifierSet(">=3.8")


def test_refusal_tells_how_near_the_nearest_wheel_is() -> None:
    answer = chosen([wheel("cp310-cp310-L"), wheel("cp311-cp311-win_amd64"), wheel("py2-none-any")], SINGLE)
    assert answer.rejection is RejectionReason.TAG
    assert answer.decisive is not None
    assert answer.decisive.verdict.tag_mismatch is TagMismatch.PLATFORM
    assert answer.decisive.distribution == wheel("cp311-cp311-win_amd64")
    assert answer.detail == "platform"
    assert chosen([wheel("py2-none-any")], universal()).detail == "abi-python-version"
