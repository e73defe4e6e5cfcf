"""How much was asked, as numbers for each day (of Viet Nam): no words and nobody who asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.memory.store import Transaction

KEPT = timedelta(days=2 * 366)
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Count:
    """`n` questions of a day, on a channel, that were answered in one way (`kind`), and the agency that they are about
    (id; "" for none)."""

    day: date
    channel: str
    agency: str
    kind: str
    n: int


def asked(tx: Transaction, day: date, channel: str, agency: str, kind: str) -> None:
    """One more."""
    tx.change(
        "INSERT INTO asked_count (day, channel, agency, kind, n) VALUES (:day, :channel, :agency, :kind, 1)"
        " ON CONFLICT (day, channel, agency, kind) DO UPDATE SET n = asked_count.n + 1",
        day=day.isoformat(),
        channel=channel,
        agency=agency,
        kind=kind,
    )


def answered(tx: Transaction, day: date, channel: str, seconds: float) -> None:
    """An answer arrived so long after it was asked for; kept to two digits, so that a day is few numbers."""
    tx.change(
        "INSERT INTO answer_time (day, channel, milliseconds, n) VALUES (:day, :channel, :ms, 1)"
        " ON CONFLICT (day, channel, milliseconds) DO UPDATE SET n = answer_time.n + 1",
        day=day.isoformat(),
        channel=channel,
        ms=_rounded(round(max(seconds, 0.0) * 1000)),
    )


def counts(tx: Transaction, first: date, last: date) -> list[Count]:
    """Those of these days, both included."""
    rows = tx.rows(
        "SELECT day, channel, agency, kind, n FROM asked_count WHERE day >= :first AND day <= :last"
        " ORDER BY day, channel, agency, kind",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return [Count(date.fromisoformat(day), *rest) for day, *rest in rows]


def times(tx: Transaction, first: date, last: date) -> list[tuple[date, str, float, int]]:
    """Day, channel, seconds and how many answers took so long, of these days, both included; the quickest first."""
    rows = tx.rows(
        "SELECT day, channel, milliseconds, n FROM answer_time WHERE day >= :first AND day <= :last"
        " ORDER BY milliseconds",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return [(date.fromisoformat(day), channel, ms / 1000, n) for day, channel, ms, n in rows]


def share(taken: Iterable[tuple[float, int]], part: float) -> float | None:
    """The seconds within which this part (0 to 1) of the answers arrived, each given with how many took so long, the
    quickest first; None where there are none."""
    held = list(taken)
    wanted, passed = part * sum(n for _, n in held), 0
    for seconds, n in held:
        passed += n
        if passed >= wanted:
            return seconds
    return None


def forget(tx: Transaction, before: date) -> int:
    """Remove the days before. Returns how many numbers."""
    return sum(
        tx.change(f"DELETE FROM {table} WHERE day < :before", before=before.isoformat())
        for table in ("asked_count", "answer_time")
    )


def _rounded(milliseconds: int) -> int:
    step: int = 10 ** max(len(str(milliseconds)) - _DIGITS, 0)
    return round(milliseconds / step) * step
