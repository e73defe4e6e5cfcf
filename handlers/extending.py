"""/giahan: an officer asks for more time for a task, which an administrator grants or refuses."""

from dataclasses import replace
from datetime import date, timedelta

from handlers import deciding
from handlers.clearance import said_of
from handlers.context import Context
from handlers.deciding import GRANT, REFUSE, STOP
from handlers.parts import Part, key_of, name_of, part_of, role_in
from handlers.progress import takes_back
from knowledge.catalog.bits import positions_of
from knowledge.catalog.facets import LEAD
from knowledge.catalog.readers import EVERYTHING
from knowledge.changes.of_agencies import owed_in
from knowledge.last_days import DUE, last_day
from knowledge.memory import completions, dialogues, journal, overlay
from knowledge.messages import Button, Reply
from knowledge.notices import tell_admins
from knowledge.progress.recorded import EXTENSION, asked_value
from knowledge.progress.until import read_until
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, period_text, shorten
from knowledge.vietnamese.fold import fold

COMMANDS = ("giahan", "extend")
WITHDRAW = "extend:withdraw"
"""What the button carries that takes back what was asked for, followed by the task and the agency."""
_REASON = "extend:reason "
_ANSWER_WITHIN = timedelta(minutes=30)
_LONGEST, _LABEL = 500, 60  # characters
_MOST = 6
_FURTHEST = timedelta(days=20 * 366)
_BEFORE_REASON = ("ly do", "vi ly do", "because of", "because", "reason", "vi", "do")


def ask(context: Context) -> Reply | None:
    """Ask for more time, take that back, or show what waits; None for another message."""
    if context.command not in COMMANDS:
        return None
    if not context.argument and context.may("decide_extension"):
        return _waiting(context)
    if not context.argument and (which := _which(context)):
        return which
    part = part_of(context, "giahan", context.argument, "ask_extension")
    if isinstance(part, Reply):
        return part
    if takes_back(part.rest):
        return _withdraw(context, part.subject)
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
    """The reason that was asked for; None where none was, a command gives it up."""
    chat, person = context.message.chat, context.person.id
    waiting = dialogues.asked(context.tx, chat, person, context.now - _ANSWER_WITHIN)
    if waiting is None or not waiting.startswith(_REASON):
        return None
    dialogues.end(context.tx, chat, person)
    if context.said.chosen and context.text == STOP:
        return context.reply("extending.stopped")
    if context.command or context.said.chosen:
        return None
    agency, _, task_and_day = waiting.removeprefix(_REASON).partition(" ")
    part = part_of(context, "giahan", f"{task_and_day} {context.text} @{agency}", "ask_extension")
    return part if isinstance(part, Reply) else _read(context, part)


def withdraw(context: Context) -> Reply | None:
    """Take back what was asked for, as a button says; None for another message."""
    action, _, subject = context.text.partition(" ")
    return _withdraw(context, subject) if context.said.chosen and action == WITHDRAW else None


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
        return context.reply("extending.not_later", day=day(found.first, context.language), due=_due(context, part))
    if context.may("decide_extension"):
        return deciding.grant_now(context, part, found.first, found.rest)
    if why := _why(found.rest):
        return _put(context, part, found.first, why)
    about = f"{_REASON}{part.agency} {part.task.id} {found.first.isoformat()}"
    dialogues.ask(context.tx, context.message.chat, context.person.id, about, context.now)
    return context.reply("extending.why", context.button("extending.stop", STOP))


def _put(context: Context, part: Part, until: date, why: str) -> Reply:
    value = asked_value(until, why, context.person.id, context.now)
    told = 1
    made = context.change(EXTENSION, part.subject, value, reason=why)
    values: dict[str, str] = {
        "agency": context.services.questions.agency_name(part.agency),
        "title": name_of(context, part.task),
        "day": day(until, context.language),
        "due": _due(context, part),
        "reason": why,
    }
    if made:
        told = _tell_admins(context, part, values)
    undo = context.button("extending.withdraw", f"{WITHDRAW} {part.subject}")
    said = context.reply("extending.asked", undo, **values | {"reason": said_of(context, part.task.id, why)})
    nobody = "" if told else f"\n{context.reply('extending.nobody').text}"
    return replace(said, text=said.text + nobody)


def _tell_admins(context: Context, part: Part, values: dict[str, str]) -> int:
    """In private, where they may read everything; returns to how many."""
    offered = {"extending.grant": f"{GRANT} {part.subject}", "extending.refuse": f"{REFUSE} {part.subject}"}
    said = values | {"title": name_of(context, part.task, EVERYTHING)}
    return tell_admins(context.tx, "extending.request", context.now, buttons=offered, **said)


def _due(context: Context, part: Part) -> str:
    """The last day as it is, and what the text says."""
    due = last_day(part.task, part.agency)
    assert due is not None  # else more time cannot be asked for
    written = period_text(part.task, context.language)
    return context.reply("extending.due", day=day(due, context.language), written=written).text


def _withdraw(context: Context, subject: str) -> Reply:
    agency, task = owed_in(subject)
    if refusal := context.refused("ask_extension", agency):
        return refusal
    number = task.rpartition(" ")[2]
    if context.change(EXTENSION, subject, None) is None:
        said = context.reply("extending.none_waits", number=number)
        newest = [journal.newest(context.tx, limit=1, kind=DUE, subject=each) for each in (task, subject)]
        last = next((entry for found in newest for entry in found), None)
        if last is None or last.change.after is None or not context.may("undo"):
            return said
        return replace(said, text=f"{said.text}\n{context.reply('extending.to_undo', number=last.id).text}")
    return context.reply("extending.withdrawn", number=number)


def _why(typed: str) -> str:
    """The reason without the words before it."""
    text = typed.strip(" ,.;:-–")
    for words in _BEFORE_REASON:
        head = " ".join(text.split()[: len(words.split())])
        if fold(head).strip(":,") == words:
            return " ".join(text.split()[len(words.split()) :]).strip(" ,;:-–")[:_LONGEST]
    return text[:_LONGEST]


def _waiting(context: Context) -> Reply:
    """What administrators have not decided on."""
    lines, buttons = [], []
    catalog = context.services.owing.catalog
    for subject, value in overlay.of_kind(context.tx, EXTENSION).items():
        agency, task = owed_in(subject)
        if task in catalog.positions and isinstance(value, dict):
            name = name_of(context, catalog.task(task))
            until = day(date.fromisoformat(value["day"]), context.language)
            values = {"agency": context.services.questions.agency_name(agency), "title": name, "day": until}
            reason = said_of(context, task, str(value["reason"]))
            lines.append(context.reply("extending.line", reason=reason, **values).text)
            number = catalog.task(task).number
            buttons.append(context.button("extending.grant_one", f"{GRANT} {subject}", number=number))
            buttons.append(context.button("extending.refuse_one", f"{REFUSE} {subject}", number=number))
    if not lines:
        return context.reply("extending.nothing_waits")
    head = context.reply("extending.waiting", n=len(lines)).text
    return Reply("\n".join([head, *lines]), tuple(buttons), context.language)
