"""One thing is asked for at a time of a person in a chat: the next message there is the answer, or gives it up."""

from datetime import timedelta

from handlers.context import Context
from knowledge.memory import dialogues
from knowledge.messages import Reply

ANSWER_WITHIN = timedelta(minutes=30)


def ask_for(context: Context, about: str) -> None:
    """What the person sends next is about this; what was asked before is given up."""
    dialogues.ask(context.tx, context.message.chat, context.person.id, about, context.now)


def asked_for(context: Context, kind: str, within: timedelta = ANSWER_WITHIN) -> str | None:
    """What was asked, without its first words, the `kind`; None where nothing of this kind was."""
    about = dialogues.asked(context.tx, context.message.chat, context.person.id, context.now - within)
    return about.removeprefix(kind) if about is not None and about.startswith(kind) else None


def end(context: Context) -> None:
    """It was answered, or given up."""
    dialogues.end(context.tx, context.message.chat, context.person.id)


def answered(context: Context, kind: str, stop: str, stopped: str, *choices: str) -> str | Reply | None:
    """What was asked, which this message answers, in words or by one of the `choices`: it is asked for no more. The
    text `stopped` where `stop` was chosen. None where nothing of this kind was asked; a command or anything else that
    was chosen gives it up."""
    about = asked_for(context, kind)
    if about is None:
        return None
    end(context)
    chosen = context.text.partition(" ")[0] if context.said.chosen else ""
    if chosen == stop:
        return context.reply(stopped)
    return None if context.command or (chosen and chosen not in choices) else about
