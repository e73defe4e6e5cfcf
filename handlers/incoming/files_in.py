"""A file that somebody sends: an admin's is read by a job, for others there is a sentence and nothing is fetched."""

from handlers.context import SILENCE, Context
from knowledge.incoming.overview import STOP
from knowledge.memory import file_readings
from knowledge.memory.file_readings import FileReading
from knowledge.messages import Reply
from knowledge.questions.wording import file_size
from knowledge.reading.drafts.opening import LARGEST

_MOST_OF_ONE, _MOST = 3, 6
"""Files that wait at once: each is held in memory until it is read."""


def receive(context: Context) -> Reply | None:
    """Have the file read; None for a message without one, or with something that is no file where it comes from."""
    file = context.message.file
    if file is None or context.message.event:
        return None
    if context.message.chat.group and not context.may("import_document"):
        return SILENCE
    if not context.person.is_at_least("admin"):
        return context.reply("proof_files.how" if context.may("attach_proof") else "file_in.admins_only")
    if refused := context.refused("import_document"):
        return refused
    limit = min(file.largest, LARGEST)
    if file.size > limit:
        sizes = {"size": file_size(file.size, context.language), "limit": file_size(limit, context.language)}
        return context.reply("file_in.too_large", file=file.name, **sizes)
    before = file_readings.waiting(context.tx)
    if len(before) >= _MOST or sum(each.person == context.person.id for each in before) >= _MOST_OF_ONE:
        return context.reply("file_in.busy", n=len(before))
    wanted = FileReading(
        0, context.message.chat, context.person.id, context.language, context.message.id, file
    )  # fmt: skip
    reading = file_readings.ask(context.tx, wanted, context.now)
    key = "file_in.queued" if before else "file_in.reading"
    return context.reply(key, context.button("file_in.stop", f"{STOP} {reading.id}"), file=file.name, n=len(before))


def stop(context: Context) -> Reply | None:
    """Read it no further; None for another message."""
    what, _, number = context.text.partition(" ")
    if not (context.said.chosen and what == STOP):
        return None
    if refused := context.refused("import_document"):
        return refused
    reading = file_readings.get(context.tx, int(number))
    if reading is None:
        return context.reply("file_in.done_before")
    file_readings.done(context.tx, reading.id)
    return context.reply("file_in.stopped", file=reading.file.name)
