"""The particulars of the four documents: those in the text, those from outside, and mistakes in the entries."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.reading.facts import Facts, read_facts
from knowledge.records import Document, SourceError


def document(facts: Facts, id_: str) -> Document:
    [found] = [one for one in facts.documents if one.id == id_]
    return found


def test_the_resolution_says_who_signed_it_and_since_when_it_is_in_force(facts: Facts) -> None:
    resolution = document(facts, "47/NQ-CP")
    assert (resolution.symbol, resolution.kind, resolution.issuer) == ("47/NQ-CP", "Nghị quyết", "Chính phủ")
    assert (resolution.signer, resolution.place) == ("Trần Lưu Quang", "Hà Nội")
    assert resolution.signer_position == "TM. CHÍNH PHỦ, KT. THỦ TƯỚNG, PHÓ THỦ TƯỚNG"
    assert resolution.issued == resolution.in_force_since == date(2024, 4, 15)
    assert resolution.effective == "Nghị quyết này có hiệu lực thi hành từ ngày ký ban hành."
    assert (resolution.first_year, resolution.last_year, resolution.over) == (2024, 2030, False)
    assert resolution.title.startswith("Về Chương trình hành động của Chính phủ đến năm 2030")
    assert resolution.implements == ("Kết luận số 57-KL/TW ngày 15 tháng 6 năm 2023 của Bộ Chính trị",)
    assert resolution.annex_title == "DANH MỤC CÁC NHÓM NHIỆM VỤ THÔNG TIN ĐỐI NGOẠI"
    assert not resolution.outside


def test_the_stamp_of_arrival_is_not_taken_for_the_date(facts: Facts) -> None:
    assert document(facts, "47/NQ-CP").issued != date(2024, 4, 4)


def test_recipients_that_run_over_two_lines_are_one(facts: Facts) -> None:
    recipients = document(facts, "47/NQ-CP").recipients
    assert len(recipients) == 18
    assert recipients[-1].endswith("các PTTg, TGĐ Cổng TTĐT, các Vụ, Cục, Công báo")


def test_the_decision_names_its_legal_bases(facts: Facts) -> None:
    decision = document(facts, "1486/QĐ-TTg")
    assert (decision.kind, decision.issuer, decision.signer) == ("Quyết định", "Thủ tướng Chính phủ", "Vũ Đức Đam")
    assert (decision.first_year, decision.last_year, decision.over) == (2018, 2020, True)
    assert decision.title == "Ban hành Kế hoạch thông tin đối ngoại của Chính phủ giai đoạn 2018 - 2020"
    assert [act.split(" ngày ")[0] for act in decision.based_on] == [
        "Luật tổ chức Chính phủ",
        "Nghị định số 72/2015/NĐ-CP",
        "Nghị quyết số 38/NQ-CP",
        "Quyết định số 368/QĐ-TTg",
        "Quyết định số 2434/QĐ-TTg",
    ]


def test_what_the_text_of_the_directive_lacks_is_marked_as_from_outside(facts: Facts) -> None:
    directive = document(facts, "21/CT-TTg")
    assert (directive.symbol, directive.issued) == ("21/CT-TTg", date(2012, 8, 6))
    assert directive.outside == {"symbol", "issued"}
    assert "vietnamhoinhap.vn" in directive.outside_source
    assert (directive.signer, directive.kind, directive.implements) == (
        "Nguyễn Tấn Dũng",
        "Chỉ thị",
        ("Kết luận số 16-KL/TW",),
    )


def test_the_letter_is_given_no_number_and_no_date(facts: Facts) -> None:
    letter = document(facts, "Công văn TTĐN 2024")
    assert (letter.symbol, letter.issued, letter.signer) == ("", None, "")
    assert letter.outside == {"kind", "title", "issuer", "first_year", "last_year"}
    assert letter.based_on[1:] == (
        "Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động TTĐN",
        "Thông tư số 02/2019/TT-BTTTT ngày 08/3/2019 của Bộ Thông tin và Truyền thông (TTTT) hướng dẫn hoạt động TTĐN "
        "của các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
    )


def test_no_two_documents_are_called_by_the_same_name(facts: Facts) -> None:
    names = [name for one in facts.documents for name in one.names]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ('symbol = "21/CT-TTg"', 'signer = "Ai đó"', r"\(21/CT-TTg\): outside\.signer: Unexpected"),
        ('kind = "Công văn"', 'kind = ""\nsymbol = "1/CV"\nissued = "hôm qua"', r"outside\.issued"),
        ("wrapped = false", "", r"\[\[document\]\] number 1 \(47/NQ-CP\): wrapped: .*[Rr]equired"),
        ('clause_word = "khoản"', 'clause_word = "khoản"\ncolour = "red"', r"\(21/CT-TTg\): unknown field colour"),
        ('id = "1486/QĐ-TTg"', 'id = "47/NQ-CP"', "the same id more than once: 47/NQ-CP"),
        ('body_from = "Trong thời gian qua', 'body_from = "Ngày xửa ngày xưa', "no line from here on starts with"),
        ('implements_in = "mục 1"', 'implements_in = "mục 4.2"', "no citation found in 'mục 4.2'"),
        ('path = "Mục IV.3"', 'path = "Mục V.3"', "there is no clause 'Mục V.3'"),
        ('agencies = ["qh", "mttq"]', 'agencies = ["qh", "abc"]', "there is no agency 'abc'"),
        ('annex_format = "tabs"', 'annex_format = "xlsx"', "an annex is tabs or flat, not 'xlsx'"),
        ('issuer = "Bộ Thông tin và Truyền thông"', "", "neither the text nor the entry has issuer"),
        ('outside_source = "vietnamhoinhap.vn', 'outside_source = ""\n# "', "outside_source must say where"),
        ("[document.outside]\nsymbol", '[document.outside]\nkind = "Chỉ thị"\nsymbol', "the text itself says kind"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_reason(
    documents: Path, tmp_path: Path, was: str, now: str, reason: str
) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(documents, folder)
    text = (folder / "documents.toml").read_text(encoding="utf-8")
    assert was in text
    (folder / "documents.toml").write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        read_facts(folder)
