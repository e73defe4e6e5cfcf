"""What the office that follows the whole programme is told of a month: how each agency stands, and who has reported."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.messages import Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.month_reports import Reported, report_lines
from knowledge.obligations.tally import Tally
from knowledge.questions.wording import agency_name, day
from knowledge.texts import say

_PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Account:
    """How an agency stands. `sent` reminders reached its chat in the month, of `noted` somebody took note."""

    agency: str
    year: Tally
    month: Tally
    regular: int
    has_chat: bool
    sent: int
    noted: int


@dataclass(frozen=True, slots=True)
class _Group:
    """An agency, or `n` provinces that all stand like this."""

    name: str
    account: Account
    n: int = 1


def last_month(today: date) -> tuple[date, date]:
    """The first and last day of the month before."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def month_after(day: date) -> date:
    """The last day of the month after that of this day."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def compose_month(
    book: Obligations, accounts: Sequence[Account], reports: Sequence[Reported], until: date, language: str = "vi"
) -> Reply:
    """All together first, then the agencies with something overdue, then the others in a line each, then reports."""
    groups = list(_groups(book, accounts, language))
    overdue = sorted((group for group in groups if group.account.year.overdue), key=_most_overdue_first)
    others = [group for group in groups if not group.account.year.overdue]
    lines = [
        *_totals(accounts, until, language),
        *_part("overdue", (_lines(group, until, language, full=True) for group in overdue), overdue, language),
        *_part("others", (_lines(group, until, language, full=False) for group in others), others, language),
        *report_lines(book, reports, language),
        "",
        say(language, "month.note"),
    ]
    return Reply("\n".join(lines), language=language)


def _totals(accounts: Sequence[Account], until: date, language: str) -> Iterator[str]:
    year, month = (sum((each.year for each in accounts), Tally()), sum((each.month for each in accounts), Tally()))
    yield say(language, "month.head", month=until.month, year=until.year, day=day(until, language))
    yield ""
    yield say(language, "month.year", year=until.year, n=len(accounts), numbers=_numbers(year, language))
    yield say(language, "month.month", month=until.month, numbers=_numbers(month, language))
    yield say(language, "month.regular", n=sum(each.regular for each in accounts))
    if sent := sum(each.sent for each in accounts):
        yield say(language, "month.noted", noted=sum(each.noted for each in accounts), sent=sent)


def _part(name: str, lines: Iterable[list[str]], groups: Sequence[_Group], language: str) -> list[str]:
    if not groups:
        return []
    return [
        "",
        say(language, f"month.{name}", n=sum(group.n for group in groups)),
        *(each for of in lines for each in of),
    ]


def _lines(group: _Group, until: date, language: str, *, full: bool) -> list[str]:
    """One line, and where the month alone is to be told in `full` and differs another one."""
    account = group.account
    apart = full and account.month != account.year
    parts = [_numbers(account.year, language), *_besides(account, language, month=not apart)]
    first = f"- {group.name[:1].upper()}{group.name[1:]}: {'; '.join(parts)}."
    if not apart:
        return [first]
    month = say(language, "month.month", month=until.month, numbers=_numbers(account.month, language))
    return [first, f"  {month}"]


def _besides(account: Account, language: str, *, month: bool) -> Iterator[str]:
    if month and account.month.done:
        yield say(language, "month.done_in_month", done=_done(account.month, language))
    if account.regular:
        yield say(language, "month.regular_short", n=account.regular)
    if account.sent:
        yield say(language, "month.noted_short", noted=account.noted, sent=account.sent)
    if not account.has_chat:
        yield say(language, "month.no_chat")


def _numbers(tally: Tally, language: str) -> str:
    under_way = _split(tally.under_way, ("within", tally.within), ("overdue_n", tally.overdue), language=language)
    return say(
        language,
        "month.numbers",
        given=tally.given,
        due=tally.due,
        done=_done(tally, language),
        under_way=under_way,
    )


def _done(tally: Tally, language: str) -> str:
    return _split(tally.done, ("on_time", tally.on_time), ("late", tally.late), language=language)


def _split(whole: int, *parts: tuple[str, int], language: str) -> str:
    """ "3 (đúng hạn 2, quá hạn 1)", "3 (đúng hạn 3)", "0"."""
    shown = ", ".join(say(language, f"month.{name}", n=n) for name, n in parts if n)
    return f"{whole} ({shown})" if shown else str(whole)


def _groups(book: Obligations, accounts: Iterable[Account], language: str) -> Iterator[_Group]:
    """The agencies in the order given; provinces with the same numbers are one group."""
    provinces: dict[tuple[object, ...], list[Account]] = {}
    for account in accounts:
        agency = book.catalog.agencies[account.agency]
        if agency.kind == _PROVINCE:
            alike = (account.year, account.month, account.regular, account.has_chat)
            provinces.setdefault(alike, []).append(account)
        else:
            yield _Group(agency_name(agency, language), account)
    for of in provinces.values():
        yield _group_of(book, of, language)


def _group_of(book: Obligations, accounts: Sequence[Account], language: str) -> _Group:
    first, n = accounts[0], len(accounts)
    if n == 1:
        return _Group(agency_name(book.catalog.agencies[first.agency], language), first)
    sent, noted = sum(each.sent for each in accounts), sum(each.noted for each in accounts)
    together = Account(first.agency, first.year, first.month, first.regular, first.has_chat, sent, noted)
    return _Group(say(language, "month.provinces_each", n=n), together, n)


def _most_overdue_first(group: _Group) -> int:
    return -group.account.year.overdue
