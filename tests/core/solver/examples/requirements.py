"""What the user says besides versions: constraints, overrides, groups, extras (uv-resolution sections 1.1 to 1.4)."""

from tests.support.small_indexes import FAILS, Example, of

_WIN32 = "sys_platform == 'win32'"
_Q_NEEDS_A1 = {"a": "1 2 3", "q": {"1": ["a<2"]}}
_A_WITH_X = {"a": {"1": of("b ; extra == 'x'", extras="x")}, "b": "1 2"}
_A_NOT_3 = 'override-dependencies = ["a!=3"]\n'
_EXPLICIT_X = '[[tool.uv.index]]\nname = "x"\nurl = "@x"\nexplicit = true\n'

REQUIREMENTS = {
    "R1 constraint": Example(
        {"a": "1 2 3", "q": {"1": ["a"]}}, ["q"], tool_uv='constraint-dependencies = ["a<3", "unused<1"]',
        single="a 2, q 1", universal="a 2, q 1",
    ),
    "R2 override": Example(
        _Q_NEEDS_A1, ["a>=2", "q"], tool_uv='override-dependencies = ["a==3"]', single="a 3, q 1", universal="a 3, q 1"
    ),
    "R3 exclude": Example(
        _Q_NEEDS_A1, ["q"], tool_uv='exclude-dependencies = ["a"]', single="q 1", universal="q 1"
    ),
    "R15 override with a marker": Example(
        {"a": "1 2", "q": {"1": ["a<2"]}}, ["q"], tool_uv=f'override-dependencies = ["a>=2 ; {_WIN32}"]',
        single="q 1", universal="a 2, q 1", at={"windows": "a 2, q 1", "linux": "q 1"},
    ),
    "R17 disjoint overrides fork": Example(
        {"a": "1 2", "q": {"1": ["a"]}}, ["q"],
        tool_uv=f'override-dependencies = ["a==1 ; {_WIN32}", "a==2 ; sys_platform != \'win32\'"]',
        single="a 2, q 1", universal="a 1, a 2, q 1", at={"windows": "a 1, q 1", "linux": "a 2, q 1"},
    ),
    "override keeps the extra": Example(
        {"a": {"1": of("b==1 ; extra == 'x'", extras="x")}, "b": "1 2"}, ["a[x]"],
        tool_uv='override-dependencies = ["b==2"]', single="a 1, b 2", universal="a 1, b 2",
    ),
    "override of an extra nobody asks for": Example(
        _A_WITH_X, ["a"], tool_uv='override-dependencies = ["b==2"]', single="a 1", universal="a 1"
    ),
    "scoped override": Example(
        {"a": "1 2 3", "p": {"1": ["a<2"]}, "q": {"1": ["a<3"]}}, ["p", "q"],
        tool_uv='override-dependencies = [{ package = { name = "p" }, dependencies = ["a>=2"] }]',
        single="a 2, p 1, q 1", universal="a 2, p 1, q 1",
    ),
    "an overridden requirement pins no index": Example(
        {"a": "1 2 3"}, ["a>=2"], others={"x": {"a": "1 4"}},
        tool_uv=_A_NOT_3 + _EXPLICIT_X + '[tool.uv.sources]\na = { index = "x" }\n',
        single="a 2", universal="a 4",
    ),
    "an overridden requirement of an extra pins no index": Example(
        {"a": "1 2 3"}, [], more='[project.optional-dependencies]\ne = ["a"]', others={"x": {"a": "1 4"}},
        extras=["e"],
        tool_uv=_A_NOT_3 + _EXPLICIT_X + '[tool.uv.sources]\na = { index = "x", extra = "e" }\n',
        single="a 2", universal="a 2",
    ),
    "an overridden requirement allows no yanked version": Example(
        {"a": {"1.0": [], "2.0": of(yanked=True)}}, ["a==2.0"], tool_uv='override-dependencies = ["a>=0.5"]',
        single="a 1.0", universal="a 1.0",
    ),
    "an overridden requirement allows no pre-release": Example(
        {"a": "1.0 2.0a1"}, ["a>1.5a1"], tool_uv='prerelease = "explicit"\noverride-dependencies = ["a>1.2"]',
        single=FAILS, universal=FAILS,
    ),
    "constraint on a marker both ways": Example(
        {"a": "1 2"}, [f"a ; {_WIN32}"], tool_uv='constraint-dependencies = ["a<2 ; sys_platform == \'linux\'"]',
        single="", universal="a 2",
    ),
    "R6 group on request": Example(
        {"a": "1 2"}, ["a"], more='[dependency-groups]\nold = ["a<2"]', groups=["old"], single="a 1", universal="a 1"
    ),
    "R9 conflicts are nothing to pip": Example(
        {"a": "1 2"}, [], more='[project.optional-dependencies]\nx = ["a==1"]\ny = ["a==2"]', extras=["x", "y"],
        tool_uv='conflicts = [[{ extra = "x" }, { extra = "y" }]]', single=FAILS, universal="a 1, a 2",
    ),
    "R13 supplied metadata": Example(
        {"a": {"1": ["b"]}, "b": "1", "c": "1"}, ["a"],
        tool_uv='dependency-metadata = [{ name = "a", version = "1", requires-dist = ["c"] }]',
        single="a 1, c 1", universal="a 1, c 1",
    ),
    "R14 supplied metadata for all versions": Example(
        {"a": {"1": ["b"], "2": ["b"]}, "b": "1"}, ["a"],
        tool_uv='dependency-metadata = [{ name = "a", requires-dist = [], requires-python = ">=3.8" }]',
        single="a 2", universal="a 2",
    ),
    "R18 requires-python of a group": Example(
        {"a": "1 2"}, ["a"], more='[dependency-groups]\nnew = ["a>=2"]\n[tool.uv.dependency-groups]\n'
        'new = { requires-python = ">=3.10" }', single="a 2", universal="a 2",
    ),
    "R18 and an older group": Example(
        {"a": "1 2"}, [], more='[dependency-groups]\nnew = ["a>=2"]\nold = ["a<2"]\n[tool.uv.dependency-groups]\n'
        'new = { requires-python = ">=3.10" }\nold = { requires-python = "<3.10" }', universal="a 1, a 2",
    ),
    "R19 include-group": Example(
        {"a": "1 2 3", "b": "1 2"}, ["b"],
        more='[dependency-groups]\nlow = ["a<3"]\nall = [{ include-group = "low" }, "b<2"]', groups=["all"],
        single="a 2, b 1", universal="a 2, b 1",
    ),
    "R20 dev-dependencies": Example(
        {"a": "1 2"}, ["a"], tool_uv='dev-dependencies = ["a<2"]', single="a 2", universal="a 1"
    ),
    "R10 tool.uv.pip": Example(
        {"a": "1 2"}, ["a"], tool_uv='[tool.uv.pip]\nresolution = "lowest"', single="a 1", universal="a 2"
    ),
    "R12 environments are nothing to pip": Example(
        {"a": "1 2"}, ["a", f"a<2 ; {_WIN32}"], tool_uv=f'environments = ["{_WIN32}"]',
        single="a 2", universal="a 1", forks=[_WIN32],
    ),
    "C9 no requires-python for a single platform": Example({"a": "1"}, ["a"], requires_python=">=3.12", single="a 1"),
    "C11 missing extra": Example(_A_WITH_X, ["a[nope]"], single="a 1", universal="a 1"),
    "extra": Example(_A_WITH_X, ["a[x]"], single="a 1, b 2", universal="a 1, b 2"),
    "extra needs the same version": Example(
        {"a": {"1": of("b ; extra == 'x'", extras="x"), "2": []}, "b": "1"}, ["a[x]", "a<2"],
        single="a 1, b 1", universal="a 1, b 1",
    ),
    "self-referring extra": Example(
        {"a": {"1": of("a[x] ; extra == 'all'", "b ; extra == 'x'", extras="x all")}, "b": "1"}, ["a[all]"],
        single="a 1, b 1", universal="a 1, b 1",
    ),
    "self-referring extra of the project": Example(
        {"a": "1", "b": "1"}, [], extras=["all"],
        more='[project.optional-dependencies]\nx = ["a"]\ny = ["b"]\nall = ["project[x,y]"]',
        single="a 1, b 1", universal="a 1, b 1",
    ),
    "S11 impossible requirement": Example(
        {"a": {"1": [], "2": ["b>2,<1"]}, "b": "1"}, ["a"], single="a 1", universal="a 1"
    ),
    "C12 a false marker": Example({"a": "1", "b": "1"}, ["a", f"b ; {_WIN32}"], single="a 1", universal="a 1, b 1"),
    "C13 in": Example(
        {"a": "1", "b": "1"}, ["a", "b ; sys_platform in 'linux2'"], single="a 1, b 1", universal="a 1, b 1"
    ),
    "circular": Example(
        {"a": {"1": ["b"], "2": ["b>=2"]}, "b": {"1": ["a"], "2": ["a<2"]}}, ["a"],
        single="a 1, b 2", universal="a 1, b 2"
    ),
    "names are normalised": Example(
        {"my-thing": "1"}, ["My.Thing"], single="my-thing 1", universal="my-thing 1"
    ),
}  # fmt: skip
