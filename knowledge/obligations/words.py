"""How an obligation is called."""

from knowledge.catalog.catalog import Catalog
from knowledge.obligations.obligation import Obligation
from knowledge.questions.duties import duty_title
from knowledge.questions.wording import day, shorten
from knowledge.texts import say


def title(catalog: Catalog, obligation: Obligation, language: str) -> str:
    """ "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP …"; of a report its title with its year or period, and what it is about."""
    if obligation.kind == "report":
        duty = next(duty for duty in catalog.duties if duty.id == obligation.of)
        name = duty_title(duty, obligation.time, language)
        event = obligation.event
        if event is None:
            return name
        return say(language, "remind.about_event", title=name, event=event.title, day=day(event.day, language))
    task = catalog.task(obligation.of)
    return f"{task.number} {shorten(catalog.label(task, language))}"
