"""Who has handed in a report and who has not, as far as it is recorded."""

from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.obligations.owed import every_agency
from knowledge.occurrences import Occurrence, occurrences
from knowledge.progress.records import Done, Recorded
from knowledge.questions import duties
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.query import REPORT, Query
from knowledge.questions.wording import agency_name, day, listing, taken_for
from knowledge.records import Duty
from knowledge.texts import say

_MOST_DUTIES = 4
_MOST_NAMED = 60
_FEW_NAMED = 12
_JUST_PASSED = 40  # days: who asks then asks about that one


def answer_handed_in(catalog: Catalog, query: Query, today: date, recorded: Recorded) -> Answer:
    """For each report that was due in the year asked about: who is recorded as having sent it, and who is not; of the
    agencies asked about each by itself."""
    language = query.language
    draft = Draft([taken_for(catalog.agencies[agency], typed, language) for typed, agency in query.notes])
    year = duties.asked_year(query) or today.year
    first, rest = duties.fitting(catalog, query, today)
    followed = [(duty, time) for duty in first or rest if (time := _time(catalog, duty, year, today))]
    asked = tuple(_today(catalog, party.agency) for party in query.parties)
    single = [agency for agency in asked if catalog.agencies[agency].kind not in ("group", "province-class")]
    for place, (duty, time) in enumerate(followed[: 2 * _MOST_DUTIES if single else _MOST_DUTIES]):
        draft.gap()
        done = {each.agency: each for each in _done(duty, time, recorded)}
        if not done and time.last.year < today.year:  # nobody was followed then, so nobody is missing
            title, last = duties.duty_title(duty, time, language), _until(duty, time, language)
            draft.say(say(language, "standing.not_followed", title=title, day=last))
        elif single:
            _say_each(draft, catalog, duty, time, done, single, language)
        else:
            most = _FEW_NAMED if place else _MOST_NAMED
            _say_all(draft, catalog, duty, time, done, language, among=asked, most=most)
    if not followed:
        draft.say(say(language, "standing.no_such_report", year=year))
    else:
        draft.gap()
        draft.say(say(language, "standing.only_recorded"))
    return Answer(REPORT, draft.reply(), query)


def _time(catalog: Catalog, duty: Duty, year: int, today: date) -> Occurrence | None:
    """The time of a live duty that is asked about: of this year the one that comes next or has just passed; none from
    before there was the duty."""
    begun = duties.begins(catalog, duty) or date.min
    times = occurrences(duty, year) if duty.state == "live" and duty.to else ()
    times = tuple(time for time in times if time.last >= begun)
    ahead = [time for time in times if (today - time.last).days <= _JUST_PASSED]
    return ahead[0] if ahead else times[-1] if times else None


def _until(duty: Duty, time: Occurrence, language: str) -> str:
    """ "gửi trước ngày 30/11/2026", as the document says."""
    return say(language, "remind.before_day" if duty.exclusive else "remind.by_day", day=day(time.named, language))


def _today(catalog: Catalog, agency: str) -> str:
    """Who carries on the work of an agency that is no more."""
    known = catalog.agencies[agency]
    after = next((each.successor for each in known.successions if each.main), None)
    return after if after and known.status == "dissolved" else agency


def _done(duty: Duty, time: Occurrence, recorded: Recorded) -> Iterator[Done]:
    return (each for each in recorded.done.get(duty.id, ()) if each.obligation == f"{duty.id} {time.name}")


def sent_by(catalog: Catalog, duty: Duty, time: Occurrence, query: Query, recorded: Recorded) -> Iterator[str]:
    """That an agency asked about is recorded as having sent it, a line each."""
    done = {each.agency: each for each in _done(duty, time, recorded)}
    for party in query.parties:
        agency = _today(catalog, party.agency)
        if agency in done:
            name = agency_name(catalog.agencies[agency], query.language)
            state = _state(duty, time, done[agency], query.language)
            yield say(query.language, "standing.sent_by", agency=name, state=state)


def _say_each(
    draft: Draft,
    catalog: Catalog,
    duty: Duty,
    time: Occurrence,
    done: dict[str, Done],
    agencies: Sequence[str],
    language: str,
) -> None:
    title, last = duties.duty_title(duty, time, language), _until(duty, time, language)
    for agency in agencies:
        state = _state(duty, time, done.get(agency), language)
        name = agency_name(catalog.agencies[agency], language)
        draft.say(say(language, "standing.handed_in_by", title=title, day=last, agency=name, state=state))


def _state(duty: Duty, time: Occurrence, found: Done | None, language: str) -> str:
    """ "đã nộp ngày 20/11/2026 (văn bản 45/BC-BNG)"; the document is kept with the words of what is internal."""
    if found is None:
        return say(language, "standing.not_handed_in")
    key = "standing.was_handed_in" if found.on <= time.last else "standing.was_handed_in_late"
    proof = say(language, "remind.recorded_with", proof=found.proof) if found.proof and not duty.withheld else ""
    return say(language, key, on=day(found.on, language), proof=proof)


def _say_all(
    draft: Draft,
    catalog: Catalog,
    duty: Duty,
    time: Occurrence,
    done: dict[str, Done],
    language: str,
    *,
    among: tuple[str, ...],
    most: int,
) -> None:
    """Of all that owe it, or of those that are `among` what was asked of: "tỉnh nào chưa nộp"."""
    every = [each for each in every_agency(catalog) if not among or catalog.reaches(among, {each})]
    owing = [each for each in every if catalog.reaches(duty.who_agencies, {each})]
    handed_in = [each for each in done if each in every]
    missing = [each for each in owing if each not in done]
    title, last = duties.duty_title(duty, time, language), _until(duty, time, language)
    n = len(handed_in)
    draft.say(say(language, "standing.handed_in", title=title, day=last, done=n, all=n + len(missing)))
    if duty.withheld:  # who owes it is not said
        return
    if handed_in:
        draft.say(say(language, "standing.by_whom", names=_names(catalog, handed_in, language, most)))
    if missing:
        draft.say(say(language, "standing.still_missing", names=_names(catalog, missing, language, most)))
    elif handed_in:
        draft.say(say(language, "standing.nobody_missing"))


def _names(catalog: Catalog, agencies: Sequence[str], language: str, most: int) -> str:
    names = [agency_name(catalog.agencies[each], language) for each in agencies[:most]]
    if len(agencies) > most:
        names.append(say(language, "standing.more_agencies", n=len(agencies) - most))
    return listing(names, language)
