"""What is said of a project that differs: the cause that says most first, the axes behind it, then the rest."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Divergence, Proof
from tests.support.causes import CUT, NEW, OLD, root_on, world_of
from tests.support.small_indexes import Example, of


def root(example: Example, project: str = "a") -> Divergence:
    found = root_on(world_of(example).explained(), project)
    assert found is not None
    return found


def test_the_fact_goes_before_the_axis_that_it_works_through() -> None:
    files = {"W": of(uploaded=OLD), "L": of(uploaded=NEW)}
    found = root(Example({"a": {"1": of(uploaded=OLD), "2": files}}, ["a"], tool_uv=CUT))
    assert found.cause is not None
    assert (found.cause.cause_class, found.cause.axes) == (CauseClass.EXCLUDE_NEWER, ())
    assert found.further_causes[0].axes
    assert all(cause.proof is Proof.PROVEN for cause in found.further_causes)


def test_what_no_experiment_proves_is_not_printed_as_a_reason() -> None:
    """The yank and the missing file both have to go; neither alone makes the modes agree."""
    yanked = {"W": of(yanked=True), "M": of()}
    found = root(Example({"a": {"1": [], "2": yanked, "3": of(tags="W")}}, ["a"]))
    assert found.cause is not None
    assert CauseClass.YANKED not in {cause.cause_class for cause in (found.cause, *found.further_causes)}


def test_both_sides_and_the_files_that_were_read() -> None:
    found = root(Example({"a": {"1": [], "2": of(tags="W")}}, ["a"]))
    assert found.single is not None
    assert found.universal is not None
    assert (found.single.version, found.single.install_file) == ("1", "a-1-py3-none-any.whl")
    assert (found.universal.version, found.universal.install_file) == ("2", None)
    assert found.universal.metadata_from == "a-2-cp311-cp311-win_amd64.whl"
