"""/nhac ngay: on which weekdays an agency's chat is not told."""

import re
from dataclasses import replace

from handlers.wishes.setting import Setting
from knowledge.messages import Button, Reply
from knowledge.questions.days import read_weekdays
from knowledge.questions.wording import weekday_name
from knowledge.texts import say
from knowledge.vietnamese.fold import fold

_WORKDAYS = frozenset(range(5))
_AGAIN = re.compile(r"(?:nhac lai|nhac|bat|on)\b")


def change(setting: Setting, typed: str) -> Reply:
    """Offer the weekdays, or set those that are typed: not told any more, or told again behind "bat"."""
    if not typed:
        return _menu(setting, "set.days_ask")
    named = read_weekdays(typed)
    if not named or named - _WORKDAYS:
        return _menu(setting, "set.days_how")
    wanted = setting.wanted
    quiet = wanted.quiet - named if _AGAIN.match(fold(typed)) else wanted.quiet | named
    if quiet >= _WORKDAYS:
        return _menu(setting, "set.days_none_left")
    return _menu(setting.put(replace(wanted, quiet=quiet)), "set.days_done")


def _menu(setting: Setting, key: str) -> Reply:
    buttons = [_button(setting, number) for number in sorted(_WORKDAYS)]
    return setting.reply(key, *buttons, setting.asked.button("set.show_button", ""))


def _button(setting: Setting, number: int) -> Button:
    """It sets the weekday to what is offered, whatever somebody else has set meanwhile."""
    off = number in setting.wanted.quiet
    label = say(setting.language, "set.day_on" if off else "set.day_off", day=weekday_name(number, setting.language))
    return Button(label, setting.asked.line(f"ngay {'bat' if off else 'tat'} thu {number + 2}"))
