"""What an answer takes of the processor while officials change one thing after another, against the same in quiet.

python -m tests.benchmarks.changing [changes]
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, cycle
from statistics import median
from time import process_time

from handlers import router
from handlers.context import Services
from knowledge.amending.aliases import alias_subject, alias_value
from knowledge.amending.due import due_value
from knowledge.amending.edits import edit_subject, edit_value
from knowledge.changes.change import SYSTEM, Value
from knowledge.memory import Store, Transaction, store_in_memory
from tests.benchmarks.measuring import percentile
from tests.conversations.play import services
from tests.talk import NOW, message

ASKED = (
    "2.6 ai chủ trì", "Bộ Ngoại giao chủ trì nhiệm vụ nào?", "hạn nộp báo cáo năm nay", "nhiệm vụ nào hết hạn năm 2026",
    "bvhttdl tiep nhan nv nao cua btttt", "đề án dạy tiếng Việt cho kiều bào", "địa phương phải làm gì",
)  # fmt: skip
_DAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of an answer in quiet, of one right after a change, of a change with what it has to make anew."""

    quiet: list[float]
    changing: list[float]
    change: list[float]

    def lines(self) -> Iterator[str]:
        for name, times in (
            ("answer in quiet", self.quiet),
            ("answer after a change", self.changing),
            ("change", self.change),
        ):
            spread = f"p99 {percentile(sorted(times), 99):.2f} ms, worst {max(times):.2f} ms"
            yield f"{name}: median {median(times):.2f} ms, {spread}"


def measure(changes: int) -> Times:
    """The same questions before the first change and after each of so many, by the same program."""
    store, ids = store_in_memory(), count()
    made = services(members_only=False, changing=True)
    try:
        for text in ASKED:
            _ask(store, made, text, next(ids))
        questions = cycle(ASKED)
        quiet = [_timed(lambda: _ask(store, made, next(questions), next(ids))) for _ in range(changes)]
        changing, changed = [], []
        for number in range(changes):
            changed.append(_timed(lambda number=number: store.call(_change, made, number)))  # type: ignore[misc]
            changing.append(_timed(lambda: _ask(store, made, next(questions), next(ids))))
        return Times(quiet, changing, changed)
    finally:
        store.close()


def _ask(store: Store, made: Services, text: str, number: int) -> None:
    store.call(router.handle, made, message(text, f"{number}"), NOW + timedelta(seconds=number))


def _change(tx: Transaction, made: Services, number: int) -> None:
    """One of the kinds that are changed most; what is known is made anew, as a confirmed change does."""
    kind, subject, value = _CHANGES[number % len(_CHANGES)](number)
    assert made.current is not None
    made.changes.make(tx, kind, subject, value, SYSTEM, NOW)
    made.current.at(tx)


def _edit(number: int, field: str, value: Value) -> tuple[str, str, Value]:
    task = f"47/NQ-CP 3.{1 + number % 21}"
    return "task", edit_subject(task, field), edit_value(value, f"QĐ {number}/QĐ-TTg", "", _DAY)


_CHANGES: tuple[Callable[[int], tuple[str, str, Value]], ...] = (
    lambda n: ("due", "47/NQ-CP 2.6", due_value(_DAY + timedelta(days=n % 700), f"QĐ {n}", "", _DAY)),
    lambda n: _edit(n, "lead", {"named": ["bng" if n % 2 else "bca"], "collectives": []}),
    lambda n: _edit(n, "note", f"Ghi chú số {n}"),
    lambda n: _edit(n, "title", f"Việc số {n} về thông tin đối ngoại"),
    lambda n: ("alias", alias_subject("bng", f"Nhà số {n} Tôn Thất Đàm"), alias_value(f"Nhà số {n} Tôn Thất Đàm")),
    lambda n: ("day", f"{date(2027, 1, 1) + timedelta(days=n % 300)}", edit_value(n % 2 == 0, "", "", _DAY)),
)


def _timed(run: Callable[[], None]) -> float:
    began = process_time()
    run()
    return (process_time() - began) * 1000


if __name__ == "__main__":
    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000).lines():
        print(line)
