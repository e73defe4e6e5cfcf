"""/vanban: which documents are held, which versions of one were published, whether it is over, was replaced or is
internal."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.asking import ask_for, asked_for, end
from handlers.clearance import reader_of
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.incoming import document_secrecy
from knowledge.acts import names_act
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import edition_for
from knowledge.changes.change import Value
from knowledge.editing.lines import with_why
from knowledge.incoming.published import DOCUMENT, DOCUMENT_STATE, State, read_published, value_of
from knowledge.incoming.words import state_in_words
from knowledge.memory import journal
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.days import read_days
from knowledge.questions.wording import day, document_name, how_it_ended, shorten
from knowledge.records import Document
from knowledge.texts import LANGUAGES, say
from knowledge.vietnamese.fold import fold

_COMMANDS = ("vanban", "documents")
_ONE, _MARK, _WHICH = "document:one", "document:mark", "document:which"
_BASIS = "document:basis "
_OVER, _REPLACED, _LIVE = "over", "replaced", "live"
_MOST_VERSIONS, _MOST_OFFERED, _TITLE, _NAMES = 10, 8, 200, 8
_ID = re.compile(r"\S+")
_LONGEST_BASIS = 200


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is to be said of a document: `by` takes its place, `basis` is the document by which it is over."""

    state: str
    by: str
    since: date
    basis: str = ""


def command(context: Context) -> Reply | None:
    """The list, one document, or what is said of it in a line; None for another message."""
    if context.command not in _COMMANDS or context.said.chosen:
        return None
    if refused := context.refused("see_documents"):
        return refused
    if not context.argument:
        return _list(context)
    found = _ID.match(context.argument)
    document = _document(context, found[0] if found else "")
    if document is None:
        return context.reply("documents.no_such", typed=shorten(context.argument, _TITLE))
    rest = context.argument[len(found[0]) :].strip() if found else ""
    return _said_of(context, document, rest) if rest else _one(context, document)


def said_elsewhere(context: Context, typed: str) -> Reply | None:
    """ "47/NQ-CP nội bộ" behind another command, as tasks and reports are marked; None for something else."""
    words = _after(typed, "word_document")
    symbol, _, rest = (typed if words is None else words).partition(" ")
    document = _document(context, symbol)
    return _internal(context, document, *with_why(rest)[::2]) if document else None


def press(context: Context) -> Reply | None:
    """A button under the list or a document; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action in (_ONE, _MARK, _WHICH)):
        return None
    if refused := context.refused("see_documents" if action == _ONE else "mark_document"):
        return refused
    if action == _MARK:
        id_, state, by = json.loads(rest)
    else:
        id_, state, by = rest, "", ""
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.reply("documents.no_such", typed=id_)
    if action == _ONE:
        return _one(context, document)
    return _which(context, document) if action == _WHICH else _ask(context, document, _Mark(state, by, _today(context)))


def record(context: Context) -> Reply | None:
    """The document by which another is over, which was asked for; None where none was, a command gives it up."""
    asked = asked_for(context, _BASIS)
    if asked is None or context.said.chosen:
        return None
    end(context)
    if context.command:
        return None
    if refused := context.refused("mark_document"):
        return refused
    id_, since = json.loads(asked)
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.reply("documents.no_such", typed=id_)
    basis = " ".join(context.text.split())[:_LONGEST_BASIS]
    basis = basis.removeprefix("theo ").removeprefix("Theo ") if names_act(basis) else ""
    return _ask(context, document, _Mark(_OVER, "", date.fromisoformat(since), basis))


def mark_now(context: Context, argument: str) -> Reply:
    """It was confirmed."""
    if refused := context.refused("mark_document"):
        return refused
    id_, value, expected = json.loads(argument)
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.reply("documents.no_such", typed=id_)
    if context.services.changes.get(context.tx, DOCUMENT_STATE, id_) != expected:
        return _one(context, document)
    name = document_name(document, context.language)
    basis = str(value.get("basis", "")) if value else ""
    entry = context.change(DOCUMENT_STATE, id_, value, basis=basis)
    if entry is None:
        return context.reply("documents.already", document=name)
    undo = context.button("audit.undo_this", f"undo:one {entry.id}")
    return context.reply("documents.done", undo, document=name, state=state_in_words(value, context.language))


def _list(context: Context) -> Reply:
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
        buttons.append(Button(document.short_name, f"{_ONE} {document.id}"))
    return Reply("\n".join(lines), tuple(buttons), context.language)


def _one(context: Context, document: Document) -> Reply:
    shown = _edition(context).documents[document.id]
    title = context.reply("internal.mark").text if shown.withheld else shorten(shown.title, _TITLE)
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
        return (context.button("documents.mark_live", _mark(document, _LIVE)),)
    if document.over:
        return ()
    return (
        context.button("documents.mark_over", _mark(document, _OVER)),
        context.button("documents.mark_replaced", f"{_WHICH} {document.id}"),
    )


def _which(context: Context, document: Document) -> Reply:
    others = [each for each in context.services.owing.catalog.documents.values() if each.id != document.id]
    buttons = [Button(each.short_name, _mark(document, _REPLACED, each.id)) for each in others[-_MOST_OFFERED:]]
    name = document_name(document, context.language)
    return context.reply("documents.which", *buttons, document=name, symbol=document.id)


def _said_of(context: Context, document: Document, typed: str) -> Reply:
    """ "hết hiệu lực từ 1/1/2026 theo Quyết định 120/QĐ-TTg", "thay bằng 120/QĐ-TTg từ 1/1/2026", "còn hiệu lực", "nội
    bộ", "công khai"."""
    if refused := context.refused("mark_document"):
        return refused
    typed, basis, reason = with_why(typed)
    if marked := _internal(context, document, typed, reason):
        return marked
    for state in (_REPLACED, _OVER, _LIVE):
        rest = _after(typed, f"word_{state}")
        if rest is None:
            continue
        by = rest.split()[0] if state == _REPLACED and rest.split() else ""
        since = _since(context, rest[len(by) :].strip())
        if since is None or (state == _REPLACED and not by):
            return context.reply("documents.how")
        return _ask(context, document, _Mark(state, by, since, basis))
    return context.reply("documents.how")


def _internal(context: Context, document: Document, typed: str, reason: str) -> Reply | None:
    """That it is internal, or public; None where nothing of the kind is said."""
    for internal, key in ((True, "word_internal"), (False, "word_public")):
        if _after(typed, key) == "":
            return document_secrecy.ask(context, document, reason, internal=internal)
    return None


def _since(context: Context, typed: str) -> date | None:
    """The day that is named, today where none is; None where it cannot be understood."""
    if not typed:
        return _today(context)
    rest = _after(typed, "word_since")
    found = read_days(rest if rest is not None else typed, _today(context))
    return found.first if found and not found.rest.strip() else None


def _ask(context: Context, document: Document, mark: _Mark) -> Reply:
    """What is over is so by a document, which is asked for; what is replaced is so by the one that takes its place."""
    name, n = document_name(document, context.language), len(_of(context, document))
    if mark.since > _today(context):
        return context.reply("documents.not_ahead", day=day(mark.since, context.language))
    replacing = _document(context, mark.by) if mark.by else None
    by = replacing.id if replacing else mark.by
    if by == document.id:
        return context.reply("documents.not_itself")
    before = context.services.changes.get(context.tx, DOCUMENT_STATE, document.id)
    state = State(since=mark.since, replaced_by=by, basis=mark.basis)
    value: Value = None if mark.state == _LIVE else value_of(state)
    if value == before:
        return context.reply("documents.already", document=name)
    if mark.state == _OVER and not mark.basis:
        about = _BASIS + json.dumps([document.id, mark.since.isoformat()])
        ask_for(context, about)
        return context.reply("documents.ask_basis", context.button("edit.stop", "edit:stop"), document=name)
    key = "documents.ask_live" if value is None else "documents.ask_over"
    said = context.reply(key, document=name, state=state_in_words(value, context.language), n=n)
    if by and replacing is None:
        said = replace(said, text=f"{said.text}\n{context.reply('documents.not_held', by=by).text}")
    return ask_to_confirm(
        context, "mark_document", json.dumps([document.id, value, before]), said, "documents.yes"
    )  # fmt: skip


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
    tasks = [_edition(context).tasks[at] for at in _of(context, document)]
    return list(dict.fromkeys(name for task in tasks for name in (*task.lead.unknown, *task.coordinate.unknown)))


def _of(context: Context, document: Document) -> list[int]:
    tasks = context.services.owing.catalog.tasks
    return [at for at, task in enumerate(tasks) if task.document == document.id]


def _tasks(context: Context, document: Document) -> str:
    n = len(_of(context, document))
    return context.reply("documents.tasks", n=n).text if n else context.reply("documents.no_tasks").text


def _state(context: Context, document: Document) -> str:
    if document.ended:
        return how_it_ended(document.ended, document.replaced_by, document.ended_by, context.language)
    over = context.services.owing.catalog.is_over(document.id, _today(context).year)
    return context.reply("documents.over" if over else "documents.live").text


def _document(context: Context, typed: str) -> Document | None:
    """By its symbol in whatever letters, or by its number alone where only one has it."""
    documents = context.services.owing.catalog.documents
    folded = fold(typed)
    exact = [each for each in documents.values() if fold(each.id) == folded or fold(each.symbol) == folded]
    numbered = [each for each in documents.values() if folded and re.split("[/-]", fold(each.symbol))[0] == folded]
    found = exact or numbered
    return found[0] if len(found) == 1 else None


def _after(typed: str, key: str) -> str | None:
    """What stands behind one of the words, the longest first; None where the text does not begin with any."""
    words = typed.split()
    for spelt in sorted(
        {each for language in LANGUAGES for each in say(language, f"documents.{key}").split("|")}, key=len, reverse=True
    ):
        wanted = fold(spelt).split()
        if [fold(word) for word in words[: len(wanted)]] == wanted:
            return " ".join(words[len(wanted) :])
    return None


def _mark(document: Document, state: str, by: str = "") -> str:
    return f"{_MARK} {json.dumps([document.id, state, by], ensure_ascii=False)}"


def _today(context: Context) -> date:
    return context.now.astimezone(VIET_NAM).date()
