"""Each reader's edition of the catalog: what is left of what is internal, and for whom all of it is there."""

from dataclasses import fields, replace

import pytest

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import EVERYTHING, PUBLIC, Reader, edition_for
from tests.internal import REPORT, SINGLE, WHOLE, catalog_with

NO_SYMBOL = ("documents.toml", 'id = "Công văn TTĐN 2024"', "internal = true")
ID = "47/NQ-CP 2.6"


@pytest.mark.parametrize("reader", [PUBLIC, EVERYTHING, Reader(agency="bng"), Reader(agency="nobody")])
def test_where_nothing_is_internal_everybody_reads_the_one_catalog(reader: Reader) -> None:
    assert edition_for(catalog_with(), reader) is catalog_with()


def test_who_reads_everything_reads_the_catalog_itself_and_the_others_share_what_is_left() -> None:
    catalog = catalog_with(SINGLE)
    assert edition_for(catalog, EVERYTHING) is catalog
    assert edition_for(catalog, PUBLIC) is edition_for(catalog, Reader(agency="ktnn"))
    assert edition_for(edition_for(catalog, PUBLIC), EVERYTHING) is edition_for(catalog, PUBLIC)


@pytest.mark.parametrize(
    "agency",
    [
        "bng",  # named
        "p-01",  # one of "các địa phương"
        "bnnmt",  # carries on the work of Bộ Nông nghiệp và Phát triển nông thôn
        "btttt",  # named, and ended
    ],
)
def test_an_agency_that_the_document_gives_something_reads_its_words(agency: str) -> None:
    catalog = catalog_with(SINGLE)
    assert edition_for(catalog, Reader(agency=agency)).task(ID).title == catalog.task(ID).title


@pytest.mark.parametrize("agency", ["ktnn", "bdbp", "", "no-such-agency"])
def test_another_agency_does_not(agency: str) -> None:
    assert edition_for(catalog_with(SINGLE), Reader(agency=agency)).task(ID).withheld


def test_an_agency_reads_what_is_given_to_it_and_not_what_is_given_to_others() -> None:
    catalog = edition_for(catalog_with(SINGLE, NO_SYMBOL), Reader(agency="p-01"))
    assert not catalog.task(ID).withheld
    assert catalog.documents["Công văn TTĐN 2024"].withheld


def test_an_internal_duty_of_a_text_that_is_not_held_is_read_by_who_owes_or_receives_it() -> None:
    catalog = catalog_with(REPORT)
    for agency, reads in (("bng", True), ("btttt", True), ("bvhttdl", True), ("bdbp", False)):
        duty = next(duty for duty in edition_for(catalog, Reader(agency=agency)).duties if duty.id.startswith("tt02-b"))
        assert duty.withheld != reads, agency


def test_of_a_task_number_and_period_are_left_and_whose_it_is_can_be_counted() -> None:
    whole, left = catalog_with(SINGLE), edition_for(catalog_with(SINGLE), PUBLIC)
    task = left.task(ID)
    assert (task.number, task.period) == ("2.6", whole.task(ID).period)
    assert (task.title, task.group_title, task.lead.named, task.coordinate.named) == ("", "", (), ())
    assert left.facets.named("lead", "bng") == whole.facets.named("lead", "bng")
    assert left.positions == whole.positions
    assert left.label(task, "vi") == left.label(task, "en") == ""


def test_of_a_document_kind_symbol_and_days_are_left() -> None:
    document = edition_for(catalog_with(WHOLE), PUBLIC).documents["47/NQ-CP"]
    texts = {
        field.name: value for field in fields(document) if (value := getattr(document, field.name)) and value != ()
    }
    assert {name: value for name, value in texts.items() if isinstance(value, str | tuple | frozenset)} == {
        "id": "47/NQ-CP",
        "symbol": "47/NQ-CP",
        "kind": "Nghị quyết",
        "short_name": "Nghị quyết 47/NQ-CP",
        "short_name_en": "Nghị quyết 47/NQ-CP",
    }
    assert (document.issued is not None, document.first_year, document.last_year) == (True, 2024, 2030)


def test_a_document_without_a_symbol_is_called_internal_and_nothing_else() -> None:
    document = edition_for(catalog_with(NO_SYMBOL), PUBLIC).documents["Công văn TTĐN 2024"]
    assert (document.short_name, document.short_name_en) == ("Văn bản nội bộ", "Internal document")


def words_known(catalog: Catalog) -> set[str]:
    return {*catalog.text.features(), *catalog.clauses.features(), *catalog.group_titles.features()}


def test_no_index_knows_a_word_that_only_internal_texts_have() -> None:
    catalog = catalog_with(WHOLE)
    left = edition_for(catalog, PUBLIC)
    assert {"tin gia", "vtv world"} <= words_known(catalog)
    assert not {"tin gia", "vtv world"} & words_known(left)
    assert left.facts.draft_tasks == {}
    assert not left.facts.sources
    assert not any(doubt.why for doubt in left.directory.undetermined.values())
    assert not any(note.about.startswith("47/NQ-CP") for note in left.facts.related)
    assert not any(clause.text for clause in left.provisions if clause.document == "47/NQ-CP")


def test_other_internal_words_leave_the_very_same_edition_so_that_nothing_asked_of_it_can_tell_them() -> None:
    facts = catalog_with(WHOLE).facts
    secret = "chiến dịch bí mật mang tên Sao Mai"
    tasks = tuple(replace(task, title=secret, group_title=secret) if task.internal else task for task in facts.tasks)
    clauses = tuple(
        replace(each, heading=secret, text=secret) if each.document == "47/NQ-CP" else each for each in facts.provisions
    )
    duties = tuple(
        replace(duty, title=secret, who=secret, form=secret) if duty.internal else duty for duty in facts.duties
    )
    documents = tuple(
        replace(each, title=secret, names=(secret,), signer=secret, short_name=secret, note=secret)
        if each.internal
        else each
        for each in facts.documents
    )
    labels = {id_: (secret, secret) if id_.startswith("47/NQ-CP") else label for id_, label in facts.labels.items()}
    changed = replace(facts, tasks=tasks, provisions=clauses, duties=duties, documents=documents, labels=labels)
    assert edition_for(Catalog(changed), PUBLIC).facts == edition_for(catalog_with(WHOLE), PUBLIC).facts


def test_after_a_change_an_edition_takes_over_what_it_does_not_touch_and_nothing_that_is_internal_by_now() -> None:
    before = catalog_with(SINGLE)
    first = edition_for(before, PUBLIC)
    tasks = tuple(replace(task, product="Đề án") if task.number == "3.7" else task for task in before.facts.tasks)
    after = Catalog(replace(before.facts, tasks=tasks), before=before)
    assert edition_for(after, PUBLIC).text is first.text
    tasks = tuple(replace(task, internal=task.internal or task.number == "3.7") for task in before.facts.tasks)
    closed = edition_for(Catalog(replace(before.facts, tasks=tasks), before=before), PUBLIC)
    assert closed.text is not first.text
    assert closed.task("47/NQ-CP 3.7").withheld
