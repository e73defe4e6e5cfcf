"""The bodies of the four documents as clauses that can be cited."""

import pytest

from knowledge.reading.facts import Facts
from knowledge.records import Provision

LETTER = "Công văn TTĐN 2024"


def clause(facts: Facts, document: str, path: str) -> Provision:
    [found] = [p for p in facts.provisions if (p.document, p.path) == (document, path)]
    return found


@pytest.mark.parametrize(
    ("document", "path", "beginning", "end"),
    [
        ("47/NQ-CP", "Căn cứ", "Căn cứ Luật Tổ chức Chính phủ", "Bộ trưởng Bộ Thông tin và Truyền thông."),
        ("47/NQ-CP", "Điều 1", "Ban hành Chương trình hành động", "như sau:"),
        ("47/NQ-CP", "Mục I.2", "Tạo sự thống nhất", "và các cơ quan liên quan."),
        (
            "47/NQ-CP",
            "Mục II.5 gạch đầu dòng thứ 7",
            "Mỗi bộ, ngành, địa phương",
            "chuyên trách về thông tin đối ngoại.",
        ),
        ("47/NQ-CP", "Mục III.1.c", "Tăng cường công tác đôn đốc", "báo cáo Thủ tướng Chính phủ."),
        ("47/NQ-CP", "Mục III.1 đoạn cuối", "Trong quá trình thực hiện", "xem xét, quyết định."),
        ("47/NQ-CP", "Điều 2", "Nghị quyết này có hiệu lực thi hành từ ngày ký ban hành.", "ban hành."),
        ("1486/QĐ-TTg", "Mục IV.2", "Chủ trì, phối hợp với Bộ Thông tin", "Luật Ngân sách nhà nước."),
        ("1486/QĐ-TTg", "Mục III gạch đầu dòng thứ 2", "Hằng năm, căn cứ nhiệm vụ", "thực hiện Kế hoạch."),
        ("21/CT-TTg", "khoản 2.b", "Chủ trì, phối hợp với các Bộ, Ban", "trong quý IV năm 2012."),
        ("21/CT-TTg", "khoản 2.đ", "Chủ trì, phối hợp với Bộ Tài chính", "trong năm 2013."),
        ("21/CT-TTg", "Phần mở đầu, đoạn 3", "Để triển khai thực hiện Kết luận", "trọng tâm sau:"),
        (LETTER, "mục 6.1", "Bộ TTTT đã có công văn số 3890/BTTTT-TTĐN", "Quyết định số 1191/QĐ-TTg."),
        (LETTER, "Phần cuối, đoạn 2", "Trong quá trình tổ chức", "024.3767.6666) để phối hợp./."),
        (LETTER, "chú thích 1", "Bộ TTTT hiện đã ký", "Ủy ban Dân tộc, Bộ Tư pháp."),
        (LETTER, "chú thích 2", "Bộ TTTT mới nhận được", "Đài Truyền hình Việt Nam."),
    ],
)
def test_a_clause_has_its_path_and_its_own_words(
    facts: Facts, document: str, path: str, beginning: str, end: str
) -> None:
    text = clause(facts, document, path).text
    assert text.startswith(beginning)
    assert text.endswith(end)


def test_each_path_is_used_once_in_a_document(facts: Facts) -> None:
    paths = [(p.document, p.path) for p in facts.provisions]
    assert len(paths) == len(set(paths))
    assert all(p.text for p in facts.provisions)


def test_a_paragraph_cut_by_a_page_is_one_paragraph(facts: Facts) -> None:
    cut = clause(facts, "47/NQ-CP", "Mục II.1 gạch đầu dòng thứ 1")
    assert "từ trung ương đến địa phương về cách làm" in cut.text
    assert cut.lines == (61, 63)
    assert "mạng lưới văn phòng thường trú báo chí" in clause(facts, "47/NQ-CP", "Mục II.2 gạch đầu dòng thứ 2").text
    assert "kết quả thực hiện; trình Thủ tướng" in clause(facts, "1486/QĐ-TTg", "Mục IV.1 gạch đầu dòng thứ 2").text


def test_a_paragraph_goes_on_behind_a_footnote(facts: Facts) -> None:
    assert "ngày 09/02/2017 của Chính phủ quy định chi tiết" in clause(facts, LETTER, "mục 5").text
    text = clause(facts, LETTER, "mục 6.2 gạch đầu dòng thứ 2").text
    assert "quyền của đồng bào dân tộc thiểu số; phòng, chống mua bán người" in text


def test_a_symbol_cut_at_its_hyphen_is_closed_up(facts: Facts) -> None:
    assert "Thông tư số 02/2019/TT-BTTTT" in clause(facts, LETTER, "Căn cứ").text
    assert "127-HD/BTGTW" in clause(facts, LETTER, "mục 1").text
    assert "Nghị định số 72/2015/NĐ-CP của Chính phủ" in clause(facts, LETTER, "mục 7 gạch đầu dòng thứ 2").text


def test_separate_paragraphs_of_a_clause_stay_separate(facts: Facts) -> None:
    assert clause(facts, "47/NQ-CP", "Mục I.2").text.count("\n") == 1
    assert clause(facts, LETTER, "mục 5").text.count("\n") == 2
    assert clause(facts, "21/CT-TTg", "khoản 4").text.count("\n") == 0


@pytest.mark.parametrize(
    ("document", "path", "heading"),
    [
        ("47/NQ-CP", "Mục I.1", "MỤC TIÊU, YÊU CẦU"),
        ("47/NQ-CP", "Mục III.2", "TỔ CHỨC THỰC HIỆN"),
        ("1486/QĐ-TTg", "Mục IV.2", "Bộ Tài chính"),
        ("1486/QĐ-TTg", "Mục I.2 gạch đầu dòng thứ 3", "Phương hướng"),
        ("21/CT-TTg", "khoản 3.c", "Bộ Ngoại giao"),
        ("21/CT-TTg", "khoản 4", "Bộ Văn hoá, Thể thao và Du lịch"),
        (
            LETTER,
            "mục 3",
            "Chủ động tổ chức các lớp tập huấn, bồi dưỡng nghiệp vụ cho cán bộ làm công tác TTĐN của các Bộ",
        ),
        ("47/NQ-CP", "Điều 1", ""),
    ],
)
def test_a_clause_knows_the_heading_it_stands_under(facts: Facts, document: str, path: str, heading: str) -> None:
    assert clause(facts, document, path).heading == heading


@pytest.mark.parametrize(
    ("document", "path", "agencies"),
    [
        ("1486/QĐ-TTg", "Mục IV.2", ("btc",)),
        ("1486/QĐ-TTg", "Mục IV.1 gạch đầu dòng thứ 2", ("btttt",)),
        ("21/CT-TTg", "khoản 3", ("bng",)),
        ("21/CT-TTg", "khoản 3.c", ("bng",)),
        ("21/CT-TTg", "khoản 6.d", ("ubnd-tinh",)),
        ("21/CT-TTg", "khoản 7.b", ("btttt",)),
        ("47/NQ-CP", "Mục III.1.b", ("cac-bo", "ubnd-tinh")),
        ("47/NQ-CP", "Mục III.2", ("btttt",)),
        ("47/NQ-CP", "Mục III.3", ("btgtw", "bdntw", "bcd-ttdn")),
        ("47/NQ-CP", "Mục I.1", ()),
        (LETTER, "chú thích 1", ()),
        (LETTER, "Phần cuối, đoạn 1", ("cac-bo",)),
    ],
)
def test_a_clause_says_whose_duties_it_sets(facts: Facts, document: str, path: str, agencies: tuple[str, ...]) -> None:
    assert clause(facts, document, path).addressees == agencies
