"""/vanban: which documents are held, which versions of one were published, whether it is over, was replaced or is
internal."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.asking import ask_for, asked_for, end
from handlers.carried import carried
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.incoming import document_secrecy
from handlers.incoming.document_shown import (
    LIVE,
    MARK,
    ONE,
    OVER,
    REPLACED,
    TITLE,
    WHICH,
    listed,
    mark_text,
    one,
    tasks_of,
    today,
)
from knowledge.acts import names_act
from knowledge.changes.change import Value
from knowledge.editing.lines import with_why
from knowledge.incoming.published import DOCUMENT_STATE, State, value_of
from knowledge.incoming.words import state_in_words
from knowledge.messages import Button, Reply
from knowledge.questions.days import read_days
from knowledge.questions.wording import day, document_name, shorten
from knowledge.records import Document
from knowledge.texts import LANGUAGES, say
from knowledge.vietnamese.fold import fold

_COMMANDS = ("vanban", "documents")
_BASIS = "document:basis "
_MOST_OFFERED = 8
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
        return listed(context)
    found = _ID.match(context.argument)
    document = _document(context, found[0] if found else "")
    if document is None:
        return context.reply("documents.no_such", typed=shorten(context.argument, TITLE))
    rest = context.argument[len(found[0]) :].strip() if found else ""
    return _said_of(context, document, rest) if rest else one(context, document)


def said_elsewhere(context: Context, typed: str) -> Reply | None:
    """ "47/NQ-CP nội bộ" behind another command, as tasks and reports are marked; None for something else."""
    words = _after(typed, "word_document")
    symbol, _, rest = (typed if words is None else words).partition(" ")
    document = _document(context, symbol)
    return _internal(context, document, *with_why(rest)[::2]) if document else None


def press(context: Context) -> Reply | None:
    """A button under the list or a document; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action in (ONE, MARK, WHICH)):
        return None
    if refused := context.refused("see_documents" if action == ONE else "mark_document"):
        return refused
    if action == MARK:
        id_, state, by = carried(rest, str, str, str)
    else:
        id_, state, by = rest, "", ""
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.reply("documents.no_such", typed=id_)
    if action == ONE:
        return one(context, document)
    return _which(context, document) if action == WHICH else _ask(context, document, _Mark(state, by, today(context)))


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
    id_, since = carried(asked, str, str)
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.reply("documents.no_such", typed=id_)
    basis = " ".join(context.text.split())[:_LONGEST_BASIS]
    basis = basis.removeprefix("theo ").removeprefix("Theo ") if names_act(basis) else ""
    return _ask(context, document, _Mark(OVER, "", date.fromisoformat(since), basis))


def mark_now(context: Context, argument: str) -> Reply:
    """It was confirmed."""
    if refused := context.refused("mark_document"):
        return refused
    id_, value, expected = carried(argument, str, object, object)
    document = context.services.owing.catalog.documents.get(id_)
    if document is None:
        return context.reply("documents.no_such", typed=id_)
    if context.services.changes.get(context.tx, DOCUMENT_STATE, id_) != expected:
        return one(context, document)
    name = document_name(document, context.language)
    basis = str(value.get("basis", "")) if value else ""
    entry = context.change(DOCUMENT_STATE, id_, value, basis=basis)
    if entry is None:
        return context.reply("documents.already", document=name)
    undo = context.button("audit.undo_this", f"undo:one {entry.id}")
    return context.reply("documents.done", undo, document=name, state=state_in_words(value, context.language))


def _which(context: Context, document: Document) -> Reply:
    others = [each for each in context.services.owing.catalog.documents.values() if each.id != document.id]
    buttons = [Button(each.short_name, mark_text(document, REPLACED, each.id)) for each in others[-_MOST_OFFERED:]]
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
    for state in (REPLACED, OVER, LIVE):
        rest = _after(typed, f"word_{state}")
        if rest is None:
            continue
        by = rest.split()[0] if state == REPLACED and rest.split() else ""
        since = _since(context, rest[len(by) :].strip())
        if since is None or (state == REPLACED and not by):
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
        return today(context)
    rest = _after(typed, "word_since")
    found = read_days(rest if rest is not None else typed, today(context))
    return found.first if found and not found.rest.strip() else None


def _ask(context: Context, document: Document, mark: _Mark) -> Reply:
    """What is over is so by a document, which is asked for; what is replaced is so by the one that takes its place."""
    name, n = document_name(document, context.language), len(tasks_of(context, document))
    if mark.since > today(context):
        return context.reply("documents.not_ahead", day=day(mark.since, context.language))
    replacing = _document(context, mark.by) if mark.by else None
    by = replacing.id if replacing else mark.by
    if by == document.id:
        return context.reply("documents.not_itself")
    before = context.services.changes.get(context.tx, DOCUMENT_STATE, document.id)
    state = State(since=mark.since, replaced_by=by, basis=mark.basis)
    value: Value = None if mark.state == LIVE else value_of(state)
    if value == before:
        return context.reply("documents.already", document=name)
    if mark.state == OVER and not mark.basis:
        about = _BASIS + json.dumps([document.id, mark.since.isoformat()])
        ask_for(context, about)
        return context.reply("documents.ask_basis", context.button("edit.stop", "edit:stop"), document=name)
    key = "documents.ask_live" if value is None else "documents.ask_over"
    said = context.reply(key, document=name, state=state_in_words(value, context.language), n=n)
    if by and replacing is None:
        said = replace(said, text=f"{said.text}\n{context.reply('documents.not_held', by=by).text}")
    return ask_to_confirm(context, "mark_document", json.dumps([document.id, value, before]), said, "documents.yes")


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
