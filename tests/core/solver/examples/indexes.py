"""Which index answers, and which file of it (uv-resolution sections 2.1 to 2.6 and 3.6)."""

from tests.support.small_indexes import FAILS, Example, of

_X = '[[tool.uv.index]]\nname = "x"\nurl = "@x"\n'
_EXPLICIT_X = _X + "explicit = true\n"
_FROM_X = '[tool.uv.sources]\na = { index = "x" }\n'
_FIRST_MATCH, _BEST_MATCH = 'index-strategy = "unsafe-first-match"\n', 'index-strategy = "unsafe-best-match"\n'
_A1, _A2 = {"a": "1"}, {"a": "2"}
_WINDOWS = "cp312-cp312-win_amd64"
_FLAT = '[[tool.uv.index]]\nname = "flat"\nurl = "@flat"\nformat = "flat"\n'
_OF_EACH_KIND = {name: {"2": of(tags="sdist"), "3": of(tags="any")} for name in ("a", "b")}

INDEXES = {
    "I1 first index": Example(_A2, ["a"], others={"x": _A1}, tool_uv=_X, single="a 1", universal="a 1"),
    "I2 best match": Example(
        {"a": "1 2"}, ["a"], others={"x": {"a": "1 3"}}, tool_uv=_BEST_MATCH + _X, single="a 3", universal="a 3"
    ),
    "I3 first match": Example(_A2, ["a"], others={"x": _A1}, tool_uv=_FIRST_MATCH + _X, single="a 1", universal="a 1"),
    "I4 first match goes on": Example(
        _A2, ["a>=2"], others={"x": _A1}, tool_uv=_FIRST_MATCH + _X, single="a 2", universal="a 2"
    ),
    "I10 a pin reaches transitive uses": Example(
        {"a": "5", "q": {"1": ["a"]}}, ["a", "q"], others={"x": _A1}, tool_uv=_EXPLICIT_X + _FROM_X,
        single="a 1, q 1", universal="a 1, q 1",
    ),
    "I11 a source of nobody's requirement": Example(
        {"a": "5", "q": {"1": ["a"]}}, ["q"], others={"x": _A1}, tool_uv=_EXPLICIT_X + _FROM_X,
        single="a 5, q 1", universal="a 5, q 1",
    ),
    "I12 a source with a marker": Example(
        {"a": "5"}, ["a"], others={"x": _A1},
        tool_uv=_EXPLICIT_X + "[tool.uv.sources]\na = { index = \"x\", marker = \"sys_platform == 'linux'\" }",
        single="a 1", universal="a 1, a 5", at={"linux": "a 1", "windows": "a 5"},
        forks=["sys_platform == 'linux'", "sys_platform != 'linux'"],
    ),
    "I13 explicit": Example(_A2, ["a"], others={"x": {"a": "9"}}, tool_uv=_EXPLICIT_X, single="a 2", universal="a 2"),
    "I14 best match, unusable on the first": Example(
        _A1, ["a"], others={"x": {"a": {"1": of(tags=_WINDOWS)}}}, tool_uv=_BEST_MATCH + _X,
        single="a 1", universal="a 1"
    ),
    "I16 first match, unusable on the first": Example(
        {"a": "0.5"}, ["a"], others={"x": {"a": {"1": of(tags=_WINDOWS)}}}, tool_uv=_FIRST_MATCH + _X,
        single="a 0.5", universal="a 1",
    ),
    "I17 a pre-release on the first": Example(
        _A1, ["a"], others={"x": {"a": "2a1"}}, tool_uv=_FIRST_MATCH + _X, single="a 2a1", universal="a 2a1"
    ),
    "I18 best match, stable anywhere": Example(
        _A1, ["a"], others={"x": {"a": "2a1"}}, tool_uv=_BEST_MATCH + _X, single="a 1", universal="a 1"
    ),
    "SR1 a source of a group": Example(
        {"a": "5"}, ["a"], others={"x": _A1}, more='[dependency-groups]\ng = ["a"]', groups=["g"],
        tool_uv=_EXPLICIT_X + '[tool.uv.sources]\na = { index = "x", group = "g" }', single="a 1", universal="a 1",
    ),
    "SR4 a constraint without a specifier": Example(
        {"a": "5", "q": {"1": ["a"]}}, ["q"], others={"x": _A1},
        tool_uv='constraint-dependencies = ["a"]\n' + _EXPLICIT_X + _FROM_X, universal="a 5, q 1",
    ),
    "SR5 no-sources": Example(
        {"a": "5"}, ["a"], others={"x": _A1}, tool_uv="no-sources = true\n" + _EXPLICIT_X + _FROM_X,
        single="a 5", universal="a 5",
    ),
    "two pins": Example(
        {}, ["a ; sys_platform == 'linux'", "a ; sys_platform != 'linux'"], others={"x": _A1, "y": _A2},
        tool_uv=_X + '[[tool.uv.index]]\nname = "y"\nurl = "@y"\n[tool.uv.sources]\n'
        "a = [{ index = \"x\", marker = \"sys_platform == 'linux'\" },"
        " { index = \"y\", marker = \"sys_platform != 'linux'\" }]",
        single="a 1", universal="a 1, a 2",
    ),
    "F1 find-links": Example(
        {"b": "1 2"}, ["a"], others={"flat": {"a": {"1.0": {"any": ["b"], "L": ["b<2"], "M": ["b<2"]}}}},
        tool_uv='find-links = ["@flat"]', single="a 1.0, b 1", universal="a 1.0, b 2", reads=("L", "any"),
    ),
    # Measured beside F1: a `format = "flat"` index keeps the order of names, and only its files escape the tag filter.
    "F1 format flat": Example(
        {"b": "1 2"}, ["a"], others={"flat": {"a": {"1.0": {"any": ["b"], "L": ["b<2"], "M": ["b<2"]}}}}, tool_uv=_FLAT,
        single="a 1.0, b 1", universal="a 1.0, b 1", reads=("L", "M"),
    ),
    "F6 format flat, no requires-python filter": Example(
        {}, ["a"], others={"flat": {"a": {"1.0": {"py2-none-any": [], "any": []}}}}, tool_uv=_FLAT,
        single="a 1.0", universal="a 1.0", reads=("any", "py2-none-any"),
    ),
    "L5 find-links beside an index": Example(
        {"a": {"1.0": ["b<2"], "2.0": []}, "b": "1 2"}, ["a<2"], others={"flat": {"a": {"1.0": ["b"]}}},
        tool_uv='find-links = ["@flat"]', single="a 1.0, b 2", universal="a 1.0, b 2",
    ),
    # -- which file represents a version, as far as it changes the answer (section 3.6)
    "E1": Example(
        {"a": {"1.0": of(tags="any L M")}}, ["a"], single="a 1.0", universal="a 1.0", reads=("L", "M")
    ),
    "E3": Example(
        {"a": {"1.0": of(tags="cp310-cp310-L cp312-cp312-L L")}}, ["a"], single="a 1.0", universal="a 1.0",
        reads=("L", "cp310-cp310-L"),
    ),
    "E6": Example(
        {"a": {"1.0": of(tags="any 1-py3-none-any 2-py3-none-any 10-py3-none-any")}}, ["a"],
        single="a 1.0", universal="a 1.0", reads=("10-py3-none-any",) * 2,
    ),
    "E11": Example({"a": {"1.0": of(tags="py2-none-any"), "0.9": []}}, ["a"], single="a 0.9", universal="a 0.9"),
    "E15": Example(
        {"a": {"1.0": of(tags="pp310-pypy310_pp73-win_amd64 cp312-cp312-win_amd64"), "0.9": []}}, ["a"],
        single="a 0.9", universal="a 1.0", reads=("any", "cp312-cp312-win_amd64"),
    ),
    "E-two": Example(
        {"a": {"1.0": of(tags="cp39-cp39-win_amd64 W cp310-cp310-macosx_11_0_arm64 sdist")}}, ["a"],
        single="a 1.0", universal="a 1.0", reads=("W", "cp310-cp310-macosx_11_0_arm64"),
    ),
    "K1 the file is chosen before any fork": Example(
        {"a": {"1.0": {"cp310-cp310-L": ["d0"], "cp312-cp312-L": ["d1"]}}, "d0": "1", "d1": "1"},
        ["a ; python_version >= '3.12'"], single="", universal="a 1.0, d0 1",
    ),
    "Y-ys": Example(
        {"a": {"1.0": {"W": of(), "sdist": of(yanked=True)}, "0.9": []}}, ["a"], single="a 0.9", universal="a 1.0"
    ),
    "Y-ex1 no upload time": Example(
        {"a": {"1.0": [], "0.9": of(uploaded="2024-01-01T00:00:00Z")}}, ["a"],
        tool_uv='exclude-newer = "2024-06-01T00:00:00Z"', single="a 0.9", universal="a 0.9",
    ),
    "Y-ex2": Example(
        {
            "a": {"1.0": {
                "any": of("b<2", uploaded="2024-07-01T00:00:00Z"), "sdist": of("b>=2", uploaded="2024-05-01T00:00:00Z"),
            }},
            "b": {version: of(uploaded="2024-01-01T00:00:00Z") for version in "12"},
        },
        ["a"], tool_uv='exclude-newer = "2024-06-01T00:00:00Z"',
        single="a 1.0, b 2", universal="a 1.0, b 2", reads=("sdist", "sdist"),
    ),
    "exclude-newer of one project": Example(
        {name: {v: of(uploaded=f"202{v}-01-01T00:00:00Z") for v in "1234"} for name in "ab"}, ["a", "b"],
        tool_uv='exclude-newer = "2022-06-01T00:00:00Z"\nexclude-newer-package = { a = "2023-06-01T00:00:00Z" }',
        single="a 3, b 2", universal="a 3, b 2",
    ),
    "Y-hrp1": Example(
        {"a": {"1.0": {"M": of(python=">=3.12"), "L": of(python=">=3.8")}, "0.9": []}}, ["a"], single="a 1.0",
        universal="a 0.9, a 1.0", at={"3.12": "a 1.0", "3.11": "a 0.9"},
    ),
    "Y-hrp2": Example(
        {"a": {"1.0": {"cp39-cp39-win_amd64": of(python=">=3.8"), "sdist": of(python=">=3.12")}, "0.9": []}}, ["a"],
        single="a 0.9", universal="a 1.0",
    ),
    "Y4 a yanked version in constraints": Example(
        {"a": {"1.0": [], "2.0": of(yanked=True)}}, ["a"], tool_uv='constraint-dependencies = ["a==2.0"]',
        single="a 2.0", universal="a 2.0",
    ),
    "Y7 ===": Example({"a": {"1.0": [], "2.0": of(yanked=True)}}, ["a===2.0"], single="a 2.0", universal="a 2.0"),
    "no-build": Example(
        {"a": {"1": [], "2": of(tags="sdist")}}, ["a"], tool_uv='no-build-package = ["a"]',
        single="a 1", universal="a 1"
    ),
    "no-binary but for a project in no-build-package": Example(
        _OF_EACH_KIND, ["a", "b"], tool_uv='no-binary = true\nno-build-package = ["b"]',
        single="a 2, b 3", universal="a 2, b 3",
    ),
    "no-build but for a project in no-binary-package": Example(
        _OF_EACH_KIND, ["a", "b"], tool_uv='no-build = true\nno-binary-package = ["b"]',
        single="a 3, b 2", universal="a 3, b 2",
    ),
    "a project in no-build-package and no-binary-package": Example(
        _OF_EACH_KIND, ["a"], tool_uv='no-build-package = ["a"]\nno-binary-package = ["a"]',
        single=FAILS, universal=FAILS,
    ),
    "a switch that is off takes its list with it": Example(
        _OF_EACH_KIND, ["a"], tool_uv='no-binary = false\nno-binary-package = ["a"]', single="a 3", universal="a 3",
    ),
    "pip's kinds of files add to the general ones": Example(
        _OF_EACH_KIND, ["a", "b"],
        tool_uv='no-binary-package = ["a"]\n[tool.uv.pip]\nno-binary = [":none:"]\nonly-binary = [":all:"]',
        single="a 2, b 3", universal="a 2, b 3",
    ),
    "missing project": Example({}, ["nopkg"], single=FAILS, universal=FAILS),
    "missing project kills the parent": Example(
        {"b": {"1": [], "2": ["nopkg"]}}, ["b"], single="b 1", universal="b 1"
    ),
}  # fmt: skip
