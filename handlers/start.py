"""/start, /trogiup, /help: what can be asked, with examples to choose."""

from handlers.context import Context
from knowledge.messages import Button, Reply
from knowledge.texts import say

COMMANDS = ("start", "trogiup", "help")
EXAMPLES = ("start.example", "example.due", "example.report")


def introduce(context: Context) -> Reply | None:
    """Say what can be asked, with examples as buttons; None for another message."""
    if context.command not in COMMANDS:
        return None
    examples = [say(context.language, key) for key in EXAMPLES]
    return context.reply("start.help", *(Button(text, text) for text in examples))
