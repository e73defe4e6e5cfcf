"""A draft as it is shown: what was read, what is to be decided, what publishing it would change."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.incoming.agencies import unknown_agencies
from knowledge.incoming.difference import counted, differences, in_words
from knowledge.incoming.effect import reckoning
from knowledge.incoming.numbering import clashes, numbers
from knowledge.incoming.published import period_of
from knowledge.memory.drafts import KeptDraft
from knowledge.messages import Button, Reply
from knowledge.questions.wording import agency_name, day, shorten
from knowledge.reading.compare import Difference
from knowledge.reading.drafts.as_json import place_in_words, reason_in_words
from knowledge.reading.drafts.draft import AgencyCell, Deadline, Draft, DraftTask, Flag, Problem
from knowledge.texts import say

SHOW, UNKNOWN, IS, PROBLEMS, TASKS, DIFFERENCES = (
    "draft:show", "draft:unknown", "draft:is", "draft:problems", "draft:tasks", "draft:differences",
)  # fmt: skip
SHEET, PUBLISH, DISCARD = "draft:sheet", "draft:publish", "draft:discard"
"""What the buttons carry, followed by the draft's number and what more there is to say."""
STOP = "file:stop"
"""What the button under a file that is being read carries, followed by the number of the reading."""
AS_WRITTEN = "-"
"""In place of an agency's id: it stays as written."""

_ON_A_PAGE = 8
_TITLE = 90
_GROUPS_SHOWN, _CLASHES_SHOWN = 12, 8


def overview(kept: KeptDraft, catalog: Catalog, language: str, until: date) -> Reply:
    """The draft at a glance. It is kept until this day unless it is corrected before."""
    draft, number = kept.draft, kept.head.id
    head = say(language, "incoming.draft", number=number, file=kept.head.file, until=day(until, language))
    lines = [head, *_document(draft, language), *_found(draft, language), *_groups(draft, language)]
    unknown = unknown_agencies(draft, catalog.directory)
    problems = _problems(draft)
    if unknown:
        lines.append(say(language, "incoming.unknown", n=len(unknown)))
    if problems:
        lines.append(say(language, "incoming.problems", n=len(problems)))
    found = differences(draft, catalog)
    lines += _known(draft, catalog, found, language)
    why_not = hindrances(draft, language)
    lines += [say(language, "incoming.not_yet"), *(f"- {why}" for why in why_not)] if why_not else []
    offers = (
        (unknown, "unknown_button", f"{UNKNOWN} {number} 0", len(unknown)),
        (problems, "problems_button", f"{PROBLEMS} {number} 0", len(problems)),
        (found, "differences_button", f"{DIFFERENCES} {number} 0", len(found or ())),
        (True, "tasks_button", f"{TASKS} {number} 0", len(draft.tasks)),
        (True, "sheet_button", f"{SHEET} {number}", 0),
        (not why_not, "publish_button", f"{PUBLISH} {number} {kept.head.version}", 0),
        (True, "discard_button", f"{DISCARD} {number} {kept.head.version}", 0),
    )
    buttons = tuple(Button(say(language, f"incoming.{key}", n=n), act) for shown, key, act, n in offers if shown)
    return Reply("\n".join(lines), buttons, language)


def hindrances(draft: Draft, language: str) -> list[str]:
    """What must be put right before it can be published, a sentence each."""
    found = []
    if not draft.document.symbol:
        found.append(say(language, "incoming.no_symbol"))
    twice = clashes(draft)
    if "" in twice:
        places = [f"#{at}" for at, task in enumerate(draft.tasks, start=1) if not task.number]
        found.append(say(language, "incoming.no_number", places=_first(places)))
    if several := [number for number in twice if number]:
        found.append(say(language, "incoming.same_number", numbers=_first(several)))
    untitled = [number for number, task in zip(numbers(draft), draft.tasks, strict=True) if not task.title]
    if untitled:
        found.append(say(language, "incoming.no_title", numbers=_first(untitled)))
    return found


def unknown_view(kept: KeptDraft, catalog: Catalog, language: str, at: int) -> Reply:
    """The unknown agency at this place, and who it may be."""
    found = unknown_agencies(kept.draft, catalog.directory)
    if not found:
        return Reply(say(language, "incoming.all_known"), (_back(kept, language),), language)
    at %= len(found)
    number, one = kept.head.id, found[at]
    said = say(
        language, "incoming.who", place=at + 1, n=len(found), name=one.name, tasks=_first(one.tasks),
        number=number, command=say(language, "incoming.command"),
    )  # fmt: skip
    buttons = [Button(agency_name(each, language), f"{IS} {number} {each.id} {one.name}") for each in one.nearest]
    buttons.append(Button(say(language, "incoming.as_written"), f"{IS} {number} {AS_WRITTEN} {one.name}"))
    if len(found) > 1:
        buttons.append(Button(say(language, "incoming.next_one"), f"{UNKNOWN} {number} {at + 1}"))
    return Reply(said, (*buttons, _back(kept, language)), language)


def problems_view(kept: KeptDraft, language: str, first: int) -> Reply:
    """What could not be read or is doubtful, with place and reason."""
    lines = [
        f"- {place_in_words(each.where, language)}: {reason_in_words(each, language)}" for each in _problems(kept.draft)
    ]
    return _pages(kept, lines, first, "problems_head", PROBLEMS, language)


def differences_view(kept: KeptDraft, catalog: Catalog, language: str, first: int) -> Reply:
    """What would change of the document that is there, task by task."""
    found = differences(kept.draft, catalog) or []
    lines = [f"- {in_words(each, catalog, language)}" for each in found]
    return _pages(kept, lines, first, "differences_head", DIFFERENCES, language)


def tasks_view(kept: KeptDraft, catalog: Catalog, language: str, first: int) -> Reply:
    """The tasks, a line each."""
    called = zip(numbers(kept.draft), kept.draft.tasks, strict=True)
    lines = [_task_line(number, task, catalog, language) for number, task in called]
    return _pages(kept, lines, first, "tasks_head", TASKS, language)


def task_view(kept: KeptDraft, at: int, catalog: Catalog, language: str, today: date) -> Reply:
    """One task in full, whether it would be reminded of, what is doubtful about it, and how it is corrected."""
    task, number = kept.draft.tasks[at], numbers(kept.draft)[at] or f"#{at + 1}"
    values = {
        "number": number, "title": task.title, "lead": _bodies(task.lead, catalog, language),
        "coordinate": _bodies(task.coordinate, catalog, language), "period": task.deadline.text or "–",
        "day": _day(task.deadline, language, today),
        "product": task.product or "–", "draft": kept.head.id, "command": say(language, "incoming.command"),
    }  # fmt: skip
    lines = [say(language, "incoming.task", **values)]
    lines += [f"- {say(language, f'draft.{flag.value}')}" for flag in task.flags]
    lines.append(say(language, "incoming.task_how", **values))
    return Reply("\n".join(lines), (_back(kept, language),), language)


def _day(deadline: Deadline, language: str, today: date) -> str:
    """The day that is written; without one, what is reminded of all the same, and what is not."""
    if deadline.due and not deadline.recurring:
        return day(deadline.due, language)
    return say(language, f"incoming.day_{reckoning(period_of(deadline), today)}", year=deadline.last_year or "")


def _document(draft: Draft, language: str) -> Iterator[str]:
    document, unsaid = draft.document, say(language, "draft.unsaid")
    issued = day(document.issued, language) if document.issued else unsaid
    yield say(
        language, "draft.document", kind=document.kind or unsaid, symbol=document.symbol or unsaid, issued=issued
    )  # fmt: skip
    yield document.title or unsaid


def _found(draft: Draft, language: str) -> Iterator[str]:
    flagged = sum(bool(task.flags) for task in draft.tasks)
    yield say(language, "draft.found", tasks=len(draft.tasks), groups=len(draft.groups), flagged=flagged)


def _groups(draft: Draft, language: str) -> Iterator[str]:
    counts = Counter(task.group for task in draft.tasks)
    for at, group in list(enumerate(draft.groups))[:_GROUPS_SHOWN]:
        heading = shorten(f"{group.number}. {group.title}".strip(". "), _TITLE)
        yield say(language, "incoming.group", heading=heading, n=counts[at])
    if len(draft.groups) > _GROUPS_SHOWN:
        yield say(language, "incoming.more_groups", n=len(draft.groups) - _GROUPS_SHOWN)


def _known(draft: Draft, catalog: Catalog, found: list[Difference] | None, language: str) -> Iterator[str]:
    if found is None:
        return
    document = catalog.documents[draft.document.symbol or ""]
    if not found:
        yield say(language, "incoming.same", document=document.short_name)
    else:
        yield say(language, "incoming.known", document=document.short_name, **counted(found))


def _problems(draft: Draft) -> list[Problem]:
    """All but unknown agencies, which are decided one by one."""
    return [each for each in draft.problems if each.reason != Flag.UNKNOWN_AGENCY]


def _task_line(number: str, task: DraftTask, catalog: Catalog, language: str) -> str:
    mark = "* " if task.flags else ""
    lead = shorten(_bodies(task.lead, catalog, language), _TITLE)
    return f"{mark}{number or '–'} {shorten(task.title, _TITLE)} · {lead} · {task.deadline.text or '–'}"


def _bodies(cell: AgencyCell, catalog: Catalog, language: str) -> str:
    agencies = catalog.agencies
    named = [
        agency_name(agencies[each.id], language)
        if each.id is not None and each.id in agencies
        else say(language, "task.unknown_agency", name=each.name)
        for each in cell.named
    ]
    return "; ".join([*named, *cell.collectives]) or "–"


def _pages(kept: KeptDraft, lines: Sequence[str], first: int, key: str, action: str, language: str) -> Reply:
    first = first if 0 <= first < len(lines) else 0
    shown = lines[first : first + _ON_A_PAGE]
    last = first + len(shown)
    head = say(
        language, f"incoming.{key}", n=len(lines), first=min(first + 1, last), last=last, number=kept.head.id,
        command=say(language, "incoming.command"),
    )  # fmt: skip
    more = [Button(say(language, "incoming.next_page"), f"{action} {kept.head.id} {last}")] if last < len(lines) else []
    return Reply("\n".join([head, *shown]), (*more, _back(kept, language)), language)


def _back(kept: KeptDraft, language: str) -> Button:
    return Button(say(language, "incoming.back", number=kept.head.id), f"{SHOW} {kept.head.id}")


def _first(values: Sequence[str]) -> str:
    """The first of them, so that a line stays one."""
    more = ["…"] if len(values) > _CLASHES_SHOWN else []
    return ", ".join([*values[:_CLASHES_SHOWN], *more])
