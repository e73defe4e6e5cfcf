"""How the value of a field is said."""

from datetime import date

from knowledge.amending.duties import text_of
from knowledge.amending.rhythms import read_rhythm
from knowledge.amending.tasks import read_column
from knowledge.changes.change import Value
from knowledge.current import Known
from knowledge.questions.amendments import column_names
from knowledge.questions.wording import agency_name, day, steps_in_words, weekday
from knowledge.texts import say

_MOST_TASKS = 12


def text(known: Known, value: Value, language: str) -> str:
    """As it is; of what was typed with more behind it the words."""
    return text_of(value) or say(language, "audit.nothing")


def column(known: Known, value: Value, language: str) -> str:
    """Agencies by name."""
    return column_names(known.catalog, read_column(value, known.catalog.agencies), language)


def agency(known: Known, value: Value, language: str) -> str:
    """An agency by name."""
    found = known.catalog.agencies.get(str(value))
    return agency_name(found, language) if found else str(value)


def last_day(known: Known, value: Value, language: str) -> str:
    """A day, or that there is none."""
    return day(date.fromisoformat(str(value)), language) if value else say(language, "edit.no_day")


def one_day(known: Known, value: Value, language: str) -> str:
    """A day with its weekday."""
    return weekday(date.fromisoformat(str(value)), language)


def working(known: Known, value: Value, language: str) -> str:
    """Whether offices work."""
    return say(language, "edit.works" if value else "edit.off")


def kind(known: Known, value: Value, language: str) -> str:
    """What kind of agency."""
    return say(language, f"edit_kind.{str(value).replace('-', '_')}")


def document(known: Known, value: Value, language: str) -> str:
    """A document by its name."""
    found = known.catalog.documents.get(str(value))
    return (found.short_name_en if language == "en" else found.short_name) if found else str(value)


def tasks(known: Known, value: Value, language: str) -> str:
    """Tasks by number."""
    numbers = [str(each).rpartition(" ")[2] for each in value] if isinstance(value, list | tuple) else []
    more = ["…"] if len(numbers) > _MOST_TASKS else []
    return ", ".join([*numbers[:_MOST_TASKS], *more]) or say(language, "edit.all_tasks")


def rhythm(known: Known, value: Value, language: str) -> str:
    """The steps of a reminder."""
    found = read_rhythm(value)
    return steps_in_words(found.before, found.after, found.weekly, language)


def hours(known: Known, value: Value, language: str) -> str:
    """ "08:00–17:00"."""
    return "–".join(str(each) for each in value) if isinstance(value, list | tuple) else str(value)
