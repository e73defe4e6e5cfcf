"""Why a file cannot be read. The words for each are in the texts under `unreadable`."""

from enum import StrEnum


class Why(StrEnum):
    """What stands in the way."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    WRONG_KIND = "wrong_kind"
    UNKNOWN_KIND = "unknown_kind"
    OLD_OFFICE = "old_office"
    LOCKED = "locked"
    DAMAGED = "damaged"
    BOMB = "bomb"
    ENTITIES = "entities"
    IMAGES = "images"
    ENCODING = "encoding"
    NO_TABLE = "no_table"
    PROSE = "prose"
    MISSING = "missing"


class Unreadable(Exception):  # noqa: N818 - what it says of the file, not of us
    """The file cannot be read as an annex; nothing of it has been kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
