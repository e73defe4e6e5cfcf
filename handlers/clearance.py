"""Who may read the words of what is internal. This is the one place where it is decided."""

from handlers.context import Context
from knowledge.catalog.readers import EVERYTHING, PUBLIC, Reader


def reader_of(context: Context) -> Reader:
    """In a group all who are in it read along: what is given to its agency, whoever asks. In private a member, and who
    sits at the machine itself, reads everything; nobody else any of it."""
    chat = context.message.chat
    if chat.group:
        return Reader(agency=context.place.agency or "")
    at_machine = chat.channel in context.services.access.own_machine
    return EVERYTHING if at_machine or context.person.is_at_least("member") else PUBLIC
