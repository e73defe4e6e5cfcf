"""Reads duties.toml: duties with a date or a rhythm, checked against the agencies and the clauses they cite."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.tables import read_rows
from knowledge.records import Duty, Provision, SourceError

_RECURRENCES = {"once", "yearly", "periodic", "event"}
_STATES = {"live", "historical", "past"}
_CONFIDENCES = {"high", "medium", "low"}
_BEFORE_DAY = re.compile(r"trước (?:ngày )?\d")
_MONTH_DAY = re.compile(r"\d\d-\d\d")


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
    if (duty.recurrence == "yearly") != bool(duty.month_day):
        return "month_day goes with recurrence yearly, and only with it"
    if duty.day and duty.recurrence != "once":
        return "day goes with recurrence once only"
    if duty.month_day and not _is_month_day(duty.month_day):
        return f"{duty.month_day!r} is no day of a year like '11-30'"
    if duty.exclusive != bool(_BEFORE_DAY.search(duty.when)):
        return f"exclusive does not agree with {duty.when!r}"
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
