"""What is hidden is shown to who may hide things, and can be had back."""

import re
from dataclasses import replace

from handlers.context import Context
from handlers.editing.known import written_in
from handlers.teaching.learning import ASKING, how
from knowledge.amending.edits import HIDDEN
from knowledge.changes.change import Entry
from knowledge.editing.finding import says
from knowledge.editing.things import THINGS
from knowledge.memory import Transaction, journal, overlay
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.duties import plain_title
from knowledge.questions.wording import day, shorten
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import plain_tokens

_MOST, _LABEL = 8, 40
_ENOUGH_WORDS = 2
_ABOUT_REPORTS = ASKING | frozenset(
    "bao cao bc nop gui han roi da cua ve nam nay truoc ngay bo tinh co quan cac".split()
)
_NUMBER = re.compile(r"(?<![\d./])\d{1,2}\.\d{1,3}(?![\d./])")


def hidden_of(tx: Transaction, kind: str) -> list[str]:
    """The ids of what is hidden of a kind of things."""
    mark = f" {HIDDEN}"
    return [each.removesuffix(mark) for each in overlay.of_kind(tx, kind) if each.endswith(mark)]


def hidden_named(context: Context, kind: str, named: str) -> list[str]:
    """What is hidden of a kind and is named: by its id, by its number, or by words that its name holds."""
    hidden = hidden_of(context.tx, kind)
    if named in hidden:
        return [named]
    numbers = set(_NUMBER.findall(named))
    if numbers or not named.strip():
        return [id_ for id_ in hidden if id_.rpartition(" ")[2] in numbers]
    return [id_ for id_ in hidden if says(_name(context, kind, id_), named)]


def is_hidden(context: Context, kind: str, named: str) -> Reply | None:
    """That what is named is hidden, with a choice that shows it again; None where nothing hidden is named."""
    found = [(kind, id_) for id_ in hidden_named(context, kind, named)]
    return _listed(context, found, "edit.is_hidden") if found and context.may(THINGS[kind].action) else None


def which_hidden(context: Context, kind: str, named: str) -> Reply:
    """Nothing that is hidden, or more than one thing, is named: what can be shown again is."""
    found = hidden_named(context, kind, named) or hidden_of(context.tx, kind)
    if not found:
        return context.reply("edit.none_hidden")
    shown = _listed(context, [(kind, id_) for id_ in found])
    return Reply(f"{context.reply('edit.not_hidden', typed=named).text}\n{shown.text}", shown.buttons, shown.language)


def show_hidden(context: Context) -> Reply | None:
    """What is hidden, each with a choice that shows it again; None where nothing is."""
    kinds = [kind for kind, thing in THINGS.items() if context.may(thing.action)]
    found = [(kind, id_) for kind in kinds for id_ in hidden_of(context.tx, kind)]
    return _listed(context, found) if found else None


def with_hidden(context: Context, reply: Reply) -> Reply:
    """The answer to a question, and below it for who may hide tasks that one which it names by number is hidden; for
    all others that it is followed no more, in place of that it is not there."""
    if context.services.current is None or context.said.chosen:
        return reply
    named = hidden_named(context, "task", context.text) if _NUMBER.search(context.text) else []
    if not named:
        return _report_no_more(context) or reply
    if context.message.chat.group or not context.may("edit_tasks"):
        return _no_more(context, named, reply)
    shown = _listed(context, [("task", id_) for id_ in named])
    return Reply(f"{reply.text}\n\n{shown.text}", (*reply.buttons, *shown.buttons), reply.language, reply.file)


def _no_more(context: Context, named: list[str], reply: Reply) -> Reply:
    """Since when and by what document; of what is internal the day alone."""
    written, lines = written_in(context).catalog, []
    for id_ in named:
        last = _hiding(context, "task", id_)
        added = id_ not in written.positions
        said = "" if not last or (not added and written.task(id_).internal) else last.basis
        basis = context.reply("task.by_basis", basis=said).text if said else ""
        since = day(last.at.astimezone(VIET_NAM).date(), context.language) if last else ""
        key = "edit.added_no_more" if added else "edit.no_more"
        lines.append(context.reply(key, number=id_.rpartition(" ")[2], day=since, basis=basis).text)
    answered = reply.answered is not None and how(reply.answered) is None
    return replace(reply, text="\n".join([*lines, *(["", reply.text] if answered else [])]))


def _report_no_more(context: Context) -> Reply | None:
    """That a report is asked about by words of its title and is followed no more; None where that is not so."""
    words = [word for word in plain_tokens(context.text) if not (word in _ABOUT_REPORTS or word.isdecimal())]
    if len(words) < _ENOUGH_WORDS or "bao cao" not in fold(context.text):
        return None
    for id_ in hidden_of(context.tx, "duty"):
        duty = next((each for each in written_in(context).catalog.duties if each.id == id_), None)
        if duty and not duty.internal and set(words) <= set(plain_tokens(duty.title)):
            last = _hiding(context, "duty", id_)
            since = day(last.at.astimezone(VIET_NAM).date(), context.language) if last else ""
            basis = context.reply("task.by_basis", basis=last.basis).text if last and last.basis else ""
            return context.reply("edit.report_no_more", title=plain_title(duty), day=since, basis=basis)
    return None


def _hiding(context: Context, kind: str, id_: str) -> Entry | None:
    return next(iter(journal.newest(context.tx, limit=1, kind=kind, subject=f"{id_} {HIDDEN}")), None)


def _listed(context: Context, found: list[tuple[str, str]], head: str = "edit.hidden") -> Reply:
    lines = [context.reply(head).text, *(_line(context, kind, id_) for kind, id_ in found)]
    buttons = tuple(
        Button(context.reply("edit.restore", what=shorten(_name(context, kind, id_), _LABEL)).text,
               f"edit:restore {kind} {id_}")
        for kind, id_ in found[:_MOST]
    )  # fmt: skip
    return Reply("\n".join(lines), buttons, context.language)


def _line(context: Context, kind: str, id_: str) -> str:
    last = _hiding(context, kind, id_)
    since = day(last.at.astimezone(VIET_NAM).date(), context.language) if last else ""
    basis = context.reply("task.by_basis", basis=last.basis).text if last and last.basis else ""
    return f"- {_name(context, kind, id_)} ({context.reply('amended.on', day=since, basis=basis).text})"


def _name(context: Context, kind: str, id_: str) -> str:
    added = overlay.get(context.tx, kind, id_)
    fields = added["value"] if isinstance(added, dict) else {}
    if isinstance(fields, dict) and (named := fields.get("title") or fields.get("name")):
        return f"{context.reply(f'edit_thing.{kind}').text.lower()} “{named}”"
    return THINGS[kind].call(written_in(context), id_, context.language)
