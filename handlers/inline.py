"""A question typed in any chat ("@bot câu hỏi"): its answer and what it leads to, as results to choose from."""

from datetime import datetime

from handlers.context import Services
from handlers.known_agencies import of_person
from knowledge.catalog.readers import PUBLIC
from knowledge.memory import Transaction, buckets, people
from knowledge.messages import Reply
from knowledge.progress.recorded import RecordedIn
from knowledge.texts import say

MOST = 10
_A_MINUTE = 60
"""Questions; an answer with all that it leads to takes the database as long as ten answers do."""
_FIRST = 2
"""Characters below which nothing is looked up yet."""
_TYPED = 3
"""Look-ups that a question takes: while somebody types, Telegram asks again and again."""


def look_up(
    tx: Transaction, services: Services, channel: str, sender: str, text: str, language: str, now: datetime
) -> tuple[Reply, ...]:
    """Up to ten answers: to the question, then what its choices lead to. To strangers, where only members are answered,
    one that says so; and nothing to who asks faster than people type. Nothing is remembered of it, and nothing internal
    is in it: it can be posted anywhere."""
    person = people.find(tx, channel, sender)
    spoken = (person.language if person else None) or language
    if not services.access.is_open(channel) and not (person and person.is_at_least("member")):
        return (Reply(say(spoken, "gate.stranger"), language=spoken),)
    if len(text.strip()) < _FIRST:
        return ()
    if not buckets.take(tx, f"inline {channel} {sender}", _A_MINUTE, 60.0, now).ok:
        return ()
    services = services.at(tx)
    own = of_person(services, person).agencies if person else ()
    questions, recorded = services.questions, RecordedIn(tx)
    first, after = questions.ask(text, None, now, spoken, own, PUBLIC, recorded)
    found = [first]
    for button in first.buttons[: MOST - 1]:
        reply, _ = questions.act(button.action, after, now, spoken, own, PUBLIC, recorded)
        if reply.text not in (each.text for each in found):
            found.append(reply)
    return tuple(found)
