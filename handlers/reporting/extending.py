"""/giahan: an officer asks for more time for a task, which an administrator grants or refuses."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.asking import answered, ask_for
from handlers.context import Context
from handlers.meanwhile import changed_meanwhile, in_its_place, is_it_to_go, is_theirs, seen_in, with_seen
from handlers.reporting import deciding
from handlers.reporting.deciding import STOP
from handlers.reporting.extension_requests import due_said, request_values, tell_of_request, waiting
from handlers.reporting.parts import Part, finished_said, key_of, name_of, part_of, role_in
from handlers.reporting.progress import takes_back
from knowledge.asks import asks
from knowledge.catalog.bits import positions_of
from knowledge.catalog.facets import LEAD
from knowledge.changes.change import Value
from knowledge.changes.making import ConflictError
from knowledge.changes.of_agencies import owed_in
from knowledge.last_days import DUE, last_day
from knowledge.memory import completions, journal, overlay
from knowledge.messages import Button, Reply
from knowledge.progress.recorded import EXTENSION, asked_value
from knowledge.progress.until import read_until
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, shorten
from knowledge.vietnamese.fold import fold

COMMANDS = ("giahan", "extend")
WITHDRAW = "extend:withdraw"
"""What the button carries that takes back what was asked for, followed by its subject and what was asked for."""
_REASON = "extend:reason "
_LONGEST, _LABEL = 500, 60  # characters
_MOST = 6
_FURTHEST = timedelta(days=20 * 366)
_BEFORE_REASON = ("ly do", "vi ly do", "because of", "because", "reason", "vi", "do")


def ask(context: Context) -> Reply | None:
    """Ask for more time, take that back, or show what waits; None for another message."""
    if context.command not in COMMANDS:
        return None
    if not context.argument and context.may("decide_extension"):
        return waiting(context)
    if not context.argument and (which := _which(context)):
        return which
    part = part_of(context, "giahan", context.argument, "ask_extension")
    if isinstance(part, Reply):
        return part
    if takes_back(part.rest):
        return _withdraw_typed(context, part.subject)
    return _read(context, part)


def _which(context: Context) -> Reply | None:
    """The tasks that the person's agency leads and that end soonest, to be chosen from; None where it leads none."""
    today = context.now.astimezone(VIET_NAM).date()
    catalog = context.services.owing.catalog
    done = {agency: completions.of_agency(context.tx, agency) for agency in context.own}
    ends = [
        (due, position, task)
        for agency in context.own
        for position in positions_of(catalog.facets.named(LEAD, agency) & catalog.in_force(today.year))
        if (due := last_day(task := catalog.tasks[position], agency))
        and key_of(catalog, task, agency, today.year) not in done[agency]
    ]
    buttons = [
        Button(shorten(name_of(context, task), _LABEL), f"/giahan {task.id}") for _, _, task in sorted(ends)[:_MOST]
    ]
    return context.reply("extending.which", *buttons) if buttons and context.may("ask_extension") else None


def reason(context: Context) -> Reply | None:
    """The reason that was asked for; None where none was, a command gives it up, a question leaves it."""
    if not (context.said.chosen or context.command) and asks(context.text):
        return None
    asked = answered(context, _REASON, STOP, "extending.stopped")
    if not isinstance(asked, str):
        return asked
    agency, _, task_and_day = asked.partition(" ")
    part = part_of(context, "giahan", f"{task_and_day} {context.text} @{agency}", "ask_extension")
    return part if isinstance(part, Reply) else _read(context, part)


def withdraw(context: Context) -> Reply | None:
    """Take back what was asked for, as a button says; None for another message."""
    action, _, argument = context.text.partition(" ")
    if not (context.said.chosen and action == WITHDRAW):
        return None
    return _withdraw(context, *seen_in(argument))


def _read(context: Context, part: Part) -> Reply:
    today = context.now.astimezone(VIET_NAM).date()
    catalog, due = context.services.owing.catalog, last_day(part.task, part.agency)
    if role_in(catalog, part.task, part.agency) != LEAD:
        return context.reply("extending.only_lead", number=part.task.number)
    if due is None:
        return context.reply("extending.no_end", number=part.task.number)
    found = read_until(part.rest, today)
    if found is None:
        return context.reply("extending.how", number=part.task.number)
    if not max(due, today) < found.first <= today + _FURTHEST:
        return context.reply(
            "extending.not_later", day=day(found.first, context.language), due=due_said(context, part.task, part.agency)
        )
    if context.may("decide_extension"):
        return deciding.grant_now(context, part, found.first, found.rest)
    if (why := _why(found.rest)) and not asks(why):
        return _put(context, part, found.first, why)
    about = f"{_REASON}{part.agency} {part.task.id} {found.first.isoformat()}"
    ask_for(context, about)
    return context.reply("extending.why", context.button("extending.stop", STOP))


def _put(context: Context, part: Part, until: date, why: str) -> Reply:
    value = asked_value(until, why, context.person.id, context.now)
    before, told = overlay.get(context.tx, EXTENSION, part.subject), 1
    if context.change(EXTENSION, part.subject, value, reason=why):
        told = tell_of_request(context, part.subject, value)
    undo = context.button("extending.withdraw", with_seen(WITHDRAW, part.subject, value))
    said = context.reply("extending.asked", undo, **request_values(context, part.subject, value))
    more = [in_its_place(context, EXTENSION, part.subject, before)] if is_theirs(context, before) else []
    more += [said_too] if (said_too := finished_said(context, part.task, part.agency)) else []
    more += [] if told else [context.reply("extending.nobody").text]
    return replace(said, text="\n".join([said.text, *more]))


def _withdraw(context: Context, subject: str, seen: Value) -> Reply:
    """Only what was seen: what somebody else asked for is shown first."""
    agency, task = owed_in(subject)
    if refusal := context.refused("ask_extension", agency):
        return refusal
    number = task.rpartition(" ")[2]
    try:
        taken_back = context.change(EXTENSION, subject, None, expected=seen)
    except ConflictError as error:
        if error.now is not None:
            return _shown(context, subject, error.now, changed_meanwhile(context, EXTENSION, subject, seen))
        taken_back = None
    if taken_back is None:
        said = context.reply("extending.none_waits", number=number)
        newest = [journal.newest(context.tx, limit=1, kind=DUE, subject=each) for each in (task, subject)]
        last = next((entry for found in newest for entry in found), None)
        if last is None or last.change.after is None or not context.may("undo"):
            return said
        return replace(said, text=f"{said.text}\n{context.reply('extending.to_undo', number=last.id).text}")
    return context.reply("extending.withdrawn", number=number)


def _withdraw_typed(context: Context, subject: str) -> Reply:
    """What somebody else has asked for is shown before it is taken back."""
    now = overlay.get(context.tx, EXTENSION, subject)
    if is_theirs(context, now):
        return _shown(context, subject, now, is_it_to_go(context, EXTENSION, subject, now))
    return _withdraw(context, subject, now)


def _shown(context: Context, subject: str, now: Value, said: str) -> Reply:
    """With a choice that takes back just what is there now."""
    undo = context.button("extending.withdraw", with_seen(WITHDRAW, subject, now))
    return Reply(said, (undo,), context.language)


def _why(typed: str) -> str:
    """The reason without the words before it."""
    text = typed.strip(" ,.;:-–")
    for words in _BEFORE_REASON:
        head = " ".join(text.split()[: len(words.split())])
        if fold(head).strip(":,") == words:
            return " ".join(text.split()[len(words.split()) :]).strip(" ,;:-–")[:_LONGEST]
    return text[:_LONGEST]
