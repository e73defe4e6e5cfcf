"""What was not answered is listed for admins, who make it answerable from the chat and see it answered at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.current import Current
from knowledge.memory import Store, Transaction, history, journal
from knowledge.messages import Chat
from tests.handlers.learning_talk import ADMIN, GROUP, Learning
from tests.internal import SINGLE, catalog_with
from tests.questions.asking import real_calendar

WAGE = "lương tối thiểu vùng là bao nhiêu"
ANSWER = "Mức lương tối thiểu vùng I là 4.960.000 đồng/tháng."
SOURCE = "Điều 3 Nghị định 74/2024/NĐ-CP"
RUMOUR = "nhiệm vụ nào về lời đồn nhảm"
NAME = "VNTV chủ trì nhiệm vụ nào"


@pytest.fixture
def talk(store: Store) -> Learning:
    return Learning(store)


def entries(talk: Learning) -> list[str]:
    def kinds(tx: Transaction) -> list[str]:
        return [entry.change.kind for entry in journal.newest(tx, limit=100)]

    return talk.store.call(kinds)


def told(talk: Learning, chat: Chat) -> list[str]:
    """What was said there by itself."""
    rows = talk.store.call(history.since, chat)
    return [row.reply.text for row in rows if not row.message_id and "nay đã có câu trả lời" in row.reply.text]


def test_questions_are_listed_the_most_asked_first_and_page_by_page(talk: Learning) -> None:
    for number in range(7):
        talk(f"giá vàng năm {2001 + number}")
    talk(WAGE)
    talk(WAGE, sender="hoa")
    listed = talk.admin("/chuatraloi")
    assert "8 nhóm câu hỏi chưa trả lời được (9 lượt hỏi)" in listed
    assert listed.index(WAGE) < listed.index("giá vàng")
    assert "2 lượt, 2 người" in listed
    assert "giá vàng năm 2007" in talk.choose("Xem tiếp 6–8")
    assert WAGE in talk.choose("Trang trước")


def test_nobody_but_an_admin_in_private_sees_what_people_asked(talk: Learning) -> None:
    talk(WAGE)
    talk.make("lan", "officer", "bng")
    assert WAGE not in (talk("/chuatraloi") or "")
    assert WAGE not in (talk("/chuatraloi", chat=GROUP, sender=ADMIN.id) or "")
    assert WAGE in talk.admin("/chuatraloi")


def test_an_answer_needs_a_source_is_shown_before_it_holds_and_answers_just_that_question(talk: Learning) -> None:
    talk(WAGE)
    assert "Nguồn của câu trả lời?" in talk.teach("Soạn câu trả lời", ANSWER)
    assert "phải có nguồn" in talk.admin("không có")
    assert "Bản tiếng Anh" in talk.admin(SOURCE)
    assert "cho câu hỏi nào?" in talk.choose("Chỉ một thứ tiếng")
    shown = talk.choose(WAGE)
    assert ANSWER in shown
    assert "được ghi vào nhật ký và ở lại đó" in shown
    assert "không có trong dữ liệu nên chưa đối chiếu được" in shown
    assert "Chưa có thông tin" in (talk(WAGE, sender="hoa") or "")
    saved = talk.choose("Lưu")
    assert "Đã lưu. Hỏi lại" in saved
    for asked in (WAGE, "cho em hỏi luong toi thieu vung la bao nhieu a?"):
        answer = talk(asked, sender="minh") or ""
        assert answer.startswith(ANSWER)
        assert f"Nguồn: {SOURCE}" in answer
        assert "Theo cập nhật của người quản trị ngày 22/11/2026." in answer
    for other in ("lương tối thiểu vùng", "lương tối đa vùng là bao nhiêu", "lương tối thiểu vùng 2 là bao nhiêu"):
        assert ANSWER not in (talk(other, sender="minh") or "")


def test_an_answer_is_said_in_the_languages_in_which_it_was_given_and_no_other(talk: Learning) -> None:
    talk("what is the minimum wage")
    talk.teach("Soạn câu trả lời", "The minimum wage is 4,960,000 dong a month.", SOURCE)
    talk.choose("Chỉ một thứ tiếng")
    talk.choose("what is")
    talk.choose("Lưu")
    assert "The minimum wage is" in (talk("what is the minimum wage?", sender="minh") or "")
    talk(WAGE)
    talk.teach("Soạn câu trả lời", ANSWER, SOURCE, "The wage is 4,960,000 dong.")
    talk.choose(WAGE)
    talk.choose("Lưu")
    assert (talk(WAGE, sender="minh") or "").startswith(ANSWER)


def test_a_clause_that_the_document_does_not_have_is_no_source(talk: Learning) -> None:
    talk(WAGE)
    talk.teach("Soạn câu trả lời", ANSWER)
    assert "47/NQ-CP không có điều khoản như vậy" in talk.admin("khoản 99 Điều 99 Nghị quyết 47/NQ-CP")
    assert "không có nhiệm vụ số như vậy" in talk.admin("nhiệm vụ 9.99 Nghị quyết 47/NQ-CP")
    assert "Vui lòng ghi thêm điều, khoản, mục hoặc số nhiệm vụ" in talk.admin("Nghị quyết 47/NQ-CP")


def test_what_the_documents_answer_is_answered_by_them_and_not_by_an_official(talk: Learning) -> None:
    talk(WAGE)
    talk.teach("Soạn câu trả lời", ANSWER, "Điều 1")
    talk.choose("Chỉ một thứ tiếng")
    talk.choose(WAGE)
    talk.choose("Lưu")
    assert ANSWER not in (talk("bộ ngoại giao chủ trì nhiệm vụ nào", sender="minh") or "")


def test_a_name_is_known_at_once_and_can_be_taken_back(talk: Learning) -> None:
    talk(NAME)
    shown = talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert "“VNTV” là Đài Truyền hình Việt Nam" in shown
    assert "sẽ được trả lời: Đài Truyền hình Việt Nam chủ trì 3 nhiệm vụ" in shown
    assert "không có câu trả lời nào khác thay đổi" in shown
    assert "Đài Truyền hình Việt Nam chủ trì 3 nhiệm vụ" in talk.choose("Lưu")
    assert "Đài Truyền hình Việt Nam" in (talk(NAME, sender="minh") or "")
    assert "Không có câu hỏi nào" in talk.admin("/chuatraloi")
    assert "tên khác “VNTV” của Đài Truyền hình Việt Nam" in talk.admin("/nhatky")
    talk.admin("/hoantac")
    talk.admin("1")
    assert "Đài Truyền hình" not in (talk(NAME, sender="hoa") or "")
    assert NAME in talk.admin("/chuatraloi")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Bộ Công an", "đang được hiểu là Bộ Công an"),
        ("BCT", "đang được hiểu là Bộ Công Thương, Bộ Chính trị"),
        ("CA", "quá ngắn"),
        ("gì", "quá ngắn"),
        ("chủ trì", "đã có nghĩa khác"),
        ("Nghị quyết 47", "đã có nghĩa khác"),
        ("???", "có chữ cái"),
        ("một câu rất dài " * 8, "tối đa 80 ký tự"),
    ],
)
def test_words_that_mean_something_else_become_no_name(talk: Learning, words: str, why: str) -> None:
    talk(NAME)
    assert why in talk.teach("Thêm tên khác", words)


def test_a_name_that_is_in_titles_too_is_only_taken_for_the_agency_where_that_shows(talk: Learning) -> None:
    talk(NAME)
    shown = talk.teach("Thêm tên khác", "tin giả", "BCA")
    assert "cũng có trong tên 1 nhiệm vụ" in shown
    talk.choose("Lưu")
    assert "4.4" in (talk("nhiệm vụ nào về tin giả", sender="minh") or "")


def test_words_for_what_a_title_says_are_found_at_once(talk: Learning) -> None:
    talk(RUMOUR)
    assert "Không có tên nhiệm vụ nào chứa “chuyện này”" in talk.teach("Thêm từ", "lời đồn nhảm", "chuyện này")
    shown = talk.admin("tin giả")
    assert "4.4" in shown
    assert "“nhiệm vụ nào về lời đồn nhảm” sẽ được trả lời" in shown
    assert "4.4" in talk.choose("Lưu")
    assert "4.4" in (talk(RUMOUR, sender="minh") or "")


def test_words_can_mean_one_task_by_its_number(talk: Learning) -> None:
    talk(RUMOUR)
    assert "Không có nhiệm vụ 2.99" in talk.teach("Thêm từ", "lời đồn nhảm", "2.99")
    assert "4.4" in talk.admin("4.4")
    assert "4.4" in talk.choose("Lưu")


def test_which_other_answers_change_is_shown_before(talk: Learning) -> None:
    talk("nhiệm vụ nào về nông sản", sender="minh")
    talk(RUMOUR)
    shown = talk.teach("Thêm từ", "nông sản", "tin giả")
    assert "câu trả lời khác sẽ thay đổi" in shown
    assert "nhiệm vụ nào về nông sản" in shown


def test_nothing_is_changed_by_what_is_only_shown_or_stopped(talk: Learning) -> None:
    talk(NAME)
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert entries(talk) == []
    talk.choose("Thôi")
    talk.teach("Thêm tên khác", "VNTV")
    assert "chưa có gì thay đổi" in talk.choose("Thôi")
    assert "Đài Truyền hình" not in (talk(NAME, sender="minh") or "")
    assert entries(talk) == []


def test_what_is_left_in_the_middle_takes_no_later_message_for_an_answer(talk: Learning) -> None:
    talk(NAME)
    talk.teach("Thêm tên khác", "VNTV")
    talk.admin("/trogiup")
    assert "Đài Truyền hình Việt Nam" in talk.admin("VTV chủ trì nhiệm vụ nào")
    talk.teach("Thêm tên khác", "VNTV")
    talk.later(timedelta(minutes=31))
    assert "chủ trì 3 nhiệm vụ" in talk.admin("VTV chủ trì nhiệm vụ nào")
    assert entries(talk) == []


def test_what_still_is_not_answered_is_said_and_can_be_taken_back(talk: Learning) -> None:
    talk(RUMOUR)
    shown = talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert "Vẫn chưa trả lời được 1 câu" in shown
    assert "vẫn chưa trả lời được" in talk.choose("Lưu")
    talk.choose("Hoàn tác")
    talk.admin("1")
    assert "Đài Truyền hình" not in (talk(NAME, sender="minh") or "")
    assert RUMOUR in talk.admin("/chuatraloi")


def test_whoever_wished_so_is_told_once_in_the_chat_where_it_was_asked(talk: Learning) -> None:
    minh = Chat("console", "minh")
    talk(NAME, chat=minh, sender="minh")
    talk.choose("Báo khi có", minh)
    talk(NAME, chat=GROUP)
    talk.choose("Báo khi có", GROUP)
    talk(NAME, chat=Chat("console", "ba"), sender="ba")
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert "Đã báo cho 2 nơi" in talk.choose("Lưu")
    for chat in (minh, GROUP):
        (said,) = told(talk, chat)
        assert f"Câu hỏi ngày 22/11/2026 “{NAME}”" in said
        assert "Đài Truyền hình Việt Nam chủ trì" in said
    assert told(talk, Chat("console", "ba")) == []
    talk.admin("/hoantac")
    talk.admin("1")
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert "Đã báo cho" not in talk.choose("Lưu")


ALIKE = "VNTV chủ trì nhiệm vụ nào, anh Trần Văn Tèo bảo hỏi"
TURNED = "anh Trần Văn Tèo bảo hỏi nhiệm vụ nào VNTV chủ trì"


def test_who_wished_so_is_told_with_the_words_asked_there_and_not_with_anybody_elses(talk: Learning) -> None:
    minh, ba = Chat("console", "minh"), Chat("console", "ba")
    talk(TURNED, chat=minh, sender="minh")
    talk(ALIKE, chat=ba, sender="ba")
    talk.choose("Báo khi có", minh)
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert "Đã báo cho 1 nơi" in talk.choose("Lưu")
    (said,) = told(talk, minh)
    assert f"“{TURNED}”" in said


def test_what_somebody_typed_is_nowhere_once_it_is_erased_though_others_asked_the_same(talk: Learning) -> None:
    minh, ba = Chat("console", "minh"), Chat("console", "ba")
    talk(TURNED, chat=minh, sender="minh")
    talk(ALIKE, chat=ba, sender="ba")
    talk.choose("Báo khi có", minh)
    talk.choose("Báo khi có", ba)
    talk("/dulieucuatoi", chat=ba, sender="ba")
    talk.choose("Xóa dữ liệu này", ba)
    talk.choose("Xóa dữ liệu này", ba)
    held = talk.store.call(
        lambda tx: [tx.rows(f"SELECT * FROM {table}") for table in ("answer_wish", "unanswered_ask", "unanswered")]
    )
    assert ALIKE not in str(held)
    assert TURNED in str(held)
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert "Đã báo cho 1 nơi" in talk.choose("Lưu")
    assert len(told(talk, minh)) == 1


def test_a_group_is_told_once_though_several_there_wished_so(talk: Learning) -> None:
    for sender in ("minh", "ba"):
        talk(NAME, chat=GROUP, sender=sender)
        talk.choose("Báo khi có", GROUP)
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    assert "Đã báo cho 1 nơi" in talk.choose("Lưu")
    assert len(told(talk, GROUP)) == 1


def test_a_question_that_is_set_aside_stays_away_and_an_answered_one_comes_back_when_it_is_not(talk: Learning) -> None:
    talk(WAGE)
    talk(NAME, sender="hoa")
    talk.admin("/chuatraloi")
    talk.choose("Xem: lương")
    assert "không hiện trong danh sách nữa" in talk.choose("Không cần trả lời")
    talk.later(timedelta(minutes=1))
    talk(WAGE)
    assert WAGE not in talk.admin("/chuatraloi")
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    talk.choose("Lưu")
    assert "Không có câu hỏi nào" in talk.admin("/chuatraloi")
    talk.admin("/hoantac 2")
    talk.admin("1")
    talk.later(timedelta(minutes=1))
    talk(NAME, sender="minh")
    assert NAME in talk.admin("/chuatraloi")


def test_what_a_new_document_or_another_name_answers_by_now_is_seen_and_told(talk: Learning) -> None:
    other = "VNTV phối hợp những nhiệm vụ nào trong phụ lục"
    talk(NAME)
    talk(other, sender="hoa")
    talk.choose("Báo khi có", Chat("console", "phòng hợp tác"))
    talk.teach("Thêm tên khác", "VNTV", "VTV")
    talk.choose("Lưu")
    talk.admin("/chuatraloi")
    assert "Nay đã trả lời" in talk.choose("Xem:")
    assert "đã ra khỏi danh sách" in talk.choose("Đã trả lời được")
    assert "Không có câu hỏi nào" in talk.admin("/chuatraloi")


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(talk: Learning) -> None:
    hoa, minh = ADMIN, Chat("console", "anh Minh")
    talk.make(minh.id, "admin")
    talk(WAGE)
    talk.teach("Soạn câu trả lời", ANSWER, SOURCE)
    talk.choose("Chỉ một thứ tiếng")
    talk.choose(WAGE)
    talk("/chuatraloi", chat=minh, sender=minh.id)
    talk.choose("Xem:", minh)
    talk.choose("Soạn", minh)
    for text in ("Câu trả lời khác.", SOURCE):
        talk(text, chat=minh, sender=minh.id)
    talk.choose("Chỉ một thứ tiếng", minh)
    talk.choose(WAGE, minh)
    talk.choose("Lưu", minh)
    assert "đã có người thay đổi" in talk.choose("Lưu", hoa)
    assert (talk(WAGE, sender="ba") or "").startswith("Câu trả lời khác.")


def test_only_what_was_shown_is_saved(talk: Learning) -> None:
    talk(WAGE)
    talk.teach("Soạn câu trả lời", ANSWER, SOURCE)
    talk.choose("Chỉ một thứ tiếng")
    shown = talk.choose(WAGE)
    talk("xin cho hỏi lương tối thiểu vùng là bao nhiêu", sender="hoa")
    assert "xin cho hỏi" not in shown
    assert "xin cho hỏi" in talk.choose("Lưu")
    assert entries(talk) == []
    assert "Đã lưu" in talk.choose("Lưu")


OTHER = "chị Hạnh hỏi lương tối thiểu vùng là bao nhiêu"


def test_of_what_people_asked_only_what_an_admin_has_picked_is_written_down_for_ever(talk: Learning) -> None:
    talk(WAGE)
    talk(WAGE, sender="minh")
    talk(OTHER, sender="ba")
    talk.teach("Soạn câu trả lời", ANSWER, SOURCE)
    assert OTHER in talk.choose("Chỉ một thứ tiếng")
    talk.choose(WAGE)
    shown = talk.choose("Đủ rồi")
    assert OTHER not in shown.split(ANSWER)[0]
    talk.choose("Lưu")
    assert (talk(WAGE, sender="ba") or "").startswith(ANSWER)
    held = talk.store.call(lambda tx: (str(tx.rows("SELECT * FROM change")), str(tx.rows("SELECT * FROM overlay"))))
    assert all(ANSWER in table and "Hạnh" not in table for table in held)


def test_a_question_can_be_typed_anew_and_what_says_nothing_is_none(talk: Learning) -> None:
    talk(OTHER)
    talk.teach("Soạn câu trả lời", ANSWER, SOURCE)
    talk.choose("Chỉ một thứ tiếng")
    assert "Chưa có câu hỏi nào" in talk.admin("???")
    assert f"Đã chọn:\n- “{WAGE}”" in talk.admin(f"{WAGE}\n")
    assert "lương tối thiểu vùng?" in talk.admin("lương tối thiểu vùng?\nlương tối thiểu vùng?")
    talk.choose("Đủ rồi")
    talk.choose("Lưu")
    assert "Hạnh" not in str(talk.store.call(lambda tx: tx.rows("SELECT * FROM change")))
    for asked in (WAGE, "lương tối thiểu vùng"):
        assert (talk(asked, sender="minh") or "").startswith(ANSWER)


def test_a_picked_question_whose_asker_is_erased_meanwhile_is_not_written_down(talk: Learning) -> None:
    ba = Chat("console", "ba")
    talk(WAGE)
    talk(OTHER, chat=ba, sender="ba")
    talk.teach("Soạn câu trả lời", ANSWER, SOURCE)
    talk.choose("Chỉ một thứ tiếng")
    talk.choose(OTHER[:40])
    talk.choose("Đủ rồi")
    talk("/dulieucuatoi", chat=ba, sender="ba")
    talk.choose("Xóa dữ liệu này", ba)
    talk.choose("Xóa dữ liệu này", ba)
    assert "Chưa có câu hỏi nào" in talk.choose("Lưu")
    assert "curated" not in entries(talk)


@pytest.mark.parametrize(
    ("source", "for_all"),
    [
        ("nhiệm vụ 2.6 Nghị quyết 47/NQ-CP", False),
        ("nhiệm vụ 3.5 và 2.6 Nghị quyết 47/NQ-CP", False),
        ("nhiệm vụ 3.5 Nghị quyết 47/NQ-CP", True),
        ("Mục III.1.c Nghị quyết 47/NQ-CP", True),
    ],
)
def test_an_answer_from_an_internal_task_of_an_open_document_is_internal_and_that_is_said_before(
    talk: Learning, source: str, for_all: bool
) -> None:
    current = Current(catalog_with(SINGLE).facts, real_calendar())
    talk.services = replace(
        talk.services, questions=current.written.questions, owing=current.written.book, current=current
    )
    talk(WAGE)
    talk.teach("Soạn câu trả lời", ANSWER, source)
    talk.choose("Chỉ một thứ tiếng")
    shown = talk.choose(WAGE)
    assert ("Ai hỏi cũng được trả lời như trên." in shown) == for_all
    assert ("nên câu trả lời cũng là nội bộ" in shown) != for_all
    talk.choose("Lưu")
    assert (ANSWER in (talk(WAGE, sender="khách", chat=Chat("console", "khách")) or "")) == for_all
    talk.make("minh", "member")
    assert ANSWER in (talk(WAGE, sender="minh", chat=Chat("console", "minh")) or "")
