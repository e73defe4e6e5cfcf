"""/sukien: what an agency holds and must report on, such as an event abroad."""

from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.wishes import event_adding
from handlers.wishes.event_adding import LOOKS_BACK
from handlers.wishes.event_words import heading, kinds_of, lines_of, today_of
from handlers.wishes.whose import Asked, about, whose
from knowledge.changes.of_agencies import EVENT, event_subject
from knowledge.memory import events
from knowledge.messages import TRIAL, Button, Reply
from knowledge.questions.wording import shorten
from knowledge.texts import say
from knowledge.vietnamese.fold import fold

_COMMANDS = ("sukien", "events")
_CANCEL_WORDS = ("huy", "bo", "xoa", "cancel")
_ADD_WORDS = ("them", "add")
_MOST_BUTTONS, _LABEL = 8, 40
_DIGITS = 9


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
    if not kinds_of(asked):
        return context.reply("event.no_duty", agency=asked.name)
    if fold(asked.rest) in _ADD_WORDS:
        return event_adding.begin(asked, "event.ask")
    return event_adding.read(asked, asked.rest)


def cancel_now(context: Context, number: str) -> Reply:
    """It was confirmed that an event is not held."""
    event = events.get(context.tx, int(number))
    if event is None:
        return context.reply("event.gone")
    asked = about(context, "sukien", event.agency)
    if refusal := context.refused("cancel_event", event.agency):
        return refusal
    context.change(EVENT, event_subject(event.id, event.agency), None)
    again = Button(say(context.language, "event.add_again"), asked.line(f"{event.day:%d/%m/%Y} {event.title}"))
    listing = asked.button("event.list_button", "")
    return context.reply("event.cancelled", again, listing, event=heading(event, context.language))


def _ask_to_cancel(asked: Asked, number: str) -> Reply:
    context = asked.context
    event = events.get(context.tx, int(number)) if len(number) <= _DIGITS else None
    if event is None or event.agency != asked.agency:
        return context.reply("event.gone")
    said = context.reply("event.cancel_ask", event=heading(event, context.language))
    return ask_to_confirm(context, "cancel_event", str(event.id), said, "event.cancel_yes")


def _show(asked: Asked) -> Reply:
    context, today = asked.context, today_of(asked)
    known = [each for each in events.of_agency(context.tx, asked.agency) if each.day >= today - LOOKS_BACK]
    if not known and asked.may_set and kinds_of(asked):
        return event_adding.begin(asked, "event.none_ask")
    lines = lines_of(asked, known, today)
    if not asked.may_set:
        lines.append(say(context.language, "set.who", agency=asked.name))
        return Reply("\n".join(lines), (), context.language)
    buttons = [asked.button("event.add_button", "them")] if kinds_of(asked) else []
    buttons += [
        asked.button("event.cancel_one", f"huy {each.id}", event=shorten(each.title, _LABEL))
        for each in known[:_MOST_BUTTONS]
    ]
    return Reply("\n".join(lines), tuple(buttons), context.language)
