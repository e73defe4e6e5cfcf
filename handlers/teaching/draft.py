"""What an admin is making of a group of questions that were not answered, as far as it was said."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from handlers.carried import carried
from handlers.context import Context
from knowledge.changes.change import Value
from knowledge.messages import Button
from knowledge.texts import say

PICK = "learn:pick"
"""What a choice under a question carries, followed by what is picked."""
MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """`way` is how the questions of the `group` are made answerable, `said` what was said of it by name. When the
    change was shown, the thing was `seen` as it was, and was to become what is `shown`."""

    group: int
    way: str
    said: Mapping[str, str] = field(default_factory=dict)
    seen: Value = None
    shown: Value = None

    def having(self, **said: str) -> "Draft":
        """With this said too."""
        return replace(self, said={**self.said, **said})

    def to_text(self) -> str:
        return json.dumps([self.group, self.way, dict(self.said), self.seen, self.shown], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Draft":
        return cls(*carried(text, int, str, dict, object, object))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for next, in words, and choices of it."""

    text: str
    choices: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something cannot be taken as it was said."""

    text: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """The change that comes of a draft: `words` say it and what should be known of it; its questions are those that
    hold `wording` ("" where they are named otherwise)."""

    kind: str
    subject: str
    value: Value
    words: tuple[str, ...]
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """How questions are made answerable. `ask`: what is missing in a draft, None where nothing is. `take`: the draft
    with what was typed or picked. `propose`: the change, or why there cannot be one."""

    ask: Callable[[Context, Draft], Wanted | None]
    take: Callable[[Context, Draft, str], "Draft | Trouble"]
    propose: Callable[[Context, Draft], "Proposed | Trouble"]


def pick(label: str, value: str = "") -> Button:
    """A choice of a value, which is what is shown where nothing else is given."""
    return Button(label, f"{PICK} {value or label}")


def trouble(context: Context, key: str, **values: object) -> Trouble:
    """The trouble that the text of this key says."""
    return Trouble(say(context.language, key, **values))


def wanted(context: Context, key: str, *choices: Button, **values: object) -> Wanted:
    """What the text of this key asks for."""
    return Wanted(say(context.language, key, **values), choices)
