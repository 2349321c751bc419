"""Where the text supplies metadata: row, drawer and record name its entry, not a file that nobody read."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from resolver_core import compare, comparison_to_json, target, to_json
from tests.support.documents import a_finished_submission, an_asked
from tests.support.small_indexes import Example, of
from webui.resolutions.models import Submission

pytestmark = pytest.mark.django_db

SUPPLIED = '[[tool.uv.dependency-metadata]]\nname = "a"\nrequires-dist = ["b"]\n'
FILE = "a-2-py3-none-any.whl"


def stored(more: str) -> Submission:
    """The two answers to a text, as they are kept."""
    example = Example({"a": {"2": ["b"], "3": of("b", tags="W M")}, "b": "1"}, ["a"], more=more)
    single, universal = example.solve_single(), example.solve_universal()
    compared = comparison_to_json(compare(single, universal, target(example.python, example.platform)))
    asked = an_asked(example.problem().text, python=example.python)
    return a_finished_submission(to_json(single), to_json(universal), compared, asked)


def words(client: Client, address: str) -> str:
    page = client.get(address).content.decode().replace("<wbr>", "")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def section(page: str, start: str, end: str) -> str:
    return page.partition(start)[2].partition(end)[0]


def test_the_entry_with_its_line_stands_where_else_a_file_does(client: Client) -> None:
    submission = stored(SUPPLIED)
    line = submission.text.split("\n").index('name = "a"') + 1
    said, address = f"your dependency-metadata (line {line})", submission.get_absolute_url()
    table = client.get(address).content.decode().partition('<tr id="row-a"')[2].partition("</tr>")[0]
    cells = re.findall(r"<dt>metadata</dt>\s*<dd>(.*?)</dd>", table, re.DOTALL)
    assert [cell.strip() for cell in cells] == [said, said]
    drawer = section(words(client, f"{address}/p/a"), "Metadata ● single", "Paths")
    assert drawer.count(said) == 2
    assert "metadata file" not in drawer
    assert "read for metadata" not in drawer
    record = section(words(client, f"{address}?view=record"), "Files read", "Index pages")
    assert said in record
    assert FILE not in record.replace(" ", "")


def test_a_file_that_was_read_is_named(client: Client) -> None:
    submission = stored("")
    address = submission.get_absolute_url()
    for page in (f"{address}?view=packages", f"{address}/p/a", f"{address}?view=record"):
        assert "your dependency-metadata" not in words(client, page)
    record = section(words(client, f"{address}?view=record"), "Files read", "Index pages")
    assert FILE in record.replace(" ", "")
