"""Everything else is a question to the documents, understood with what the person was talking about in this chat."""

from handlers.context import Context
from knowledge.memory import conversations
from knowledge.messages import Reply


def answer(context: Context) -> Reply:
    """Only a button can act: a person who types the text of an action has typed a text."""
    message, questions = context.message, context.services.questions
    chat, ask = message.chat, questions.ask if message.press is None else questions.act
    before = conversations.get(context.tx, chat, context.person.id)
    reply, after = ask(context.said or "", before, context.now, context.language)
    conversations.put(context.tx, chat, context.person.id, after, context.now)
    return reply
