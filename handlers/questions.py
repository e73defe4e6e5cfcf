"""Everything else is a question to the documents, understood with what the person was talking about in this chat."""

from handlers.clearance import reader_of
from handlers.context import Context
from handlers.editing.hidden import with_hidden
from handlers.teaching.learning import learn
from knowledge.memory import conversations
from knowledge.messages import Reply
from knowledge.progress.recorded import RecordedIn


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
    recorded = RecordedIn(context.tx)
    reply, after = ask(text, before, context.now, context.language, context.own, reader_of(context), recorded)
    conversations.put(context.tx, chat, context.person.id, after, context.now)
    return with_hidden(context, reply if chosen else learn(context, text, reply))
