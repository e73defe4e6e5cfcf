"""The first line of a list: whose tasks, in which role, with which filters, of which document, and how many."""

from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions.find import Found
from knowledge.questions.query import Query
from knowledge.questions.wording import agency_name, day, document_name, listing
from knowledge.texts import say


def of_list(catalog: Catalog, query: Query, found: Found) -> str:
    """ "Bộ Ngoại giao chủ trì 5 nhiệm vụ theo Nghị quyết 47/NQ-CP:"."""
    language, n = query.language, len(found.named)
    values = {"n": n, "filters": filters_text(catalog, query), "where": _where(catalog, query)}
    if query.filters.overdue:
        key = "overdue" if query.parties else "overdue_all"
    else:
        key = "of" if query.parties else "all"
    if query.parties:
        word = "list.or" if query.join == "or" else "list.and"
        names = [agency_name(catalog.agencies[party.agency], language) for party in query.parties]
        values["agency"] = f" {say(language, word)} ".join(names) if len(names) == 2 else listing(names, language)
        values["role"] = role_verb(query)
    if not n:
        key = f"none_{key}"
    line = say(language, f"headline.{key}", **values)
    line = line[:1].upper() + line[1:]
    return f"{_took_for(catalog, query)}{line}"


def role_verb(query: Query) -> str:
    roles = {party.role for party in query.parties}
    both = len(query.parties) > 1 and query.join == "and"
    if len(roles) > 1:
        return say(query.language, "role.various")
    return say(query.language, f"role.{'both_' if both else ''}{query.role}")


def _took_for(catalog: Catalog, query: Query) -> str:
    """Says what a short or misspelt name was taken for."""
    return "".join(
        say(
            query.language,
            "headline.took_for",
            typed=typed,
            agency=agency_name(catalog.agencies[agency], query.language),
        )
        + "\n"
        for typed, agency in query.notes
    )


def _where(catalog: Catalog, query: Query) -> str:
    documents = query.documents or tuple(d for d in catalog.task_documents if not catalog.documents[d].over)
    if not query.documents and len(documents) > 3:
        return ""
    names = [document_name(catalog.documents[document], query.language) for document in documents]
    return " " + say(query.language, "headline.where", documents=listing(names, query.language)) if names else ""


def filters_text(catalog: Catalog, query: Query) -> str:
    """The filters in words, each with a space before it: " đến hạn năm 2026 thuộc nhóm 3"."""
    asked, language = query.filters, query.language
    parts: list[str] = []
    if asked.recurring:
        parts.append(say(language, "filter.recurring"))
    if asked.due:
        key = "due" if asked.due[0] == asked.due[1] else "due_between"
        parts.append(say(language, f"filter.{key}", first=asked.due[0], last=asked.due[1]))
    if asked.due_days:
        first, last = (day(date.fromisoformat(value), language) for value in asked.due_days)
        parts.append(say(language, "filter.due_days", first=first, last=last))
    if asked.active:
        parts.append(say(language, "filter.active", year=asked.active))
    if asked.starting:
        parts.append(say(language, "filter.starting", year=asked.starting))
    if asked.period:
        parts.append(say(language, "filter.period", first=asked.period[0], last=asked.period[1]))
    if asked.open:
        parts.append(say(language, "filter.open"))
    if asked.group:
        parts.append(say(language, "filter.group", group=asked.group))
    if query.topic:
        parts.append(say(language, "filter.topic", topic=query.typed_topic or query.topic))
    return "".join(f" {part}" for part in parts)
