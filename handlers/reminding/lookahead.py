"""/lichnhac: what agencies will be reminded of, and what they were, for admins, and for officers of their own."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from handlers.clearance import reader_of
from handlers.context import Context
from handlers.reminding.lookahead_lines import Line, coming_lines, in_words, past_lines
from knowledge.memory import offices, reminded, reminders
from knowledge.messages import TRIAL, Button, Reply
from knowledge.obligations.ahead import Told, coming
from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day
from knowledge.texts import say

_COMING, _PAST = "lookahead:coming", "lookahead:past"
_ALL_DAYS, _ONE_AGENCY_DAYS, _PAST_DAYS = timedelta(days=7), timedelta(days=30), timedelta(days=30)
_DAY = timedelta(days=1)
_MOST_YEARS = 5
_MOST_OFFERED = 8
_ON_A_PAGE = 10
_ALL = "-"
_WHEN = re.compile(r"(?:^|\s)(?:([0-9]{1,2})/)?([0-9]{1,2})/([0-9]{4})$")


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: what will be said, or with `past` what was; of one agency (id) or of all that the person may
    see (""); in a span of days, both included."""

    first: date
    last: date
    agency: str = ""
    past: bool = False
    page: int = 0

    @property
    def action(self) -> str:
        """What a button carries to show it."""
        what = _PAST if self.past else _COMING
        return f"{what} {self.agency or _ALL} {self.first} {self.last} {self.page}"


def show(context: Context) -> Reply | None:
    """A page of it, or why there is none; None for another message."""
    book = context.services.owing
    chosen = _chosen(context)
    if chosen is None and context.command not in ("lichnhac", "schedule"):
        return None
    if refusal := context.refused("look_ahead"):
        return refusal
    asked = chosen or _asked(context)
    return asked if isinstance(asked, Reply) else _page(context, book, asked)


def _chosen(context: Context) -> View | None:
    what, _, rest = context.text.partition(" ")
    if not (context.said.chosen and what in (_COMING, _PAST)):
        return None
    agency, first, last, page = rest.split()
    span = date.fromisoformat(first), date.fromisoformat(last)
    return View(*span, "" if agency == _ALL else agency, what == _PAST, int(page))


def _asked(context: Context) -> View | Reply:
    """What was typed: an agency, a month or a day, both, or nothing."""
    today, typed = _today(context), context.argument
    when = _WHEN.search(typed)
    name = typed[: when.start()].strip() if when else typed
    if when is None and any(letter.isdigit() for letter in typed) and "/" in typed:
        return context.reply("lookahead.how")
    span = _span(when) if when else (today, today + (_ONE_AGENCY_DAYS if name else _ALL_DAYS) - _DAY)
    if span is None:
        return context.reply("lookahead.how")
    if abs(span[0].year - today.year) > _MOST_YEARS:
        return context.reply("lookahead.too_far")
    past = span[1] < today
    view = View(span[0] if past else max(span[0], today), span[1], past=past)
    return _of_agency(context, view, name) if name else view


def _span(when: re.Match[str]) -> tuple[date, date] | None:
    """The first and last day of what was typed; None where there is no such month or day."""
    the_day, month, year = when.groups()
    try:
        first = date(int(year), int(month), int(the_day or 1))
    except ValueError:
        return None
    return first, first if the_day else first.replace(day=monthrange(first.year, first.month)[1])


def _of_agency(context: Context, view: View, name: str) -> View | Reply:
    named, may = context.services.questions.agencies_named(name), context.theirs
    named = tuple(each for each in named if may is None or each[0] in may) or named
    if not named:
        return context.reply("lookahead.unknown", typed=name[:60])
    if len(named) > 1:
        offers = [Button(known, replace(view, agency=agency).action) for agency, known in named[:_MOST_OFFERED]]
        return context.reply("lookahead.which", *offers, typed=name[:60])
    return replace(view, agency=named[0][0])


def _page(context: Context, book: Obligations, view: View) -> Reply:
    may = context.theirs
    if refusal := context.refused("look_ahead", view.agency or None):
        return refusal
    agencies = [view.agency] if view.agency else _agencies(context, view, may)
    agencies = [agency for agency in agencies if agency in book.catalog.agencies]
    if not agencies:
        return context.reply("lookahead.nobody")
    lines = _past(context, book, view, agencies) if view.past else _coming(context, book, view, agencies)
    shown = lines[view.page * _ON_A_PAGE :][:_ON_A_PAGE]
    text = "\n".join((*_headlines(context, view, agencies, lines, len(shown)), *in_words(shown)))
    return Reply(text, tuple(_buttons(context, view, len(lines))), context.language)


def _agencies(context: Context, view: View, may: tuple[str, ...] | None) -> list[str]:
    if may is not None:
        return list(may)
    if _is_played(context):
        return []
    return reminded.agencies(context.tx) if view.past else reminders.bound_agencies(context.tx)


def _coming(context: Context, book: Obligations, view: View, agencies: list[str]) -> list[Line]:
    told = [_told(context, agency) for agency in agencies]
    found = coming(book, told, view.first, view.last, context.services.hours[0])
    return coming_lines(book, found, reader_of(context), context.language)


def _past(context: Context, book: Obligations, view: View, agencies: list[str]) -> list[Line]:
    first, end = (datetime.combine(each, time(), VIET_NAM) for each in (view.first, view.last + _DAY))
    asked = [] if _is_played(context) else agencies
    found = [each for agency in asked for each in reminded.between(context.tx, agency, first, end)]
    found.sort(key=lambda each: each.at.astimezone(VIET_NAM).date(), reverse=True)
    told = {agency: offices.get(context.tx, agency) for agency in {each.agency for each in found}}
    return past_lines(book, told, found, reader_of(context), context.language)


def _headlines(context: Context, view: View, agencies: list[str], lines: list[Line], shown: int) -> list[str]:
    language, begin = context.language, view.page * _ON_A_PAGE
    key = ("past" if view.past else "coming") + ("" if lines else "_none") + ("_day" if view.first == view.last else "")
    span = {"first": day(view.first, language), "last": day(view.last, language)}
    head = [say(language, f"lookahead.{key}", n=len(lines), **span)]
    if len(lines) > _ON_A_PAGE:
        counted = {"first": begin + 1, "last": begin + shown, "total": len(lines)}
        head[0] += " " + say(language, "tasks.page", **counted)
    return head if view.past else [*head, *_pauses(context, view, agencies)]


def _pauses(context: Context, view: View, agencies: list[str]) -> list[str]:
    until = {agency: _told(context, agency).paused_until for agency in agencies}
    name = context.services.questions.agency_name
    return [
        context.reply("lookahead.paused", agency=name(agency), day=day(resumed, context.language)).text
        for agency, resumed in until.items()
        if resumed is not None and resumed > view.first
    ]


def _buttons(context: Context, view: View, total: int) -> list[Button]:
    """On to the next page, and to the other side of today."""
    begin, today = (view.page + 1) * _ON_A_PAGE, _today(context)
    found = []
    if begin < total:
        more = replace(view, page=view.page + 1).action
        last = min(begin + _ON_A_PAGE, total)
        key = "button.more" if last > begin + 1 else "button.last_one"
        found.append(Button(say(context.language, key, first=begin + 1, last=last), more))
    if view.past:
        ahead = _ONE_AGENCY_DAYS if view.agency else _ALL_DAYS
        return [*found, context.button("lookahead.show_coming", View(today, today + ahead - _DAY, view.agency).action)]
    past = View(today - _PAST_DAYS, today, view.agency, past=True)
    return [*found, context.button("lookahead.show_past", past.action)]


def _told(context: Context, agency: str) -> Told:
    return Told(Office(agency), "") if _is_played(context) else offices.told(context.tx, agency)


def _is_played(context: Context) -> bool:
    """Whether somebody only tries out a role: who is told in real groups, and who noted what, is not for them."""
    return context.message.chat.channel == TRIAL


def _today(context: Context) -> date:
    return context.now.astimezone(VIET_NAM).date()
