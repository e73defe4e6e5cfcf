"""The first line of a list: whose tasks, in which role, with which filters, of which document, and how many."""

from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions.query import Query
from knowledge.questions.times import FIRST_YEAR, LAST_YEAR
from knowledge.questions.wording import agency_name, day, document_name, listing, taken_for
from knowledge.texts import say

_MOST_NAMED = 3


def of_list(catalog: Catalog, query: Query, n: int, today: date) -> str:
    """ "Bộ Ngoại giao chủ trì 5 nhiệm vụ theo Nghị quyết 47/NQ-CP:"; that no document is in force where none is."""
    language = query.language
    documents = query.documents or catalog.documents_in_force(today.year)
    if not documents and not query.part:
        return f"{_took_for(catalog, query)}{say(language, 'headline.none_in_force')}"
    values: dict[str, object] = {"n": n, "filters": _filters(query), "where": where(catalog, query, today)}
    values["documents"] = _names_of(catalog, documents, language, today) or say(language, "headline.here")
    if query.parties:
        values["agency"] = _names(catalog, query)
        values["role"] = role_verb(query)
    line = say(language, f"headline.{_kind(query, n)}", **values)
    return f"{_took_for(catalog, query)}{line[:1].upper()}{line[1:]}"


def _kind(query: Query, n: int) -> str:
    if query.part and n:
        return query.part
    kind = "overdue" if query.filters.overdue else "of"
    if not query.parties:
        kind = "overdue_all" if query.filters.overdue else "all"
    if not n and query.filters.standing and not query.filters.overdue:
        return "none_standing" if query.parties else "none_standing_all"
    return kind if n else f"none_{kind}"


def _names(catalog: Catalog, query: Query) -> str:
    names = [agency_name(catalog.agencies[party.agency], query.language) for party in query.parties]
    if len(names) != 2:
        return listing(names, query.language)
    return f" {say(query.language, 'list.or' if query.join == 'or' else 'list.and')} ".join(names)


def role_verb(query: Query) -> str:
    """ "chủ trì", "cùng phối hợp": what the agencies asked about do."""
    roles = {party.role for party in query.parties}
    both = len(query.parties) > 1 and query.join == "and"
    if len(roles) > 1:
        return say(query.language, "role.various")
    return say(query.language, f"role.{'both_' if both else ''}{query.role}")


def _took_for(catalog: Catalog, query: Query) -> str:
    """Says what a short or misspelt name was taken for."""
    return "".join(taken_for(catalog.agencies[agency], typed, query.language) + "\n" for typed, agency in query.notes)


def where(catalog: Catalog, query: Query, today: date) -> str:
    """ " theo Nghị quyết 47/NQ-CP": the documents a list is of; "" where they are none or too many to be named."""
    documents = query.documents or catalog.documents_in_force(today.year)
    names = _names_of(catalog, documents, query.language, today)
    return " " + say(query.language, "headline.where", documents=names) if names else ""


def _names_of(catalog: Catalog, documents: Sequence[str], language: str, today: date) -> str:
    if len(documents) > _MOST_NAMED:
        return ""
    return listing([_with_state(catalog, document, language, today) for document in documents], language)


def _with_state(catalog: Catalog, document_id: str, language: str, today: date) -> str:
    name = document_name(catalog.documents[document_id], language)
    return f"{name} ({say(language, 'headline.over')})" if catalog.is_over(document_id, today.year) else name


def filters_of(query: Query) -> str:
    """The filters by themselves: "chưa hoàn thành thuộc nhóm 3"; "" where there are none."""
    overdue = [say(query.language, "filter.overdue")] if query.filters.overdue else []
    return " ".join([*overdue, _filters(query).strip()]).strip()


def _filters(query: Query) -> str:
    """The filters in words, each with a space before it: " đến hạn năm 2026 thuộc nhóm 3"."""
    return "".join(f" {part}" for part in (*_times(query), *_others(query)))


def _times(query: Query) -> Iterator[str]:
    asked, language = query.filters, query.language
    if asked.recurring:
        yield say(language, "filter.recurring")
    if asked.due:
        yield say(language, f"filter.{_due_key(*asked.due)}", first=asked.due[0], last=asked.due[1])
    if asked.due_days:
        first, last = map(date.fromisoformat, asked.due_days)
        key = "due_day" if first == last else "due_days_from" if last.year == LAST_YEAR else "due_days"
        yield say(language, f"filter.{key}", first=day(first, language), last=day(last, language))
    if asked.active:
        yield say(language, "filter.active", year=asked.active)
    if asked.starting:
        yield say(language, "filter.starting", year=asked.starting)
    if asked.period:
        yield say(language, "filter.period", first=asked.period[0], last=asked.period[1])


def _due_key(first: int, last: int) -> str:
    if first == FIRST_YEAR:
        return "due_until"
    if last == LAST_YEAR:
        return "due_from"
    return "due" if first == last else "due_between"


def _others(query: Query) -> Iterator[str]:
    asked, language = query.filters, query.language
    if asked.open:
        yield say(language, "filter.open")
    if asked.standing:
        yield say(language, f"filter.{asked.standing}")
    if asked.group:
        yield say(language, "filter.group", group=asked.group)
    if query.topic_text:
        yield say(language, "filter.topic", topic=query.topic_text)
    elif query.topic:
        yield say(language, "filter.fitting")
    if asked.only:
        yield say(language, "filter.only")
