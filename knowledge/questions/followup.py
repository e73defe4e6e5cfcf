"""Questions that go on with the conversation: they keep what was last asked and change what they name."""

from dataclasses import dataclass, replace

from knowledge.catalog.facets import LEAD, column
from knowledge.questions import subject
from knowledge.questions.case import Case
from knowledge.questions.conversation import Conversation
from knowledge.questions.query import AGENCY, CLARIFY, DOCUMENT, PROVISION, RANKING, REPORT, TASK, TASKS, Party, Query
from knowledge.questions.refine import refined

_POINTS_BACK = ("talk.this_task", "talk.this_agency", "talk.this_document", "talk.among", "talk.and_what", "tasks.more")
_WHICH_ONES = {"cai nao", "nhung cai nao", "which ones", "which one"}
_OWN_SUBJECT = (
    "report.report", "talk.help", "talk.greet", "talk.thanks", "agency.fate", "agency.abbreviation", "agency.inherit",
)  # fmt: skip
_REPORT_ASPECTS = (
    ("report.to_whom", "to_whom"),
    ("ask.who", "to_whom"),
    ("report.form", "form"),
    ("report.days_left", "days"),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question in a conversation that has a last query."""

    case: Case
    last: Query
    listed: tuple[str, ...]


def merge(case: Case, conversation: Conversation) -> Query | None:
    """The query of a follow-up; None for a question that stands by itself. CLARIFY where there is nothing to follow."""
    if case.signals.topic and not case.hit_anywhere:
        case = Case(case.catalog, replace(case.signals, topic=()), case.today)
    if not _goes_on(case, conversation.last):
        return None
    if conversation.last is None:
        return Query(CLARIFY)
    turn = Turn(case, conversation.last, conversation.listed)
    for rule in (
        _paged,
        _from_list,
        _this_document,
        _this_agency,
        _same_task,
        _other_agency,
        _report,
        _provision,
        _refined,
    ):
        query = rule(turn)
        if query:
            return query
    return None


def _goes_on(case: Case, last: Query | None) -> bool:
    signals = case.signals
    if signals.numbers or signals.cited or case.has("talk.help"):
        return False
    if case.has(*_POINTS_BACK):
        return last is not None or not _stands_alone(case)
    if signals.ordinal:
        return True
    opening = next((item.text for item in signals.items if not item.is_filler), "")
    if opening in _WHICH_ONES and not (signals.topic or signals.documents):
        return last is not None or not signals.mentions
    return last is not None and _is_bare(case)


def _stands_alone(case: Case) -> bool:
    """It points back by a word, but says everything itself ("thế Bộ Y tế chủ trì gì?")."""
    signals = case.signals
    filtered = case.has("tasks.task") and case.filters
    return bool(signals.mentions or signals.topic or signals.documents or signals.group or filtered)


def _is_bare(case: Case) -> bool:
    """Only an agency, a time, a role, a document or a question word: no subject of its own.

    "nhiệm vụ nào hạn 2026?" asks anew, "việc nào hạn 2026?" goes on with the agency that was spoken of.
    """
    signals = case.signals
    if signals.topic or case.has(*_OWN_SUBJECT):
        return False
    if signals.mentions:
        return not (signals.role or signals.documents or case.has("tasks.task", "tasks.what"))
    if signals.documents:
        return not (_asks_anew(case) or case.particulars or signals.clause or case.has("tasks.what", "provision.says"))
    asks = signals.role or case.filters or case.aspects or signals.times.spans or case.particulars
    return not _asks_anew(case) and bool(asks or case.has("report.to_whom", "report.form", "report.days_left"))


def _asks_anew(case: Case) -> bool:
    if case.has("tasks.many", "tasks.count"):
        return case.has("tasks.task")
    return any(
        item.kind == "concept" and {"nhiem", "nv", "task", "tasks"} & set(item.text.split())
        for item in case.signals.items
    )


def _paged(turn: Turn) -> Query | None:
    signals = turn.case.signals
    only_more = turn.case.has("tasks.more") and not (
        signals.mentions or signals.role or signals.topic or turn.case.filters
    )
    return replace(turn.last, page=turn.last.page + 1) if only_more and turn.last.subject == TASKS else None


def _from_list(turn: Turn) -> Query | None:
    """ "chi tiết cái thứ 2"."""
    ordinal = turn.case.signals.ordinal
    if not ordinal:
        return None
    if not -len(turn.listed) <= ordinal <= len(turn.listed):
        return Query(CLARIFY)
    return Query(TASK, tasks=(turn.listed[ordinal - 1 if ordinal > 0 else ordinal],), aspects=turn.case.aspects)


def _this_document(turn: Turn) -> Query | None:
    """ "thế văn bản đó có hiệu lực từ bao giờ?"."""
    case, last = turn.case, turn.last
    pointed = case.has("talk.this_document")
    if case.signals.documents or case.signals.role or case.has("report.report") or not (case.particulars or pointed):
        return None
    if not pointed and (last.subject not in (DOCUMENT, PROVISION, REPORT) or len(case.signals.mentions) > 1):
        return None
    tasks = [case.catalog.task(task) for task in (*last.tasks, *turn.listed) if task in case.catalog.positions]
    documents = last.documents or tuple(dict.fromkeys(task.document for task in tasks[:1]))
    return Query(DOCUMENT, documents=documents, aspects=case.particulars) if documents else Query(CLARIFY)


def _this_agency(turn: Turn) -> Query | None:
    """ "cơ quan này giờ là bộ nào?", "thế bộ đó chủ trì gì?"."""
    case, last = turn.case, turn.last
    if case.signals.mentions or not (case.has("talk.this_agency") or last.subject == AGENCY):
        return None
    spoken_of = last.parties or tuple(
        Party(id_) for task in last.tasks[:1] for id_ in column(case.catalog.task(task), LEAD).named[:1]
    )
    if case.has("agency.fate", "agency.abbreviation") and not case.signals.role:
        return Query(AGENCY, parties=spoken_of, aspects=("fate",)) if spoken_of else Query(CLARIFY)
    if last.subject == TASK and case.signals.role and spoken_of:
        parties = tuple(replace(party, role=case.signals.role) for party in spoken_of)
        return Query(TASKS, parties=parties, filters=case.filters)
    return None


def _same_task(turn: Turn) -> Query | None:
    """ "ai phối hợp?", "hạn của nó?" after one task."""
    case = turn.case
    one = _task_spoken_of(turn)
    if not one or case.signals.documents or case.signals.times.years:
        return None
    if _asks_about_all_work(case):
        return None
    if case.signals.mentions:
        has_part = bool(case.signals.role or case.aspects)
        return Query(TASK, tasks=one, parties=case.parties, aspects=case.aspects) if has_part else None
    asked = bool(case.aspects or case.has("talk.this_task") or case.signals.role)
    return Query(TASK, tasks=one, aspects=case.aspects) if asked else None


def _asks_about_all_work(case: Case) -> bool:
    """Whether it asks of agencies what no single task answers, unless it points back at one: whether reports were sent,
    how much is completed, who is first, and how an agency that it names stands."""
    if case.has("talk.this_task"):
        return False
    if case.has("progress.missing", "tasks.percent", "document.compare") or _ranks(case):
        return True
    how_it_stands = set(case.aspects) == {"status"} and not case.signals.role
    return bool(case.signals.mentions) and how_it_stands and not case.has("talk.and_what")


def _ranks(case: Case) -> bool:
    """ "bộ nào chậm nhất?"; "chậm nhất khi nào" asks for a day."""
    if case.has("tasks.most", "tasks.fewest"):
        return True
    best = any(item.is_filler and item.text == subject.SUPERLATIVE for item in case.signals.items)
    return best and case.has("ask.who") and not case.has("ask.when", "ask.deadline")


def _task_spoken_of(turn: Turn) -> tuple[str, ...]:
    case, last = turn.case, turn.last
    if last.subject == TASK:
        return last.tasks[:1] or turn.listed[:1]
    points_at_it = (
        case.has("talk.this_task") and not case.has("talk.among") and not (case.signals.role and last.parties)
    )
    only_one = len(turn.listed) == 1 and case.aspects and not (case.filters or (last.parties and case.signals.role))
    return turn.listed[:1] if last.subject == TASKS and (points_at_it or only_one) else ()


def _other_agency(turn: Turn) -> Query | None:
    case, last = turn.case, turn.last
    if last.subject != AGENCY:
        return None
    tasks = case.has("tasks.task", "tasks.what")
    if case.signals.mentions and not case.signals.role and not tasks:
        return replace(last, parties=case.parties)
    if case.signals.role or case.has("tasks.task"):
        parties = tuple(Party(party.agency, case.signals.role) for party in case.parties or last.parties)
        return Query(TASKS, parties=parties, filters=case.filters)
    return None


def _report(turn: Turn) -> Query | None:
    case, last = turn.case, turn.last
    if last.subject != REPORT or case.signals.role or case.has("tasks.task", "tasks.percent"):
        return None
    fresh = subject.decide(case)
    if fresh.subject == RANKING or "progress" in fresh.aspects:
        return None
    asked = tuple(name for concept, name in _REPORT_ASPECTS if case.has(concept))
    return replace(
        last,
        documents=case.signals.documents or last.documents,
        parties=case.parties or (() if "handed_in" in fresh.aspects and case.has("ask.who") else last.parties),
        filters=case.filters or last.filters,
        aspects=fresh.aspects if fresh.subject == REPORT else asked or last.aspects,
        topic="",
    )


def _provision(turn: Turn) -> Query | None:
    """ "còn Quyết định 1486?", "còn Bộ Tài chính?" after what a document says."""
    case, last = turn.case, turn.last
    signals = case.signals
    if last.subject not in (PROVISION, DOCUMENT) or signals.role or case.has("tasks.task", "report.report"):
        return None
    if signals.documents and not signals.mentions and not signals.topic:
        return replace(
            last, documents=signals.documents, aspects=case.particulars or last.aspects, clause=signals.clause
        )
    if signals.mentions and last.subject == PROVISION:
        return replace(last, parties=case.parties, topic="", documents=signals.documents or last.documents)
    return None


def _refined(turn: Turn) -> Query | None:
    return refined(turn.case, turn.last, subject.decide(turn.case)) if turn.last.subject in (TASKS, TASK) else None
