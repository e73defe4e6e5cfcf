"""How it is said that nobody took note of a reminder."""

from collections.abc import Mapping, Sequence

from knowledge.messages import Button, Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.escalation import OFFICERS, WITHIN, History, Said, by_obligation
from knowledge.obligations.message import ACKNOWLEDGE, DONE, place
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
    lines = [_head(book, office, "officers", language), ""]
    lines += [_line(book, owed[key], said, language) for key, said in by_obligation(steps).items()]
    if office_follows:
        lines += ["", say(language, "escalate.then_office", n=WITHIN)]
    reports = all(owed[said.obligation].kind == "report" for said in steps)
    done = Button(say(language, "remind.sent_report" if reports else "remind.done"), DONE)
    buttons = (Button(say(language, "remind.acknowledge"), ACKNOWLEDGE), done)
    return Reply("\n".join(lines), buttons, language)


def compose_office(
    book: Obligations,
    office: Office,
    steps: Sequence[Said],
    owed: Mapping[str, Obligation],
    history: History,
    language: str = "vi",
) -> Reply:
    """To the office that follows the whole programme: also whether the agency's officers were told before."""
    lines = [_head(book, office, "office", language), ""]
    for key, said in by_obligation(steps).items():
        told = [moment for each in said if (moment := history.told(each, OFFICERS))]
        last = day(max(told).astimezone(VIET_NAM).date(), language) if told else ""
        before = say(language, "escalate.told_officers", day=last) if told else say(language, "escalate.no_officers")
        lines.append(f"{_line(book, owed[key], said, language)} {before}")
    return Reply("\n".join(lines), language=language)


def _head(book: Obligations, office: Office, to: str, language: str) -> str:
    name = agency_name(book.catalog.agencies[office.agency], language)
    head = say(language, f"escalate.head_{to}", agency=name)
    return head[:1].upper() + head[1:]


def _line(book: Obligations, owed: Obligation, steps: Sequence[Said], language: str) -> str:
    """What it is and its last day, when it was said, where it stands."""
    sent = {each.sent_at.astimezone(VIET_NAM).date() for each in steps if each.sent_at}
    days = ", ".join(day(each, language) for each in sorted(sent))
    name, due = title(book.catalog, owed, language), day(owed.due, language)
    said = say(language, "escalate.line", title=name, due=due, days=days)
    return " ".join(filter(None, ["-", said, place(book, owed, language)]))
