"""/start, /trogiup, /help: what can be asked, with examples to choose."""

from dataclasses import replace

from handlers.context import Context
from knowledge.messages import Button, Reply
from knowledge.texts import say

COMMANDS = ("start", "trogiup", "help")
EXAMPLES = ("start.example", "example.due", "example.report")


def introduce(context: Context) -> Reply | None:
    """Say what can be asked, with examples as buttons, and what else this person may do; None for another message."""
    if context.command not in COMMANDS:
        return None
    examples = [say(context.language, key) for key in EXAMPLES]
    reply = context.reply("start.help", *(Button(text, text) for text in examples))
    more = _more(context)
    return replace(reply, text=f"{reply.text}\n\n{say(context.language, more).lstrip()}") if more else reply


def _more(context: Context) -> str:
    if context.may("see_users"):
        return "start.admin"
    if context.person.is_at_least("officer"):
        return "start.officer"
    return "start.group" if context.message.chat.group and context.place.agency else ""
