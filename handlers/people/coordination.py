"""/dieuphoi: a group becomes that of the office that follows the whole programme, and shows who noted what."""

from datetime import timedelta

from handlers.confirming import ask_to_confirm
from handlers.context import Context
from knowledge.changes.of_chats import OFFICE, chat_subject
from knowledge.memory import chats, escalations, people
from knowledge.messages import Reply
from knowledge.obligations.escalation import Note, Reminded
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day
from knowledge.vietnamese.fold import fold

_DAYS = 30
_MOST_LINES = 20


def coordinate(context: Context) -> Reply | None:
    """/dieuphoi and /dieuphoi tat; None for another message. Where the group is that office's already everybody in it
    is shown who took note of the reminders of the last days."""
    if context.command not in ("dieuphoi", "coordinate"):
        return None
    if refusal := context.refused("see_coordination"):
        return refusal
    wanted = fold(context.argument)
    if wanted not in ("", "tat", "off"):
        return context.reply("coordination.how")
    if context.place.coordinating and not wanted:
        return _show(context)
    if refusal := context.refused("end_coordination" if wanted else "set_coordination"):
        return refusal
    return _ask_to_end(context) if wanted else _mark(context)


def _mark(context: Context) -> Reply:
    subject = chat_subject(context.tx, context.message.chat)
    context.change(OFFICE, subject, chats.last_coordinating(context.tx))
    return context.reply("coordination.marked")


def _ask_to_end(context: Context) -> Reply:
    if not context.place.coordinating:
        return context.reply("coordination.not_marked")
    said = context.reply("coordination.end_ask")
    return ask_to_confirm(context, "end_coordination", "", said, "coordination.end_yes")


def end_now(context: Context, _: str) -> Reply:
    """It was confirmed that the group is not that office's any more."""
    if refusal := context.refused("end_coordination"):
        return refusal
    context.change(OFFICE, chat_subject(context.tx, context.message.chat), None)
    return context.reply("coordination.ended")


def _show(context: Context) -> Reply:
    """The messages of the last days, those that nobody took note of first, the newest first."""
    found = _messages(context)
    if not found:
        return context.reply("coordination.nothing", n=_DAYS)
    open_ = [(agency, message) for agency, message in found if message.note is None]
    noted = [(agency, message) for agency, message in found if message.note is not None]
    head = context.reply("coordination.head", n=_DAYS, sent=len(found), noted=len(noted)).text
    lines = [head, *_part(context, "open", open_), *_part(context, "noted", noted)]
    return Reply("\n".join(lines), language=context.language)


def _messages(context: Context) -> list[tuple[str, Reminded]]:
    since = context.now - timedelta(days=_DAYS)
    first_day = since.astimezone(VIET_NAM).date() - timedelta(days=_DAYS)  # a step may be said late
    found = [
        (agency, message)
        for agency in escalations.agencies(context.tx)
        for message in escalations.history(context.tx, agency, first_day).messages()
        if message.sent_at >= since
    ]
    return sorted(found, key=lambda pair: pair[1].sent_at, reverse=True)


def _part(context: Context, name: str, messages: list[tuple[str, Reminded]]) -> list[str]:
    if not messages:
        return []
    lines = [_line(context, agency, message) for agency, message in messages[:_MOST_LINES]]
    rest = len(messages) - len(lines)
    more = [context.reply("coordination.more", n=rest).text] if rest else []
    return ["", context.reply(f"coordination.{name}", n=len(messages)).text, *lines, *more]


def _line(context: Context, agency: str, message: Reminded) -> str:
    name = context.services.questions.agency_name(agency)
    sent = day(message.sent_at.astimezone(VIET_NAM).date(), context.language)
    if message.note is None:
        return context.reply("coordination.line_open", agency=name, day=sent).text
    return context.reply("coordination.line_noted", agency=name, day=sent, how=_how(context, message.note)).text


def _how(context: Context, note: Note) -> str:
    at = note.at.astimezone(VIET_NAM)
    name = people.name(context.tx, note.person) or context.reply("remind.somebody").text
    when = {"time": f"{at:%H:%M}", "day": day(at.date(), context.language)}
    return context.reply(f"coordination.{note.kind}", name=name, **when).text
