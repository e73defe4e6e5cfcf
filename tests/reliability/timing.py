"""Times of many answers, in short."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.measuring import percentile


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds; infinite where an answer is missing."""

    number: int
    median: float
    p99: float
    worst: float

    @classmethod
    def of(cls, milliseconds: Iterable[float]) -> "Times":
        """Of at least one."""
        in_order = sorted(milliseconds)
        return cls(len(in_order), median(in_order), percentile(in_order, 99), in_order[-1])
