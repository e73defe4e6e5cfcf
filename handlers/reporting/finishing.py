"""/xong: a task is done, with the document that shows it; corrected and taken back in the same way."""

from handlers.carried import carried
from handlers.clearance import said_of
from handlers.context import Context
from handlers.meanwhile import changed_meanwhile
from handlers.reporting.completions import (
    LONGEST_PROOF,
    REPLACE,
    ask_if,
    ask_proof,
    on_record,
    record_done,
    taken_back,
)
from handlers.reporting.parts import Part, part_of
from handlers.reporting.progress import takes_back
from knowledge.acts import proof_said
from knowledge.changes.change import Value, canonical
from knowledge.changes.making import ConflictError
from knowledge.changes.of_agencies import COMPLETION, owed_subject
from knowledge.memory import completions
from knowledge.messages import Button, Reply
from knowledge.progress.sentences import proof_in
from knowledge.questions.wording import shorten

COMMANDS = ("xong", "done")
_LABEL = 60  # characters


def finish(context: Context) -> Reply | None:
    """Record that it is done, or ask by what document; None for another message."""
    if context.command not in COMMANDS:
        return None
    part = part_of(context, "xong", context.argument, "complete")
    if isinstance(part, Reply):
        return part
    if takes_back(part.rest):
        return _take_back(context, part)
    return record(context, part.agency, part.key, part.rest)


def record(context: Context, agency: str, key: str, typed: str) -> Reply:
    """The agency has done it, by the document that is typed; where none is, that is asked for, and where it may be
    none, whether it is."""
    named, proof = proof_said(typed), proof_in(typed)[:LONGEST_PROOF]
    known = completions.standing(context.tx, agency, key)
    if known is None:
        if named == "document":
            return record_done(context, agency, key, proof)
        if named == "perhaps":
            return ask_if(context, agency, key, proof)
        return ask_proof(context, agency, key)
    before = on_record(context, agency, (key,))
    if named == "none" or proof == known.proof:
        return before
    return Reply(before.text, (_offer(context, agency, key, proof), *before.buttons), context.language)


def _offer(context: Context, agency: str, key: str, proof: str) -> Button:
    """To put this document in the place of what is on record now, and of nothing else."""
    argument = canonical([agency, key, proof, _now(context, agency, key)])
    said = said_of(context, key.rpartition(" ")[0], shorten(proof, _LABEL), instead="internal.basis")
    return context.button("finishing.replace", f"{REPLACE} {argument}", proof=said)


def _now(context: Context, agency: str, key: str) -> Value:
    return context.services.changes.get(context.tx, COMPLETION, owed_subject(agency, key))


def replace(context: Context) -> Reply | None:
    """Put what is on record right, as a button says; None for another message."""
    action, _, argument = context.text.partition(" ")
    if not (context.said.chosen and action == REPLACE):
        return None
    agency, key, proof, seen = carried(argument, str, str, str, object)
    if refusal := context.refused("complete", agency):
        return refusal
    try:
        return record_done(context, agency, key, proof, expected=seen)
    except ConflictError:
        said = changed_meanwhile(context, COMPLETION, owed_subject(agency, key), seen)
        undo = on_record(context, agency, (key,)).buttons if completions.standing(context.tx, agency, key) else ()
        return Reply(said, (_offer(context, agency, key, proof), *undo), context.language)


def _take_back(context: Context, part: Part) -> Reply:
    known = completions.standing(context.tx, part.agency, part.key)
    if known is None:
        return context.reply("remind.no_record")
    if known.person != context.person.id:  # shown first, with a choice that takes back just that
        return on_record(context, part.agency, (part.key,))
    context.change(COMPLETION, owed_subject(part.agency, part.key), None)
    return taken_back(context, part.agency, part.key)
