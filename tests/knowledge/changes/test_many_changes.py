"""Many changes in a row: answers take what they took before, and what was known before is forgotten."""

import gc
from statistics import median

from knowledge.catalog.catalog import Catalog
from tests.benchmarks.changing import measure


def test_an_answer_takes_no_longer_for_the_changes_before_it() -> None:
    times = measure(90)
    assert median(times.changing) < 2 * median(times.quiet) + 1  # milliseconds of the processor, in the same run
    gc.collect()
    assert sum(isinstance(each, Catalog) for each in gc.get_objects()) < 40
