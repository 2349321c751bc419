"""Hostile texts by rule: for each kind of `../shared/safety/README.md` as many different ones as are asked for.

A kind is a function from where its hosts stand and a number to one variant. The numbers only choose among sizes, places
and spellings, so the same number is the same text on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.drills.forbidden import NAMES, SPELLINGS

PASTE_BYTES = 500_000
SECRET = "hunter2swordfish"


@dataclass(frozen=True)
class Places:
    """Where the hosts of the texts stand."""

    hostile: str  #: tests/support/hostile_index.py
    answers: str  #: hostile_answers.py
    listener_port: int
    elsewhere: Sequence[str] = ()


@dataclass(frozen=True)
class Variant:
    """One text with its options."""

    text: str
    options: dict[str, object] = field(default_factory=dict)


Kind = Callable[[Places, int], Variant]


def project(dependencies: Sequence[str], index: str = "", more: str = "", python: str = ">=3.12") -> str:
    """A `pyproject.toml`; JSON's strings are TOML's, too."""
    lines = ["[project]", 'name = "x"', 'version = "1"', f"requires-python = {json.dumps(python)}"]
    lines += [f"dependencies = {json.dumps(list(dependencies))}", more]
    if index:
        lines += ["[[tool.uv.index]]", 'name = "e"', f"url = {json.dumps(index)}", "default = true"]
    return "\n".join(lines) + "\n"


def _pick(number: int, *choices: object) -> object:
    return choices[number % len(choices)]


# -- the text itself


def lines(places: Places, number: int) -> Variant:
    """A text of very many lines just under the limit of its length."""
    line = str(_pick(number, "a", "a==1", "#", "-e .", "a;b", "a @ b", "[x]", "x=1", '"', "-r a", "a[b]", "--hash=x"))
    end = "\r\n" if number % 2 else "\n"
    return Variant((line + end) * (PASTE_BYTES // (1 + number // 12) // len(line + end)))


def requirements(places: Places, number: int) -> Variant:
    """As many requirements as are allowed, or nearly, and some more."""
    count = (500, 1_000, 2_500, 4_900, 5_000, 5_001, 10_000, 20_000, 40_000)[number % 9]
    shape = ("p{}", "p{}>=1", "same>={}", "p{}; python_version > '3.{}'", "p[e{}]", "p{}; extra == 'x{}'")[number % 6]
    return Variant(project([shape.format(each, each) for each in range(count)], places.answers + "/ok/simple"))


def numbers(places: Places, number: int) -> Variant:
    """Absurd numbers, in the text or on the index."""
    digits = "9" * (10, 19, 21, 199, 201, 4_000, 6_000, 10_000)[number % 8]
    if number % 3 == 0:
        kind = _pick(number // 3, "versions", "versions-21", "pythons", "tags", "times", "numbers-5000", "versions-400")
        return Variant(project(["foo"], f"{places.hostile}/{kind}/simple"))
    if number % 3 == 1:
        return Variant(project([f"foo>={digits}", f"foo!=1.{digits}.*"], places.answers + "/ok/simple"))
    return Variant(project(["foo"], places.answers + "/ok/simple", python=f">=3.{digits}"))


def depth(places: Places, number: int) -> Variant:
    """Things within things."""
    deep = (60, 500, 5_000, 50_000)[number // 6 % 4]
    shape = number % 6
    if shape == 0:
        return Variant(project([f"a; {'(' * deep}os_name == 'a'{')' * deep}"], places.answers + "/ok/simple"))
    if shape == 1:
        return Variant(project([], more=f"x = {'[' * deep}{']' * deep}"))
    if shape == 2:
        return Variant(project([], more=f"[{'.'.join(['a'] * deep)}]"))
    if shape == 3:
        return Variant(project([], more=f"x = {'{a=' * deep}1{'}' * deep}"))
    if shape == 4:
        return Variant(project(["foo"], f"{places.hostile}/depths-{deep}/simple"))
    return Variant("\n".join(f"{'>' * min(deep, 400)} - {'  ' * each}a" for each in range(min(deep, 400))))


def characters(places: Places, number: int) -> Variant:
    """Characters that are not what they seem."""
    odd = str(
        _pick(
            number,
            "\0",
            "\ud800",
            "\u202e",
            "\u200b",
            "\uff46",
            "\u0430",
            "\x1b[31m",
            "\uffff",
            "\u0663",
            "\u017f",
            "\r",
            "\x85",
        )
    )
    place = number // 12 % 3
    name = f"fo{odd}o"
    if place == 0:
        return Variant(project([name, f"foo>=1{odd}"], places.answers + "/ok/simple"))
    return Variant(f"{name}\nfoo=={odd}1\n" if place == 1 else f"[project]\nname='{name}'\nversion='{odd}'\n")


def cycles(places: Places, number: int) -> Variant:
    """Things that include themselves, and groups that include each other many times."""
    size = 2 + number
    if number % 3 == 0:
        return Variant(project(["c0"], f"{places.answers}/cycle-{size}/simple"))
    if number % 3 == 1:
        groups = [f'g{each} = [{{include-group = "g{(each + 1) % size}"}}]' for each in range(size)]
        return Variant(project([], more="\n".join(["[dependency-groups]", *groups])), {"groups": ["g0"]})
    doubled = [
        f'g{each} = [{{include-group = "g{each + 1}"}}, {{include-group = "g{each + 1}"}}]' for each in range(90)
    ]
    more = "\n".join(["[dependency-groups]", *doubled, 'g90 = ["a"]'])
    return Variant(project([], places.answers + "/ok/simple", more), {"groups": [f"g{number % 90}"]})


def markers(places: Places, number: int) -> Variant:
    """Environments that split without end, in the text or in metadata."""
    count = (8, 14, 20, 40, 90)[number % 5]
    if number % 3 == 0:
        return Variant(project(["foo"], f"{places.hostile}/markers-{count}/simple"))
    if number % 3 == 1:
        each = [f"q{n}==1{sign}0 ; platform_machine{sign}='m{n}'" for n in range(count) for sign in "=!"]
        return Variant(
            project([text.replace("1!0", "2").replace("1=0", "1") for text in each], places.answers + "/o/simple")
        )
    scopes = [f"platform_machine=='m{n}' and platform_version!='v{n}'" for n in range(count)]
    return Variant(project(["foo"], places.answers + "/o/simple", f"[tool.uv]\nenvironments = {json.dumps(scopes)}"))


# -- what an index says


def metadata(places: Places, number: int) -> Variant:
    """Metadata with very many lines."""
    what = _pick(number, "metadata", "extras", "metadata", "header", "markers")
    size = (4_000, 19_900, 20_100, 50_000, 250_000, 500_000, 1_000_000, 2_000_000)[number % 8]
    return Variant(
        project(["foo"], f"{places.hostile}/{what}-{(min(size, 500) if what == 'markers' else size) + number}/simple")
    )


def dependencies(places: Places, number: int) -> Variant:
    """A project that needs thousands of others, or one after the other for ever."""
    if number % 2:
        return Variant(
            project([f"p{each}" for each in range(0, number * 1_000, 1_000)], f"{places.hostile}/chain/simple")
        )
    return Variant(project(["root"], f"{places.hostile}/wide-{(number + 1) * 1_000}/simple"))


def targets(places: Places, number: int) -> Variant:
    """A problem of pigeons and holes, for eight targets."""
    pythons = ("3.12", "3.13", "3.11", "3.10")
    platforms = ("x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")
    asked = [f"{python}/{platform}" for python in pythons for platform in platforms]
    return Variant(
        project([f"h{each}" for each in range(11 + number % 3)], f"{places.hostile}/hard/simple", python=">=3.10"),
        {"python": "3.12", "platform": platforms[0], "targets": asked[1 + number % 5 :][:7]},
    )


def slow(places: Places, number: int) -> Variant:
    """An index that drips or says nothing, with a few or many projects, and where else it may stand."""
    index = f"{places.hostile}/{_pick(number, 'drip', 'hang')}/simple"
    names = [f"p{each}" for each in range((1, 3, 20)[number % 3])]
    if number % 4 == 3:
        more = f"[tool.uv]\nfind-links = [{json.dumps(index)}]"
        return Variant(project(names, places.answers + "/ok/simple", more))
    return Variant(project(names, index) if number % 4 else f"--extra-index-url {index}\n" + "\n".join(names))


def failing(places: Places, number: int) -> Variant:
    """An index that answers with trouble: half of the time, or always."""
    kind = _pick(
        number, "half", *(f"status-{code}" for code in (500, 502, 503, 504, 429, 401, 403, 404, 410, 418, 204))
    )
    return Variant(project([f"p{each}" for each in range(1 + number % 20)], f"{places.hostile}/{kind}/simple"))


def bombs(places: Places, number: int) -> Variant:
    """Pages that are a thousand times as large as they look, and archives."""
    if number % 2:
        return Variant(
            project(
                [f"x{each}" for each in range(1 + number % 7)], f"{places.answers}/archive-{number * 7 // 2}/simple"
            )
        )
    pages, mebibytes = ((16, 120), (64, 30), (32, 31), (8, 250), (2, 500))[number // 2 % 5]
    return Variant(project([f"z{each}" for each in range(pages)], f"{places.hostile}/bomb-{mebibytes}/simple"))


def scripts(places: Places, number: int) -> Variant:
    """Script in every field of metadata, and in the text itself."""
    more = f'description = "<script>alert({number})</script>"'
    return Variant(project([f"foo{number}"], f"{places.answers}/script-{number}/simple", more if number % 2 else ""))


# -- where requests go


def _at(place: int, url: str) -> Variant:
    """A text that names an address, in each place that can."""
    host = url.partition("://")[2].partition("/")[0]
    wheel = f"{url}/foo-1-py3-none-any.whl"
    return Variant(
        (
            project(["foo"], url),
            project([f"foo @ {wheel}"]),
            project([f"foo @ git+{url}/foo.git"]),
            project(["foo"], more=f"[tool.uv.sources]\nfoo = {{url = {json.dumps(wheel)}}}"),
            project(["foo"], more=f"[tool.uv]\nfind-links = [{json.dumps(url)}]"),
            project(["foo"], more=f"[tool.uv]\nindex-url = {json.dumps(url)}"),
            f"--index-url {url}\nfoo\n",
            f"--extra-index-url {url}\n--find-links {url}\nfoo\n-r {url}/r.txt\n-c {url}/c.txt\n",
            "# /// script\n# dependencies = ['foo']\n# [[tool.uv.index]]\n"
            f"# url = {json.dumps(url)}\n# default = true\n# ///\n",
            f"[tool.poetry]\nname='x'\nversion='1'\n[tool.poetry.dependencies]\npython='^3.12'\nfoo={{url={json.dumps(wheel)}}}\n"
            f"bar={{git={json.dumps(url)}}}\n[[tool.poetry.source]]\nname='s'\nurl={json.dumps(url)}\n",
            project(["foo"], more=f'[tool.uv.sources]\nfoo = {{git = "ssh://git@{host}/foo"}}'),
            f"-i {url}\nfoo @ {wheel}\n",
        )[place % 12]
    )


def addresses(places: Places, number: int) -> Variant:
    """Every spelling of every forbidden address, in every place."""
    host = SPELLINGS[number % len(SPELLINGS)]
    port = ("", f":{places.listener_port}")[number // len(SPELLINGS) % 2 == 0]
    return _at(number, f"http://{host}{port}/a{number}")


def names(places: Places, number: int) -> Variant:
    """Names that point inward."""
    name = list(NAMES)[number % len(NAMES)]
    return _at(number // 2, f"http://{name}:{places.listener_port}/n{number}")


def redirects(places: Places, number: int) -> Variant:
    """Public at first sight: what is answered leads inward, to another scheme, or round in a circle."""
    kind = ("redirect", "link", "moved", "loop")[number % 4]
    return Variant(project([f"foo{number}"], f"{places.answers}/{kind}-{number // 2}/simple"))


def queries(places: Places, number: int) -> Variant:
    """Index URLs with a query or a fragment, which belong behind the path of a project."""
    query = str(_pick(number, "?a=b", "?x=1&y=2", "?v=%2F", "#egg", "?", "?a=b#c", "?page=1", "?q=a/b", "?a", "?b=?c"))
    return Variant(project([f"q{number}"], f"{places.answers}/query/simple{'/' * (number % 2)}{query}"))


# -- secrets


def secrets(places: Places, number: int) -> Variant:
    """A password or a token in a URL, in every place of a text that can hold one."""
    host = places.answers.partition("://")[2]
    urls = (
        f"http://bob:{SECRET}@{host}/ok/simple",
        f"http://{SECRET}@{host}/ok/simple",
        *(f"{places.answers}/ok/simple?{name}={SECRET}" for name in ("sig", "token", "key", "X-Amz-Signature")),
        f"http://bob:{SECRET}%40@{host}/ok/simple",
    )
    return _at(number, urls[number % len(urls)])


def operator(places: Places, number: int) -> Variant:
    """Other paths of the host for which the operator has credentials, in an order that changes."""
    paths = (
        "private2", "privat", "private/../ok", "private%2f..", "other", "PRIVATE", "private;x", "ok//private",
        "private%00", ".private", "private-", "redirect-0",
    )  # fmt: skip
    index = f"{places.answers}/{paths[number % len(paths)]}/simple"
    more = "\n".join(["[[tool.uv.index]]", 'name = "p"', f'url = "{places.answers}/private/simple"'])
    return Variant(project([f"o{number}"], index, more if number % 2 else ""))


KINDS: dict[str, Kind] = {
    "very many lines": lines,
    "very many requirements": requirements,
    "absurd numbers": numbers,
    "deep nesting": depth,
    "characters": characters,
    "cycles": cycles,
    "environments that split": markers,
    "metadata without end": metadata,
    "dependencies without end": dependencies,
    "eight hard targets": targets,
    "slow indexes": slow,
    "failing indexes": failing,
    "bombs": bombs,
    "script in metadata": scripts,
    "forbidden addresses": addresses,
    "names that point inward": names,
    "redirects and links": redirects,
    "index URLs with a query": queries,
    "secrets in URLs": secrets,
    "the operator's credentials": operator,
}
AT_LEAST = {"forbidden addresses": 5, "names that point inward": 2}
"""Kinds with more places and spellings than others: so many times the number that is asked for."""


def variants(kind: str, places: Places, count: int) -> list[Variant]:
    """So many variants of a kind, each different."""
    return [KINDS[kind](places, number) for number in range(count * AT_LEAST.get(kind, 1))]
