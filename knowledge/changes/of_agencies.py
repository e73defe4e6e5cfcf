"""What is changed for an agency: its days off and events, what it has done, what it wants to be told of later."""

from datetime import date, datetime

from knowledge.changes.change import Author, Value
from knowledge.changes.making import Kind
from knowledge.memory import Transaction, completions, days_off, events, reminders
from knowledge.memory.moments import from_text, to_text
from knowledge.occurrences import Event

DAY_OFF, EVENT, COMPLETION, SNOOZE = "day_off", "event", "completion", "snooze"


def day_off_subject(agency: str, day: date) -> str:
    """A day on which the agency does not work."""
    return f"{agency} {day}"


def event_subject(number: int, agency: str) -> str:
    """The agency's event with this number."""
    return f"event:{number} {agency}"


def owed_subject(agency: str, obligation: str) -> str:
    """What the agency owes, by the obligation's key."""
    return f"{obligation} {agency}"


def event_value(event: Event) -> Value:
    """What is held, and when."""
    return {"kind": event.kind, "title": event.title, "day": event.day.isoformat()}


def done(proof: str, done_on: date, person: int, now: datetime) -> Value:
    """That it is done, by which document, on which day; who said so and when."""
    return {"proof": proof, "done_on": done_on.isoformat(), "by": person, "at": to_text(now)}


def put_off(until: date, person: int, now: datetime) -> Value:
    """That nothing is said of it before this day; who wanted it so and when."""
    return {"until": until.isoformat(), "by": person, "at": to_text(now)}


def owed_in(subject: str) -> tuple[str, str]:
    """The agency and the key of what it owes."""
    key, _, agency = subject.rpartition(" ")
    return agency, key


def _get_day_off(tx: Transaction, subject: str) -> Value:
    agency, _, day = subject.partition(" ")
    known = days_off.of_agency(tx, agency)
    found = date.fromisoformat(day)
    return {"reason": known[found]} if found in known else None


def _put_day_off(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    agency, _, day = subject.partition(" ")
    if value is None:
        days_off.remove(tx, agency, date.fromisoformat(day))
    else:
        assert isinstance(value, dict)  # with the reason alone
        days_off.add(tx, agency, date.fromisoformat(day), value["reason"], author.person, now)


def _get_event(tx: Transaction, subject: str) -> Value:
    event = events.get(tx, _event_number(subject))
    return event_value(event) if event else None


def _put_event(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    number, agency = _event_number(subject), subject.partition(" ")[2]
    if value is None:
        events.cancel(tx, number, author.person, now)
    else:
        assert isinstance(value, dict)  # as `event_value` makes it
        event = Event(number, agency, value["kind"], value["title"], date.fromisoformat(value["day"]))
        events.put(tx, event, author.person, now)


def _event_number(subject: str) -> int:
    return int(subject.partition(" ")[0].removeprefix("event:"))


def _get_completion(tx: Transaction, subject: str) -> Value:
    found = completions.standing(tx, *owed_in(subject))
    return done(found.proof, found.done_on, found.person, found.at) if found else None


def _put_completion(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    agency, key = owed_in(subject)
    completions.take_back(tx, agency, key, author.person, now)
    if value is not None:
        assert isinstance(value, dict)  # as `done` makes it
        day, at = date.fromisoformat(value["done_on"]), from_text(value["at"])
        completions.add(tx, agency, key, value["proof"], value["by"], at, day)


def _get_snooze(tx: Transaction, subject: str) -> Value:
    found = reminders.snooze_of(tx, *owed_in(subject))
    return put_off(*found) if found else None


def _put_snooze(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    agency, key = owed_in(subject)
    if value is None:
        reminders.put_off_no_more(tx, agency, key)
    else:
        assert isinstance(value, dict)  # as `put_off` makes it
        at = from_text(value["at"])
        reminders.put_off(tx, agency, key, date.fromisoformat(value["until"]), value["by"], at)


KINDS = {
    DAY_OFF: Kind(_get_day_off, _put_day_off),
    EVENT: Kind(_get_event, _put_event),
    COMPLETION: Kind(_get_completion, _put_completion),
    SNOOZE: Kind(_get_snooze, _put_snooze, fleeting=True),
}
