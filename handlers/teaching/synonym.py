"""A question is made answerable by other words for what tasks' titles say."""

import re

from handlers.context import Context
from handlers.teaching.draft import Draft, Proposed, Trouble, Wanted, Way, pick, trouble, wanted
from handlers.teaching.words import candidates
from knowledge.amending.synonyms import SYNONYM, synonym_subject, synonym_value
from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.in_force import title
from knowledge.learning import wordings
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import shorten
from knowledge.records import Task
from knowledge.texts import say
from knowledge.vietnamese.words import clean

_NUMBER = re.compile(r"(?:nhiệm vụ|nhiem vu|nv|task)?\s*(\d{1,2}\.\d{1,3})", re.IGNORECASE)
_SHOWN = 5
_TITLE = 100  # characters


def _ask(context: Context, draft: Draft) -> Wanted | None:
    if "text" not in draft.said:
        return wanted(context, "teach.synonym_which", *map(pick, candidates(context, draft.group)))
    if "means" not in draft.said:
        return wanted(context, "teach.synonym_of_what", words=draft.said["text"])
    return None


def _take(context: Context, draft: Draft, typed: str) -> Draft | Trouble:
    catalog = context.services.owing.catalog
    text = " ".join(clean(typed).split()).strip("“”\"' ")
    if "text" not in draft.said:
        return _unusable(context, catalog, text) or draft.having(text=text)
    if number := _NUMBER.fullmatch(text):
        return _of_task(context, draft, catalog, number[1])
    if not wordings.is_wording(text) or wordings.is_too_short(text):
        return trouble(context, "teach.no_wording", n=wordings.LONGEST)
    if not wordings.tasks_that_say(catalog, text):
        return trouble(context, "teach.in_no_title", words=text)
    return draft.having(means=text)


def _of_task(context: Context, draft: Draft, catalog: Catalog, number: str) -> Draft | Trouble:
    """The whole title of the task: then the words mean that task alone."""
    year = context.now.astimezone(VIET_NAM).year
    found = list(positions_of(catalog.facets.number(number) & catalog.in_force(year)))
    if len(found) != 1:
        return trouble(context, "teach.no_task" if not found else "teach.several_tasks", number=number)
    return draft.having(means=catalog.tasks[found[0]].title)


def _unusable(context: Context, catalog: Catalog, text: str) -> Trouble | None:
    if not wordings.is_wording(text):
        return trouble(context, "teach.no_wording", n=wordings.LONGEST)
    if wordings.is_too_short(text):
        return trouble(context, "teach.too_short", words=text)
    if wordings.meaning_of(catalog, text):
        return trouble(context, "teach.means_already", words=text)
    if agencies := wordings.taken_for(catalog, text):
        names = ", ".join(map(context.services.questions.agency_name, agencies[:_SHOWN]))
        return trouble(context, "teach.alias_taken", words=text, agencies=names)
    return None


def _propose(context: Context, draft: Draft) -> Proposed | Trouble:
    catalog, text, means = context.services.owing.catalog, draft.said["text"], draft.said["means"]
    if unusable := _unusable(context, catalog, text):
        return unusable
    tasks = wordings.tasks_that_say(catalog, means)
    if not tasks:
        return trouble(context, "teach.in_no_title", words=shorten(means, _TITLE))
    found_now = wordings.tasks_found_by(catalog, text)
    if {task.id for task in tasks} <= {task.id for task in found_now}:
        return trouble(context, "teach.synonym_known", words=text, tasks=_titles(tasks))
    words = [say(context.language, "teach.synonym_will", words=text, means=shorten(means, _TITLE))]
    words.append(say(context.language, "teach.synonym_tasks", n=len(tasks), tasks=_titles(tasks)))
    if others := [task for task in found_now if task not in tasks]:
        words.append(say(context.language, "teach.synonym_others", n=len(others), tasks=_titles(others)))
    return Proposed(SYNONYM, synonym_subject(text, means), synonym_value(text, means), tuple(words), text)


def _titles(tasks: list[Task]) -> str:
    return "; ".join(f"{task.number} {shorten(title(task), _TITLE)}" for task in tasks[:_SHOWN])


BY_SYNONYM = Way(_ask, _take, _propose)
