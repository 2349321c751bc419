"""A preview is the Markdown as it will look: cleaned, with links to the threads that are known."""

from __future__ import annotations

import pytest

from webui.team.previews import rendered

TRACKER = "https://code.test/owner/name/issues/"


@pytest.mark.parametrize(
    ("text", "threads", "html"),
    [
        ("See #123.", {}, "<p>See #123.</p>"),
        ("See #123.", {"": TRACKER}, f'<p>See <a href="{TRACKER}123" rel="nofollow noopener noreferrer">#123</a>.</p>'),
        ("#123", {"123": "https://x.test/9", "": TRACKER}, '<p><a href="https://x.test/9" rel="{rel}">#123</a></p>'),
        (
            "`#123` [#124](https://y.test/)",
            {"": TRACKER},
            '<p><code>#123</code> <a href="https://y.test/" rel="{rel}">#124</a></p>',
        ),
        ("a&#64;b #1 x#12", {"": TRACKER}, "<p>a@b #1 x#12</p>"),
        ("<b onclick=x>x</b><img src=x onerror=y>", {"": TRACKER}, "<p>x</p>"),
        ("1 < 2 & 3", {}, "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_a_preview(text: str, threads: dict[str, str], html: str) -> None:
    assert rendered(text, threads).strip() == html.replace("{rel}", "nofollow noopener noreferrer")
