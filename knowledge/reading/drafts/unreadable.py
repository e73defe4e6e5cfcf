"""Why a file cannot be read. The words for each are in the texts under `unreadable`."""

from enum import StrEnum


class Why(StrEnum):
    """What stands in the way."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    WRONG_KIND = "wrong-kind"
    UNKNOWN_KIND = "unknown-kind"
    OLD_OFFICE = "old-office"
    LOCKED = "locked"
    DAMAGED = "damaged"
    BOMB = "bomb"
    ENTITIES = "entities"
    IMAGES = "images"
    ENCODING = "encoding"
    NO_TABLE = "no-table"
    PROSE = "prose"
    MISSING = "missing"


class Unreadable(Exception):  # noqa: N818 - what it says of the file, not of us
    """The file cannot be read as an annex; nothing of it has been kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
