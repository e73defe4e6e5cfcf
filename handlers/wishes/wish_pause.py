"""/nhac dung, /nhac tiep: an agency's chat is told of nothing until a day."""

import re
from dataclasses import replace
from datetime import date, timedelta

from handlers.clearance import reader_of
from handlers.wishes.setting import Setting
from knowledge.memory import completions, offices, reminders
from knowledge.messages import Button, Reply
from knowledge.obligations.plan import all_in
from knowledge.obligations.words import title
from knowledge.questions.days import read_days
from knowledge.questions.wording import day, shorten, weekday
from knowledge.texts import say
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_LONGEST = 90  # days
_OFFERED = {"week": 7, "two_weeks": 14, "month": 30}
_LENGTH = re.compile(r"(?:trong\s+|for\s+)?(\d{1,2})\s*(ngay|tuan|thang|days?|weeks?|months?)")
_UNITS = {"ngay": 1, "day": 1, "days": 1, "tuan": 7, "week": 7, "weeks": 7, "thang": 30, "month": 30, "months": 30}
_UNTIL = re.compile(r"^\s*(?:đến|den|tới|toi|until|to)\s+", re.IGNORECASE)
_MOST_LINES = 5
_TITLE = 80  # characters


def pause(setting: Setting, typed: str) -> Reply:
    """Offer a few lengths, or pause until the day that is typed, which is the first one on which it is told again. It
    says which last days lie before that."""
    if not typed:
        return setting.reply("set.pause_ask", *_offers(setting), days=_LONGEST)
    until = _read(typed, setting.today)
    if until is None:
        return setting.reply("set.pause_how", *_offers(setting))
    if not setting.today < until <= setting.today + timedelta(days=_LONGEST):
        return setting.reply("set.pause_not", *_offers(setting), days=_LONGEST)
    after = setting.put(replace(setting.wanted, paused_until=until))
    buttons = (after.asked.button("set.resume_button", "tiep"), after.asked.button("set.show_button", ""))
    reply = after.reply("set.pause_done", *buttons, day=weekday(after.goes_on(until), setting.language))
    return replace(reply, text="\n".join((reply.text, *_not_told(after, until))))


def resume(setting: Setting, typed: str) -> Reply:
    """It is told again from now on."""
    until = setting.resumes
    after = setting.put(replace(setting.wanted, paused_until=None))
    again = [_button(setting, "set.pause_again", until)] if until else []
    key = "set.resumed" if until else "set.not_paused"
    return after.reply(key, *again, after.asked.button("set.show_button", ""))


def _offers(setting: Setting) -> list[Button]:
    days = {name: setting.today + timedelta(days=length) for name, length in _OFFERED.items()}
    offers = [_button(setting, f"set.pause_{name}", until) for name, until in days.items()]
    return [*offers, setting.asked.button("set.show_button", "")]


def _button(setting: Setting, key: str, until: date) -> Button:
    label = say(setting.language, key, day=day(until, setting.language))
    return Button(label, setting.asked.line(f"dung {until:%d/%m/%Y}"))


def _read(typed: str, today: date) -> date | None:
    if length := _LENGTH.fullmatch(fold(clean(typed)).strip()):
        return today + timedelta(days=int(length[1]) * _UNITS[length[2]])
    found = read_days(_UNTIL.sub("", typed), today)
    return found.last if found else None


def _not_told(setting: Setting, until: date) -> list[str]:
    """What would be spoken of for the last time before it is late while nothing is said, with its last day."""
    context, agency, language = setting.asked.context, setting.asked.agency, setting.language
    book, office = context.services.owing, offices.get(context.tx, agency, setting.wanted)
    put_off, done = reminders.put_off_until(context.tx, agency), completions.of_agency(context.tx, agency)
    span = all_in(book, office, setting.today, until - timedelta(days=1), put_off, done)
    last = dict.fromkeys(each.owed.obligation for each in span if each.step.name == "T0")
    if not last:
        return ["", say(language, "set.pause_free")]
    lines = [
        f"- {shorten(title(book.catalog, owed, language, reader_of(context)), _TITLE)} · {weekday(owed.due, language)}"
        for owed in last
    ]
    more = [say(language, "week.more", n=len(lines) - _MOST_LINES)] if len(lines) > _MOST_LINES else []
    return ["", say(language, "set.pause_holds"), *lines[:_MOST_LINES], *more]
