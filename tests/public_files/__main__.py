"""`python -m tests.public_files TEXTS [PART ...]`: put the files of files.toml to uv and to us, and compare.

TEXTS is a folder with the texts, at REPOSITORY/PATH; they are not kept here. Both ask the default index. uv may build
source distributions, which runs other people's code: on a machine where that is wanted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.public_files.asking import Answer, Uv, ours
from tests.public_files.listed import PublicFile, lay_out, public_files
from tests.public_files.stubs import put_stubs

MODES = ("lock", "single")


@dataclass(frozen=True)
class Asked:
    """What came out for one file in one mode."""

    uv: Answer
    strict: Answer
    assumed: Answer  #: with `--assume`
    stubbed: Answer | None  #: uv's, on the text with stubs; None where no source was assumed

    @property
    def expected(self) -> Answer:
        """The answer of uv that ours with assumptions is held against."""
        return self.uv if self.stubbed is None else self.stubbed


@dataclass
class Count:
    """The totals of one mode."""

    uv: int = 0
    strict: int = 0  #: answered, where uv answers
    answered: int = 0  #: likewise, with `--assume`
    equal: int = 0  #: of those answered in which nothing was assumed
    compared: int = 0
    pairs: int = 0  #: of those in which something was assumed
    equal_pairs: int = 0
    translated: int = 0  #: differ, and we say that we read a table that uv ignores

    def add(self, asked: Asked) -> None:
        """Take one file in."""
        ours, expected = asked.assumed, asked.expected
        if asked.uv.pairs is not None:
            self.uv += 1
            self.strict += asked.strict.pairs is not None
            self.answered += ours.pairs is not None
        if ours.pairs is None or expected.pairs is None:
            return
        if ours.is_translated and ours.pairs != expected.pairs:
            self.translated += 1
        elif ours.assumptions:
            self.pairs += len(ours.pairs | expected.pairs)
            self.equal_pairs += len(ours.pairs & expected.pairs)
        else:
            self.compared += 1
            self.equal += ours.pairs == expected.pairs

    def __str__(self) -> str:
        answered = f"answered {self.answered} of {self.uv} that uv answers ({self.strict} strictly)"
        equal = f"{self.equal} of {self.compared} equal where nothing was assumed"
        pairs = f"{self.equal_pairs} of {self.pairs} pairs equal where something was"
        return f"{answered}; {equal}; {pairs}; {self.translated} with a table that uv ignores"

    @property
    def is_enough(self) -> bool:
        """Whether it is as near as wanted."""
        pairs = self.equal_pairs >= 0.98 * self.pairs
        return self.answered >= 0.9 * self.uv and self.equal == self.compared and pairs


def ask(file: PublicFile, texts: Path, uv: Uv) -> dict[str, Asked]:
    """Everything about one file, by mode."""
    with tempfile.TemporaryDirectory() as folder:
        path = lay_out(file, texts, Path(folder, "ours"))
        strict = ours(path)
        is_whole = all(answer.pairs is not None for answer in strict.values())
        assumed = strict if is_whole else ours(path, "--assume")
        plain = lay_out(file, texts, Path(folder, "uv"))
        theirs = {"lock": uv.lock(file, plain), "single": uv.single(plain)}
        stubbed = {
            mode: _stubbed(mode, file, assumed[mode], texts, Path(folder, f"stubs-{mode}"), uv) for mode in MODES
        }
    return {mode: Asked(theirs[mode], strict[mode], assumed[mode], stubbed[mode]) for mode in MODES}


def _stubbed(mode: str, file: PublicFile, assumed: Answer, texts: Path, folder: Path, uv: Uv) -> Answer | None:
    sources = [one for one in assumed.assumptions if one.is_source]
    if not sources:
        return None
    path = lay_out(file, texts, folder)
    put_stubs(file, path, sources)
    return uv.lock(file, path) if mode == "lock" else uv.single(path)


def line(mode: str, asked: Asked) -> str:
    """One mode of one file, for people."""
    parts = [f"uv {_word(asked.uv)}", f"strict {_word(asked.strict)}", f"assumed {_word(asked.assumed)}"]
    if asked.stubbed is not None:
        parts.append(f"uv on stubs {_word(asked.stubbed)}")
    parts += _differences(asked)
    return f"  {mode}: " + "; ".join(parts)


def _word(answer: Answer) -> str:
    return f"none ({answer.reason})" if answer.pairs is None else f"{len(answer.pairs)} projects"


def _differences(asked: Asked) -> Iterator[str]:
    if asked.assumed.assumptions:
        yield "assumed of " + ", ".join(sorted(one.project for one in asked.assumed.assumptions))
    ours, theirs = asked.assumed.pairs, asked.expected.pairs
    if ours is None or theirs is None:
        return
    if ours == theirs:
        yield "equal"
    else:
        yield f"ONLY OURS {sorted(ours - theirs)}, ONLY UV'S {sorted(theirs - ours)}"


def main() -> int:
    """Print a line per file and mode, and the totals; 0 where they are as near as wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("parts", nargs="*", help="kinds, or parts of names")
    parser.add_argument("--uv-cache", type=Path, help="a folder that is kept (default: a new one)")
    arguments = parser.parse_args()
    counts = {mode: Count() for mode in MODES}
    with tempfile.TemporaryDirectory() as cache:
        uv = Uv((arguments.uv_cache or Path(cache)).absolute())
        for file in public_files(*arguments.parts):
            print(f"{file.kind} {file.label}", flush=True)
            for mode, asked in ask(file, arguments.texts, uv).items():
                counts[mode].add(asked)
                print(line(mode, asked), flush=True)
    for mode, count in counts.items():
        print(f"{mode}: {count}")
    return 0 if all(count.is_enough for count in counts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
