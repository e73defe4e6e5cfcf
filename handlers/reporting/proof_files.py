"""The file of a document by which something is done is asked for, and /tep shows those that were sent."""

from dataclasses import replace

from handlers.asking import ask_for, end
from handlers.carried import carried
from handlers.context import Context
from handlers.meanwhile import changed_meanwhile
from handlers.reporting.completions import title_of
from handlers.reporting.parts import agency_named
from handlers.reporting.proof_offer import ATTACH, REMOVE, SHOW, file_seen, sent_file, to_attach, to_remove, with_file
from knowledge.changes.making import ConflictError
from knowledge.changes.of_proofs import PROOF_FILE, file_subject
from knowledge.memory import completions as records
from knowledge.memory import kept_files, proof_files
from knowledge.memory.proof_files import ProofFile
from knowledge.messages import LARGEST_FILE, Button, Reply
from knowledge.questions.wording import file_size, shorten

COMMANDS = ("tep", "files")
STOP = "proof:stop"
_LISTED, _LABEL = 10, 60


def press(context: Context) -> Reply | None:
    """Ask for the file, show or remove the one that was sent, or stop asking; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action in (ATTACH, REMOVE, SHOW, STOP)):
        return None
    if action == STOP:
        end(context)
        return context.reply("proof_files.stopped")
    if action in (ATTACH, REMOVE):
        return (_ask if action == ATTACH else _remove)(context, rest)
    agency, _, key = rest.partition(" ")
    return context.refused("see_proof_files", agency) or _shown(context, agency, key)


def _ask(context: Context, argument: str) -> Reply:
    """For the file of the document that was seen; of another one, or where somebody has sent one since, what is there
    now is shown instead."""
    agency, key, proof, seen = carried(argument, str, str, str, object)
    if refused := context.refused("attach_proof", agency):
        return refused
    record = records.standing(context.tx, agency, key)
    if record is None:
        return context.reply("remind.gone_record")
    if record.proof != proof:
        return with_file(context, context.reply("proof_files.other_document", proof=record.proof), agency, key)
    if file_seen(context, agency, key) != seen:
        said = changed_meanwhile(context, PROOF_FILE, file_subject(agency, key), seen)
        return with_file(context, Reply(said, language=context.language), agency, key)
    ask_for(context, f"{ATTACH} {argument}")
    values = {"title": title_of(context, agency, key), "limit": file_size(LARGEST_FILE, context.language)}
    return context.reply("proof_files.ask", context.button("proof_files.stop", STOP), **values)


def _remove(context: Context, argument: str) -> Reply:
    """Not another one than was seen."""
    agency, key, proof, seen = carried(argument, str, str, str, object)
    if refused := context.refused("attach_proof", agency):
        return refused
    subject = file_subject(agency, key)
    try:
        made = context.change(PROOF_FILE, subject, None, expected=seen)
    except ConflictError:
        said = changed_meanwhile(context, PROOF_FILE, subject, seen)
        return with_file(context, Reply(said, language=context.language), agency, key)
    undo = [context.button("audit.undo_this", f"undo:one {made.id}")] if made else []
    return context.reply("proof_files.removed", *undo, proof=proof)


def show(context: Context) -> Reply | None:
    """The files that were sent, the newest first, of one agency or of all that are the person's to see; None for
    another message."""
    if context.command not in COMMANDS:
        return None
    asked = agency_named(context, f"@{context.argument.lstrip('@')}")[1] if context.argument else ""
    if isinstance(asked, Reply):
        return asked
    if refused := context.refused("see_proof_files", asked or None):
        return refused
    whose = [asked] if asked else [""] if context.theirs is None else list(context.theirs)
    found = [file for agency in whose for file in proof_files.standing(context.tx, agency, limit=_LISTED)][:_LISTED]
    if not found:
        return context.reply("proof_files.none")
    lines = [context.reply("proof_files.head").text]
    lines += [
        context.reply("proof_files.line", number=at, **_said(context, file)).text for at, file in enumerate(found, 1)
    ]
    buttons = [
        Button(shorten(f"{file.proof}: {file.name}", _LABEL), f"{SHOW} {file.agency} {file.obligation}")
        for file in found
    ]
    return Reply("\n".join(lines), tuple(buttons), context.language)


def _shown(context: Context, agency: str, key: str) -> Reply:
    sent = sent_file(context, agency, key)
    file = kept_files.get(context.tx, sent.kept) if sent else None
    if sent is None or file is None:
        return context.reply("proof_files.gone")
    again = context.button("proof_files.another", to_attach(context, agency, key, sent.proof))
    remove = context.button("proof_files.remove", to_remove(context, agency, key, sent.proof))
    said = context.reply("proof_files.shown", again, remove, **_said(context, sent))
    return replace(said, file=file)


def _said(context: Context, file: ProofFile) -> dict[str, str]:
    return {
        "title": title_of(context, file.agency, file.obligation),
        "agency": context.services.questions.agency_name(file.agency),
        "proof": file.proof,
        "name": file.name,
        "size": file_size(file.size, context.language),
    }
