"""/nhac nhom nay: in which of its groups an agency is reminded."""

from dataclasses import asdict, replace

from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.wishes.setting import Setting, group_name, setting_of
from handlers.wishes.whose import whose
from knowledge.changes.of_chats import CHAT, WISHES, chat_subject, wishes_subject, wishes_value
from knowledge.memory import chats, outbox
from knowledge.messages import Reply
from knowledge.texts import say


def ask(setting: Setting, typed: str) -> Reply:
    """Whether from now on the agency is to be reminded in this group."""
    asked = setting.asked
    if not asked.context.message.chat.group:
        return setting.reply("set.here_in_group")
    if setting.is_here:
        return setting.reply("set.here_already", asked.button("set.show_button", ""))
    group = group_name(setting.place, setting.language)
    said = asked.context.reply("set.here_ask", agency=asked.name, group=group)
    return ask_to_confirm(asked.context, "move_reminders", asked.agency, said, "set.here_yes")


def move_now(context: Context, agency: str) -> Reply:
    """It was confirmed: this group is the first, with what the other one has set, which is told."""
    asked = whose(context, "nhac", "")
    if isinstance(asked, Reply):
        return asked
    if refusal := context.refused("move_reminders", asked.agency):
        return refusal
    before = setting_of(asked)
    if before is None or before.is_here or asked.agency != agency:
        return context.reply("set.here_already")
    _move(context, before)
    told = say("vi", "set.here_told", agency=asked.name, group=group_name(context.place, "vi"))
    outbox.add(context.tx, before.place.chat, Reply(told), context.now)
    after = Setting(asked, context.place, before.wanted)
    group = group_name(before.place, context.language)
    return after.reply("set.here_done", asked.button("set.show_button", ""), agency=asked.name, group=group)


def _move(context: Context, before: Setting) -> None:
    tx, here, agency = context.tx, context.message.chat, before.asked.agency
    bound = chats.binding(tx, here)
    assert bound is not None  # it is a group of the agency
    first = asdict(replace(bound, position=chats.first_position(tx, agency)))
    moved = context.change(CHAT, chat_subject(tx, here), first)
    batch = moved.id if moved else None
    context.change(WISHES, wishes_subject(tx, here, agency), wishes_value(before.wanted), batch=batch)
