"""/chandoan: what the bot sees in this chat, whose chat it is, and what to change."""

from handlers.context import Context
from knowledge.messages import Reply
from knowledge.texts import channel_name


def diagnose(context: Context) -> Reply | None:
    """Lines that say how this chat stands; None for another message."""
    if context.command not in ("chandoan", "diagnose"):
        return None
    chat, place = context.message.chat, context.place
    lines = [context.reply("diagnose.channel", channel=channel_name(context.language, chat.channel)).text]
    if chat.group:
        agency = context.services.questions.agency_name(place.agency) if place.agency else ""
        lines.append(context.reply("diagnose.bound" if agency else "diagnose.not_bound", agency=agency).text)
    lines.append(context.reply(f"diagnose.{'member' if context.is_member else 'stranger'}").text)
    if seen := context.services.diagnose(context.message, context.language):
        lines.append(seen)
    return Reply("\n".join(lines), language=context.language)
