"""/nhac gio: between which times of a working day an agency's chat is told."""

import re
from dataclasses import replace
from datetime import time

from handlers.wishes.setting import Setting, clock_time
from knowledge.messages import Button, Reply
from knowledge.texts import say
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_EARLIEST, _LATEST = time(5), time(21)
_SHORTEST = 30  # minutes
_SOME = ((time(8), time(10)), (time(14), time(16)))
_TIME = r"(\d{1,2})(?:\s*(?:h|g|gio|:|\.)\s*(\d{2})?)?"
_SPAN = re.compile(rf"(?:tu\s+|from\s+)?{_TIME}\s*(?:-|–|—|den|toi|to)\s*{_TIME}")
_USUAL = ("mac dinh", "default")


def change(setting: Setting, typed: str) -> Reply:
    """Offer a few spans, or set the one that is typed. The clock has 24 hours."""
    if not typed:
        return _menu(setting, "set.hours_ask")
    usual = setting.asked.context.services.hours
    wanted = usual if fold(typed) in _USUAL else _read(typed)
    if wanted is None:
        return _menu(setting, "set.hours_how")
    first, last = wanted
    if first < _EARLIEST or last > _LATEST or _minutes(last) - _minutes(first) < _SHORTEST:
        earliest, latest = clock_time(_EARLIEST), clock_time(_LATEST)
        return _menu(setting, "set.hours_not", first=earliest, last=latest, minutes=_SHORTEST)
    given = (None, None) if wanted == usual else wanted
    after = setting.put(replace(setting.wanted, first=given[0], last=given[1]))
    return _menu(after, "set.hours_done", before=setting.hours)


def _menu(setting: Setting, key: str, before: tuple[time, time] | None = None, **values: object) -> Reply:
    """The usual hours, a few others, and those that were `before`, so that they can be had back."""
    usual = setting.asked.context.services.hours
    spans = dict.fromkeys((usual, *_SOME, *((before,) if before else ())))
    buttons = [_button(setting, span, usual=span == usual) for span in spans if span != setting.hours]
    return setting.reply(key, *buttons, setting.asked.button("set.show_button", ""), **values)


def _button(setting: Setting, span: tuple[time, time], *, usual: bool) -> Button:
    label = "–".join(map(clock_time, span))
    if usual:
        label = say(setting.language, "set.usual_hours", hours=label)
    return Button(label, setting.asked.line(f"gio {'-'.join(map(clock_time, span))}"))


def _read(typed: str) -> tuple[time, time] | None:
    plain = fold(clean(typed)).strip().removesuffix("gio").removesuffix("phut").strip()
    match = _SPAN.fullmatch(plain)
    if match is None:
        return None
    first_hour, first_minute, last_hour, last_minute = (int(part or 0) for part in match.groups())
    try:
        return time(first_hour, first_minute), time(last_hour, last_minute)
    except ValueError:
        return None


def _minutes(value: time) -> int:
    return value.hour * 60 + value.minute
