"""Which duties to report answer a question, the most pressing first."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from knowledge.catalog.catalog import Catalog
from knowledge.in_force import amended
from knowledge.occurrences import Occurrence, next_occurrence, occurrences
from knowledge.questions.cited import is_act
from knowledge.questions.query import Query
from knowledge.questions.wording import agency_name, day
from knowledge.records import Duty
from knowledge.texts import say
from knowledge.vietnamese.words import plain_tokens

_NAMES = {
    "half-yearly": ("half_first", "half_second"),
    "quarterly": ("quarter_first", "quarter_second", "quarter_third", "quarter_fourth"),
}
_DAY_OF_DOCUMENT = re.compile(r"\bngày (\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_OF_DOCUMENT = re.compile(r"\d/((?:19|20)\d\d)/")
_JUST_PASSED = timedelta(days=40)
_SINGLED_OUT = 0.5
"""The share of the topic's words that a duty must hold to be the one that was asked about."""


def fitting(catalog: Catalog, query: Query, today: date) -> tuple[list[Duty], list[Duty]]:
    """The duties asked about and the others that fit, each with the soonest day first.

    Duties of a document that is over, and one-off ones whose day has passed, only where the document, their year or
    all documents are asked for.
    """
    ranked = sorted(_in_scope(catalog, query, today), key=lambda duty: _rank(duty, query, today))
    with_form = [duty for duty in ranked if duty.form and "form" in query.aspects]
    first = with_form or _singled_out(ranked, query)
    return first, [duty for duty in ranked if duty not in first and has_begun(catalog, duty, query)]


def asked_year(query: Query) -> int | None:
    """The one year that the question names."""
    return query.filters.active or (query.filters.due[1] if query.filters.due else None)


def asked_occurrence(duty: Duty, query: Query, today: date) -> Occurrence | None:
    """The first in the year asked about where that is another one; else this year's of a yearly duty where it has just
    passed, because who asks then is late; else the next one.
    """
    year = asked_year(query)
    if duty.recurrence != "once" and duty.state == "live":
        if year and year != today.year and (in_year := occurrences(duty, year)):
            return in_year[0]
        this_year = occurrences(duty, today.year)[:1] if duty.recurrence == "yearly" else ()
        if this_year and timedelta() < today - this_year[0].last <= _JUST_PASSED:
            return this_year[0]
    return next_occurrence(duty, today)


def begins(catalog: Catalog, duty: Duty) -> date | None:
    """The day of the document that sets it, before which nobody owed it; the first of its year where only that is
    known, None where nothing is."""
    if document := catalog.documents.get(duty.document):
        return document.issued
    if cited := _DAY_OF_DOCUMENT.search(duty.citation):
        day_, month, year = map(int, cited.groups())
        return date(year, month, day_)
    of_year = _YEAR_OF_DOCUMENT.search(duty.citation)
    return date(int(of_year[1]), 1, 1) if of_year else None


def has_begun(catalog: Catalog, duty: Duty, query: Query) -> bool:
    """Whether there was the duty in the year that the question names; True where it names none."""
    year, begun = asked_year(query), begins(catalog, duty)
    if not year or not begun:
        return True
    times = occurrences(duty, year)
    return begun.year <= year and not (times and times[-1].last < begun)


def _in_scope(catalog: Catalog, query: Query, today: date) -> Iterable[Duty]:
    """The duties of the documents asked about, else the current ones, as far as they concern the agencies asked about.

    Inside a document "các bộ, ngành, địa phương" is how it speaks, no choice among its duties; and where it has none
    for an agency the others are shown.
    """
    if "all" in query.aspects:
        return [duty for duty in catalog.duties if _concerns(catalog, duty, query)]
    if not query.documents:
        return [duty for duty in _of_acts(_current(catalog, query, today), query) if _concerns(catalog, duty, query)]
    held = [duty for duty in catalog.duties if duty.document in query.documents]
    if all(catalog.agencies[party.agency].kind == "group" for party in query.parties):
        return held
    return [duty for duty in held if _concerns(catalog, duty, query)] or held


def _of_acts(duties: Iterable[Duty], query: Query) -> list[Duty]:
    return [duty for duty in duties if not query.cited or any(is_act(duty.citation, act) for act in query.cited)]


def _concerns(catalog: Catalog, duty: Duty, query: Query) -> bool:
    """Whether the agencies asked about owe or receive it, by name or through the collective that does."""
    asked = {party.agency for party in query.parties}
    return not asked or bool(asked & set(duty.to_agencies)) or catalog.reaches(duty.who_agencies, asked)


def _current(catalog: Catalog, query: Query, today: date) -> Iterable[Duty]:
    year = query.filters.active or (query.filters.due or (today.year,))[-1]
    reports = [duty for duty in catalog.duties if duty.to]
    return [
        duty for duty in reports if duty.state == "live" or (year < today.year and duty.day and duty.day.year == year)
    ]


def _rank(duty: Duty, query: Query, today: date) -> tuple[bool, bool, bool, bool, bool, str]:
    asked = {party.agency for party in query.parties}
    due = asked_occurrence(duty, query, today)
    last = due.last if due else None
    span = query.filters.due_days
    return (
        span is not None and not (last and span[0] <= last.isoformat() <= span[1]),
        bool(asked) and not asked & {*duty.who_agencies, *duty.to_agencies},
        duty.day is None and query.filters.active is not None and query.filters.active < today.year,
        last is None,
        duty.confidence != "high",
        last.isoformat() if last else "",
    )


def _singled_out(duties: list[Duty], query: Query) -> list[Duty]:
    """The duties that hold most of the topic's words, at least two of them; none where the topic fits all alike."""
    asked = set(query.topic.replace(",", " ").split())
    scores = {duty.id: len(asked & set(plain_tokens(f"{duty.title} {duty.title_en} {duty.quote}"))) for duty in duties}
    most = max(scores.values(), default=0)
    if most < max(2, _SINGLED_OUT * len(asked)):
        return []
    best = [duty for duty in duties if scores[duty.id] == most]
    return best if len(best) < len(duties) else []


def period_name(occurrence: Occurrence, duty: Duty, language: str) -> str:
    """ "quý I/2026", "6 tháng đầu năm 2026"; of what is due each month or week the day; else ""."""
    if occurrence.period:
        number, year = occurrence.period
        return say(language, f"period.{_NAMES[duty.recurrence][number - 1]}", year=year)
    if duty.recurrence in ("monthly", "weekly"):
        return say(language, "period.due", day=day(occurrence.last, language))
    return ""


def receiver(catalog: Catalog, duty: Duty, language: str) -> str:
    """Who receives it now, with the name that the document has; of a duty that is over only that name."""
    if changed := amended(duty, "to"):
        return changed.now
    if len(duty.to_agencies) != 1 or duty.state != "live":
        return duty.to
    agency = catalog.agencies[duty.to_agencies[0]]
    after = next((succession for succession in agency.successions if succession.main), None)
    if after is None:
        return agency_name(agency, language)
    now = agency_name(catalog.agencies[after.successor], language)
    return say(language, "report.receiver", now=now, named=agency_name(agency, language))


def plain_title(duty: Duty) -> str:
    """The title of no year in particular."""
    return " ".join(duty.title.replace("{year}", "").replace("{next_year}", "").split())


def duty_title(duty: Duty, due: Occurrence | None, language: str) -> str:
    """The title, with the period where there are several a year; "{year}" in it is the year of the day that is due.
    That it is internal, where its words are withheld."""
    title = duty.title_en if language == "en" else duty.title
    if duty.withheld:
        title = say(language, "internal.report")
    year = due.last.year if due else None
    title = title.replace("{year}", str(year or "")).replace("{next_year}", str(year + 1 if year else ""))
    period = period_name(due, duty, language) if due else ""
    return f"{title} ({period})" if period else title
