from __future__ import annotations

import pytest

from resolver_core.inputs.poetry_ranges import specifier_text, specifiers_of
from resolver_core.inputs.requirement import InvalidText


@pytest.mark.parametrize(
    ("constraint", "specifiers"),
    [
        ("*", ""),
        ("^1.2.3", ">=1.2.3,<2"),
        ("^1.2", ">=1.2,<2"),
        ("^1", ">=1,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0", ">=0,<1"),
        ("^1.0b2", ">=1.0b2,<2"),
        ("^1!2.0", ">=1!2.0,<1!3"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("1.*", "==1.*"),
        ("1.2.x", "==1.2.*"),
        ("==1.2.*", "==1.2.*"),
        ("1.2.3", "==1.2.3"),
        ("=1.2", "==1.2"),
        ("!=1.2.*", "!=1.2.*"),
        ("~=1.2", "~=1.2"),
        (">= 1.2, < 1.5", ">=1.2,<1.5"),
        (">=1,<2 !=1.5", ">=1,<2,!=1.5"),
        ("^1.2,!=1.3.0", ">=1.2,<2,!=1.3.0"),
    ],
)
def test_a_constraint_becomes_specifiers(constraint: str, specifiers: str) -> None:
    assert specifier_text(constraint) == specifiers


def test_ranges_hold_what_poetry_documents() -> None:
    caret = specifiers_of("^0.2.3")
    assert [version for version in ("0.2.2", "0.2.3", "0.2.9", "0.3.0") if version in caret] == ["0.2.3", "0.2.9"]
    tilde = specifiers_of("~1.2.3")
    assert [version for version in ("1.2.2", "1.2.3", "1.2.9", "1.3.0") if version in tilde] == ["1.2.3", "1.2.9"]


@pytest.mark.parametrize("constraint", ["^1 || ^2", "1 | 2", "^", "latest", "^a", ">=1.*", "!!", "==="])
def test_what_cannot_be_expressed_is_refused(constraint: str) -> None:
    with pytest.raises(InvalidText):
        specifier_text(constraint)
