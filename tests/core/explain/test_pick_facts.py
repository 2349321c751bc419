"""What is worth knowing of picked versions, read off a row and the pages."""

from __future__ import annotations

from resolver_core.answer.comparison import compare
from resolver_core.explain.pick_facts import PickFacts, pick_facts
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, Files, of

OLD, NEW = "2018-01-01T00:00:00+00:00", "2024-06-01T00:00:00+00:00"


def fallen(old: Files, new: Files) -> list[PickFacts]:
    """One platform takes a 1, the lock a 2, which has no file there."""
    laboratory = a_laboratory(Example({"a": {"1": old, "2": new}}, ["a"]))
    (row,) = compare(laboratory.single, laboratory.universal, laboratory.target).rows
    assert row.single is not None
    assert row.universal is not None
    files = row.single.install_file, row.universal_install_file
    return [pick_facts(laboratory, pin, file) for pin, file in zip((row.single, row.universal), files, strict=True)]


def test_how_long_before_the_newest_one_a_release_is() -> None:
    installed, locked = fallen(of(uploaded=OLD), of(uploaded=NEW, tags="W"))
    assert installed.age is not None
    assert (str(installed.age.newest), installed.age.years) == ("2", 6)
    assert locked.age is None


def test_an_age_that_nobody_knows_or_that_is_small_is_none() -> None:
    assert [one.age for one in fallen(of(), of(uploaded=NEW, tags="W"))] == [None, None]
    assert [one.age for one in fallen(of(uploaded=NEW), of(uploaded=NEW, tags="W"))] == [None, None]


def test_a_source_distribution_that_is_taken() -> None:
    installed, locked = fallen(of(tags="sdist"), of(tags="W"))
    assert installed.build is not None
    assert (installed.build.filename, installed.build.has_fitting_wheel) == ("a-1.tar.gz", False)
    assert locked.build is None
    assert fallen(of(tags="sdist any"), of(tags="W"))[0].build is None


def test_a_python_that_the_release_itself_excludes() -> None:
    installed, locked = fallen(of(python="<3.11"), of(python="<4", tags="W"))
    assert (str(installed.excluding), locked.excluding) == ("<3.11", None)
