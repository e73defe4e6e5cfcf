"""What officials changed of duties to report, those that they added, and those that they hid."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.amending.edits import HIDDEN, Edit, added, names, read_edits
from knowledge.amending.ground import Ground
from knowledge.amending.secrecy import cites, with_internal
from knowledge.changes.change import Value
from knowledge.in_force import ADDED, NOTE
from knowledge.records import Duty

DUTY = "duty"
TITLE, WHEN, WHO, TO, FORM = "title", "when", "who", "to", "form"
FIELDS = frozenset({TITLE, WHEN, WHO, TO, FORM, NOTE})


def lay_duties(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of duties: what is reckoned with changes; the words of the text stay, in `quote`, `when`, `who`, `to`,
    and what was changed stands beside them."""
    known = ground.facts.directory.agencies
    duties = {duty.id: duty for duty in ground.facts.duties}
    closed = with_internal(ground.facts.documents, ground.facts.tasks)
    for edit in read_edits(changed, FIELDS):
        if not edit.field and edit.id not in duties:
            duties[edit.id] = replace(_added(edit, known), internal=cites(edit.basis, closed))
        elif edit.field == HIDDEN:
            duties.pop(edit.id, None)
        elif edit.field and edit.id in duties:
            duties[edit.id] = _set(duties[edit.id], edit, known)
    return replace(ground, facts=replace(ground.facts, duties=tuple(duties.values())))


@dataclass(frozen=True, slots=True)
class When:
    """When a duty is due, as its fields of these names say it."""

    recurrence: str
    exclusive: bool
    day: date | None = None
    month_days: tuple[str, ...] = ()
    month_day: int = 0
    weekday: int = 0


def when_value(when: When, text: str) -> Value:
    """When it is due, as it is kept: what was typed, and what follows from it."""
    return {
        "text": text,
        "recurrence": when.recurrence,
        "day": when.day.isoformat() if when.day else None,
        "month_days": list(when.month_days),
        "month_day": when.month_day,
        "weekday": when.weekday,
        "exclusive": when.exclusive,
    }


def agencies_value(text: str, agencies: tuple[str, ...]) -> Value:
    """Who owes it or receives it: as typed, and the ids."""
    return {"text": text, "agencies": list(agencies)}


def text_of(value: Value) -> str:
    """What was typed."""
    return str(value["text"]) if isinstance(value, dict) else str(value)


def _set(duty: Duty, edit: Edit, known: Container[str]) -> Duty:
    was = {TITLE: duty.title, WHEN: duty.when, WHO: duty.who, TO: duty.to, FORM: duty.form, NOTE: duty.note}
    stands = edit.amends(was[edit.field], text_of(edit.value))
    return _reckoned(replace(duty, amendments=(*duty.amendments, stands)), edit.field, edit.value, known)


def _reckoned(duty: Duty, field: str, value: Value, known: Container[str]) -> Duty:
    """With what follows from a field, apart from the words of the text."""
    if field == WHEN and isinstance(value, dict):
        day = value["day"]
        return replace(
            duty,
            recurrence=value["recurrence"],
            day=date.fromisoformat(str(day)) if day else None,
            month_days=names(value["month_days"]),
            month_day=value["month_day"],
            weekday=value["weekday"],
            exclusive=bool(value["exclusive"]),
            event="",
            event_days=0,
        )
    if field in (WHO, TO) and isinstance(value, dict):
        ids = tuple(each for each in names(value["agencies"]) if each in known)
        return replace(duty, who_agencies=ids) if field == WHO else replace(duty, to_agencies=ids)
    if field == TITLE:
        return replace(duty, title=str(value), title_en=str(value))
    return replace(duty, form=str(value)) if field == FORM else replace(duty, note=str(value))


def _added(edit: Edit, known: Container[str]) -> Duty:
    fields = added(edit)
    who, to, when = (text_of(fields[name]) for name in (WHO, TO, WHEN))
    duty = Duty(
        edit.id, str(fields[TITLE]), str(fields[TITLE]), "", edit.basis, "", who, (), to, (), when, "periodic", None,
        exclusive=False, form="", state="live", source=edit.basis, confidence="high",
        amendments=(replace(edit, field=ADDED).amends("", ""),),
    )  # fmt: skip
    for name in (WHO, TO, WHEN):
        duty = _reckoned(duty, name, fields[name], known)
    return duty
