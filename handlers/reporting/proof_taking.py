"""The file of a document by which something is done is taken: with what records that, or where it was asked for."""

import json
from dataclasses import replace

from handlers.asking import asked_for, end
from handlers.carried import carried
from handlers.context import Context
from handlers.reporting import completions, finishing, handing_in, plain_reports, progress
from handlers.reporting.completions import REPLACE, title_of
from handlers.reporting.proof_offer import ATTACH
from knowledge.acts import names_proof
from knowledge.memory import completions as records
from knowledge.memory import file_readings, kept_files, proof_files
from knowledge.memory.file_readings import PROOF, FileReading
from knowledge.messages import LARGEST_FILE, Reply
from knowledge.obligations.message import DONE
from knowledge.progress.sentences import read as told
from knowledge.questions.wording import file_size

MOST_KEPT = 200_000_000
"""Bytes of all such files together: each backup has them too."""
_MOST_OF_ONE, _MOST = 3, 6


def take(context: Context) -> Reply | None:
    """A file that was asked for, or that comes with what reports something, which is done as without it; None for any
    other message."""
    file, about = context.message.file, asked_for(context, f"{ATTACH} ")
    if context.message.event:
        return None
    caption = context.text if file is None or context.text != file.name else ""
    if about is not None and _gives_up(context, caption):
        end(context)
        about = None
    if file is None:
        return None
    if about is not None:
        return _take(context, about)
    if _lacks_number(context, caption):
        return context.reply("proof_files.number_first")
    said = _reported(context, caption)
    if said is None:
        return None
    if context.message.chat.group:
        return _with(said, context.reply("proof_files.in_private"))
    if to := _goes_to(said):
        return _with(said, _take(context, to))
    return _with(said, context.reply("proof_files.not_taken", name=file.name)) if context.may("attach_proof") else said


def _gives_up(context: Context, caption: str) -> bool:
    """Whether this is something else than the file that was asked for: a command, a choice, what reports something; of
    who also sends files to be read as documents whatever is typed."""
    if context.command or context.said.chosen or told(caption) is not None:
        return True
    return context.may("import_document") and bool(caption)


def _lacks_number(context: Context, caption: str) -> bool:
    """Whether it comes in the place of the document that was asked for."""
    if context.message.chat.group or context.command or asked_for(context, f"{DONE} ") is None:
        return False
    return not names_proof(caption) and told(caption) is None


def _reported(context: Context, caption: str) -> Reply | None:
    """What is said to what stands under the file, where that reports something: by a command, as the document that was
    asked for, or (of who sends no files to be read) in a sentence."""
    commanded = finishing.finish(context) or handing_in.hand_in(context)
    if commanded or (context.command in progress.COMMANDS and context.argument):
        return commanded or progress.tell(context)
    if context.message.chat.group or context.command:
        return None
    if caption and asked_for(context, f"{DONE} ") is not None and (said := completions.record(context)):
        return said
    return plain_reports.tell(context) if caption and not context.may("import_document") else None


def _goes_to(said: Reply) -> str:
    """What takes the file, as a choice under the reply says: the document on record, if it has none and no other
    one was named; else ""."""
    actions = [button.action.partition(" ") for button in said.buttons]
    if any(action == REPLACE for action, _, _ in actions):
        return ""
    return next((to for action, _, to in actions if action == ATTACH), "")


def _take(context: Context, to: str) -> Reply:
    """Have it fetched, for this document of this record."""
    file = context.message.file
    agency, key, proof, seen = carried(to, str, str, str, object)
    record = records.standing(context.tx, agency, key)
    assert file is not None  # it came with this message
    if refused := context.refused("attach_proof", agency):
        return refused
    end(context)
    if record is None:
        return context.reply("remind.gone_record")
    if record.proof != proof:
        return context.reply("proof_files.too_late", name=file.name, proof=proof)
    limit = min(file.largest, LARGEST_FILE)
    if file.size > limit:
        return context.reply("proof_files.too_large", name=file.name, limit=file_size(limit, context.language))
    if not _has_room(context, file.size):
        return context.reply("proof_files.full")
    before = file_readings.waiting(context.tx, PROOF)
    if len(before) >= _MOST or sum(each.person == context.person.id for each in before) >= _MOST_OF_ONE:
        return context.reply("file_in.busy", n=len(before))
    about = json.dumps([agency, key, proof, seen], ensure_ascii=False)
    chat, me, language = context.message.chat, context.person.id, context.language
    wanted = FileReading(0, chat, me, language, context.message.id, file, PROOF, about)
    file_readings.ask(context.tx, wanted, context.now)
    coming = context.reply("proof_files.coming", name=file.name)
    if not context.may("import_document"):
        return coming
    values = {"title": title_of(context, agency, key), "proof": proof}
    return _with(coming, context.reply("proof_files.not_read", **values), between=" ")


def _has_room(context: Context, size: int) -> bool:
    """What is kept only to take changes back makes room."""
    if proof_files.size_of_all(context.tx) + size > MOST_KEPT:
        kept_files.forget_unused(context.tx, context.now)
    return proof_files.size_of_all(context.tx) + size <= MOST_KEPT


def _with(said: Reply, more: Reply, between: str = "\n") -> Reply:
    return replace(said, text=f"{said.text}{between}{more.text}")
