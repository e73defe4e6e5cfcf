"""Duties to report: by when, to whom, in which form, of which document; the strict last day and the working day that
is safe."""

from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.occurrences import Occurrence, occurrences
from knowledge.progress.records import NOTHING, Recorded
from knowledge.questions import duties
from knowledge.questions.amendments import duty_lines, duty_mark
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.answer_handed_in import answer_handed_in, sent_by
from knowledge.questions.query import REPORT, Filters, Query
from knowledge.questions.wording import action, agency_name, day, days_left, document_name, sentence, taken_for, weekday
from knowledge.records import Duty
from knowledge.texts import say
from knowledge.working_days import Calendar

_DETAILED = 3
_BRIEF = 8
_MOST = 20


def answer_report(
    catalog: Catalog, calendar: Calendar, query: Query, today: date, recorded: Recorded = NOTHING
) -> Answer:
    """The duty that was asked about, or the next one that is due, in full; the others that have a day in a line
    each."""
    if "handed_in" in query.aspects:
        return answer_handed_in(catalog, query, today, recorded)
    language = query.language
    first, rest = duties.fitting(catalog, query, today)
    draft = Draft([taken_for(catalog.agencies[agency], typed, language) for typed, agency in query.notes])
    if not first and not rest:
        names = ", ".join(agency_name(catalog.agencies[party.agency], language) for party in query.parties)
        draft.say(say(language, "report.none_for", names=names) if names else say(language, "report.none"))
        if query.parties:
            return Answer(REPORT, draft.reply(), query)
        first, rest = duties.fitting(catalog, replace(query, documents=(), filters=Filters()), today)
    if "rhythm" in query.aspects:
        draft.say(say(language, "report.no_rhythm"))
    if not first and "all" not in query.aspects:
        first, rest = rest[:1], rest[1:]
    for duty in first[:_DETAILED]:
        draft.gap()
        _in_full(draft, catalog, calendar, duty, query, today, recorded)
    _others(draft, [*first[_DETAILED:], *rest], query, today)
    _offer(draft, catalog, query)
    return Answer(REPORT, draft.reply(), query)


def _in_full(
    draft: Draft, catalog: Catalog, calendar: Calendar, duty: Duty, query: Query, today: date, recorded: Recorded
) -> None:
    language = query.language
    if not duties.has_begun(catalog, duty, query) and (begun := duties.begins(catalog, duty)):
        draft.say(say(language, "report.not_begun", year=duties.asked_year(query), day=day(begun, language)))
        query = replace(query, filters=Filters())
    due = duties.asked_occurrence(duty, query, today)
    last = due.last if due else None
    if duty.internal and not duty.withheld:
        draft.say(say(language, "internal.kept"))
    draft.say(_by_when(duty, due, language))
    for line in sent_by(catalog, duty, due, query, recorded) if due else ():
        draft.say(line)
    if duty.state != "live":
        draft.say(say(language, f"report.{duty.state}"))
    elif last:
        _say_passed(draft, duty, last, query, today)
    if duty.state == "live" and last and last >= today:
        _advise(draft, calendar, last, today, language)
    if "exclusive" in query.aspects and last and duty.exclusive:
        draft.say(say(language, "report.exclusive", day=day(last, language)))
    if duty.withheld:
        draft.say(say(language, "internal.reports"))
    else:
        _say_how(draft, catalog, duty, query)
    draft.say(say(language, "source.place", place=duty.citation))


def _say_how(draft: Draft, catalog: Catalog, duty: Duty, query: Query) -> None:
    """To whom, by whom, in which form, and how sure that is."""
    language = query.language
    if duty.to:
        draft.say(say(language, "report.to", names=duties.receiver(catalog, duty, language)))
    draft.say(say(language, "report.who", who=_who(catalog, duty, language)))
    if duty.form:
        draft.say(say(language, "report.form", form=duty.form))
    elif "form" in query.aspects:
        draft.say(say(language, "report.no_form"))
    if duty.note and language == "vi":
        draft.say(duty.note)
    for line in duty_lines(duty, language):
        draft.say(line)
    if duty.confidence != "high":
        draft.say(say(language, "report.unsure"))


def _by_when(duty: Duty, due: Occurrence | None, language: str) -> str:
    """ "Báo cáo ...: gửi trước ngày 30/11/2026", or as written where the duty has no day or its day has passed."""
    title = duties.duty_title(duty, due, language)
    if duty.recurrence != "once" and duty.state == "live" and due:
        key = "report.before" if duty.exclusive else "report.by"
        return say(language, key, title=title, day=day(due.named, language))
    if duty.withheld:
        return say(language, "report.by", title=title, day=day(due.last, language)) if due else f"{title}."
    return say(language, "report.when", title=title, when=duty.when)


def _advise(draft: Draft, calendar: Calendar, last: date, today: date, language: str) -> None:
    """The last working day that is safe; what is proposed about that day and not decided is said too."""
    advised = calendar.last_working_day_on_or_before(last)
    left = days_left(advised, today, language)
    if advised == last:
        draft.say(say(language, "report.last", day=weekday(last, language), left=left))
    elif advised < today:
        draft.say(say(language, "report.last_off", day=weekday(last, language), left=days_left(last, today, language)))
    else:
        draft.say(
            say(language, "report.advised", day=weekday(advised, language), strict=weekday(last, language), left=left)
        )
    if today <= advised and (remark := calendar.remark(advised, language)):
        draft.say(sentence(remark))


def _say_passed(draft: Draft, duty: Duty, last: date, query: Query, today: date) -> None:
    """Asked about this year after its day: that this day has passed."""
    years = query.filters.due or (query.filters.active,)
    this_year = next((each.last for each in occurrences(duty, today.year)), None)
    if last < today:
        draft.say(say(query.language, "report.over", day=day(last, query.language)))
    elif today.year in years and this_year and this_year < last:
        draft.say(say(query.language, "report.passed", day=day(this_year, query.language)))


def _who(catalog: Catalog, duty: Duty, language: str) -> str:
    if language == "vi" or not duty.who_agencies:
        return duty.who
    return "; ".join(catalog.agencies[id_].name_en for id_ in duty.who_agencies)


def _others(draft: Draft, others: list[Duty], query: Query, today: date) -> None:
    """The others in a line each: those with a day; of an agency or a document also those without one."""
    language = query.language
    asked = bool(query.documents or query.parties)
    dated = [
        duty
        for duty in others
        if duty.recurrence not in ("periodic", "event", "once")
        or duty.day
        or (asked and duty.state == "live")
        or query.documents
    ]
    shown = dated if "all" in query.aspects else dated[:_BRIEF]
    if shown:
        draft.gap()
        draft.say(say(language, "report.all" if "all" in query.aspects else "report.others"))
    for duty in shown[:_MOST]:
        due = duties.asked_occurrence(duty, query, today)
        when = _by_when(duty, due, language).rstrip(".")
        state = "past" if duty.state == "live" and due and due.last < today else duty.state
        over = "" if state == "live" else f" ({say(language, f'report.brief_{state}')})"
        draft.say(f"- {when}{over}. {duty.citation}{duty_mark(duty, language)}")
    if "all" in query.aspects:
        draft.gap()
        draft.say(say(language, "source.each"))


def _offer(draft: Draft, catalog: Catalog, query: Query) -> None:
    language = query.language
    if query.documents:
        draft.offer(say(language, "button.report_now"), action(Query(REPORT, language=language)))
        return
    for id_ in dict.fromkeys(duty.document for duty in catalog.duties if duty.document):
        name = document_name(catalog.documents[id_], language)
        draft.offer(
            say(language, "button.report_of", document=name), action(Query(REPORT, documents=(id_,), language=language))
        )
    if "all" not in query.aspects:
        draft.offer(say(language, "button.report_all"), action(Query(REPORT, aspects=("all",), language=language)))
