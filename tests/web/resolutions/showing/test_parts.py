"""The parts of a result page: filter, drawer, targets, lock, graph, trace, exports, preview."""

from __future__ import annotations

import html
import json
import re
import tomllib
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from packaging.pylock import Pylock
from PIL import Image

from resolver_core import compare, comparison_to_json, resolve, to_json
from tests.support.builders import a_release, an_index
from tests.support.documents import (
    LOCK,
    a_comparison,
    a_finished_submission,
    a_package,
    a_resolution,
    a_row,
    a_side,
    a_submission,
    an_asked,
    an_unsatisfiable,
    end,
    the_torch_documents,
)
from webui.resolutions.models import Comparison, EventBatch, State, Submission

pytestmark = pytest.mark.django_db

MAC = "3.12/aarch64-apple-darwin"
ROWS = {"HX-Request": "true", "HX-Target": "row-tables"}


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.replace("<wbr>", ""))).split())


def show(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def rows(page: str) -> list[str]:
    return re.findall(r'<tr id="row-([\w-]+)"', page)


def several_targets() -> Submission:
    """The torch case at two targets; at the second one both answers agree about torch."""
    submission = a_submission(an_asked(targets=(MAC,)))
    single, universal, comparison = the_torch_documents()
    side = a_side("2.5.1", "torch-2.5.1-cp39-none-macosx_11_0_arm64.whl")
    other = a_comparison([a_row("torch", "none", side, side)])
    for label, document in (("single", single), ("single-2", single | {"label": "single"}), ("universal", universal)):
        end(submission.solve(label), State.DONE, document=document)
    for label, document in (("single", comparison), ("single-2", other)):
        Comparison.objects.create(submission=submission, label=label, document=document)
    return Submission.objects.get(pk=submission.pk)


# -- the filter ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["torch", "triton", "sympy"]),
        ("?q=tri", ["triton"]),
        ("?q=macosx", ["torch"]),
        ("?q=TORCH 2.4", ["torch"]),
        ("?q=nothing", []),
        ("?show=all&sort=name", ["sympy", "torch", "triton"]),
        ("?show=agreeing", ["sympy"]),
        ("?show=x&sort=y", ["torch", "triton", "sympy"]),
    ],
)
def test_rows_are_filtered_and_sorted_by_the_address(client: Client, query: str, expected: list[str]) -> None:
    assert rows(show(client, f"{a_finished_submission().get_absolute_url()}{query}")) == expected


def test_the_filter_keeps_what_was_typed_and_escapes_it(client: Client) -> None:
    page = show(client, f'{a_finished_submission().get_absolute_url()}?q="><script>')
    assert "<script>" not in page.split("</head>")[1]
    assert "No row fits the filter." in page


def test_htmx_exchanges_the_rows_as_somebody_types(client: Client) -> None:
    address = a_finished_submission().get_absolute_url()
    page = show(client, address)
    form = re.search(r"<form[^>]*data-filter[^>]*>", page)
    assert form
    for attribute in (
        f'action="{address}"',
        f'hx-get="{address}"',
        'hx-target="#row-tables"',
        'hx-select="#row-tables"',
    ):
        assert attribute in form[0]
    part = client.get(f"{address}?q=tri&show=divergent&sort=first", headers=ROWS)
    assert part.status_code == 200
    assert rows(part.content.decode()) == ["triton"]
    assert "<h1" not in part.content.decode()
    assert part["HX-Replace-Url"] == f"{address}?q=tri"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", ""),
        ("?q=&show=divergent&sort=first&cause=", ""),
        ("?q=+a+%26+b+&show=all", "?q=a+%26+b&show=all"),
        ("?show=agreeing&sort=name&cause=x", "?show=agreeing&sort=name&cause=x"),
        ("?show=x&sort=y", ""),
    ],
)
def test_the_address_of_a_filter_says_what_was_chosen_and_no_more(client: Client, query: str, said: str) -> None:
    address = a_finished_submission().get_absolute_url()
    assert client.get(f"{address}{query}", headers=ROWS)["HX-Replace-Url"] == f"{address}{said}"


def test_the_address_of_a_filter_keeps_the_target(client: Client) -> None:
    address = several_targets().get_absolute_url()
    part = client.get(f"{address}?view=differences&target=2&show=all", headers=ROWS)
    assert part["HX-Replace-Url"] == f"{address}?view=differences&target=2&show=all"


def test_only_the_filter_changes_the_address(client: Client) -> None:
    address = a_finished_submission().get_absolute_url()
    assert not client.get(f"{address}?q=tri", headers={"HX-Request": "true"}).has_header("HX-Replace-Url")
    assert not client.get(f"{address}?q=tri", headers={"HX-Target": "row-tables"}).has_header("HX-Replace-Url")


# -- the drawer ---------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["differences", "graph"])
def test_htmx_fills_the_drawer_and_pushes_its_address(client: Client, view: str) -> None:
    submission = a_finished_submission()
    node = {"single": "1", "universal": "2", "difference": "version"}
    graph = {
        "nodes": [{"project": "torch", **node}],
        "edges": [{"parent": None, "child": "torch", "single": ["a"], "universal": []}],
    }
    Comparison.objects.update(graph=graph)
    page = show(client, f"{submission.get_absolute_url()}?view={view}")
    links = re.findall(r"<a [^>]*data-drawer>", page)
    assert links
    for link in links:
        address = re.search(r'href="([^"]+)"', link)
        assert address
        assert f'hx-get="{address[1]}"' in link
        assert f'hx-push-url="#project-{address[1].rpartition("/")[2]}"' in link
    assert 'hx-target="#drawer"' in page
    assert re.search(r'<aside id="drawer"[^>]*></aside>', page)


def test_a_project_has_a_page_and_a_part_for_the_drawer(client: Client) -> None:
    address = f"{a_finished_submission().get_absolute_url()}/p/torch"
    page, part = show(client, address), show(client, address, **{"HX-Request": "true"})
    assert "<html" in page
    assert "<html" not in part
    for text in (words(page), words(part)):
        assert "read for metadata, not installed" in text
        assert "line 6 → torch any" in text


def test_lines_of_metadata_on_one_side_only_are_told_apart(client: Client) -> None:
    single = a_resolution("single", [a_package("a", "1.0", requires_dist=["b", "c==1"])])
    universal = a_resolution("universal", [a_package("a", "1.0", requires_dist=["b", "c==2"])])
    side = a_side("1.0", "a-1.0-py3-none-any.whl")
    submission = a_finished_submission(single, universal, a_comparison([a_row("a", "metadata", side, side)]))
    page = show(client, f"{submission.get_absolute_url()}/p/a")
    only = re.findall(r'<tr class="only-(\w+)">.*?<code>(.*?)</code>', page, re.DOTALL)
    assert only == [
        ("single", "Requires-Dist: c==<mark>1</mark>"),
        ("universal", "Requires-Dist: c==<mark>2</mark>"),
    ]
    assert "2 lines in both" in words(page)


def test_files_that_fit_the_target_are_marked(client: Client) -> None:
    names = ("a-1.0-cp38-cp38-manylinux1_x86_64.whl", "a-1.0-cp310-cp310-win_amd64.whl", "a-1.0-py2.whl", "a.tar.gz")
    files = [
        {
            "filename": name, "url": name, "kind": "sdist" if name.endswith("gz") else "wheel", "size_bytes": 2_000_000,
            "uploaded_at": "2024-01-02T03:04:05+00:00", "yanked_reason": "broken" if "win" in name else None,
            "requires_python": ">=3.9" if name.endswith("gz") else None, "hashes": {},
        }
        for name in names
    ]  # fmt: skip
    package = a_package("a", "1.0", filename=names[0], files=files)
    side = a_side("1.0", names[0])
    documents = [a_resolution(label, [package]) for label in ("single", "universal")]
    submission = a_finished_submission(*documents, a_comparison([a_row("a", "none", side, side)]))
    page = show(client, f"{submission.get_absolute_url()}/p/a")
    table = re.findall(r"<tr[^>]*>\s*<td class=\"file\">.*?</tr>", page, re.DOTALL)
    assert ["✓" in row for row in table] == [True, False, False, False]
    assert "read and installed" in table[0]
    assert "yanked: broken" in words(table[1])
    assert "2.0 MB" in table[0]
    assert "2024-01-02" in table[0]


def test_an_unknown_project_is_not_found_and_a_name_is_normalised(client: Client) -> None:
    address = a_finished_submission().get_absolute_url()
    assert client.get(f"{address}/p/nothing").status_code == 404
    assert client.get(f"{address}/p/Torch")["Location"] == f"{address}/p/torch"


# -- targets and locks --------------------------------------------------------------------------


def test_targets_are_columns_beside_the_lock(client: Client) -> None:
    submission = several_targets()
    page = show(client, submission.get_absolute_url())
    text = words(page)
    assert "torch is ◆ 2.5.1 in the lock and ● 2.4.1 at 1 of 2 targets." in text.replace("\xa0", " ")
    row = re.search(r'<tr class="differs" id="row-torch">(.*?)</tr>', page, re.DOTALL)
    assert row
    assert words(row[1]).split() == ["torch", "2.5.1", "2.4.1", "=", "the", "same"]
    assert "view=differences&amp;target=2" in page


def test_each_target_has_all_the_parts(client: Client) -> None:
    address = several_targets().get_absolute_url()
    page = words(show(client, f"{address}?view=differences&target=2"))
    assert "The lock and an install here agree" in page
    assert "Python 3.12, macOS arm64" in page
    assert "Python 3.8" in words(show(client, f"{address}?view=differences&target=99"))
    assert "Python 3.12, macOS arm64" in words(show(client, f"{address}/p/torch?target=2"))


def test_a_target_without_an_answer_is_a_column_with_its_trouble(client: Client) -> None:
    submission = several_targets()
    end(submission.solve("single-2"), State.DONE, document=an_unsatisfiable("single"))
    Comparison.objects.filter(label="single-2").update(document=a_comparison([], single_outcome="unsatisfiable"))
    page = words(show(client, submission.get_absolute_url()))
    assert "macOS arm64 no solution" in page
    assert "1 of 2 targets differs from the lock; 1 has no versions." in page


def test_a_pasted_lock_is_shown_beside_our_own(client: Client) -> None:
    submission = a_submission(an_asked(lock=LOCK, compare_lock=True))
    single, universal, comparison = the_torch_documents()
    torch, sympy = a_package("torch", "2.4.1"), a_package("sympy", "1.13.3", marker="sys_platform == 'linux'")
    said = a_resolution("uv.lock", [torch, sympy, a_package("gone", "1")])
    for document in (single, universal, said):
        end(submission.solve(document["label"]), State.DONE, document=document)
    for label in ("single", "uv.lock"):
        Comparison.objects.create(submission=submission, label=label, document=comparison)
    page = show(client, f"{submission.get_absolute_url()}?view=lock")
    found = {words(row).split()[0]: words(row) for row in re.findall(r'<tr class="differs">.*?</tr>', page, re.DOTALL)}
    assert found["torch"] == "torch version 2.4.1 2.5.1"
    assert found["sympy"] == "sympy marker 1.13.3 sys_platform == 'linux' 1.13.3"
    assert found["gone"] == "gone only in your uv.lock 1 absent"
    assert found["triton"].startswith("triton only in ours absent 3.1.0")
    assert show(client, f"{submission.get_absolute_url()}/uv.lock") == LOCK


def test_without_a_lock_there_is_no_such_part(client: Client) -> None:
    address = a_finished_submission().get_absolute_url()
    assert "uv.lock</a>" not in show(client, f"{address}?view=lock")
    assert client.get(f"{address}/uv.lock").status_code == 404


# -- the graph ----------------------------------------------------------------------------------


def test_the_graph_is_a_picture_a_table_and_a_file(client: Client) -> None:
    submission = a_finished_submission()
    node = {"project": "torch", "single": "2.4.1", "universal": "2.5.1", "difference": "version"}
    edge = {"parent": None, "child": "torch", "single": ["torch"], "universal": ["torch"]}
    submission.comparisons.update(graph={"target": "", "nodes": [node], "edges": [edge]})
    address = submission.get_absolute_url()
    page = show(client, f"{address}?view=graph")
    assert f'href="{address}/p/torch"' in page
    assert "torch 2.4.1 2.5.1 your project" in words(page)
    response = client.get(f"{address}/graph.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<script" not in response.content
    assert b"<a " not in response.content
    assert "● 2.4.1" in response.content.decode()


def test_without_a_graph_the_page_says_so(client: Client) -> None:
    address = a_finished_submission().get_absolute_url()
    assert "There is no graph" in show(client, f"{address}?view=graph")
    assert client.get(f"{address}/graph.svg").status_code == 404


# -- the trace ----------------------------------------------------------------------------------

EVENTS: list[dict[str, Any]] = [
    {"event": "SolveStarted", "fork": "0", "label": "universal"},
    {"event": "ForkOpened", "fork": "0", "marker": "", "parent": None, "split_on": ""},
    {"event": "Decided", "fork": "0", "project": "torch", "version": "2.5.1", "rank": "range", "level": 1},
    {"event": "PageRead", "fork": "0", "project": "triton", "index_url": "", "versions": 2, "from_cache": False},
    {"event": "PageRead", "fork": "0", "project": "triton-extra", "index_url": "", "versions": 0, "from_cache": True},
    {"event": "Decided", "fork": "0", "project": "triton", "version": "3.1.0", "rank": "range", "level": 2},
    {"event": "ConflictFound", "fork": "0", "summary": "they clash", "projects": ["triton", "torch"]},
    {"event": "Backjumped", "fork": "0", "level": 1, "undone": ["triton"]},
    {"event": "VersionRefused", "fork": "0", "project": "sympy", "version": "9", "reason": "yanked"},
    {"event": "ForkClosed", "fork": "0", "projects": 3},
    {"event": "SolveEnded", "fork": "0", "outcome": "solved", "elapsed_seconds": 0.5},
]


def traced() -> Submission:
    submission = a_finished_submission()
    solve = submission.solve("universal")
    solve.refresh_from_db()
    EventBatch.objects.create(solve=solve, attempt=solve.attempt, first=5, events=EVENTS[5:])
    EventBatch.objects.create(solve=solve, attempt=solve.attempt, first=0, events=EVENTS[:5])
    EventBatch.objects.create(solve=solve, attempt=solve.attempt + 9, first=0, events=EVENTS)
    return submission


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="e(\d+)"', page)]


def test_the_trace_is_in_order_and_in_words(client: Client) -> None:
    page = show(client, f"{traced().get_absolute_url()}?view=trace")
    assert numbers(page) == list(range(len(EVENTS)))
    text = words(page)
    assert "chooses torch 2.5.1 level 1, as range" in text
    assert "goes back to level 1 undoes triton" in text
    assert "went back 1 time" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("project=triton", [3, 5, 6, 7]),
        ("kind=conflicts", [6, 7]),
        ("project=triton&kind=decisions", [5]),
        ("project=nobody", []),
        ("kind=nonsense", list(range(len(EVENTS)))),
        ("page=7", list(range(len(EVENTS)))),
        ("side=single", []),
    ],
)
def test_the_trace_is_filtered_by_project_and_kind(client: Client, query: str, expected: list[int]) -> None:
    assert numbers(show(client, f"{traced().get_absolute_url()}?view=trace&{query}")) == expected


def test_a_long_trace_has_pages(client: Client) -> None:
    submission = a_finished_submission()
    solve = submission.solve("universal")
    solve.refresh_from_db()
    EventBatch.objects.create(solve=solve, attempt=solve.attempt, first=0, events=[EVENTS[2]] * 450)
    address = f"{submission.get_absolute_url()}?view=trace"
    assert len(numbers(show(client, address))) == 200
    page = show(client, f"{address}&page=3")
    assert numbers(page) == list(range(400, 450))
    assert "page 3 of 3" in words(page)


def test_the_trace_can_be_saved_as_json_lines(client: Client) -> None:
    address = traced().get_absolute_url()
    response = client.get(f"{address}/trace/universal.jsonl")
    assert [json.loads(line) for line in response.content.decode().splitlines()] == EVENTS
    assert "attachment" in response["Content-Disposition"]
    assert client.get(f"{address}/trace/nothing.jsonl").status_code == 404


# -- exports and the preview --------------------------------------------------------------------


def exported(client: Client, name: str, label: str = "universal") -> str:
    submission = a_finished_submission(*real_documents())
    response = client.get(f"{submission.get_absolute_url()}/export/{label}/{name}")
    assert response.status_code == 200
    assert f'filename="{name}"' in response["Content-Disposition"]
    return response.content.decode()


def real_documents() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Documents that a solve made, for the core reads them back."""
    index = an_index(
        {
            "torch": [
                a_release("torch", "2.4.1", tag="cp38-cp38-manylinux1_x86_64"),
                a_release("torch", "2.5.1", tag="cp39-cp39-manylinux1_x86_64"),
            ]
        }
    )
    asked = an_asked()
    problem = asked.problem(datetime(2024, 11, 29, tzinfo=UTC))
    single, universal = (
        resolve(problem, asked.policy(label, problem, index.url), index) for label in ("single", "universal")
    )
    comparison = compare(single, universal, asked.environment())
    return to_json(single), to_json(universal), comparison_to_json(comparison)


def test_exports_are_read_by_their_own_parsers(client: Client) -> None:
    pylock = Pylock.from_dict(tomllib.loads(exported(client, "pylock.toml")))
    assert "torch" in {package.name for package in pylock.packages}
    assert "torch==2.4.1" in exported(client, "requirements.txt", "single")
    assert json.loads(exported(client, "resolution.json"))["label"] == "universal"


@pytest.mark.parametrize(
    "path", ["universal/nothing.txt", "nobody/pylock.toml", "universal/comment.md", "uv.lock/pylock.toml"]
)
def test_other_files_are_not_there(client: Client, path: str) -> None:
    assert client.get(f"{a_finished_submission().get_absolute_url()}/export/{path}").status_code == 404


def test_the_preview_is_a_picture_of_the_usual_size(client: Client) -> None:
    for submission in (a_finished_submission(), several_targets(), a_submission()):
        response = client.get(f"{submission.get_absolute_url()}/preview.png")
        assert response["Content-Type"] == "image/png"
        assert Image.open(BytesIO(response.content)).size == (1200, 630)


def test_a_shared_link_names_its_picture(client: Client) -> None:
    submission = a_finished_submission()
    page = show(client, submission.get_absolute_url())
    assert f'<meta property="og:image" content="http://testserver/r/{submission.pk}/preview.png">' in page


# -- two permalinks -----------------------------------------------------------------------------


def test_two_permalinks_are_compared(client: Client) -> None:
    before = a_finished_submission()
    single, universal, comparison = the_torch_documents()
    universal["packages"][1]["version"] = "2.5.0"
    universal["packages"][3]["metadata_from"]["filename"] = "sympy-1.13.3.tar.gz"
    del single["packages"][3]
    text = before.text.replace('"torch"', '"torch<3"')
    after = a_finished_submission(single, universal, comparison, an_asked(text, exclude_newer="2024-11-29"))
    page = words(show(client, f"/c/{before.pk}..{after.pk}"))
    assert "Changed: ● 1 project, ◆ 2 projects." in page
    assert '- "torch", + "torch<3",' in page
    assert "as of (exclude-newer) as the text says 2024-11-29" in page
    assert "sympy removed 1.13.3 absent" in page
    assert "torch version 2.5.1 2.5.0" in page
    assert "sympy metadata file" in page


def test_the_same_answer_twice_is_no_change(client: Client) -> None:
    submission = a_finished_submission()
    page = words(show(client, f"/c/{submission.pk}..{submission.pk}"))
    assert "Both answers came out the same." in page
    assert "The same text." in page


def test_a_pair_without_answers_says_so(client: Client) -> None:
    running, failed = a_submission(), a_submission()
    for label in ("single", "universal"):
        end(failed.solve(label), State.FAILED, error="why")
    assert "is not there yet" in show(client, f"/c/{running.pk}..{failed.pk}")
    assert "There are no two answers to compare." in show(client, f"/c/{failed.pk}..{failed.pk}")
    assert client.get(f"/c/{running.pk}..nobody").status_code == 404
