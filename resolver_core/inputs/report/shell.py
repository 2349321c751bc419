"""Shell-like reading of one logical line: words, and the simple commands that operators join.

It is made for what people paste, of any shell: `numpy>=2` without quotes is one word, a backslash of a Windows path
is a backslash, and a quote that is never closed ends with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_ESCAPED = frozenset(" \"'\\$`()&|;<>")
_OPERATORS = ("&&", "||", "|&", ";", "|", "&")


@dataclass(frozen=True, slots=True)
class SimpleCommand:
    """One command of a line, from its first word to the operator or redirection that ends it."""

    words: tuple[str, ...]
    text: str  #: as written, without redirections at its end
    writes_to: str = ""  #: the file that `>` names
    reads_from: str = ""  #: the end mark of a here-document
    is_piped: bool = False  #: its input is the output of the one before
    is_closed: bool = True  #: every quote in it is closed


@dataclass
class _Scanner:
    line: str
    place: int = 0
    is_closed: bool = True
    open_groups: int = 0  #: parentheses around commands: `(uv lock && uv sync)`

    def word(self) -> str:
        """The word at the place, quotes taken off."""
        letters: list[str] = []
        while self.place < len(self.line):
            letter = self.line[self.place]
            if letter.isspace() or self.operator():
                break
            if letter in "\"'":
                letters.append(self._quoted(letter))
            elif letter == "\\" and self.line[self.place + 1 : self.place + 2] in _ESCAPED and self._has_next():
                letters.append(self.line[self.place + 1])
                self.place += 2
            else:
                letters.append(letter)
                self.place += 1
        return "".join(letters)

    def operator(self) -> str:
        """The operator at the place; "" for none. The end of a group is one."""
        if self.line[self.place] == ")" and self.open_groups:
            return ")"
        if self.line[self.place] not in "&|;":
            return ""
        found = next(one for one in _OPERATORS if self.line.startswith(one, self.place))
        after = self.line[self.place + 1 : self.place + 2]
        return "" if found == "&" and after and not after.isspace() else found  # within a URL

    def skip_space(self) -> None:
        """Go on to the next word."""
        while self.place < len(self.line) and self.line[self.place].isspace():
            self.place += 1

    def open_group(self) -> None:
        """Go on behind the parenthesis that begins a group of commands."""
        while self.line.startswith("(", self.place):
            self.open_groups += 1
            self.place += 1
            self.skip_space()

    def redirection(self) -> str:
        """A redirection at the beginning of a word (`>`, `2>&1`, `<<`), passed over; "" for none."""
        start = self.place
        at = start
        while at < len(self.line) and (self.line[at].isdigit() or (self.line[at] == "&" and at == start)):
            at += 1
        end = at
        while end < len(self.line) and self.line[end] in "<>":
            end += 1
        if end == at or end - at > 3 or self.line.startswith("=", end):
            return ""
        mark = self.line[at:end]
        if self.line.startswith(("&1", "&2", "&-"), end):
            self.place = end + 2
            return "&"
        self.place = end + (1 if mark == "<<" and self.line.startswith("-", end) else 0)
        return mark

    def _has_next(self) -> bool:
        return self.place + 1 < len(self.line)

    def _quoted(self, quote: str) -> str:
        end = self.place + 1
        while end < len(self.line) and self.line[end] != quote:
            end += 2 if quote == '"' and self.line[end] == "\\" and self.line[end + 1 : end + 2] in '"\\' else 1
        text = self.line[self.place + 1 : end]
        self.is_closed = self.is_closed and end < len(self.line)
        self.place = end + 1
        return text.replace('\\"', '"') if quote == '"' else text


def simple_commands(line: str) -> tuple[SimpleCommand, ...]:
    """The commands of a logical line, in order; a comment at its end is left out. Takes linear time."""
    scanner = _Scanner(line)
    found: list[SimpleCommand] = []
    is_piped = False
    while scanner.place < len(line):
        gathered = _Gathered(scanner)
        gathered.read()
        command = gathered.command(is_piped=is_piped)
        found += [command] if command is not None else []
        is_piped = gathered.operator in ("|", "|&")
    return tuple(found)


@dataclass
class _Gathered:
    """What belongs to one command, while it is read."""

    scanner: _Scanner
    words: list[str] = field(default_factory=list)
    start: int = 0
    end: int = 0
    writes_to: str = ""
    reads_from: str = ""
    operator: str = ""

    def read(self) -> None:
        """Read up to and with the operator that ends the command."""
        scanner = self.scanner
        scanner.is_closed = True
        scanner.skip_space()
        scanner.open_group()
        self.start = self.end = scanner.place
        while scanner.place < len(scanner.line) and not self.operator:
            if scanner.line[scanner.place] == "#":
                scanner.place = len(scanner.line)
            elif mark := scanner.redirection():
                self._redirect(mark)
            elif operator := scanner.operator():
                self.operator = operator
                scanner.place += len(operator)
                scanner.open_groups -= operator == ")"
            else:
                self.words.append(scanner.word())
                self.end = scanner.place
            scanner.skip_space()

    def command(self, *, is_piped: bool) -> SimpleCommand | None:
        """The command; None where there is no word."""
        words = tuple(word for word in self.words if word)
        if not words:
            return None
        text = self.scanner.line[self.start : self.end].strip()
        return SimpleCommand(words, text, self.writes_to, self.reads_from, is_piped, self.scanner.is_closed)

    def _redirect(self, mark: str) -> None:
        if mark == "&":
            return
        self.scanner.skip_space()
        named = self.scanner.word()
        if mark.startswith(">"):
            self.writes_to = named
        elif mark == "<<":
            self.reads_from = named
