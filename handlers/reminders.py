"""The choices under a reminder: that it was taken note of, and that it is to come again later."""

from datetime import timedelta

from handlers.context import Context
from knowledge.memory import offices, reminders
from knowledge.messages import Reply
from knowledge.obligations.message import ACKNOWLEDGE, LATER
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import weekday


def acknowledge(context: Context) -> Reply | None:
    """Write down who took note of it, once; None for another message."""
    if not (context.said.chosen and context.text == ACKNOWLEDGE and context.said.row is not None):
        return None
    if not reminders.acknowledge(context.tx, context.said.row, context.person.id, context.now):
        return context.reply("remind.acknowledged_before")
    name = context.message.sender_name or context.reply("remind.somebody").text
    return context.reply("remind.acknowledged", name=name)


def put_off(context: Context) -> Reply | None:
    """Say nothing of what the reminder holds for some days, never past the last day; None for another message."""
    action, _, days = context.text.rpartition(" ")
    if not (context.said.chosen and action == LATER and context.said.row is not None):
        return None
    agency, obligations = reminders.in_row(context.tx, context.said.row)
    if not agency:
        return context.reply("press.gone")
    if not (context.person.is_at_least("admin") or agency in context.person.agencies):
        name = context.services.questions.agency_name(agency)
        return context.reply("remind.officers_only", agency=name)
    today = context.now.astimezone(VIET_NAM).date()
    wanted = today + timedelta(days=int(days))
    office = offices.get(context.tx, agency)
    until = {key: context.services.owing.put_off_until(office, key, wanted, today) for key in obligations}
    moved = {key: day for key, day in until.items() if day is not None and day > today}
    if not moved:
        return context.reply("remind.put_off_not")
    for key, day in moved.items():
        reminders.put_off(context.tx, agency, key, day, context.person.id, context.now)
    return context.reply("remind.put_off", day=weekday(min(moved.values()), context.language))
