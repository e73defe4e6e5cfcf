"""/saoluu: an admin has a backup made now. A job makes it and tells them; here it is only written down."""

from handlers.context import SILENCE, Context
from knowledge.memory import backup_requests
from knowledge.memory.backup_requests import Request
from knowledge.messages import Reply

_COMMANDS = ("saoluu", "backup")


def ask(context: Context) -> Reply | None:
    """Have it made; asked again before it is done, it is the same one. None for another message."""
    if context.command not in _COMMANDS or context.said.chosen:
        return None
    if refused := context.refused("back_up"):
        return refused
    request = Request(context.message.chat, context.person.id, context.language)
    return SILENCE if backup_requests.ask(context.tx, request, context.now) else context.reply("backup.already")
