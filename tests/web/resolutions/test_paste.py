"""The paste page: what is asked is queued; what is wrong comes back with every mistake and the text."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.documents import TORCH, a_finished_submission, an_asked
from webui.resolutions.asking.examples import EXAMPLES
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.models import Solve, State, Submission
from webui.resolutions.working import tasks

pytestmark = pytest.mark.django_db

BAD_TEXTS = {
    "not TOML": ('[project]\nname = "x\nversion = "1"\n', [2]),
    "an unclosed table": ('[project\nname = "x"\n', [1]),
    "invalid requirements, all at once": (
        '[project]\nname = "x"\nversion = "1"\ndependencies = [\n  "torch >> 2",\n  "ok",\n  "not a name!",\n]\n',
        [5, 7],
    ),
    "an invalid requires-python": ('[project]\nname = "x"\nversion = "1"\nrequires-python = "at least 3"\n', [4]),
    "an invalid marker": ('[project]\nname = "x"\nversion = "1"\ndependencies = ["a; no_such == \'1\'"]\n', [4]),
    "dependencies of a wrong type": ('[project]\nname = "x"\nversion = "1"\ndependencies = "torch"\n', [4]),
    "nothing": ("", []),
    "blanks": (" \n\t\n", []),
    "a NUL byte": ('[project]\nname = "a\0b"\n', [2]),
}


def textarea(page: str) -> str:
    """What the editor holds, as a browser reads it (one line end after the tag is dropped)."""
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found
    return html.unescape(found[1]).removeprefix("\n")


def test_the_empty_page_names_the_emulated_version(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "uv 0.13.8" in page
    assert textarea(page) == ""
    assert set(re.findall(r'<input id="\w+"[^>]* value="([^"]*)"', page)) == {""}


def test_a_good_text_is_stored_queued_and_gets_an_address(client: Client, queue: list[int]) -> None:
    response = client.post("/", {"text": TORCH, "python": "3.8", "exclude_newer": "2024-11-29"})
    submission = Submission.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/r/{submission.pk}"
    assert sorted(queue) == sorted(submission.solves.values_list("pk", flat=True))
    assert {solve.label: solve.state for solve in submission.solves.all()} == {
        "single": State.QUEUED,
        "universal": State.QUEUED,
    }
    assert submission.text == TORCH
    assert submission.options["python"] == "3.8"


def test_line_ends_of_browsers_are_made_plain(client: Client, queue: list[int]) -> None:
    client.post("/", {"text": TORCH.replace("\n", "\r\n")})
    assert Submission.objects.get().text == TORCH


@pytest.mark.parametrize(("text", "lines"), BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_bad_input_comes_back_with_its_mistakes(client: Client, queue: list[int], text: str, lines: list[int]) -> None:
    response = client.post("/", {"text": text, "python": "3.9"})
    page = response.content.decode()
    assert response.status_code == 422
    assert textarea(page) == text
    assert "<option selected>3.9</option>" in page
    for line in lines:
        assert f'data-line="{line}"' in page
    assert f'data-marked="{",".join(map(str, lines))}"' in page
    assert 'role="alert"' in page
    assert not Submission.objects.exists()
    assert not queue


def test_the_line_and_column_of_invalid_toml_are_named(client: Client) -> None:
    page = client.post("/", {"text": '[project]\nname = "x\n'}).content.decode()
    assert re.search(r"line 2, column \d+", page)


def test_a_text_without_a_project_is_no_crash(client: Client, queue: list[int]) -> None:
    response = client.post("/", {"text": "[tool.other]\nx = 1\n"})
    assert response.status_code in (302, 422)
    if response.status_code == 422:
        assert "[project]" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("python", "2.6", "not a known Python version"),
        ("platform", "amiga", "not a known platform"),
        ("exclude_newer", "yesterday-ish", "is not a valid exclude-newer"),
        ("index_url", "ftp://index.test/simple", "http(s) address"),
        ("index_url", "nonsense", "http(s) address"),
        ("extra_index_urls", "https://index.test/simple file:///etc/passwd", "http(s) address"),
        ("prerelease", "sometimes", "not one of the available choices"),
        ("extras", "gpu", "declares no extra gpu"),
        ("groups", "dev", "declares no group dev"),
    ],
)
def test_bad_options_are_named_and_nothing_is_lost(
    client: Client, queue: list[int], field: str, value: str, words: str
) -> None:
    response = client.post("/", {"text": TORCH, field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in html.unescape(page)
    assert textarea(page) == TORCH
    assert html.escape(value) in page or field in ("prerelease", "extras", "groups", "extra_index_urls")
    assert not queue


def test_the_advanced_options_stay_closed_unless_one_is_set(client: Client) -> None:
    form = {"text": "[", "index_url": "", "extra_index_urls": "", "prerelease": ""}
    assert '<details class="advanced">' in client.post("/", form).content.decode()
    assert '<details class="advanced" open>' in client.post("/", form | {"prerelease": "allow"}).content.decode()


def test_a_text_over_the_limit_is_refused_with_words(client: Client, settings: Settings) -> None:
    settings.PASTE_LIMIT_BYTES = 100
    response = client.post("/", {"text": TORCH + "# " + "x" * 100})
    assert response.status_code == 422
    assert "longer than" in response.content.decode()


def test_a_fault_of_the_parser_costs_no_paste(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("webui.resolutions.asking.asked.parse_project", broken)
    response = client.post("/", {"text": TORCH})
    assert response.status_code == 422
    assert textarea(response.content.decode()) == TORCH
    assert "fault is ours" in response.content.decode()


def test_too_many_comparisons_wait_and_keep_the_text(client: Client, queue: list[int], settings: Settings) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 1
    assert client.post("/", {"text": TORCH}).status_code == 302
    response = client.post("/", {"text": TORCH})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert textarea(response.content.decode()) == TORCH


def test_a_form_without_its_token_keeps_the_text() -> None:
    response = Client(enforce_csrf_checks=True).post("/", {"text": TORCH})
    assert response.status_code == 403
    assert textarea(response.content.decode()) == TORCH


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.slug)
def test_examples_fill_the_form_and_can_be_sent(client: Client, one: object) -> None:
    slug, text = one.slug, one.text
    page = client.get(f"/?example={slug}").content.decode()
    assert textarea(page) == text
    initial = {name: getattr(one, name) for name in ("text", "python", "platform", "exclude_newer", "extras")}
    form = CompareForm(initial)
    assert form.is_valid(), form.errors


def test_an_unknown_example_is_the_empty_page(client: Client) -> None:
    response = client.get("/?example=nothing&from=nothing")
    assert response.status_code == 200
    assert textarea(response.content.decode()) == ""


def test_a_stored_question_can_be_changed(client: Client) -> None:
    submission = a_finished_submission(asked=an_asked(exclude_newer="2024-11-29", prerelease="allow"))
    page = client.get(f"/?from={submission.pk}").content.decode()
    assert textarea(page) == TORCH
    assert 'value="2024-11-29"' in page
    assert '<option value="allow" selected>' in page
    assert Solve.objects.count() == 2


def test_declared_extras_and_groups_become_check_boxes(client: Client) -> None:
    text = TORCH + '[project.optional-dependencies]\ngpu = ["torch"]\n[dependency-groups]\ndev = ["pytest"]\n'
    page = client.post("/declared", {"text": text, "extras": ["gpu"]}).content.decode()
    assert re.search(r'name="extras" value="gpu" checked', page)
    assert re.search(r'name="groups" value="dev">', page)


def test_check_boxes_of_a_text_with_mistakes_stay_chosen(client: Client) -> None:
    page = client.post("/declared", {"text": "[project", "extras": ["gpu"]}).content.decode()
    assert re.search(r'name="extras" value="gpu" checked', page)


def test_chosen_extras_are_stored(client: Client, queue: list[int]) -> None:
    text = TORCH + '[project.optional-dependencies]\nGPU_x = ["torch"]\n'
    client.post("/", {"text": text, "extras": ["gpu.X"]})
    assert Submission.objects.get().options["extras"] == ["gpu-x"]


def test_a_span_becomes_the_instant_it_means(client: Client, queue: list[int]) -> None:
    client.post("/", {"text": TORCH, "exclude_newer": "30 days"})
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", Submission.objects.get().options["exclude_newer"])


def test_a_date_stays_as_it_was_given(client: Client, queue: list[int]) -> None:
    client.post("/", {"text": TORCH, "exclude_newer": "2024-11-29"})
    assert Submission.objects.get().options["exclude_newer"] == "2024-11-29"


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_costs_no_paste(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object) -> None:
        raise OSError("no broker")

    monkeypatch.setattr(tasks.solve, "delay", down)
    assert client.post("/", {"text": TORCH}).status_code == 302
    assert set(Solve.objects.values_list("state", flat=True)) == {State.QUEUED}


def test_a_foreign_host_is_refused_with_a_page(client: Client) -> None:
    response = client.get("/", headers={"Host": "elsewhere.test"})
    assert response.status_code == 400
    assert "cannot be understood" in response.content.decode()


def test_the_version_of_a_system_becomes_part_of_the_target(client: Client, queue: list[int]) -> None:
    sent = {"text": TORCH, "platform": ["aarch64-apple-darwin", " 14.0 "], "targets": ["3.12/macos@12.0", "3.8/linux"]}
    assert client.post("/", sent).status_code == 302
    submission = Submission.objects.get()
    assert submission.options["platform"] == "aarch64-apple-darwin@14"
    assert submission.options["targets"] == ["3.12/macos@12", "3.8/linux"]
    assert [submission.asked.environment(label).label for label in submission.asked.singles] == [
        "Python 3.12 on aarch64-apple-darwin (macOS 14)",
        "Python 3.12 on macos (macOS 12)",
        "Python 3.8 on linux",
    ]
    page = client.get(f"/?from={submission.pk}").content.decode()
    assert re.search(r'<option value="aarch64-apple-darwin"\s+selected', page)
    assert 'name="platform" value="14"' in page
    assert "<code>3.12/macos@12</code>" in page


@pytest.mark.parametrize("version", ["", "13", "13.0"])
def test_uvs_own_version_is_the_question_without_one(client: Client, queue: list[int], version: str) -> None:
    client.post("/", {"text": TORCH, "platform": ["macos", version]})
    assert Submission.objects.get().digest == an_asked(python="3.12", platform="macos").digest(None)


def test_another_version_is_another_question(client: Client, queue: list[int]) -> None:
    for version in ("14", "15", "14.0"):
        client.post("/", {"text": TORCH, "platform": ["macos", version], "exclude_newer": "2024-11-29"})
    assert sorted(one.options["platform"] for one in Submission.objects.all()) == ["macos@14", "macos@15"]


@pytest.mark.parametrize(
    ("platform", "version", "words"),
    [("windows", "10", "windows takes none"), ("macos", "old", "version of macOS"), ("linux", "2", "version of glibc")],
)
def test_a_version_that_cannot_be_is_named(client: Client, platform: str, version: str, words: str) -> None:
    page = html.unescape(client.post("/", {"text": TORCH, "platform": [platform, version]}).content.decode())
    assert words in page
    assert f'name="platform" value="{version}"' in page
    assert not Submission.objects.exists()
