"""Which version a range gives (uv-resolution sections 4.2 to 4.6), and what conflicts change (5.6)."""

from tests.support.small_indexes import FAILS, Example, of

_ALLOW, _EXPLICIT, _DISALLOW = (f'prerelease = "{mode}"' for mode in ("allow", "explicit", "disallow"))


def _a(versions: str, specifier: str, answer: str, tool_uv: str = "") -> Example:
    """`a` alone, with one answer in both modes."""
    said = answer if answer == FAILS else f"a {answer}"
    return Example({"a": versions}, [f"a{specifier}"], single=said, universal=said, tool_uv=tool_uv)


def _conflicts(count: int, result: str) -> Example:
    """p has ten versions without requirements; q 1 is free, q 2 and above require p<=1."""
    q = {"1": []} | {str(version): ["p<=1"] for version in range(2, count + 1)}
    return Example({"p": "1 2 3 4 5 6 7 8 9 10", "q": q}, ["p", "q"], single=result, universal=result)


VERSIONS = {
    "PR1": _a("1.0 2.0a1", "", "1.0"),
    "PR2": _a("2.0a1", "", "2.0a1"),
    "PR3": Example({"q": {"1": ["a"]}, "a": "2.0a1"}, ["q"], single="a 2.0a1, q 1", universal="a 2.0a1, q 1"),
    "PR4": _a("1.0 2.0a1 2.0b1", ">=2.0a1", "2.0b1"),
    "PR8": _a("1.0 2.0a1", ">=1.0a1", "1.0", _EXPLICIT),
    "PR9": _a("2.0a1", "", FAILS, _EXPLICIT),
    "PR9 named": _a("1.0 2.0a1", ">=2.0a1", "2.0a1", _EXPLICIT),
    "PR10": _a("1.0 2.0a1", "", "2.0a1", _ALLOW),
    "PR11": _a("1.0 2.0a1", "==2.0a1", FAILS, _DISALLOW),
    "PR12": _a("1.0.dev1 1.0a1", "", "1.0a1"),
    "PR15": Example(
        {"a": {"1.0": of(python=">=3.13"), "2.0a1": []}}, ["a"], single="a 2.0a1",
        universal="a 1.0, a 2.0a1", at={"3.13": "a 1.0", "3.11": "a 2.0a1"},
    ),
    "PR16": _a("1.0a1 1.0 2.0", "", "1.0", 'resolution = "lowest"'),
    "PR17": Example(
        {"a": {"1": ["b"], "2": ["b"]}, "b": "1 2"}, ["a"], tool_uv='resolution = "lowest-direct"',
        single="a 1, b 2", universal="a 1, b 2",
    ),
    "prerelease-package": Example(
        {"a": "1.0 2.0a1", "b": "1.0 2.0a1"}, ["a", "b"], tool_uv='prerelease-package = { a = "allow" }',
        single="a 2.0a1, b 1.0", universal="a 2.0a1, b 1.0",
    ),
    "lowest": Example(
        {"a": {"1": ["b"], "2": ["b"]}, "b": "1 2"}, ["a"], tool_uv='resolution = "lowest"',
        single="a 1, b 1", universal="a 1, b 1",
    ),
    "V1": _a("1.0 1.0.post1 1.0+cpu", ">1.0", FAILS),
    "V2": _a("1.0 1.0+cpu 1.0.post1", "<=1.0", "1.0+cpu"),
    "V3": _a("1.0 1.0+cpu 1.0+zzz", "==1.0", "1.0+zzz"),
    "V4": _a("0.9 1.0 1.0+cpu", "!=1.0", "0.9"),
    "V5": _a("1.0 1!0.5", "", "1!0.5"),
    "V6": _a("1.0 2 2.0.dev1 2.0a1", "<2", "1.0"),
    "V8": _a("1.0 2.0a1", "<2.0", "1.0", _ALLOW),
    "V9": _a("1.4.1 1.4.9 1.5", "~=1.4.2", "1.4.9"),
    "V10": _a("1.0 1.9a1 2.0a1", "==1.*", "1.9a1", _ALLOW),
    "V12": _a("1.0 1.0+cpu", "===1.0", "1.0"),
    "V12 another spelling": _a("0.9 1.0", "===1", "1.0"),
    "V12 local": _a("1.0 1.0+cpu 1.0+zzz", "===1.0+cpu", "1.0+cpu"),
    "V > a post": _a("1.0 1.0.post1 1.0.post1+x 1.0.post2", ">1.0.post1", "1.0.post2"),
    "V > a pre": _a("1.0a1 1.0a1.post1 1.0a2", ">1.0a1", "1.0a2"),
    "V > a post of a pre": _a("1.0a1 1.0a1.post1", ">1.0a1", FAILS),
    "V > a dev": _a("1.0.dev1 1.0.dev2", ">1.0.dev1", "1.0.dev2"),
    "V < a post": _a("1.0 1.0.post1.dev1", "<1.0.post1", "1.0", _ALLOW),
    "V < a pre": _a("1.0a1 1.0a1.dev1 1.0b1", "<1.0a1", "1.0a1.dev1"),
    "V <= with a local": _a("1.0 1.0+cpu 1.1+cpu", "<=1.0", "1.0+cpu"),
    "V ~= of a post": _a("1.0 1.0.post1 1.1", "~=1.0.post1", "1.1"),
    "V != a prefix": _a("0.9 1.0 1.1", "!=1.*", "0.9"),
    "V epoch": _a("2.0 1!1.0", "<1!0", "2.0"),
    "V3 exact local": _a("1.0 1.0+cpu 1.0+zzz", "==1.0+cpu", "1.0+cpu"),
    "C6 holes are ignored": Example(
        {"a": {"0.9": [], "1.0": of(python="!=3.11.*")}}, ["a"], single="a 1.0", universal="a 1.0"
    ),
    "G14 ==3.10.* below 3.10": Example(
        {"a": {"0.9": [], "1.0": of(python="==3.10.*")}}, ["a"], python="3.9", single="a 0.9"
    ),
    "G14 ==3.10.* above 3.10": Example(
        {"a": {"0.9": [], "1.0": of(python="==3.10.*")}}, ["a"], python="3.12", single="a 1.0"
    ),
    "C2 four": _conflicts(4, "p 10, q 1"),
    "C2b five": _conflicts(5, "p 10, q 1"),
    "C2c six": _conflicts(6, "p 1, q 6"),
    "C2d seven": _conflicts(7, "p 1, q 7"),
    "C1 ten": _conflicts(10, "p 1, q 10"),
}  # fmt: skip
