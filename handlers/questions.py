"""Everything else is a question to the documents, understood with what the person was talking about in this chat."""

from handlers.context import Context
from knowledge.memory import conversations
from knowledge.messages import Reply

ACTION = "act:"


def answer(context: Context) -> Reply:
    chat, questions = context.message.chat, context.services.questions
    before = conversations.get(context.tx, chat, context.person.id)
    said = context.said or ""
    ask = questions.act if _is_action(context) else questions.ask
    reply, after = ask(said, before, context.now, context.language)
    conversations.put(context.tx, chat, context.person.id, after, context.now)
    return reply


def _is_action(context: Context) -> bool:
    """Only a button can act: a person who types the text of an action has typed a text."""
    return context.message.press is not None and (context.said or "").startswith(ACTION)
