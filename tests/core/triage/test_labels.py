"""Labels from a vocabulary that can be replaced."""

from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.triage.held_against import Held
from resolver_core.triage.labels import labels_of, read_vocabulary
from resolver_core.triage.owners import Owner, OwnerKind
from resolver_core.triage.standing import Standing
from resolver_core.triage.verdict import Verdict

USERS = Verdict(Standing.REPRODUCED, Held(), owner=Owner(OwnerKind.USER))


def test_the_shipped_vocabulary() -> None:
    assert labels_of(USERS) == ("reproduced", "question")
    assert labels_of(Verdict(Standing.NEEDS_INFORMATION, Held(), owner=Owner(OwnerKind.USER))) == ("needs-mre",)
    assert labels_of(Verdict(Standing.PARTLY, Held())) == ()


def test_another_vocabulary() -> None:
    vocabulary = read_vocabulary('[standing]\nreproduced = "confirmed"\n[owner]\nuser = "support"\n')
    assert labels_of(USERS, vocabulary) == ("confirmed", "support")
    assert labels_of(Verdict(Standing.NEEDS_INFORMATION, Held()), vocabulary) == ()


@pytest.mark.parametrize("text", ["standing = 1", "[standing]\nreproduced = 1", "["])
def test_what_is_no_vocabulary_is_refused(text: str) -> None:
    with pytest.raises(ProblemSyntaxError):
        read_vocabulary(text)
