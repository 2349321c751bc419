"""`several-differences`: only together do several rules make a difference."""

from __future__ import annotations

from dataclasses import replace

from packaging.utils import canonicalize_name

from resolver_core import compare
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.divergences import root_divergence
from tests.support.causes import assert_proven
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

Q = of("z<3 ; sys_platform == 'win32'", tags="W")
TOGETHER = Example({"z": "1 2 3", "q": {"1": [], "2": Q}}, ["q", "z"])
"""`q` 2 has no file here, and asks for less of `z` elsewhere only. (That `q` differs as well is left aside.)"""


def of_z(example: Example) -> CauseClass:
    laboratory = a_laboratory(example)
    rows = compare(laboratory.single, laboratory.universal, laboratory.target).rows
    row = next(row for row in rows if row.project == canonicalize_name("z"))
    cause = root_divergence(laboratory, row).cause
    assert cause is not None
    assert_proven(cause.cause_class, cause)
    if cause.cause_class is CauseClass.SEVERAL_DIFFERENCES:
        assert "a file for any platform will do; it covers every environment" in cause.summary
        assert len(cause.experiments) == 4  # both directions, and each of two left out
    return cause.cause_class


def test_a_file_and_a_marker() -> None:
    assert of_z(TOGETHER) is CauseClass.SEVERAL_DIFFERENCES


def test_one_of_them_alone_has_its_own_class() -> None:
    marker_alone = {"z": "1 2 3", "q": {"1": [], "2": replace(Q, tags="any")}}
    assert of_z(replace(TOGETHER, projects=marker_alone)) is CauseClass.PLATFORM_RANGE
    file_alone = {"z": "1 2 3", "q": {"1": [], "2": replace(Q, requires=("z<3",))}}
    assert of_z(replace(TOGETHER, projects=file_alone)) is CauseClass.NO_COMPATIBLE_FILE
