"""Who has sent a report and who has not, for the office that follows the whole programme."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.obligations.book import Obligations
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.words import title
from knowledge.questions.wording import agency_name, day
from knowledge.texts import say


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, who has sent it and who has not."""

    report: Obligation
    sent: tuple[str, ...]
    open: tuple[str, ...]


def reports_of(owed: Mapping[str, Sequence[Obligation]], done: Mapping[str, Mapping[str, date]]) -> list[Reported]:
    """For each report who has sent it, in the order of last days. Both are given by agency; `done` as for `tally`."""
    found: dict[str, list[tuple[str, Obligation]]] = {}
    for agency, obligations in owed.items():
        for each in obligations:
            found.setdefault(each.key, []).append((agency, each))
    reports = [
        Reported(
            of[0][1],
            tuple(agency for agency, _ in of if key in done[agency]),
            tuple(agency for agency, _ in of if key not in done[agency]),
        )
        for key, of in found.items()
    ]
    return sorted(reports, key=lambda reported: (reported.report.due, reported.report.key))


def report_lines(book: Obligations, reports: Sequence[Reported], language: str) -> Iterator[str]:
    """A heading and a line for each; nothing where there are none."""
    if not reports:
        return
    yield ""
    yield say(language, "month.reports")
    for each in reports:
        name, due = title(book.catalog, each.report, language), day(each.report.due, language)
        of = len(each.sent) + len(each.open)
        said = say(language, "month.report", title=name, due=due, sent=len(each.sent), of=of)
        yield " ".join(["-", said, *_who(book, each, language)])


def _who(book: Obligations, reported: Reported, language: str) -> Iterator[str]:
    """The fewer of those who have sent it and those who have not, by name: the others are the rest."""
    sent, open_ = reported.sent, reported.open
    if not sent or not open_:
        return
    if len(sent) < len(open_):
        yield say(language, "month.report_sent", agencies=_names(book, sent, language))
        yield say(language, "month.report_others_open", n=len(open_))
    else:
        yield say(language, "month.report_open", agencies=_names(book, open_, language))


def _names(book: Obligations, agencies: Sequence[str], language: str) -> str:
    return ", ".join(agency_name(book.catalog.agencies[id_], language) for id_ in agencies)
