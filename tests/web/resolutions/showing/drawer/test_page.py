"""A project that the lock holds several times: the drawer speaks of the entry that applies at the target."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from tests.support.loaded_examples import load_examples
from webui.resolutions.models import Submission
from webui.resolutions.showing.drawer.page import ProjectPage
from webui.resolutions.showing.page import resolution_page

pytestmark = pytest.mark.django_db(transaction=True)

HERE = "torch-2.5.1-cp312-cp312-manylinux1_x86_64.whl"
"""What the default index has of 2.5.1 for Linux on x86_64; two more indexes have a 2.5.1 for aarch64 alone."""


def drawer(project: str) -> ProjectPage:
    """The drawer of a project of the example whose extras take torch from an index each; none of them is chosen."""
    page = resolution_page(Submission.objects.get(pk="example-two-accelerators"), timezone.now())
    return ProjectPage(page, project, page.asked.environment(page.label))


@pytest.fixture
def torch(examples_database: Path) -> ProjectPage:
    load_examples(examples_database)
    return drawer("torch")


def test_the_metadata_are_those_of_the_entry_that_applies(torch: ProjectPage) -> None:
    (universal,) = [one for one in torch.metadata if one.kind == "universal"]
    assert (universal.filename, universal.installs, universal.is_read_only) == (HERE, HERE, False)
    assert universal.index_url == "https://index.test/simple"


def test_one_entry_of_the_lock_is_here_though_three_have_the_version(torch: ProjectPage) -> None:
    assert [one.version for one in torch.in_forks].count("2.5.1") == 3
    assert [one.metadata_file for one in torch.in_forks if one.is_here] == [HERE]
    assert torch.row is not None
    assert [one.metadata_file for one in torch.row.locked if one.is_here] == [HERE]


def test_only_the_file_of_that_entry_is_marked(torch: ProjectPage) -> None:
    marked = [file.filename for file in torch.files if any(kind == "universal" for kind, _ in file.marks)]
    assert marked == [HERE]


def test_the_ways_are_those_that_hold_at_the_target(torch: ProjectPage) -> None:
    (universal,) = [ways for ways in drawer("nvidia-cufft-cu12").ways if ways.kind == "universal"]
    (way,) = universal.ways
    assert way.line == 6
    assert [(hop.child, hop.version) for hop in way.hops] == [
        ("torchmetrics", "1.9.0"),
        ("torch", "2.5.1"),
        ("nvidia-cufft-cu12", "11.2.1.3"),
    ]
