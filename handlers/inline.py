"""A question typed in any chat ("@bot câu hỏi"): its answer and what it leads to, as results to choose from."""

from datetime import datetime

from handlers.context import Services
from knowledge.memory import Transaction, people
from knowledge.messages import Reply
from knowledge.texts import say

MOST = 10
_TITLE = 100
_FIRST = 2
"""Characters below which nothing is looked up yet."""


def look_up(
    tx: Transaction, services: Services, channel: str, sender: str, text: str, language: str, now: datetime
) -> tuple[Reply, ...]:
    """Up to ten answers: to the question, then what its choices lead to. To strangers, where only members are answered,
    one that says so. Nothing is remembered of it."""
    person = people.find(tx, channel, sender)
    spoken = (person.language if person else None) or language
    if not services.access.is_open(channel) and not (person and person.is_at_least("member")):
        return (Reply(say(spoken, "gate.stranger"), language=spoken),)
    if len(text.strip()) < _FIRST:
        return ()
    own = person.agencies if person else ()
    first, after = services.questions.ask(text, None, now, spoken, own)
    found = [first]
    for button in first.buttons[: MOST - 1]:
        reply, _ = services.questions.act(button.action, after, now, spoken, own)
        if reply.text not in (each.text for each in found):
            found.append(reply)
    return tuple(found)
