"""A dependency specifier that remembers the order in which its extras were written."""

from __future__ import annotations

import pytest
from packaging.requirements import InvalidRequirement, Requirement

from resolver_core.inputs.written_requirement import WrittenRequirement, extras_in_order


@pytest.mark.parametrize(
    ("text", "extras"),
    [
        ("a", ()),
        ("a[x]", ("x",)),
        ("a[y,x]>=1", ("y", "x")),
        ("a [ y , x ] >=1 ; os_name == 'nt'", ("y", "x")),
        ("a[y,x,y]", ("y", "x")),
        ("a[]", ()),
        ("a[z,y] @ https://a.test/a.whl", ("z", "y")),
    ],
)
def test_extras_stay_as_written_each_once(text: str, extras: tuple[str, ...]) -> None:
    requirement = WrittenRequirement(text)
    assert extras_in_order(requirement) == extras
    assert set(extras) == requirement.extras


@pytest.mark.parametrize("text", ["a[y,x]>=1", "a[y,x]; os_name == 'nt'", "a", "a[z,y,x]<2"])
def test_its_text_is_read_back_as_the_same(text: str) -> None:
    written = WrittenRequirement(text)
    again = WrittenRequirement(str(written))
    assert extras_in_order(again) == extras_in_order(written)
    assert again == written == Requirement(text)


def test_of_packagings_own_the_order_is_by_name() -> None:
    assert extras_in_order(Requirement("a[y,x]")) == ("x", "y")


def test_what_is_no_requirement_is_refused() -> None:
    with pytest.raises(InvalidRequirement):
        WrittenRequirement("a >> 2")
