"""/gan and /bogan: a group chat becomes an agency's own, by an admin or by an officer of that agency."""

from handlers.context import Context
from knowledge.memory import chats
from knowledge.messages import Button, Reply

_MOST_OFFERED = 8


def bind(context: Context) -> Reply | None:
    """/gan BNG; asks back where the name fits several agencies; None for another message."""
    if context.command not in ("gan", "bind"):
        return None
    if refusal := _refused(context):
        return refusal
    if not context.argument:
        return context.reply("bind.how")
    named = context.services.questions.agencies_named(context.argument)
    if not named:
        return context.reply("bind.unknown", typed=context.argument[:60])
    if len(named) > 1:
        offers = [Button(name, f"/gan {agency}") for agency, name in named[:_MOST_OFFERED]]
        return context.reply("bind.which", *offers, typed=context.argument[:60])
    agency, name = named[0]
    if not (context.person.is_at_least("admin") or agency in context.person.agencies):
        return context.reply("bind.not_yours", agency=name)
    return bind_to(context, agency)


def bind_to(context: Context, agency: str) -> Reply:
    """The group is this agency's from now on."""
    name = context.services.questions.agency_name(agency)
    if context.place.agency == agency:
        return context.reply("bind.already", agency=name)
    if context.place.agency:  # undone by who may speak for that agency, not taken away in passing
        return context.reply("bind.taken", agency=context.services.questions.agency_name(context.place.agency))
    chats.bind(context.tx, context.message.chat, agency, context.person.id, context.now)
    return context.reply("bind.done", agency=name)


def unbind(context: Context) -> Reply | None:
    """/bogan: the group is no agency's any more; None for another message."""
    if context.command not in ("bogan", "unbind"):
        return None
    if refusal := _refused(context):
        return refusal
    agency = context.place.agency
    if agency is None:
        return context.reply("bind.not_bound")
    name = context.services.questions.agency_name(agency)
    if not (context.person.is_at_least("admin") or agency in context.person.agencies):
        return context.reply("bind.not_yours", agency=name)
    chats.unbind(context.tx, context.message.chat, context.now)
    return context.reply("bind.undone", agency=name)


def _refused(context: Context) -> Reply | None:
    if not context.message.chat.group:
        return context.reply("bind.group_only")
    return None if context.person.is_at_least("officer") else context.reply("bind.officers_only")
