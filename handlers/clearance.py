"""Who may read the words of what is internal. This is the one place where it is decided."""

from handlers.context import Context
from knowledge.catalog.readers import EVERYTHING, PUBLIC, Reader, edition_for
from knowledge.obligations.words import reads


def reader_of(context: Context) -> Reader:
    """In a group all who are in it read along: what is given to its agency, whoever asks. In private a member, and who
    sits at the machine itself, reads everything; nobody else any of it."""
    chat = context.message.chat
    if chat.group:
        return Reader(agency=context.place.agency or "")
    at_machine = chat.channel in context.services.access.own_machine
    return EVERYTHING if at_machine or context.person.is_at_least("member") else PUBLIC


def may_read(context: Context, id_: str) -> bool:
    """Whether the words of the task or report with this id are said here."""
    return reads(edition_for(context.services.owing.catalog, reader_of(context)), id_)


def said_of(context: Context, id_: str, words: str, instead: str = "internal.words") -> str:
    """Words that somebody typed of the task or report with this id, where its own may be read; else the text of the key
    `instead`: what was recorded, asked for and granted is kept with it."""
    return words if not words or may_read(context, id_) else context.reply(instead).text
