"""The same question with a cut-off finds its stored answer; every other one is new."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.documents import an_asked, end
from webui.resolutions.asking.asked import Asked
from webui.resolutions.models import State, Submission, new_id
from webui.resolutions.working import permalinks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

CUTOFF = datetime(2024, 11, 30, tzinfo=UTC)


def ask(asked: Asked | None = None, cutoff: datetime | None = CUTOFF) -> Submission:
    return permalinks.submit(asked or an_asked(exclude_newer="2024-11-29"), cutoff)


def test_identifiers_cannot_be_guessed() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == 18 for one in ids)


def test_the_same_question_finds_the_same_address() -> None:
    assert ask().pk == ask().pk


def test_the_spelling_of_the_cutoff_does_not_matter() -> None:
    assert ask().pk == ask(an_asked(exclude_newer="2024-11-30T00:00:00Z")).pk


@pytest.mark.parametrize(
    "changes", [{"python": "3.9"}, {"extras": ("gpu",)}, {"prerelease": "allow"}, {"text": "# another"}]
)
def test_another_question_has_another_address(changes: dict[str, object]) -> None:
    assert ask().pk != ask(an_asked(exclude_newer="2024-11-29", **changes)).pk


def test_without_a_cutoff_every_question_is_new() -> None:
    assert ask(an_asked(), None).pk != ask(an_asked(), None).pk


def test_another_cutoff_is_another_question() -> None:
    assert ask().pk != ask(cutoff=datetime(2024, 12, 1, tzinfo=UTC)).pk


def test_a_refresh_is_never_answered_from_the_store() -> None:
    assert ask().pk != ask(an_asked(exclude_newer="2024-11-29", refresh=True)).pk


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_trouble_is_not_shared(state: State) -> None:
    first = ask()
    end(first.solve("single"), state)
    assert ask().pk != first.pk
