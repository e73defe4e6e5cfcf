"""Days on which offices work or rest otherwise, and the hours in which chats are told: as officials have set them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

from knowledge.amending.edits import edit_value
from knowledge.amending.ground import Ground
from knowledge.changes.change import Value
from knowledge.working_days import SpecialDay

DAY, HOURS = "day", "hours"
ALL_CHATS = "all"
"""The subject of the hours: every chat that wishes no others."""


def day_value(reason: str, basis: str, since: date, *, working: bool) -> Value:
    """Whether offices work on a day; its subject is the ISO day."""
    return edit_value(working, basis, reason, since)


def lay_days(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of days: what was set of a day holds, whatever was said of it before."""
    days = [_special(date.fromisoformat(day), value) for day, value in changed.items() if isinstance(value, dict)]
    return replace(ground, calendar=ground.calendar.with_days(days))


def lay_hours(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of hours, in Viet Nam."""
    value = changed.get(ALL_CHATS)
    if not isinstance(value, dict):
        return ground
    first, last = value["value"]
    return replace(ground, hours=(time.fromisoformat(first), time.fromisoformat(last)))


def _special(day: date, value: Mapping[str, Value]) -> SpecialDay:
    reason = str(value["reason"])
    return SpecialDay(
        day, bool(value["value"]), confirmed=True, reason=reason, reason_en=reason, source=str(value["basis"])
    )
