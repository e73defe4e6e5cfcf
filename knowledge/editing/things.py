"""The table of what officials may change: each kind of things, and each of its fields with how it is read, said and
kept. A new field is a row here, its names in `words.toml`, and its texts."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from types import MappingProxyType

from knowledge.amending.agencies import AGENCY
from knowledge.amending.aliases import ALIAS, alias_subject, alias_value
from knowledge.amending.calendar import ALL_CHATS, DAY, HOURS
from knowledge.amending.collectives import COLLECTIVE
from knowledge.amending.due import due_value
from knowledge.amending.duties import DUTY
from knowledge.amending.edits import edit_value
from knowledge.amending.rhythms import OF_KINDS, RHYTHM, rhythm_value
from knowledge.amending.subjects import slug
from knowledge.amending.successions import SUCCESSION
from knowledge.amending.tasks import TASK, column_value
from knowledge.changes.change import Value
from knowledge.current import Known
from knowledge.editing import finding, reading, reading_agencies, secrecy, showing
from knowledge.editing.asked import Asked, UnclearError
from knowledge.editing.thing import Field, Placed, Thing, Why
from knowledge.in_force import COORDINATE, LEAD, NOTE, TITLE, amended, column, title
from knowledge.last_days import DUE, last_day
from knowledge.texts import say

_LONGEST_ID = 40


def _keep_due(id_: str, value: Value, why: Why) -> Placed:
    return DUE, id_, due_value(date.fromisoformat(str(value)), why.basis, why.reason, why.today)


def _keep_alone(kind: str) -> Callable[[str, Value, Why], Placed]:
    """The thing has this one field, and is kept as it."""
    return lambda id_, value, why: (kind, id_, edit_value(value, why.basis, why.reason, why.today))


def _due_now(known: Known, id_: str) -> Value:
    day = last_day(known.catalog.task(id_))
    return day.isoformat() if day else None


def _recurs(known: Known, id_: str) -> str:
    return "recurring" if known.catalog.task(id_).period.recurring else ""


def _note_now(known: Known, id_: str) -> Value:
    noted = amended(known.catalog.task(id_), NOTE)
    return noted.now if noted else None


def _role_now(role: str) -> Callable[[Known, str], Value]:
    return lambda known, id_: column_value(column(known.catalog.task(id_), role))


def _duty_now(field: str) -> Callable[[Known, str], Value]:
    def now(known: Known, id_: str) -> Value:
        duty = finding.duty(known, id_)
        changed = amended(duty, field)
        return changed.now if changed else str(getattr(duty, field)) or None

    return now


def _rhythm_now(known: Known, id_: str) -> Value:
    rhythm = known.ground.rhythms.of(id_) if id_ in OF_KINDS else known.ground.rhythms.of("report", "", id_)
    return rhythm_value(rhythm)


def _hours_now(known: Known, id_: str) -> Value:
    first, last = known.ground.hours or (time(8), time(17))
    return [f"{first:%H:%M}", f"{last:%H:%M}"]


def _new_task(asked: Asked) -> str:
    return f"{asked.values['document']} {asked.values['number']}"


def _new_agency(asked: Asked) -> str:
    """Its abbreviation, or its name, as one word that no agency has yet."""
    words = str(asked.values.get("short") or asked.values["name"])
    found = re.sub(r"[^a-z0-9-]", "", slug(words).replace("-", "") if asked.values.get("short") else slug(words))
    if not found or found[:_LONGEST_ID] in asked.known.catalog.agencies:
        raise UnclearError("agency_there", typed=words)
    return found[:_LONGEST_ID]


def _new_duty(asked: Asked) -> str:
    found = slug(str(asked.values[TITLE]))[:_LONGEST_ID].strip("-")
    if any(each.id == found for each in asked.known.catalog.duties):
        raise UnclearError("duty_there")
    return found


def _new_alias(asked: Asked) -> str:
    subject = alias_subject(str(asked.values["agency"]), str(asked.values["text"]))
    taken = asked.known.catalog.directory.find(str(asked.values["text"]))
    if taken is not None and taken.id == asked.values["agency"]:
        raise UnclearError("alias_there", name=taken.name)
    return subject


def _new_succession(asked: Asked) -> str:
    of, to = str(asked.values["of"]), str(asked.values["to"])
    agencies, reached = asked.known.catalog.agencies, [to]
    while after := agencies[reached[-1]].successor_in():
        if after.successor in reached:
            break
        reached.append(after.successor)
    if of in reached and not asked.values.get("tasks"):
        raise UnclearError("in_a_ring")
    return f"{of} {to}"


def _place_alias(id_: str, values: Mapping[str, Value], why: Why) -> Placed:
    return ALIAS, id_, alias_value(str(values["text"]))


def _place_member(id_: str, values: Mapping[str, Value], why: Why) -> Placed:
    return COLLECTIVE, id_, edit_value(value=True, basis=why.basis, reason=why.reason, since=why.today)


def _place_day(id_: str, values: Mapping[str, Value], why: Why) -> Placed:
    return DAY, id_, edit_value(values["working"], why.basis, why.reason, why.today)


def _place_succession(id_: str, values: Mapping[str, Value], why: Why) -> Placed:
    kept = {"since": values["since"], "tasks": values.get("tasks") or []}
    return SUCCESSION, id_, edit_value(kept, why.basis, why.reason, why.today)


_ROLES = tuple(
    Field(
        role,
        reading_agencies.lead if role == LEAD else reading_agencies.column,
        showing.column,
        _role_now(role),
        optional=role != LEAD,
    )
    for role in (LEAD, COORDINATE)
)
_INTERNAL = Field(
    "internal", secrecy.read, secrecy.show, secrecy.now, basis=False, keep=secrecy.keep, cannot=secrecy.cannot,
    choices=secrecy.CHOICES, unasked=True, always=True,
)  # fmt: skip
_TASK = Thing(
    TASK, "edit_tasks", finding.tasks, finding.task_name_of,
    fields=(
        Field(TITLE, reading.text, showing.text, lambda known, id_: title(known.catalog.task(id_))),
        *_ROLES,
        Field(DUE, reading.due, showing.last_day, _due_now, keep=_keep_due, cannot=_recurs),
        Field(NOTE, reading.text, showing.text, _note_now, basis=False),
        _INTERNAL,
    ),
    wanted=(
        Field("document", reading.document, showing.document),
        Field("number", reading.number, showing.text),
        Field(TITLE, reading.text, showing.text),
        *_ROLES,
        Field("period", reading.period, showing.text),
        _INTERNAL,
    ),
    made=_new_task, beside=secrecy.with_task, hides=True,
)  # fmt: skip
_AGENCY = Thing(
    AGENCY, "edit_agencies", finding.agencies, finding.agency_name_of,
    fields=(Field("name", reading.name, showing.text, lambda known, id_: known.catalog.agencies[id_].name),),
    wanted=(
        Field("name", reading.name, showing.text),
        Field("short", reading.name, showing.text, optional=True),
        Field("kind", reading.kind, showing.kind,
              choices=("ministry", "ministerial", "government", "media", "party", "province")),
    ),
    made=_new_agency, hides=True,
)  # fmt: skip
_ALIAS = Thing(
    ALIAS, "edit_agencies", finding.aliases, finding.alias_name,
    wanted=(Field("agency", reading_agencies.agency, showing.agency), Field("text", reading.name, showing.text)),
    made=_new_alias, place=_place_alias, basis=False,
)  # fmt: skip
_MEMBER = Thing(
    COLLECTIVE, "edit_agencies", finding.members, finding.member_name,
    wanted=(
        Field("group", reading_agencies.group, showing.agency),
        Field("agency", reading_agencies.agency, showing.agency),
    ),
    made=lambda asked: f"{asked.values['group']} {asked.values['agency']}", place=_place_member,
)  # fmt: skip
_SUCCESSION = Thing(
    SUCCESSION, "edit_agencies", finding.successions, finding.succession_name,
    wanted=(
        Field("of", reading_agencies.agency, showing.agency),
        Field("to", reading_agencies.agency, showing.agency),
        Field("since", reading.since, showing.last_day),
        Field("tasks", reading.tasks, showing.tasks, optional=True),
    ),
    made=_new_succession, place=_place_succession,
)  # fmt: skip
_DUTY = Thing(
    DUTY, "edit_duties", finding.duties, finding.duty_name,
    fields=(
        Field("title", reading.text, showing.text, _duty_now("title")),
        Field("when", reading.when, showing.text, _duty_now("when")),
        Field("who", reading_agencies.agencies, showing.text, _duty_now("who")),
        Field("to", reading_agencies.agencies, showing.text, _duty_now("to")),
        Field("form", reading.text, showing.text, _duty_now("form")),
        Field(NOTE, reading.text, showing.text, _duty_now("note"), basis=False),
        _INTERNAL,
    ),
    wanted=(
        Field("title", reading.text, showing.text),
        Field("who", reading_agencies.agencies, showing.text),
        Field("to", reading_agencies.agencies, showing.text),
        Field("when", reading.when, showing.text),
        _INTERNAL,
    ),
    made=_new_duty, beside=secrecy.with_duty, hides=True,
)  # fmt: skip
_RHYTHM = Thing(
    RHYTHM, "edit_duties", finding.rhythms, finding.rhythm_name,
    fields=(Field("steps", reading.rhythm, showing.rhythm, _rhythm_now, basis=False, keep=_keep_alone(RHYTHM)),),
    basis=False,
)  # fmt: skip
_DAY = Thing(
    DAY, "edit_calendar", finding.days, finding.day_name,
    wanted=(
        Field("day", reading.day, showing.one_day),
        Field("working", reading.working, showing.working, choices=("nghỉ", "làm việc")),
    ),
    made=lambda asked: str(asked.values["day"]), place=_place_day, basis=False,
)  # fmt: skip
_HOURS = Thing(
    HOURS, "edit_calendar", lambda known, text, today: ((ALL_CHATS, ""),),
    lambda known, id_, language: say(language, "edit.hours_called"),
    fields=(Field("hours", reading.hours, showing.hours, _hours_now, basis=False, keep=_keep_alone(HOURS)),),
    drops=False, basis=False,
)  # fmt: skip

THINGS: Mapping[str, Thing] = MappingProxyType({
    each.kind: each
    for each in (_TASK, _AGENCY, _ALIAS, _MEMBER, _SUCCESSION, _DUTY, _RHYTHM, _DAY, _HOURS)
})  # fmt: skip
