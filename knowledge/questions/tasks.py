"""A list of tasks that is looked at only as far as it is shown: in a big catalog it may hold half of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Self, overload

from knowledge.catalog.bits import bits_of, first_positions, positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.records import Task

_NEAR = 200


@dataclass(frozen=True)
class Tasks:
    """Immutable. `bits` are the tasks (see bits); in the order of the annex, or as `ranked` has them."""

    catalog: Catalog
    bits: int
    ranked: tuple[int, ...] | None = None
    by_deadline: bool = False

    @classmethod
    def of(cls, catalog: Catalog, positions: tuple[int, ...]) -> Self:
        """The tasks at these positions, in this order."""
        return cls(catalog, bits_of(positions, len(catalog.tasks)), positions)

    def __len__(self) -> int:
        return self.bits.bit_count() if self.ranked is None else len(self.ranked)

    def __iter__(self) -> Iterator[Task]:
        return (self.catalog.tasks[position] for position in self._positions())

    def page(self, first: int, last: int) -> list[Task]:
        """The tasks from place `first` (from 0) to before `last`."""
        if self.ranked is None and not self.by_deadline and last <= _NEAR:
            return [self.catalog.tasks[at] for at in first_positions(self.bits, last)[first:]]
        return list(islice(self, first, last))

    @property
    def ids(self) -> "TaskIds":
        return TaskIds(self)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents the tasks are of, in the order of the catalog."""
        if self.bits.bit_count() > _NEAR:
            return tuple(document for document, bits in self.catalog.tasks_by_document if bits & self.bits)
        held = {self.catalog.tasks[at].document for at in first_positions(self.bits, _NEAR)}
        return tuple(sorted(held, key=self.catalog.document_places.__getitem__))

    def _positions(self) -> Iterator[int]:
        if self.ranked is not None:
            return iter(self.ranked)
        if not self.by_deadline:
            return positions_of(self.bits)
        facets = self.catalog.facets
        years = [facets.last_year(year, year) & self.bits for year in facets.last_years]
        undated = self.bits & ~facets.last_year(0, 9999)
        return chain.from_iterable(map(positions_of, (*years, undated & ~facets.recurring, undated & facets.recurring)))


class TaskIds(Sequence[str]):
    """The ids of a list of tasks, made when they are looked at."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def __len__(self) -> int:
        return len(self._tasks)

    def __iter__(self) -> Iterator[str]:
        return (task.id for task in self._tasks)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return [task.id for task in self._tasks.page(start, stop)][::step]
        place = index if index >= 0 else index + len(self)
        for task in self._tasks.page(place, place + 1):
            return task.id
        raise IndexError(index)
