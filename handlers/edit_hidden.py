"""What is hidden is shown to who may hide things, and can be had back."""

import re

from handlers.context import Context
from handlers.edit_known import written_in
from knowledge.amending.edits import HIDDEN
from knowledge.editing.things import THINGS
from knowledge.memory import Transaction, journal, overlay
from knowledge.messages import Button, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, shorten

_MOST, _LABEL = 8, 40
_NUMBER = re.compile(r"(?<![\d./])\d{1,2}\.\d{1,3}(?![\d./])")


def hidden_of(tx: Transaction, kind: str) -> list[str]:
    """The ids of what is hidden of a kind of things."""
    mark = f" {HIDDEN}"
    return [each.removesuffix(mark) for each in overlay.of_kind(tx, kind) if each.endswith(mark)]


def show_hidden(context: Context) -> Reply | None:
    """What is hidden, each with a choice that shows it again; None where nothing is."""
    kinds = [kind for kind, thing in THINGS.items() if context.may(thing.action)]
    found = [(kind, id_) for kind in kinds for id_ in hidden_of(context.tx, kind)]
    return _listed(context, found) if found else None


def with_hidden(context: Context, reply: Reply) -> Reply:
    """The answer to a question, and below it for who may hide tasks that one which it names by number is hidden."""
    if context.message.chat.group or not context.may("edit_tasks") or context.services.current is None:
        return reply
    numbers = set(_NUMBER.findall(context.text))
    named = [id_ for id_ in hidden_of(context.tx, "task") if id_.rpartition(" ")[2] in numbers] if numbers else []
    if not named:
        return reply
    shown = _listed(context, [("task", id_) for id_ in named])
    return Reply(f"{reply.text}\n\n{shown.text}", (*reply.buttons, *shown.buttons), reply.language, reply.file)


def _listed(context: Context, found: list[tuple[str, str]]) -> Reply:
    lines = [context.reply("edit.hidden").text, *(_line(context, kind, id_) for kind, id_ in found)]
    buttons = tuple(
        Button(context.reply("edit.restore", what=shorten(_name(context, kind, id_), _LABEL)).text,
               f"edit:restore {kind} {id_}")
        for kind, id_ in found[:_MOST]
    )  # fmt: skip
    return Reply("\n".join(lines), buttons, context.language)


def _line(context: Context, kind: str, id_: str) -> str:
    last = next(iter(journal.newest(context.tx, limit=1, kind=kind, subject=f"{id_} {HIDDEN}")), None)
    since = day(last.at.astimezone(VIET_NAM).date(), context.language) if last else ""
    basis = context.reply("task.by_basis", basis=last.basis).text if last and last.basis else ""
    return f"- {_name(context, kind, id_)} ({context.reply('amended.on', day=since, basis=basis).text})"


def _name(context: Context, kind: str, id_: str) -> str:
    added = overlay.get(context.tx, kind, id_)
    fields = added["value"] if isinstance(added, dict) else {}
    if isinstance(fields, dict) and (named := fields.get("title") or fields.get("name")):
        return f"{context.reply(f'edit_thing.{kind}').text.lower()} “{named}”"
    return THINGS[kind].call(written_in(context), id_, context.language)
