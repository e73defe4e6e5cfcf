"""/thongke: how much was asked and how it was answered, as numbers of days, for admins."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from babel.numbers import format_decimal, format_percent

from handlers.context import Context
from knowledge.memory import asked_counts
from knowledge.memory.asked_counts import Count, share
from knowledge.messages import WORDS_ONLY, File, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.query import CLARIFY, NONE
from knowledge.questions.wording import day
from knowledge.spreadsheet import MEDIA_TYPE, Cell, Sheet, workbook_of
from knowledge.texts import channel_name, keys

_COMMANDS = ("thongke", "statistics")
_SHOW, _SHEET = "figures:show", "figures:sheet"
_SPANS = (7, 30)
_NOT_ANSWERED = (NONE, CLARIFY, "low")
_MOST_AGENCIES = 8
_MEDIAN, _MOST_OF_ALL = 0.5, 0.95
_DAY_COLUMNS = ("day", "channel", "n", "answered", "median", "most")
_ALL_COLUMNS = ("day", "channel", "agency", "kind", "n")


@dataclass(frozen=True, slots=True)
class _Figures:
    """Of the days from `first` to `last`, both included. `times`: day, channel, seconds and how many took so long."""

    first: date
    last: date
    counts: list[Count]
    times: list[tuple[date, str, float, int]]

    @property
    def n(self) -> int:
        return sum(each.n for each in self.counts)

    @property
    def answered(self) -> int:
        return sum(each.n for each in self.counts if each.kind not in _NOT_ANSWERED)

    def by(self, what: Callable[[Count], str]) -> Counter[str]:
        """How many questions there were of each."""
        found: Counter[str] = Counter()
        for each in self.counts:
            found[what(each)] += each.n
        return found

    def seconds(self, part: float) -> float | None:
        return share(((seconds, n) for _, _, seconds, n in self.times), part)


def show(context: Context) -> Reply | None:
    """The last week's, or as many days as were chosen or typed; None for another message."""
    action, _, typed = context.text.partition(" ")
    chosen = context.said.chosen and action == _SHOW
    if not chosen and context.command not in _COMMANDS:
        return None
    if refusal := context.refused("see_figures"):
        return refusal
    days = _days(typed if chosen else context.argument)
    figures = _figures(context, days)
    others = [each for each in _SPANS if each != days]
    buttons = [context.button("figures.of_days", f"{_SHOW} {each}", n=each) for each in others]
    if context.message.chat.channel not in WORDS_ONLY:
        buttons.append(context.button("audit.to_sheet", f"{_SHEET} {days}"))
    return Reply("\n".join(_lines(context, figures)), tuple(buttons), context.language)


def sheet(context: Context) -> Reply | None:
    """The same numbers as a file, day by day; None for another message."""
    action, _, typed = context.text.partition(" ")
    if not (context.said.chosen and action == _SHEET):
        return None
    if refusal := context.refused("see_figures"):
        return refusal
    figures = _figures(context, _days(typed))
    made = workbook_of(
        Sheet(context.reply("figures.sheet_days").text, _head(context, _DAY_COLUMNS), _by_day(context, figures)),
        Sheet(context.reply("figures.sheet_all").text, _head(context, _ALL_COLUMNS), _all(context, figures)),
    )
    span = {"first": day(figures.first, context.language), "last": day(figures.last, context.language)}
    name = context.reply("figures.file", **span).text
    return replace(context.reply("figures.sent", **span), file=File(name, MEDIA_TYPE, made))


def _days(typed: str) -> int:
    """One of the spans that there are."""
    wanted = "".join(letter for letter in typed if letter.isascii() and letter.isdecimal())[:4]
    return next((span for span in _SPANS if wanted and int(wanted) <= span), _SPANS[-1] if wanted else _SPANS[0])


def _figures(context: Context, days: int) -> _Figures:
    last = context.now.astimezone(VIET_NAM).date()
    first = last - timedelta(days=days - 1)
    counts, times = asked_counts.counts(context.tx, first, last), asked_counts.times(context.tx, first, last)
    return _Figures(first, last, counts, times)


def _lines(context: Context, figures: _Figures) -> Iterator[str]:
    language = context.language
    span = {"first": day(figures.first, language), "last": day(figures.last, language)}
    if not figures.n:
        yield context.reply("figures.none", **span).text
        return
    yield context.reply("figures.head", n=figures.n, **span).text
    part = format_percent(figures.answered / figures.n, "0.0%", locale=language)
    yield context.reply("figures.answered", n=figures.answered, percent=part).text
    median, most = figures.seconds(_MEDIAN), figures.seconds(_MOST_OF_ALL)
    if median is not None and most is not None:
        yield context.reply("figures.seconds", median=_seconds(context, median), p95=_seconds(context, most)).text
    by_day = figures.by(lambda each: each.day.isoformat())
    days = [figures.first + timedelta(days=n) for n in range((figures.last - figures.first).days + 1)]
    yield from ("", context.reply("figures.by_day").text)
    yield from (f"- {day(each, language)}: {by_day[each.isoformat()]}" for each in days if by_day[each.isoformat()])
    yield from _list(context, "channel", figures.by(lambda each: channel_name(language, each.channel)).most_common())
    yield from _list(context, "kind", figures.by(lambda each: _kind(context, each.kind)).most_common())
    agencies = figures.by(lambda each: each.agency)
    agencies.pop("", None)
    name = context.services.questions.agency_name
    most_asked = [(name(id_), n) for id_, n in agencies.most_common(_MOST_AGENCIES)]
    yield from _list(context, "agency", most_asked)


def _list(context: Context, what: str, found: Iterable[tuple[str, int]]) -> Iterator[str]:
    lines = [f"- {name}: {n}" for name, n in found]
    if lines:
        yield from ("", context.reply(f"figures.by_{what}").text, *lines)


def _kind(context: Context, kind: str) -> str:
    """As it is called; a kind of another version of the program is another kind."""
    known = f"answer_kind.{kind}" in keys(context.language)
    return context.reply(f"answer_kind.{kind if known else 'another'}").text


def _seconds(context: Context, seconds: float) -> str:
    return format_decimal(seconds, "0.##", locale=context.language)


def _head(context: Context, columns: Iterable[str]) -> list[str]:
    return [context.reply(f"figures.column_{name}").text for name in columns]


def _by_day(context: Context, figures: _Figures) -> Iterator[tuple[Cell, ...]]:
    """A row for each day and channel: questions, those answered, the seconds of half and of nearly all answers."""
    places = {(each.day, each.channel) for each in figures.counts} | {
        (on, channel) for on, channel, *_ in figures.times
    }
    for on, channel in sorted(places):
        here = replace(
            figures,
            counts=[each for each in figures.counts if (each.day, each.channel) == (on, channel)],
            times=[each for each in figures.times if each[:2] == (on, channel)],
        )
        seconds = ("" if each is None else each for each in (here.seconds(_MEDIAN), here.seconds(_MOST_OF_ALL)))
        name = channel_name(context.language, channel)
        yield day(on, context.language), name, here.n, here.answered, *seconds


def _all(context: Context, figures: _Figures) -> Iterator[tuple[Cell, ...]]:
    language, name = context.language, context.services.questions.agency_name
    for each in figures.counts:
        agency = name(each.agency) if each.agency else ""
        channel = channel_name(language, each.channel)
        yield day(each.day, language), channel, agency, _kind(context, each.kind), each.n
