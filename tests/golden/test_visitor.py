"""Which addresses a page leads to."""

from __future__ import annotations

from email.message import Message

from tests.golden.visitor import Response, addresses

PAGE = b"""
<meta property="og:image" content="http://here.test/r/abc/preview.png">
<a href="/r/abc/p/torch#files">torch</a> <a href="?view=graph">graph</a> <a href="#top">up</a>
<a href="https://elsewhere.test/">elsewhere</a> <a>nowhere</a>
<form method="get" action="/r/abc"><input type="hidden" name="view" value="trace"><input name="q">
<select name="kind"><option value="">all</option><option>forks</option></select></form>
<form method="post" action="/r/abc/cancel"></form>
"""


def a_response(content_type: str = "text/html") -> Response:
    headers = Message()
    headers["Content-Type"] = content_type
    return Response(200, headers, PAGE)


def test_links_and_single_choices_are_followed() -> None:
    assert list(addresses(a_response(), "/r/abc?view=trace")) == [
        "/r/abc/preview.png",
        "/r/abc/p/torch",
        "/r/abc?view=graph",
        "/r/abc?view=trace&kind=",
        "/r/abc?view=trace&kind=forks",
    ]


def test_choices_are_not_combined_and_files_are_not_read() -> None:
    assert not [found for found in addresses(a_response(), "/r/abc?view=trace&kind=forks") if "kind" in found]
    assert not list(addresses(a_response("text/plain"), "/r/abc"))
