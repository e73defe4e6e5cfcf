"""/nhac nhom nay: in which of its groups an agency is reminded."""

from handlers.context import Context
from handlers.setting import Setting, group_name, setting_of
from handlers.whose import whose
from knowledge.memory import chats, outbox, wishes
from knowledge.messages import Reply
from knowledge.texts import say

_HERE = "wish:here"


def ask(setting: Setting, typed: str) -> Reply:
    """Whether from now on the agency is to be reminded in this group."""
    asked = setting.asked
    if not asked.context.message.chat.group:
        return setting.reply("set.here_in_group")
    if setting.is_here:
        return setting.reply("set.here_already", asked.button("set.show_button", ""))
    buttons = (asked.context.button("set.here_yes", _HERE), asked.button("set.here_no", ""))
    group = group_name(setting.place, setting.language)
    return asked.context.reply("set.here_ask", *buttons, agency=asked.name, group=group)


def move(context: Context) -> Reply | None:
    """It was chosen: this group is the first, with what the other one has set, which is told; None for another one."""
    if not (context.said.chosen and context.text == _HERE):
        return None
    asked = whose(context, "nhac", "")
    if isinstance(asked, Reply):
        return asked
    if refusal := asked.refused():
        return refusal
    before = setting_of(asked)
    if before is None or before.is_here:
        return context.reply("set.here_already")
    chats.prefer(context.tx, context.message.chat)
    wishes.put(context.tx, context.message.chat, before.wanted, context.person.id, context.now)
    told = say("vi", "set.here_told", agency=asked.name, group=group_name(context.place, "vi"))
    outbox.add(context.tx, before.place.chat, Reply(told), context.now)
    after = Setting(asked, context.place, before.wanted)
    group = group_name(before.place, context.language)
    return after.reply("set.here_done", asked.button("set.show_button", ""), agency=asked.name, group=group)
