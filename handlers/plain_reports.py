"""Plain sentences that say what was done: "nhiệm vụ 2.6 xong rồi, báo cáo số 123 ngày 20/11"."""

from handlers import finishing, handing_in
from handlers.context import Context
from handlers.parts import part_of
from handlers.progress import put_on_record
from knowledge.messages import Reply
from knowledge.progress.sentences import read


def tell(context: Context) -> Reply | None:
    """Record what the sentence says, as the commands do; None for another message, and for who is asking: whoever speaks
    for no agency tells nothing by a sentence."""
    if context.said.chosen or context.command or not context.may("complete"):
        return None
    said = read(context.text)
    if said is None:
        return None
    if said.kind == "handed_in":
        return handing_in.record(context, said.rest)
    action = "complete" if said.kind == "finished" else "report_progress"
    part = part_of(context, "xong" if said.kind == "finished" else "tiendo", said.number, action)
    if isinstance(part, Reply):
        return part
    if said.kind == "finished":
        return finishing.record(context, part.agency, part.key, said.rest)
    return put_on_record(context, part, said.percent, said.rest)
