"""A source file as numbered lines, and the account of what each line was read as."""

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.records import Correction, SourceError


class Source:
    """The lines of a text file (numbered from 1, NFC, corrections applied) and what each was read as.

    Readers call `read_as` for every line that they use or deliberately leave out; `unread` lists what is left.
    """

    def __init__(self, name: str, text: str, corrections: Iterable[Correction] = ()) -> None:
        self.name = name
        self.lines = unicodedata.normalize("NFC", text).split("\n")
        self.account: dict[int, str] = {}
        for correction in corrections:
            self._correct(correction)

    @classmethod
    def open(cls, path: Path, corrections: Iterable[Correction] = ()) -> "Source":
        """Read a UTF-8 file. Raises SourceError when it is missing or not text."""
        try:
            return cls(path.name, path.read_text(encoding="utf-8"), corrections)
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(path.name, None, f"cannot be read as UTF-8 text ({error})") from error

    def _correct(self, correction: Correction) -> None:
        for number, line in enumerate(self.lines, 1):
            if correction.was in line:
                self.lines[number - 1] = line.replace(correction.was, correction.now)
                return
        raise SourceError(self.name, None, f"the correction of {correction.was!r} finds nothing to correct")

    def numbered(self, first: int = 1, last: int | None = None) -> Iterator[tuple[int, str]]:
        """Lines `first` to `last` (inclusive, to the end when None) with their numbers."""
        end = len(self.lines) if last is None else last
        return ((number, self.lines[number - 1]) for number in range(first, end + 1))

    def read_as(self, number: int, what: str) -> None:
        """Enter a line in the account; what was said of it before is replaced."""
        self.account[number] = what

    def unread(self) -> list[int]:
        """Numbers of the lines with text in them that no reader has accounted for."""
        return [number for number, line in self.numbered() if line.strip() and number not in self.account]

    def error(self, number: int | None, reason: str) -> SourceError:
        """An error to raise, at this line or (None) about the whole file."""
        return SourceError(self.name, number, reason)
