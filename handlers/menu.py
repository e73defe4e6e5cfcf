"""The commands of the menu: each is a question with its first words filled in."""

from handlers.context import Context
from handlers.questions import put
from knowledge.messages import Reply
from knowledge.texts import say

_ASKS = {
    "hoi": "", "ask": "",
    "nhiemvu": "tasks", "tasks": "tasks",
    "han": "deadlines", "deadlines": "deadlines",
    "baocao": "reports", "reports": "reports",
    "donvi": "agency", "agency": "agency",
}  # fmt: skip
"""Each command with the section of its questions: `with` what is typed behind it, of one's `own` agency, or `alone`."""
_ALONE = ("deadlines", "reports")


def ask(context: Context) -> Reply | None:
    """Put the question that the command stands for; None for another message. One that needs to be told of what says
    how it is used."""
    section = _ASKS.get(context.command)
    if section is None:
        return None
    typed, own = context.argument, _own_name(context)
    if typed:
        return put(context, say(context.language, f"menu.{section}_with", typed=typed) if section else typed)
    if own and section:
        return put(context, say(context.language, f"menu.{section}_own", agency=own))
    if section in _ALONE:
        return put(context, say(context.language, f"menu.{section}_alone"))
    return context.reply(f"menu.{section or 'ask'}_how")


def _own_name(context: Context) -> str:
    return context.services.questions.agency_name(context.own[0]) if len(context.own) == 1 else ""
