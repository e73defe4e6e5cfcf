"""A question in, an answer out, and the conversation as it is afterwards."""

import json
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.catalog.catalog import Catalog
from knowledge.messages import Reply
from knowledge.questions.answer import ACTION, Answer
from knowledge.questions.answer_agency import answer_agency
from knowledge.questions.answer_document import answer_document, answer_provision
from knowledge.questions.answer_other import ask_back, ask_what, help_text, not_known
from knowledge.questions.answer_ranking import answer_ranking
from knowledge.questions.answer_report import answer_report
from knowledge.questions.answer_task import answer_task
from knowledge.questions.answer_tasks import answer_tasks
from knowledge.questions.conversation import Conversation
from knowledge.questions.engine import engine_for
from knowledge.questions.query import AGENCY, CLARIFY, DOCUMENT, HELP, PROVISION, REPORT, TASK, TASKS, Query
from knowledge.questions.understand import Reading, understand
from knowledge.working_days import Calendar

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
_REMEMBERED = 200
"""Tasks of a list that "cái thứ 12" can mean afterwards."""


def ask(
    catalog: Catalog,
    calendar: Calendar,
    text: str,
    conversation: Conversation,
    now: datetime,
    language: str | None = None,
) -> tuple[Answer, Conversation]:
    """Answer a typed question at the moment `now` (aware). Never raises for any text.

    `language` is used where the question itself does not tell which it is in.
    """
    today = now.astimezone(VIET_NAM).date()
    reading = understand(engine_for(catalog), text, conversation, today, language)
    return _answered(catalog, calendar, reading, conversation, today)


def act(
    catalog: Catalog,
    calendar: Calendar,
    action: str,
    conversation: Conversation,
    now: datetime,
    language: str | None = None,
) -> tuple[Answer, Conversation]:
    """Answer a button: the query it carries, or the text it stands for."""
    if not action.startswith(ACTION):
        return ask(catalog, calendar, action, conversation, now, language)
    query = Query.from_json(json.loads(action.removeprefix(ACTION)))
    return _answered(catalog, calendar, Reading(query), conversation, now.astimezone(VIET_NAM).date())


def _answered(
    catalog: Catalog, calendar: Calendar, reading: Reading, before: Conversation, today: date
) -> tuple[Answer, Conversation]:
    if reading.choices:
        return ask_back(reading.query, reading.choices, reading.typed), replace(before, pending=reading.choices)
    answer = answer_query(catalog, calendar, reading.query, today)
    if answer.kind in (CLARIFY, HELP, "none"):
        return answer, replace(before, pending=())
    listed = tuple((answer.tasks or answer.via_succession or answer.via_group or answer.archived)[:_REMEMBERED])
    if answer.kind == TASK and set(listed) <= set(before.listed):
        listed = before.listed  # looking at one of a list does not forget the list
    return answer, Conversation(last=replace(answer.query, notes=()), listed=listed)


def answer_query(catalog: Catalog, calendar: Calendar, query: Query, today: date) -> Answer:
    """The answer to a query as it stands."""
    match query.subject:
        case "tasks":
            return answer_tasks(catalog, query, today)
        case "task":
            return answer_task(catalog, query, today)
        case "report":
            return answer_report(catalog, calendar, query, today)
        case "provision":
            return answer_provision(catalog, query, today)
        case "document":
            return answer_document(catalog, query, today)
        case "agency":
            return answer_agency(catalog, query, today)
        case "clarify":
            return ask_what(catalog, query)
        case "ranking":
            return answer_ranking(catalog, query, today)
        case "help":
            return help_text(query)
    return not_known(catalog, query)


class Questions:
    """Answers for the router: conversations as texts, one catalog at a time, swapped whole."""

    def __init__(self, catalog: Catalog, calendar: Calendar) -> None:
        self.catalog, self.calendar = catalog, calendar

    def ask(self, text: str, conversation: str | None, now: datetime, language: str | None) -> tuple[Reply, str]:
        answer, after = ask(self.catalog, self.calendar, text, _conversation(conversation), now, language)
        return answer.reply, after.to_json()

    def act(self, action: str, conversation: str | None, now: datetime, language: str | None) -> tuple[Reply, str]:
        answer, after = act(self.catalog, self.calendar, action, _conversation(conversation), now, language)
        return answer.reply, after.to_json()


def _conversation(text: str | None) -> Conversation:
    return Conversation.from_json(text) if text else Conversation()


__all__ = ["AGENCY", "DOCUMENT", "PROVISION", "REPORT", "TASK", "TASKS", "Questions", "act", "ask"]
