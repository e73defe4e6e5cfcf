"""Plain sentences that say what was done: "nhiệm vụ 2.6 xong rồi, báo cáo số 123 ngày 20/11"."""

from handlers.context import Context
from handlers.reporting import finishing, handing_in
from handlers.reporting.parts import part_of
from handlers.reporting.progress import put_on_record
from knowledge.messages import Button, Reply
from knowledge.progress.sentences import Sentence, read
from knowledge.questions.wording import shorten

_LABEL = 60  # characters


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
    if not context.may("complete"):
        return context.refused("complete") if said.number else None
    if said.kind == "handed_in":
        return handing_in.record(context, said.rest)
    return _finished(context, said) if said.kind == "finished" else _under_way(context, said)


def _ready(context: Context, key: str, action: str, line: str) -> Reply:
    """Nothing is done in passing: how to, ready to be sent."""
    return context.refused(action) or context.reply(key, Button(shorten(line, _LABEL), line), line=line)


def _finished(context: Context, said: Sentence) -> Reply:
    part = part_of(context, "xong", f"{said.number} {said.rest}", "complete")
    return part if isinstance(part, Reply) else finishing.record(context, part.agency, part.key, part.rest)


def _under_way(context: Context, said: Sentence) -> Reply:
    part = part_of(context, "tiendo", f"{said.number} {said.percent}% {said.rest}", "report_progress")
    return part if isinstance(part, Reply) else put_on_record(context, part, said.percent, said.rest)
