"""Plain sentences that say what was done: "nhiệm vụ 2.6 xong rồi, báo cáo số 123 ngày 20/11"."""

from handlers.context import Context
from handlers.reporting import finishing, handing_in
from handlers.reporting.parts import part_of
from handlers.reporting.progress import put_on_record
from knowledge.messages import Button, Reply
from knowledge.progress.sentences import Sentence, read
from knowledge.questions.wording import shorten

_LABEL, _MOST = 60, 3  # characters; agencies that are named


def tell(context: Context) -> Reply | None:
    """Record what the sentence says, as the commands do; None for another message."""
    if context.said.chosen or context.command:
        return None
    said = read(context.text)
    if said is None:
        return None
    if said.kind == "more_time":
        return _ready(context, "extending.not_yet", "ask_extension", f"/giahan {said.number} {said.rest}")
    if said.kind == "taken_back":
        action = "complete" if said.rest == "xong" else "report_progress"
        return _ready(context, "remind.not_taken_back", action, f"/{said.rest} {said.number} hủy")
    if said.kind == "perhaps":
        return _perhaps(context, said) if context.may("report_progress") else None
    if not context.may("complete"):
        return context.refused("complete") if said.number else None
    whose = _whose(context, said)
    if isinstance(whose, Reply):
        return whose
    if said.kind == "handed_in":
        return handing_in.record(context, f"{said.rest}{whose}")
    return _finished(context, said, whose) if said.kind == "finished" else _under_way(context, said, whose)


def _ready(context: Context, key: str, action: str, line: str, **values: object) -> Reply:
    """Nothing is done in passing: how to, ready to be sent."""
    return context.refused(action) or context.reply(key, Button(shorten(line, _LABEL), line), line=line, **values)


def _perhaps(context: Context, said: Sentence) -> Reply:
    line = f"/tiendo {said.number} {said.percent}%"
    return _ready(context, "progress.perhaps", "report_progress", line, number=said.number, percent=said.percent)


def _whose(context: Context, said: Sentence) -> str | Reply:
    """The agency of which it is said, as a command names it: " @bng"; "" where none is named, or several of the
    person's. Nothing is recorded of what is said of another: how to, for who meant their own."""
    named = {agency for agency, _ in context.services.questions.agencies_named(said.about)} if said.about else set()
    theirs = named if context.theirs is None else named & {*context.own, *context.theirs}
    if not named or len(theirs) == 1:
        return "".join(f" @{agency}" for agency in theirs)
    if theirs:
        return "" if context.theirs is not None else context.reply("reporting.name_one")
    names = ", ".join(context.services.questions.agency_name(agency) for agency in sorted(named)[:_MOST])
    return context.reply("reporting.of_others", agency=names)


def _finished(context: Context, said: Sentence, whose: str) -> Reply:
    part = part_of(context, "xong", f"{said.number} {said.rest}{whose}", "complete")
    return part if isinstance(part, Reply) else finishing.record(context, part.agency, part.key, part.rest)


def _under_way(context: Context, said: Sentence, whose: str) -> Reply:
    part = part_of(context, "tiendo", f"{said.number} {said.percent}% {said.rest}{whose}", "report_progress")
    return part if isinstance(part, Reply) else put_on_record(context, part, said.percent, said.rest)
