"""Questions about what a document's body says: a clause by its place, what it gives an agency to do, what it says of
a topic."""

from dataclasses import replace

from knowledge.catalog.facets import LEAD
from knowledge.questions.case import Case
from knowledge.questions.query import DOCUMENT, PROVISION, REPORT, Query

_CLEAR = 0.5
"""The share of what was asked that a clause must hold to be quoted where duties with their dates are known too."""
_CLEARER = 0.1
"""By how much a clause must hold more of what was asked than the best task does."""
_ABOUT_CONTENTS = ("provision.says", "provision.money", "provision.number_of", "provision.responsibility")
_MORE_THAN_THE_DOCUMENT = (
    *_ABOUT_CONTENTS, "provision.assign", "tasks.task", "tasks.what", "tasks.count", "tasks.many",
)  # fmt: skip


def by_clause(case: Case) -> Query | None:
    """The query where a document is named and its body is asked about; None where its tasks are."""
    signals = case.signals
    if not signals.documents:
        return _about_money(case)
    query = _query(case)
    if signals.clause and not signals.group:
        return query
    if not case.annexed:
        return _without_tasks(case, query)
    if _asks_for_tasks(case):
        return None
    if case.has("provision.money") and _names_collectives_only(case):
        return replace(query, parties=())
    if signals.mentions:
        return query if _gives_more_than_tasks(case) else None
    return _of_topic(case, query)


def _query(case: Case) -> Query:
    signals = case.signals
    return Query(
        PROVISION,
        documents=signals.documents,
        parties=case.parties,
        clause=signals.clause,
        topic=case.wording,
        aspects=("given",) if _asks_what_is_given(case) else (),
    )


def _asks_what_is_given(case: Case) -> bool:
    """ "giao Bộ Tài chính trách nhiệm gì", "Bộ Ngoại giao phải làm gì"; of collectives where nothing else is said."""
    if not case.signals.mentions or (_names_collectives_only(case) and len(case.signals.topic) > 1):
        return False
    to_do = any(item.means("tasks.what") and "lam" in item.text.split() for item in case.signals.items)
    return to_do or case.has("provision.assign", "provision.responsibility")


def _of_topic(case: Case, query: Query) -> Query | None:
    """What a document that has tasks too says of a topic, where nobody is named."""
    if case.signals.topic and case.has(*_ABOUT_CONTENTS, "report.to_whom"):
        return query
    if case.signals.topic and not case.has("tasks.task"):
        return query if _in_body_rather(case) else None
    return Query(DOCUMENT, documents=query.documents) if _is_only_the_document(case) else None


def _about_money(case: Case) -> Query | None:
    """Where the money comes from is answered from every document where none is named."""
    of_tasks = case.signals.mentions or case.signals.role or case.has("tasks.task") or case.hit
    if not case.has("provision.money") or of_tasks or case.clause_hit is None:
        return None
    return Query(PROVISION, topic=case.wording) if case.clause_hit.coverage >= _CLEAR else None


def _without_tasks(case: Case, query: Query) -> Query:
    """Of a document that has only a body; a question by when goes to its duties where no clause answers clearly."""
    if _is_only_the_document(case):
        return Query(DOCUMENT, documents=query.documents)
    unclear = case.clause_hit is None or case.clause_hit.coverage < _CLEAR
    dated = case.has("ask.when", "ask.deadline") and unclear
    return replace(query, subject=REPORT) if dated else query


def _names_collectives_only(case: Case) -> bool:
    return all(case.catalog.agencies[party.agency].kind == "group" for party in case.parties)


def _asks_for_tasks(case: Case) -> bool:
    signals = case.signals
    if signals.role or signals.group or signals.times.filters:
        return True
    return bool(case.hit and case.has("tasks.task") and case.has("tasks.count", "tasks.many", "ask.which_task"))


def _gives_more_than_tasks(case: Case) -> bool:
    """Whether the body gives an agency something to do that the annex does not, or that is what was asked."""
    asked = {mention.ids[0] for mention in case.signals.mentions}
    body = [clause for clause in case.catalog.provisions if clause.document in case.documents]
    if not any(asked & set(clause.addressees) for clause in body):
        return False
    tasks = case.catalog.of_documents(case.documents)
    leads = any(case.catalog.facets.named(LEAD, agency) & tasks for agency in asked)
    return case.has("provision.responsibility") or not leads or (len(case.signals.topic) > 2 and _in_body_rather(case))


def _in_body_rather(case: Case) -> bool:
    """A clause holds clearly more of what was asked than any task does."""
    if case.clause_hit is None:
        return False
    asks_of_a_task = case.has("ask.who", "ask.when", "ask.deadline") or case.signals.role
    margin = _CLEARER if asks_of_a_task else 0.0
    return case.hit is None or case.clause_hit.coverage >= case.hit.coverage + margin


def _is_only_the_document(case: Case) -> bool:
    signals = case.signals
    more = signals.topic or signals.mentions or signals.role or signals.times.filters
    return not (more or case.has(*_MORE_THAN_THE_DOCUMENT))
