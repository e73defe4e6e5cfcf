"""The choice to send, or to see, the file of the document by which something is on record as done."""

from dataclasses import replace

from handlers.context import Context
from knowledge.changes.change import Value, canonical
from knowledge.changes.of_proofs import PROOF_FILE, file_subject
from knowledge.memory import completions, proof_files
from knowledge.memory.proof_files import ProofFile
from knowledge.messages import Reply

ATTACH, REMOVE, SHOW = "proof:attach", "proof:remove", "proof:show"
"""What the buttons carry, followed by the agency and the key of what it has done; where a file is to be sent or removed
also by the document that it is of and the file that is there, as seen."""


def with_file(context: Context, reply: Reply, agency: str, key: str) -> Reply:
    """The reply that something is on record, with the choice to send the file of its document, or to see it."""
    record = completions.standing(context.tx, agency, key)
    if record is None or not record.proof or not context.may("attach_proof", agency):
        return reply
    sent = sent_file(context, agency, key)
    if sent:
        offer = context.button("proof_files.see", f"{SHOW} {agency} {key}")
    else:
        offer = context.button("proof_files.attach", to_attach(context, agency, key, record.proof))
    return replace(reply, buttons=(*reply.buttons, offer))


def to_attach(context: Context, agency: str, key: str, proof: str) -> str:
    """What a choice carries that asks for the file of this document, in the place of the one that is there now."""
    return _with_seen(ATTACH, context, agency, key, proof)


def to_remove(context: Context, agency: str, key: str, proof: str) -> str:
    """What a choice carries that removes the file that is there now."""
    return _with_seen(REMOVE, context, agency, key, proof)


def _with_seen(action: str, context: Context, agency: str, key: str, proof: str) -> str:
    return f"{action} {canonical([agency, key, proof, file_seen(context, agency, key)])}"


def file_seen(context: Context, agency: str, key: str) -> Value:
    """Which file is there now, of whatever document."""
    return context.services.changes.get(context.tx, PROOF_FILE, file_subject(agency, key))


def sent_file(context: Context, agency: str, key: str) -> ProofFile | None:
    """The file of the document that is on record."""
    file, record = proof_files.get(context.tx, agency, key), completions.standing(context.tx, agency, key)
    return file if file and record and file.proof == record.proof else None
