"""A notice that somebody is writing, as far as it is known."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from knowledge.announcing.whom import NOBODY, Whom
from knowledge.memory.moments import from_text, to_text

LONGEST = 2000
"""Characters: as many as can be written on the page; two messages on Zalo, one on Telegram."""


@dataclass(frozen=True, slots=True)
class Draft:
    """`at`: when it is to go out (UTC); with `at_once` as soon as it is confirmed. `picture`: the number of the kept
    file that goes with it."""

    whom: Whom = NOBODY
    text: str = ""
    at: datetime | None = None
    at_once: bool = False
    picture: int | None = None

    @property
    def has_time(self) -> bool:
        """Whether it is said when it is to go out."""
        return self.at_once or self.at is not None

    def to(self, whom: Whom) -> "Draft":
        """The same to these."""
        return replace(self, whom=whom)

    def saying(self, text: str) -> "Draft":
        """The same with this text."""
        return replace(self, text=text)

    def showing(self, picture: int | None) -> "Draft":
        """The same with this picture, or without one."""
        return replace(self, picture=picture)

    def going_at(self, at: datetime | None) -> "Draft":
        """The same at this time; None: as soon as it is confirmed."""
        return replace(self, at=at, at_once=at is None)

    def without_time(self) -> "Draft":
        """The same, without saying when."""
        return replace(self, at=None, at_once=False)

    def wished(self, now: datetime) -> datetime:
        """When it would go out if all hours were sending hours."""
        return now if self.at_once or self.at is None else max(self.at, now)


def to_json(draft: Draft) -> str:
    """As the database keeps it."""
    at = to_text(draft.at) if draft.at else None
    return json.dumps(asdict(draft) | {"at": at}, ensure_ascii=False)


def from_json(text: str) -> Draft:
    """What `to_json` made the text of."""
    value = json.loads(text)
    whom = value.pop("whom")
    kinds, agencies = tuple(whom["kinds"]), tuple(whom["agencies"])
    at = from_text(value["at"]) if value["at"] else None
    return Draft(**value | {"whom": Whom(whom["every"], kinds, agencies, whom["officers"]), "at": at})
