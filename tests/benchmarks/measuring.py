"""Stopwatch, percentiles, and signs of life on standard error."""

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

import click

from knowledge.catalog.catalog import Catalog
from knowledge.questions.engine import engine_for

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds over a set of questions; of each question the median of its repeated runs."""

    median: float
    p99: float
    worst: float
    worst_of: str

    @classmethod
    def of(cls, times: dict[str, list[float]]) -> "Spread":
        each = sorted((median(runs), name) for name, runs in times.items())
        milliseconds = [time for time, _ in each]
        return cls(median(milliseconds), percentile(milliseconds, 99), *each[-1])


def percentile(in_order: Sequence[float], share: int) -> float:
    """The least value that `share` percent of the values do not exceed."""
    return in_order[max(0, -(-len(in_order) * share // 100) - 1)]


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """What was returned, and the milliseconds that it took."""
    began = time.perf_counter_ns()
    result = run()
    return result, (time.perf_counter_ns() - began) / 1e6


def tidy() -> None:
    """What the program does after its catalog is built: what lives for good is not looked at by the collector again."""
    gc.collect()
    gc.freeze()


def forget_questions(catalog: Catalog) -> None:
    """Empty what `knowledge` remembers of earlier questions, so that none is answered from its own last run.

    That is every cache of bounded size in a module, but the engine itself, and the engine's of misspelt words.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith("knowledge.")]
    for owner in (*modules, engine_for(catalog).vocabulary):
        for value in list(vars(owner).values()):
            bounded = hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None
            if bounded and value is not engine_for:
                value.cache_clear()


def progress(label: str, things: Iterable[T], length: int) -> AbstractContextManager[Iterable[T]]:
    return click.progressbar(things, length=length, label=label, file=sys.stderr)


@contextmanager
def step(label: str) -> Iterator[None]:
    """Something that takes a while and cannot be counted."""
    click.echo(f"{label} ...", err=True, nl=False)
    began = time.perf_counter()
    yield
    click.echo(f" {time.perf_counter() - began:.1f} s", err=True)
