"""Codes: an invitation makes who sends it a member or more, another binds a group, a third links a second account."""

from datetime import timedelta

from handlers.context import SILENCE, Context
from handlers.people.binding import bind_to
from knowledge.changes.change import Author
from knowledge.changes.of_people import LINKED, ROLE, person_subject, rights
from knowledge.memory import buckets, inbox, invites, people
from knowledge.memory.invites import GROUP, LINK, PERSON, Invite
from knowledge.memory.people import Person
from knowledge.messages import TRIAL, Reply
from knowledge.texts import say

_CARRIERS = ("start", "gan", "lienket", "link")
_A_CODE = "TT-…"  # as it stands in the chat afterwards, which the page shows
_GUESSES = 5
_HOUR = 3600.0
_LINK_FOR = timedelta(minutes=15)


def entered(context: Context) -> Reply | None:
    """Use the code that the message is, alone or behind /start; None where it is none. Guessing is limited, and the
    code is not kept with the message: it may be good for others, or nearly right."""
    code = invites.code_in(context.argument if context.command in _CARRIERS else context.text)
    if code is None or context.said.chosen:
        return None
    inbox.forget_words(context.tx, context.message, _A_CODE)
    group = context.message.chat.group
    guess = buckets.take(context.tx, f"code {context.person.id}", _GUESSES, _HOUR, context.now)
    if not guess.ok:
        return context.reply("code.too_many") if guess.first else SILENCE
    invite = invites.use(context.tx, code, context.now, in_group=group)
    if invite is None:
        return context.reply("code.unknown_group" if group else "code.unknown")
    return _apply(context, invite)


def link(context: Context) -> Reply | None:
    """/lienket: a code that, sent from another channel, makes that account this person's too; only in private."""
    if context.command not in ("lienket", "link"):
        return None
    if refusal := context.refused("link_account"):
        return refusal
    code = invites.make(context.tx, Invite(LINK, person=context.person.id), 1, context.now + _LINK_FOR)
    return context.reply("code.link", code=code, n=int(_LINK_FOR.total_seconds() // 60))


def _apply(context: Context, invite: Invite) -> Reply:
    if invite.kind == GROUP:
        assert invite.agency is not None  # a group is bound to an agency
        return bind_to(context, invite.agency, _why(invite))
    if invite.kind == LINK:
        return _link(context, invite)
    assert invite.kind == PERSON  # the three kinds that are ever made
    _join(context, invite)
    role = context.reply(f"role_name.{invite.role}").text
    if invite.agency is None:
        return context.reply("code.welcome", role=role)
    return context.reply("code.welcome_agency", role=role, agency=context.services.questions.agency_name(invite.agency))


def _join(context: Context, invite: Invite) -> None:
    """The person is this from now on, if not more already; an officer also speaks for the agency, beside others."""
    person = _as_kept(context)
    role = person.role if person.is_at_least(invite.role) else invite.role
    agencies = {*person.agencies, *((invite.agency,) if invite.agency else ())}
    context.change(ROLE, person_subject(person.id), rights(role, tuple(agencies)), reason=_why(invite))


def _as_kept(context: Context) -> Person:
    """The person with agencies that are not there now too: they may come back."""
    return people.get(context.tx, context.person.id) or context.person


def _why(invite: Invite) -> str:
    return say("vi", "audit.by_invite", number=invite.number) if invite.number else ""


def _link(context: Context, invite: Invite) -> Reply:
    """Only who may do no more than the one who asked for the code: else who is talked into sending another person's
    code would give that person their own role."""
    if context.message.chat.channel == TRIAL:  # or the role that is played would become the real person's
        return context.reply("refused.trial")
    owner = people.get(context.tx, invite.person) if invite.person is not None else None
    if owner is None:
        return context.reply("code.unknown")
    if owner.id == context.person.id:
        return context.reply("code.link_itself")
    if not (owner.is_at_least(context.person.role) and set(_as_kept(context).agencies) <= set(owner.agencies)):
        return context.reply("code.link_from_here")
    author, other = Author(owner.id, context.message.chat.channel), person_subject(context.person.id)
    context.services.changes.make(context.tx, LINKED, other, person_subject(owner.id), author, context.now)
    return context.reply("code.linked")
