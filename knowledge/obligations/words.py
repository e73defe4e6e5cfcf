"""How an obligation is called."""

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import PUBLIC, Reader, edition_for
from knowledge.obligations.obligation import Obligation
from knowledge.questions.duties import duty_title
from knowledge.questions.wording import day, task_name
from knowledge.texts import say


def title(catalog: Catalog, obligation: Obligation, language: str, reader: Reader = PUBLIC) -> str:
    """ "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP …"; of a report its title with its year or period, and what it is about.

    What is internal is called by its number, "nhiệm vụ 2.6 (nội bộ)", unless the reader may read its words: what is
    said by itself can be seen by anybody who looks at the screen.
    """
    edition = edition_for(catalog, reader)
    if obligation.kind == "report":
        return _report(edition, obligation, language)
    task = edition.task(obligation.of)
    return say(language, "internal.task", number=task.number) if task.withheld else task_name(edition, task, language)


def _report(edition: Catalog, obligation: Obligation, language: str) -> str:
    duty = next(duty for duty in edition.duties if duty.id == obligation.of)
    name, event = duty_title(duty, obligation.time, language), obligation.event
    if duty.withheld:
        return f"{name} ({duty.citation})"
    if event is None:
        return name
    return say(language, "remind.about_event", title=name, event=event.title, day=day(event.day, language))


def reads(edition: Catalog, id_: str) -> bool:
    """Whether a reader's edition has the words of the task or report with this id; of one that is not there, whether it
    withholds nothing."""
    if id_ in edition.positions:
        return not edition.task(id_).withheld
    duty = next((each for each in edition.duties if each.id == id_), None)
    return not (duty.withheld if duty else edition.withholds)


def is_internal(catalog: Catalog, obligation: Obligation) -> bool:
    """Whether nothing may be said of it by itself but its number and its days."""
    if obligation.kind == "report":
        return any(duty.internal for duty in catalog.duties if duty.id == obligation.of)
    return catalog.task(obligation.of).internal
