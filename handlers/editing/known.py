"""What a change is made of and shown against: what is known in this transaction, on this day."""

from datetime import date

from handlers.context import Context
from knowledge.current import Known
from knowledge.questions.ask import VIET_NAM


def known_in(context: Context) -> Known:
    """As it is now, with what this message has changed. Only where things change, which is refused before elsewhere."""
    assert context.services.current is not None
    return context.services.current.at(context.tx)


def written_in(context: Context) -> Known:
    """As the documents have it."""
    assert context.services.current is not None
    return context.services.current.written


def today_of(context: Context) -> date:
    """In Viet Nam."""
    return context.now.astimezone(VIET_NAM).date()
