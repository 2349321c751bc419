from __future__ import annotations

from resolver_core.explain.wording.failures import warning
from tests.support.builders import LINUX, WINDOWS, a_target
from tests.support.locks import mistakes, said, versions

LOCK = """\
lock-version = "1.0"
requires-python = ">=3.9"
environments = ["os_name == 'posix'", "os_name == 'nt'"]
extras = ["x"]
dependency-groups = ["dev", "docs"]
default-groups = ["docs"]
created-by = "somebody"

[[packages]]
name = "A"
version = "1.5"
index = "https://index.test/simple/"
wheels = [
  { name = "a-1.5-py3-none-any.whl", url = "https://files.test/1", size = 7, hashes = { sha256 = "00" } },
]
sdist = { url = "https://files.test/a-1.5.tar.gz", hashes = { sha256 = "11" } }

[[packages]]
name = "b"
version = "1.0"
marker = "python_version < '3.12'"

[[packages]]
name = "b"
version = "2.0"
marker = "python_version >= '3.12' and os_name == 'nt'"

[[packages]]
name = "c"
version = "3"
marker = "'x' in extras"
archive = { url = "https://files.test/c-3-py3-none-any.whl", hashes = { sha256 = "22" } }

[[packages]]
name = "d"
version = "4"
marker = "'dev' in dependency_groups or 'docs' in dependency_groups and os_name == 'nt'"

[[packages]]
name = "tree"
vcs = { type = "git", url = "https://code.test/tree.git", commit-id = "0123" }

[[packages]]
name = "mine"
directory = { path = "." }
"""


def test_each_package_is_installed_where_its_marker_holds() -> None:
    answer = said(LOCK)
    assert (answer.label, answer.requires_python) == ("pylock.toml", ">=3.9")
    assert answer.supported_markers == ("os_name == 'posix'", "os_name == 'nt'")
    linux, windows = a_target("3.12", LINUX), a_target("3.13", WINDOWS)
    assert versions(answer, linux) == {"a": "1.5", "tree": "0"}
    assert versions(answer, linux, "x") == {"a": "1.5", "c": "3", "tree": "0"}
    assert versions(answer, linux, ":dev") == {"a": "1.5", "d": "4", "tree": "0"}
    assert versions(answer, windows) == {"a": "1.5", "b": "2.0", "d": "4", "tree": "0"}
    assert versions(answer, a_target("3.11", LINUX))["b"] == "1.0"


def test_markers_files_and_sources_are_kept() -> None:
    pins = {(pin.project, str(pin.version)): pin for pin in said(LOCK).pins}
    assert pins["b", "1.0"].marker == "python_full_version < '3.12'"
    a = pins["a", "1.5"]
    assert (a.index_url, a.key.source) == ("https://index.test/simple",) * 2
    assert [(file.filename, file.size_bytes, dict(file.hashes)) for file in a.distributions] == [
        ("a-1.5.tar.gz", None, {"sha256": "11"}),
        ("a-1.5-py3-none-any.whl", 7, {"sha256": "00"}),
    ]
    assert pins["c", "3"].key.source == "https://files.test/c-3-py3-none-any.whl"
    assert pins["tree", "0"].key.source == "git+https://code.test/tree.git"
    assert [pin.project for pin in pins.values() if pin.is_root] == ["mine"]


def test_a_list_of_requirements_has_no_project_of_its_own() -> None:
    answer = said(LOCK, "a\n")
    assert not any(pin.is_root for pin in answer.pins)
    assert versions(answer, a_target("3.12", LINUX)) == {"a": "1.5", "mine": "0", "tree": "0"}


def test_what_cannot_be_read_has_its_line() -> None:
    assert mistakes(LOCK.replace("\"python_version < '3.12'\"", '"planet == 1"'))[0][0] == 21
    assert mistakes(LOCK.replace('version = "3"', 'version = "three"'))[0][0] == 30
    assert mistakes(LOCK.replace('name = "tree"\n', ""))[0] == (39, "A package of a pylock.toml needs a `name`.")
    assert "`lock-version = 2.0` is not known" in mistakes(LOCK.replace('"1.0"\nreq', '"2.0"\nreq'))[0][1]
    (caution,) = said(LOCK.replace("a-1.5.tar.gz", "a.tar.gz")).warnings
    assert "a.tar.gz" in warning(caution)
