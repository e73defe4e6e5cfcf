"""A sentence that tells what was done is told from a question, and from all else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.progress.sentences import proof_in, read


@pytest.mark.parametrize(("text", "number", "rest"), [
    ("nhiệm vụ 2.6 xong rồi, báo cáo số 123 ngày 20/11", "2.6", "123 ngày 20/11"),
    ("nv 2.6 da xong bc 123/BC-BNG ngay 20/11/2026", "2.6", "123/BC-BNG ngay 20/11/2026"),
    ("Nhiệm vụ 2.6 đã hoàn thành ạ.", "2.6", ""),
    ("hoàn thành nhiệm vụ 2.6 theo văn bản số 5/BC", "2.6", "5/BC"),
    ("task 2.6 is done, report no. 12 of 20 November 2026", "2.6", "12 of 20 November 2026"),
])  # fmt: skip
def test_it_tells_that_a_task_is_finished_and_by_which_document(text: str, number: str, rest: str) -> None:
    said = read(text)
    assert said is not None
    assert (said.kind, said.number, said.rest) == ("finished", number, rest)


@pytest.mark.parametrize(("text", "percent", "rest"), [
    ("2.6 được 60% rồi, đã lấy ý kiến các bộ", 60, "đã lấy ý kiến các bộ"),
    ("tiến độ 2.6: 60%", 60, ""),
    ("nhiệm vụ 2.6 chưa xong, mới được 60%", 60, ""),
    ("nhiệm vụ 2.6 sắp xong, được 90%", 90, ""),
    ("Nhiệm vụ 2.6 mới làm xong 30 phần trăm, chưa có ý kiến Bộ Công an", 30, "chưa có ý kiến Bộ Công an"),
])  # fmt: skip
def test_it_tells_how_far_a_task_is(text: str, percent: int, rest: str) -> None:
    said = read(text)
    assert said is not None
    assert (said.kind, said.number, said.percent, said.rest) == ("under_way", "2.6", percent, rest)


@pytest.mark.parametrize(("text", "rest"), [
    ("xin gia hạn nhiệm vụ 2.6 đến 30/6/2027 vì chờ luật", "30/6/2027 vì chờ luật"),
    ("gia hạn 2.6 đến 31/12/2029 theo QĐ 99/QĐ-TTg", "31/12/2029 theo QĐ 99/QĐ-TTg"),
    ("nhiệm vụ 2.6 xin gia hạn đến 31/12/2027", "31/12/2027"),
    ("extend task 2.6 until 30/6/2027", "30/6/2027"),
])  # fmt: skip
def test_it_tells_that_more_time_is_asked_for(text: str, rest: str) -> None:
    said = read(text)
    assert said is not None
    assert (said.kind, said.number, said.rest) == ("more_time", "2.6", rest)


@pytest.mark.parametrize("text", [
    "gia hạn 2.6 đến khi nào", "2.6 gia hạn đến khi nào", "2.6 chưa xong 60%", "gia hạn 2.6 đến 30/6/2027 được không?",
    "ai gia hạn 2.6 đến 30/6/2027", "gia hạn 2.6",
    "2.6 xong?", "tiến độ 2.6 xong",
    "nhiệm vụ 2.6 xong chưa", "2.6 xong rồi à", "2.6 xong rồi đúng không?", "nhiệm vụ nào xong rồi", "2.6",
    "nhiệm vụ 2.6 phải xong năm 2026", "2.6 hoàn thành năm 2026", "2.6 đạt bao nhiêu phần trăm", "2.6 sắp xong rồi",
    "2.6 và 2.8 xong rồi", "họp ngày 20.11 xong rồi", "BNG đã nộp báo cáo chưa", "ai đã nộp báo cáo", "tiến độ 2.6",
    "khi nào 2.6 xong, báo cáo số 5", "2.6 đã hoàn thành những gì", "Bộ Ngoại giao chủ trì 2.6", "2.6 tăng 150%", "",
])  # fmt: skip
def test_a_question_and_what_may_mean_something_else_tells_nothing(text: str) -> None:
    assert read(text) is None


def test_it_tells_that_a_report_was_handed_in() -> None:
    said = read("đã nộp báo cáo năm 2026 số 45/BC-BNG ngày 20/11/2026")
    assert said is not None
    assert said.kind == "handed_in"


@pytest.mark.parametrize(("text", "proof"), [
    ("số 123/BC-BNG ngày 20/11/2026", "123/BC-BNG ngày 20/11/2026"),
    ("123/BC-BNG ngày 20/11/2026 https://bng.gov.vn/1", "123/BC-BNG ngày 20/11/2026 https://bng.gov.vn/1"),
    ("báo cáo số 5 ngày 1/11", "5 ngày 1/11"),
    ("rồi nhé", "rồi nhé"),
])  # fmt: skip
def test_a_document_is_written_down_without_the_words_before_it(text: str, proof: str) -> None:
    assert proof_in(text) == proof


@given(st.text(max_size=80) | st.text("2.6 xong rồi,báosố%/0123456789àđ\u0301\u200b", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    read(text)
    proof_in(text)
