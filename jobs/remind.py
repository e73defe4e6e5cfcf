"""Reminds: every agency that has a chat, of all that is due for it, in one message a working day within office hours.

What is due is reckoned from the data each time and never kept as a timer: after the program, the machine or a messenger
was down, the same reckoning finds what was missed, says the step that applies now and writes down why the older ones
were left out. Said twice is not possible: each step has a key, and so has each agency's message of a day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from knowledge.catalog.catalog import Catalog
from knowledge.memory import Transaction, completions, outbox, reminders
from knowledge.notices import tell_agency
from knowledge.obligations.digest import compose_week, week_of
from knowledge.obligations.message import compose
from knowledge.obligations.plan import Now, due_now
from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar

_LOOKS_BACK = timedelta(days=800)
"""Steps reach back to the beginning of the year before; what was settled of older ones is not looked at."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Within these times of a working day in Viet Nam reminders are said; `last` is not included any more."""

    first: time = time(8)
    last: time = time(17)


def remind(tx: Transaction, catalog: Catalog, calendar: Calendar, now: datetime, hours: Hours) -> int:
    """Write down what is to be said at this moment; returns how many messages that are."""
    local = now.astimezone(VIET_NAM)
    today = local.date()
    if not (hours.first <= local.time() < hours.last and calendar.is_working(today)):
        return 0
    told = 0
    for agency, since in reminders.bound_agencies(tx):
        if agency in catalog.agencies:
            told += _tell(tx, catalog, calendar, agency, since.astimezone(VIET_NAM).date(), now, today)
            told += _tell_week(tx, catalog, calendar, agency, now, today)
    return told


def _tell(
    tx: Transaction, catalog: Catalog, calendar: Calendar, agency: str, since: date, now: datetime, today: date
) -> int:
    settled = reminders.settled(tx, agency, today - _LOOKS_BACK)
    put_off = reminders.put_off_until(tx, agency)
    done = completions.of_agency(tx, agency)
    plan = due_now(catalog, calendar, agency, since, today, settled, put_off, done)
    said = _say(tx, catalog, calendar, agency, plan, now, today)
    before = [reminder for reminder in plan.skipped if reminder.step.day < since]
    stood_for = [reminder for reminder in plan.skipped if reminder.step.day >= since]
    reminders.skipped(tx, before, "before the chat was bound", now)
    reminders.skipped(tx, stood_for, "a later step had come", now)
    return said


def _say(
    tx: Transaction, catalog: Catalog, calendar: Calendar, agency: str, plan: Now, now: datetime, today: date
) -> int:
    """One message a day: what comes up after it waits for the next working day."""
    if not plan.say:
        return 0
    reply = compose(catalog, calendar, agency, plan.say, today, "vi")
    row = tell_agency(tx, agency, reply, now, key=f"remind {agency} {today}")
    if row is None:
        return 0
    reminders.said(tx, plan.say, row, now)
    return 1


def _tell_week(tx: Transaction, catalog: Catalog, calendar: Calendar, agency: str, now: datetime, today: date) -> int:
    """On the first working day of a week, once: what the week holds. Where that is nothing, nothing is said."""
    monday = today - timedelta(days=today.weekday())
    if today != calendar.first_working_day_on_or_after(monday):
        return 0
    key = f"week {agency} {monday}"
    if outbox.has_key(tx, key):
        return 0
    done_lately = completions.since(tx, agency, now - timedelta(days=7))
    week = week_of(catalog, agency, today, completions.of_agency(tx, agency), done_lately)
    if not week:
        return 0
    return int(tell_agency(tx, agency, compose_week(catalog, calendar, agency, week, today), now, key=key) is not None)
