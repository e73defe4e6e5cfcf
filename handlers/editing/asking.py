"""What a change still lacks is asked for, one thing at a time; what is said so far is kept until it is complete."""

from dataclasses import replace
from datetime import timedelta

from handlers.asking import ANSWER_WITHIN, ask_for, asked_for, end
from handlers.context import Context
from handlers.editing.hidden import hidden_named, is_hidden, which_hidden
from handlers.editing.known import known_in, today_of, written_in
from handlers.editing.preview import is_gone, preview
from handlers.teaching.learning import ASKING, is_answered, is_question
from knowledge.acts import names_act
from knowledge.asks import asks
from knowledge.current import Known
from knowledge.editing.asked import Asked, UnclearError
from knowledge.editing.deeds import BASIS, FIELD, KIND, WHICH, changes_of, lacks
from knowledge.editing.draft import ADD, CHANGE, RESTORE, Draft
from knowledge.editing.lines import Line, with_why, words_of
from knowledge.editing.things import THINGS
from knowledge.messages import Button, Reply
from knowledge.questions.wording import opening, shorten
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_ASKED, _LEFT = "edit:asked ", "edit:left "
KEPT_FOR = timedelta(days=3)
_LONGEST_BASIS = 200
_LONGEST_KIND = 3  # words
_MOST_FIELDS, _MOST_CHOICES = 12, 6
_AT_END = ASKING - {"ai", "khi"}


def kept(context: Context, within: timedelta = ANSWER_WITHIN) -> Draft | None:
    """What the person is being asked for, or within KEPT_FOR has begun and left."""
    asked = asked_for(context, _ASKED, within)
    if asked is None and within == KEPT_FOR:
        asked = asked_for(context, _LEFT, within)
    return Draft.from_text(asked) if asked is not None else None


def left(context: Context, draft: Draft) -> None:
    """The person does something else first: what comes next is no answer to what was asked."""
    _keep(context, draft, _LEFT)


def stop(context: Context) -> Reply:
    """Nothing of it is kept."""
    end(context)
    return context.reply("edit.stopped")


def begin(context: Context, draft: Draft, head: Reply | None = None) -> Reply:
    """Read what was typed as far as it can be now, then ask for what is lacking, or show what will happen."""
    if is_gone(context, draft):
        return _next(context, replace(draft, id=""), UnclearError("gone"), head=head)
    draft = _usual(context, draft)
    if why := _cannot(context, draft):
        return _next(context, replace(draft, field="", typed={}), UnclearError(why), head=head)
    draft, unclear = _read(context, draft)
    return _next(context, draft, unclear, head=head)


def with_line(context: Context, line: Line) -> Reply:
    """The same with what a line says."""
    draft = Draft(line.verb, line.kind, field=line.field, basis=line.basis, reason=line.reason, typed=dict(line.typed))
    if not line.kind and line.named:
        return _of_some_kind(context, draft, line.named)
    if not line.kind or line.verb == ADD:
        return begin(context, draft)
    if line.verb == RESTORE:
        hidden = hidden_named(context, line.kind, line.named)
        if len(hidden) != 1:
            return which_hidden(context, line.kind, line.named)
        return begin(context, replace(draft, id=hidden[0]))
    found = THINGS[line.kind].find(known_in(context), line.named, today_of(context))
    hidden_too = is_hidden(context, line.kind, line.named)
    if len(found) == 1 and not hidden_too:
        return begin(context, replace(draft, id=found[0][0]))
    if hidden_too and not found:
        return hidden_too
    unclear = _no_such(draft.kind, line.named) if line.named and not found else None
    return _next(context, draft, unclear, hidden_too, offered=found)


def go_on(context: Context, draft: Draft, typed: str, *, or_else: bool = False) -> Reply | None:
    """What was asked for is typed; where it cannot be understood it is asked for again. None where it is left to
    others: it wants something else (`or_else`), or it is a question."""
    wanted = lacks(draft)
    try:
        if (wanted == BASIS and asks(typed)) or (_ends_asking(typed) and is_question(context, typed)):
            raise UnclearError("text")
        return begin(context, _taken(context, draft, wanted, typed))
    except UnclearError as error:
        if or_else or is_question(context, typed) or _is_something_else(context, wanted, typed):
            left(context, draft)
            return None
        if wanted == WHICH and not error.choices and (hidden := is_hidden(context, draft.kind, typed)):
            return hidden
        return _next(context, draft, error, offered=error.choices)


def _is_something_else(context: Context, wanted: str, typed: str) -> bool:
    """Whether the kind of a thing, or a document, is asked for, and what was typed wants something else altogether."""
    if wanted == KIND:
        return len(typed.split()) > _LONGEST_KIND or asks(typed) or is_answered(context, typed)
    return wanted == BASIS and asks(typed)


def _ends_asking(typed: str) -> bool:
    return fold(clean(typed)).rstrip(" ?.!").rpartition(" ")[2] in _AT_END


def kinds_for(context: Context, verb: str) -> tuple[str, ...]:
    """The kinds of things for which the person may do this."""
    return tuple(kind for kind, thing in THINGS.items() if thing.can(verb) and context.may(thing.action))


def _of_some_kind(context: Context, draft: Draft, named: str) -> Reply:
    """What is named without saying what kind of thing it is, where it can be but one; else that is asked."""
    for kind in ("task", "agency", "duty") if draft.verb != ADD else ():
        if kind in kinds_for(context, draft.verb):
            found = THINGS[kind].find(known_in(context), named, today_of(context))
            if len(found) == 1:
                return begin(context, replace(draft, kind=kind, id=found[0][0]))
    return _next(context, draft, UnclearError("named", typed=shorten(named)))


def _no_such(kind: str, typed: str) -> UnclearError:
    return UnclearError("task" if kind == "task" else "which", typed=shorten(typed))


def _cannot(context: Context, draft: Draft) -> str:
    """Why the field cannot be set of this thing, whatever is typed: a key of the texts; "" where it can."""
    if draft.verb != CHANGE or not (draft.id and draft.field):
        return ""
    return THINGS[draft.kind].field(draft.field).cannot(known_in(context), draft.id)


def _taken(context: Context, draft: Draft, wanted: str, typed: str) -> Draft:
    """The draft with what was typed for `wanted`. Raises UnclearError."""
    if wanted == BASIS:
        return replace(draft, basis=_basis(typed))
    if wanted == KIND:
        plain = " ".join(fold(clean(typed)).split())
        kind = next((each for each in kinds_for(context, draft.verb) if plain in words_of("thing", each)), "")
        if not kind:
            raise UnclearError("thing")
        return replace(draft, kind=kind)
    thing, known = THINGS[draft.kind], known_in(context)
    if wanted == WHICH:
        found = thing.find(known, typed, today_of(context))
        if not found:
            raise _no_such(draft.kind, typed)
        if len(found) != 1 or is_hidden(context, draft.kind, typed):
            raise UnclearError("which", found, typed=shorten(typed))
        return replace(draft, id=found[0][0])
    if wanted == FIELD:
        plain = " ".join(fold(clean(typed)).split())
        name = next((each.name for each in thing.fields if plain in words_of(thing.kind, each.name)), "")
        if not name:
            raise UnclearError("field")
        return replace(draft, field=name)
    words, basis, reason = with_why(typed)
    value = thing.field(wanted).read(_asked(context, draft, known), words)
    return replace(draft.with_value(wanted, value), basis=draft.basis or basis, reason=draft.reason or reason)


def _read(context: Context, draft: Draft) -> tuple[Draft, UnclearError | None]:
    """With what was typed understood, in the order in which it is wanted; and why the first that is not was not."""
    if not draft.kind or not draft.typed or (draft.verb == CHANGE and not draft.id):
        return draft, None
    thing, known, unclear = THINGS[draft.kind], known_in(context), None
    for name in [field.name for field in thing.wanted] if draft.verb == ADD else [draft.field]:
        if name in draft.typed:
            try:
                draft = draft.with_value(name, thing.field(name).read(_asked(context, draft, known), draft.typed[name]))
            except UnclearError as error:
                unclear = unclear or error
    return replace(draft, typed={}), unclear


def _basis(typed: str) -> str:
    words = " ".join(clean(typed).split())
    if not names_act(words) or len(words) > _LONGEST_BASIS:
        raise UnclearError("basis")
    return words.removeprefix("theo ").removeprefix("Theo ")


def _usual(context: Context, draft: Draft) -> Draft:
    """With what need not be asked for, as there is only one of it."""
    if draft.verb != ADD and draft.kind and not draft.id:
        only = THINGS[draft.kind].find(known_in(context), "", today_of(context)) if draft.kind == "hours" else ()
        draft = replace(draft, id=only[0][0]) if only else draft
    if draft.verb == CHANGE and draft.id and not draft.field and len(THINGS[draft.kind].fields) == 1:
        draft = replace(draft, field=THINGS[draft.kind].fields[0].name)
    if draft.verb == ADD and draft.kind == "task" and "document" not in draft.values:
        documents = known_in(context).catalog.documents_in_force(today_of(context).year)
        draft = draft.with_value("document", documents[0]) if len(documents) == 1 else draft
    return draft


def _next(
    context: Context,
    draft: Draft,
    unclear: UnclearError | None = None,
    head: Reply | None = None,
    offered: tuple[tuple[str, str], ...] = (),
) -> Reply:
    wanted = lacks(draft)
    if not wanted:
        end(context)
        return preview(context, draft)
    if wanted == BASIS and (refusal := _refused(context, draft)):
        return refusal
    _keep(context, draft, _ASKED)
    asked, buttons = _asking(context, draft, wanted, offered)
    why = [context.reply(f"edit_unclear.{unclear.why}", **unclear.values).text] if unclear else []
    if unclear and wanted not in (KIND, WHICH, FIELD, BASIS):
        buttons = [*(Button(label, f"edit:value {typed}") for label, typed in unclear.choices), *buttons]
    lines = [*([head.text, ""] if head else []), *why, asked]
    choices = (*(head.buttons if head else ()), *buttons, context.button("edit.stop", "edit:stop"))
    return Reply("\n".join(lines), choices, context.language)


def _refused(context: Context, draft: Draft) -> Reply | None:
    """Why it cannot be done on whatever document, before one is asked for; nothing is kept of it then."""
    try:
        changes_of(context.tx, draft, known_in(context), written_in(context), today_of(context))
    except UnclearError as error:
        end(context)
        return context.reply(f"edit_unclear.{error.why}", **error.values)
    return None


def _asking(
    context: Context, draft: Draft, wanted: str, offered: tuple[tuple[str, str], ...]
) -> tuple[str, list[Button]]:
    """The question, and what can be chosen."""
    if wanted == KIND:
        kinds = kinds_for(context, draft.verb)
        buttons = [context.button(f"edit_thing.{kind}", f"edit:kind {kind}") for kind in kinds]
        return context.reply(f"edit.ask_kind_{draft.verb}").text, buttons
    thing, known = THINGS[draft.kind], known_in(context)
    if wanted == WHICH:
        return context.reply(f"edit_which.{draft.kind}").text, _to_choose(context, draft, offered)
    what = thing.call(known, draft.id, context.language) if draft.id else ""
    if wanted == FIELD:
        fields = [each for each in thing.fields if not (draft.id and each.cannot(known, draft.id))][:_MOST_FIELDS]
        buttons = [context.button(f"edit_field.{thing.kind}_{each.name}", f"edit:field {each.name}") for each in fields]
        return context.reply("edit.ask_field", what=what).text, buttons
    if wanted == BASIS:
        return context.reply("edit.ask_basis").text, []
    return _ask_value(context, draft, known, wanted, what)


def more(context: Context, draft: Draft, last: int) -> Reply:
    """The last so many of all that can be chosen."""
    return _next(context, draft, offered=_all_of(context, draft)[-last:] if last else ())


def _all_of(context: Context, draft: Draft) -> tuple[tuple[str, str], ...]:
    """All things of a kind of which there are few."""
    if draft.kind not in ("rhythm", "duty"):
        return ()
    return THINGS[draft.kind].find(known_in(context), "", today_of(context))


def _to_choose(context: Context, draft: Draft, offered: tuple[tuple[str, str], ...]) -> list[Button]:
    """The first of them, each with its id; where all are offered how to see the next."""
    every = _all_of(context, draft)
    found = offered or every
    buttons = [Button(name, f"edit:which {id_}") for id_, name in found[:_MOST_CHOICES]]
    rest = len(found) - _MOST_CHOICES
    if rest <= 0 or found != every[-len(found) :]:
        return buttons
    return [*buttons, context.button("edit.more", f"edit:more {rest}", n=rest)]


def _ask_value(context: Context, draft: Draft, known: Known, wanted: str, what: str) -> tuple[str, list[Button]]:
    thing, language = THINGS[draft.kind], context.language
    field = thing.field(wanted)
    asked = context.reply(f"edit_ask.{thing.kind}_{wanted}").text
    if draft.verb == CHANGE:
        now = field.now(known, draft.id)
        shown = field.show(known, now, language) if now is not None else context.reply("audit.nothing").text
        name = context.reply(f"edit_field.{thing.kind}_{wanted}").text.lower()
        asked = "\n".join((opening(context.reply("edit.is_now", what=what, field=name, now=shown).text), asked))
    values = [(field.read(_asked(context, draft, known), each), each) for each in field.choices]
    buttons = [Button(field.show(known, value, language), f"edit:value {typed}") for value, typed in values]
    if draft.verb == ADD and field.optional:
        buttons.append(context.button("edit.skip", f"edit:skip {wanted}"))
    return asked, buttons


def _asked(context: Context, draft: Draft, known: Known) -> Asked:
    return Asked(known, draft.id, draft.values, today_of(context))


def _keep(context: Context, draft: Draft, how: str) -> None:
    ask_for(context, how + draft.to_text())
