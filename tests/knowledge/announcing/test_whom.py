"""To whom a notice goes, as it is typed."""

import pytest

from knowledge.announcing.whom import Read, Whom, read_whom
from knowledge.records import Agency
from tests.questions.asking import real_catalog

EVERY, OFFICERS = Whom(every=True), Whom(every=True, officers=True)


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ("tất cả", EVERY),
        ("Tat ca cac nhom", EVERY),
        ("all groups", EVERY),
        ("cán bộ đầu mối", OFFICERS),
        ("tất cả cán bộ", OFFICERS),
        ("officers", OFFICERS),
        ("cán bộ các tỉnh", Whom(kinds=("province",), officers=True)),
        ("cán bộ đầu mối của BNG", Whom(agencies=("bng",), officers=True)),
        ("bộ", Whom(kinds=("ministry",))),
        ("bộ, báo chí", Whom(kinds=("ministry", "media"))),
        ("các bộ, ngành", Whom(kinds=("ministerial", "ministry"))),
        ("các bộ, ngành, địa phương", Whom(kinds=("ministerial", "ministry", "province"))),
        ("tinh, thanh pho", Whom(kinds=("province",))),
        ("toàn bộ các tỉnh", Whom(kinds=("province",))),
        ("cơ quan của Đảng", Whom(kinds=("party",))),
        ("Bộ Văn hóa, Thể thao và Du lịch, Bộ Công an", Whom(agencies=("bvhttdl", "bca"))),
        ("các địa phương và VTV", Whom(kinds=("province",), agencies=("vtv",))),
        ("nhóm BNG; tỉnh Lào Cai", Whom(agencies=("bng", "p-15"))),
    ],
)
def test_whom_a_text_means(typed: str, whom: Whom) -> None:
    assert read_whom(real_catalog(), typed) == Read(whom)


def test_words_that_name_nobody_and_words_that_name_several_are_said() -> None:
    read = read_whom(real_catalog(), "BNG, xyz, BCT")
    assert (read.whom.agencies, read.unknown, read.doubtful) == (("bng",), ("xyz",), (("bct", ("bct", "bct-party")),))
    assert not read.is_clear


def test_of_several_the_one_that_has_a_chat_is_meant() -> None:
    assert read_whom(real_catalog(), "BCT", {"bct", "bng"}) == Read(Whom(agencies=("bct",)))
    assert read_whom(real_catalog(), "BCT", {"bct", "bct-party"}).doubtful


@pytest.mark.parametrize("typed", ["", "  ", "…", "🙂", "\u202e\u0000", "a" * 5000, "(((((" * 200])
def test_whatever_is_typed_is_read(typed: str) -> None:
    assert not read_whom(real_catalog(), typed).is_clear


def test_each_kind_of_agency_that_the_data_have_can_be_told_by_its_kind() -> None:
    def told(agency: Agency) -> bool:
        kinds = ("ministry", "ministerial", "government", "media", "party", "province")
        return any(Whom(kinds=(kind,)).has(agency.id, agency.kind) for kind in kinds)

    assert {agency.kind for agency in real_catalog().agencies.values() if not told(agency)} == {"group"}
