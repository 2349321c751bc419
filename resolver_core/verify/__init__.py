"""Checks an answer without any solver: is what it installs at an environment a valid installation there?

Everything in this package is written plainly on packaging's own markers and specifiers, on purpose: it is a
second opinion that shares no code with the solver's sets.
"""

from resolver_core.verify.checking import Breach, Violation, choices_of, in_scope, verify
from resolver_core.verify.installed import Choice

__all__ = ["Breach", "Choice", "Violation", "choices_of", "in_scope", "verify"]
