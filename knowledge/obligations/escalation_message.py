"""How an officer is told that nobody took note of a reminder."""

from collections.abc import Mapping, Sequence

from knowledge.messages import Button, Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.escalation import WITHIN, Said, by_obligation
from knowledge.obligations.line import place
from knowledge.obligations.message import ACKNOWLEDGE, DONE
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.obligations.words import title
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import agency_name, day
from knowledge.texts import say


def compose_officers(
    book: Obligations,
    office: Office,
    steps: Sequence[Said],
    owed: Mapping[str, Obligation],
    language: str,
    *,
    office_follows: bool,
) -> Reply:
    """To an officer in private, who may take note of it there. `office_follows`: the office that follows the whole
    programme is told next."""
    name = agency_name(book.catalog.agencies[office.agency], language)
    lines = [say(language, "escalate.head", agency=name), ""]
    lines += [_line(book, owed[key], said, language) for key, said in by_obligation(steps).items()]
    if office_follows:
        lines += ["", say(language, "escalate.then_office", n=WITHIN)]
    reports = all(owed[said.obligation].kind == "report" for said in steps)
    done = Button(say(language, "remind.sent_report" if reports else "remind.done"), DONE)
    buttons = (Button(say(language, "remind.acknowledge"), ACKNOWLEDGE), done)
    return Reply("\n".join(lines), buttons, language)


def _line(book: Obligations, owed: Obligation, steps: Sequence[Said], language: str) -> str:
    """What it is and its last day, when it was said, where it stands."""
    sent = {each.sent_at.astimezone(VIET_NAM).date() for each in steps if each.sent_at}
    days = ", ".join(day(each, language) for each in sorted(sent))
    name, due = title(book.catalog, owed, language), day(owed.due, language)
    said = say(language, "escalate.line", title=name, due=due, days=days)
    return " ".join(filter(None, ["-", said, place(book, owed, language)]))
