"""ttdn simulate: every reminder that would be said in a span of days, when, to whom, and why on that day."""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import click
from icalendar import Calendar as IcsCalendar
from icalendar import Event

from bot.commands.options import language, with_settings
from bot.commands.tasks import find_agency
from bot.facts import facts_for_command, load_calendar
from bot.settings import Settings
from knowledge.catalog.catalog import Catalog
from knowledge.obligations.plan import Reminder, all_in, every_agency
from knowledge.obligations.steps import advised_day
from knowledge.obligations.words import title, why
from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar

FROM_HOUR = time(8)
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


@click.command()
@click.option("--from", "first", type=Day(), required=True, help="First day.")
@click.option("--to", "last", type=Day(), required=True, help="Last day, included.")
@click.option("--agency", "names", metavar="NAME", multiple=True, help="Only this agency; may be given several times.")
@click.option("--every-agency", is_flag=True, help="All agencies and provinces, as if each had one bound chat.")
@click.option("--csv", "as_csv", is_flag=True, help=f"As CSV: {', '.join(COLUMNS)}.")
@click.option("--ics", "as_ics", is_flag=True, help="As a calendar file.")
@with_settings
def simulate(
    settings: Settings, first: date, last: date, names: tuple[str, ...], every_agency: bool, as_csv: bool, as_ics: bool
) -> None:
    """Say what would be reminded of, reckoned from the documents and the calendar as they are now."""
    if last < first or (last - first).days > LONGEST_DAYS:
        raise click.UsageError("--to must not be before --from, nor more than 30 years after it")
    if bool(names) == every_agency:
        raise click.UsageError("name the agencies with --agency, or take all with --every-agency")
    facts = facts_for_command(settings)
    catalog, calendar = Catalog(facts), load_calendar()
    agencies = _agencies(catalog, names)
    rows = _rows(catalog, calendar, agencies, first, last, language())
    if as_ics:
        sys.stdout.write(_ics(rows).decode())
    elif as_csv:
        _write_csv(rows)
    else:
        for row in rows:
            click.echo(f"{row.send_at[:16].replace('T', ' ')}  {row.agency}  {row.step}  {row.title} · {row.why}")


def _agencies(catalog: Catalog, names: tuple[str, ...]) -> list[str]:
    return [find_agency(catalog.directory, name) for name in names] or list(every_agency(catalog))


def _rows(
    catalog: Catalog, calendar: Calendar, agencies: Iterable[str], first: date, last: date, spoken: str
) -> list[Row]:
    reminders = [reminder for agency in agencies for reminder in all_in(catalog, calendar, agency, first, last)]
    reminders.sort(key=lambda reminder: reminder.step.day)
    return [_row(catalog, calendar, reminder, spoken) for reminder in reminders]


def _row(catalog: Catalog, calendar: Calendar, reminder: Reminder, spoken: str) -> Row:
    owed, step = reminder.owed, reminder.step
    at = datetime.combine(step.day, FROM_HOUR, VIET_NAM)
    return Row(
        send_at=at.isoformat(),
        agency=reminder.agency,
        chat=reminder.agency,
        kind=owed.role,
        obligation=owed.obligation.of,
        step=step.name,
        due=owed.obligation.due.isoformat(),
        advised=advised_day(owed.obligation, calendar).isoformat(),
        why=why(catalog, reminder, calendar, spoken),
        title=title(catalog, owed.obligation, spoken),
    )


def _write_csv(rows: Iterable[Row]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    out.writerows(_cells(row) for row in rows)


def _cells(row: Row) -> Iterator[str]:
    return (getattr(row, column) for column in COLUMNS)


def _ics(rows: Iterable[Row]) -> bytes:
    found = IcsCalendar()
    found.add("prodid", "-//TTDN Bot//simulate//VI")
    found.add("version", "2.0")
    for row in rows:
        event = Event()
        event.add("uid", f"{row.agency} {row.obligation} {row.due} {row.step}".replace(" ", "-"))
        event.add("dtstamp", datetime(2000, 1, 1, tzinfo=UTC))
        event.add("dtstart", datetime.fromisoformat(row.send_at).astimezone(UTC))
        event.add("summary", row.title)
        event.add("description", row.why)
        found.add_component(event)
    return bytes(found.to_ical())
