"""Officers are told of a change to what their agency has to do, whoever makes it or takes it back."""

from collections.abc import Iterator, Sequence

from handlers.auditing.audit import names_for
from handlers.context import Context
from knowledge.amending.duties import DUTY
from knowledge.amending.tasks import TASK
from knowledge.catalog.catalog import Catalog
from knowledge.changes.change import Change, Entry
from knowledge.changes.words.said import in_words
from knowledge.in_force import LEAD, column
from knowledge.last_days import DUE
from knowledge.memory import people
from knowledge.notices import tell_person

_BESIDES = frozenset({"note"})
"""Fields that say nothing of what is to be done."""


def tell_officers(context: Context, before: Catalog, made: Sequence[Entry], besides: int | None = None) -> None:
    """Say in private to the officers of each agency concerned, as it was `before` and is now, what was changed; not to
    who changed it, nor to the person with the number `besides`, who is told in other words."""
    now = context.services.at(context.tx).owing.catalog
    for entry in made:
        concerned = {agency for catalog in (before, now) for agency in _concerned(catalog, entry.change)}
        if not concerned:
            continue
        change = in_words(names_for(context), entry.change)
        by = people.name(context.tx, context.person.id)
        for person, _ in people.with_roles(context.tx):
            told = person.id in (context.person.id, besides)
            if person.role == "officer" and not told and concerned & set(person.agencies):
                tell_person(context.tx, person, "notice.changed", context.now, by=by, change=change)


def _concerned(catalog: Catalog, change: Change) -> Iterator[str]:
    """The agencies that do it: the one whose part it is, those that lead the task, those that owe the report."""
    thing, _, last = change.subject.rpartition(" ")
    id_ = thing if thing in catalog.positions or change.kind == DUTY else change.subject
    if change.kind not in (DUE, TASK, DUTY) or last in _BESIDES:
        return
    if change.kind == DUE and last in catalog.agencies:
        yield last
    elif id_ in catalog.positions:
        yield from column(catalog.task(id_), LEAD).named
    else:
        yield from (
            agency for duty in catalog.duties if duty.id in (thing, change.subject) for agency in duty.who_agencies
        )
