"""One agency cell of an annex."""

import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.columns import UnknownAgencyError, read_agency_column

Ids = list[str]


@pytest.mark.parametrize(
    ("cell", "named", "collectives"),
    [
        ("", [], []),
        ("Bộ Văn hóa, Thể thao và Du lịch", ["bvhttdl"], []),
        ("Bộ Ngoại giao, Bộ Quốc phòng, Bộ Công an", ["bng", "bqp", "bca"], []),
        ("Bộ Ngoại giao; Bộ Công an.", ["bng", "bca"], []),
        ("Bộ Thông tin và Truyền thông, các bộ, ngành, địa phương", ["btttt"], ["các bộ, ngành, địa phương"]),
        ("Các bộ, ngành, địa phương, các cơ quan báo chí", [], ["Các bộ, ngành, địa phương", "các cơ quan báo chí"]),
        ("Các bộ, ngành và các cơ sở đào tạo có liên quan", [], ["Các bộ, ngành", "các cơ sở đào tạo có liên quan"]),
        ("Các bộ, ngành và địa phương", [], ["Các bộ, ngành và địa phương"]),
        (
            "Bộ Lao động - Thương binh và Xã hội và các bộ, ngành, địa phương, các Đài Truyền hình Việt Nam, "
            "Tiếng nói Việt Nam, Thông tấn xã Việt Nam",
            ["bldtbxh", "vtv", "vov", "ttxvn"],
            ["các bộ, ngành, địa phương"],
        ),
        ("Thông tấn xã Việt Nam và các cơ sở giáo dục, đào tạo", ["ttxvn"], ["các cơ sở giáo dục, đào tạo"]),
        ("các Bộ: Quốc phòng, Xây dựng, Ngoại giao", ["bqp", "bxd", "bng"], []),
        (
            "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ, các tỉnh, thành phố trực thuộc Trung ương, "
            "các cơ quan đại diện Việt Nam ở nước ngoài",
            [],
            [
                "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ, các tỉnh, thành phố trực thuộc Trung ương",
                "các cơ quan đại diện Việt Nam ở nước ngoài",
            ],
        ),
        ("Bộ Ngoại giao và các tổ chức chính trị, xã hội, Bộ Y tế", ["bng", "byt"], ["các tổ chức chính trị, xã hội"]),
        (
            "Các bộ, ngành, địa phương, doanh nghiệp liên quan",
            [],
            ["Các bộ, ngành, địa phương, doanh nghiệp liên quan"],
        ),
    ],
)
def test_named_agencies_and_collectives_come_in_the_order_of_the_cell(
    directory: AgencyDirectory, cell: str, named: Ids, collectives: list[str]
) -> None:
    column = read_agency_column(cell, directory)
    assert (list(column.named), list(column.collectives)) == (named, collectives)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Bộ Hàng hải", "Bộ Hàng hải"),
        ("Bộ Ngoại giao, Bộ Hàng hải và các bộ, ngành", "Bộ Hàng hải"),
        ("các bộ, ngành, Viện Đại dương", "Viện Đại dương"),
        ("Bộ Nông nghiệp và Đại dương", "Đại dương"),
        ("bộ Hàng hải", "bộ Hàng hải"),
        ("2024 - 2025", "2024 - 2025"),
        ("các Bộ: Y tế, Hàng hải", "Hàng hải"),
    ],
)
def test_an_agency_that_the_directory_does_not_know_is_an_error_with_its_words(
    directory: AgencyDirectory, cell: str, words: str
) -> None:
    with pytest.raises(UnknownAgencyError) as caught:
        read_agency_column(cell, directory)
    assert caught.value.words == words
