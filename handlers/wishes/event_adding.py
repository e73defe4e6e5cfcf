"""An event of an agency is added: its day and its name are read, and what is missing is asked for."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from types import NoneType

from handlers.asking import answered, ask_for
from handlers.carried import carried
from handlers.context import Context
from handlers.wishes.event_words import heading, kinds_of, owed_lines, today_of
from handlers.wishes.whose import Asked, about
from knowledge.changes.of_agencies import EVENT, event_subject, event_value
from knowledge.memory import events
from knowledge.messages import Button, Reply
from knowledge.occurrences import Event
from knowledge.questions.days import read_days
from knowledge.questions.wording import weekday
from knowledge.texts import say
from knowledge.vietnamese.words import clean

LOOKS_BACK = timedelta(days=60)
"""An event may have been held already: then a report on it may still be owed."""
_ASKED, _KIND, _STOP = "event:asked ", "event:kind", "event:stop"
_FURTHEST = timedelta(days=3 * 366)
_TITLE, _MOST_OPEN = 200, 100


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known so far of an event that is being added."""

    agency: str
    day: date | None = None
    title: str = ""

    def to_text(self) -> str:
        return _ASKED + json.dumps([self.agency, self.day.isoformat() if self.day else None, self.title])

    @classmethod
    def from_text(cls, text: str) -> "_Draft":
        agency, day, title = carried(text, str, (str, NoneType), str)
        return cls(agency, date.fromisoformat(day) if day else None, title)


def begin(asked: Asked, key: str) -> Reply:
    """Ask for the day and the name, with the text of this key."""
    return _ask(asked, _Draft(asked.agency), key, agency=asked.name)


def read(asked: Asked, typed: str) -> Reply:
    """A day and a name; what is missing is asked for."""
    found = read_days(typed, today_of(asked))
    if found is None:
        return _ask(asked, _Draft(asked.agency), "event.no_day")
    if not today_of(asked) - LOOKS_BACK <= found.first <= today_of(asked) + _FURTHEST:
        day = weekday(found.first, asked.context.language)
        return _ask(asked, _Draft(asked.agency), "event.not_then", day=day, n=LOOKS_BACK.days)
    return _named(asked, found.first, found.rest, several=found.last != found.first)


def record(context: Context) -> Reply | None:
    """What was asked for: the day, the name or the kind. None where nothing was; a command gives it up."""
    waiting = answered(context, _ASKED, _STOP, "event.stopped", _KIND)
    if not isinstance(waiting, str):
        return waiting
    chosen, _, number = context.text.partition(" ") if context.said.chosen else ("", "", "")
    draft = _Draft.from_text(waiting)
    asked = about(context, "sukien", draft.agency)
    if refusal := asked.refused():
        return refusal
    if chosen == _KIND:
        return _choose_kind(asked, draft, int(number))
    if draft.day and draft.title:
        return _ask_kind(asked, draft)
    return _named(asked, draft.day, context.text) if draft.day else read(asked, context.text)


def _named(asked: Asked, day: date, typed: str, *, several: bool = False) -> Reply:
    title = " ".join(clean(typed).split())
    draft = _Draft(asked.agency, day, title)
    if not any(letter.isalnum() for letter in title):
        return _ask(asked, _Draft(asked.agency, day), "event.no_name", day=weekday(day, asked.context.language))
    if len(title) > _TITLE:
        return _ask(asked, _Draft(asked.agency, day), "event.long", n=_TITLE)
    kinds = kinds_of(asked)
    if not kinds:
        return asked.context.reply("event.no_duty", agency=asked.name)
    if len(kinds) > 1:
        return _ask_kind(asked, draft)
    return _add(asked, draft, kinds[0], several=several)


def _ask(asked: Asked, draft: _Draft, key: str, **values: object) -> Reply:
    context = asked.context
    ask_for(context, draft.to_text())
    return context.reply(key, context.button("event.stop", _STOP), **values)


def _ask_kind(asked: Asked, draft: _Draft) -> Reply:
    context = asked.context
    ask_for(context, draft.to_text())
    kinds = [Button(kind, f"{_KIND} {number}") for number, kind in enumerate(kinds_of(asked))]
    return context.reply("event.which_kind", *kinds, context.button("event.stop", _STOP), event=draft.title)


def _choose_kind(asked: Asked, draft: _Draft, number: int) -> Reply:
    kinds = kinds_of(asked)
    if not (draft.day and draft.title and number < len(kinds)):
        return asked.context.reply("press.gone")
    return _add(asked, draft, kinds[number])


def _add(asked: Asked, draft: _Draft, kind: str, *, several: bool = False) -> Reply:
    context, language, day = asked.context, asked.context.language, draft.day
    assert day is not None  # asked for before
    known = events.of_agency(context.tx, asked.agency)
    event = next((each for each in known if (each.kind, each.day, each.title) == (kind, day, draft.title)), None)
    key = "event.already" if event else "event.added"
    if event is None:
        if sum(each.day >= today_of(asked) for each in known) >= _MOST_OPEN:
            return context.reply("event.too_many", n=_MOST_OPEN)
        event = Event(context.tx.next_number("event"), asked.agency, kind, draft.title, day)
        context.change(EVENT, event_subject(event.id, event.agency), event_value(event))
    notes = [say(language, "event.first_day")] if several else []
    said = say(language, key, event=heading(event, language))
    lines = [said, *owed_lines(asked, event, today_of(asked)), *notes]
    undo = asked.button("event.cancel_this", f"huy {event.id}")
    return Reply("\n".join(lines), (undo, asked.button("event.list_button", "")), language)
