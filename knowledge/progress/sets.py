"""Sets of tasks by how they stand, and how many stand how.

Only what something is recorded of is looked at: of all other tasks nothing was reported.
"""

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date
from functools import lru_cache

from knowledge.catalog.bits import among, bits_of
from knowledge.catalog.catalog import Catalog
from knowledge.progress.records import Recorded
from knowledge.progress.standing import Standing, standing
from knowledge.progress.status import FINISHED, UNFINISHED, Status

WANTED: dict[str, frozenset[Status]] = {
    "finished": FINISHED,
    "on_time": frozenset({"on_time"}),
    "late": frozenset({"late"}),
    "unfinished": UNFINISHED,
    "unreported": frozenset({"unreported"}),
    "reported": frozenset({*FINISHED, "within", "overdue"}),
}
"""What can be asked for, and the statuses that are meant by it."""


def standing_so(
    catalog: Catalog, recorded: Recorded, wanted: Container[Status], parties: Iterable[str], today: date
) -> int:
    """The tasks with one of these statuses: that of the agencies (ids) where they lead, the whole task's otherwise."""
    asked = tuple(parties)
    found: list[int] = []
    looked_at: list[int] = []
    for position, how in _known(catalog, recorded, today):
        looked_at.append(position)
        if _worst(_statuses(how, asked)) in wanted:
            found.append(position)
    size = len(catalog.tasks)
    ending = catalog.facets.all & ~catalog.facets.without_end if "unreported" in wanted else 0
    return bits_of(found, size) | (ending & catalog.in_force(today.year) & ~bits_of(looked_at, size))


def counted(catalog: Catalog, recorded: Recorded, bits: int, parties: Iterable[str], today: date) -> Counter[Status]:
    """How many of these tasks stand how, by their statuses as in `standing_so`."""
    asked = tuple(parties)
    counts: Counter[Status] = Counter()
    known = dict(_known(catalog, recorded, today))
    held = among(bits, known)
    for position in held:
        counts[_worst(_statuses(known[position], asked))] += 1
    rest = bits & ~bits_of(held, len(catalog.tasks))
    over, endless = rest & ~catalog.in_force(today.year), rest & catalog.facets.without_end
    counts["historical"] += over.bit_count()
    counts["regular"] += (endless & ~over).bit_count()
    counts["unreported"] += (rest & ~over & ~endless).bit_count()
    return counts


@lru_cache(maxsize=4)
def _known(catalog: Catalog, recorded: Recorded, today: date) -> tuple[tuple[int, Standing], ...]:
    """The tasks of which something is recorded, and how they stand: reckoned once for all lists of an answer."""
    ids = (id_ for id_ in dict.fromkeys((*recorded.done, *recorded.notes)) if id_ in catalog.positions)
    return tuple((catalog.positions[id_], standing(catalog, catalog.task(id_), recorded, today)) for id_ in ids)


def _statuses(how: Standing, agencies: tuple[str, ...]) -> list[Status]:
    """Of each of the agencies that lead the task; of the whole where none does."""
    parts = [part.status for part in map(how.of, agencies) if part and part.role == "lead"]
    return parts or [how.status]


def _worst(statuses: list[Status]) -> Status:
    """What several have to be counted as together."""
    order: tuple[Status, ...] = ("overdue", "unreported", "within", "late", "on_time", "regular", "historical")
    return min(statuses, key=order.index)
