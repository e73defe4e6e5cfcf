"""The figures as Markdown."""

import importlib.metadata
import importlib.util
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.answering import Answered
from tests.benchmarks.measuring import Spread
from tests.benchmarks.program import Loaded, Started
from tests.benchmarks.searching import Searched


def machine() -> str:
    """Processor, cores, memory, system and versions, one line each."""
    libraries = [name for name in ("rapidfuzz", "scikit-learn") if _version(name)]
    memory = int(_first("/proc/meminfo", "MemTotal").split()[0]) // 2**20
    lines = [
        f"{os.cpu_count()} cores, {_first('/proc/cpuinfo', 'model name')}",
        f"{memory} GB of memory, {platform.system()}; load before this {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {_version(name)}" for name in libraries),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _first(file: str, key: str) -> str:
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "0 unknown")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def answers(found: Mapping[int, Answered], mixed: int, topics: int) -> str:
    rows = [
        (
            f"{size:,}",
            *_spread(one.mixed),
            *_spread(one.topics),
            _ms(one.hostile.worst),
            f"{one.longest:,}",
            f"{one.named} of {topics}",
        )
        for size, one in found.items()
    ]
    head = (
        "tasks",
        f"{mixed} mixed: median",
        "p99",
        "worst",
        f"{topics} topics: median",
        "p99",
        "worst",
        "hostile, worst",
        "longest answer, characters",
        "right task named first",
    )
    worst = [
        f"- {size:,} tasks: “{one.mixed.worst_of}”, “{one.topics.worst_of}”; hostile: {one.hostile.worst_of}"
        for size, one in found.items()
    ]
    return "\n".join([_table(head, rows), "", "Slowest:", "", *worst])


def searches(size: int, found: Sequence[Searched]) -> str:
    ours = found[0].time.median
    rows = [
        (
            way.name,
            f"{way.first:.3f}",
            f"{way.among:.3f}",
            *_spread(way.time)[:2],
            f"{way.time.median / ours:.1f}",
        )
        for way in found
    ]
    return f"### {size:,} tasks\n\n" + _table(
        ("way", "hit@1", "hit@3", "median", "p99", "times our median"),
        rows,
    )


def starts(found: Mapping[str, Started]) -> str:
    rows = [
        (name, f"{one.seconds:.2f} s", f"{one.megabytes:.0f} MB" if one.megabytes else "")
        for name, one in found.items()
    ]
    return _table(("start", "to the first answer", "resident after it"), rows)


def loads(found: Iterable[Loaded]) -> str:
    rows = [
        (
            f"{one.tasks:,}",
            f"{one.load:.2f} s",
            f"{one.catalog:.2f} s",
            f"{one.first_answer:.2f} s",
            f"{one.megabytes:.0f} MB",
            f"{one.peak:.0f} MB",
        )
        for one in found
    ]
    return _table(("tasks", "read from the database", "catalog", "first answer", "resident", "at its highest"), rows)


def _spread(spread: Spread) -> tuple[str, str, str]:
    return _ms(spread.median), _ms(spread.p99), _ms(spread.worst)


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
