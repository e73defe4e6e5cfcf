"""/gan and /bogan: a group chat becomes an agency's own, by an admin or by an officer of that agency."""

from handlers.confirming import ask_to_confirm
from handlers.context import Context
from knowledge.changes.change import Value
from knowledge.changes.of_chats import CHAT, WISHES, bound, chat_subject, wishes_subject
from knowledge.memory import chats
from knowledge.messages import Button, Reply

_MOST_OFFERED = 8


def bind(context: Context) -> Reply | None:
    """/gan BNG; asks back where the name fits several agencies; None for another message."""
    if context.command not in ("gan", "bind"):
        return None
    if refusal := context.refused("bind"):
        return refusal
    if not context.argument:
        return context.reply("bind.how")
    named = context.services.questions.agencies_named(context.argument)
    if not named:
        return context.reply("bind.unknown", typed=context.argument[:60])
    if len(named) > 1:
        offers = [Button(name, f"/gan {agency}") for agency, name in named[:_MOST_OFFERED]]
        return context.reply("bind.which", *offers, typed=context.argument[:60])
    agency, _ = named[0]
    return context.refused("bind", agency) or bind_to(context, agency)


def bind_to(context: Context, agency: str, reason: str = "") -> Reply:
    """The group is this agency's from now on."""
    tx, name = context.tx, context.services.questions.agency_name(agency)
    if context.place.agency == agency:
        return context.reply("bind.already", agency=name)
    if context.place.agency:  # undone by who may speak for that agency, not taken away in passing
        return context.reply("bind.taken", agency=context.services.questions.agency_name(context.place.agency))
    after = bound(agency, chats.last_position(tx, agency), context.person.id, context.now)
    _put(context, after, reason)
    return context.reply("bind.done", agency=name)


def _put(context: Context, after: Value, reason: str = "") -> None:
    """The group is this; what it wished as the agency's that it was is forgotten with that."""
    tx, chat, batch = context.tx, context.message.chat, None
    if was := chats.binding(tx, chat):
        forgotten = context.change(WISHES, wishes_subject(tx, chat, was.agency), None)
        batch = forgotten.id if forgotten else None
    context.change(CHAT, chat_subject(tx, chat), after, reason=reason, batch=batch)


def unbind(context: Context) -> Reply | None:
    """/bogan: the group is no agency's any more, once that is confirmed; None for another message."""
    if context.command not in ("bogan", "unbind"):
        return None
    was = chats.binding(context.tx, context.message.chat)  # also of an agency that is not there any more
    agency = was.agency if was else None
    if refusal := context.refused("unbind", agency):
        return refusal
    if agency is None:
        return context.reply("bind.not_bound")
    said = context.reply("bind.unbind_ask", agency=context.services.questions.agency_name(agency))
    return ask_to_confirm(context, "unbind", agency, said, "bind.unbind_yes")


def unbind_now(context: Context, agency: str) -> Reply:
    """It was confirmed. What the group wished as that agency's is forgotten with it."""
    if refusal := context.refused("unbind", agency):
        return refusal
    was = chats.binding(context.tx, context.message.chat)
    if was is None or was.agency != agency:
        return context.reply("bind.not_bound")
    _put(context, None)
    return context.reply("bind.undone", agency=context.services.questions.agency_name(agency))
