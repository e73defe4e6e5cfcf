"""Which task a command or sentence is about, and whose part of it."""

import re
from dataclasses import dataclass

from handlers.clearance import reader_of
from handlers.context import Context
from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import LEAD, ROLES, column
from knowledge.catalog.readers import Reader, edition_for
from knowledge.memory import completions
from knowledge.messages import Button, Reply
from knowledge.obligations.obligation import of_task
from knowledge.progress.standing import holders
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, document_name, task_name
from knowledge.records import Task
from knowledge.vietnamese.fold import fold

_BEFORE_NUMBER = {"nhiem", "vu", "nv", "muc", "so", "task"}
_EDGES = ",:;."
_MOST = 8
_LONGEST_LINE = 200  # characters
_AGENCY_AT_END = re.compile(r"(?:^|\s)@(?P<agency>\S[^@]*)$")


@dataclass(frozen=True, slots=True)
class Part:
    """An agency's part of a task. `key` is that of what it owes; `rest` what else was typed."""

    task: Task
    agency: str
    key: str
    rest: str

    @property
    def subject(self) -> str:
        """What changes of it are of."""
        return f"{self.task.id} {self.agency}"


def part_of(context: Context, command: str, typed: str, action: str) -> Part | Reply:
    """The part that is meant by what is typed behind a command: a task, by its number, and an agency's, the person's
    own or one that stands behind "@" at the end. Else a reply that says what is missing, or that the person may not do
    this action for it."""
    rest, asked = agency_named(context, typed)
    if isinstance(asked, Reply):
        return asked
    found = task_in(context, command, rest)
    if isinstance(found, Reply):
        return found
    task, rest = found
    catalog, today = context.services.owing.catalog, context.now.astimezone(VIET_NAM).date()
    if catalog.is_over(task.document, today.year):
        return context.reply("reporting.over", number=task.number)
    agency = _whose(context, command, action, task, rest, asked)
    if isinstance(agency, Reply):
        return agency
    if refusal := context.refused(action, agency):
        return refusal
    if role_in(catalog, task, agency) is None:
        name = context.services.questions.agency_name(agency)
        return context.reply("reporting.not_theirs", agency=name, number=task.number)
    key = key_of(catalog, task, agency, today.year)
    return Part(task, agency, key, rest) if key else context.reply("reporting.over", number=task.number)


def key_of(catalog: Catalog, task: Task, agency: str, year: int) -> str:
    """That of what the agency owes by the task: of a recurring one for this year, "" where it owes nothing then."""
    if not task.period.recurring:
        return f"{task.id} {task.period.last_year or 0}"
    found = of_task(catalog, task, year, agency)
    return found.key if found else ""


def finished_said(context: Context, task: Task, agency: str) -> str:
    """That the agency has done the task, which does not recur, and so is not reminded of it; "" where it has not."""
    key = key_of(context.services.owing.catalog, task, agency, context.now.astimezone(VIET_NAM).year)
    record = completions.standing(context.tx, agency, key)
    if record is None:
        return ""
    name = context.services.questions.agency_name(agency)
    return context.reply("reporting.finished", agency=name, day=day(record.done_on, context.language)).text


def role_in(catalog: Catalog, task: Task, agency: str) -> str | None:
    """What the agency has to do with the task: "lead" also as one of a collective; None where nothing."""
    bit = 1 << catalog.positions[task.id]
    for role in ROLES:
        if (catalog.facets.named(role, agency) | catalog.inherited(role, agency)) & bit:
            return role
    return LEAD if catalog.facets.reached(LEAD, agency) & bit else None


def task_in(context: Context, command: str, typed: str) -> tuple[Task, str] | Reply:
    """The task whose number stands first, and what follows; where several documents have it, which is asked."""
    catalog, words = context.services.owing.catalog, typed.split()
    while words and fold(words[0]) in _BEFORE_NUMBER:
        words = words[1:]
    whole = " ".join(words[:2]).rstrip(_EDGES)
    if whole in catalog.positions:
        return catalog.task(whole), " ".join(words[2:])
    number = words[0].rstrip(_EDGES) if words else ""
    known = catalog.facets.number(number) or catalog.facets.number(number.upper())
    live = known & catalog.in_force(context.now.astimezone(VIET_NAM).year)
    found = [catalog.tasks[position] for position in positions_of(live or known)]
    if not found:
        key = "reporting.no_task" if number else "reporting.how"
        return context.reply(key, number=number[:40], command=command)
    rest = " ".join(words[1:])
    if len(found) == 1:
        return found[0], rest
    offers = [
        Button(f"{task.number}, {_document(context, task)}", f"/{command} {task.id} {rest}".strip())
        for task in found[:_MOST]
    ]
    return context.reply("reporting.which_task", *offers, number=number)


def name_of(context: Context, task: Task, reader: Reader | None = None) -> str:
    """ "2.6 Sửa đổi Nghị định …": what the task is called for who reads here, or for this reader."""
    edition = edition_for(context.services.owing.catalog, reader or reader_of(context))
    return task_name(edition, edition.task(task.id), context.language)


def _document(context: Context, task: Task) -> str:
    edition = edition_for(context.services.owing.catalog, reader_of(context))
    return document_name(edition.documents[task.document], context.language)


def agency_named(context: Context, typed: str) -> tuple[str, str | Reply]:
    """What stands before "@", and the agency behind it; "" where none does."""
    match = _AGENCY_AT_END.search(typed)
    if match is None:
        return typed, ""
    ids = [id_ for id_, _ in context.services.questions.agencies_named(match["agency"].strip())]
    if len(ids) != 1:
        return typed, context.reply("reporting.no_agency", typed=match["agency"].strip()[:60])
    return typed[: match.start()].strip(), ids[0]


def _whose(context: Context, command: str, action: str, task: Task, rest: str, asked: str) -> str | Reply:
    """The agency that was named, or whose work it carries on; the person's own; for who may report for all the one that
    leads. Where several do, which is asked."""
    catalog = context.services.owing.catalog
    if asked:
        return asked if catalog.agencies[asked].status == "active" else _now(catalog, task, asked)
    own = [agency for agency in context.own if role_in(catalog, task, agency)]
    own = own or [agency for agency in context.person.agencies if role_in(catalog, task, agency)]
    if not own and context.theirs is None:
        own = leading(catalog, task)
        if not own:
            line = f"/{command} {task.number} {rest}".strip()
            return context.reply("reporting.name_agency", line=line[:_LONGEST_LINE], number=task.number)
    if len(own) == 1:
        return own[0]
    if not own:
        mine = (context.person.agencies or context.own)[:1]
        name = context.services.questions.agency_name(mine[0]) if mine else ""
        refusal = context.refused(action, mine[0] if mine else None)
        return refusal or context.reply("reporting.not_theirs", agency=name, number=task.number)
    offers = [
        Button(context.services.questions.agency_name(agency), f"/{command} {task.id} {rest} @{agency}")
        for agency in own[:_MOST]
    ]
    return context.reply("reporting.which_agency", *offers, number=task.number)


def leading(catalog: Catalog, task: Task) -> list[str]:
    """Who answers today for the parts of those that the task names as leading."""
    return list(dict.fromkeys(holders(catalog, task, named)[0] for named in column(task, LEAD).named))


def _now(catalog: Catalog, task: Task, named: str) -> str:
    """Who answers today for what is given to an agency that is no more."""
    is_named = any(named in column(task, role).named for role in ROLES)
    return holders(catalog, task, named)[0] if is_named else named
