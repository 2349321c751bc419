"""`env-specific-lock`: a list of pins that was compiled for another machine."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Proof
from tests.support.causes import a_world, assert_finding, assert_no_finding, of_class

NAME = CauseClass.ENV_SPECIFIC_LOCK
PINS = "viewer==1\nbell==1\n"


def test_a_pin_that_only_another_platform_needs() -> None:
    guarded = {"viewer": {"1": ["bell ; sys_platform == 'darwin'"]}, "bell": "1"}
    assert_finding(NAME, a_world(PINS, guarded), "bell", "absent")
    assert_no_finding(NAME, a_world(PINS, {"viewer": {"1": ["bell"]}, "bell": "1"}))


def test_a_compiled_list_that_misses_what_another_platform_needs() -> None:
    projects = {"viewer": {"1": ["paint ; sys_platform == 'win32'", "frame"]}, "paint": "1", "frame": "1"}
    found = a_world("viewer==1\nframe==1\n", projects, platform="windows").explained()
    (finding,) = of_class(found, NAME)
    assert finding.project == "paint"
    assert finding.cause.proof is Proof.PROVEN
    assert finding.fixes[0].agrees
    assert "paint==1 ; sys_platform" in finding.fixes[0].text
