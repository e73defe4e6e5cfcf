"""The commands of the menu: each is a question with its first words filled in."""

from handlers.context import SILENCE, Context
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
    how it is used. All but /hoi begin anew, whatever was talked about before."""
    section = _ASKS.get(context.command)
    if section is None:
        return None
    typed, own = context.argument, _own_name(context)
    if typed and not section:
        return put(context, typed)
    if typed:
        return put(context, say(context.language, f"menu.{section}_with", typed=typed), anew=True)
    if own and section:
        return put(context, say(context.language, f"menu.{section}_own", agency=own), anew=True)
    if section in _ALONE:
        return put(context, say(context.language, f"menu.{section}_alone"), anew=True)
    return context.reply(f"menu.{section or 'ask'}_how")


def unknown(context: Context) -> Reply | None:
    """Say that there is no such command; in a group it is another bot's. None for a message that is no command."""
    if not context.command or context.said.chosen:
        return None
    return SILENCE if context.message.chat.group else context.reply("menu.unknown")


def _own_name(context: Context) -> str:
    return context.services.questions.agency_name(context.own[0]) if len(context.own) == 1 else ""
