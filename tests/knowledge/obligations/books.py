"""What is owed by the real documents and calendar."""

from functools import cache

from knowledge.obligations.book import Obligations
from tests.questions.asking import real_calendar, real_catalog


@cache
def book() -> Obligations:
    return Obligations(real_catalog(), real_calendar())
