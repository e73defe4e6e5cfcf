"""What a change will do is shown before it is confirmed: what it is, and whose answers and reminders it alters; then it
is carried out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.auditing.audit import names_for
from handlers.carried import carried
from handlers.clearance import reader_of
from handlers.confirming import NO, YES, ask_to_confirm, with_choices
from handlers.context import Context
from handlers.editing.hidden import hidden_of
from handlers.editing.known import known_in, today_of, written_in
from handlers.editing.left import left_by
from handlers.editing.telling_officers import tell_officers
from knowledge.changes.change import Change, Entry, Value, canonical
from knowledge.changes.making import ConflictError
from knowledge.changes.words.said import in_words
from knowledge.current import Known
from knowledge.editing.asked import UnclearError
from knowledge.editing.deeds import changes_of
from knowledge.editing.draft import ADD, CHANGE, REMOVE, RESTORE, Draft
from knowledge.editing.effect import Affected, effect, lines
from knowledge.editing.finding import is_there
from knowledge.editing.secrecy_effect import secrecy_lines
from knowledge.editing.thing import Placed
from knowledge.editing.things import THINGS
from knowledge.memory import completions, confirmations
from knowledge.messages import Reply
from knowledge.questions.wording import opening, weekday

_FIRST, _PAGE = 5, 15  # lines


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft with what it changes, and what each of that was when it was shown."""

    draft: Draft
    changes: tuple[tuple[str, str, Value, Value], ...]

    def to_text(self) -> str:
        return json.dumps([self.draft.to_text(), self.changes], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Wanted":
        draft, changes = carried(text, str, list)
        return cls(Draft.from_text(draft), tuple(tuple(each) for each in changes))


class _TriedError(Exception):
    """What was only tried is undone."""


def preview(context: Context, draft: Draft, head: str = "") -> Reply:
    """Name what will happen and ask whether to do it; `head` stands above it."""
    known = known_in(context)
    if is_gone(context, draft):
        return context.reply("edit_unclear.gone")
    try:
        placed = changes_of(context.tx, draft, known, written_in(context), today_of(context))
    except UnclearError as error:
        return context.reply(f"edit_unclear.{error.why}", **error.values)
    wanted = Wanted(draft, tuple(_seen(context, each) for each in placed))
    if all(_same(before, after) for _, _, after, before in wanted.changes) or _is_so(draft, known):
        return context.reply("edit.already")
    if draft.verb == ADD and draft.kind == "day" and (same := _same_day(context, draft, known)):
        return same
    after, found = _tried(context, known, placed)
    said = [*([head] if head else []), _what(context, draft, known, after)]
    said += secrecy_lines(known.catalog, after.catalog, reader_of(context), context.language)
    if draft.kind == "hours" and not found:
        said.append(context.reply("edit.alters_hours").text)
    else:
        said += _effect_lines(context, found, known, after, 0, _FIRST)
    said += left_by(context, draft)
    reply = ask_to_confirm(context, THINGS[draft.kind].action, wanted.to_text(), Reply("\n".join(said)), "edit.yes")
    if len(found) <= _FIRST:
        return reply
    number = reply.buttons[0].action.rpartition(" ")[2]
    return with_choices(reply, context.button("edit.show_all", f"edit:effect {number} 0", n=len(found)))


def effect_said(context: Context, placed: Sequence[Placed]) -> list[str]:
    """What changes would alter, a line each; nothing where nothing that is known can change."""
    if context.services.current is None:
        return []
    known = known_in(context)
    after, found = _tried(context, known, placed)
    return _effect_lines(context, found, known, after, 0, _FIRST)


def is_gone(context: Context, draft: Draft) -> bool:
    """Whether what the draft is about is not there any more: hidden, or taken back by somebody else."""
    if not draft.id or draft.verb == ADD:
        return False
    if draft.verb == RESTORE:
        return draft.id not in hidden_of(context.tx, draft.kind)
    return not is_there(known_in(context), draft.kind, draft.id)


def show_effect(context: Context, argument: str) -> Reply:
    """A page of all that it alters, while it waits to be confirmed."""
    number, page = (int(each) for each in argument.split())
    waiting = confirmations.get(context.tx, number)
    if waiting is None or waiting.person != context.person.id or waiting.is_over(context.now):
        return context.reply("confirm.gone")
    wanted = Wanted.from_text(waiting.argument)
    if is_gone(context, wanted.draft):
        return context.reply("edit_unclear.gone")
    known, first = known_in(context), page * _PAGE
    after, found = _tried(context, known, [(kind, subject, value) for kind, subject, value, _ in wanted.changes])
    said = [
        _what(context, wanted.draft, known, after),
        *_effect_lines(context, found, known, after, first, first + _PAGE),
    ]
    yes, no = context.button("edit.yes", f"{YES} {number}"), context.button("confirm.no", f"{NO} {number}")
    asked = Reply("\n".join(said), (yes, no), context.language)
    if first + _PAGE < len(found):
        last = min(first + 2 * _PAGE, len(found))
        turn = f"edit:effect {number} {page + 1}"
        return with_choices(asked, context.button("button.more", turn, first=first + _PAGE + 1, last=last))
    return asked


def carry_out(context: Context, argument: str) -> Reply:
    """It was confirmed. Where somebody has changed it meanwhile, that is shown and it is asked again."""
    wanted = Wanted.from_text(argument)
    draft, thing = wanted.draft, THINGS[wanted.draft.kind]
    if refusal := context.refused(thing.action):
        return refusal
    if is_gone(context, draft):
        return context.reply("edit_unclear.gone")
    before = known_in(context)
    made: list[Entry] = []
    try:
        with context.tx.savepoint():
            for kind, subject, after, seen in wanted.changes:
                entry = context.change(
                    kind,
                    subject,
                    after,
                    reason=draft.reason,
                    basis=draft.basis,
                    expected=seen,
                    batch=made[0].id if made else None,
                )
                made += [entry] if entry else []
    except ConflictError as error:
        return preview(context, draft, head=_meanwhile(context, wanted, error))
    now = known_in(context)  # made anew by the change itself: who asks next need not wait for it
    tell_officers(context, before.catalog, made)
    buttons = [context.button("audit.undo_this", f"undo:one {made[0].id}")] if made else []
    return Reply(_done(context, draft, before, now), tuple(buttons), context.language)


def _tried(context: Context, known: Known, placed: Sequence[Placed]) -> tuple[Known, tuple[Affected, ...]]:
    """What would be known, and what that alters; nothing of it is kept."""
    tried: list[Known] = []
    try:
        with context.tx.savepoint():
            for kind, subject, value in placed:
                context.change(kind, subject, value)
            tried.append(known_in(context))
            raise _TriedError
    except _TriedError:
        return tried[0], effect(known, tried[0], today_of(context), _finished(context))


def _finished(context: Context) -> dict[str, dict[str, date]]:
    found: dict[str, dict[str, date]] = {}
    for agency, obligation, _, done_on in completions.by_all(context.tx):
        found.setdefault(agency, {})[obligation] = done_on
    return found


def _same_day(context: Context, draft: Draft, known: Known) -> Reply | None:
    """That offices work on this day already, or do not, as they are to; None where that changes."""
    day, working = date.fromisoformat(str(draft.values["day"])), bool(draft.values["working"])
    if known.book.calendar.is_working(day) != working:
        return None
    key = "edit.day_already_works" if working else "edit.day_already_off"
    return context.reply(key, day=opening(weekday(day, context.language)))


def _seen(context: Context, placed: Placed) -> tuple[str, str, Value, Value]:
    kind, subject, after = placed
    return kind, subject, after, context.services.changes.get(context.tx, kind, subject)


def _same(before: Value, after: Value) -> bool:
    """Whether it is that already, whenever and on whatever document it was set."""
    if isinstance(before, dict) and isinstance(after, dict) and "value" in before:
        return canonical(before["value"]) == canonical(after.get("value"))
    return canonical(before) == canonical(after)


def _is_so(draft: Draft, known: Known) -> bool:
    """Whether a field is that already by what others have set, or by what the documents say."""
    return (
        draft.verb == CHANGE and THINGS[draft.kind].field(draft.field).now(known, draft.id) == draft.values[draft.field]
    )


def _what(context: Context, draft: Draft, known: Known, after: Known) -> str:
    """ "Sẽ sửa nhiệm vụ 2.6 …, thời hạn: 31/12/2026 → 31/12/2027, theo Quyết định 99/QĐ-TTg."."""
    return context.reply("edit.will", what=_named(context, draft, known, after)).text


def _done(context: Context, draft: Draft, before: Known, now: Known) -> str:
    return context.reply("edit.done", what=_named(context, draft, before, now)).text


def _named(context: Context, draft: Draft, known: Known, after: Known) -> str:
    thing, language = THINGS[draft.kind], context.language
    verb = context.reply("edit.verb_hide" if draft.verb == REMOVE and thing.hides else f"edit.verb_{draft.verb}").text
    if draft.verb == ADD and draft.kind == "day":
        day = thing.field("day").show(known, draft.values["day"], language)
        said = context.reply("edit.day_works" if draft.values["working"] else "edit.day_off", day=day).text
    elif draft.verb == ADD:
        fields = [field for field in thing.wanted if field.name in draft.values]
        parts = [
            f"{context.reply(f'edit_field.{thing.kind}_{field.name}').text.lower()}: "
            f"{field.show(known, draft.values[field.name], language)}"
            for field in fields
        ]
        said = f"{verb} {context.reply(f'edit_thing.{thing.kind}').text.lower()}: {'; '.join(parts)}"
    else:
        said = f"{verb} {thing.call(after if draft.verb == RESTORE else known, draft.id, language)}"
    if draft.verb == CHANGE:
        field = thing.field(draft.field)
        was = field.now(known, draft.id)
        values = {
            "field": context.reply(f"edit_field.{thing.kind}_{field.name}").text.lower(),
            "was": field.show(known, was, language) if was is not None else context.reply("audit.nothing").text,
            "now": field.show(known, draft.values[draft.field], language),
        }
        said += context.reply("edit.from_to", **values).text
    key = "edit.on_basis" if draft.verb == ADD else "task.by_basis"
    basis = context.reply(key, basis=draft.basis).text if draft.basis else ""
    reason = context.reply("edit.because", reason=draft.reason).text if draft.reason else ""
    return f"{said}{basis}{reason}"


def _effect_lines(
    context: Context, found: tuple[Affected, ...], before: Known, after: Known, first: int, last: int
) -> list[str]:
    if not found:
        return [context.reply("edit.alters_nothing").text]
    tasks = sum(each.is_task for each in found)
    reports = len(found) - tasks
    if tasks and reports:
        head = context.reply("edit.alters", tasks=tasks, reports=reports).text
    else:
        head = context.reply("edit.alters_tasks" if tasks else "edit.alters_reports", n=len(found)).text
    shown = lines(found[first:last], before, after, context.language, reader_of(context))
    more = [context.reply("week.more", n=len(found) - last).text] if len(found) > last else []
    return [head, *shown, *more]


def _meanwhile(context: Context, wanted: Wanted, error: ConflictError) -> str:
    names = names_for(context)
    who = names.person(error.last.author.person) if error.last else names.say("audit.program")
    kind, subject, seen = next(
        (kind, subject, seen)
        for kind, subject, _, seen in wanted.changes
        if canonical(context.services.changes.get(context.tx, kind, subject)) == canonical(error.now)
        and canonical(seen) != canonical(error.now)
    )
    return context.reply("edit.meanwhile", who=who, change=in_words(names, Change(kind, subject, seen, error.now))).text
