"""A draft is published, or given up; both when that is confirmed."""

import json
from collections.abc import Container
from dataclasses import replace
from datetime import date

from handlers.carried import carried
from handlers.clearance import reader_of
from handlers.confirming import ask_to_confirm, with_choices
from handlers.context import Context
from handlers.incoming.drafts import show
from knowledge.amending.secrecy import SECRECY, secrecy_value
from knowledge.changes.change import Value
from knowledge.changes.making import ConflictError
from knowledge.changes.of_drafts import DRAFT, draft_subject, draft_value
from knowledge.editing.secrecy_effect import secrecy_lines
from knowledge.editing.thing import Placed
from knowledge.incoming import overview
from knowledge.incoming.agencies import known_since, unknown_in
from knowledge.incoming.difference import counted, differences
from knowledge.incoming.effect import Effect, effect
from knowledge.incoming.overview import hindrances
from knowledge.incoming.published import DOCUMENT, Published, document_of, published_from, tasks_of, value_of
from knowledge.incoming.secrecy import internal_rows
from knowledge.memory import chats, drafts, journal
from knowledge.memory.drafts import KeptDraft
from knowledge.messages import Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import agency_name, day, document_name, listing

_NAMED = 12
_INTERNAL = "internal"
"""Behind the draft and its version: it is published as internal."""


def ask(context: Context) -> Reply | None:
    """Say what publishing would do, or what would be lost; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action in (overview.PUBLISH, overview.DISCARD)):
        return None
    publishing = action == overview.PUBLISH
    if refused := context.refused("publish_document" if publishing else "discard_draft"):
        return refused
    number, version, *more = [*rest.split(" "), ""]
    kept = drafts.get(context.tx, int(number))
    if kept is None:
        return context.reply("incoming.gone", number=number)
    if version != str(kept.head.version):
        return show(context, kept, context.reply("incoming.changed_meanwhile", number=number).text)
    if publishing:
        return _ask_to_publish(context, kept, internal=_INTERNAL in more)
    said = context.reply("incoming.discard_ask", number=kept.head.id, file=kept.head.file)
    argument = json.dumps([kept.head.id, draft_value(kept)])
    return ask_to_confirm(context, "discard_draft", argument, said, "incoming.discard_yes")


def publish_now(context: Context, argument: str) -> Reply:
    """It was confirmed."""
    if refused := context.refused("publish_document"):
        return refused
    number, version, expected, internal, rows = carried(argument, int, int, int, bool, list)
    kept = drafts.get(context.tx, number)
    if kept is None:
        return context.reply("incoming.gone", number=number)
    symbol = kept.draft.document.symbol or ""
    now = _now(context, symbol)
    if kept.head.version != version or _version_of(now) != expected or hindrances(kept.draft, context.language):
        return show(context, kept, context.reply("incoming.changed_meanwhile", number=number).text)
    made = _published(context, kept)
    name = document_name(document_of(made), context.language)
    changed = context.change(DOCUMENT, symbol, value_of(made), reason=kept.head.file, expected=now)
    for kind, subject, value in _marks(context, made, {*rows, *_internal_rows(context, made)}, internal=internal):
        entry = context.change(kind, subject, value, batch=changed.id if changed else None)
        changed = changed or entry
    drafts.remove(context.tx, number)
    if changed is None:
        return context.reply("incoming.publish_same", document=name)
    return context.reply("incoming.published", document=name, version=made.version, n=len(made.tasks))


def discard_now(context: Context, argument: str) -> Reply:
    """It was confirmed. Who gave up what is written down, as nobody can have it back."""
    if refused := context.refused("discard_draft"):
        return refused
    number, seen = carried(argument, int, object)
    kept = drafts.get(context.tx, number)
    if kept is None:
        return context.reply("incoming.gone", number=number)
    try:
        context.change(DRAFT, draft_subject(number), None, expected=seen)
    except ConflictError:
        return show(context, kept, context.reply("incoming.changed_meanwhile", number=number).text)
    return context.reply("incoming.discarded", number=number)


def _ask_to_publish(context: Context, kept: KeptDraft, *, internal: bool) -> Reply:
    if hindrances(kept.draft, context.language):
        return show(context, kept)
    made, symbol = _published(context, kept), kept.draft.document.symbol or ""
    name = document_name(document_of(made), context.language)
    said = context.reply("incoming.publish_ask", document=name, n=len(made.tasks), version=made.version)
    lines = [said.text]
    if found := differences(kept.draft, context.services.owing.catalog):
        lines.append(context.reply("incoming.publish_known", **counted(found)).text)
    rows = sorted(_internal_rows(context, made))
    open_to_all = symbol not in context.services.owing.catalog.documents and not internal
    lines += [context.reply("incoming.publish_public").text] if open_to_all else []
    lines += _effects(context, made, kept, _marks(context, made, rows, internal=internal))
    argument = json.dumps([kept.head.id, kept.head.version, _version_of(_now(context, symbol)), internal, rows])
    reply = ask_to_confirm(
        context, "publish_document", argument, replace(said, text="\n".join(lines)), "incoming.publish_yes"
    )
    if not open_to_all:
        return reply
    to = f"{overview.PUBLISH} {kept.head.id} {kept.head.version} {_INTERNAL}"
    return with_choices(reply, context.button("incoming.publish_internal", to))


def _internal_rows(context: Context, made: Published) -> frozenset[str]:
    """Of a document that is internal none: they are so with it."""
    catalog = context.services.owing.catalog
    held = catalog.documents.get(made.symbol)
    if held and held.internal:
        return frozenset()
    return internal_rows(tasks_of(made, catalog.directory), catalog.tasks)


def _marks(context: Context, made: Published, rows: Container[str], *, internal: bool) -> list[Placed]:
    """What is to be marked with it: the document itself, or the rows that are not internal by their number."""
    if internal:
        return [(SECRECY, made.symbol, secrecy_value(made.title, internal=True))]
    catalog = context.services.owing.catalog
    titles = {task.number: task.title for task in made.tasks if task.number in rows}
    ids = {f"{made.symbol} {number}": title for number, title in titles.items()}
    new = [id_ for id_ in ids if id_ not in catalog.positions or not catalog.task(id_).internal]
    return [(SECRECY, id_, secrecy_value(ids[id_], internal=True)) for id_ in new]


def _effects(context: Context, made: Published, kept: KeptDraft, marks: list[Placed]) -> list[str]:
    found, secrecy = _effect(context, made, marks)
    lines = [*secrecy, _given(context, found)]
    without = [agency for agency, _ in found.given if not chats.of_agency(context.tx, agency)]
    if without:
        lines.append(context.reply("incoming.publish_no_group", names=_names(context, without)).text)
    if found.first:
        first = day(found.first, context.language)
        lines.append(
            context.reply("incoming.publish_dated", n=found.dated, recurring=found.recurring, first=first).text
        )
    else:
        lines.append(context.reply("incoming.publish_no_reminder").text)
    unknown = {name for task in kept.draft.tasks for name in unknown_in(task)}
    counts = (("past", found.past), ("undated", found.undated), ("unknown", len(unknown)))
    lines += [context.reply(f"incoming.publish_{key}", n=n).text for key, n in counts if n]
    return lines


def _given(context: Context, found: Effect) -> str:
    if not found.given:
        return context.reply("incoming.publish_nobody").text
    named = [
        context.reply("incoming.publish_agency", agency=_name(context, agency), n=n).text
        for agency, n in found.given[:_NAMED]
    ]
    names = _listed(context, named, len(found.given))
    return context.reply("incoming.publish_given", n=len(found.given), names=names).text


def _effect(context: Context, made: Published, marks: list[Placed]) -> tuple[Effect, list[str]]:
    """Tried out: it is published, looked at, and taken back before anybody else can see it. Also who will read what."""
    before, found = context.services.owing, []
    try:
        with context.tx.savepoint():
            context.change(DOCUMENT, made.symbol, value_of(made))
            for kind, subject, value in marks:
                context.change(kind, subject, value)
            after = context.services.at(context.tx).owing
            found.append(effect(before, after, made.symbol, _today(context)))
            raise _TriedOutError
    except _TriedOutError:
        return found[0], secrecy_lines(before.catalog, after.catalog, reader_of(context), context.language)


class _TriedOutError(Exception):
    """Undoes what was tried out."""


def _published(context: Context, kept: KeptDraft) -> Published:
    """The draft as it would be published now, a version later than what was ever published under its symbol."""
    draft = known_since(kept.draft, context.services.owing.catalog.directory)
    before = journal.newest(context.tx, limit=1, kind=DOCUMENT, subject=draft.document.symbol or "")
    last = max(
        (_version_of(value) for entry in before for value in (entry.change.before, entry.change.after)), default=0
    )
    return published_from(draft, kept.head.file, last + 1)


def _now(context: Context, symbol: str) -> Value:
    return context.services.changes.get(context.tx, DOCUMENT, symbol)


def _version_of(value: Value) -> int:
    """0 where nothing is published."""
    return int(value["version"]) if isinstance(value, dict) else 0


def _today(context: Context) -> date:
    return context.now.astimezone(VIET_NAM).date()


def _names(context: Context, agencies: list[str]) -> str:
    return _listed(context, [_name(context, agency) for agency in agencies[:_NAMED]], len(agencies))


def _listed(context: Context, named: list[str], n: int) -> str:
    """ "Bộ A, Bộ B và 16 cơ quan khác", of `n` altogether."""
    more = [context.reply("incoming.more_agencies", n=n - len(named)).text] if n > len(named) else []
    return listing([*named, *more], context.language)


def _name(context: Context, agency: str) -> str:
    return agency_name(context.services.owing.catalog.agencies[agency], context.language)
