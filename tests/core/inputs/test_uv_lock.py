from __future__ import annotations

import pytest
from packaging.version import Version

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.uv_lock import parse_lock

LOCK = """\
version = 1
revision = 5
requires-python = ">=3.10"
resolution-markers = ["sys_platform == 'linux'", "sys_platform != 'linux'"]

[[package]]
name = "demo"
version = "1"
source = { virtual = "." }

[[package]]
name = "a"
version = "1.0+cpu"
source = { registry = "https://one.test/simple/" }
resolution-markers = ["sys_platform == 'linux'"]

[[package]]
name = "b"
version = "2"
source = { url = "https://files.test/b-2-py3-none-any.whl" }

[[package]]
name = "c"
source = { editable = "c" }
"""


def test_packages_become_preferences() -> None:
    lock = parse_lock(LOCK)
    a, b = lock.packages
    assert (a.name, a.version, a.index_url) == ("a", Version("1.0+cpu"), "https://one.test/simple")
    assert a.fork_markers == ("sys_platform == 'linux'",)
    assert (b.name, b.index_url, b.fork_markers) == ("b", None, ())
    assert lock.fork_markers == ("sys_platform == 'linux'", "sys_platform != 'linux'")
    assert lock.document["revision"] == 5


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        ("version = 2\n", "known format"),
        ("version = 1\npackage = 3\n", "must be a list of tables"),
        ("version = 1\npackage = [3]\n", "must be a table"),
        ('version = 1\n[[package]]\nversion = "1"\n', "needs a `name`"),
        ('version = 1\n[[package]]\nname = "a"\nversion = "one"\n', "not a valid version"),
        ('version = 1\nresolution-markers = ["planet"]\n', "marker"),
        ("version = ", "not valid TOML"),
    ],
)
def test_mistakes(text: str, part: str) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_lock(text)
    (mistake,) = caught.value.mistakes
    assert part in mistake.message
