"""Single cells: who is named in them, and until when."""

import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.agency_cell import read_bodies
from knowledge.reading.drafts.agency_cells import AgencyReader
from knowledge.reading.drafts.deadlines import read_deadline
from knowledge.reading.drafts.draft import Flag
from knowledge.reading.drafts.numbers import read_number, split_number

BODIES = """
Bộ Khoa học, Công nghệ, Bộ Y tế và các địa phương => Bộ Khoa học, Công nghệ | Bộ Y tế | {các địa phương}
Các bộ, ngành, địa phương, doanh nghiệp liên quan => {Các bộ, ngành, địa phương} | {doanh nghiệp liên quan}
Các thành phố lớn và một số tỉnh đủ điều kiện => {Các thành phố lớn và một số tỉnh đủ điều kiện}
Tập đoàn, doanh nghiệp công nghệ số => {Tập đoàn, doanh nghiệp công nghệ số}
Bộ Công an và các địa phương Bắc Ninh, Bình Dương => Bộ Công an | Bắc Ninh | Bình Dương
Các Bộ: Quốc phòng, Xây dựng => Bộ Quốc phòng | Bộ Xây dựng
Các Bộ: Văn hóa, Thể thao và Du lịch, Y tế và Công an => Bộ Văn hóa, Thể thao và Du lịch | Bộ Y tế | Bộ Công an
Các Sở: Tài chính, Nông nghiệp và Môi trường; UBND các xã => Sở Tài chính | Sở Nông nghiệp và Môi trường | {UBND các xã}
UBND các tỉnh: Bắc Ninh, An Giang => UBND tỉnh Bắc Ninh | UBND tỉnh An Giang
Các đơn vị: Vụ Pháp chế, Cục Báo chí => Vụ Pháp chế | Cục Báo chí
Sở TT&TT; UBND các huyện, thành phố và các đơn vị => Sở TT&TT | {UBND các huyện, thành phố} | {các đơn vị}
UBND huyện, thị xã, thành phố => {UBND huyện, thị xã, thành phố}
UBND\\ncác huyện, thị xã,\\nthành phố => {UBND các huyện, thị xã, thành phố}
Sở Thông tin và\\nTruyền thông\\nSở Tài chính => Sở Thông tin và Truyền thông | Sở Tài chính
- Bộ Lao động\\n- Thương binh và Xã hội\\n- Các địa phương => Bộ Lao động - Thương binh và Xã hội | {Các địa phương}
Văn phòng\\nUBND tỉnh => Văn phòng UBND tỉnh
Phòng Văn hóa - Xã hội, Công an xã => Phòng Văn hóa - Xã hội | Công an xã
Phòng PA05 - Công an tỉnh => Phòng PA05 - Công an tỉnh
Bộ Công Thương/Bộ Tài chính => Bộ Công Thương | Bộ Tài chính
Liên hiệp các tổ chức hữu nghị Việt Nam => Liên hiệp các tổ chức hữu nghị Việt Nam
"""


@pytest.mark.parametrize("line", [line for line in BODIES.split("\n") if line])
def test_the_bodies_of_a_cell_are_told_apart(line: str, directory: AgencyDirectory) -> None:
    text, _, expected = line.partition(" => ")
    bodies = read_bodies(text.replace("\\n", "\n"), directory)
    assert " | ".join(f"{{{body.name}}}" if body.is_collective else body.name for body in bodies) == expected


ROLES = """
Chủ trì: Bộ Công an. Phối hợp: Bộ Y tế => Bộ Công an // Bộ Y tế
- Cơ quan chủ trì: Bộ Công an;\\n- Cơ quan phối hợp: Bộ Y tế. => Bộ Công an // Bộ Y tế
Bộ Công an (chủ trì), Bộ Y tế => Bộ Công an // Bộ Y tế
Bộ Công an chủ trì, phối hợp với Bộ Y tế => Bộ Công an // Bộ Y tế
Bộ Công an chủ trì; Bộ Y tế phối hợp => Bộ Công an // Bộ Y tế
CT: Bộ Công an; PH: Bộ Y tế => Bộ Công an // Bộ Y tế
"""


@pytest.mark.parametrize("line", [line for line in ROLES.split("\n") if line])
def test_a_cell_can_say_who_leads_and_who_coordinates(line: str, directory: AgencyDirectory) -> None:
    text, _, expected = line.partition(" => ")
    found = AgencyReader(directory).read("", "", shared=text.replace("\\n", "\n"))
    sides = (" | ".join(agency.name for agency in cell.named) for cell in (found.lead, found.coordinate))
    assert " // ".join(sides) == expected
    assert found.flags == []


def test_several_bodies_in_a_cell_for_both_roles_that_does_not_say_which_are_flagged(
    directory: AgencyDirectory,
) -> None:
    assert AgencyReader(directory).read("", "", shared="Bộ Công an, Bộ Y tế").flags == [Flag.DOUBTFUL_ROLES]


def test_an_unknown_body_is_offered_with_the_nearest_that_are_known(directory: AgencyDirectory) -> None:
    reader = AgencyReader(directory)
    assert reader.read("Bộ Công ann", "").unknown == ["Bộ Công ann"]
    assert reader.nearest("Bộ Công ann")[0] == "Bộ Công an"


DEADLINES = """
6/2025 => - 2025 2025-06-30
Quý IV/2024 => - 2024 2024-12-31
II/2025 => - 2025 2025-06-30
Quý III, IV/2025 => - 2025 2025-12-31
trước ngày 15/12/2025 => - 2025 2025-12-15
Ngày 30 tháng 6 năm 2025 => - 2025 2025-06-30
06 tháng cuối năm 2025 => - 2025 2025-12-31
Tháng 02 năm 2028 => - 2028 2028-02-29
2025 – 2030 => 2025 2030 -
2025, 2026 => 2025 2026 -
Năm 2025 => 2025 2025 -
đến hết năm 2027 => - 2027 -
Từ năm 2025 => 2025 - -
2025 và những năm tiếp theo => 2025 - -
Trước ngày 15/12 hằng năm => - - - again
Nhiệm vụ thường xuyên => - - - again
Hằng năm, đến năm 2030 => - 2030 - again
Trước 30/6 hằng năm => - - - again
Quý II hằng năm => - - - again
02 đợt/năm => - - - again
6 tháng/lần => - - - again
Trong tháng 6 năm 2025 => - 2025 2025-06-30
Quý I, II/2025 => - 2025 2025-06-30
Quý I - II/2025 => - 2025 2025-06-30
Quý I (2026) => - 2026 2026-03-31
Tháng Sáu năm 2025 => - 2025 2025-06-30
30/06/25 => - 2025 2025-06-30
9 tháng đầu năm 2025 => - 2025 2025-09-30
Từ tháng 5 đến tháng 9/2025 => - 2025 2025-09-30
15/4 - 15/5/2026 => - 2026 2026-05-15
12/2025 - 6/2026 => 2025 2026 2026-06-30
Giai đoạn 2026-2030 => 2026 2030 -
Năm học 2025-2026 => 2025 2026 -
Kể từ ngày 01/7/2025 => 2025 - -
"""


@pytest.mark.parametrize("line", [line for line in DEADLINES.split("\n") if line])
def test_a_deadline_is_read_as_written(line: str) -> None:
    text, _, expected = line.partition(" => ")
    deadline, flags = read_deadline(text)
    parts = (deadline.first_year, deadline.last_year, deadline.due)
    read = [str(part) if part else "-" for part in parts] + ["again"] * deadline.recurring
    assert (" ".join(read), flags, deadline.text) == (expected, (), text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("sau khi Luật được ban hành", Flag.NO_DATE),
        ("6 tháng đầu năm", Flag.NO_DATE),
        ("Tháng 12", Flag.NO_DATE),
        ("Trong 30 ngày kể từ ngày ban hành", Flag.NO_DATE),
        ("31/2/2025", Flag.NO_DATE),
        ("Theo kế hoạch", Flag.NO_DATE),
        ("15 ngày kể từ ngày Quyết định có hiệu lực", Flag.NO_DATE),
        ("Theo tiến độ của Trung ương", Flag.NO_DATE),
        ("", Flag.NO_PERIOD),
        ("-", Flag.NO_PERIOD),
        ("Trước năm 2026", Flag.DOUBTFUL_PERIOD),
        ("Đầu năm 2026", Flag.DOUBTFUL_PERIOD),
        ("Trình Chính phủ tháng 6/2025", Flag.DOUBTFUL_PERIOD),
        ("30/6/2025; 31/12/2025", Flag.SEVERAL_DATES),
    ],
)
def test_what_is_no_plain_date_is_flagged_and_kept(text: str, flag: Flag) -> None:
    deadline, flags = read_deadline(text)
    assert flags == (flag,)
    assert deadline.text == text.strip(" .;,")
    if flag in (Flag.NO_DATE, Flag.NO_PERIOD):
        assert (deadline.first_year, deadline.last_year, deadline.due) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.", "1"),
        ("II.", "II"),
        ("2.6", "2.6"),
        ("a)", "a"),
        ("(3)", "3"),
        ("NV01", "NV01"),
        ("KH20_TT_N01.1", "KH20_TT_N01.1"),
        ("2a", "2a"),
        ("01", "01"),
        ("Tổng", None),
    ],
)
def test_a_number_is_as_printed_without_what_ends_it(text: str, number: str | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I. Hoàn thiện thể chế", ("I", "Hoàn thiện thể chế")),
        ("Nhóm 2: Hạ tầng", ("2", "Hạ tầng")),
        ("5G phủ sóng", ("", "5G phủ sóng")),
        ("100% các huyện", ("", "100% các huyện")),
        ("2025 là năm bản lề", ("", "2025 là năm bản lề")),
    ],
)
def test_a_title_may_begin_with_its_number(text: str, parts: tuple[str, str]) -> None:
    assert split_number(text) == parts
