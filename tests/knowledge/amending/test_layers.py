"""What officials change is laid over the documents: their words stay, and what is gone is left out."""

from collections.abc import Mapping
from datetime import date, time

from knowledge.amending.agencies import lay_agencies
from knowledge.amending.aliases import lay_aliases
from knowledge.amending.calendar import lay_days, lay_hours
from knowledge.amending.collectives import lay_members
from knowledge.amending.duties import lay_duties
from knowledge.amending.edits import edit_value
from knowledge.amending.ground import Ground
from knowledge.amending.layers import LAYERS
from knowledge.amending.rhythms import lay_rhythms
from knowledge.amending.secrecy import lay_secrecy, secrecy_value
from knowledge.amending.successions import lay_successions
from knowledge.amending.tasks import lay_tasks
from knowledge.catalog.catalog import Catalog
from knowledge.changes.change import Value
from knowledge.in_force import COORDINATE, LEAD, column, title
from knowledge.obligations.steps import Rhythms
from tests.internal import SINGLE, WHOLE, catalog_with
from tests.questions.asking import real_calendar, real_catalog

TODAY = date(2026, 11, 22)
GROUND = Ground(real_catalog().facts, real_calendar(), Rhythms())


def set_(value: Value, basis: str = "QĐ 1/QĐ-TTg") -> Value:
    return edit_value(value, basis, "vì thế", TODAY)


def task(ground: Ground, number: str, document: str = "47/NQ-CP"):  # type: ignore[no-untyped-def]
    return next((each for each in ground.facts.tasks if each.id == f"{document} {number}"), None)


def column_of(*named: str) -> Value:
    return {"named": list(named), "collectives": []}


def test_a_task_keeps_the_documents_words_and_says_what_holds() -> None:
    found = lay_tasks(GROUND, {
        "47/NQ-CP 2.6 title": set_("Việc khác"), "47/NQ-CP 2.6 lead": set_(column_of("bca")),
        "47/NQ-CP 2.6 note": set_("chờ Luật"),
    })  # fmt: skip
    changed, written = task(found, "2.6"), task(GROUND, "2.6")
    assert (changed.title, changed.lead, changed.coordinate) == (written.title, written.lead, written.coordinate)
    assert (title(changed), column(changed, LEAD).named) == ("Việc khác", ("bca",))
    assert column(changed, COORDINATE) == written.coordinate
    lead = next(each for each in changed.amendments if each.field == "lead")
    assert (lead.basis, lead.reason, lead.since) == ("QĐ 1/QĐ-TTg", "vì thế", TODAY)
    assert GROUND.facts.tasks != found.facts.tasks


def test_a_new_task_stands_behind_its_group() -> None:
    fields: Mapping[str, Value] = {"title": "Việc mới", "lead": column_of("bng"), "period": "2026 - 2027"}
    found = lay_tasks(GROUND, {"47/NQ-CP 2.99": set_(fields)})
    ids = [each.id for each in found.facts.tasks]
    assert ids[ids.index("47/NQ-CP 2.99") - 1] == "47/NQ-CP 2.13"
    new = task(found, "2.99")
    assert (new.group_title, new.period.last_year) == (task(GROUND, "2.6").group_title, 2027)
    assert new.amendments[0].field == "added"


def test_a_hidden_task_is_not_there_and_one_that_was_added_can_be_hidden_too() -> None:
    fields: Mapping[str, Value] = {"title": "Việc mới", "lead": column_of("bng"), "period": "2027"}
    found = lay_tasks(GROUND, {
        "47/NQ-CP 2.6 hidden": set_(value=True), "47/NQ-CP 2.99": set_(fields),
        "47/NQ-CP 2.99 hidden": set_(value=True),
    })  # fmt: skip
    assert task(found, "2.6") is task(found, "2.99") is None
    assert len(found.facts.tasks) == len(GROUND.facts.tasks) - 1


def test_a_change_of_what_is_not_there_any_more_is_left_out() -> None:
    gone: dict[str, dict[str, Value]] = {
        "task": {"99/KH 1.1 title": set_("x"), "99/KH 1.1": set_({"title": "x"}), "99/KH 1.1 hidden": set_(value=True)},
        "agency": {"khong-co name": set_("x"), "khong-co hidden": set_(value=True)},
        "alias": {"khong-co x": {"text": "x", "ambiguous": False}},
        "collective": {"khong-co bng": set_(value=True), "cac-bo khong-co": set_(value=True)},
        "succession": {
            "khong-co bng": set_({"since": "2026-01-01", "tasks": []}),
            "bng khong-co hidden": set_(value=True),
        },
        "duty": {"khong-co title": set_("x"), "khong-co hidden": set_(value=True)},
        "rhythm": {"khong-co": set_({"before": [1], "after": [], "weekly": 0})},
    }
    for kind, changed in gone.items():
        found = LAYERS[kind](GROUND, changed)
        assert found.facts.tasks == GROUND.facts.tasks, kind
        assert found.facts.duties == GROUND.facts.duties, kind
        assert found.facts.directory.agencies == GROUND.facts.directory.agencies, kind
        assert not [reached for reached in found.facts.directory.joined.values() if reached], kind
        assert found.rhythms == GROUND.rhythms, kind


def test_agencies_that_are_not_known_any_more_drop_out_of_a_task() -> None:
    found = lay_tasks(GROUND, {"47/NQ-CP 2.6 lead": set_(column_of("bng", "khong-co"))})
    assert column(task(found, "2.6"), LEAD).named == ("bng",)


def test_who_takes_over_all_takes_over_what_the_other_had_taken_over() -> None:
    new = lay_agencies(GROUND, {"bttqg": set_({"name": "Bộ Truyền thông quốc gia", "kind": "ministry"})})
    found = lay_successions(new, {"bvhttdl bttqg": set_({"since": "2026-11-01", "tasks": []})})
    agencies = found.facts.directory.agencies
    assert agencies["btttt"].successor_in().successor == "bttqg"  # type: ignore[union-attr]
    assert agencies["bvhttdl"].status == "dissolved"
    catalog = Catalog(found.facts)
    before = Catalog(new.facts)
    led = before.inherited(LEAD, "bvhttdl") | before.facets.named(LEAD, "bvhttdl")
    assert catalog.inherited(LEAD, "bttqg") == led
    assert catalog.inherited(LEAD, "bvhttdl") == 0
    assert all("bvhttdl" not in doubt.candidates for doubt in found.facts.directory.undetermined.values())


def test_tasks_given_by_name_are_no_longer_arguable_nor_the_main_successors() -> None:
    found = lay_successions(
        GROUND, {"btttt bkhcn": set_({"since": "2025-03-01", "tasks": ["47/NQ-CP 2.5", "47/NQ-CP 2.3"]})}
    )
    catalog = Catalog(found.facts)
    for number in ("2.5", "2.3"):
        bit = 1 << catalog.positions[f"47/NQ-CP {number}"]
        assert catalog.inherited(LEAD, "bkhcn") & bit
        assert not catalog.inherited(LEAD, "bvhttdl") & bit
    assert "47/NQ-CP 2.5" not in found.facts.directory.undetermined


def test_a_succession_that_is_taken_away_leaves_the_agency_as_it_was() -> None:
    found = lay_successions(GROUND, {"btttt bvhttdl hidden": set_(value=True)})
    assert (
        Catalog(found.facts).inherited(LEAD, "bvhttdl").bit_count()
        < Catalog(GROUND.facts).inherited(LEAD, "bvhttdl").bit_count()
    )


def test_members_are_counted_in_and_out() -> None:
    found = lay_members(GROUND, {"cac-bo vtv": set_(value=True), "cac-bo bng": set_(value=False)})
    directory, catalog = found.facts.directory, Catalog(found.facts)
    assert directory.reaches("các bộ, ngành", "vtv")
    assert not directory.reaches("các bộ, ngành", "bng")
    assert catalog.reaches(["cac-bo"], {"vtv"})
    assert not catalog.reaches(["cac-bo"], {"bng"})
    assert catalog.reaches(["cac-bo"], {"bca"})


def test_an_alias_finds_the_agency() -> None:
    found = lay_aliases(GROUND, {"bng nha": {"text": "Nhà Thái Học", "ambiguous": False}})
    assert found.facts.directory.find("nhà thái học").id == "bng"  # type: ignore[union-attr]


def test_a_duty_is_reckoned_anew_and_quotes_its_text_as_before() -> None:
    when: dict[str, Value] = {
        "text": "trước ngày 15/12 hằng năm", "recurrence": "yearly", "day": None, "month_days": ["12-15"],
        "month_day": 0, "weekday": 0, "exclusive": True,
    }  # fmt: skip
    changed = lay_duties(GROUND, {"tt02-bao-cao-nam when": set_(when)})
    before, after = (next(d for d in each.facts.duties if d.id == "tt02-bao-cao-nam") for each in (GROUND, changed))
    assert (after.month_days, after.when, after.quote) == (("12-15",), before.when, before.quote)
    assert (after.amendments[0].was, after.amendments[0].now) == (before.when, "trước ngày 15/12 hằng năm")


def test_days_hours_and_steps_are_those_that_were_set() -> None:
    found = lay_days(GROUND, {"2026-11-28": set_(value=True), "2026-11-27": set_(value=False)})
    assert found.calendar.is_working(date(2026, 11, 28))
    assert not found.calendar.is_working(date(2026, 11, 27))
    assert GROUND.calendar.is_working(date(2026, 11, 27))
    assert lay_hours(GROUND, {"all": set_(["09:00", "11:30"])}).hours == (time(9), time(11, 30))
    steps: Value = {"before": [20, 5], "after": [1], "weekly": 2}
    rhythms = lay_rhythms(GROUND, {"lead": set_(steps), "tt02-bao-cao-nam": set_(steps)}).rhythms
    assert rhythms.of("lead").before == rhythms.of("report", "yearly", "tt02-bao-cao-nam").before == (20, 5)
    assert rhythms.of("report", "yearly").before == Rhythms().of("report", "yearly").before


def internal(title: str = "", *, is_so: bool = True) -> Value:
    return secrecy_value(title, internal=is_so)


def test_what_is_marked_as_internal_is_just_what_the_data_can_call_so() -> None:
    for changed, flag in (
        ({"47/NQ-CP": internal()}, WHOLE),
        ({"47/NQ-CP 2.6": internal(), "47/NQ-CP 4.4": internal()}, SINGLE),
    ):
        found, written = lay_secrecy(GROUND, changed).facts, catalog_with(flag).facts
        assert found.tasks == written.tasks
        assert found.documents == written.documents
        assert found.duties == written.duties


def test_a_mark_of_what_is_not_there_any_more_says_nothing() -> None:
    found = lay_secrecy(GROUND, {"1/QĐ 9.9": internal(), "không có": internal(is_so=False)})
    assert found.facts.tasks == GROUND.facts.tasks


def test_what_was_made_public_is_so_for_the_words_that_it_had() -> None:
    single = Ground(catalog_with(SINGLE).facts, real_calendar(), Rhythms())
    written = task(single, "2.6")
    same = lay_secrecy(single, {written.id: internal(f"  {written.title.upper()}", is_so=False)})
    assert not task(same, "2.6").internal
    assert task(same, "4.4").internal
    assert task(lay_secrecy(single, {written.id: internal("Việc khác", is_so=False)}), "2.6").internal
