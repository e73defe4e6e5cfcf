"""The file of a document by which something is done: sent with /nop or /xong, or afterwards; /tep shows them."""

import json
from dataclasses import replace

from handlers.asking import ask_for, asked_for, end
from handlers.context import Context
from handlers.reporting import completions, finishing, handing_in
from handlers.reporting.completions import title_of
from handlers.reporting.parts import agency_named
from handlers.reporting.proof_offer import ATTACH, SHOW, sent_file
from knowledge.acts import names_proof
from knowledge.changes.of_agencies import COMPLETION, owed_in
from knowledge.memory import completions as records
from knowledge.memory import file_readings, journal, kept_files, proof_files
from knowledge.memory.file_readings import PROOF, FileReading
from knowledge.memory.proof_files import ProofFile
from knowledge.messages import LARGEST_FILE, Button, Reply
from knowledge.obligations.message import DONE
from knowledge.questions.wording import file_size, shorten

COMMANDS = ("tep", "files")
STOP = "proof:stop"
MOST_KEPT = 200_000_000
"""Bytes of all such files together: each backup has them too."""
_MOST_OF_ONE, _MOST, _LISTED, _LABEL = 3, 6, 10, 60


def press(context: Context) -> Reply | None:
    """Ask for the file, show the one that was sent, or stop asking; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action in (ATTACH, SHOW, STOP)):
        return None
    if action == STOP:
        end(context)
        return context.reply("proof_files.stopped")
    agency, _, key = rest.partition(" ")
    if refused := context.refused("attach_proof" if action == ATTACH else "see_proof_files", agency):
        return refused
    if action == SHOW:
        return _shown(context, agency, key)
    if records.standing(context.tx, agency, key) is None:
        return context.reply("remind.gone_record")
    ask_for(context, f"{ATTACH} {rest}")
    values = {"title": title_of(context, agency, key), "limit": file_size(LARGEST_FILE, context.language)}
    return context.reply("proof_files.ask", context.button("proof_files.stop", STOP), **values)


def take(context: Context) -> Reply | None:
    """A file that was asked for, or that comes with what records its document; None for any other message."""
    file = context.message.file
    if file is None or context.message.event or context.message.chat.group:
        return None
    if (about := asked_for(context, f"{ATTACH} ")) is not None:
        agency, _, key = about.partition(" ")
        return _take(context, agency, key)
    caption = context.text if context.text != file.name else ""
    if context.command in (*finishing.COMMANDS, *handing_in.COMMANDS):
        said = finishing.finish(context) or handing_in.hand_in(context)
    elif asked_for(context, f"{DONE} ") is not None:
        said = completions.record(context) if names_proof(caption) else context.reply("proof_files.number_first")
    else:
        return None
    recorded = _just_recorded(context)
    if said is None or recorded is None:
        return said
    coming = _take(context, *recorded)
    return replace(said, text=f"{said.text}\n{coming.text}")


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


def _take(context: Context, agency: str, key: str) -> Reply:
    """Have it fetched."""
    file, record = context.message.file, records.standing(context.tx, agency, key)
    assert file is not None  # it came with this message
    if refused := context.refused("attach_proof", agency):
        return refused
    end(context)
    if record is None:
        return context.reply("remind.gone_record")
    limit = min(file.largest, LARGEST_FILE)
    if file.size > limit:
        return context.reply("proof_files.too_large", name=file.name, limit=file_size(limit, context.language))
    if proof_files.size_of_all(context.tx) + file.size > MOST_KEPT:
        return context.reply("proof_files.full")
    before = file_readings.waiting(context.tx, PROOF)
    if len(before) >= _MOST or sum(each.person == context.person.id for each in before) >= _MOST_OF_ONE:
        return context.reply("file_in.busy", n=len(before))
    about = json.dumps([agency, key, record.proof], ensure_ascii=False)
    chat, me, language = context.message.chat, context.person.id, context.language
    wanted = FileReading(0, chat, me, language, context.message.id, file, PROOF, about)
    file_readings.ask(context.tx, wanted, context.now)
    return context.reply("proof_files.coming", name=file.name)


def _just_recorded(context: Context) -> tuple[str, str] | None:
    """The agency and the key of what this message has recorded as done."""
    last = next(iter(journal.newest(context.tx, limit=1, kind=COMPLETION, person=context.person.id)), None)
    if last is None or last.at != context.now or last.change.after is None:
        return None
    return owed_in(last.change.subject)


def _shown(context: Context, agency: str, key: str) -> Reply:
    sent = sent_file(context, agency, key)
    file = kept_files.get(context.tx, sent.kept) if sent else None
    if sent is None or file is None:
        return context.reply("proof_files.gone")
    again = context.button("proof_files.another", f"{ATTACH} {agency} {key}")
    said = context.reply("proof_files.shown", again, **_said(context, sent))
    return replace(said, file=file)


def _said(context: Context, file: ProofFile) -> dict[str, str]:
    return {
        "title": title_of(context, file.agency, file.obligation),
        "agency": context.services.questions.agency_name(file.agency),
        "proof": file.proof,
        "name": file.name,
        "size": file_size(file.size, context.language),
    }
