"""What is still kept of a thing that is to be hidden: groups, officers, what was recorded. Nothing of it is lost, but
nothing is done with it as long as the thing is hidden."""

from handlers.auditing.audit import names_for
from handlers.context import Context
from knowledge.amending.agencies import AGENCY
from knowledge.amending.duties import DUTY
from knowledge.amending.tasks import TASK
from knowledge.changes.of_agencies import owed_in
from knowledge.changes.of_chats import chat_subject
from knowledge.editing.draft import REMOVE, Draft
from knowledge.memory import chats, completions, overlay, people
from knowledge.progress.recorded import EXTENSION, PROGRESS
from knowledge.questions.wording import listing

_MOST = 5


def left_by(context: Context, draft: Draft) -> list[str]:
    """What is said of it before it is hidden, a line each; nothing where nothing is kept, or nothing is hidden."""
    if draft.verb != REMOVE or draft.kind not in (AGENCY, TASK, DUTY):
        return []
    kept = [*(_speakers(context, draft.id) if draft.kind == AGENCY else ())]
    if n := _recorded(context, draft):
        kept.append(context.reply("edit.left_records", n=n).text)
    if not kept:
        return []
    then = "edit.left_agency" if draft.kind == AGENCY else "edit.left_thing"
    return [context.reply("edit.left", what="; ".join(kept)).text, context.reply(then).text]


def _speakers(context: Context, agency: str) -> list[str]:
    tx, names = context.tx, names_for(context)
    groups = [names.group(chat_subject(tx, place.chat)) for place in chats.of_agency(tx, agency)]
    officers = [names.person(person.id) for person, _ in people.with_roles(tx) if agency in person.agencies]
    return [
        context.reply(key, names=_some(context, each)).text
        for key, each in (("edit.left_groups", groups), ("edit.left_officers", officers))
        if each
    ]


def _some(context: Context, names: list[str]) -> str:
    more = [context.reply("edit.left_more", n=len(names) - _MOST).text] if len(names) > _MOST else []
    return listing([*names[:_MOST], *more], context.language)


def _recorded(context: Context, draft: Draft) -> int:
    """How much was recorded by the agency, or of the task or report."""
    owed = [(agency, key.rpartition(" ")[0]) for agency, key, _, _ in completions.by_all(context.tx)]
    for kind in (PROGRESS, EXTENSION):
        owed += [owed_in(subject) for subject in overlay.of_kind(context.tx, kind)]
    return sum(draft.id == (agency if draft.kind == AGENCY else thing) for agency, thing in owed)
