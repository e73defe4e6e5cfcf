"""The figures as Markdown."""

from collections.abc import Iterable, Sequence
from math import isinf

from tests.reliability.broadcast import Broadcast
from tests.reliability.hanging import Held
from tests.reliability.hostile import Stood
from tests.reliability.kill import Killed
from tests.reliability.load import Loaded
from tests.reliability.outage import Down
from tests.reliability.timing import Times
from tests.reliability.unknown_rate import Learned


def kills(runs: Iterable[Killed]) -> str:
    rows = [
        (
            name,
            f"{run.kills}",
            f"{one.asked:,}",
            f"{one.answered:,}",
            f"{one.lost}",
            f"{one.marked}",
            f"{one.twice}",
            f"{one.unmarked}",
            f"{one.late}",
        )
        for run in runs
        for name, one in run.verdicts.items()
    ]
    head = (
        "way in",
        "kills",
        "asked",
        "answered",
        "lost",
        "marked as perhaps repeated",
        "arrived twice",
        "of them not marked",
        "behind a later one",
    )
    return _table(head, rows)


def hostile(found: Iterable[Stood]) -> str:
    rows = [
        (
            one.webhook,
            _statuses(one.malformed),
            _statuses(one.wrong_secret),
            "unchanged" if one.unchanged else "CHANGED",
        )
        for one in found
    ]
    return _table(("webhook", "malformed bodies", "wrong secrets", "database"), rows)


def outages(found: Iterable[Down]) -> str:
    rows = []
    for one in found:
        down = one.verdicts[one.way]
        others = [verdict for name, verdict in one.verdicts.items() if name != one.way]
        rows.append(
            (
                one.way,
                f"{down.asked} / {down.answered}",
                f"{down.twice}",
                f"{down.marked}",
                f"{one.recovered:.0f} s",
                f"{sum(verdict.asked for verdict in others)} / {sum(verdict.answered for verdict in others)}",
                _short(one.before),
                _short(one.during),
            )
        )
    head = (
        "down",
        "asked / answered there",
        "arrived twice",
        "marked",
        "all delivered after",
        "asked / answered elsewhere",
        "elsewhere before: median, p99, worst",
        "elsewhere meanwhile",
    )
    return _table(head, rows)


def hanging(found: Iterable[Held]) -> str:
    rows = [(one.hanging, one.other, _short(one.usual), _short(one.meanwhile)) for one in found]
    return _table(("hangs", "the other chat, on", "usual: median, p99, worst", "meanwhile"), rows)


def load(found: Loaded) -> str:
    rows = [
        (name, f"{times.number:,}", *(_ms(value) for value in (times.median, times.p99, times.worst)))
        for name, times in (("all", found.all), *found.ways.items())
    ]
    memory = found.memory
    middle = memory[len(memory) // 2]
    return (
        _table(("way in", "questions", "median", "p99", "worst"), rows)
        + f"\n\n{found.rate:.0f} questions a second for {found.seconds:.0f} s took {found.processor:.0%} of one core."
        + f" Resident memory: {memory[0]:.0f} MB before the first question, {memory[min(6, len(memory) - 1)]:.0f} MB"
        + f" after half a minute, {middle:.0f} MB in the middle, {memory[-1]:.0f} MB at the end, {max(memory):.0f} MB"
        + " at most."
    )


def broadcast(found: Iterable[Broadcast]) -> str:
    rows = [
        (
            f"{one.rows:,} in {one.groups:,} groups",
            f"{one.arrived:,}",
            f"{one.seconds:.1f} s",
            f"{one.least:.1f} s",
            f"{one.seconds / one.least:.3f}",
            f"{one.refused}",
            f"{one.twice}",
            _short(one.answers) if one.answers else "nobody asked",
            f"{one.memory[0]:.0f}, {one.memory[len(one.memory) // 2]:.0f}, {one.memory[-1]:.0f} MB",
            f"{one.processor:.0%}",
            f"{one.due.median:.2f} ms, {one.due.p99:.2f} ms",
            f"{one.next_due.median:.2f} ms, {one.next_due.p99:.2f} ms",
        )
        for one in found
    ]
    head = (
        "waiting",
        "arrived",
        "from the first to the last",
        "at 30 a second",
        "ratio",
        "refused",
        "twice",
        "answers meanwhile: median, p99, worst",
        "memory at first, in the middle, at the end",
        "of one core",
        "what is due: median, p99",
        "when the next is: median, p99",
    )
    return _table(head, rows)


def unknown_rates(found: Iterable[Learned]) -> str:
    def worst_median_best(values: Sequence[float], form: str, *, high: bool = False) -> str:
        in_order = values if high else values[::-1]
        return ", ".join(format(value, form) for value in (in_order[0], in_order[len(in_order) // 2], in_order[-1]))

    rows = [
        (
            one.kind,
            worst_median_best(one.taken, ".0%", high=True),
            worst_median_best(one.refused, ".2%"),
            worst_median_best(one.at_first, "d"),
            worst_median_best(one.longest, ".1f") + " s",
        )
        for one in found
    ]
    head = (
        "it takes",
        "of that, taken after learning: worst, median, best",
        "refused after learning",
        "refused while learning",
        "longest with nothing taken",
    )
    return _table(head, rows)


def _short(times: Times) -> str:
    return ", ".join(map(_ms, (times.median, times.p99, times.worst)))


def _ms(milliseconds: float) -> str:
    return "never" if isinf(milliseconds) else f"{milliseconds:.0f} ms"


def _statuses(counted: dict[int, int]) -> str:
    return ", ".join(f"{number:,} × {status}" for status, number in sorted(counted.items()))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
