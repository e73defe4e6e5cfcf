"""The choice to send, or to see, the file of the document by which something is on record as done."""

from dataclasses import replace

from handlers.context import Context
from knowledge.memory import completions, proof_files
from knowledge.memory.proof_files import ProofFile
from knowledge.messages import Reply

ATTACH, SHOW = "proof:attach", "proof:show"
"""What the buttons carry, followed by the agency and the key of what it has done."""


def with_file(context: Context, reply: Reply, agency: str, key: str) -> Reply:
    """The reply that something is on record, with the choice to send the file of its document, or to see it."""
    record = completions.standing(context.tx, agency, key)
    if record is None or not record.proof or not context.may("attach_proof", agency):
        return reply
    sent = sent_file(context, agency, key)
    label, action = ("proof_files.see", SHOW) if sent else ("proof_files.attach", ATTACH)
    return replace(reply, buttons=(*reply.buttons, context.button(label, f"{action} {agency} {key}")))


def sent_file(context: Context, agency: str, key: str) -> ProofFile | None:
    """The file of the document that is on record."""
    file, record = proof_files.get(context.tx, agency, key), completions.standing(context.tx, agency, key)
    return file if file and record and file.proof == record.proof else None
