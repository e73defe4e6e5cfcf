"""Understanding questions and answering them. Deterministic: the same question, conversation, day and catalog give
the same answer."""

from knowledge.questions.answer import Answer
from knowledge.questions.ask import Questions, act, ask
from knowledge.questions.conversation import Conversation

__all__ = ["Answer", "Conversation", "Questions", "act", "ask"]
