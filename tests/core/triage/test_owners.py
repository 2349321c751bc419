"""Every class of cause has an owner, but the one that says nothing."""

from __future__ import annotations

import re

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.triage.owners import OWNERS, OwnerKind, owner_of


def test_every_class_has_an_owner() -> None:
    assert set(OWNERS) == set(CauseClass) - {CauseClass.NOT_PROVEN}
    assert owner_of(CauseClass.NOT_PROVEN) is None


def test_what_uv_does_as_documented_names_the_place() -> None:
    for owner in OWNERS.values():
        if owner.kind is OwnerKind.UV_AS_DOCUMENTED:
            assert owner.documentation
        assert not owner.documentation or re.fullmatch(r"[a-z/]+/#[a-z-]+", owner.documentation)


def test_what_a_later_uv_does_differently_is_uvs_own() -> None:
    found = owner_of(CauseClass.PRERELEASE, is_fixed_since=True)
    assert found is not None
    assert found.kind is OwnerKind.UV_DEFECT
