"""The graph as files."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.documents import a_finished_submission
from webui.resolutions.showing.graph_files import as_dot, graph_svg


@pytest.mark.django_db
def test_the_graph_for_graphviz_and_as_a_picture() -> None:
    submission = a_finished_submission()
    comparison = submission.comparison("single")
    assert comparison is not None
    if comparison.graph is not None:
        assert '"torch"' in as_dot(comparison.graph)
    assert isinstance(graph_svg(submission, "single"), str)


def test_what_differs_has_a_double_line() -> None:
    node = {"project": "a", "single": "1", "universal": "2", "difference": "version", "root": False}
    edge = {"parent": "p", "child": "a", "single": ["*"], "universal": []}
    written = as_dot({"nodes": [node], "edges": [edge]})  # type: ignore[typeddict-item,list-item]
    assert "peripheries=2" in written
    assert '"p" -> "a" [style=dashed];' in written


@pytest.mark.django_db
def test_what_is_promised_is_said(client: Client) -> None:
    assert client.get(reverse("promises")).status_code == 200
