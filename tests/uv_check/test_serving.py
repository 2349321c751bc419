"""The loopback server: addresses there and back, recorded answers, and what was asked for in vain."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from http.client import HTTPConnection, RemoteDisconnected

import pytest

from resolver_core import IndexLocation, IndexSnapshot, RecordingIndex
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.records import MetadataProblemKind, PageProblemKind, ProjectPage
from tests.support.checked import DAY
from uv_check.serving.archives import as_static, source_distribution, wheel
from uv_check.serving.places import Places
from uv_check.serving.recorded import Absent, AbsentKind, RecordedAnswers
from uv_check.serving.server import listening, serving

URL = "https://index.test/simple"
BASE = "http://127.0.0.1:1"


def recorded(*files: MemoryFile, read: bool = True, **problems: PageProblemKind) -> IndexSnapshot:
    index = RecordingIndex(MemoryIndex({"demo": files}, page_problems=problems))
    for project in ("demo", *problems):
        page = index.page(IndexLocation(URL), project)  # type: ignore[arg-type]
        if isinstance(page, ProjectPage) and read:
            for file in page.distributions:
                index.metadata(file)
    return index.snapshot()


def test_addresses_go_there_and_back() -> None:
    places = Places(BASE)
    text = (
        f'url = "{URL}/"\nother = "{URL}/deeper"\n# {URL}\n--index-url {URL}\nuser = "https://u:p@index.test/simple"\n'
    )
    given = places.given(text, [URL, "https://u:p@index.test/simple"])
    assert given.count(f"{BASE}/i/0") == 4
    assert f'"{URL}/deeper"' in given, "another address"
    assert places.taken_back(given) == text.replace("u:p@", "")
    path = places.path_of_file(("https://files.test/a+b-1.whl", "a"), "a+b-1.whl")
    assert places.taken_back(f"{BASE}{path}.metadata") == "https://files.test/a+b-1.whl.metadata"
    assert places.taken_back(f'"{BASE}{path}"') == '"https://files.test/a+b-1.whl"'
    assert places.taken_back(f"{BASE}/i/77/x {BASE}/f/9/y") == f"{BASE}/i/77/x {BASE}/f/9/y"


def test_a_page_says_all_that_was_recorded() -> None:
    file = MemoryFile("demo-1-py3-none-any.whl", requires_python=">=3.9", uploaded_at=DAY, yanked_reason="broken")
    places = Places(BASE)
    answers = RecordedAnswers(recorded(file), places)
    (entry,) = json.loads(answers.reply("/i/0/demo/").body)["files"]
    assert entry["requires-python"] == ">=3.9"
    assert entry["upload-time"] == DAY.isoformat()
    assert entry["yanked"] == "broken"
    assert answers.reply(entry["url"] + ".metadata").body.startswith(b"Metadata-Version")
    assert answers.absent == ()


def test_what_was_not_recorded_is_remembered() -> None:
    answers = RecordedAnswers(recorded(MemoryFile("demo-1-py3-none-any.whl"), read=False), Places(BASE))
    assert answers.reply("/i/0/other/").status == 404
    (entry,) = json.loads(answers.reply("/i/0/demo/").body)["files"]
    assert b"Requires-Dist" not in answers.reply(entry["url"]).body
    assert {(each.kind, each.project, each.version) for each in answers.absent} == {
        (AbsentKind.PAGE, "other", ""),
        (AbsentKind.METADATA, "demo", "1"),
    }
    assert Absent(AbsentKind.PAGE, "other", URL) in answers.absent
    for path in ("/", "/i/7/demo/", "/i/x/demo/", "/f/9/demo", "/g/0/demo"):
        assert answers.reply(path).status == 404


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (PageProblemKind.NOT_FOUND, 404),
        (PageProblemKind.FORBIDDEN, 403),
        (PageProblemKind.UNAUTHORIZED, 401),
        (PageProblemKind.STATUS, 500),
        (PageProblemKind.INVALID, 200),
        (PageProblemKind.NETWORK, 0),
        (PageProblemKind.REFUSED, 404),
    ],
)
def test_trouble_with_a_page_is_answered_again(problem: PageProblemKind, status: int) -> None:
    answers = RecordedAnswers(recorded(broken=problem), Places(BASE))
    assert answers.reply("/i/0/broken/").status == status
    assert bool(answers.absent) is (problem is PageProblemKind.REFUSED)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (MetadataProblemKind.INVALID, b"no core metadata"),
        (MetadataProblemKind.NAME_MISMATCH, b"Name: not-demo"),
        (MetadataProblemKind.NEEDS_BUILD, b"Metadata-Version: 1.0"),
    ],
)
def test_trouble_with_metadata_is_answered_again(problem: MetadataProblemKind, words: bytes) -> None:
    answers = RecordedAnswers(recorded(MemoryFile("demo-1-py3-none-any.whl", problem=problem)), Places(BASE))
    (entry,) = json.loads(answers.reply("/i/0/demo/").body)["files"]
    assert words in answers.reply(entry["url"] + ".metadata").body


def test_what_an_sdist_said_when_it_was_built_counts_where_it_is_assumed() -> None:
    file = MemoryFile("demo-1.tar.gz", requires=["other"], problem=MetadataProblemKind.NEEDS_BUILD, witness="PKG-INFO")
    for assume, found in ((True, b"Requires-Dist: other"), (False, b"Metadata-Version: 1.0")):
        answers = RecordedAnswers(recorded(file), Places(BASE), assume=assume)
        (entry,) = json.loads(answers.reply("/i/0/demo/").body)["files"]
        assert found in answers.reply(entry["url"] + ".metadata").body


def test_archives_hold_their_metadata_and_nothing_that_runs() -> None:
    with zipfile.ZipFile(io.BytesIO(wheel("demo-1-py3-none-any.whl", "Name: demo"))) as archive:
        assert archive.read("demo-1.dist-info/METADATA") == b"Name: demo"
    for name in ("demo-1.tar.gz", "demo-1.tar.bz2", "demo-1.tar.xz", "demo-1.tar"):
        with tarfile.open(fileobj=io.BytesIO(source_distribution(name, "Name: demo"))) as archive:
            assert archive.getnames() == ["demo-1/PKG-INFO", "demo-1/pyproject.toml"]
    with zipfile.ZipFile(io.BytesIO(source_distribution("demo-1.zip", "Name: demo"))) as archive:
        assert archive.namelist() == ["demo-1/PKG-INFO", "demo-1/pyproject.toml"]
    assert as_static("Metadata-Version: 1.1\nName: x") == "Metadata-Version: 2.2\nName: x"
    assert as_static("Name: x") == "Metadata-Version: 2.2\nName: x"


def test_the_server_answers_and_hangs_up() -> None:
    listener = listening()
    answers = RecordedAnswers(
        recorded(MemoryFile("demo-1-py3-none-any.whl"), broken=PageProblemKind.NETWORK), Places(BASE)
    )
    port = listener.getsockname()[1]
    with serving(answers, listener):
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        for method in ("GET", "HEAD"):
            connection.request(method, "/i/0/demo/?x=1")
            answer = connection.getresponse()
            assert answer.status == 200
            assert bool(answer.read()) is (method == "GET")
        connection.request("GET", "/i/0/broken/")
        with pytest.raises(RemoteDisconnected):
            connection.getresponse()
        connection.close()
