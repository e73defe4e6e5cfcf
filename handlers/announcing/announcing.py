"""/thongbao: a notice to many chats, written step by step or in one line; left at any time, and gone on with later."""

from dataclasses import replace

from handlers import asking
from handlers.announcing.line import read_line
from handlers.announcing.preview import as_on
from handlers.announcing.steps import ASKED, SHOWN, ask, go_on, kinds, moved, take, tell, text_of, with_kind
from handlers.context import Context
from knowledge.announcing.draft import Draft, from_json
from knowledge.announcing.standing import GO_ON
from knowledge.announcing.whom import Whom
from knowledge.memory import announcements, file_readings
from knowledge.memory.file_readings import NOTICE
from knowledge.messages import Reply

COMMANDS = ("thongbao", "announce")


def begin(context: Context) -> Reply | None:
    """A new one, or the choice to go on with the one that was begun; None for another message."""
    if context.command not in COMMANDS:
        return None
    if refusal := context.refused("announce"):
        return refusal
    if context.argument:
        return _in_place_of(context, draft_of(context), read_line(context, context.argument))
    draft = draft_of(context)
    return tell(context, draft) if draft != Draft() else go_on(context, draft)


def choose(context: Context) -> Reply | None:
    """A step that was chosen; None for another message."""
    what, _, rest = context.text.partition(" ")
    if not (context.said.chosen and what in _CHOSEN):
        return None
    asking.end(context)
    return context.refused("announce") or _CHOSEN[what](context, draft_of(context), rest)


def record(context: Context) -> Reply | None:
    """What was asked for: to whom, what, or when. None where nothing was; anything else leaves it for later."""
    asked = asked_for(context)
    if not asked:
        return None
    asking.end(context)
    if context.command or context.said.chosen:
        return None
    if asked == SHOWN:
        return moved(context, draft_of(context)) if context.may("announce") else None
    return context.refused("announce") or take(context, draft_of(context), asked)


def _in_place_of(context: Context, before: Draft, reply: Reply) -> Reply:
    """The reply to another notice, with what was begun before it and is given up by it."""
    if not before.text or before.text == draft_of(context).text:
        return reply
    return replace(reply, text=f"{text_of(context, before, 'announce.in_place_of')}\n{reply.text}")


def asked_for(context: Context) -> str:
    """What the person was asked for of a notice and has not answered: "whom", "text", "when" or "picture"; SHOWN where
    it stands there to be confirmed, "" where nothing was."""
    return asking.asked_for(context, f"{ASKED} ") or ""


def draft_of(context: Context) -> Draft:
    """What the person has written so far."""
    kept = announcements.draft_of(context.tx, context.person.id)
    return from_json(kept) if kept else Draft()


def _to(context: Context, draft: Draft, whom: str) -> Reply:
    return go_on(context, draft.to(Whom(every=True, officers=whom == "officers")))


def _at_once(context: Context, draft: Draft, _: str) -> Reply:
    return go_on(context, draft.going_at(None))


def _no_picture(context: Context, draft: Draft, _: str) -> Reply:
    return go_on(context, draft.showing(None))


def _later(context: Context, draft: Draft, _: str) -> Reply:
    return context.reply("announce.left")


def _drop(context: Context, draft: Draft, _: str) -> Reply:
    announcements.put_draft(context.tx, context.person.id, None, context.now)
    file_readings.end_all(context.tx, context.person.id, NOTICE)
    return context.reply("announce.dropped")


def _anew(context: Context, draft: Draft, _: str) -> Reply:
    file_readings.end_all(context.tx, context.person.id, NOTICE)
    return go_on(context, Draft())


_CHOSEN = {
    "announce:to": _to,
    "announce:kinds": lambda context, draft, _: kinds(context, draft),
    "announce:kind": with_kind,
    "announce:now": _at_once,
    "announce:ask": ask,
    "announce:no_picture": _no_picture,
    GO_ON: lambda context, draft, _: go_on(context, draft),
    "announce:as": as_on,
    "announce:later": _later,
    "announce:drop": _drop,
    "announce:anew": _anew,
}
"""What the choices carry, each with what stands behind it."""
