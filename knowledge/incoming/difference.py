"""What a draft would change of a document that is known already, task by task."""

from collections.abc import Sequence

from knowledge.catalog.catalog import Catalog
from knowledge.incoming.published import published_from, tasks_of
from knowledge.questions.wording import agency_name, shorten
from knowledge.reading.compare import Difference, compare
from knowledge.reading.drafts.draft import Draft
from knowledge.texts import say

_LONGEST = 160  # characters of a value that is shown


def differences(draft: Draft, catalog: Catalog) -> list[Difference] | None:
    """What differs from the tasks that the document has now, the removed last; None where the symbol is not known."""
    symbol = draft.document.symbol or ""
    if symbol not in catalog.documents:
        return None
    now = [task for task in catalog.tasks if task.document == symbol]
    return compare(now, tasks_of(published_from(draft, "", 0), catalog.directory))


def counted(found: Sequence[Difference]) -> dict[str, int]:
    """How many tasks were added, removed and changed, by the names of the texts."""
    added = sum(each.aspect == "added" for each in found)
    removed = sum(each.aspect == "removed" for each in found)
    numbers = {each.number for each in found if each.aspect not in ("added", "removed")}
    return {"added": added, "removed": removed, "changed": len(numbers)}


def in_words(difference: Difference, catalog: Catalog, language: str) -> str:
    """ "2.3: hạn: 2025 → 2026"."""
    aspect = say(language, f"compare.{difference.aspect}")
    if difference.aspect in ("added", "removed"):
        return f"{difference.number}: {aspect}: {_values(difference.after or difference.before, catalog, language)}"
    before, after = (_values(values, catalog, language) for values in (difference.before, difference.after))
    return f"{difference.number}: {aspect}: {before} → {after}"


def _values(values: Sequence[str], catalog: Catalog, language: str) -> str:
    agencies = catalog.agencies
    named = [agency_name(agencies[value], language) if value in agencies else value for value in values]
    return shorten("; ".join(named), _LONGEST) or "∅"
