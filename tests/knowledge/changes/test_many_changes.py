"""Many changes in a row: what was known before each is forgotten. What they cost answers, the benchmark measures."""

import gc

from knowledge.catalog.catalog import Catalog
from tests.benchmarks.changing import measure


def test_what_was_known_before_many_changes_is_not_kept() -> None:
    times = measure(90)
    assert len(times.changing) == len(times.quiet) == len(times.change) == 90
    gc.collect()
    assert sum(isinstance(each, Catalog) for each in gc.get_objects()) < 40
