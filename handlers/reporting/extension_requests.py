"""More time that was asked for and waits to be decided on: how it is shown, and who is told of it."""

from collections.abc import Sequence
from datetime import date

from handlers.clearance import said_of
from handlers.context import Context
from handlers.meanwhile import changed_meanwhile, with_seen
from handlers.reporting.parts import name_of
from knowledge.catalog.readers import EVERYTHING, Reader
from knowledge.changes.change import Change, Entry, Value
from knowledge.changes.of_agencies import owed_in
from knowledge.changes.of_people import person_now
from knowledge.last_days import last_day
from knowledge.memory import Transaction, overlay, people
from knowledge.memory.people import Person
from knowledge.messages import Button, Reply
from knowledge.notices import tell_admins, tell_person
from knowledge.progress.recorded import EXTENSION
from knowledge.questions.wording import day, period_text
from knowledge.records import Task

GRANT, REFUSE = "extend:grant", "extend:refuse"
"""What the buttons carry, followed by the request as it was seen: its subject and its value."""


def task_of(context: Context, subject: str) -> Task | None:
    """The task that a request is of; None where it is not there any more."""
    catalog, id_ = context.services.owing.catalog, owed_in(subject)[1]
    return catalog.task(id_) if id_ in catalog.positions else None


def waiting(context: Context) -> Reply:
    """What administrators have not decided on."""
    found = [
        (subject, value)
        for subject, value in overlay.of_kind(context.tx, EXTENSION).items()
        if task_of(context, subject) is not None and isinstance(value, dict)
    ]
    if not found:
        return context.reply("extending.nothing_waits")
    head = context.reply("extending.waiting", n=len(found)).text
    buttons = tuple(button for each in found for button in _offered(context, *each))
    return Reply("\n".join([head, *(_line(context, *each) for each in found)]), buttons, context.language)


def as_it_is(context: Context, subject: str, seen: Value) -> Reply:
    """It is not what was seen: who changed it is said, and what waits now is offered to be decided on."""
    value = overlay.get(context.tx, EXTENSION, subject)
    said = changed_meanwhile(context, EXTENSION, subject, seen)
    if not isinstance(value, dict) or task_of(context, subject) is None:
        return Reply(f"{said}\n{context.reply('deciding.gone').text}", (), context.language)
    lines = [said, _line(context, subject, value)]
    return Reply("\n".join(lines), _offered(context, subject, value), context.language)


def tell_of_request(context: Context, subject: str, value: Value) -> int:
    """Ask the other administrators in private, where they may read everything; returns how many."""
    if task_of(context, subject) is None:
        return 0
    offered = {f"extending.{name}": with_seen(action, subject, value) for name, action in _ACTIONS}
    said = request_values(context, subject, value, EVERYTHING)
    return tell_admins(context.tx, "extending.request", context.now, besides=context.person.id, buttons=offered, **said)


def tell_that_it_waits(context: Context, made: Sequence[Entry]) -> None:
    """Requests that wait since these changes took something back: administrators are asked, and who asked is told."""
    for change in (each.change for each in made):
        if change.kind != EXTENSION or not isinstance(change.after, dict):
            continue
        tell_of_request(context, change.subject, change.after)
        person = people.get(context.tx, person_now(context.tx, change.after["by"]))
        if person and person.id != context.person.id and task_of(context, change.subject) is not None:
            said = request_values(context, change.subject, change.after, EVERYTHING)
            tell_person(context.tx, person, "extending.waits_again", context.now, **said)


def is_decided_by(tx: Transaction, change: Change, person: Person | None) -> bool:
    """Whether a request was answered by an administrator (who made the change, None: not known any more), and not taken
    back by who asked or by somebody else who speaks for the agency."""
    if change.kind != EXTENSION or change.after is not None or not isinstance(change.before, dict):
        return False
    if person is None:
        return True
    agency = owed_in(change.subject)[0]
    asked = person_now(tx, change.before["by"])
    return person.id != asked and not (person.role == "officer" and agency in person.agencies)


def request_values(context: Context, subject: str, value: Value, reader: Reader | None = None) -> dict[str, str]:
    """What is said of a request, of a task that is there."""
    agency, task = owed_in(subject)[0], task_of(context, subject)
    assert task is not None
    assert isinstance(value, dict)  # as `asked_value` makes it
    return {
        "agency": context.services.questions.agency_name(agency),
        "title": name_of(context, task, reader),
        "day": day(date.fromisoformat(value["day"]), context.language),
        "due": due_said(context, task, agency),
        "reason": str(value["reason"]) if reader else said_of(context, task.id, str(value["reason"])),
    }


def due_said(context: Context, task: Task, agency: str) -> str:
    """The last day as it is, and what the text says."""
    due, written = last_day(task, agency), period_text(task, context.language)
    return context.reply("extending.due", day=day(due, context.language), written=written).text if due else written


_ACTIONS = (("grant", GRANT), ("refuse", REFUSE))


def _offered(context: Context, subject: str, value: Value) -> tuple[Button, ...]:
    number = owed_in(subject)[1].rpartition(" ")[2]
    return tuple(
        context.button(f"extending.{name}_one", with_seen(action, subject, value), number=number)
        for name, action in _ACTIONS
    )


def _line(context: Context, subject: str, value: Value) -> str:
    return context.reply("extending.line", **request_values(context, subject, value)).text
