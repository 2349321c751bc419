"""Why uv could not be asked."""

from __future__ import annotations

from enum import StrEnum


class Obstacle(StrEnum):
    """What was in the way of asking uv."""

    NO_UV = "no-uv"  #: no such uv is installed
    SOURCE = "source"  #: a source that lies outside of the recorded data: git, a folder
    INPUT = "input"  #: a kind of input that uv does not take in this mode
    TARGET = "target"  #: a target that no option of uv describes
    OPTION = "option"  #: this release of uv lacks an option that the question needs
    INTERPRETER = "interpreter"  #: uv did not take the stand-in for an interpreter
    TIME = "time"  #: it took too long
    RESOURCES = "resources"  #: it was ended: too much memory, too large a file
    BUILD = "build"  #: uv would build a source distribution
    DATA = "data"  #: our own answer lacks data, so that there is nothing to compare
    OUTPUT = "output"  #: what it wrote cannot be read


class NotAsked(Exception):
    """uv could not be asked; `detail` is a name or a number, not a sentence."""

    def __init__(self, obstacle: Obstacle, detail: str = "") -> None:
        super().__init__(obstacle, detail)
        self.obstacle = obstacle
        self.detail = detail
