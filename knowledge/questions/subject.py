"""Deciding what kind of answer a question wants, from its own words alone: the first rule that takes it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from knowledge.catalog.bits import positions_of
from knowledge.catalog.facets import LEAD
from knowledge.questions.case import Case
from knowledge.questions.cited import is_act
from knowledge.questions.clauses import cites
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
    Filters,
    Party,
    Query,
)
from knowledge.questions.subject_clauses import by_clause
from knowledge.questions.subject_tasks import by_filters, by_topic
from knowledge.vietnamese.words import plain_tokens

_LEGAL_BASES = "can cu"
"""The path of the clause that a document's legal bases stand under."""
_VAGUE = {"issuer", "symbol", "title", "based_on"}
"""Particulars whose words also occur in questions about what a document says."""
_FEW = 5
_CONTACT = 0.45
"""The share of what was asked that a clause must hold to be quoted for a telephone number."""
_ACT_PARTICULARS = {"issuer", "in_force", "issued", "sign", "effective", "title"}
_PLAN = {"ke hoach", "plan"}
_ASKS_FOR_REPORTS = ("report.submit", "report.rhythm", "tasks.what", "tasks.many", "tasks.count")
_REPORT_ASPECTS = {
    "report.rhythm": "rhythm", "report.to_whom": "to_whom", "report.form": "form", "report.all_documents": "all",
    "report.days_left": "days",
}  # fmt: skip
_FRAGMENTS = (
    "ask.who", "ask.when", "ask.deadline", "ask.status", "ask.about", "role.lead", "role.coordinate", "role.either",
    "talk.this_task", "talk.this_agency", "talk.this_document", "talk.among", "talk.and_what", "tasks.task",
    "tasks.more", "document.sign", "document.issued", "document.effective", "agency.mine",
)  # fmt: skip

SUPERLATIVE = "nhat"
_COMPLETES = {"hoan thanh", "xong"}
_PROGRESS = "tien do"


def decide(case: Case) -> Query:
    """The query that a question makes by itself; CLARIFY where it needs a conversation, NONE where it is about
    something else."""
    rules = (
        _help,
        _not_here,
        _numbered,
        _ranking,
        _side_by_side,
        _particulars,
        _handed_in,
        _report,
        _agency,
        by_clause,
        by_filters,
        by_topic,
        _act,
    )
    for rule in rules:
        query = rule(case)
        if query:
            return query
    if case.has("talk.thanks") and not case.signals.topic:
        return Query(HELP, aspects=("thanks",))
    if case.has("talk.help", "talk.greet"):
        return Query(HELP)
    return Query(CLARIFY, parties=case.parties) if _is_fragment(case) else Query(NONE)


def report_aspects(case: Case) -> tuple[str, ...]:
    return tuple(name for concept, name in _REPORT_ASPECTS.items() if case.has(concept))


def _is_fragment(case: Case) -> bool:
    """Something is asked, but not about what."""
    signals = case.signals
    return (bool(signals.mentions) and len(signals.topic) < 2) or (
        not signals.topic and (bool(signals.ordinal) or case.has(*_FRAGMENTS))
    )


def _help(case: Case) -> Query | None:
    signals = case.signals
    about_something = (
        signals.mentions or signals.numbers or signals.documents or case.has("report.report", "tasks.task")
    )
    return Query(HELP) if case.has("talk.help") and not about_something and not case.hit_anywhere else None


def _not_here(case: Case) -> Query | None:
    """What is plainly not to be had: a ministry that nobody knows, a letter to be written, who holds an office."""
    signals = case.signals
    if signals.unknown and not signals.mentions:
        return Query(NONE, aspects=("agency",))
    if signals.denies and not signals.documents:
        return Query(CLARIFY, aspects=("negation",))
    if signals.numbers and case.has("talk.change"):
        return Query(NONE, aspects=("change",))
    if case.has("talk.compose"):
        return Query(NONE, aspects=("compose",))
    if (
        case.has("agency.person")
        and case.has("ask.who", "agency.abbreviation")
        and not (signals.documents or signals.role)
    ):
        return Query(NONE, aspects=("person",))
    if case.has("provision.number_of") and not signals.documents:
        known = case.clause_hit is not None and case.clause_hit.coverage >= _CONTACT and bool(signals.mentions)
        return (
            Query(PROVISION, parties=case.parties, topic=case.wording) if known else Query(NONE, aspects=("contact",))
        )
    return None


def _ranking(case: Case) -> Query | None:
    """ "bộ nào chủ trì nhiều nhiệm vụ nhất", "bộ nào chậm nhất": agencies by how many tasks name them, of those that
    stand so."""
    order = next((aspect for aspect in ("most", "fewest") if case.has(f"tasks.{aspect}")), "")
    order = order or ("most" if _ranks_by_progress(case) else "")
    asks = case.signals.role or case.has("ask.who", "tasks.task")
    if not order or case.signals.mentions or not asks or (order == "fewest" and case.signals.topic):
        return None
    role, filters = case.signals.role or LEAD, case.filters
    if any(item.text in _COMPLETES for item in case.signals.items) and not (filters.standing or filters.overdue):
        filters = replace(filters, standing="finished")
    return Query(RANKING, parties=(Party("", role),), documents=case.documents, filters=filters, aspects=(order,))


def _side_by_side(case: Case) -> Query | None:
    """ "so sánh tiến độ BNG và BCA": how far each of several agencies is."""
    compared = case.has("document.compare") and len(case.signals.mentions) > 1 and not case.signals.documents
    if not compared or case.has("report.report", "agency.fate"):
        return None
    return Query(TASKS, parties=case.parties, filters=Filters(overdue=True), aspects=("progress",))


def _ranks_by_progress(case: Case) -> bool:
    """Who is latest, or has not said how far its tasks are."""
    if not case.has("ask.who") or case.has("ask.when", "ask.deadline", "progress.missing"):
        return False
    if case.filters.overdue:
        return any(item.is_filler and item.text == SUPERLATIVE for item in case.signals.items)
    return any(item.means("progress.unreported") and item.text.endswith(_PROGRESS) for item in case.signals.items)


def _act(case: Case) -> Query | None:
    """An act that is cited by kind and number and that nothing else was found about."""
    cited = case.signals.cited
    if cited and any(is_act(duty.citation, cited[0]) for duty in case.catalog.duties):
        return Query(REPORT, cited=cited)
    return Query(DOCUMENT, topic=cited[0], aspects=case.particulars) if cited else None


def _numbered(case: Case) -> Query | None:
    """ "3.7", "47/NQ-CP 3.6": tasks by number, of the document named or else of a programme in force."""
    signals, catalog = case.signals, case.catalog
    if not signals.numbers or (signals.documents and not case.annexed):
        return None
    numbers = _range(signals.numbers) if case.has("when.from") and len(signals.numbers) == 2 else signals.numbers
    found = [
        catalog.tasks[at].id for number in numbers for at in positions_of(catalog.facets.number(number) & case.scope)
    ]
    if not found and not signals.documents:
        anywhere = (at for number in signals.numbers for at in positions_of(catalog.facets.number(number)))
        found = [catalog.tasks[at].id for at in islice(anywhere, _FEW)]
    if not signals.documents and _is_of_another(case, found):
        return Query(DOCUMENT, topic=signals.cited[0], aspects=case.particulars)
    if not found:
        return Query(TASK, topic=" ".join(signals.numbers), aspects=case.aspects, documents=signals.documents)
    subject = TASK if len(found) == 1 else TASKS
    return Query(subject, tasks=tuple(found), aspects=case.aspects, parties=case.parties, documents=signals.documents)


def _is_of_another(case: Case, tasks: Sequence[str]) -> bool:
    """Whether an act is named that is not held here and that none of these tasks speaks of: "2.3 của QĐ 99"."""
    titles = [case.catalog.task(task).title for task in tasks]
    return bool(case.signals.cited) and not any(cites(title, act) for title in titles for act in case.signals.cited)


def _range(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """ "từ 3.1 đến 3.5": the numbers of one group from the first to the last."""
    (group, first), (last_group, last) = (number.rpartition(".")[::2] for number in numbers)
    if group != last_group or not int(first) <= int(last) <= int(first) + 100:
        return numbers
    dotted = f"{group}." if group else ""
    return tuple(f"{dotted}{number}" for number in range(int(first), int(last) + 1))


def _particulars(case: Case) -> Query | None:
    """Who signed a document, since when it is in force ..."""
    signals, asked = case.signals, set(case.particulars)
    if "draft" in asked:
        return Query(DOCUMENT, documents=signals.documents or tuple(case.catalog.facts.draft_tasks), aspects=("draft",))
    reports = case.has("report.report") or (case.has("report.submit") and case.has("report.object"))
    counts = case.has("provision.clause") and case.has("tasks.count")
    if not (asked or counts) or reports or case.has("role.lead") or (case.has("role.coordinate") and not signals.topic):
        return None
    if signals.documents and case.has("provision.clause") and case.has("tasks.count") and not signals.clause:
        return Query(DOCUMENT, documents=signals.documents, aspects=("articles",))
    if signals.documents and "based_on" in asked and "implements" not in asked:
        return Query(PROVISION, documents=signals.documents, clause=_LEGAL_BASES)
    about_contents = signals.topic or signals.cited or signals.mentions or case.has("provision.says")
    signs = any(not case.catalog.is_above_tasks(mention.ids[0]) for mention in signals.mentions)
    vague = asked <= _VAGUE or (asked == {"sign"} and not case.annexed and signs)
    if signals.documents and not (vague and about_contents):
        return Query(DOCUMENT, documents=signals.documents, aspects=case.particulars)
    if signals.cited and asked & _ACT_PARTICULARS:
        return Query(DOCUMENT, topic=signals.cited[0], aspects=case.particulars)
    words = set(case.topic.split())
    if "in_force" in asked and any(words == set(plain_tokens(note.about)) for note in case.catalog.facts.related):
        return Query(DOCUMENT, topic=case.topic, aspects=case.particulars)
    return Query(DOCUMENT, aspects=case.particulars) if "documents" in asked else None


def _handed_in(case: Case) -> Query | None:
    """ "ai chưa nộp báo cáo năm 2026": who has handed in what must be reported."""
    signals = case.signals
    asks = case.has("progress.missing") or _asks_who_reported(case)
    if not asks or signals.role or (signals.topic and not (case.has("report.report") or _in_a_duty(case))):
        return None
    return Query(
        REPORT,
        documents=signals.documents,
        parties=case.parties,
        aspects=("handed_in",),
        topic=case.topic,
        filters=replace(case.filters, standing=""),
        cited=signals.cited,
    )


def _asks_who_reported(case: Case) -> bool:
    """Agencies are asked for, not tasks."""
    return case.has("progress.unreported") and case.has("ask.who") and not case.has("tasks.task")


def _report(case: Case) -> Query | None:
    """What must be reported or sent, to whom and by when."""
    signals = case.signals
    if signals.cited and not any(is_act(duty.citation, act) for act in signals.cited for duty in case.catalog.duties):
        return None
    asks = case.has("ask.when", "ask.deadline", "report.to_whom", "report.days_left", "report.form", "when.before")
    if signals.mentions and signals.role and not (asks or case.has("report.submit")):
        return None
    only_the_word = not (asks or signals.documents or case.has(*_ASKS_FOR_REPORTS))
    if only_the_word and len(signals.topic) >= 2:
        return None
    sends_results = case.has("report.object") and (asks or case.has("report.submit", "when.due"))
    plan = any(item.text in _PLAN for item in signals.items) and not case.has("report.report")
    about_it = not signals.topic or (plan and _in_a_duty(case))
    sends = asks and (case.has("report.submit") or (plan and case.has("ask.deadline"))) and about_it
    if not (sends_results or sends or case.has("report.report", "report.form") or _names_a_last_day(case)):
        return None
    return Query(
        REPORT,
        documents=signals.documents,
        parties=case.parties,
        aspects=(*report_aspects(case), *(("exclusive",) if _names_a_last_day(case) else ())),
        topic=" ".join(signals.said) if signals.documents else case.topic,
        filters=_of_the_year_before(case.filters) if plan and _ahead(case) else case.filters,
        cited=signals.cited,
    )


def _in_a_duty(case: Case) -> bool:
    """Whether the title of a reporting duty holds every word of the topic."""
    asked = {word.plain for word in case.signals.topic}
    return any(asked <= {*plain_tokens(duty.title)} for duty in case.catalog.duties)


def _ahead(case: Case) -> bool:
    """Asked about a year that has not begun."""
    year = case.filters.active or (case.filters.due and case.filters.due[0])
    return bool(year and year > case.today.year)


def _of_the_year_before(filters: Filters) -> Filters:
    """A year's plan is sent with the report of the year before."""
    due = filters.due and (filters.due[0] - 1, filters.due[1] - 1)
    return replace(filters, active=filters.active and filters.active - 1, due=due)


def _names_a_last_day(case: Case) -> bool:
    """ "trước 30/11 có tính ngày 30 không": a day that a report is due on, and nothing else."""
    if not case.has("when.before"):
        return False
    days = {item.text.replace("-", "/") for item in case.signals.items if item.kind == "date"}
    named = (day for duty in case.catalog.duties for day in duty.month_days)
    return any(f"{int(day[3:])}/{int(day[:2])}" in days for day in named)


def _agency(case: Case) -> Query | None:
    """What became of an agency, whom it took over, how it is called."""
    signals = case.signals
    if not signals.mentions or signals.role or signals.documents:
        return None
    tasks = case.has("tasks.task")
    if case.has("agency.fate") and not (tasks and case.has("agency.inherit")):
        return Query(AGENCY, parties=case.parties, aspects=("fate",))
    if case.has("agency.inherit") and not case.has("tasks.task", "tasks.what"):
        return Query(AGENCY, parties=case.parties, aspects=("fate",))
    if case.has("ask.about") and case.has("agency.reorganisation") and not tasks:
        return Query(AGENCY, parties=case.parties, aspects=("fate",))
    if (case.has("agency.abbreviation") or (case.has("ask.about") and not signals.topic)) and not tasks:
        return Query(AGENCY, parties=case.parties, aspects=("name",))
    return None
