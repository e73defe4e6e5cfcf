"""ttdn simulate: every reminder that would be said in a span of days, when, to whom, and why on that day."""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import click

from bot.clock import utc_now
from bot.commands.options import language, with_settings
from bot.commands.tasks import find_agency
from bot.facts import ground_for_command
from bot.settings import Settings
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import EVERYTHING
from knowledge.memory import DATABASE, Transaction, offices, open_store, reminders
from knowledge.obligations.ahead import Coming, Told, coming
from knowledge.obligations.book import Obligations
from knowledge.obligations.calendar_file import Entry, calendar_file
from knowledge.obligations.office import Office
from knowledge.obligations.owed import every_agency
from knowledge.obligations.why import why
from knowledge.obligations.words import title

COLUMNS = ("send_at", "agency", "chat", "kind", "obligation", "step", "due", "advised", "why")
LONGEST_DAYS = 366 * 30


class Day(click.ParamType[date]):
    """A day such as 2026-01-31."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day such as 2026-11-22", param, ctx)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the listing, all as text."""

    send_at: str
    agency: str
    chat: str
    kind: str
    obligation: str
    step: str
    due: str
    advised: str
    why: str
    title: str
    key: str


@click.command()
@click.option("--from", "first", type=Day(), required=True, help="First day.")
@click.option("--to", "last", type=Day(), required=True, help="Last day, included.")
@click.option("--agency", "names", metavar="NAME", multiple=True, help="Only this agency; may be given several times.")
@click.option(
    "--every-agency",
    is_flag=True,
    help="All agencies and provinces, as if each had one chat and nothing were recorded.",
)
@click.option("--csv", "as_csv", is_flag=True, help=f"As CSV: {', '.join(COLUMNS)}.")
@click.option("--ics", "as_ics", is_flag=True, help="As a calendar file.")
@with_settings
def simulate(
    settings: Settings, first: date, last: date, names: tuple[str, ...], every_agency: bool, as_csv: bool, as_ics: bool
) -> None:
    """Say what would be reminded of, by what is known now: in the chats that are bound, or as if the agencies that are
    named had one."""
    if last < first or (last - first).days > LONGEST_DAYS:
        raise click.UsageError("--to must not be before --from, nor more than 30 years after it")
    if names and every_agency:
        raise click.UsageError("name the agencies with --agency, or take all with --every-agency")
    ground = ground_for_command(settings)
    catalog = Catalog(ground.facts)
    book = Obligations(catalog, ground.calendar, ground.rhythms, ground.hours)
    told = _told(settings, catalog, names, every_agency)
    if not told:
        raise click.UsageError("no agency has a chat yet: name one with --agency, or take all with --every-agency")
    spoken = language()
    hour = ground.hours[0] if ground.hours else settings.remind.first_hour
    rows = [_row(book, each, spoken) for each in coming(book, told, first, last, hour)]
    if as_ics:
        sys.stdout.write(_ics(rows).decode())
    elif as_csv:
        _write_csv(rows)
    else:
        for row in rows:
            click.echo(f"{row.send_at[:16].replace('T', ' ')}  {row.chat}  {row.step}  {row.title} · {row.why}")


def _told(settings: Settings, catalog: Catalog, names: tuple[str, ...], every: bool) -> list[Told]:
    if every:
        return [Told(Office(agency), agency) for agency in every_agency(catalog)]
    named = [find_agency(catalog.directory, name) for name in names]
    file = settings.data.folder / DATABASE
    if not file.is_file():
        return [Told(Office(agency), agency) for agency in named]
    store = open_store(file)
    try:
        return store.call(_recorded, named)
    finally:
        store.close()


def _recorded(tx: Transaction, named: list[str]) -> list[Told]:
    """These agencies, or all that have a chat, with what their people and chats have set and recorded. One without a
    chat is called by its id."""
    found = (offices.told(tx, agency) for agency in named or reminders.bound_agencies(tx))
    return [replace(each, chat=each.chat or each.office.agency) for each in found]


def _row(book: Obligations, each: Coming, spoken: str) -> Row:
    reminder, office = each.reminder, each.to.office
    owed, step = reminder.owed, reminder.step
    return Row(
        send_at=each.at.isoformat(),
        agency=reminder.agency,
        chat=each.to.chat,
        kind=owed.role,
        obligation=owed.obligation.of,
        step=step.name,
        due=owed.obligation.due.isoformat(),
        advised=book.advised_day(owed.obligation, office).isoformat(),
        why=why(book, office, reminder, spoken),
        title=title(book.catalog, owed.obligation, spoken, EVERYTHING),
        key=reminder.key,
    )


def _write_csv(rows: Iterable[Row]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    out.writerows(_cells(row) for row in rows)


def _cells(row: Row) -> Iterator[str]:
    return (getattr(row, column) for column in COLUMNS)


def _ics(rows: Iterable[Row]) -> bytes:
    entries = (Entry(row.key, datetime.fromisoformat(row.send_at), row.title, row.why) for row in rows)
    return calendar_file(entries, utc_now())
