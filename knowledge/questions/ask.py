"""A question in, an answer out, and the conversation as it is afterwards."""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import EVERYTHING, PUBLIC, Reader, edition_for
from knowledge.messages import Answered, Reply
from knowledge.progress.records import NOTHING, Recorded
from knowledge.questions.answer import ACTION, Answer
from knowledge.questions.answer_agency import answer_agency
from knowledge.questions.answer_document import answer_document
from knowledge.questions.answer_other import ask_back, ask_what, help_text, not_known
from knowledge.questions.answer_provision import answer_provision
from knowledge.questions.answer_ranking import answer_ranking
from knowledge.questions.answer_report import answer_report
from knowledge.questions.answer_task import answer_task
from knowledge.questions.answer_tasks import answer_tasks
from knowledge.questions.conversation import Choice, Conversation
from knowledge.questions.curated import curated_answer
from knowledge.questions.engine import engine_for
from knowledge.questions.internal import with_not_searched
from knowledge.questions.query import (
    AGENCY,
    CLARIFY,
    DOCUMENT,
    HELP,
    NONE,
    PROVISION,
    RANKING,
    REPORT,
    TASK,
    TASKS,
    Query,
)
from knowledge.questions.score import SURE, score_of
from knowledge.questions.understand import Reading, understand
from knowledge.texts import say
from knowledge.vietnamese.words import LONGEST_QUESTION, clean
from knowledge.working_days import Calendar

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
_APART = re.compile(r"\?+\s+|\n+")
_SHORTEST = 3
_NOTHING_SAID = (CLARIFY, HELP, NONE)
_REMEMBERED = 200
"""Tasks of a list that "cái thứ 12" can mean afterwards."""
_ANSWERED_BY_RECORDS = {TASKS: answer_tasks, TASK: answer_task, RANKING: answer_ranking}
_ANSWERS = {
    PROVISION: answer_provision,
    DOCUMENT: answer_document,
    AGENCY: answer_agency,
}


def ask(
    catalog: Catalog,
    calendar: Calendar,
    text: str,
    conversation: Conversation,
    now: datetime,
    language: str | None = None,
    own: tuple[str, ...] = (),
    recorded: Recorded = NOTHING,
) -> tuple[Answer, Conversation]:
    """Answer a typed question at the moment `now` (aware). Never raises for any text.

    `language` is used where the question itself does not tell which it is in; `own` are the agencies of who asks;
    `recorded` is what they have reported as done.
    """
    today = now.astimezone(VIET_NAM).date()
    conversation = _still_known(catalog, conversation)
    answer = partial(_one, catalog, calendar, recorded)
    answers = [answer(part, conversation, today, language, own) for part in _questions(text)]
    known = [(said, after) for said, after in answers if said.kind not in _NOTHING_SAID]
    if len(known) < 2:
        if known and len(answers) > 1:
            return known[0]
        return answer(text, conversation, today, language, own)
    (first, _), (second, after) = known
    return first.with_next(second), after


def _questions(text: str) -> list[str]:
    """The questions of a message, as far as question marks and lines part them; [] where it is one."""
    parts = [part for part in _APART.split(clean(text)[:LONGEST_QUESTION]) if len(part.split()) >= _SHORTEST]
    return parts[:2] if len(parts) > 1 else []


def _one(
    catalog: Catalog,
    calendar: Calendar,
    recorded: Recorded,
    text: str,
    conversation: Conversation,
    today: date,
    language: str | None,
    own: tuple[str, ...],
) -> tuple[Answer, Conversation]:
    engine = engine_for(catalog)
    reading = understand(engine, text, conversation, today, language, own)
    answer, after = _answered(catalog, calendar, recorded, reading, conversation, today)
    if answer.kind in (NONE, CLARIFY) or answer.score < SURE:
        known = curated_answer(catalog, engine.curated, text, answer.query.language)
        if known:
            return known, replace(conversation, pending=())
    return answer, after


def act(
    catalog: Catalog,
    calendar: Calendar,
    action: str,
    conversation: Conversation,
    now: datetime,
    language: str | None = None,
    own: tuple[str, ...] = (),
    recorded: Recorded = NOTHING,
) -> tuple[Answer, Conversation]:
    """Answer a button: the query it carries, or the text it stands for; what the data no longer have is said."""
    if not action.startswith(ACTION):
        return ask(catalog, calendar, action, conversation, now, language, own, recorded)
    before = _still_known(catalog, conversation)
    try:
        query = Query.from_json(json.loads(action.removeprefix(ACTION)))
    except (AttributeError, KeyError, TypeError, ValueError):  # a button of another version
        return _gone(Query(NONE, language=language or "vi")), before
    if not _is_known(catalog, query):
        return _gone(query), before
    return _answered(catalog, calendar, recorded, Reading(query), before, now.astimezone(VIET_NAM).date())


def _gone(query: Query) -> Answer:
    return Answer(NONE, Reply(say(query.language, "press.gone")), query)


def _is_known(catalog: Catalog, query: Query) -> bool:
    return query.is_known(catalog.agencies, catalog.documents, catalog.positions)


def _still_known(catalog: Catalog, conversation: Conversation) -> Conversation:
    """The conversation, or an empty one where it speaks of what the catalog does not have any more."""
    queries = [choice.query for choice in conversation.pending] + ([conversation.last] if conversation.last else [])
    listed = all(task in catalog.positions for task in conversation.listed)
    return conversation if listed and all(_is_known(catalog, query) for query in queries) else Conversation()


def _answered(
    catalog: Catalog, calendar: Calendar, recorded: Recorded, reading: Reading, before: Conversation, today: date
) -> tuple[Answer, Conversation]:
    if reading.choices:
        return ask_back(reading.query, reading.choices, reading.typed), replace(before, pending=reading.choices)
    answer = answer_query(catalog, calendar, reading.query, today, recorded)
    answer = replace(answer, score=score_of(catalog, reading.query, answer))
    if answer.kind in _NOTHING_SAID:
        return answer, replace(before, pending=_offered(answer))
    listed = tuple((answer.tasks or answer.via_succession or answer.via_group or answer.archived)[:_REMEMBERED])
    if answer.kind == TASK and set(listed) <= set(before.listed):
        listed = before.listed  # looking at one of a list does not forget the list
    return answer, Conversation(last=replace(answer.query, notes=()), listed=listed)


def _offered(answer: Answer) -> tuple[Choice, ...]:
    """The choices that an answer numbers: those that carry a query."""
    carried = [button for button in answer.reply.buttons if button.action.startswith(ACTION)] if answer.options else []
    return tuple(Choice(each.label, Query.from_json(json.loads(each.action.removeprefix(ACTION)))) for each in carried)


def answer_query(
    catalog: Catalog, calendar: Calendar, query: Query, today: date, recorded: Recorded = NOTHING
) -> Answer:
    """The answer to a query as it stands."""
    if by_records := _ANSWERED_BY_RECORDS.get(query.subject):
        return by_records(catalog, query, today, recorded)
    if answer := _ANSWERS.get(query.subject):
        return answer(catalog, query, today)
    if query.subject == REPORT:
        return answer_report(catalog, calendar, query, today, recorded)
    if query.subject == CLARIFY:
        return ask_what(catalog, query)
    if query.subject == HELP:
        return help_text(query)
    return with_not_searched(not_known(catalog, query), catalog)


class Questions:
    """Answers for the router: conversations as texts, one catalog at a time, swapped whole; each reader is answered
    from the edition of it that is theirs."""

    def __init__(self, catalog: Catalog, calendar: Calendar) -> None:
        self.catalog, self.calendar = catalog, calendar
        for reader in (PUBLIC, EVERYTHING):  # made now, so that the first person does not wait for it
            engine_for(edition_for(catalog, reader))

    def ask(
        self,
        text: str,
        conversation: str | None,
        now: datetime,
        language: str | None,
        own: tuple[str, ...] = (),
        reader: Reader = PUBLIC,
        recorded: Recorded = NOTHING,
    ) -> tuple[Reply, str]:
        catalog = edition_for(self.catalog, reader)
        answer, after = ask(catalog, self.calendar, text, _conversation(conversation), now, language, own, recorded)
        return _in_its_language(answer), after.to_json()

    def act(
        self,
        action: str,
        conversation: str | None,
        now: datetime,
        language: str | None,
        own: tuple[str, ...] = (),
        reader: Reader = PUBLIC,
        recorded: Recorded = NOTHING,
    ) -> tuple[Reply, str]:
        catalog = edition_for(self.catalog, reader)
        answer, after = act(catalog, self.calendar, action, _conversation(conversation), now, language, own, recorded)
        return _in_its_language(answer), after.to_json()

    def agencies_named(self, text: str) -> tuple[tuple[str, str], ...]:
        """The agencies that a text can name, as (id, full name); several where it is ambiguous, () where it names none.

        An id by itself is that agency.
        """
        if text in self.catalog.agencies:
            return ((text, self.catalog.agencies[text].name),)
        _, items = engine_for(self.catalog).read(clean(text), english=False)
        ids = dict.fromkeys(id_ for item in items for id_ in item.agencies)
        return tuple((id_, self.catalog.agencies[id_].name) for id_ in ids)

    def agency_name(self, agency: str) -> str:
        """Its full name; the id where the data do not have it any more."""
        known = self.catalog.agencies.get(agency)
        return known.name if known else agency

    def knows(self, agency: str) -> bool:
        """Whether there is an agency with this id."""
        return agency in self.catalog.agencies


def _in_its_language(answer: Answer) -> Reply:
    """With how it was answered."""
    agencies = tuple(party.agency for party in answer.query.parties if party.agency)
    answered = Answered(answer.kind, agencies, sure=answer.score >= SURE)
    return replace(answer.reply, language=answer.query.language, answered=answered)


def _conversation(text: str | None) -> Conversation:
    return Conversation.from_json(text) if text else Conversation()
