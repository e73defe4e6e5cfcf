"""/tiendo: how far a task is, as an officer says or as anybody asks."""

import re
from dataclasses import replace

from handlers.clearance import may_read, said_of
from handlers.completions import on_record
from handlers.context import Context
from handlers.parts import Part, name_of, part_of, role_in, task_in
from handlers.questions import put
from knowledge.catalog.facets import LEAD
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
"""What the button carries that takes the last word on a task back, followed by the task and the agency."""
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
        return _withdraw(context, part.subject, gone="remind.no_record")
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
    context.change(PROGRESS, part.subject, note_value(percent, text, today, context.person.id, context.now))
    book, agency = context.services.owing, context.services.questions.agency_name(part.agency)
    how = standing(book.catalog, part.task, RecordedIn(context.tx), today)
    said = f"{percent}%" if percent is not None else ""
    reply = context.reply(
        "progress.recorded",
        context.button("remind.take_back", f"{WITHDRAW} {part.subject}"),
        *([context.button("progress.finish", f"{DONE} {part.agency} {part.key}")] if percent == _ALL else []),
        title=name_of(context, part.task),
        agency=agency,
        said=said_of(context, part.task.id, ": ".join(filter(None, (said, text)))),
    )
    if not may_read(context, part.task.id):
        return reply
    whole = status_line(how, context.language)
    if role_in(book.catalog, part.task, part.agency) != LEAD:
        whole = context.reply("progress.of_whole", status=whole).text
    return Reply(f"{reply.text}\n{whole}", reply.buttons, context.language)


def withdraw(context: Context) -> Reply | None:
    """Take back what a button stands for; None for another message."""
    action, _, subject = context.text.partition(" ")
    return _withdraw(context, subject) if context.said.chosen and action == WITHDRAW else None


def takes_back(typed: str) -> bool:
    """Whether what follows a task's number says that what was said of it is to be taken back."""
    return _TAKES_BACK.fullmatch(fold_letters(typed).strip(" .!")) is not None


def _withdraw(context: Context, subject: str, gone: str = "remind.gone_record") -> Reply:
    agency, task = owed_in(subject)
    if refusal := context.refused("report_progress", agency):
        return refusal
    if overlay.get(context.tx, PROGRESS, subject) is None:
        return context.reply(gone)
    context.change(PROGRESS, subject, None)
    number = task.rpartition(" ")[2]
    return Reply(say(context.language, "progress.withdrawn", number=number), language=context.language)
