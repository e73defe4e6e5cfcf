"""Reads duties.toml: duties with a date or a rhythm, checked against the agencies and the clauses they cite."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.tables import read_rows
from knowledge.records import Duty, Provision, SourceError

_MONTH_DAYS = {"yearly": 1, "half-yearly": 2, "quarterly": 4}
_RECURRENCES = {*_MONTH_DAYS, "once", "monthly", "weekly", "periodic", "event"}
_STATES = {"live", "historical", "past"}
_CONFIDENCES = {"high", "medium", "low"}
_BEFORE_DAY = re.compile(r"trước (?:ngày )?\d")
_MONTH_DAY = re.compile(r"\d\d-\d\d")
_LAST_CLOSING_DAY = 28


def read_duties(path: Path, directory: AgencyDirectory, provisions: Iterable[Provision]) -> tuple[Duty, ...]:
    """The duties in the order of the file.

    Raises SourceError for a duty that contradicts itself, names no known agency, or misquotes its clause.
    """
    duties = read_rows(path, "duty", Duty)
    clauses = {(provision.document, provision.path): _joined(provision) for provision in provisions}
    seen: set[str] = set()
    for duty in duties:
        if reason := _reason_against(duty, directory, clauses) or ("this id is used twice" if duty.id in seen else ""):
            raise SourceError(path.name, None, f"{duty.id}: {reason}")
        seen.add(duty.id)
    return duties


def _joined(provision: Provision) -> str:
    return " ".join(f"{provision.heading} {provision.text}".split())


def _reason_against(duty: Duty, directory: AgencyDirectory, clauses: dict[tuple[str, str], str]) -> str:
    """Why this duty cannot be right; empty when nothing speaks against it."""
    for value, allowed in (
        (duty.recurrence, _RECURRENCES),
        (duty.state, _STATES),
        (duty.confidence, _CONFIDENCES),
    ):
        if value not in allowed:
            return f"{value!r} is none of {', '.join(sorted(allowed))}"
    for agency in (*duty.who_agencies, *duty.to_agencies):
        if agency not in directory.agencies:
            return f"there is no agency {agency!r}"
    return _wrong_day(duty) or _wrong_quote(duty, clauses)


def _wrong_day(duty: Duty) -> str:
    wanted = _MONTH_DAYS.get(duty.recurrence, 0)
    if len(duty.month_days) != wanted:
        return f"month_days holds {len(duty.month_days)} days, {wanted} go with recurrence {duty.recurrence}"
    if duty.day and duty.recurrence != "once":
        return "day goes with recurrence once only"
    if wrong := next((day for day in duty.month_days if not _is_month_day(day)), None):
        return f"{wrong!r} is no day of a year like '11-30'"
    if duty.exclusive != bool(_BEFORE_DAY.search(duty.when)):
        return f"exclusive does not agree with {duty.when!r}"
    return _wrong_number(duty)


def _wrong_number(duty: Duty) -> str:
    for field, value, recurrence, last in (
        ("month_day", duty.month_day, "monthly", 31),
        ("weekday", duty.weekday, "weekly", 7),
    ):
        if (duty.recurrence == recurrence) != (1 <= value <= last) or not 0 <= value <= last:
            return f"{field} goes with recurrence {recurrence}, from 1 to {last}, and only with it"
    if (duty.event or duty.event_days) and duty.recurrence != "event":
        return "event and event_days go with recurrence event only"
    if duty.event_days and not duty.event:
        return "event_days needs event: what the days are counted from"
    if not 0 <= duty.closing_day <= _LAST_CLOSING_DAY:
        return f"closing_day is a day of a month up to {_LAST_CLOSING_DAY}, or 0"
    return ""


def _is_month_day(text: str) -> bool:
    if not _MONTH_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"2001-{text}")
    except ValueError:
        return False
    return True


def _wrong_quote(duty: Duty, clauses: dict[tuple[str, str], str]) -> str:
    if not duty.document:
        return ""
    text = clauses.get((duty.document, duty.clause))
    if text is None:
        return f"{duty.document} has no clause {duty.clause!r}"
    return "" if duty.quote and duty.quote in text else f"the quote is not in {duty.document}, {duty.clause}"
