"""An explanation as a document."""

from __future__ import annotations

from dataclasses import fields

import pytest

from resolver_core.codec.explanation import (
    DivergenceEntry,
    DivergenceSideEntry,
    EvidenceEntry,
    ExplanationDocument,
    FindingEntry,
    FixEntry,
    ModeFailureEntry,
    explanation_to_json,
)
from resolver_core.explain.explanation import Divergence, Evidence, Finding, Fix, ModeFailure, Side
from tests.core.codec.worlds import CLASHING, DIVERGENT, explained
from tests.support.shapes import assert_shape


def test_a_divergence_with_its_cause_and_fixes() -> None:
    found = explained(DIVERGENT)
    document = explanation_to_json(found)
    assert_shape(document, ExplanationDocument)
    (divergence,) = document["divergences"]
    assert divergence["cause"] is not None
    assert divergence["cause"]["class"] == "no-compatible-file"
    assert (divergence["cause"]["proven"], divergence["cause"]["proof"]) == (True, "proven")
    assert divergence["cause"]["experiments"]
    assert divergence["fixes"]
    assert document["solves"] == found.solves
    assert document["complete"]


def test_a_mode_without_an_answer() -> None:
    document = explanation_to_json(explained(CLASHING))
    assert_shape(document, ExplanationDocument)
    assert {(failure["mode"], failure["kind"]) for failure in document["failures"]} == {
        ("single", "unsatisfiable"),
        ("universal", "unsatisfiable"),
    }
    assert not document["divergences"]


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (Divergence, DivergenceEntry),
        (ModeFailure, ModeFailureEntry),
        (Finding, FindingEntry),
        (Side, DivergenceSideEntry),
        (Fix, FixEntry),
        (Evidence, EvidenceEntry),
    ],
)
def test_no_field_of_a_value_is_lost(value: type, shape: type) -> None:
    told_by_place = {"is_offered", "in_vain"}  # a fix that is not offered is an entry of `in_vain`
    assert {field.name for field in fields(value)} - told_by_place == set(shape.__annotations__) - told_by_place


def test_what_is_not_offered_is_told_with_its_verdict() -> None:
    document = explanation_to_json(explained(DIVERGENT))
    (divergence,) = document["divergences"]
    (found,) = explained(DIVERGENT).divergences
    assert [fix["title"] for fix in divergence["fixes"]] == [fix.title for fix in found.fixes if fix.is_offered]
    in_vain = [(fix.title, fix.verdict) for fix in found.fixes if not fix.is_offered]
    assert [(one["title"], one["verdict"]) for one in divergence["in_vain"]] == in_vain
