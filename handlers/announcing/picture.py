"""A picture for a notice: sent by whoever is writing one, fetched by a job, shown before it goes out."""

from handlers.announcing.announcing import COMMANDS, asked_for, draft_of
from handlers.announcing.line import read_line
from handlers.announcing.steps import SHOWN, ask, keep, lacks
from handlers.asking import end
from handlers.context import Context
from knowledge.announcing.draft import LONGEST
from knowledge.announcing.notice import tidy
from knowledge.memory import file_readings
from knowledge.memory.file_readings import NOTICE, FileReading
from knowledge.messages import LARGEST_FILE, PICTURES, Reply
from knowledge.questions.wording import file_size


def take(context: Context) -> Reply | None:
    """Have it fetched, and go on with what is missing still; what stands under it is the text of the notice, or all of
    it behind the command. None for a message without a picture, or of somebody who writes no notice here."""
    file, asked = context.message.file, asked_for(context)
    wanted_here = asked not in ("", SHOWN) or context.command in COMMANDS
    if file is None or file.media_type not in PICTURES or not wanted_here:
        return None
    if refusal := context.refused("announce"):
        return refusal
    end(context)
    limit = min(file.largest, LARGEST_FILE)
    if file.size > limit:
        named = {"name": file.name, "limit": file_size(limit, context.language)}
        return context.reply("announce.picture_wrong", **named)
    _take_words(context, asked)
    file_readings.end_all(context.tx, context.person.id, NOTICE)
    wanted = FileReading(
        0, context.message.chat, context.person.id, context.language, context.message.id, file, purpose=NOTICE
    )
    file_readings.ask(context.tx, wanted, context.now)
    coming = context.reply("announce.picture_coming", name=file.name)
    draft = draft_of(context)
    return ask(context, draft, lacks(draft), coming.text) if lacks(draft) else coming


def _take_words(context: Context, asked: str) -> None:
    """On the page the name of a file stands where elsewhere something is written under it."""
    file, words = context.message.file, tidy(context.text)
    if context.command in COMMANDS:
        if context.argument:
            read_line(context, context.argument)
    elif asked == "text" and file and words not in ("", file.name) and len(words) <= LONGEST:
        keep(context, draft_of(context).saying(words))
