"""/vanban ... nội bộ, /vanban ... công khai: whether a whole document is for everybody."""

import json

from handlers.carried import carried
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.incoming.secrecy_said import secrecy_of
from knowledge.amending.secrecy import SECRECY, secrecy_value
from knowledge.messages import Button, Reply
from knowledge.questions.wording import document_name
from knowledge.records import Document

MARK = "document:secrecy"
"""What the button carries, followed by the document and whether it is to be internal."""


def offer(context: Context, document: Document) -> tuple[Button, ...]:
    """The choice to make it what it is not, for who may."""
    if not context.may("mark_internal"):
        return ()
    to = not document.internal
    key = "documents.mark_internal" if to else "documents.mark_public"
    return (context.button(key, f"{MARK} {json.dumps([document.id, to], ensure_ascii=False)}"),)


def press(context: Context) -> Reply | None:
    """The choice was taken; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action == MARK):
        return None
    id_, internal = carried(rest, str, bool)
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.refused("mark_internal") or context.reply("documents.no_such", typed=id_)
    return ask(context, document, "", internal=internal)


def ask(context: Context, document: Document, reason: str, *, internal: bool) -> Reply:
    """Say who will read what, and ask to confirm it."""
    if refused := context.refused("mark_internal"):
        return refused
    name, word = document_name(document, context.language), _word(context, internal=internal)
    if document.internal is internal:
        return Reply("\n".join([context.reply("documents.is_so", document=name, word=word).text,
                                *_apart(context, document)]), (), context.language)  # fmt: skip
    value = secrecy_value(document.title, internal=internal)
    seen = context.services.changes.get(context.tx, SECRECY, document.id)
    lines = [context.reply("documents.ask_secrecy", document=name, word=word).text]
    lines += secrecy_of(context, [(SECRECY, document.id, value)])
    argument = json.dumps([document.id, value, seen, reason], ensure_ascii=False)
    return ask_to_confirm(context, "mark_internal", argument, Reply("\n".join(lines)), "documents.yes")


def mark_now(context: Context, argument: str) -> Reply:
    """It was confirmed."""
    if refused := context.refused("mark_internal"):
        return refused
    id_, value, seen, reason = carried(argument, str, object, object, str)
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.reply("documents.no_such", typed=id_)
    if context.services.changes.get(context.tx, SECRECY, id_) != seen:
        return ask(context, document, reason, internal=value["internal"])
    entry = context.change(SECRECY, id_, value, reason=reason)
    undo = [context.button("audit.undo_this", f"undo:one {entry.id}")] if entry else []
    name, word = document_name(document, context.language), _word(context, internal=value["internal"])
    return context.reply("documents.secrecy_done", *undo, document=name, word=word)


def _apart(context: Context, document: Document) -> list[str]:
    """The tasks that are internal by themselves in a document that is not."""
    tasks = context.services.owing.catalog.tasks
    numbers = [task.number for task in tasks if task.document == document.id and task.internal]
    if document.internal or not numbers:
        return []
    return [context.reply("documents.apart", numbers=", ".join(numbers), number=numbers[0]).text]


def _word(context: Context, *, internal: bool) -> str:
    return context.reply("secrecy.internal" if internal else "secrecy.public").text
