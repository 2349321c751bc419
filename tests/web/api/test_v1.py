"""The API: accepts JSON and TOML, names every mistake, returns the stored documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.described import assert_described
from tests.support.documents import (
    TORCH,
    a_finished_submission,
    a_submission,
    end,
    the_torch_documents,
)
from webui.resolutions.models import State, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

ADDRESS = "/api/v1/resolutions"


@pytest.fixture
def strict_client() -> Client:
    """A client without cookies and tokens, as scripts are."""
    return Client(enforce_csrf_checks=True)


def post(client: Client, body: object, **headers: Any) -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(ADDRESS, data, content_type=headers.pop("content_type", "application/json"), **headers)


def test_json_is_accepted(strict_client: Client) -> None:
    response = post(strict_client, {"text": TORCH, "python": "3.8", "exclude_newer": "2024-11-29", "extras": []})
    submission = Submission.objects.get()
    assert response.status_code == 202
    assert_described(response.json(), "Accepted")
    assert response.json()["id"] == submission.pk
    assert response.json()["url"] == f"http://testserver/api/v1/resolutions/{submission.pk}"
    assert response["Location"] == f"/api/v1/resolutions/{submission.pk}"
    assert submission.options["python"] == "3.8"
    assert not response.cookies


def test_raw_toml_is_accepted_with_options_in_the_address(strict_client: Client) -> None:
    text = TORCH + '[project.optional-dependencies]\na = ["x"]\nb = ["y"]\n'
    response = strict_client.post(
        f"{ADDRESS}?python=3.9&extras=a&extras=b", text.encode(), content_type="application/toml"
    )
    assert response.status_code == 202
    submission = Submission.objects.get()
    assert submission.text == text
    assert submission.options["python"] == "3.9"
    assert submission.options["extras"] == ["a", "b"]


def test_all_mistakes_come_back_with_their_places(strict_client: Client) -> None:
    text = '[project]\nname = "x"\nversion = "1"\ndependencies = [\n  "a >> 2",\n  "b b",\n]\n'
    response = post(strict_client, {"text": text, "python": "1.0"})
    answer = response.json()
    assert response.status_code == 422
    assert_described(answer, "Rejected")
    assert [mistake["line"] for mistake in answer["mistakes"]] == [5, 6]
    assert "python" in answer["options"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "no valid JSON"),
        ("[]", "JSON object"),
        (b"\xff\xfe", "UTF-8"),
        ({"text": 1}, "`text` must be a string"),
        ({"text": TORCH, "extras": [1]}, "`extras` must be a list of strings"),
        ({"text": TORCH, "colour": "red"}, "no option `colour`"),
        ("[" * 100_000, "no valid JSON"),
    ],
)
def test_a_body_that_cannot_be_read_is_named(strict_client: Client, body: Any, words: str) -> None:
    response = post(strict_client, body)
    assert response.status_code == 400
    assert words in response.json()["error"]


@pytest.mark.parametrize("text", ["", "\ud800", "[project]\nname = '\ud800'\nversion = '1'", "\0", "[a" * 10_000])
def test_hostile_texts_are_mistakes_and_never_errors(strict_client: Client, text: str) -> None:
    response = post(strict_client, {"text": text})
    assert response.status_code == 422
    assert response.json()["mistakes"]


def test_a_missing_text_is_a_mistake(strict_client: Client) -> None:
    response = post(strict_client, {})
    assert response.status_code == 422
    assert response.json()["mistakes"]


def test_a_body_over_the_limit_is_refused(strict_client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = post(strict_client, {"text": "#" * 2000})
    assert response.status_code == 413


def test_too_many_requests_wait(strict_client: Client, settings: Settings) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 1
    assert post(strict_client, {"text": TORCH}).status_code == 202
    response = post(strict_client, {"text": TORCH})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_the_answer_holds_the_stored_documents(strict_client: Client) -> None:
    submission = a_finished_submission()
    answer = strict_client.get(f"{ADDRESS}/{submission.pk}").json()
    single, universal, comparison = the_torch_documents()
    assert_described(answer, "SubmissionDocument")
    assert answer["state"] == "done"
    assert answer["uv"] == "0.13.8"
    assert (answer["single"], answer["universal"], answer["comparison"]) == (single, universal, comparison)


def test_a_running_answer_has_its_progress(strict_client: Client) -> None:
    answer = strict_client.get(f"{ADDRESS}/{a_submission().pk}").json()
    assert_described(answer, "SubmissionDocument")
    assert answer["state"] == "running"
    assert answer["single"] is None


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_the_worse_end_is_the_state(strict_client: Client, state: State) -> None:
    submission = a_submission()
    end(submission.solve("single"), State.DONE, document=the_torch_documents()[0])
    end(submission.solve("universal"), state, error="why")
    answer = strict_client.get(f"{ADDRESS}/{submission.pk}").json()
    assert answer["state"] == state.value
    assert answer["solves"]["universal"]["error"] == "why"


@pytest.mark.parametrize("path", [f"{ADDRESS}/nothing", "/api/v1/nothing"])
def test_what_is_not_there_is_json(strict_client: Client, path: str) -> None:
    response = strict_client.get(path)
    assert response.status_code == 404
    assert response.json()["error"]


def test_the_version_of_a_system_is_part_of_the_platform(strict_client: Client) -> None:
    asked = {"text": TORCH, "platform": "macos@14.2", "targets": ["3.11/linux@2.34"]}
    assert post(strict_client, asked).status_code == 202
    submission = Submission.objects.get()
    assert (submission.options["platform"], submission.options["targets"]) == ("macos@14.2", ["3.11/linux@2.34"])
    answer = strict_client.get(f"{ADDRESS}/{submission.pk}").json()
    assert_described(answer, "SubmissionDocument")
    assert [target["platform"] for target in answer["targets"]] == ["macos@14.2", "linux@2.34"]


def test_a_version_that_cannot_be_is_a_mistake(strict_client: Client) -> None:
    response = post(strict_client, {"text": TORCH, "platform": "macos@9"})
    assert response.status_code == 422
    assert "version of macOS" in response.json()["options"]["platform"][0]


WORKSPACE = {
    "pyproject.toml": TORCH + '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
    "packages/q/pyproject.toml": '[project]\nname = "q"\nversion = "1"\ndependencies = ["numpy"]\n',
}


def test_several_files_are_one_question(strict_client: Client) -> None:
    response = post(strict_client, {"files": WORKSPACE, "input": "packages/q/pyproject.toml"})
    assert response.status_code == 202
    submission = Submission.objects.get()
    assert submission.text == WORKSPACE["packages/q/pyproject.toml"]
    assert submission.files == {"pyproject.toml": WORKSPACE["pyproject.toml"]}
    assert submission.asked.problem(submission.created_at).members[0].folder == "."
    answer = strict_client.get(response["Location"]).json()
    assert_described(answer, "SubmissionDocument")
    assert (answer["input"], answer["files"]) == (submission.input, submission.files)
    again = {name: answer[name] for name in ("text", "input", "files")}
    assert post(strict_client, again).status_code == 202
    first, second = Submission.objects.all()
    assert first.digest == second.digest


def test_every_file_counts_for_whether_a_question_is_the_same(strict_client: Client) -> None:
    changed = WORKSPACE | {"packages/q/pyproject.toml": WORKSPACE["packages/q/pyproject.toml"].replace("numpy", "six")}
    asked = [WORKSPACE, changed, WORKSPACE]
    pages = [post(strict_client, {"files": files, "exclude_newer": "2024-11-29"}).json()["id"] for files in asked]
    other = {"files": WORKSPACE, "exclude_newer": "2024-11-29", "input": "packages/q/pyproject.toml"}
    pages.append(post(strict_client, other).json()["id"])
    assert pages[0] == pages[2]
    assert len(set(pages)) == 3


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"files": {"requirements.txt": "-r other.txt\n"}}, "`other.txt` is not among the files: add it"),
        (
            {"files": {"requirements.txt": "a"}, "input": "pyproject.toml"},
            "`pyproject.toml` is asked about and not among",
        ),
        ({"files": {"../a.txt": "a", "pyproject.toml": TORCH}}, "`../a.txt` is no path below the root"),
        ({"text": TORCH, "files": {"pyproject.toml": "other"}}, "Two files have the path `pyproject.toml`"),
        ({"text": TORCH, "input": "/etc/passwd"}, "`/etc/passwd` is no path below the root"),
        ({"files": {}}, "The text is empty"),
    ],
)
def test_mistakes_in_the_files_are_named(strict_client: Client, body: dict[str, Any], words: str) -> None:
    response = post(strict_client, body)
    assert response.status_code == 422
    assert_described(response.json(), "Rejected")
    assert words in response.json()["mistakes"][0]["message"]
    assert response.json()["options"] == {}


def test_a_mistake_in_another_file_names_it(strict_client: Client) -> None:
    files = WORKSPACE | {
        "packages/q/pyproject.toml": '[project]\nname = "q"\nversion = "1"\ndependencies = ["a >> 2"]\n'
    }
    (mistake,) = post(strict_client, {"files": files}).json()["mistakes"]
    assert (mistake["file"], mistake["line"]) == ("packages/q/pyproject.toml", 4)


@pytest.mark.parametrize("files", ["text", ["a"], {"a": 1}, 7])
def test_files_of_another_kind_are_named(strict_client: Client, files: object) -> None:
    response = post(strict_client, {"files": files})
    assert response.status_code == 400
    assert response.json()["error"] == "`files` must be an object of texts by path."
