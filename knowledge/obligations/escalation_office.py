"""How the office that follows the whole programme is told, once a day, what nobody took note of in all agencies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.catalog.readers import PUBLIC, edition_for
from knowledge.messages import Button, Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.escalation import OFFICERS, History, Said, by_obligation
from knowledge.obligations.line import place
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.words import title
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import agency_name, day, days_left, weekday
from knowledge.texts import say

_MOST_NAMES = 6
"""Agencies that are named where many have the same to do, and then how many others there are."""
_MOST_LINES = 5
"""What an agency has to do is told in a line each, most urgent first, and the rest by its number only."""
_SHOW = "/dieuphoi"
_PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Unheeded:
    """What an agency owes and nobody took note of. It was reminded since the day `since`, that is since the last week
    began; its `officers` were told in private on that day, None where nobody could be."""

    agency: str
    obligation: Obligation
    since: date
    officers: date | None


def unheeded_of(
    agency: str, steps: Iterable[Said], owed: Mapping[str, Obligation], history: History
) -> tuple[Unheeded, ...]:
    """What these steps of the agency are of."""
    return tuple(_unheeded(agency, owed[key], history) for key in by_obligation(steps))


def _unheeded(agency: str, obligation: Obligation, history: History) -> Unheeded:
    said = [each for each in history.said if each.obligation == obligation.key and each.is_urgent]
    since = min(each.sent_at for each in said if each.sent_at)
    officers = min((told for each in said if (told := history.told(each, OFFICERS))), default=None)
    return Unheeded(agency, obligation, _day(since), _day(officers) if officers else None)


def _day(moment: datetime) -> date:
    return moment.astimezone(VIET_NAM).date()


@dataclass(frozen=True, slots=True)
class _Entry:
    """Agencies that have the same to do, each thing with the earliest days of any of them, the most urgent first."""

    agencies: tuple[str, ...]
    things: tuple[Unheeded, ...]


def compose_office(book: Obligations, unheeded: Sequence[Unheeded], today: date, language: str = "vi") -> Reply:
    """A heading, then an entry for each agency, or for all that have the same to do: what is due first comes first."""
    agencies = tuple(dict.fromkeys(each.agency for each in unheeded))
    count = _count(book, agencies, language)
    head = say(language, "unheeded.head", day=weekday(today, language), n=len(unheeded), agencies=count)
    entries = ["\n".join(_lines(book, entry, today, language)) for entry in _entries(book, unheeded)]
    return Reply("\n\n".join([head, *entries]), (Button(say(language, "unheeded.show"), _SHOW),), language)


def _entries(book: Obligations, unheeded: Iterable[Unheeded]) -> list[_Entry]:
    of_agency: dict[str, list[Unheeded]] = {}
    for each in unheeded:
        of_agency.setdefault(each.agency, []).append(each)
    alike: dict[tuple[object, ...], list[list[Unheeded]]] = {}
    positions = {agency: at for at, agency in enumerate(book.catalog.agencies)}
    for agency in sorted(of_agency, key=positions.__getitem__):
        things = sorted(of_agency[agency], key=_urgency)
        same = (*(each.obligation.key for each in things), any(each.officers for each in things))
        alike.setdefault(same, []).append(things)
    entries = [
        _Entry(tuple(of[0].agency for of in all_things), tuple(map(_earliest, zip(*all_things, strict=True))))
        for all_things in alike.values()
    ]
    return sorted(entries, key=lambda entry: (entry.things[0].obligation.due, -len(entry.agencies)))


def _urgency(each: Unheeded) -> tuple[date, str]:
    return each.obligation.due, each.obligation.key


def _earliest(same: Sequence[Unheeded]) -> Unheeded:
    """One thing of several agencies, since when it is so anywhere."""
    officers = min((each.officers for each in same if each.officers), default=None)
    return Unheeded(same[0].agency, same[0].obligation, min(each.since for each in same), officers)


def _lines(book: Obligations, entry: _Entry, today: date, language: str) -> Iterator[str]:
    n, officers = len(entry.things), _officers(entry, language)
    if len(entry.agencies) == 1:
        first = say(language, "unheeded.one", agency=_name(book, entry.agencies[0], language), n=n, officers=officers)
    else:
        agencies, names = _count(book, entry.agencies, language), _names(book, entry.agencies, language)
        first = say(language, "unheeded.each", agencies=agencies, names=names, n=n, officers=officers)
    yield first[:1].upper() + first[1:]
    yield from (_line(book, each, today, language) for each in entry.things[:_MOST_LINES])
    if rest := entry.things[_MOST_LINES:]:
        titles = ", ".join(_number(book, each.obligation, language) for each in rest)
        yield say(language, "unheeded.more", n=len(rest), titles=titles)


def _officers(entry: _Entry, language: str) -> str:
    told = min((each.officers for each in entry.things if each.officers), default=None)
    if told is None:
        return say(language, "unheeded.no_officers")
    return say(language, "unheeded.told_officers", day=day(told, language))


def _line(book: Obligations, each: Unheeded, today: date, language: str) -> str:
    owed = each.obligation
    line = say(
        language,
        "unheeded.line",
        title=title(book.catalog, owed, language),
        due=day(owed.due, language),
        left=days_left(owed.due, today, language),
        since=day(each.since, language),
    )
    return " ".join(filter(None, [line, place(book, owed, language)]))


def _number(book: Obligations, owed: Obligation, language: str) -> str:
    if owed.kind == "report":
        return title(book.catalog, owed, language)
    return edition_for(book.catalog, PUBLIC).task(owed.of).number


def _name(book: Obligations, agency: str, language: str) -> str:
    return agency_name(book.catalog.agencies[agency], language)


def _names(book: Obligations, agencies: Sequence[str], language: str) -> str:
    """ "A; B; C; D; E; F và 11 tỉnh, thành phố khác": a name may hold a comma. All of them where only one more is."""
    names, rest = [_name(book, each, language) for each in agencies], agencies[_MOST_NAMES:]
    if len(rest) <= 1:
        return "; ".join(names)
    shown = "; ".join(names[:_MOST_NAMES])
    return say(language, f"unheeded.and_{_kind(book, rest)}", names=shown, n=len(rest))


def _count(book: Obligations, agencies: Sequence[str], language: str) -> str:
    return say(language, f"unheeded.{_kind(book, agencies)}", n=len(agencies))


def _kind(book: Obligations, agencies: Iterable[str]) -> str:
    are_provinces = {book.catalog.agencies[each].kind == _PROVINCE for each in agencies}
    if len(are_provinces) > 1:
        return "both"
    return "provinces" if are_provinces == {True} else "agencies"
