"""The builders that other tests rest on say what they seem to say."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.index.records import MetadataRead, ProjectPage
from tests.support.builders import a_problem, a_release, a_target, an_index


def test_an_index_lists_wheels_and_gives_their_metadata() -> None:
    index = an_index({"left-pad": {"1.0": ["right-pad>=2"], "2.0": []}})
    page = index.page(index.location, canonicalize_name("left-pad"))
    assert isinstance(page, ProjectPage)
    assert [file.filename for file in page.distributions] == [
        "left_pad-1.0-py3-none-any.whl",
        "left_pad-2.0-py3-none-any.whl",
    ]
    read = index.metadata(page.distributions[0])
    assert isinstance(read, MetadataRead)
    assert [str(requirement) for requirement in read.metadata.requires_dist] == ["right-pad>=2"]


def test_a_release_can_be_an_sdist_that_was_yanked() -> None:
    file = a_release("a", "1.0", sdist=True, yanked_reason="broken")
    assert (file.filename, file.yanked_reason) == ("a-1.0.tar.gz", "broken")


def test_a_problem_remembers_requirements_and_settings() -> None:
    problem = a_problem("a>=1", "b; sys_platform == 'win32'", tool_uv="constraint-dependencies = ['c<2']")
    assert [line.text for line in problem.dependencies] == ["a>=1", "b; sys_platform == 'win32'"]
    assert [line.text for line in problem.constraints] == ["c<2"]
    assert str(problem.requires_python) == ">=3.12"
    assert a_problem("a", requires_python=None).requires_python is None


def test_a_target_is_linux_unless_said() -> None:
    assert a_target().markers["sys_platform"] == "linux"
    assert a_target(platform="x86_64-pc-windows-msvc").markers["sys_platform"] == "win32"
