"""Reckoning what is due: `python -m tests.benchmarks.reminding`. 3,500 chats of as many agencies, 100,000 tasks.

A made catalog, whose agency cells are dealt out anew among the real agencies and made communes; a real database, with
one bound chat an agency. Measured is the reckoning alone, from nothing settled, and whole ticks, agency by agency as
the program does them: the first after binding, which writes down what was before it, one on a day with much to say,
and one more when all of it was said.
"""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import click

from bot.facts import DOCUMENTS, load_calendar
from jobs.remind import Reminding
from knowledge.catalog.catalog import Catalog
from knowledge.memory import Store, Transaction, chats, open_store, outbox
from knowledge.messages import Chat, Message
from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.obligations.plan import due_now
from knowledge.questions.ask import VIET_NAM
from knowledge.reading.facts import Facts, read_facts
from knowledge.records import Agency, AgencyColumn
from tests.benchmarks.measuring import step, tidy
from tests.benchmarks.report import machine
from tests.benchmarks.synthetic import SEED, synthetic_facts

BOUND = datetime(2026, 1, 5, 9, tzinfo=VIET_NAM)
MUCH = date(2026, 12, 1)
TICKS = {
    "first tick after binding": date(2026, 10, 14),
    "a tick 30 days before the end of the year": MUCH,
    "the next tick of that day": MUCH,
}


@click.command()
@click.option("--tasks", type=int, default=100_000, show_default=True)
@click.option("--chats", "count", type=int, default=3_500, show_default=True)
def main(tasks: int, count: int) -> None:
    """Measure and print a report in Markdown; takes about two minutes."""
    click.echo(machine())
    with TemporaryDirectory() as folder:
        for name, (seconds, found) in measure(tasks, count, Path(folder)).items():
            click.echo(f"- {name}: {seconds:.2f} s for {count:,} chats and {tasks:,} tasks, {found:,} found")


def measure(tasks: int, count: int, folder: Path) -> dict[str, tuple[float, int]]:
    """Seconds, and how many reminders were found, or messages written."""
    with step(f"making {tasks:,} tasks"):
        facts = dealt_out(synthetic_facts(read_facts(DOCUMENTS), tasks), count, Random(SEED))
    with step("catalog"):
        book = Obligations(Catalog(facts), load_calendar())
        reminding = Reminding(book)
        tidy()
    agencies = list(facts.directory.agencies)[-count:]
    found = {
        "what is due, the first time": _reckon(book, agencies),
        "what is due, again": _reckon(book, agencies),
    }
    store = open_store(folder / "ttdn.sqlite3")
    try:
        with step(f"binding {count:,} chats"):
            store.call(_bind_all, agencies)
        return found | {name: _tick(store, reminding, day) for name, day in TICKS.items()}
    finally:
        store.close()


def _reckon(book: Obligations, agencies: list[str]) -> tuple[float, int]:
    began = perf_counter()
    found = sum(len(due_now(book, Office(agency), BOUND.date(), MUCH, set()).say) for agency in agencies)
    return perf_counter() - began, found


def dealt_out(facts: Facts, count: int, random: Random) -> Facts:
    """The same facts, with made communes so that `count` agencies can be told, and cells that name some of all."""
    known = facts.directory.agencies
    made = {f"x-{n}": Agency(f"x-{n}", f"xã số {n}", f"Commune {n}", "commune") for n in range(count)}
    named = [*(each.id for each in known.values() if each.kind not in ("group", "province-class")), *made]

    def other(column: AgencyColumn) -> AgencyColumn:
        return replace(column, named=tuple(random.sample(named, len(column.named))))

    tasks = tuple(replace(task, lead=other(task.lead), coordinate=other(task.coordinate)) for task in facts.tasks)
    return replace(facts, tasks=tasks, directory=replace(facts.directory, agencies={**known, **made}))


def _bind_all(tx: Transaction, agencies: list[str]) -> None:
    for agency in agencies:
        chat = Chat("console", agency, group=True)
        chats.seen(tx, Message(chat, agency, "x", "", BOUND), BOUND)
        chats.bind(tx, chat, agency, 1, BOUND)


def _tick(store: Store, reminding: Reminding, day: date) -> tuple[float, int]:
    now = datetime.combine(day, time(9), VIET_NAM)
    began = perf_counter()
    told = sum(store.call(reminding.remind, agency, now) for agency in store.call(reminding.agencies))
    seconds = perf_counter() - began
    store.call(_send_all, now)
    return seconds, told


def _send_all(tx: Transaction, now: datetime) -> None:
    while rows := outbox.due(tx, "console", now, 5_000):
        for row in rows:
            outbox.claim(tx, row, now)
            outbox.sent(tx, row.id, "proof", now)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.reminding")
