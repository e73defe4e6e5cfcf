"""What must be so of reminders whatever happens: checks of what arrived, of what waits and of what is written down."""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from knowledge.memory import Transaction, completions, days_off, offices, reminders, wishes
from knowledge.memory.moments import to_text
from knowledge.obligations.digest import compose_week, week_of
from knowledge.obligations.message import compose
from knowledge.obligations.office import Office
from knowledge.obligations.plan import Now, Reminder, all_in, due_now
from knowledge.obligations.steps import Step
from knowledge.obligations.words import title
from knowledge.questions.ask import VIET_NAM
from tests.jobs.remind_world import HOURS, Arrival, World

REASONS = {
    "before the chat was bound",
    "a later step had come",
    "the chat does not want this kind",
    "nothing to say",
}
_LATE = re.compile(r"Lẽ ra nhắc ngày (\d\d)/(\d\d?)/(\d{4})")
Row = tuple[object, ...]


def check_arrival(tx: Transaction, world: World, arrival: Arrival, before: Iterable[Arrival]) -> None:
    """Nothing has changed since it arrived."""
    if not arrival.is_fresh:
        return
    row, agency = arrival.row, arrival.row.agency
    assert agency
    assert row.key
    kind = row.key.split()[0]
    _check_moment(tx, world, arrival)
    for other in before:
        if other.is_fresh and other.row.agency == agency and not other.is_doubtful:
            assert not arrival.keys & other.keys, "said twice"
            assert (other.row.key or "").split()[0] != kind or other.day != arrival.day, "two messages in a day"
    office = offices.get(tx, agency)  # what is passed on to the next chat says what the first one wished
    if kind == "week":
        _check_week(tx, world, arrival, office)
        return
    said = _reminders(world, office, arrival.keys, arrival.day)
    assert said.keys() == arrival.keys
    done = completions.of_agency(tx, agency)
    for reminder in said.values():
        assert reminder.owed.obligation.key not in done, "said after it was done"
        assert reminder.owed.kind in office.kinds
        _check_programme(world, reminder)
        _check_silence(tx, world, office, reminder)
    keys = {reminder.owed.obligation.key for reminder in said.values()}
    assert len(keys) == len(said), "one thing twice in a message"
    in_order = sorted(said.values(), key=lambda each: _place(world, each, said.values(), row.reply.text))
    now = compose(world.book, office, in_order, arrival.day, "vi")
    assert row.reply == now, f"said {row.reply.text}, but now it is {now.text}"
    late = {reminder.step.day for reminder in said.values() if reminder.step.day != arrival.day}
    assert {date(int(y), int(m), int(d)) for d, m, y in _LATE.findall(row.reply.text)} == late


def _place(world: World, reminder: Reminder, said: Collection[Reminder], text: str) -> tuple[date, int]:
    """What is due first stands first; else in the order of the text, in which a task's years may be called the same."""

    def named(each: Reminder) -> str:
        return title(world.book.catalog, each.owed.obligation, "vi")

    due, name = reminder.owed.obligation.due, named(reminder)
    before = sum(each.owed.obligation.due < due and named(each) == name for each in said)
    return due, [found.start() for found in re.finditer(re.escape(name), text)][before]


def _check_moment(tx: Transaction, world: World, arrival: Arrival) -> None:
    wanted, agency = wishes.get(tx, arrival.row.chat), arrival.row.agency or ""
    local = arrival.at.astimezone(VIET_NAM)
    assert (wanted.first or HOURS.first) <= local.time() < (wanted.last or HOURS.last), "outside the hours"
    assert world.setting.calendar.is_working(local.date()), "on a day off"
    assert local.date() not in days_off.of_agency(tx, agency), "on the agency's own day off"
    assert local.weekday() not in wanted.quiet, "on a quiet weekday"
    assert not wanted.paused_until or wanted.paused_until <= local.date(), "paused"


def _check_week(tx: Transaction, world: World, arrival: Arrival, office: Office) -> None:
    assert "week" in office.kinds, "a week that is not wanted"
    done_lately = completions.since(tx, office.agency, arrival.at - timedelta(days=7))
    done = completions.of_agency(tx, office.agency)
    week = week_of(world.book, office, arrival.day, done, done_lately)
    assert arrival.row.reply == compose_week(world.book, office, week, arrival.day), "a week as it is not now"


def _check_programme(world: World, reminder: Reminder) -> None:
    owed = reminder.owed.obligation
    if owed.kind != "report":
        document = world.book.catalog.documents[world.book.catalog.task(owed.of).document]
        assert not document.over, "of a programme that is over"
        assert document.last_year is None or owed.due.year <= document.last_year


def _check_silence(tx: Transaction, world: World, office: Office, reminder: Reminder) -> None:
    """What was put off is not spoken of before that day; but on the last day on which it is in time it is."""
    owed = reminder.owed.obligation
    until = reminders.put_off_until(tx, office.agency).get(owed.key, date.min)
    last = world.book.telling_days(office).last_working_day_on_or_before(owed.due)
    assert until <= world.today or last <= world.today <= owed.due, "said although it was put off"


def _reminders(world: World, office: Office, keys: Iterable[str], today: date) -> dict[str, Reminder]:
    """The reminders with these keys, by the data as they are now."""
    wanted = set(keys)
    found: dict[str, Reminder] = {}
    for owed in world.owed(office):
        again = f"{office.agency} {owed.obligation.key} again "
        days = [date.fromisoformat(key.removeprefix(again)) for key in wanted if key.startswith(again)]
        steps = (*world.book.steps(owed, office), *(Step(f"again {day}", day, day) for day in days))
        each = (Reminder(office.agency, owed, step) for step in steps)
        found |= {reminder.key: reminder for reminder in each if reminder.key in wanted}
    return found


def check_records(tx: Transaction) -> None:
    """Every row of what was settled has a reason that we know, or stands in a message that was or will be sent, or of
    which admins are told."""
    for key, state, reason, row in tx.rows("SELECT reminder_key, state, reason, outbox FROM reminder"):
        if state == "skipped":
            assert reason in REASONS, (key, reason)
            assert row is None
            continue
        of = tx.first("SELECT state, replaced_by FROM outbox WHERE id = :id", id=row)
        assert of is not None, f"{key} is said in no message"
        assert of[0] != "dead" or of[1] is None, f"{key} was in a message that was withdrawn"


def check_put_off(tx: Transaction, world: World, agency: str, before: dict[str, date]) -> None:
    """What was put off just now comes again on a day on which the chat is told, and not past its last day."""
    office, today = offices.get(tx, agency), world.today
    dues = {owed.obligation.key: owed.obligation.due for owed in world.owed(office)}
    for key, until in reminders.put_off_until(tx, agency).items():
        if before.get(key) != until and key in dues:
            assert world.book.telling_days(office).is_working(until)
            assert until > today
            assert today > dues[key] or until <= dues[key], "put off past the last day"


def expected(tx: Transaction, world: World, agency: str) -> set[str]:
    """The keys of what is to be said to the agency today, in the morning: what is for this day, and was not said, nor
    left out before."""
    office = offices.get(tx, agency)
    put_off, done = reminders.put_off_until(tx, agency), completions.of_agency(tx, agency)
    for_today = {each.key for each in all_in(world.book, office, world.today, world.today, put_off, done)}
    settled = tx.rows(
        "SELECT reminder_key FROM reminder WHERE agency = :agency AND (state = 'said' OR settled_at < :now)",
        agency=agency,
        now=to_text(world.now),
    )
    return for_today - {str(key) for (key,) in settled}


def check_told(tx: Transaction, world: World, agency: str, expected: set[str], *, exactly: bool) -> None:
    """In the evening of a day on which all was up: what was expected in the morning was said, and nothing is left open
    that could be said."""
    said = {key for each in world.arrived if each.day == world.today and each.row.agency == agency for key in each.keys}
    assert said == expected if exactly else said >= expected, f"not said on its day: {said}, but {expected} were to be"
    since = reminders.bound_since(tx, agency)
    assert since is not None
    office = offices.get(tx, agency)
    put_off, done = reminders.put_off_until(tx, agency), completions.of_agency(tx, agency)
    left = due_now(
        world.book,
        office,
        since.astimezone(VIET_NAM).date(),
        world.today,
        reminders.settled(tx, agency, date.min),
        put_off,
        done,
    )
    assert left == Now((), ()), f"left open: {left}"


class UndoneError(Exception):
    """Carries a result out of a transaction that is undone."""


def dump(tx: Transaction) -> tuple[list[Row], list[Row]]:
    """All that reminders have written, without numbers that depend on who came first."""
    messages = tx.rows(
        "SELECT unique_key, channel, chat, agency, reply, state, parts_sent FROM outbox WHERE in_hours = 1"
        " ORDER BY unique_key"
    )
    settled = tx.rows(
        "SELECT reminder_key, r.state, r.reason, o.unique_key FROM reminder r LEFT JOIN outbox o ON o.id = r.outbox"
        " ORDER BY reminder_key"
    )
    return messages, settled
