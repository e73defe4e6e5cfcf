"""The directory of agencies."""

import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from knowledge.reading.agencies import AgencyDirectory, load_directory
from knowledge.reading.agency_names import name_words
from knowledge.records import SourceError


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Bộ Văn hoá, Thể thao và Du lịch", "bvhttdl"),
        ("Bộ Công thương", "bct"),
        ("Uỷ ban Dân tộc", "ubdt"),
        ("BỘ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI", "bldtbxh"),
        ("Bộ Lao động Thương binh và Xã hội", "bldtbxh"),
        ("Bộ NN & PTNT", "bnnptnt"),
        ("Bộ Thông tin - Truyền thông", "btttt"),
        ("Bộ GD và ĐT", "bgddt"),
        ("Tổng Công ty Hàng không Việt Nam", "vna-airlines"),
        ("Hội khoa học lịch sử Việt Nam", "hoi-khls"),
        ("Ban chỉ đạo công tác thông tin đối ngoại", "bcd-ttdn"),
        ("Vietnam News Agency", "ttxvn"),
        ("Ministry of National Defense", "bqp"),
        ("UBND tỉnh Lạng Sơn", "p-20"),
        ("TP. Đà Nẵng", "p-48"),
        ("tỉnh Quảng Nam", "p-48"),
        ("Da Nang city", "p-48"),
    ],
)
def test_an_agency_is_found_however_its_name_is_spelled(directory: AgencyDirectory, written: str, id_: str) -> None:
    found = directory.find(written)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize("written", ["BCT", "Bộ CT", "VNA", "TTCP", "Bộ KH", "Đài", "ĐN", "HN", "xây dựng", "Hòa Bình"])
def test_a_name_that_may_mean_something_else_finds_nothing(directory: AgencyDirectory, written: str) -> None:
    assert directory.find(written) is None


def test_a_name_that_two_agencies_share_is_listed_as_ambiguous_in_both(directory: AgencyDirectory) -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    doubtful: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for agency in directory.agencies.values():
        for text in (agency.name, *agency.aliases, agency.name_en, *agency.aliases_en):
            owners[name_words(text)].add(agency.id)
        for text in agency.ambiguous:
            doubtful[name_words(text)].add(agency.id)
    shared = {words: ids for words, ids in owners.items() if len(ids) > 1}
    assert shared
    assert shared == {words: doubtful[words] for words in shared}


def test_every_ambiguous_name_is_one_of_the_names_of_its_agency(directory: AgencyDirectory) -> None:
    for agency in directory.agencies.values():
        assert set(agency.ambiguous) <= {*agency.aliases, *agency.aliases_en}, agency.id


def test_there_are_14_ministries_3_of_their_level_and_34_provinces_today(directory: AgencyDirectory) -> None:
    active = [agency for agency in directory.agencies.values() if agency.status == "active"]
    kinds = [agency.kind for agency in active]
    assert (kinds.count("ministry"), kinds.count("ministerial"), kinds.count("province")) == (14, 3, 34)
    assert sum(agency.name.startswith("Thành phố") for agency in active if agency.kind == "province") == 9


def test_whatever_was_dissolved_says_who_carries_on_since_when_and_on_what_basis(directory: AgencyDirectory) -> None:
    for agency in directory.agencies.values():
        assert (agency.status == "dissolved") == bool(agency.successions), agency.id
        assert sum(next_.main for next_ in agency.successions) == bool(agency.successions), agency.id
        for next_ in agency.successions:
            assert next_.basis
            assert next_.confidence in {"high", "medium", "low"}
            assert date(2025, 1, 1) < next_.since <= directory.checked


def test_a_province_keeps_the_names_of_what_became_part_of_it(directory: AgencyDirectory) -> None:
    hcm = directory.agencies["p-79"]
    assert (hcm.name, hcm.name_en) == ("Thành phố Hồ Chí Minh", "Ho Chi Minh city")
    assert hcm.former_names == ("Bình Dương", "Bà Rịa - Vũng Tàu")
    assert directory.agencies["p-20"].name == "tỉnh Lạng Sơn"
    assert directory.agencies["p-20"].name_en == "Lang Son province"


@pytest.mark.parametrize(
    ("collective", "reached", "not_reached"),
    [
        ("Các bộ, ngành, địa phương", {"byt", "ttcp", "p-44", "ubnd-tinh"}, {"vtv", "btgtw", "hoi-khls"}),
        ("các địa phương", {"p-44", "ubnd-tinh"}, {"byt", "ttcp"}),
        ("Các bộ, ngành", {"byt", "vpcp"}, {"p-44"}),
        ("các cơ quan báo chí", {"vtv", "bao-nhan-dan"}, {"byt"}),
        (
            "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ, các tỉnh, thành phố trực thuộc Trung ương",
            {"byt", "ttcp", "vtv", "vass", "p-44"},
            {"bao-nhan-dan", "qh"},
        ),
        ("các bộ, ngành, địa phương liên quan", set(), {"byt", "p-44"}),
        ("các đơn vị chưa ai biết", set(), {"byt", "p-44"}),
    ],
)
def test_a_collective_reaches_its_members_and_nobody_when_it_is_open_ended(
    directory: AgencyDirectory, collective: str, reached: set[str], not_reached: set[str]
) -> None:
    assert {id_ for id_ in reached | not_reached if directory.reaches(collective, id_)} == reached


def test_tasks_with_an_arguable_successor_name_both_candidates(directory: AgencyDirectory) -> None:
    assert set(directory.undetermined) == {"47/NQ-CP 2.5", "47/NQ-CP 3.13", "47/NQ-CP 3.16"}
    doubt = directory.succession_of("47/NQ-CP 3.13")
    assert doubt is not None
    assert (doubt.of, doubt.candidates) == ("btttt", ("bvhttdl", "bkhcn"))
    assert directory.succession_of("47/NQ-CP 3.12") is None


@pytest.mark.parametrize(
    ("file", "was", "now", "said"),
    [
        ("agencies.toml", 'id = "bqp"', 'id = "bca"', "agencies.toml: two agencies"),
        ("agencies.toml", 'successor = "bvhttdl"', 'successor = "bvh"', "agencies.toml: there is no agency 'bvh'"),
        ("agencies.toml", 'kind = "party"', 'kind = "club"', "agencies.toml: .*'club' is no kind"),
        ("agencies.toml", 'name_en = "Ministry of Justice"', "", "agencies.toml: .*btp.*name_en"),
        ("collectives.toml", 'kinds = ["media"]', 'kinds = ["radio"]', "collectives.toml: .*radio"),
        ("successions.toml", '"bkhcn"]', '"most"]', "successions.toml: there is no agency 'most'"),
        ("provinces.toml", 'former = ["Quảng Nam"]', 'fromer = ["Quảng Nam"]', "provinces.toml: .*fromer"),
        ("provinces.toml", "[[province]]", "[province]]", "provinces.toml: cannot be read as TOML"),
    ],
)
def test_a_slip_in_a_table_is_an_error_that_names_the_file_and_the_slip(
    documents: Path, tmp_path: Path, file: str, was: str, now: str, said: str
) -> None:
    for table in documents.glob("*.toml"):
        shutil.copy(table, tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert was in text
    (tmp_path / file).write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        load_directory(tmp_path)
