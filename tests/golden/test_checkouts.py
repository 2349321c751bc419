"""What is asked is the checkout and nothing else, whatever is installed in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.checkouts import WORKING_TREE, Checkout, UnknownRevision, checked_out, revision
from tests.golden.collected import Part, read, writing
from tests.golden.command_lines import NoMoreAnswers, command_lines
from tests.support.shared import REPOSITORY

MAIN = """\
import sys, importlib.util
import resolver_core
print("package", resolver_core.__file__)
print("errors", importlib.util.find_spec("resolver_core.errors"))
print("trouble", file=sys.stderr)
if "crash" in sys.argv: raise ValueError("broken")
sys.exit(3)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A source with two empty packages, and a command line that says where it is."""
    for package in ("resolver_core", "webui"):
        (tmp_path / "source" / package).mkdir(parents=True)
        (tmp_path / "source" / package / "__init__.py").touch()
    (tmp_path / "source" / "resolver_core" / "__main__.py").write_text(MAIN, "utf-8")
    return Checkout(tmp_path / "source", tmp_path)


def asked(checkout: Checkout, *arguments: str) -> Part:
    """What a command line of the checkout answers."""
    path = checkout.home / "part.zip"
    with writing(path) as writer, command_lines(checkout, writer) as commands:
        commands.ask("first", *arguments, form="text")
        commands.ask("second", *arguments, form="text")
    return read(path)


def test_the_packages_are_those_of_the_checkout_alone(checkout: Checkout) -> None:
    part = asked(checkout, "resolve")
    assert [part.answers[name].body.decode().splitlines() for name in ("first", "second")] == 2 * [
        [f"package {checkout.folder / 'resolver_core' / '__init__.py'}", "errors None"]
    ]
    assert part.answers["first"].facts == ("exit status: 3", "standard error: trouble")


def test_a_crash_is_an_answer(checkout: Checkout) -> None:
    assert "crash: ValueError: broken" in asked(checkout, "crash").answers["second"].facts


def test_a_source_without_a_package_is_refused(checkout: Checkout) -> None:
    (checkout.folder / "webui" / "__init__.py").unlink()
    (checkout.folder / "webui").rmdir()
    with pytest.raises(NoMoreAnswers):
        asked(checkout, "resolve")


def test_a_folder_is_a_working_tree_and_is_not_kept() -> None:
    found = revision(str(REPOSITORY))
    assert (found.name, found.is_lasting) == (WORKING_TREE, False)
    with checked_out(found) as checkout:
        assert checkout.folder == REPOSITORY


def test_a_revision_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownRevision, match="no-such-commit"):
        revision("no-such-commit")
