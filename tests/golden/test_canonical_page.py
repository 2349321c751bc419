"""Pages are equal in any markup, and every change that a reader could meet is a difference."""

from __future__ import annotations

import pytest

from tests.golden.canonical_page import canonical_page

PAGE = """\
<!doctype html><html><head><title>torch differs</title><meta name="description" content="Two answers."></head><body>
<main id="main"><h1>torch is <b>2.5.1</b> in the lock</h1><p class="facts">asked 2026-11-26 10:00 UTC (3 days ago)</p>
<p>solved in 0.25 s; <code>torch-2.4.1-<wbr>cp38.whl</code> &amp; more</p>
<nav><a href="/r/abc?view=graph" hx-get="/r/abc?view=graph" class="tab">Graph</a><a href="#main">Up</a></nav>
<form method="post" action="/r/abc/ask" hx-post="/r/abc/ask"><input type="hidden" name="csrfmiddlewaretoken" value="t0">
<input type="hidden" name="kind" value="why"><input name="version" placeholder="version">
<button name="go" value="1">Ask</button>
<select name="sort"><option value="first" selected>asked for</option><option value="name">by name</option></select>
<input type="checkbox" name="extras" value="cpu" checked><textarea name="text">
[project]
name = "a"</textarea></form>
<img src="/preview.png" alt="The answer"><svg viewBox="0 0 9 9">
<a href="/r/abc/p/torch"><rect x="1" y="2" width="3" height="4"/></a></svg>
<span title="universal">◆</span><script>let secret = 1;</script></main></body></html>
"""


def changed(before: str, after: str) -> str:
    """The page with one thing changed."""
    assert before in PAGE
    return canonical_page(PAGE.replace(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<title>torch", "<title>numpy"),
        ("in the lock", "in a lock"),
        ("2.5.1", "2.5.2"),
        ("cp38.whl", "cp39.whl"),
        ('<a href="#main">Up</a>', "<a>Up</a>"),
        ('<a href="#main">Up</a>', '<a href="#elsewhere">Up</a>'),
        ('href="/r/abc?view=graph" hx', 'href="/r/abc?view=trace" hx'),
        ('href="/r/abc/p/torch"', 'href="/r/abc/p/sympy"'),
        ('id="main"', 'id="other"'),
        ('name="kind" value="why"', 'name="kind" value="why-not"'),
        ('<input type="hidden" name="kind" value="why">', ""),
        ('name="kind"', 'name="sort"'),
        ('type="hidden" name="kind"', 'name="kind"'),
        ('action="/r/abc/ask" hx', 'action="/ask" hx'),
        ('method="post"', 'method="get"'),
        ('name="go" value="1"', 'name="go" value="2"'),
        (" checked", ""),
        ('value="first" selected', 'value="first"'),
        ('<option value="name">by name</option>', ""),
        ("by name", "by any name"),
        ('name = "a"', 'name =  "a"'),
        ('src="/preview.png"', 'src="/other.png"'),
        ('alt="The answer"', 'alt="An answer"'),
        ('placeholder="version"', ""),
        ('title="universal"', 'title="single"'),
        ("Two answers.", "One answer."),
        ('x="1"', 'x="2"'),
        ('name="csrfmiddlewaretoken" value="t0"', 'name="csrfmiddlewaretoken" value=""'),
        ("(3 days ago)", "(for 3 days)"),
        ("2026-11-26 10:00 UTC", "never"),
        ("0.25 s;", "no time;"),
    ],
)
def test_a_change_is_noticed(before: str, after: str) -> None:
    assert changed(before, after) != canonical_page(PAGE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('class="tab"', 'class="link" data-drawer'),
        ('hx-get="/r/abc?view=graph"', 'hx-get="/r/abc" hx-target="#drawer"'),
        (' hx-post="/r/abc/ask"', ""),
        ('name="csrfmiddlewaretoken" value="t0"', 'name="csrfmiddlewaretoken" value="t1"'),
        ("let secret = 1;", "let secret = 2;"),
        ("2026-11-26 10:00 UTC", "2027-01-01 09:59 UTC"),
        ("3 days ago", "1 minute ago"),
        ("3 days ago", "just now"),
        ("0.25 s;", "2 min 5 s;"),
        ("<h1>torch is", "<h1>\n  torch   is"),
        ("<p>solved", "<div><p>solved"),
        ("torch-2.4.1-<wbr>", "torch-2.4.1-"),
        ("<b>2.5.1</b>", '<span class="version">2.5.1</span>'),
    ],
)
def test_markup_scripts_and_what_is_of_one_run_do_not_count(before: str, after: str) -> None:
    assert changed(before, after) == canonical_page(PAGE)


def test_a_blank_between_words_is_told_from_a_changed_word() -> None:
    spread = PAGE.replace("</a><a", "</a>\n<a")
    assert canonical_page(spread) != canonical_page(PAGE)
    assert canonical_page(spread, with_blanks=False) == canonical_page(PAGE, with_blanks=False)
    word = PAGE.replace("Graph</a>", "Graphs</a>")
    assert canonical_page(word, with_blanks=False) != canonical_page(PAGE, with_blanks=False)
    value = PAGE.replace('name = "a"', 'name =  "a"')
    assert canonical_page(value, with_blanks=False) != canonical_page(PAGE, with_blanks=False)


def test_a_changed_word_changes_few_lines() -> None:
    sentences = [f"This is the sentence with the number {number}." for number in range(40)]
    page = "<p>{}</p>"
    before = canonical_page(page.format(" ".join(sentences))).splitlines()
    sentences[20] = "Here is one more word in the sentence with another number."
    after = canonical_page(page.format(" ".join(sentences))).splitlines()
    assert len(set(before) - set(after)) == 1
