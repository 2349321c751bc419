"""Changes of the project's tables: itself, extras, groups, indexes, sources, lists of exclusions, members."""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.stale_locks.worlds import BUILT, ROOT, World, wheel

Changes = Iterator[tuple[str, World]]
_OTHER_INDEX = '[[tool.uv.index]]\nname = "other"\nurl = "@other"\nexplicit = true\n'
_MAIN_INDEX = 'name = "main"\nurl = "@main"\ndefault = true\n'


def of_the_project(world: World) -> Changes:
    """Its name, version and kind."""
    yield "nothing", world
    yield "comment", world.with_file(ROOT, f"# nothing\n{world.project}")
    yield "description", world.edited('version = "1.0"\n', 'version = "1.0"\ndescription = "words"\n')
    yield "version", world.edited('version = "1.0"', 'version = "1.1"')
    yield "version-same-number", world.edited('version = "1.0"', 'version = "1.0.0"')
    yield "name", world.edited('name = "p"', 'name = "pp"')
    yield "name-capital", world.edited('name = "p"', 'name = "P"')
    yield "package-false", world.with_setting("package = false")
    yield "package-true", world.with_setting("package = true")
    yield "build-system", world.with_tables(BUILT)
    yield "build-system-package-false", world.with_setting("package = false").with_tables(BUILT)
    yield "managed-false", world.with_setting("managed = false")
    yield "default-groups", world.with_setting('default-groups = ["docs"]')
    yield "cache-keys", world.with_setting('cache-keys = [{ file = "x" }]')
    yield "workspace-of-one", world.with_tables("[tool.uv.workspace]\nmembers = []")
    yield "self-requirement", world.edited('docs = ["e"]', 'docs = ["p[more]"]')
    yield "extra-of-itself", world.edited('less = ["e>=1"]', 'less = ["p[more]", "e>=1"]')


def of_extras_and_groups(world: World) -> Changes:
    """Extras and groups as wholes."""
    yield "extra-new", world.edited("[dependency-groups]", 'other = ["d"]\n\n[dependency-groups]')
    yield "extra-new-empty", world.edited("[dependency-groups]", "other = []\n\n[dependency-groups]")
    yield "extra-renamed", world.edited("more = [", "rest = [")
    yield "extra-gone", world.edited('less = ["e>=1"]\n', "")
    yield "extra-emptied", world.edited('less = ["e>=1"]', "less = []")
    yield "extras-in-other-order", world.edited('more = ["c>=1"]\nless = ["e>=1"]', 'less = ["e>=1"]\nmore = ["c>=1"]')
    yield "extra-capital", world.edited("more = [", "More = [")
    yield "group-new", world.edited("none = []", 'none = []\nextra-group = ["d"]')
    yield "group-new-empty", world.edited("none = []", "none = []\nempty = []")
    yield "group-empty-gone", world.edited("none = []\n", "")
    yield "group-renamed", world.edited("docs = [", "papers = [")
    yield "group-gone", world.edited('docs = ["e"]\n', "")
    yield "group-order", world.edited('["c<3", "d"]', '["d", "c<3"]')
    yield "group-include", world.edited('docs = ["e"]', 'docs = ["e", { include-group = "dev" }]')
    yield "group-include-of-empty", world.edited('docs = ["e"]', 'docs = ["e", { include-group = "none" }]')
    yield (
        "group-same-by-include",
        world.edited('dev = ["c<3", "d"]', 'dev = ["c<3", { include-group = "last" }]\nlast = ["d"]'),
    )
    yield "dev-dependencies", world.with_setting('dev-dependencies = ["e"]')
    yield "dev-dependencies-same", world.with_setting('dev-dependencies = ["d"]')
    for python in (">=3.8", ">=3.9", ">=3.11", "<4"):
        table = f'[tool.uv.dependency-groups]\ndocs = {{ requires-python = "{python}" }}'
        yield f"group-python{python}", world.with_tables(table)


def of_indexes(world: World) -> Changes:
    """The indexes as they are configured."""
    yield "index-renamed", world.edited('name = "other"', 'name = "another"')
    yield "index-main-renamed", world.edited('name = "main"', 'name = "first"')
    yield "index-other-gone", world.edited(_OTHER_INDEX, "")
    yield "index-other-not-explicit", world.edited("explicit = true", "explicit = false")
    yield "index-main-not-default", world.edited("default = true", "default = false")
    yield "index-main-gone", world.edited(f"[[tool.uv.index]]\n{_MAIN_INDEX}", "")
    yield "index-none", world.edited(f"[[tool.uv.index]]\n{_MAIN_INDEX}", "").edited(_OTHER_INDEX, "")
    yield "index-main-is-other", world.edited('url = "@main"', 'url = "@other"')
    yield "index-slash", world.edited('url = "@main"', 'url = "@main/"')
    yield "index-fragment", world.edited('url = "@main"', 'url = "@main#x"')
    yield "index-query", world.edited('url = "@main"', 'url = "@main?x=1"')
    yield "index-password", world.edited('url = "@main"', 'url = "@password:main"')
    yield (
        "index-order",
        world.edited(f"[[tool.uv.index]]\n{_MAIN_INDEX}", "").with_tables(f"[[tool.uv.index]]\n{_MAIN_INDEX}"),
    )
    yield "index-third", world.with_tables('[[tool.uv.index]]\nname = "third"\nurl = "https://third.index.test/simple"')
    yield "index-strategy", world.with_setting('index-strategy = "unsafe-best-match"')
    yield "no-index", world.with_setting("no-index = true")
    yield "find-links", world.with_setting('find-links = ["@flat"]')
    yield "index-url-key", world.edited(f"[[tool.uv.index]]\n{_MAIN_INDEX}", "").with_setting('index-url = "@main"')
    yield "extra-index-url", world.with_setting('extra-index-url = ["@other"]')


def of_exclusions(world: World) -> Changes:
    """Exclusions, and overrides and exclusions of one package."""
    text = 'exclude-dependencies = ["zebra"]'
    for name, written in {
        "one-more": '"zebra", "b"',
        "one-more-unknown": '"zebra", "ape"',
        "gone": "",
        "capital": '"Zebra"',
        "twice": '"zebra", "zebra"',
        "scoped": '"zebra", { package = { name = "a" }, dependencies = ["b"] }',
        "scoped-version": '"zebra", { package = { name = "a", version = "1.0" }, dependencies = ["b"] }',
    }.items():
        yield f"exclusion-{name}", world.edited(text, f"exclude-dependencies = [{written}]")
    scoped = '{ package = { name = "a" }, dependencies = ["b<1.5"] }'
    yield "override-scoped", world.edited('["e<9"]', f'["e<9", {scoped}]')
    yield "override-scoped-empty", world.edited('["e<9"]', '["e<9", { package = { name = "a" }, dependencies = [] }]')


def of_sources(world: World) -> Changes:
    """Sources, supplied metadata, folders and files at URLs."""
    x, member = 'x = { index = "other" }', "lib/w/pyproject.toml"
    yield "nothing", world
    yield "source-gone", world.edited(f"{x}\n", "")
    yield "source-marker", world.edited(x, 'x = { index = "other", marker = "sys_platform == \'linux\'" }')
    yield "source-always", world.edited(x, 'x = [{ index = "other", marker = "python_version >= \'3.8\'" }]')
    yield "source-of-group", world.edited(x, f'{x}\nd = {{ index = "main", group = "dev" }}')
    yield "source-of-extra", world.edited(x, f'{x}\nb = {{ index = "main", extra = "more" }}')
    yield "source-of-constraint", world.edited(x, f'{x}\nb = {{ index = "other" }}')
    yield "source-of-nobody", world.edited(x, f'{x}\nzebra = {{ index = "other" }}')
    yield "source-other-index", world.edited(x, 'x = { index = "main" }')
    yield "source-index-renamed", world.edited('name = "other"', 'name = "o"').edited(x, 'x = { index = "o" }')
    yield "source-index-slash", world.edited('url = "@other"', 'url = "@other/"')
    yield "source-index-gone", world.edited(f"{x}\n", "").edited(_OTHER_INDEX, "")
    yield "no-sources", world.with_setting("no-sources = true")
    yield "no-sources-package", world.with_setting('no-sources-package = ["x"]')
    yield "source-url", world.edited(x, 'x = { url = "@files/c-1.0-py3-none-any.whl" }')
    yield "url-gone", world.edited('"c @ @files/c-1.0-py3-none-any.whl"', '"c"')
    yield "url-other-file", world.edited("@files/c-1.0", "@files/c-2.0")
    yield "url-fragment", world.edited("c-1.0-py3-none-any.whl", "c-1.0-py3-none-any.whl#egg=c")
    yield (
        "url-by-source",
        world.edited('"c @ @files/c-1.0-py3-none-any.whl"', '"c"').edited(
            x, f'{x}\nc = {{ url = "@files/c-1.0-py3-none-any.whl" }}'
        ),
    )
    yield "url-says-other", world.listing("main", wheel("c 1.0", "b"))
    yield "url-says-python", world.listing("main", wheel("c 1.0", python=">=3.9"))
    yield "url-away", world.without("main", "c-1.0")
    yield "folder-editable", world.edited('{ path = "lib/w" }', '{ path = "lib/w", editable = true }')
    yield "folder-not-package", world.edited('{ path = "lib/w" }', '{ path = "lib/w", package = false }')
    yield "folder-other-writing", world.edited('"lib/w"', '"./lib/w/"')
    yield "folder-moved", _moved(world, member)
    yield "folder-version", world.edited('version = "0.1"', 'version = "0.2"', member)
    yield "folder-requires", world.edited('["b"]', '["b<1.5"]', member)
    yield "folder-requires-same", world.edited('["b"]', '["b "]', member)
    yield "folder-extra", world.edited("quick = ", "fast = ", member)
    yield "folder-extra-more", world.edited("quick = ", "fast = []\nquick = ", member)
    yield "folder-group", world.with_file(member, f'{world.files[member]}\n[dependency-groups]\ndev = ["c"]\n')
    yield "folder-python", world.edited(">=3.9", ">=3.8", member)
    yield "folder-python-higher", world.edited(">=3.9", ">=3.10", member)
    yield "folder-settings", world.with_file(member, f'{world.files[member]}\n[tool.uv]\nresolution = "lowest"\n')
    yield "folder-description", world.edited('version = "0.1"', 'version = "0.1"\ndescription = "words"', member)
    yield from _of_supplied_metadata(world)


def _of_supplied_metadata(world: World) -> Changes:
    yield "supplied-requires", world.edited('["b>=1", "c"]', '["b>=1"]')
    yield "supplied-order", world.edited('["b>=1", "c"]', '["c", "b>=1"]')
    yield "supplied-writing", world.edited('["b>=1", "c"]', '["b >= 1", "C"]')
    yield "supplied-zero", world.edited('["b>=1", "c"]', '["b>=1.0", "c"]')
    yield "supplied-python", world.edited('requires-python = ">=3.8"\n', 'requires-python = ">=3.7"\n')
    yield "supplied-python-gone", world.edited('requires-python = ">=3.8"\n', "")
    yield "supplied-version-gone", world.edited('name = "a"\nversion = "2.0"\n', 'name = "a"\n')
    yield "supplied-version-zero", world.edited('name = "a"\nversion = "2.0"\n', 'name = "a"\nversion = "2"\n')
    yield "supplied-extras", world.edited('["b>=1", "c"]', '["b>=1", "c"]\nprovides-extras = ["fast"]')
    yield "supplied-for-another", world.with_tables('[[tool.uv.dependency-metadata]]\nname = "b"\nversion = "1.5"')
    yield "supplied-for-nobody", world.with_tables('[[tool.uv.dependency-metadata]]\nname = "zebra"')
    yield "supplied-gone", world.with_file(ROOT, world.project.partition("[[tool.uv.dependency-metadata]]")[0])


def _moved(world: World, member: str) -> World:
    text = world.files[member]
    return world.with_file(member, None).with_file("other/w/pyproject.toml", text).edited('"lib/w"', '"other/w"')


def of_members(world: World) -> Changes:
    """The projects of a workspace."""
    q, r = "packages/q/pyproject.toml", "packages/r/pyproject.toml"
    new = '[project]\nname = "t"\nversion = "1"\nrequires-python = ">=3.9"\n'
    yield "nothing", world
    yield "member-new", world.with_file("packages/t/pyproject.toml", new)
    yield (
        "member-excluded",
        world.edited('["packages/*"]', '["packages/*"]\nexclude = ["packages/t"]').with_file(
            "packages/t/pyproject.toml", new
        ),
    )
    yield "member-unmanaged", world.with_file("packages/t/pyproject.toml", f"{new}[tool.uv]\nmanaged = false\n")
    yield "member-listed-singly", world.edited('["packages/*"]', '["packages/q", "packages/r"]')
    yield "member-renamed-folder", _folder_renamed(world, r)
    yield "member-version", world.edited('version = "0.1"', 'version = "0.2"', r)
    yield "member-requires", world.edited('"c>=1"', '"c>=2"', r)
    yield "member-requires-same", world.edited('"c>=1"', '"c>=1.0"', r)
    yield "member-group", world.edited('test = ["e"]', 'test = ["e<3"]', r)
    yield "member-group-new", world.edited('test = ["e"]', 'test = ["e"]\nmore = []', r)
    yield "member-extra", world.with_file(r, f"{world.files[r]}[project.optional-dependencies]\nx = []\n")
    yield "member-python-lower", world.edited(">=3.9", ">=3.8", r)
    yield "member-python-higher", world.edited(">=3.9", ">=3.10", r)
    yield "member-python-end", world.edited(">=3.9", ">=3.9,<4", r)
    yield "member-not-package", world.with_file(r, f"{world.files[r]}[tool.uv]\npackage = false\n")
    yield "member-package", world.with_file(r, f"{world.files[r]}[tool.uv]\npackage = true\n")
    yield "member-built", world.with_file(r, f"{world.files[r]}{BUILT}")
    yield "member-not-required", world.edited('"b", "r"', '"b"', q)
    yield (
        "member-source-editable",
        world.edited("r = { workspace = true }", "r = { workspace = true, editable = false }", q),
    )
    yield "member-settings", world.with_file(r, f'{world.files[r]}[tool.uv]\nresolution = "lowest"\n')
    yield (
        "member-conflicts",
        world.with_file(
            r,
            f"{world.files[r]}[project.optional-dependencies]\nx = []\ny = []\n"
            '[tool.uv]\nconflicts = [[{ extra = "x" }, { extra = "y" }]]\n',
        ),
    )
    yield "root-package-false", world.with_setting("package = false")
    yield "root-built", world.with_tables(BUILT)


def _folder_renamed(world: World, path: str) -> World:
    return world.with_file(path, None).with_file("packages/rr/pyproject.toml", world.files[path])


def of_a_root_that_is_no_project(world: World) -> Changes:
    """Its groups and its members."""
    q = "packages/q/pyproject.toml"
    yield "nothing", world
    yield "group-narrower", world.edited('["a>=1"]', '["a>=1,<3"]')
    yield "group-same", world.edited('["a>=1"]', '["a>=1.0"]')
    yield "group-new", world.edited("none = []", 'none = []\nmore = ["c"]')
    yield "group-new-empty", world.edited("none = []", "none = []\nmore = []")
    yield "group-empty-gone", world.edited("none = []\n", "")
    yield "group-renamed", world.edited("dev = [", "test = [")
    yield "member-requires", world.edited('"b"', '"b", "c"', q)
    yield "member-gone", world.with_file(q, None).edited('["packages/*"]', "[]")
    yield (
        "member-new",
        world.with_file(
            "packages/t/pyproject.toml", '[project]\nname = "t"\nversion = "1"\nrequires-python = ">=3.9"\n'
        ),
    )
    yield "member-higher-python", world.edited(">=3.9", ">=3.10", q)
    yield (
        "becomes-a-project",
        world.with_file(ROOT, f'[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.9"\n{world.project}'),
    )
