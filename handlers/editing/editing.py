"""/them, /sua, /xoa: what is known is changed, in one line, in a plain sentence, or by being asked for each part."""

from dataclasses import replace

from handlers.context import Context
from handlers.editing.asking import KEPT_FOR, begin, go_on, kept, kinds_for, left, more, stop, with_line
from handlers.editing.hidden import is_hidden, show_hidden
from handlers.editing.known import known_in, today_of
from handlers.editing.preview import preview, show_effect
from handlers.incoming import documents
from handlers.permissions import PERMISSIONS
from knowledge.editing.draft import ADD, CHANGE, REMOVE, RESTORE, Draft
from knowledge.editing.lines import Line, read_line
from knowledge.editing.things import THINGS
from knowledge.messages import Reply
from knowledge.vietnamese.words import LONGEST_QUESTION

_COMMANDS = {"them": ADD, "add": ADD, "sua": CHANGE, "edit": CHANGE, "xoa": REMOVE, "delete": REMOVE}
_CHOICE, _EFFECT, _RESTORE = "edit:", "edit:effect", "edit:restore"
_RESUME, _STOP, _ANEW = "edit:resume", "edit:stop", "edit:anew"
ACTIONS = tuple(dict.fromkeys(thing.action for thing in THINGS.values()))


def answer(context: Context) -> Reply | None:
    """Begin to change something by a command, a button or a sentence that says all of it; None for another message."""
    verb = _COMMANDS.get(context.command, "")
    if context.said.chosen and context.text.startswith(_CHOICE):
        return _refused(context) or _chosen(context)
    if verb:
        return _refused(context) or _command(context, verb)
    if context.said.chosen or context.command or context.text.rstrip().endswith("?"):
        return None
    line = _whole_sentence(context)
    return _sentence(context, line) if line else None


def record(context: Context) -> Reply | None:
    """What was asked for, typed or chosen. A command, another choice or a question leaves it, to go on with later: None
    then, and where nothing was asked for."""
    draft = kept(context)
    if draft is None:
        return None
    own = context.said.chosen and context.text.startswith(_CHOICE)
    if own:
        return None
    if context.said.chosen or context.command or context.text.rstrip().endswith("?"):
        left(context, draft)
        return None
    or_else = _whole_sentence(context) is not None
    return _refused(context, draft.kind) or go_on(context, draft, context.text, or_else=or_else)


def _whole_sentence(context: Context) -> Line | None:
    """What a text says that wants something changed, all of it in one sentence, as long as a question may be."""
    line = read_line(context.text) if len(context.text) <= LONGEST_QUESTION else None
    return line if line and line.is_sentence else None


def _refused(context: Context, kind: str = "") -> Reply | None:
    actions = (THINGS[kind].action,) if kind else ACTIONS
    if any(context.may(action) for action in actions) and context.services.current:
        return None
    return context.refused(actions[0]) or context.reply("edit.not_here")


def _command(context: Context, verb: str) -> Reply:
    if not context.argument:
        waiting = kept(context, KEPT_FOR)
        if waiting and (waiting.kind or waiting.values):
            return _ask_to_resume(context, waiting, verb)
        hidden = show_hidden(context) if verb == REMOVE else None
        return begin(context, Draft(verb), head=hidden)
    marked = documents.said_elsewhere(context, context.argument) if verb == CHANGE else None
    return marked or with_line(context, read_line(context.argument, verb) or Line(verb))


def _sentence(context: Context, line: Line) -> Reply | None:
    """A sentence counts only where what it is about is found: else it is a question like others."""
    assert line.kind in THINGS  # a sentence says the kind
    if context.services.current is None:
        return None
    thing, known = THINGS[line.kind], known_in(context)
    if line.verb in (CHANGE, REMOVE) and not thing.find(known, line.named, today_of(context)):
        asks_which = line.kind == "duty" or is_hidden(context, line.kind, line.named)
        return with_line(context, line) if asks_which and context.may(thing.action) else None
    if not thing.can(line.verb):
        return None
    permission = PERMISSIONS[thing.action]
    if not context.person.is_at_least(permission.role) and line.verb == ADD:
        return None
    return context.refused(thing.action) or with_line(context, line)


def _ask_to_resume(context: Context, draft: Draft, verb: str) -> Reply:
    named = THINGS[draft.kind].call(known_in(context), draft.id, context.language) if draft.id else ""
    what = named or context.reply(f"edit_thing.{draft.kind}").text if draft.kind else ""
    buttons = (context.button("edit.resume", _RESUME), context.button("edit.anew", f"{_ANEW} {verb}"),
               context.button("edit.stop", _STOP))  # fmt: skip
    return context.reply("edit.unfinished", *buttons, what=what, verb=context.reply(f"edit.verb_{draft.verb}").text)


def _chosen(context: Context) -> Reply:
    choice, _, argument = context.text.partition(" ")
    if choice == _EFFECT:
        return show_effect(context, argument)
    if choice == _RESTORE:
        kind, _, id_ = argument.partition(" ")
        if kind not in THINGS:
            return context.reply("press.gone")
        stop(context)
        return context.refused(THINGS[kind].action) or preview(context, Draft(RESTORE, kind, id_))
    if choice == _ANEW and argument in _COMMANDS.values():
        return begin(context, Draft(argument))
    draft = kept(context, KEPT_FOR)
    if choice == _STOP:
        return stop(context)
    if draft is None:
        return context.reply("press.gone")
    if choice == _RESUME:
        return begin(context, draft)
    return _answered(context, draft, choice, argument)


def _answered(context: Context, draft: Draft, choice: str, argument: str) -> Reply:
    match choice:
        case "edit:kind" if argument in kinds_for(context, draft.verb):
            return begin(context, Draft(draft.verb, argument, basis=draft.basis, reason=draft.reason))
        case "edit:which" if draft.kind:
            return begin(context, replace(draft, id=argument))
        case "edit:more" if draft.kind and argument.isdecimal():
            return more(context, draft, int(argument))
        case "edit:field" if draft.kind and any(argument == each.name for each in THINGS[draft.kind].fields):
            return begin(context, replace(draft, field=argument))
        case "edit:value":
            return go_on(context, draft, argument) or context.reply("press.gone")
        case "edit:skip":
            return begin(context, replace(draft, asked=(*draft.asked, argument)))
    return context.reply("press.gone")
