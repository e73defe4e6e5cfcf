"""The codes of /moi that can still be used, and how one is taken back."""

from handlers.auditing.audit import names_for
from handlers.context import Context
from handlers.people.inviting import LIST
from knowledge.changes.of_people import INVITE, invite_subject
from knowledge.memory import invites
from knowledge.memory.invites import GROUP, Kept
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day

_REVOKE = "invite:revoke"
_MOST_LINES = 15


def show(context: Context) -> Reply | None:
    """Those that this person may see: an admin all, an officer the own ones; None for another message."""
    if not (context.said.chosen and context.text == LIST):
        return None
    if refusal := context.refused("invite"):
        return refusal
    found = [kept for kept in invites.usable(context.tx, context.now) if _may_see(context, kept)]
    if not found:
        return context.reply("inviting.none")
    lines = [context.reply("inviting.head", n=len(found)).text, *(_line(context, kept) for kept in found[:_MOST_LINES])]
    if len(found) > _MOST_LINES:
        lines.append(context.reply("week.more", n=len(found) - _MOST_LINES).text)
    buttons = (_button(context, kept) for kept in found[:_MOST_LINES])
    return Reply("\n".join(lines), tuple(buttons), context.language)


def revoke(context: Context) -> Reply | None:
    """The code that was chosen is good for nothing any more; None for another message."""
    action, _, number = context.text.partition(" ")
    if not (context.said.chosen and action == _REVOKE):
        return None
    if refusal := context.refused("invite"):
        return refusal
    kept = invites.get(context.tx, int(number))
    if kept is None or not (kept.is_open and _may_see(context, kept)):
        return context.reply("inviting.gone")
    entry = context.change(INVITE, invite_subject(int(number)), None)
    undo = [context.button("audit.undo_this", f"undo:one {entry.id}")] if entry else []
    return context.reply("inviting.revoked", *undo, context.button("inviting.list", LIST), number=int(number))


def _may_see(context: Context, kept: Kept) -> bool:
    return context.theirs is None or kept.made_by == context.person.id


def _line(context: Context, kept: Kept) -> str:
    made, name = kept.invite, context.services.questions.agency_name
    if made.kind == GROUP:
        what = context.reply("inviting.what_group", agency=name(made.agency or "")).text
    else:
        role = context.reply(f"role_name.{made.role}").text
        what = f"{role} ({name(made.agency)})" if made.agency else role
    return context.reply(
        "inviting.line",
        number=made.number,
        what=what,
        left=kept.left,
        uses=kept.uses,
        until=day(kept.until.astimezone(VIET_NAM).date(), context.language),
        by=names_for(context).person(kept.made_by or 0),
    ).text


def _button(context: Context, kept: Kept) -> Button:
    return context.button("inviting.revoke", f"{_REVOKE} {kept.invite.number}", number=kept.invite.number)
