"""/ngaynghi: the days on which an agency does not work, beside those of all offices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.clearance import reader_of
from handlers.context import Context
from handlers.wishes.whose import Asked, whose
from knowledge.changes.change import Value
from knowledge.changes.of_agencies import DAY_OFF, day_off_subject
from knowledge.memory import completions, days_off, offices
from knowledge.messages import TRIAL, Button, Reply
from knowledge.obligations.office import Office
from knowledge.obligations.words import title
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.days import Days, read_days
from knowledge.questions.wording import day, shorten, weekday
from knowledge.texts import say
from knowledge.vietnamese.fold import fold

_COMMANDS = ("ngaynghi", "daysoff")
_REMOVE = ("bo", "xoa", "huy", "remove")
_LONGEST, _MOST = 30, 60  # days at once, days to come
_FURTHEST = timedelta(days=3 * 366)
_REASON = 100  # characters
_MOST_LINES, _MOST_BUTTONS, _MOST_CHANGES = 15, 8, 5
_DAY = timedelta(days=1)


def answer(context: Context) -> Reply | None:
    """Show the days to come, or add or remove some; None for another message."""
    if context.command not in _COMMANDS:
        return None
    asked = whose(context, "ngaynghi", context.argument)
    if isinstance(asked, Reply):
        return asked
    if not asked.rest and context.message.chat.channel != TRIAL:
        return _show(asked)
    if refusal := asked.refused():
        return refusal
    today = context.now.astimezone(VIET_NAM).date()
    first, _, behind = asked.rest.partition(" ")
    removes = fold(first) in _REMOVE
    found = read_days(behind if removes else asked.rest, today)
    if found is None:
        return context.reply("days_off.how", asked.button("days_off.list_button", ""))
    return _remove(asked, found, today) if removes else _add(asked, found, today)


def _add(asked: Asked, found: Days, today: date) -> Reply:
    context = asked.context
    wanted = set(_each(found))
    if refusal := _not_possible(asked, found, wanted, today):
        return refusal
    if not any(context.services.owing.calendar.is_working(day) for day in wanted):
        return context.reply("days_off.off_anyway", days=_span(found.first, found.last, context.language))
    before = offices.get(context.tx, asked.agency)
    reason = shorten(found.rest, _REASON)
    _change(asked, wanted, {"reason": reason})
    said = _of(asked, "days_off.added", found.first, found.last, reason)
    undo = asked.button("days_off.remove_this", f"bo {_typed(found.first, found.last)}")
    return _with_changes(asked, said, before, today, undo)


def _not_possible(asked: Asked, found: Days, wanted: set[date], today: date) -> Reply | None:
    context = asked.context
    if found.first < today:
        return context.reply("days_off.past", day=weekday(found.first, context.language))
    if found.last > today + _FURTHEST:
        return context.reply("days_off.far")
    if len(wanted) > _LONGEST:
        return context.reply("days_off.long", n=_LONGEST)
    coming = {day for day in days_off.of_agency(context.tx, asked.agency) if day >= today}
    return context.reply("days_off.too_many", n=_MOST) if len(coming | wanted) > _MOST else None


def _remove(asked: Asked, found: Days, today: date) -> Reply:
    context, before = asked.context, offices.get(asked.context.tx, asked.agency)
    known = days_off.of_agency(context.tx, asked.agency)
    there = [day for day in known if found.first <= day <= found.last]
    _change(asked, there, None)
    listing = asked.button("days_off.list_button", "")
    if not there:
        return context.reply("days_off.not_there", listing, days=_span(found.first, found.last, context.language))
    said = _of(asked, "days_off.removed", there[0], there[-1], "")
    again = asked.button("days_off.add_again", f"{_typed(there[0], there[-1])} {known[there[0]]}".strip())
    return _with_changes(asked, said, before, today, again)


def _change(asked: Asked, days: Iterable[date], after: Value) -> None:
    """All of them together."""
    batch: int | None = None
    for each in sorted(days):
        made = asked.context.change(DAY_OFF, day_off_subject(asked.agency, each), after, batch=batch)
        batch = batch or (made.id if made else None)


def _of(asked: Asked, key: str, first: date, last: date, reason: str) -> str:
    language = asked.context.language
    why = say(language, "days_off.reason", reason=reason) if reason else ""
    return say(language, key, agency=asked.name, days=_span(first, last, language), reason=why)


def _with_changes(asked: Asked, said: str, before: Office, today: date, undo: Button) -> Reply:
    """What it does to the days on which things should be done."""
    language, after = asked.context.language, offices.get(asked.context.tx, asked.agency)
    lines = list(_changes(asked, before, after, today))
    heading = say(language, "days_off.changes" if lines else "days_off.no_changes")
    more = [say(language, "week.more", n=len(lines) - _MOST_CHANGES)] if len(lines) > _MOST_CHANGES else []
    text = "\n".join((said, heading, *lines[:_MOST_CHANGES], *more))
    return Reply(text, (undo, asked.button("days_off.list_button", "")), language)


def _changes(asked: Asked, before: Office, after: Office, today: date) -> Iterator[str]:
    context, book, language = asked.context, asked.context.services.owing, asked.context.language
    done = completions.of_agency(context.tx, asked.agency)
    last = max(before.days_off | after.days_off, default=today)
    owed = [each for year in range(today.year, last.year + 1) for each in book.owed_by(after, year)]
    own = {each.obligation for each in owed if each.kind in ("lead", "report") and each.obligation.due >= today}
    for each in sorted(own, key=lambda each: (each.due, each.key)):
        was, now = book.advised_day(each, before), book.advised_day(each, after)
        if was != now and each.key not in done:
            name = shorten(title(book.catalog, each, language, reader_of(context)))
            days = {"day": weekday(now, language), "before": weekday(was, language)}
            yield say(language, f"days_off.change_{each.kind}", title=name, **days)


@dataclass(frozen=True, slots=True)
class _Span:
    """Days in a row that are off for one reason."""

    first: date
    last: date
    reason: str


def _show(asked: Asked) -> Reply:
    context, language = asked.context, asked.context.language
    today = context.now.astimezone(VIET_NAM).date()
    spans = _spans({day: why for day, why in days_off.of_agency(context.tx, asked.agency).items() if day >= today})
    lines = [_of(asked, "days_off.line", each.first, each.last, each.reason) for each in spans]
    more = [say(language, "days_off.more", n=len(lines) - _MOST_LINES)] if len(lines) > _MOST_LINES else []
    head = say(language, "days_off.head" if lines else "days_off.none", agency=asked.name)
    if not asked.may_set:
        who = say(language, "set.who", agency=asked.name)
        return Reply("\n".join((head, *lines[:_MOST_LINES], *more, who)), (), language)
    text = "\n".join((head, *lines[:_MOST_LINES], *more, say(language, "days_off.add_how")))
    return Reply(text, tuple(_remove_button(asked, each) for each in spans[:_MOST_BUTTONS]), language)


def _remove_button(asked: Asked, span: _Span) -> Button:
    days = dict.fromkeys((span.first, span.last))
    named = "-".join(day(each, asked.context.language) for each in days)
    return asked.button("days_off.remove", f"bo {_typed(span.first, span.last)}", days=named)


def _spans(days: dict[date, str]) -> list[_Span]:
    found: list[_Span] = []
    for each, reason in days.items():
        if found and found[-1].last + _DAY == each and found[-1].reason == reason:
            found[-1] = _Span(found[-1].first, each, reason)
        else:
            found.append(_Span(each, each, reason))
    return found


def _each(found: Days) -> Iterator[date]:
    """At most one more than may be set at once."""
    count = min((found.last - found.first).days, _LONGEST)
    return (found.first + number * _DAY for number in range(count + 1))


def _span(first: date, last: date, language: str) -> str:
    if first == last:
        return weekday(first, language)
    return say(language, "days_off.span", first=weekday(first, language), last=weekday(last, language))


def _typed(first: date, last: date) -> str:
    days = dict.fromkeys((first, last))
    return "-".join(f"{day:%d/%m/%Y}" for day in days)
