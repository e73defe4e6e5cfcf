"""The sets made once hold what looking at every task would find."""

from collections.abc import Callable, Iterable

import pytest

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import ROLES, column
from knowledge.records import Task
from tests.questions.asking import real_catalog

YEARS = range(2016, 2034)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def found(catalog: Catalog, bits: int) -> list[str]:
    return [catalog.tasks[position].id for position in positions_of(bits)]


def scanned(tasks: Iterable[Task], fits: Callable[[Task], bool]) -> list[str]:
    return [task.id for task in tasks if fits(task)]


def test_by_agency_and_role(catalog: Catalog) -> None:
    for role in ROLES:
        for agency in catalog.agencies:
            named = found(catalog, catalog.facets.named(role, agency))
            assert named == scanned(catalog.tasks, lambda task: agency in column(task, role).named)  # noqa: B023


def test_by_what_reaches_an_agency_through_a_collective(catalog: Catalog) -> None:
    reaches = catalog.directory.reaches
    for role in ROLES:
        for agency in (known for known in catalog.agencies.values() if known.kind != "group"):
            bits = found(catalog, catalog.facets.reached(role, agency.id))
            assert bits == scanned(
                catalog.tasks,
                lambda task: any(reaches(text, agency.id) for text in column(task, role).collectives),  # noqa: B023
            )


def test_by_document_group_and_number(catalog: Catalog) -> None:
    for document in catalog.documents:
        assert found(catalog, catalog.facets.document(document)) == scanned(
            catalog.tasks,
            lambda task: task.document == document,  # noqa: B023
        )
    for task in catalog.tasks:
        assert task.id in found(catalog, catalog.facets.group(task.group) & catalog.facets.number(task.number))


@pytest.mark.parametrize("year", YEARS)
def test_by_year(catalog: Catalog, year: int) -> None:
    facets, tasks = catalog.facets, catalog.tasks
    once = [task for task in tasks if not task.period.recurring]
    assert found(catalog, facets.last_year(year, year)) == scanned(once, lambda task: task.period.last_year == year)
    assert found(catalog, facets.over_before(year)) == scanned(
        once, lambda task: (task.period.last_year or 9999) < year
    )
    assert found(catalog, facets.first_year(year)) == scanned(tasks, lambda task: task.period.first_year == year)
    assert found(catalog, facets.under_way(year)) == scanned(tasks, lambda task: is_under_way(task, year))
    assert found(catalog, facets.period(2024, year)) == scanned(
        tasks, lambda task: (task.period.first_year, task.period.last_year) == (2024, year)
    )


def is_under_way(task: Task, year: int) -> bool:
    first, last = task.period.first_year, task.period.last_year
    return task.period.recurring or (first is not None and last is not None and first <= year <= last)


def test_recurring_ones(catalog: Catalog) -> None:
    assert found(catalog, catalog.facets.recurring) == scanned(catalog.tasks, lambda task: task.period.recurring)


def test_several_years_are_each_of_them(catalog: Catalog) -> None:
    facets = catalog.facets
    assert facets.last_year(2024, 2026) == facets.last_year(2024, 2024) | facets.last_year(2025, 2026)


def test_what_nobody_has_is_empty(catalog: Catalog) -> None:
    facets = catalog.facets
    assert (facets.named("lead", "nobody"), facets.document("?"), facets.group("99"), facets.number("9.9")) == (
        0,
        0,
        0,
        0,
    )


def test_a_year_is_in_force_until_the_programme_is_over(catalog: Catalog) -> None:
    documents = {catalog.tasks[position].document for position in positions_of(catalog.in_force(2019))}
    later = {catalog.tasks[position].document for position in positions_of(catalog.in_force(2031))}
    assert "47/NQ-CP" in documents
    assert later == set()
