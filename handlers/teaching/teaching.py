"""An admin makes a group of questions answerable: what is missing is asked for, what will change is shown, and when
that is confirmed the question is asked again."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.asking import answered, ask_for
from handlers.confirming import ask_to_confirm
from handlers.context import Context
from handlers.teaching.alias import BY_ALIAS
from handlers.teaching.answer import BY_ANSWER
from handlers.teaching.draft import PICK, Draft, Proposed, Trouble, Way
from handlers.teaching.effects import effects
from handlers.teaching.learning import how
from handlers.teaching.synonym import BY_SYNONYM
from handlers.teaching.telling import tell_askers
from handlers.teaching.unanswered import TEACH, WAYS, answer_now
from knowledge.changes.change import Entry, canonical
from knowledge.changes.making import ConflictError
from knowledge.changes.of_questions import UNANSWERED, answered_value, unanswered_subject
from knowledge.memory import unanswered
from knowledge.messages import Reply

_ASKED, _STOP = "learn:asked", "learn:stop"
_WAYS: Mapping[str, Way] = dict(zip(WAYS, (BY_ALIAS, BY_SYNONYM, BY_ANSWER), strict=True))


def begin(context: Context) -> Reply | None:
    """Ask for the first thing that is needed; None for another message."""
    action, _, rest = context.text.partition(" ")
    if not (context.said.chosen and action == TEACH):
        return None
    if refusal := context.refused("teach"):
        return refusal
    way, _, number = rest.partition(" ")
    return _go_on(context, Draft(int(number), way))


def record(context: Context) -> Reply | None:
    """What was asked for. None where nothing was; a command gives it up."""
    asked = answered(context, f"{_ASKED} ", _STOP, "teach.stopped", PICK)
    if not isinstance(asked, str):
        return asked
    if refusal := context.refused("teach"):
        return refusal
    draft = Draft.from_text(asked)
    if not unanswered.questions(context.tx, draft.group):
        return context.reply("learning.gone")
    typed = context.text.removeprefix(f"{PICK} ") if context.said.chosen else context.text
    taken = _WAYS[draft.way].take(context, draft, typed)
    return _ask(context, draft, taken.text) if isinstance(taken, Trouble) else _go_on(context, taken)


def save_now(context: Context, argument: str) -> Reply:
    """It was confirmed: it is so from now on, the question is asked again, and whoever wished so is told."""
    if refusal := context.refused("teach"):
        return refusal
    draft = Draft.from_text(argument)
    asked = unanswered.questions(context.tx, draft.group)
    if not asked:
        return context.reply("learning.gone")
    proposed = _WAYS[draft.way].propose(context, draft)
    if isinstance(proposed, Trouble):
        return Reply(proposed.text, (), context.language)
    if canonical(proposed.value) != canonical(draft.shown):  # it was asked in other words meanwhile, a task has come
        return _preview(context, draft, proposed)
    try:
        made = context.change(proposed.kind, proposed.subject, proposed.value, expected=draft.seen)
    except ConflictError:
        return context.reply(
            "teach.changed_meanwhile", context.button("learning.see_again", f"learn:one {draft.group}")
        )
    return _asked_again(context, draft.group, made) if made else context.reply("teach.is_so")


def _asked_again(context: Context, group: int, made: Entry) -> Reply:
    asked = unanswered.questions(context.tx, group)
    replies = [answer_now(context, each) for each in asked]
    missed = [each for each, reply in zip(asked, replies, strict=True) if reply.answered and how(reply.answered)]
    first_missed = bool(missed) and missed[0] == asked[0]
    lines = [context.reply("teach.saved_not" if first_missed else "teach.saved", words=asked[0].words).text]
    lines += ["", replies[0].text]
    if missed and not first_missed:
        lines += ["", context.reply("teach.still_missed", n=len(missed), words=missed[0].words).text]
    if not missed:
        at = answered_value(context.now)
        context.change(UNANSWERED, unanswered_subject(group), at, batch=made.id)
    if told := tell_askers(context, group):
        lines += ["", context.reply("learning.told_n", n=told).text]
    undo = context.button("teach.take_back", f"undo:one {made.id}")
    return Reply("\n".join(lines), (undo, context.button("learning.list", "learn:list")), context.language)


def _go_on(context: Context, draft: Draft) -> Reply:
    """Ask for what is missing, else show what will change."""
    if not unanswered.questions(context.tx, draft.group):
        return context.reply("learning.gone")
    if _WAYS[draft.way].ask(context, draft) is not None:
        return _ask(context, draft, "")
    proposed = _WAYS[draft.way].propose(context, draft)
    if isinstance(proposed, Trouble):
        return _ask(context, Draft(draft.group, draft.way), proposed.text)
    return _preview(context, draft, proposed)


def _ask(context: Context, draft: Draft, problem: str) -> Reply:
    asked = _WAYS[draft.way].ask(context, draft)
    assert asked is not None  # something is missing
    text = f"{_ASKED} {draft.to_text()}"
    ask_for(context, text)
    lines = [problem, "", asked.text] if problem else [asked.text]
    return Reply("\n".join(lines), (*asked.choices, context.button("teach.stop", _STOP)), context.language)


def _preview(context: Context, draft: Draft, proposed: Proposed) -> Reply:
    seen = context.services.changes.get(context.tx, proposed.kind, proposed.subject)
    lines = [*proposed.words, "", *effects(context, draft.group, proposed)]
    argument = replace(draft, seen=seen, shown=proposed.value).to_text()
    return ask_to_confirm(context, "teach", argument, Reply("\n".join(lines)), "teach.save")
