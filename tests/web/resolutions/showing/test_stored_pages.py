"""The finished page is rendered once, weighs little, and never shows an old state or another reader's token."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from celery import Celery, Task
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoAssertNumQueries, Settings

from tests.support.documents import (
    a_comparison,
    a_finished_submission,
    a_package,
    a_resolution,
    a_root,
    a_row,
    a_side,
    a_submission,
    an_asked,
    an_explanation,
)
from webui.celery import app
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Comparison, Solve, State, StoredPage, Submission
from webui.resolutions.showing import stored_pages
from webui.resolutions.task_names import RENDER_PAGE
from webui.resolutions.working import tasks

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def eager() -> Iterator[None]:
    """What is queued is worked on at once."""
    app.loader.import_default_modules()
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def without_tokens(page: str) -> str:
    return TOKEN.sub("", page)


def body(client: Client, submission: Submission, **headers: str) -> str:
    response = client.get(submission.get_absolute_url(), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def a_large_submission(packages: int = 150) -> Submission:
    """As many packages, every third of which differs, each with a cause and a fix of its own."""
    names = [f"package-{number}" for number in range(packages)]
    root = a_root("large", {name: line for line, name in enumerate(names, 1)})
    documents = [a_resolution(label, [root, *(a_package(name, "1.0") for name in names)]) for label in Label.values[:2]]
    rows = []
    for number, name in enumerate(names):
        wheel = f"{name.replace('-', '_')}-2.0-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
        single = a_side("1.0", f"{name}-1.0-py3-none-any.whl")
        differs = number % 3 == 0
        rows.append(a_row(name, "version" if differs else "none", single, a_side("2.0", wheel) if differs else single))
    submission = a_finished_submission(documents[0], documents[1], a_comparison(rows), an_asked("# " * 2000))
    document = an_explanation()
    one = document["divergences"][0]
    divergences = []
    for name in names[::3]:
        fixes = [fix | {"title": f"Bound {name}", "patch": f"{fix['patch']}+{name}\n"} for fix in one["fixes"]]
        divergences.append(one | {"project": name, "fixes": fixes})
    Submission.objects.filter(pk=submission.pk).update(explanation=document | {"divergences": divergences})
    return submission


# -- what it weighs, and what it asks of the database -------------------------------------------


def test_a_page_of_150_packages_weighs_less_than_150_kb(client: Client) -> None:
    response = client.get(a_large_submission().get_absolute_url(), headers=GZIP)
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 150_000


def test_everything_is_in_the_first_response(client: Client) -> None:
    page = body(client, a_large_submission())
    assert len(set(re.findall(r'<tr id="row-(package-\d+)"', page))) == 150
    assert page.count('class="fix agrees"') == 50
    assert page.count('class="badge cause-badge"') == 50
    assert not re.search(r'hx-trigger="(load|revealed|every)', page)


@pytest.mark.parametrize(("uv_check", "queries"), [("never", 6), ("button", 6)])
def test_a_stored_page_takes_six_queries(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries, uv_check: str, queries: int
) -> None:
    settings.UV_CHECK = uv_check
    submission = a_large_submission()
    body(client, submission)
    with django_assert_num_queries(queries):
        body(client, submission)


@pytest.mark.parametrize("packages", [3, 150])
def test_the_queries_of_a_page_do_not_grow_with_it(
    client: Client, packages: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = a_large_submission(packages)
    with django_assert_max_num_queries(26):
        body(client, submission)


def test_the_worker_has_the_page_ready_for_its_first_reader(
    client: Client, settings: Settings, eager: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.EXPLAIN_SECONDS = 0
    submission = a_large_submission(9)
    tasks.compare_sides(submission.pk)
    with django_assert_num_queries(6):
        assert 'id="row-package-0"' in body(client, submission)


def test_a_page_that_cannot_be_rendered_does_not_undo_the_answer(
    settings: Settings, eager: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(submission_id: str) -> None:
        raise RuntimeError("no template")

    settings.EXPLAIN_SECONDS = 0
    monkeypatch.setattr(stored_pages, "keep", broken)
    tasks.compare_sides(a_finished_submission().pk)
    assert "could not be rendered" in caplog.text


def test_a_queue_that_is_down_leaves_the_page_to_its_first_reader(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down(*args: object, **options: object) -> None:
        raise OperationalError

    settings.EXPLAIN_SECONDS = 0
    monkeypatch.setattr(Task, "apply_async", down)
    monkeypatch.setattr(Celery, "send_task", down)  # in its place where this process has not met the task yet
    submission = a_finished_submission()
    tasks.compare_sides(submission.pk)
    assert "is left to its first reader" in caplog.text
    assert not StoredPage.objects.exists()
    assert 'id="row-torch"' in body(client, submission)


def test_the_workers_know_the_task_that_one_wing_asks_another_for() -> None:
    app.loader.import_default_modules()
    assert RENDER_PAGE in app.tasks


# -- it is the page -----------------------------------------------------------------------------


def test_the_stored_page_is_the_page(client: Client) -> None:
    submission = a_large_submission(9)
    first, second = body(client, submission), body(client, submission)
    anew = client.get(f"{submission.get_absolute_url()}?view=differences").content.decode()
    assert StoredPage.objects.count() == 1
    assert without_tokens(first) == without_tokens(second) == without_tokens(anew)


def test_a_choice_is_not_answered_with_the_stored_page(client: Client) -> None:
    submission = a_finished_submission()
    body(client, submission)
    filtered = client.get(f"{submission.get_absolute_url()}?q=triton").content.decode()
    assert re.findall(r'<tr id="row-(\w+)"', filtered) == ["triton"]
    assert "<html" not in client.get(submission.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()


# -- it never shows an old state ----------------------------------------------------------------


def test_reasons_that_arrive_are_shown(client: Client) -> None:
    submission = a_finished_submission()
    assert "no compatible file" not in body(client, submission)
    Submission.objects.filter(pk=submission.pk).update(explanation=an_explanation())
    assert "no compatible file" in body(client, submission)


def test_reasons_that_are_exchanged_are_shown(client: Client) -> None:
    submission = a_finished_submission()
    document = an_explanation()
    Submission.objects.filter(pk=submission.pk).update(explanation=document)
    assert "no compatible file" in body(client, submission)
    document["divergences"][0]["cause"]["class"] = "no-compatible-site"  # of the same length
    Submission.objects.filter(pk=submission.pk).update(explanation=document)
    assert "no compatible file" not in body(client, submission)


def test_a_retry_and_its_end_are_shown(client: Client, queue: list[int]) -> None:
    submission = a_finished_submission()
    Solve.objects.filter(submission=submission, label=Label.SINGLE).update(state=State.FAILED, document=None, error="x")
    assert "Retry" in body(client, submission)
    client.post(f"{submission.get_absolute_url()}/retry")
    running = body(client, submission)
    assert 'data-state="running"' in running
    assert len(queue) == 1


def test_another_comparison_is_shown(client: Client) -> None:
    submission = a_finished_submission()
    assert 'id="row-torch"' in body(client, submission)
    Comparison.objects.all().delete()
    Comparison.objects.create(submission=submission, document=a_comparison([]))
    assert 'id="row-torch"' not in body(client, submission)


def test_another_release_renders_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = a_finished_submission()
    body(client, submission)
    StoredPage.objects.update(html="old")
    assert body(client, submission) == "old"
    monkeypatch.setattr(stored_pages, "_release", lambda: "another")
    assert 'id="row-torch"' in body(client, submission)


def test_what_still_changes_is_not_stored(client: Client) -> None:
    running, explaining = a_submission(), a_finished_submission()
    Solve.objects.create(submission=explaining, label=Label.EXPLANATION, state=State.RUNNING, queued_at=timezone.now())
    assert 'data-state="running"' in body(client, running)
    assert "Looking for the reasons" in body(client, explaining)
    assert not StoredPage.objects.exists()


def test_the_age_of_the_answer_goes_on(client: Client) -> None:
    submission = a_finished_submission()
    assert re.search(r"index read 2024-11-29 12:00 UTC \(\d[\d,]* days ago\)", body(client, submission))
    StoredPage.objects.update(index_read_at=timezone.now())
    assert "(just now)" in body(client, submission)


# -- it belongs to nobody -----------------------------------------------------------------------


def test_two_readers_have_tokens_of_their_own() -> None:
    submission = a_finished_submission()
    readers = [Client(enforce_csrf_checks=True) for _ in range(2)]
    tokens = [TOKEN.findall(body(reader, submission)) for reader in readers]
    assert all(len(set(found)) == 1 for found in tokens)
    assert tokens[0] != tokens[1]
    assert TOKEN.findall(StoredPage.objects.get().html)[0] not in tokens[0] + tokens[1]
    address = f"{submission.get_absolute_url()}/retry"
    for reader, own, other in zip(readers, tokens, reversed(tokens), strict=True):
        assert reader.post(address, {"csrfmiddlewaretoken": own[0]}).status_code == 302
        assert reader.post(address, {"csrfmiddlewaretoken": other[0]}).status_code == 403


def test_a_pasted_text_cannot_open_a_place(client: Client) -> None:
    body(client, a_finished_submission())
    mark = StoredPage.objects.get().mark
    other = a_finished_submission(asked=an_asked(f"# {mark}token"), single=None)
    page = body(client, other)
    assert StoredPage.objects.get(submission=other).mark != mark
    assert StoredPage.objects.get(submission=other).mark not in page


def test_addresses_are_those_of_the_reader(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["one.test", "two.test"]
    submission = a_finished_submission()
    for host in ("one.test", "two.test"):
        page = body(client, submission, host=host)
        assert set(re.findall(r"http://([a-z.]+)/r/", page)) == {host}


# -- asking again -------------------------------------------------------------------------------


def test_a_reader_who_has_the_page_gets_no_second_copy(client: Client) -> None:
    submission = a_finished_submission()
    client.get(submission.get_absolute_url())
    first = client.get(submission.get_absolute_url())
    again = client.get(submission.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first["Cache-Control"]
    assert "no-cache" in first["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= set(first["Vary"].replace(" ", "").split(","))


def test_a_reader_whose_cookie_is_gone_gets_a_new_page(client: Client) -> None:
    submission = a_finished_submission()
    client.get(submission.get_absolute_url())
    first = client.get(submission.get_absolute_url())
    headers = {"If-None-Match": first["ETag"]}
    assert Client().get(submission.get_absolute_url(), headers=headers).status_code == 200
    Submission.objects.filter(pk=submission.pk).update(explanation=an_explanation())
    assert client.get(submission.get_absolute_url(), headers=headers).status_code == 200


def test_a_page_that_cannot_be_stored_is_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*values: object, **more: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(StoredPage.objects, "update_or_create", full)
    assert 'id="row-torch"' in body(client, a_finished_submission())


def test_an_unknown_permalink_is_not_found(client: Client) -> None:
    assert client.get("/r/abcdefghjkmnpqrstu").status_code == 404
