"""More time is granted with the document that allows it, or refused; then who asked is told."""

import json
from datetime import date
from typing import Any

from handlers.asking import ask_for, asked_for, end
from handlers.carried import carried
from handlers.clearance import said_of
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.editing.preview import effect_said
from handlers.editing.telling_officers import tell_officers
from handlers.meanwhile import changed_meanwhile, seen_in
from handlers.reporting.extension_requests import GRANT, REFUSE, as_it_is, due_said, task_of
from handlers.reporting.parts import Part, finished_said, name_of
from knowledge.acts import names_act
from knowledge.amending.due import due_value
from knowledge.asks import asks
from knowledge.catalog.readers import EVERYTHING
from knowledge.changes.change import Entry, Value
from knowledge.changes.of_agencies import owed_in
from knowledge.changes.of_people import person_now
from knowledge.editing.thing import Placed
from knowledge.in_force import LEAD, column
from knowledge.last_days import DUE
from knowledge.memory import overlay, people
from knowledge.messages import Reply
from knowledge.notices import tell_person
from knowledge.progress.recorded import EXTENSION
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, period_text
from knowledge.records import Task
from knowledge.vietnamese.fold import fold_letters

STOP = "extend:stop"
Seen = list[list[Any]]
"""Kind, subject and value of each thing, as they were when something was asked."""
_BASIS, _WHY_NOT, _NO_REASON = "extend:document ", "extend:why_not ", "extend:no_reason"
_LONGEST = 300  # characters
_BEFORE_BASIS = ("can cu theo ", "can cu vao ", "can cu ", "theo ", "by ", "under ")


def decide(context: Context) -> Reply | None:
    """Begin to grant or to refuse what was asked for; None for another message."""
    action, _, argument = context.text.partition(" ")
    if not (context.said.chosen and action in (GRANT, REFUSE)):
        return None
    if refusal := context.refused("decide_extension"):
        return refusal
    subject, value = seen_in(argument)
    task = task_of(context, subject)
    if task is None or overlay.get(context.tx, EXTENSION, subject) != value:
        return as_it_is(context, subject, value)
    if action == REFUSE:
        _expect(context, f"{_WHY_NOT}{json.dumps([subject, value])}")
        no_reason = context.button("deciding.no_reason", _NO_REASON)
        return context.reply("deciding.why_not", no_reason, context.button("extending.stop", STOP))
    return _ask_basis(context, task, owed_in(subject)[0], date.fromisoformat(value["day"]))


def grant_now(context: Context, part: Part, until: date, typed: str) -> Reply:
    """Give more time without having been asked: by the document that is typed behind the day, or asked for."""
    basis = _basis(typed)
    if not basis:
        return _ask_basis(context, part.task, part.agency, until)
    return _ask_to_grant(context, part.subject, until, basis)


def record(context: Context) -> Reply | None:
    """The document or the reason that was asked for; None where none was, a command gives it up, a question leaves
    it."""
    granted, refused = asked_for(context, _BASIS), asked_for(context, _WHY_NOT)
    if granted is None and refused is None:
        return None
    chosen = context.text if context.said.chosen else ""
    if context.command or chosen not in ("", STOP, _NO_REASON):
        end(context)
        return None
    if not chosen and asks(context.text):
        return None
    if chosen == STOP:
        end(context)
        return context.reply("deciding.stopped")
    if refusal := context.refused("decide_extension"):
        return refusal
    if refused is not None:
        subject, value = carried(refused, str, object)
        end(context)
        return _refuse(context, subject, value, "" if chosen else context.text.strip()[:_LONGEST])
    basis = _basis(context.text)
    if chosen or not basis:
        return context.reply("deciding.no_document", context.button("extending.stop", STOP))
    assert granted is not None  # one of the two was asked for
    subject, until, seen = carried(granted, str, str, list)
    end(context)
    return _ask_to_grant(context, subject, date.fromisoformat(until), basis, seen)


def due_subject(task: Task, agency: str) -> str:
    """What is changed: the task where one agency alone leads it, the part of the agency where several do."""
    lead = column(task, LEAD)
    alone = len(lead.named) == 1 and not lead.collectives
    return task.id if alone else f"{task.id} {agency}"


def _ask_basis(context: Context, task: Task, agency: str, until: date) -> Reply:
    subject = f"{task.id} {agency}"
    argument = json.dumps([subject, until.isoformat(), _as_it_is(context, task, agency)])
    _expect(context, f"{_BASIS}{argument}")
    stop = context.button("extending.stop", STOP)
    return context.reply("deciding.basis", stop, number=task.number, day=day(until, context.language))


def _expect(context: Context, about: str) -> None:
    ask_for(context, about)


def _basis(typed: str) -> str:
    """The document as typed, without the words before it; "" where none is named."""
    text = " ".join(typed.split())[:_LONGEST].strip(" ,.;:-–")
    plain = fold_letters(text)
    start = next((len(words) for words in _BEFORE_BASIS if plain.startswith(words)), 0)
    return text[start:] if names_act(text) else ""


def grant_confirmed(context: Context, argument: str) -> Reply:
    """It was confirmed: set the day, answer what was asked for, and tell who asked and whom else it concerns."""
    if refusal := context.refused("decide_extension"):
        return refusal
    subject, day_set, basis, seen = carried(argument, str, str, str, list)
    until, (agency, _), task = date.fromisoformat(day_set), owed_in(subject), task_of(context, subject)
    if task is None or _as_it_is(context, task, agency) != seen:
        return _ask_to_grant(context, subject, until, basis, seen)
    asked, before = overlay.get(context.tx, EXTENSION, subject), context.services.owing.catalog
    placed, reason = _placed(context, task, agency, until, basis, asked), _reason(asked)
    made: list[Entry] = []
    for (kind, target, value), (_, _, was) in zip(placed, seen, strict=True):
        why, batch = reason if kind == DUE and value else "", made[0].id if made else None
        entry = context.change(kind, target, value, reason=why, basis=basis, expected=was, batch=batch)
        made += [entry] if entry else []
    values = _values(context, task, agency, until)
    _tell(context, asked, task, "deciding.granted_to_you", basis=basis, **values)
    tell_officers(context, before, made, besides=_who_asked(context, asked))
    key, reminded = "deciding.granted", "deciding.reminded"
    if placed[0][1] != task.id:
        key, reminded = "deciding.granted_part", "deciding.reminded_part"
    reminding = finished_said(context, task, agency) or context.reply(reminded, agency=values["agency"]).text
    undo = [context.button("audit.undo_this", f"undo:one {made[0].id}")] if made else []
    basis = said_of(context, task.id, basis, instead="internal.basis")
    return context.reply(
        key, *undo, basis=basis, written=period_text(task, context.language), reminding=reminding, **values
    )


def _ask_to_grant(context: Context, subject: str, until: date, basis: str, seen: Seen | None = None) -> Reply:
    """Say what the other day alters, and ask to confirm it; first of all, what somebody has changed since it was seen.
    A request that is another one by now is decided on anew."""
    (agency, _), task = owed_in(subject), task_of(context, subject)
    if task is None:
        return context.reply("deciding.gone")
    now = _as_it_is(context, task, agency)
    changed = [was for was, each in zip(seen or now, now, strict=False) if was != each]
    if any(kind == EXTENSION for kind, _, _ in changed):
        return as_it_is(context, subject, changed[-1][2])
    placed = _placed(context, task, agency, until, basis, overlay.get(context.tx, EXTENSION, subject))
    key = "deciding.will" if placed[0][1] == task.id else "deciding.will_part"
    shown = said_of(context, task.id, basis, instead="internal.basis")
    values = _values(context, task, agency, until) | {"due": due_said(context, task, agency)}
    said = context.reply(key, basis=shown, **values).text
    lines = [*(changed_meanwhile(context, *each) for each in changed), said, *effect_said(context, placed)]
    argument = json.dumps([subject, until.isoformat(), basis, now])
    return ask_to_confirm(context, "decide_extension", argument, Reply("\n".join(lines)), "edit.yes")


def _placed(context: Context, task: Task, agency: str, until: date, basis: str, asked: Value) -> list[Placed]:
    """What granting makes of each of these."""
    value = due_value(until, basis, _reason(asked), context.now.astimezone(VIET_NAM).date())
    (kind, target), *others = _subjects(task, agency)
    return [(kind, target, value), *((kind, subject, None) for kind, subject in others)]


def _as_it_is(context: Context, task: Task, agency: str) -> Seen:
    """All that granting changes, as it is now."""
    get = context.services.changes.get
    return [[kind, subject, get(context.tx, kind, subject)] for kind, subject in _subjects(task, agency)]


def _subjects(task: Task, agency: str) -> list[tuple[str, str]]:
    """What granting changes: the day first, the request last."""
    part, target = f"{task.id} {agency}", due_subject(task, agency)
    own = [(DUE, part)] if target == task.id else []  # it would stand before that of the task
    return [(DUE, target), *own, (EXTENSION, part)]


def _reason(asked: Value) -> str:
    return str(asked["reason"]) if isinstance(asked, dict) else ""


def _refuse(context: Context, subject: str, seen: Value, why: str) -> Reply:
    """Nothing is changed but that it is answered; unless something else is asked for by now."""
    asked, task = overlay.get(context.tx, EXTENSION, subject), task_of(context, subject)
    if asked != seen or task is None:
        return as_it_is(context, subject, seen)
    context.change(EXTENSION, subject, None, reason=why, expected=seen)
    assert isinstance(asked, dict)  # as `asked_value` makes it
    values = _values(context, task, owed_in(subject)[0], date.fromisoformat(asked["day"]))
    reason = context.reply("deciding.reason", reason=why).text if why else ""
    _tell(context, asked, task, "deciding.refused_to_you", reason=reason, **values)
    shown = context.reply("deciding.reason", reason=said_of(context, task.id, why)).text if why else ""
    return context.reply("deciding.refused", reason=shown, **values)


def _values(context: Context, task: Task, agency: str, until: date) -> dict[str, object]:
    return {
        "title": name_of(context, task),
        "agency": context.services.questions.agency_name(agency),
        "day": day(until, context.language),
    }


def _who_asked(context: Context, asked: Value) -> int | None:
    return person_now(context.tx, asked["by"]) if isinstance(asked, dict) else None


def _tell(context: Context, asked: Value, task: Task, key: str, **values: object) -> None:
    """To who asked, in private, where an officer may read everything."""
    values["title"] = name_of(context, task, EVERYTHING)
    person = people.get(context.tx, number) if (number := _who_asked(context, asked)) is not None else None
    if person and person.id != context.person.id:
        tell_person(context.tx, person, key, context.now, **values)  # type: ignore[arg-type]
