"""How much of what was asked an answer holds: what says little of it is an answer that may not be the one wanted."""

from knowledge.catalog.catalog import Catalog
from knowledge.questions import topics
from knowledge.questions.answer import Answer
from knowledge.questions.query import PROVISION, TASK, TASKS, Query

SURE = 0.65
"""Of the answers to the sets of questions in tests/questions one in seventy holds less."""


def score_of(catalog: Catalog, asked: Query, answer: Answer) -> float:
    """The share (0 to 1) of the words of its topic that the best of what was found holds.

    0 for a topic that the agency asked about has nothing on, and for a task that there is not.
    """
    if answer.kind == TASK and not answer.tasks:
        return 0.0
    if not asked.topic or (not asked.typed_topic and asked.subject != PROVISION):
        return 1.0
    if answer.kind == TASKS and asked.subject == TASKS and not answer.query.topic:
        return 0.0
    if answer.kind == PROVISION:
        hits = topics.search_clauses(catalog, asked.topic, asked.documents)
    elif answer.kind in (TASK, TASKS):
        hits = topics.search(catalog, asked.topic, asked.typed_topic, catalog.facets.all)
    else:
        return 1.0
    return hits[0].coverage if hits else 0.0
