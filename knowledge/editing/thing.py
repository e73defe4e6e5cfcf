"""What a kind of things is that officials may change, and what a field of one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.amending.edits import edit_subject, edit_value
from knowledge.changes.change import Value
from knowledge.current import Known
from knowledge.editing.asked import Asked
from knowledge.editing.draft import ADD, CHANGE, REMOVE, RESTORE

Placed = tuple[str, str, Value]
"""A change: the kind, the subject, and what it is to be."""


@dataclass(frozen=True, slots=True)
class Why:
    """On what document, for which reason and on which day something is set."""

    basis: str
    reason: str
    today: date


@dataclass(frozen=True, slots=True)
class Field:
    """`read` makes a value of what is typed, `show` says one, `now` is what it is (None: nothing). `basis`: it changes
    what a document says, so the document that allows it must be named. `optional`: may be left out of what is added.
    `keep` says where it is kept, where that is not with the thing."""

    name: str
    read: Callable[[Asked, str], Value]
    show: Callable[[Known, Value, str], str]
    now: Callable[[Known, str], Value] = lambda known, id_: None
    basis: bool = True
    optional: bool = False
    keep: Callable[[str, Value, Why], Placed] | None = None
    cannot: Callable[[Known, str], str] = lambda known, id_: ""
    """Why it cannot be set of the thing with this id, whatever is typed: a key of the texts `edit_unclear`."""
    choices: tuple[str, ...] = ()
    """What is offered to choose from, as typed; said as `show` does."""
    unasked: bool = False
    """It is set of one that is added only where it is said: it is not asked for."""
    always: bool = False
    """It is kept also where it is what the documents say: what holds need not come from them."""


@dataclass(frozen=True, slots=True)
class Thing:
    """`action` is that of the permissions. `fields` are changed one by one; `wanted` is asked for where one is added
    (none: it cannot be). `find` gives what a text can name, as (id, name), and `call` the name of one. `made` is the id
    of a new one; `place` how it is kept and `drop` how it is no more, where both are not as usual: dropping is hiding.
    `beside` are changes that go with one that is added, by its id and fields.
    """

    kind: str
    action: str
    find: Callable[[Known, str, date], tuple[tuple[str, str], ...]]
    call: Callable[[Known, str, str], str]
    fields: tuple[Field, ...] = ()
    wanted: tuple[Field, ...] = ()
    made: Callable[[Asked], str] = lambda asked: ""
    place: Callable[[str, Mapping[str, Value], Why], Placed] | None = None
    beside: Callable[[Known, str, Mapping[str, Value], Why], tuple[Placed, ...]] = lambda known, id_, values, why: ()
    drops: bool = True
    hides: bool = False
    basis: bool = True

    def can(self, verb: str) -> bool:
        """Whether a draft with this verb can be of one."""
        return {ADD: bool(self.wanted), CHANGE: bool(self.fields), REMOVE: self.drops, RESTORE: self.hides}[verb]

    def field(self, name: str) -> Field:
        """The field of this name, of those that are changed or asked for."""
        return next(each for each in (*self.fields, *self.wanted) if each.name == name)

    def changed(self, id_: str, name: str, value: Value, why: Why) -> Placed:
        """The change that sets a field."""
        field = self.field(name)
        if field.keep:
            return field.keep(id_, value, why)
        return self.kind, edit_subject(id_, name), edit_value(value, why.basis, why.reason, why.today)

    def added(self, id_: str, values: Mapping[str, Value], why: Why) -> Placed:
        """The change that adds one."""
        if self.place:
            return self.place(id_, values, why)
        return self.kind, id_, edit_value(dict(values), why.basis, why.reason, why.today)
