"""Everything else is a question to the documents, understood with what the person was talking about in this chat."""

from dataclasses import replace

from handlers.clearance import reader_of
from handlers.context import Context
from handlers.learning import learn
from knowledge.memory import conversations, offices
from knowledge.memory.completions import Completion, of_task
from knowledge.messages import Reply
from knowledge.texts import say


def answer(context: Context) -> Reply:
    """Only a button can act: a person who types the text of an action has typed a text."""
    return put(context, context.text, chosen=context.said.chosen)


def put(context: Context, text: str, *, chosen: bool = False, anew: bool = False) -> Reply:
    """Put the text to the documents, or what a chosen button carries, and keep what is talked about now.

    `anew`: not as part of what was talked about before.
    """
    chat, questions = context.message.chat, context.services.questions
    ask = questions.act if chosen else questions.ask
    before = None if anew else conversations.get(context.tx, chat, context.person.id)
    reply, after = ask(text, before, context.now, context.language, context.own, reader_of(context))
    conversations.put(context.tx, chat, context.person.id, after, context.now)
    return _with_what_is_recorded(context, reply if chosen else learn(context, text, reply))


def _with_what_is_recorded(context: Context, reply: Reply) -> Reply:
    """The documents hold no progress: what officers have recorded as done is said below what the documents say."""
    lines = [_line(reply.language, context, done) for task in reply.about for done in of_task(context.tx, task)]
    return replace(reply, text="\n".join([reply.text, "", *lines])) if lines else reply


def _line(language: str, context: Context, done: Completion) -> str:
    proof = say(language, "remind.recorded_with", proof=done.proof) if done.proof else ""
    office = offices.get(context.tx, done.agency)
    title = context.services.owing.title(office, done.obligation, language, reader_of(context))
    agency = context.services.questions.agency_name(done.agency)
    return say(language, "remind.on_record", agency=agency, title=title, proof=proof)
