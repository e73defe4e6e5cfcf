"""What /vanban shows: the documents that are held, and one of them with its versions."""

import json
from datetime import date

from handlers.clearance import reader_of
from handlers.context import Context
from handlers.incoming import document_secrecy
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import edition_for
from knowledge.incoming.published import DOCUMENT, DOCUMENT_STATE, read_published
from knowledge.memory import journal
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, document_name, how_it_ended, shorten
from knowledge.records import Document

ONE, MARK, WHICH = "document:one", "document:mark", "document:which"
OVER, REPLACED, LIVE = "over", "replaced", "live"
TITLE = 200  # characters
_MOST_VERSIONS, _NAMES = 10, 8


def listed(context: Context) -> Reply:
    """All of them, with a choice for each."""
    documents = list(_edition(context).documents.values())
    lines = [context.reply("documents.head", n=len(documents)).text]
    buttons = []
    for place, document in enumerate(documents, start=1):
        name = document_name(document, context.language)
        lines.append(
            context.reply(
                "documents.line", place=place, document=name, tasks=_tasks(context, document),
                state=_state(context, document),
            ).text
        )  # fmt: skip
        buttons.append(Button(document.short_name, f"{ONE} {document.id}"))
    return Reply("\n".join(lines), tuple(buttons), context.language)


def one(context: Context, document: Document) -> Reply:
    """What it is, whether it is over, its versions, and for administrators what may be said of it."""
    shown = _edition(context).documents[document.id]
    title = context.reply("internal.mark").text if shown.withheld else shorten(shown.title, TITLE)
    kept = [context.reply("internal.kept").text] if shown.internal and not shown.withheld else []
    lines = [
        context.reply(
            "documents.one", document=document_name(shown, context.language), title=title,
            tasks=_tasks(context, document), state=_state(context, document),
        ).text,
        *kept,
        *_versions(context, document),
    ]  # fmt: skip
    if unknown := _unknown(context, document):
        names = ", ".join([*unknown[:_NAMES], *(["…"] if len(unknown) > _NAMES else [])])
        lines.append(context.reply("documents.unknown", n=len(unknown), names=names).text)
    buttons = (*_marks(context, document), *document_secrecy.offer(context, document))
    return Reply("\n".join(lines), buttons, context.language)


def _marks(context: Context, document: Document) -> tuple[Button, ...]:
    if not context.may("mark_document"):
        return ()
    if context.services.changes.get(context.tx, DOCUMENT_STATE, document.id) is not None:
        return (context.button("documents.mark_live", mark_text(document, LIVE)),)
    if document.over:
        return ()
    return (
        context.button("documents.mark_over", mark_text(document, OVER)),
        context.button("documents.mark_replaced", f"{WHICH} {document.id}"),
    )


def _versions(context: Context, document: Document) -> list[str]:
    """What was published under the symbol, the newest first; all of it is kept in the log."""
    entries = journal.newest(context.tx, limit=_MOST_VERSIONS, kind=DOCUMENT, subject=document.id)
    found = [(entry, read_published({document.id: entry.change.after})) for entry in entries if entry.change.after]
    if not found:
        return [context.reply("documents.from_files").text]
    return [
        context.reply(
            "documents.version", version=read[document.id].version, number=entry.id,
            at=day(entry.at.astimezone(VIET_NAM).date(), context.language),
        ).text
        for entry, read in found
    ]  # fmt: skip


def _edition(context: Context) -> Catalog:
    """What who reads here may read."""
    return edition_for(context.services.owing.catalog, reader_of(context))


def _unknown(context: Context, document: Document) -> list[str]:
    tasks = [_edition(context).tasks[at] for at in tasks_of(context, document)]
    return list(dict.fromkeys(name for task in tasks for name in (*task.lead.unknown, *task.coordinate.unknown)))


def tasks_of(context: Context, document: Document) -> list[int]:
    """Where its tasks stand among all."""
    tasks = context.services.owing.catalog.tasks
    return [at for at, task in enumerate(tasks) if task.document == document.id]


def _tasks(context: Context, document: Document) -> str:
    n = len(tasks_of(context, document))
    return context.reply("documents.tasks", n=n).text if n else context.reply("documents.no_tasks").text


def _state(context: Context, document: Document) -> str:
    if document.ended:
        return how_it_ended(document.ended, document.replaced_by, document.ended_by, context.language)
    over = context.services.owing.catalog.is_over(document.id, today(context).year)
    return context.reply("documents.over" if over else "documents.live").text


def mark_text(document: Document, state: str, by: str = "") -> str:
    """What the button carries that says so of it."""
    return f"{MARK} {json.dumps([document.id, state, by], ensure_ascii=False)}"


def today(context: Context) -> date:
    """In Viet Nam."""
    return context.now.astimezone(VIET_NAM).date()
