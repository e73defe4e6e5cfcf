"""Codes: an invitation makes who sends it a member or more, another binds a group, a third links a second account."""

from datetime import timedelta

from handlers.binding import bind_to
from handlers.context import Context
from knowledge.memory import buckets, invites, people
from knowledge.memory.invites import GROUP, LINK, PERSON, Invite
from knowledge.messages import TRIAL, Reply

_CARRIERS = ("start", "gan", "lienket", "link")
_GUESSES = 5
_HOUR = 3600.0
_LINK_FOR = timedelta(minutes=15)


def entered(context: Context) -> Reply | None:
    """Use the code that the message is, alone or behind /start; None where it is none. Guessing is limited."""
    code = invites.code_in(context.argument if context.command in _CARRIERS else context.text)
    if code is None or context.said.chosen:
        return None
    group = context.message.chat.group
    guess = buckets.take(context.tx, f"code {context.person.id}", _GUESSES, _HOUR, context.now)
    invite = invites.use(context.tx, code, context.now, in_group=group) if guess.ok else None
    if invite is None:
        key = "code.unknown_group" if group else "code.unknown"
        return context.reply(key if guess.ok else "code.too_many")
    return _apply(context, invite)


def link(context: Context) -> Reply | None:
    """/lienket: a code that, sent from another channel, makes that account this person's too; only in private."""
    if context.command not in ("lienket", "link"):
        return None
    if context.message.chat.channel == TRIAL:
        return context.reply("code.trial")
    if context.message.chat.group:
        return context.reply("code.private_only")
    code = invites.make(context.tx, Invite(LINK, person=context.person.id), 1, context.now + _LINK_FOR)
    return context.reply("code.link", code=code, n=int(_LINK_FOR.total_seconds() // 60))


def _apply(context: Context, invite: Invite) -> Reply:
    if invite.kind == GROUP:
        assert invite.agency is not None  # a group is bound to an agency
        return bind_to(context, invite.agency)
    if invite.kind == LINK:
        return _link(context, invite)
    assert invite.kind == PERSON  # the three kinds that are ever made
    people.give_role(context.tx, context.person.id, invite.role, invite.agency)
    role = context.reply(f"role_name.{invite.role}").text
    if invite.agency is None:
        return context.reply("code.welcome", role=role)
    return context.reply("code.welcome_agency", role=role, agency=context.services.questions.agency_name(invite.agency))


def _link(context: Context, invite: Invite) -> Reply:
    if context.message.chat.channel == TRIAL:  # or the role that is played would become the real person's
        return context.reply("code.trial")
    if invite.person is None or not people.exists(context.tx, invite.person):
        return context.reply("code.unknown")
    if invite.person == context.person.id:
        return context.reply("code.link_itself")
    people.link(context.tx, context.person.id, invite.person)
    return context.reply("code.linked")
