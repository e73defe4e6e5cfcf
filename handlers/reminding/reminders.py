"""The choices under a reminder: that it was taken note of, and that it is to come again later."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.context import Context
from handlers.reporting.completions import title_of
from knowledge.changes.of_agencies import SNOOZE, owed_subject
from knowledge.changes.of_agencies import put_off as until_day
from knowledge.changes.of_messages import NOTED, noted, reminder_subject
from knowledge.memory import completions, offices, reminders
from knowledge.messages import Reply
from knowledge.obligations.message import ACKNOWLEDGE, LATER
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import opening, shorten, weekday

_LONGEST_NAME = 60  # characters


def acknowledge(context: Context) -> Reply | None:
    """Write down who took note of it, once: somebody of the agency's group, or who speaks for the agency; None for
    another message."""
    if not (context.said.chosen and context.text == ACKNOWLEDGE and context.said.row is not None):
        return None
    agency, owed = reminders.in_row(context.tx, context.said.row)
    if not agency:
        return context.reply("press.gone")
    if refusal := context.refused("acknowledge", agency):
        return refusal
    if reminders.acknowledged(context.tx, context.said.row):
        return context.reply("remind.acknowledged_before")
    context.change(NOTED, reminder_subject(context.said.row, owed, agency), noted(context.person.id, context.now))
    name = shorten(" ".join(context.message.sender_name.split()), _LONGEST_NAME)
    said = context.reply("remind.acknowledged", name=name or context.reply("remind.somebody").text)
    return replace(said, text=opening(said.text))


def put_off(context: Context) -> Reply | None:
    """Say nothing of what the reminder holds for some days, never past the last day; None for another message."""
    action, _, days = context.text.rpartition(" ")
    if not (context.said.chosen and action == LATER and context.said.row is not None):
        return None
    agency, obligations = reminders.in_row(context.tx, context.said.row)
    if not agency:
        return context.reply("press.gone")
    if refusal := context.refused("put_off", agency):
        return refusal
    open_ = [key for key in obligations if key not in completions.of_agency(context.tx, agency)]
    if not open_:
        return context.reply("remind.all_done")
    today = context.now.astimezone(VIET_NAM).date()
    wanted = today + timedelta(days=int(days))
    office = offices.get(context.tx, agency)
    until = {key: context.services.owing.put_off_until(office, key, wanted, today) for key in open_}
    moved = {key: day for key, day in until.items() if day is not None and day > today}
    if not moved:
        return context.reply("remind.put_off_not")
    batch: int | None = None
    for key, day in moved.items():
        after = until_day(day, context.person.id, context.now)
        made = context.change(SNOOZE, owed_subject(agency, key), after, batch=batch)
        batch = batch or (made.id if made else None)
    return _put_off(context, agency, open_, moved)


def _put_off(context: Context, agency: str, keys: list[str], moved: dict[str, date]) -> Reply:
    """On which day it comes again: once where that is one day for all, or else of each by itself."""
    days = {key: weekday(day, context.language) for key, day in moved.items()}
    if len(moved) == len(keys) and len(set(days.values())) == 1:
        return context.reply("remind.put_off", day=days[keys[0]])
    not_moved = context.reply("remind.put_off_not_this").text
    lines = [f"- {title_of(context, agency, key)}: {days.get(key, not_moved)}" for key in keys]
    return Reply("\n".join((context.reply("remind.put_off_each").text, *lines)), language=context.language)
