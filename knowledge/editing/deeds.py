"""What a draft still lacks, and what it changes once it is complete."""

from datetime import date

from knowledge.amending.aliases import ALIAS
from knowledge.amending.collectives import COLLECTIVE
from knowledge.amending.edits import HIDDEN, edit_subject, edit_value
from knowledge.current import Known
from knowledge.editing.asked import Asked, UnclearError
from knowledge.editing.draft import ADD, CHANGE, RESTORE, Draft
from knowledge.editing.thing import Field, Placed, Thing, Why
from knowledge.editing.things import THINGS
from knowledge.memory import Transaction, overlay

KIND, WHICH, FIELD, BASIS = "kind", "which", "field", "basis"
"""What is asked for, beside the fields themselves."""


def lacks(draft: Draft) -> str:
    """What is to be asked for next: one of those above, or a field's name; "" where nothing is."""
    thing = THINGS.get(draft.kind)
    if thing is None:
        return KIND
    if draft.verb == ADD:
        open_ = (field.name for field in thing.wanted if _is_open(draft, field))
        return next(open_, BASIS if _lacks_basis(draft, thing) else "")
    if not draft.id:
        return WHICH
    if draft.verb == CHANGE and not draft.field:
        return FIELD
    if draft.verb == CHANGE and draft.field not in draft.values:
        return draft.field
    return BASIS if _lacks_basis(draft, thing) else ""


def needs_basis(draft: Draft, thing: Thing) -> bool:
    """Whether it changes what a document says: then the document that allows it must be named."""
    if draft.verb == RESTORE:
        return False
    return thing.field(draft.field).basis if draft.verb == CHANGE else thing.basis


def changes_of(tx: Transaction, draft: Draft, known: Known, written: Known, today: date) -> list[Placed]:
    """What is to be changed. Raises UnclearError where that cannot be. `written` is what the documents say: set back to
    that, a field is as if nobody had changed it."""
    thing, why = THINGS[draft.kind], Why(draft.basis, draft.reason, today)
    match draft.verb:
        case "change":
            kind, subject, value = thing.changed(draft.id, draft.field, draft.values[draft.field], why)
            return [(kind, subject, None if _is_written(thing, draft, written) else value)]
        case "add":
            made = thing.made(Asked(known, "", draft.values, today))
            return [thing.added(made, draft.values, why), *thing.beside(known, made, draft.values, why)]
        case "restore":
            return [(thing.kind, edit_subject(draft.id, HIDDEN), None)]
    return [_dropped(tx, draft, thing, written, why)]


def _dropped(tx: Transaction, draft: Draft, thing: Thing, written: Known, why: Why) -> Placed:
    """What officials set is taken away, what a document says is hidden, and who is a member by what it says is counted
    out."""
    if not thing.drops:
        raise UnclearError("not_dropped")
    if not thing.hides and overlay.get(tx, thing.kind, draft.id) is not None:
        return thing.kind, draft.id, None
    if thing.kind == COLLECTIVE:
        return COLLECTIVE, draft.id, edit_value(value=False, basis=why.basis, reason=why.reason, since=why.today)
    if thing.kind == "agency" and draft.id in written.catalog.agencies:
        raise UnclearError("agency_named")
    if not thing.hides and thing.kind != "succession":
        raise UnclearError("alias_written" if thing.kind == ALIAS else "not_set")
    return (
        thing.kind,
        edit_subject(draft.id, HIDDEN),
        edit_value(value=True, basis=why.basis, reason=why.reason, since=why.today),
    )


def _is_written(thing: Thing, draft: Draft, written: Known) -> bool:
    field = thing.field(draft.field)
    try:
        return not field.always and field.now(written, draft.id) == draft.values[draft.field]
    except KeyError:  # officials have added it
        return False


def _is_open(draft: Draft, field: Field) -> bool:
    return not field.unasked and field.name not in draft.values and field.name not in draft.asked


def _lacks_basis(draft: Draft, thing: Thing) -> bool:
    return not draft.basis and BASIS not in draft.asked and needs_basis(draft, thing)
