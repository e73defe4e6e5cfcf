"""What a question that was not answered teaches: it is kept without who asked, and whoever wishes so is told once it is
answered. Every question is counted."""

import re
from dataclasses import replace

from handlers.context import Context
from knowledge.catalog.readers import EVERYTHING, Reader
from knowledge.learning.masking import masked
from knowledge.memory import answer_wishes, asked_counts, askers, inbox, unanswered
from knowledge.memory.unanswered import Kind
from knowledge.messages import TRIAL, Answered, Reply
from knowledge.progress.recorded import RecordedIn
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.query import CLARIFY, NONE
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_TELL = "learn:tell"
_KINDS: dict[str, Kind] = {NONE: "none", CLARIFY: "clarify"}
LOW: Kind = "low"
ASKING = frozenset("gi nao ai chua khong nhieu dau sao khi what which who when how".split())
"""Words of questions, without diacritics."""
_TASK = re.compile(r"\d{1,2}\.\d{1,3}")


def how(answered: Answered) -> Kind | None:
    """How a question was not answered; None for one that was."""
    return _KINDS.get(answered.kind) or (None if answered.sure else LOW)


def ask_anew(context: Context, words: str, language: str, reader: Reader = EVERYTHING) -> Reply:
    """The answer to a question by itself, with all that this transaction has changed, for this reader."""
    questions = context.services.at(context.tx).questions
    reply, _ = questions.ask(words, None, context.now, language, (), reader, RecordedIn(context.tx))
    return reply


def is_question(context: Context, typed: str) -> bool:
    """Whether it asks something that the documents answer, and so is not meant for what was asked for."""
    words = fold(clean(typed)).split()
    if context.said.chosen or not (ASKING & set(words) or any(_TASK.fullmatch(word) for word in words[1:])):
        return False
    return is_answered(context, typed)


def is_answered(context: Context, typed: str) -> bool:
    """Whether the documents answer what is typed, by itself."""
    answered = ask_anew(context, typed, context.language).answered
    return answered is not None and how(answered) is None


def learn(context: Context, text: str, reply: Reply) -> Reply:
    """Count the question that was typed, and keep it where it was not answered; the reply with the choice to be told
    once it is. What is only tried out teaches nothing."""
    answered, channel = reply.answered, context.message.chat.channel
    if answered is None or channel == TRIAL:
        return reply
    if text == context.message.text:
        inbox.is_question(context.tx, context.message)
    kind = how(answered)
    today = context.now.astimezone(VIET_NAM).date()
    agency = next(iter(answered.agencies), "")
    asked_counts.asked(context.tx, today, channel, agency, kind or answered.kind)
    if kind is None:
        return reply
    asker = askers.digest(context.tx, context.person.id)
    ask = unanswered.keep(context.tx, asker, masked(text), kind, reply.language, context.now)
    if ask is None or kind == LOW:
        return reply
    tell = context.button("learning.tell_me", f"{_TELL} {ask}")
    return replace(reply, buttons=(*reply.buttons, tell))


def wish(context: Context) -> Reply | None:
    """Whoever chose so is told, in this chat, once the question has an answer, in the words it was asked with there;
    None for another message."""
    action, _, number = context.text.partition(" ")
    if not (context.said.chosen and action == _TELL):
        return None
    if refusal := context.refused("be_told"):
        return refusal
    chat = context.message.chat
    new = answer_wishes.add(context.tx, int(number), chat, context.person.id, context.language, context.now)
    if new is None:
        return context.reply("press.gone")
    where = "group" if chat.group else "private"
    return context.reply(f"learning.will_tell_{where}" if new else "learning.tells_already")
