"""A question is made answerable by another name of an agency."""

from handlers.context import Context
from handlers.teaching.draft import MOST_OFFERED, Draft, Proposed, Trouble, Wanted, Way, pick, trouble, wanted
from handlers.teaching.words import candidates
from knowledge.amending.aliases import ALIAS, alias_subject, alias_value
from knowledge.catalog.catalog import Catalog
from knowledge.in_force import title
from knowledge.learning import wordings
from knowledge.questions.wording import shorten
from knowledge.texts import say
from knowledge.vietnamese.words import clean

_SHOWN = 3
_TITLE = 80  # characters


def _ask(context: Context, draft: Draft) -> Wanted | None:
    if "text" not in draft.said:
        return wanted(context, "teach.alias_which", *map(pick, candidates(context, draft.group)))
    if "agency" not in draft.said:
        names = context.services.questions.agency_name
        among = [pick(names(id_), id_) for id_ in draft.said.get("among", "").split()]
        return wanted(context, "teach.alias_whose", *among, words=draft.said["text"])
    return None


def _take(context: Context, draft: Draft, typed: str) -> Draft | Trouble:
    catalog = context.services.owing.catalog
    if "text" not in draft.said:
        text = " ".join(clean(typed).split()).strip("“”\"' ")
        return _unusable(context, catalog, text) or draft.having(text=text)
    named = context.services.questions.agencies_named(typed)
    if not named:
        return trouble(context, "users.unknown_agency", typed=typed[:60])
    if len(named) > 1:
        return draft.having(among=" ".join(id_ for id_, _ in named[:MOST_OFFERED]))
    return draft.having(agency=named[0][0])


def _unusable(context: Context, catalog: Catalog, text: str) -> Trouble | None:
    """Why the words can be no name of anybody."""
    if not wordings.is_wording(text):
        return trouble(context, "teach.no_wording", n=wordings.LONGEST)
    if wordings.is_too_short(text):
        return trouble(context, "teach.too_short", words=text)
    meaning = wordings.meaning_of(catalog, text)
    if meaning and not meaning.agencies:
        return trouble(context, "teach.means_already", words=text)
    if taken := tuple(meaning.agencies) if meaning else wordings.taken_for(catalog, text):
        names = ", ".join(map(context.services.questions.agency_name, taken[:_SHOWN]))
        return trouble(context, "teach.alias_taken", words=text, agencies=names)
    return None


def _propose(context: Context, draft: Draft) -> Proposed | Trouble:
    catalog, text, agency = context.services.owing.catalog, draft.said["text"], draft.said["agency"]
    name = context.services.questions.agency_name
    if agency not in catalog.agencies:
        return trouble(context, "users.unknown_agency", typed=agency)
    if unusable := _unusable(context, catalog, text):
        return unusable
    tasks = wordings.tasks_that_say(catalog, text)
    inside = [id_ for id_ in wordings.named_with(catalog, text) if id_ != agency]
    words = [say(context.language, "teach.alias_will", words=text, agency=name(agency))]
    if tasks:
        titles = "; ".join(f"{task.number} {shorten(title(task), _TITLE)}" for task in tasks[:_SHOWN])
        words.append(say(context.language, "teach.alias_in_tasks", n=len(tasks), tasks=titles))
    if inside:
        words.append(say(context.language, "teach.alias_inside", agencies=", ".join(map(name, inside[:_SHOWN]))))
    value = alias_value(text, ambiguous=bool(tasks or inside))
    return Proposed(ALIAS, alias_subject(agency, text), value, tuple(words), text)


BY_ALIAS = Way(_ask, _take, _propose)
