"""/nhac: what an agency's chat will be told of by itself, and the choices to set when, of what, where, or not now."""

from collections.abc import Callable
from datetime import date, timedelta

from handlers.clearance import reader_of
from handlers.context import Context
from handlers.wishes import wish_days, wish_hours, wish_kinds, wish_pause, wish_place
from handlers.wishes.setting import Setting, setting_of
from handlers.wishes.whose import Asked, whose
from knowledge.memory import completions, offices, outbox, reminders
from knowledge.memory.wishes import Wishes
from knowledge.messages import TRIAL, Button, Reply
from knowledge.obligations.office import Office
from knowledge.obligations.plan import LOOKS_BACK
from knowledge.obligations.upcoming import Standing, Upcoming, upcoming
from knowledge.obligations.words import title
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, opening, shorten, weekday
from knowledge.texts import say
from knowledge.vietnamese.fold import fold

_COMMANDS = ("nhac", "reminders")
_TYPED = {
    "nhac gi sap toi", "sap toi nhac gi", "nhac viec sap toi", "sap toi nhac viec gi", "sap toi se nhac gi",
    "what reminders are coming", "upcoming reminders",
}  # fmt: skip
_AHEAD = timedelta(days=30)
_MOST_LINES = 15
_LONGEST = 80  # characters of a title

Change = Callable[[Setting, str], Reply]
_CHANGES: dict[str, Change] = {
    "gio": wish_hours.change, "hours": wish_hours.change,
    "ngay": wish_days.change, "days": wish_days.change,
    "loai": wish_kinds.change, "kinds": wish_kinds.change,
    "tam dung": wish_pause.pause, "dung": wish_pause.pause, "pause": wish_pause.pause,
    "nhac tiep": wish_pause.resume, "tiep": wish_pause.resume, "resume": wish_pause.resume,
    "vao nhom nay": wish_place.ask, "nhom nay": wish_place.ask, "here": wish_place.ask,
}  # fmt: skip
_USUAL = ("mac dinh", "macdinh", "default")


def answer(context: Context) -> Reply | None:
    """Show what is coming, or set what is asked for; None for another message."""
    typed = fold(context.text).strip(" ?.!") in _TYPED and not context.said.chosen
    if not (typed or context.command in _COMMANDS):
        return None
    asked = whose(context, "nhac", "" if typed else context.argument)
    if isinstance(asked, Reply):
        return asked
    if not asked.rest:
        return _show(asked)
    words, then = _change(asked.rest)
    if then is None:
        return context.reply("set.how")
    if refusal := asked.refused():
        return refusal
    setting = setting_of(asked)
    return then(setting, words) if setting else context.reply("set.no_chat", agency=asked.name)


def _change(typed: str) -> tuple[str, Change | None]:
    """What is to be done, and the words behind it."""
    words = typed.split()
    changes = _CHANGES | dict.fromkeys(_USUAL, _as_usual)
    for count in (3, 2, 1):
        if then := changes.get(fold(" ".join(words[:count]))):
            return " ".join(words[count:]), then
    return typed, None


def _as_usual(setting: Setting, typed: str) -> Reply:
    before, after = "\n".join(setting.lines()), setting.put(Wishes())
    return after.reply("set.as_usual", *_menu(after), before=before)


def _show(asked: Asked) -> Reply:
    context, setting = asked.context, setting_of(asked)
    if context.message.chat.channel == TRIAL:
        lines = _coming(asked, Wishes(), context.now.astimezone(VIET_NAM).date())
        return Reply("\n".join((*lines, "", say(context.language, "set.trial"))), language=context.language)
    if setting is None:
        return context.reply("set.no_chat", agency=asked.name)
    lines = [*_coming(asked, setting.wanted, setting.today), "", *setting.lines()]
    if not asked.may_set:
        return Reply("\n".join((*lines, say(context.language, "set.who", agency=asked.name))), (), context.language)
    return Reply("\n".join(lines), tuple(_menu(setting)), context.language)


def _menu(setting: Setting) -> list[Button]:
    asked = setting.asked
    buttons = [asked.button("set.hours_button", "gio"), asked.button("set.days_button", "ngay")]
    buttons.append(asked.button("set.kinds_button", "loai"))
    if setting.resumes:
        buttons.append(asked.button("set.resume_button", "tiep"))
    else:
        buttons.append(asked.button("set.pause_button", "dung"))
    if setting.wanted != Wishes():
        buttons.append(asked.button("set.usual_button", "mac dinh"))
    if asked.context.message.chat.group and not setting.is_here:
        buttons.append(asked.button("set.here_button", "nhom nay"))
    return buttons


def _coming(asked: Asked, wanted: Wishes, today: date) -> list[str]:
    """The days with what is said on them."""
    language, book, last = asked.context.language, asked.context.services.owing, today + _AHEAD
    office = offices.get(asked.context.tx, asked.agency, wanted)
    found = upcoming(book, office, _standing(asked, today), _next_day(asked, office, wanted, today), last)
    if not found:
        return [say(language, "set.nothing_coming", agency=asked.name, days=_AHEAD.days)]
    lines = [say(language, "set.coming", agency=asked.name, days=_AHEAD.days)]
    for at, each in enumerate(found[:_MOST_LINES]):
        if not at or found[at - 1].day != each.day:
            lines += ["", f"{opening(weekday(each.day, language))}:"]
        lines.append(_line(asked, each))
    if len(found) > _MOST_LINES:
        lines += ["", say(language, "week.more", n=len(found) - _MOST_LINES)]
    return lines


def _line(asked: Asked, each: Upcoming) -> str:
    language, owed = asked.context.language, each.reminder.owed.obligation
    book = asked.context.services.owing
    name = shorten(title(book.catalog, owed, language, reader_of(asked.context)), _LONGEST)
    left = (owed.due - each.day).days
    if owed.kind == "recurring":
        when = say(language, "set.each_year")
    elif left == 0:
        when = say(language, "set.last_day")
    else:
        when = say(language, "set.before" if left > 0 else "set.after", n=left, due=day(owed.due, language))
    return f"- {name} · {when}"


def _standing(asked: Asked, today: date) -> Standing:
    tx, agency = asked.context.tx, asked.agency
    since = reminders.bound_since(tx, agency)
    return Standing(
        since.astimezone(VIET_NAM).date() if since else today,
        reminders.settled(tx, agency, today - LOOKS_BACK),
        reminders.put_off_until(tx, agency),
        completions.of_agency(tx, agency),
    )


def _next_day(asked: Asked, office: Office, wanted: Wishes, today: date) -> date:
    """The next day on which the agency is told: today only where its hours are not over and today's is not said."""
    context = asked.context
    last = wanted.last or context.services.hours[1]
    over = context.now.astimezone(VIET_NAM).time() >= last
    said = outbox.has_key(context.tx, reminders.key_of_day(asked.agency, today))
    first = max(today + timedelta(days=over or said), wanted.paused_until or today)
    return context.services.owing.telling_days(office).first_working_day_on_or_after(first)
