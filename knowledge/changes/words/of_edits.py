"""How the log says what officials changed of tasks, agencies, reports and the calendar."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from knowledge.amending.duties import text_of
from knowledge.amending.edits import HIDDEN
from knowledge.amending.rhythms import OF_KINDS
from knowledge.amending.tasks import FIELDS as TASK_FIELDS
from knowledge.changes.change import Value
from knowledge.changes.words.names import Names, Words
from knowledge.questions.wording import listing, shorten, steps_in_words

EDITED = ("task", "agency", "collective", "succession", "duty", "rhythm", "day", "hours")
_LONGEST = 200  # characters of a value
_FIELDS = {"task": TASK_FIELDS, "agency": {"name", "note"}, "duty": {"title", "when", "who", "to", "form", "note"}}


def _what_of(kind: str) -> Callable[[Names, str], str]:
    """What the change is of: "nhiệm vụ 2.6 (47/NQ-CP), chủ trì"."""

    def what(names: Names, subject: str) -> str:
        thing, _, field = subject.rpartition(" ")
        if field not in _FIELDS.get(kind, ()):
            thing = thing if field == HIDDEN else subject
            return names.say(
                "audit.edited_whole", kind=names.say(f"change_kind.{kind}"), name=_called(names, kind, thing)
            )
        values = {"name": _called(names, kind, thing), "field": names.say(f"edit_field.{kind}_{field}").lower()}
        return names.say("audit.edited_other", kind=names.say(f"change_kind.{kind}"), **values)

    return what


def _of(kind: str) -> Callable[[str], str] | None:
    """The task or the report that was changed; None for kinds that are of none."""
    if kind not in ("task", "duty"):
        return None

    def of(subject: str) -> str:
        thing, _, field = subject.rpartition(" ")
        return thing if field in (*_FIELDS[kind], HIDDEN) else subject

    return of


def _worth_of(kind: str) -> Callable[[Names, Value], str]:
    """What it is: a field's value, or that a thing is there. The document stands beside it in the log."""

    def worth(names: Names, value: Value) -> str:
        if not isinstance(value, dict):
            return names.say("audit.as_written")
        return _value(names, kind, value["value"])

    return worth


def _nothing_of(kind: str) -> Callable[[Names, str], str]:
    """What is said where officials have set nothing: of a field what the document says, of what is set for all the
    usual, of a thing that it is not there or not hidden."""

    def nothing(names: Names, subject: str) -> str:
        field = subject.rpartition(" ")[2]
        if field == HIDDEN:
            return names.say("audit.is_shown")
        if (kind, field) == ("agency", "name") and (known := names.written(subject.partition(" ")[0])):
            return f"“{known}”"
        if kind in ("hours", "rhythm", "day"):
            return names.say("audit.default")
        written = field in _FIELDS.get(kind, ()) or kind == "collective"
        return names.say("audit.as_written" if written else "audit.nothing")

    return nothing


def _called(names: Names, kind: str, thing: str) -> str:
    words = thing.split(" ")
    match kind:
        case "task" if len(words) > 1:
            return f"{words[-1]} ({' '.join(words[:-1])})"
        case "collective" if len(words) > 1:
            return names.say("edit.member_called", group=names.agency(words[0]), agency=names.agency(words[1]))
        case "agency" | "succession":
            return " → ".join(map(names.agency, words))
        case "rhythm" if thing in OF_KINDS:
            return names.say(f"kind.{thing}")
        case "day":
            return names.day(thing)
        case "hours":
            return names.say("edit.hours_called")
        case "duty":
            return f"“{names.duty(thing)}”"
    return thing


def _value(names: Names, kind: str, value: Value) -> str:
    if isinstance(value, bool):
        yes = {"collective": "is_member", "day": "works"}.get(kind, "is_hidden")
        no = {"collective": "is_no_member", "day": "off"}.get(kind, "is_shown")
        return names.say(f"audit.{yes if value else no}")
    if isinstance(value, list | tuple):
        return "–".join(str(each) for each in value)
    if not isinstance(value, dict):
        return f"“{shorten(str(value), _LONGEST)}”"
    if "named" in value:
        return listing([*(names.agency(str(each)) for each in value["named"]), *value["collectives"]], names.language)
    if "before" in value:
        return steps_in_words(value["before"], value["after"], value["weekly"], names.language)
    if "since" in value:
        tasks = ", ".join(str(each).rpartition(" ")[2] for each in value["tasks"]) or names.say("edit.all_tasks")
        return names.say("audit.since", day=names.day(date.fromisoformat(str(value["since"])).isoformat()), tasks=tasks)
    named = value.get("title") or value.get("name")
    return (
        names.say("audit.is_added", what=shorten(str(named), _LONGEST)) if named else shorten(text_of(value), _LONGEST)
    )


WORDS: Mapping[str, Words] = MappingProxyType(
    {kind: Words(_what_of(kind), _worth_of(kind), _nothing_of(kind), of=_of(kind)) for kind in EDITED}
)
