"""What a command line adds can go as well."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core import IndexLocation, Options, PrereleaseMode, Selection, Settings
from resolver_core.minimise.case import Case
from resolver_core.minimise.levels import Asked, levels_of_question

OWN = IndexLocation("https://own.index.test/simple")
CASE = Case(
    '[project]\nname = "demo"\nversion = "1"\n',
    Selection((canonicalize_name("x"), canonicalize_name("y")), (canonicalize_name("dev"),)),
    Options("https://index.test/simple", (OWN,), Settings(prerelease=PrereleaseMode.ALLOW)),
)


def test_every_wish_goes_alone() -> None:
    level = Asked()
    wishes = level.parts(CASE)
    assert [(wish.kind, wish.name) for wish in wishes] == [
        ("extra", "x"),
        ("extra", "y"),
        ("group", "dev"),
        ("index", OWN.url),
        ("setting", "prerelease"),
    ]
    for wish in wishes:
        assert set(level.parts(level.without(CASE, [wish]))) == set(wishes) - {wish}
    assert level.parts(level.without(CASE, wishes)) == ()


def test_the_text_follows_from_the_coarse_to_the_fine() -> None:
    assert len(list(levels_of_question(CASE))) == 4
