"""What a conversation remembers, so that "còn phối hợp?" and "cái thứ 2" can be understood. Plain data, kept in the
database."""

import json
from dataclasses import dataclass
from typing import Self

from knowledge.questions.query import Query


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the choices offered: the words a person may answer with, and what it stands for."""

    label: str
    query: Query


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last question, the tasks last listed (ids, in the order shown) and the choices that wait for an answer."""

    last: Query | None = None
    listed: tuple[str, ...] = ()
    pending: tuple[Choice, ...] = ()

    def to_json(self) -> str:
        return json.dumps(
            {
                "last": self.last.to_json() if self.last else None,
                "listed": self.listed,
                "pending": [{"label": choice.label, "query": choice.query.to_json()} for choice in self.pending],
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote; an empty conversation for anything that an older or newer version wrote otherwise."""
        try:
            plain = json.loads(text)
            return cls(
                last=Query.from_json(plain["last"]) if plain["last"] else None,
                listed=tuple(map(str, plain["listed"])),
                pending=tuple(Choice(str(each["label"]), Query.from_json(each["query"])) for each in plain["pending"]),
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
