"""/sukien: what an agency holds and must report on, such as an event abroad."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.context import Context
from handlers.event_words import heading, lines_of, owed_lines
from handlers.whose import Asked, about, whose
from knowledge.memory import dialogues, events
from knowledge.messages import TRIAL, Button, Reply
from knowledge.obligations.obligation import duties_after_events
from knowledge.occurrences import Event
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.days import read_days
from knowledge.questions.wording import shorten, weekday
from knowledge.texts import say
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_COMMANDS = ("sukien", "events")
_CANCEL_WORDS = ("huy", "bo", "xoa", "cancel")
_ADD_WORDS = ("them", "add")
_ASKED, _KIND, _STOP, _CANCEL = "event:asked ", "event:kind", "event:stop", "event:cancel"
_ANSWER_WITHIN = timedelta(minutes=30)
_LOOKS_BACK = timedelta(days=60)
_FURTHEST = timedelta(days=3 * 366)
_TITLE, _MOST_OPEN = 200, 100
_MOST_BUTTONS, _LABEL = 8, 40
_DIGITS = 9


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
        agency, day, title = json.loads(text.removeprefix(_ASKED))
        return cls(agency, date.fromisoformat(day) if day else None, title)


def answer(context: Context) -> Reply | None:
    """Show the events, add one, or ask whether one is to be cancelled; None for another message."""
    if context.command not in _COMMANDS:
        return None
    asked = whose(context, "sukien", context.argument)
    if isinstance(asked, Reply):
        return asked
    if not asked.rest and context.message.chat.channel != TRIAL:
        return _show(asked)
    if refusal := asked.refused():
        return refusal
    first, _, behind = asked.rest.partition(" ")
    if fold(first) in _CANCEL_WORDS and behind.isascii() and behind.isdecimal():
        return _ask_to_cancel(asked, behind)
    if not _kinds(asked):
        return context.reply("event.no_duty", agency=asked.name)
    if fold(asked.rest) in _ADD_WORDS:
        return _ask(asked, _Draft(asked.agency), "event.ask")
    return _read(asked, asked.rest)


def record(context: Context) -> Reply | None:
    """What was asked for: the day, the name or the kind. None where nothing was; a command gives it up."""
    chat, person = context.message.chat, context.person.id
    waiting = dialogues.asked(context.tx, chat, person, context.now - _ANSWER_WITHIN)
    if waiting is None or not waiting.startswith(_ASKED):
        return None
    dialogues.end(context.tx, chat, person)
    chosen, _, number = context.text.partition(" ") if context.said.chosen else ("", "", "")
    if chosen == _STOP:
        return context.reply("event.stopped")
    if context.command or chosen not in ("", _KIND):
        return None
    draft = _Draft.from_text(waiting)
    asked = about(context, "sukien", draft.agency)
    if refusal := asked.refused():
        return refusal
    if chosen == _KIND:
        return _choose_kind(asked, draft, int(number))
    if draft.day and draft.title:
        return _ask_kind(asked, draft)
    return _named(asked, draft.day, context.text) if draft.day else _read(asked, context.text)


def cancel(context: Context) -> Reply | None:
    """It was chosen that an event is not held; None for another message."""
    action, _, number = context.text.partition(" ")
    if not (context.said.chosen and action == _CANCEL):
        return None
    event = events.get(context.tx, int(number))
    if event is None:
        return context.reply("event.gone")
    asked = about(context, "sukien", event.agency)
    if refusal := asked.refused():
        return refusal
    events.cancel(context.tx, event.id, context.person.id, context.now)
    again = Button(say(context.language, "event.add_again"), asked.line(f"{event.day:%d/%m/%Y} {event.title}"))
    return context.reply("event.cancelled", again, _list_button(asked), event=heading(event, context.language))


def _read(asked: Asked, typed: str) -> Reply:
    """A day and a name; what is missing is asked for."""
    found = read_days(typed, _today(asked))
    if found is None:
        return _ask(asked, _Draft(asked.agency), "event.no_day")
    if not _today(asked) - _LOOKS_BACK <= found.first <= _today(asked) + _FURTHEST:
        day = weekday(found.first, asked.context.language)
        return _ask(asked, _Draft(asked.agency), "event.not_then", day=day, n=_LOOKS_BACK.days)
    return _named(asked, found.first, found.rest, several=found.last != found.first)


def _named(asked: Asked, day: date, typed: str, *, several: bool = False) -> Reply:
    title = " ".join(clean(typed).split())
    draft = _Draft(asked.agency, day, title)
    if not any(letter.isalnum() for letter in title):
        return _ask(asked, _Draft(asked.agency, day), "event.no_name", day=weekday(day, asked.context.language))
    if len(title) > _TITLE:
        return _ask(asked, _Draft(asked.agency, day), "event.long", n=_TITLE)
    kinds = _kinds(asked)
    if len(kinds) > 1:
        return _ask_kind(asked, draft)
    return _add(asked, draft, kinds[0], several=several)


def _ask(asked: Asked, draft: _Draft, key: str, **values: object) -> Reply:
    context = asked.context
    dialogues.ask(context.tx, context.message.chat, context.person.id, draft.to_text(), context.now)
    return context.reply(key, context.button("event.stop", _STOP), **values)


def _ask_kind(asked: Asked, draft: _Draft) -> Reply:
    context = asked.context
    dialogues.ask(context.tx, context.message.chat, context.person.id, draft.to_text(), context.now)
    kinds = [Button(kind, f"{_KIND} {number}") for number, kind in enumerate(_kinds(asked))]
    return context.reply("event.which_kind", *kinds, context.button("event.stop", _STOP), event=draft.title)


def _choose_kind(asked: Asked, draft: _Draft, number: int) -> Reply:
    kinds = _kinds(asked)
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
        if sum(each.day >= _today(asked) for each in known) >= _MOST_OPEN:
            return context.reply("event.too_many", n=_MOST_OPEN)
        number = events.add(context.tx, asked.agency, kind, draft.title, day, context.person.id, context.now)
        event = Event(number, asked.agency, kind, draft.title, day)
    notes = [say(language, "event.first_day")] if several else []
    said = say(language, key, event=heading(event, language))
    lines = [said, *owed_lines(asked, event, _today(asked)), *notes]
    undo = asked.button("event.cancel_this", f"huy {event.id}")
    return Reply("\n".join(lines), (undo, _list_button(asked)), language)


def _ask_to_cancel(asked: Asked, number: str) -> Reply:
    context = asked.context
    event = events.get(context.tx, int(number)) if len(number) <= _DIGITS else None
    if event is None or event.agency != asked.agency:
        return context.reply("event.gone")
    buttons = (context.button("event.cancel_yes", f"{_CANCEL} {event.id}"), asked.button("event.cancel_no", ""))
    return context.reply("event.cancel_ask", *buttons, event=heading(event, context.language))


def _show(asked: Asked) -> Reply:
    context, today = asked.context, _today(asked)
    known = [each for each in events.of_agency(context.tx, asked.agency) if each.day >= today - _LOOKS_BACK]
    if not known and asked.may_set and _kinds(asked):
        return _ask(asked, _Draft(asked.agency), "event.none_ask", agency=asked.name)
    lines = lines_of(asked, known, today)
    if not asked.may_set:
        lines.append(say(context.language, "set.who", agency=asked.name))
        return Reply("\n".join(lines), (), context.language)
    buttons = [asked.button("event.add_button", "them")] if _kinds(asked) else []
    buttons += [
        asked.button("event.cancel_one", f"huy {each.id}", event=shorten(each.title, _LABEL))
        for each in known[:_MOST_BUTTONS]
    ]
    return Reply("\n".join(lines), tuple(buttons), context.language)


def _list_button(asked: Asked) -> Button:
    return asked.button("event.list_button", "")


def _kinds(asked: Asked) -> tuple[str, ...]:
    """What the agency must report on, as duties call it."""
    duties = duties_after_events(asked.context.services.owing.catalog, asked.agency)
    return tuple(dict.fromkeys(duty.event for duty in duties))


def _today(asked: Asked) -> date:
    return asked.context.now.astimezone(VIET_NAM).date()
