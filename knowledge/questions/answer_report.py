"""Duties to report: by when, to whom, in which form, of which document; the strict last day and the working day that is safe."""

from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.query import REPORT, Query
from knowledge.questions.wording import action, agency_name, day, days_left, weekday
from knowledge.records import Duty
from knowledge.texts import say
from knowledge.vietnamese.words import plain_tokens
from knowledge.working_days import Calendar, advised_day, strict_last_day

_MOST = 6


def answer_report(catalog: Catalog, calendar: Calendar, query: Query, today: date) -> Answer:
    """The duties that fit, the most pressing first; of programmes that are over only where their document is named."""
    language = query.language
    duties = _fitting(catalog, query, today)
    draft = Draft()
    if not duties:
        draft.say(say(language, "report.none"))
        duties = [duty for duty in catalog.duties if duty.state == "live" and duty.recurrence == "yearly"]
    for duty in duties[:_MOST]:
        draft.gap()
        _duty(draft, catalog, calendar, duty, query, today, brief=len(duties) > 2)
    if len(duties) > _MOST:
        draft.gap()
        draft.say(say(language, "report.more", n=len(duties) - _MOST))
        for duty in duties[_MOST:]:
            draft.say(f"{_title(duty, language)}: {duty.when}. {duty.citation}")
    if not query.documents:
        for document in dict.fromkeys(duty.document for duty in catalog.duties if duty.document):
            if len(draft.buttons) < 4:
                known = catalog.documents[document]
                label = say(language, "button.report_of", document=known.short_name)
                draft.offer(label, action(Query(REPORT, documents=(document,), language=language)))
    return Answer(REPORT, draft.reply(), query)


def _fitting(catalog: Catalog, query: Query, today: date) -> list[Duty]:
    duties = list(catalog.duties)
    if query.documents and "all" not in query.aspects:
        duties = [duty for duty in duties if duty.document in query.documents]
    elif "all" not in query.aspects:
        years = query.filters.due or ((query.filters.active,) * 2 if query.filters.active else None)
        past = years is not None and years[1] < today.year
        duties = (
            [
                duty
                for duty in duties
                if duty.state == "live" or (past and duty.day is not None and duty.day.year == years[1])
            ]
            if years
            else [duty for duty in duties if duty.state == "live"]
        )
        if past:
            one_off = [duty for duty in duties if duty.state != "live"]
            duties = [*one_off, *(duty for duty in duties if duty.state == "live")]
    ranked = sorted(duties, key=lambda duty: _rank(duty, query, today))
    asked = _topical(ranked, query)
    return asked or ranked


def _topical(duties: list[Duty], query: Query) -> list[Duty]:
    """Of the duties, those that the topic's words single out."""
    words = set(query.topic.split())
    if not words:
        return []
    scores = [(len(words & set((plain_tokens(f"{duty.title} {duty.title_en} {duty.quote}")))), duty) for duty in duties]
    most = max((score for score, _ in scores), default=0)
    return [duty for score, duty in scores if score == most] if most >= max(2, 0.5 * len(words)) else []


def _rank(duty: Duty, query: Query, today: date) -> tuple[bool, bool, bool, str]:
    """Reports with a day first, soonest first; then rhythms and events."""
    asked = {party.agency for party in query.parties}
    last = strict_last_day(duty, today.year)
    coming = last if last and last >= today else strict_last_day(duty, today.year + 1)
    return (
        not asked & {*duty.who_agencies, *duty.to_agencies} if asked else False,
        last is None,
        duty.confidence == "low",
        (coming.isoformat() if coming else "9999"),
    )


def _title(duty: Duty, language: str) -> str:
    return duty.title_en if language == "en" else duty.title


def _duty(
    draft: Draft, catalog: Catalog, calendar: Calendar, duty: Duty, query: Query, today: date, *, brief: bool
) -> None:
    language = query.language
    last = strict_last_day(duty, today.year)
    year = today.year
    if duty.recurrence == "yearly" and duty.state == "live":
        if last and last < today:
            year += 1
            last = strict_last_day(duty, year)
        named = f"{int(duty.month_day[3:]):02}/{int(duty.month_day[:2])}/{year}"
        key = "before" if duty.exclusive else "by"
        draft.say(
            say(
                language,
                f"report.{key}",
                title=_title(duty, language),
                day=named if language == "vi" else day(date.fromisoformat(f"{year}-{duty.month_day}"), "en"),
            )
        )
        _advise(draft, calendar, duty, year, last, today, language)
    else:
        draft.say(say(language, "report.when", title=_title(duty, language), when=duty.when))
        if last and duty.exclusive and duty.state != "live":
            draft.say(say(language, "report.strict", day=day(last, language)))
    if duty.state != "live":
        draft.say(say(language, f"report.{duty.state}"))
    if duty.to:
        draft.say(say(language, "report.to", names=_receiver(catalog, duty, language)))
    if not brief or "form" in query.aspects:
        draft.say(say(language, "report.who", who=duty.who))
        if duty.form:
            draft.say(say(language, "report.form", form=duty.form))
        elif "form" in query.aspects:
            draft.say(say(language, "report.no_form"))
    if not brief and duty.note and language == "vi":
        draft.say(duty.note)
    if duty.confidence != "high":
        draft.say(say(language, "report.unsure"))
    draft.say(say(language, "source.place", place=duty.citation))


def _advise(
    draft: Draft, calendar: Calendar, duty: Duty, year: int, last: date | None, today: date, language: str
) -> None:
    advised = advised_day(duty, year, calendar)
    if last is None or advised is None:
        return
    left = days_left(last, today, language)
    if advised == last:
        draft.say(say(language, "report.last", day=weekday(last, language), left=left))
    else:
        off = calendar.why_off(last, language) or ""
        draft.say(
            say(
                language,
                "report.advised",
                day=weekday(advised, language),
                strict=day(last, language),
                why=off.lower() if language == "vi" and off.startswith(("Thứ", "Chủ")) else off,
                left=days_left(advised, today, language),
            )
        )
    if today <= advised and (remark := calendar.remark(advised, language)):
        draft.say(remark)


def _receiver(catalog: Catalog, duty: Duty, language: str) -> str:
    """Who receives it now, with the name that the document has."""
    if len(duty.to_agencies) != 1:
        return duty.to
    agency = catalog.agencies[duty.to_agencies[0]]
    after = next((s for s in agency.successions if s.main), None)
    if after is None:
        return agency_name(agency, language)
    return say(
        language,
        "report.receiver",
        now=agency_name(catalog.agencies[after.successor], language),
        named=agency_name(agency, language),
    )
