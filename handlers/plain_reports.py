"""Plain sentences that say what was done: "nhiệm vụ 2.6 xong rồi, báo cáo số 123 ngày 20/11"."""

from handlers import finishing, handing_in
from handlers.context import Context
from handlers.parts import part_of
from handlers.progress import put_on_record
from knowledge.messages import Reply
from knowledge.progress.sentences import Sentence, read


def tell(context: Context) -> Reply | None:
    """Record what the sentence says, as the commands do; None for another message."""
    if context.said.chosen or context.command:
        return None
    said = read(context.text)
    if said is None:
        return None
    if not context.may("complete"):
        return context.refused("complete") if said.number else None
    if said.kind == "handed_in":
        return handing_in.record(context, said.rest)
    return _finished(context, said) if said.kind == "finished" else _under_way(context, said)


def _finished(context: Context, said: Sentence) -> Reply:
    part = part_of(context, "xong", f"{said.number} {said.rest}", "complete")
    return part if isinstance(part, Reply) else finishing.record(context, part.agency, part.key, part.rest)


def _under_way(context: Context, said: Sentence) -> Reply:
    part = part_of(context, "tiendo", f"{said.number} {said.percent}% {said.rest}", "report_progress")
    return part if isinstance(part, Reply) else put_on_record(context, part, said.percent, said.rest)
