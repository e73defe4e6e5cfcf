"""What a family of annexes is."""

from dataclasses import dataclass

from tests.importing.annexes import Json
from tests.importing.word import HEADINGS


@dataclass(frozen=True)
class Family:
    """A layout as a file, with what is to be read from it; a PDF is made from `html` by whoever has a browser."""

    name: str
    gold: Json
    content: bytes = b""
    html: str = ""


def headings_of(columns: tuple[str, ...], **other: str) -> list[str]:
    """The headings of these columns, some of them in other words."""
    return [other.get(column, HEADINGS.get(column, column)) for column in columns]
