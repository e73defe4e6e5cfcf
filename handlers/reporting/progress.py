"""/tiendo: how far a task is, as an officer says or as anybody asks."""

import re
from dataclasses import replace

from handlers.clearance import may_read, said_of
from handlers.context import Context
from handlers.meanwhile import changed_meanwhile, in_its_place, is_it_to_go, is_theirs, seen_in, with_seen
from handlers.questions import put
from handlers.reporting.completions import on_record
from handlers.reporting.parts import Part, name_of, part_of, role_in, task_in
from knowledge.catalog.facets import LEAD
from knowledge.changes.change import Value
from knowledge.changes.making import ConflictError
from knowledge.changes.of_agencies import owed_in
from knowledge.memory import completions, overlay
from knowledge.messages import Reply
from knowledge.obligations.message import DONE
from knowledge.progress.recorded import PROGRESS, RecordedIn, note_value
from knowledge.progress.standing import standing
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.standing_lines import status_line
from knowledge.texts import say
from knowledge.vietnamese.fold import fold_letters

COMMANDS = ("tiendo", "progress")
WITHDRAW = "progress:undo"
"""What the button carries that takes the last word on a task back, followed by its subject and that word."""
_ALL = 100
_LONGEST = 500  # characters
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,4})\s*(?:%|phan tram\b|percent\b)")
_TAKES_BACK = re.compile(r"(?:huy|rut|xoa|bo|withdraw|cancel|undo)(?: (?:bo|ghi nhan|bao cao|tien do|lai))*")


def tell(context: Context) -> Reply | None:
    """Record how far it is, or show that; None for another message."""
    if context.command not in COMMANDS:
        return None
    typed = context.argument
    if not typed:
        said = put(context, _question(context), anew=True)
        how = f"\n\n{context.reply('progress.how').text}" if context.own and context.may("report_progress") else ""
        return replace(said, text=said.text + how)
    found = task_in(context, "tiendo", typed.partition("@")[0])
    if not isinstance(found, Reply) and not found[1] and "@" not in typed:
        return put(context, context.reply("progress.of", number=found[0].id).text, anew=True)
    return record(context, typed)


def _question(context: Context) -> str:
    if len(context.own) != 1:
        return context.reply("progress.all").text
    return context.reply("progress.own", agency=context.services.questions.agency_name(context.own[0])).text


def record(context: Context, typed: str) -> Reply:
    """Record what is typed behind the command: "2.6 60% đã lấy ý kiến các bộ"; or take it back."""
    part = part_of(context, "tiendo", typed, "report_progress")
    if isinstance(part, Reply):
        return part
    if takes_back(part.rest):
        return _withdraw_typed(context, part.subject)
    plain = fold_letters(part.rest)
    percent = _PERCENT.search(plain)
    if percent and int(percent[1]) > _ALL:
        return context.reply("progress.too_much")
    text = part.rest
    if percent:
        text = f"{part.rest[: percent.start()].strip(' ,.;:-–')} {part.rest[percent.end() :].strip(' ,.;:-–')}"
    return put_on_record(context, part, int(percent[1]) if percent else None, text.strip()[:_LONGEST])


def put_on_record(context: Context, part: Part, percent: int | None, text: str) -> Reply:
    """The agency is so far with its part. What it said before of it is put right by this."""
    if part.key in completions.of_agency(context.tx, part.agency):
        return on_record(context, part.agency, (part.key,))
    if percent is None and not text:
        return context.reply("progress.how")
    today = context.now.astimezone(VIET_NAM).date()
    before = overlay.get(context.tx, PROGRESS, part.subject)
    value = note_value(percent, text, today, context.person.id, context.now)
    context.change(PROGRESS, part.subject, value)
    book, agency = context.services.owing, context.services.questions.agency_name(part.agency)
    how = standing(book.catalog, part.task, RecordedIn(context.tx), today)
    said = f"{percent}%" if percent is not None else ""
    reply = context.reply(
        "progress.recorded",
        context.button("remind.take_back", with_seen(WITHDRAW, part.subject, value)),
        *([context.button("progress.finish", f"{DONE} {part.agency} {part.key}")] if percent == _ALL else []),
        title=name_of(context, part.task),
        agency=agency,
        said=said_of(context, part.task.id, ": ".join(filter(None, (said, text)))),
    )
    other = [in_its_place(context, PROGRESS, part.subject, before)] if is_theirs(context, before) else []
    if not may_read(context, part.task.id):
        return Reply("\n".join([reply.text, *other]), reply.buttons, context.language)
    whole = status_line(how, context.language)
    if role_in(book.catalog, part.task, part.agency) != LEAD:
        whole = context.reply("progress.of_whole", status=whole).text
    return Reply("\n".join([reply.text, *other, whole]), reply.buttons, context.language)


def withdraw(context: Context) -> Reply | None:
    """Take back what a button stands for; None for another message."""
    action, _, argument = context.text.partition(" ")
    if not (context.said.chosen and action == WITHDRAW):
        return None
    return _withdraw(context, *seen_in(argument))


def takes_back(typed: str) -> bool:
    """Whether what follows a task's number says that what was said of it is to be taken back."""
    return _TAKES_BACK.fullmatch(fold_letters(typed).strip(" .!")) is not None


def _withdraw(context: Context, subject: str, seen: Value) -> Reply:
    """Only what was seen: what somebody else said since is shown first."""
    agency, task = owed_in(subject)
    if refusal := context.refused("report_progress", agency):
        return refusal
    try:
        taken_back = context.change(PROGRESS, subject, None, expected=seen)
    except ConflictError as error:
        if error.now is not None:
            return _shown(context, subject, error.now, changed_meanwhile(context, PROGRESS, subject, seen))
        taken_back = None
    if taken_back is None:
        return context.reply("remind.gone_record")
    number = task.rpartition(" ")[2]
    return Reply(say(context.language, "progress.withdrawn", number=number), language=context.language)


def _withdraw_typed(context: Context, subject: str) -> Reply:
    """What somebody else has said is shown before it is taken back."""
    now = overlay.get(context.tx, PROGRESS, subject)
    if now is None:
        return context.reply("remind.no_record")
    if is_theirs(context, now):
        return _shown(context, subject, now, is_it_to_go(context, PROGRESS, subject, now))
    return _withdraw(context, subject, now)


def _shown(context: Context, subject: str, now: Value, said: str) -> Reply:
    """With a choice that takes back just what is there now."""
    undo = context.button("remind.take_back", with_seen(WITHDRAW, subject, now))
    return Reply(said, (undo,), context.language)
