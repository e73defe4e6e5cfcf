"""Administrators mark from the chat what is internal, or public again: a document, one task, one report.

It is shown who will read what, confirmed, written down, taken back; and everything that is said follows at once.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from handlers.context import Access, Services
from handlers.inline import look_up
from knowledge.current import Current
from knowledge.memory import journal, overlay, store_in_memory
from knowledge.messages import Chat
from knowledge.obligations.office import Office as Bureau
from tests.handlers.office_talk import Office, office_talk
from tests.handlers.test_internal import OTHERS, bind
from tests.internal import NOTE, SINGLE, TITLE, WHOLE, Flag, catalog_with
from tests.questions.asking import real_calendar

WORDS = "báo chí nước ngoài"
REPORT = "công tác phát ngôn"
Make = Callable[..., Office]


@pytest.fixture
def make() -> Iterator[Make]:
    """An office where guests are answered too, with these flags in the data."""
    stores = []

    def made(*flags: Flag) -> Office:
        stores.append(store_in_memory())
        talk = office_talk(stores[-1])
        current = Current(catalog_with(*flags).facts, real_calendar())
        access = Access(trusted=frozenset({"console"}), per_person=9999, per_chat=9999)
        talk.services = Services(current.written.questions, access, owing=current.written.book, current=current)
        return talk

    yield made
    for store in stores:
        store.close()


@pytest.fixture
def office(make: Make) -> Office:
    return make()


def guest(office: Office, text: str) -> str:
    return office(text, "khách", chat=Chat("console", f"khách {office.count}"))


def done(office: Office, text: str) -> str:
    """What was shown before it was confirmed."""
    shown = office(text)
    assert "Vui lòng xác nhận" in shown, shown
    yes = next(label for label in office.labels(Chat("console", "lan")) if label in ("Đồng ý", "Đánh dấu", "Hoàn tác"))
    office.choose(yes)
    return shown


@pytest.mark.parametrize(
    "text", ["/sua 2.6 nội bộ", "sửa nhiệm vụ 2.6 thành nội bộ", "chuyển 2.6 sang nội bộ", "đánh dấu 2.6 là nội bộ"]
)
def test_a_task_that_is_marked_is_kept_from_guests_and_read_by_members(office: Office, text: str) -> None:
    shown = done(office, text)
    assert "phạm vi phổ biến: công khai → nội bộ" in shown
    assert f"nhóm của cơ quan được giao đọc được: nhiệm vụ 2.6 {TITLE}" in shown
    assert NOTE in guest(office, "2.6 ai chủ trì")
    assert WORDS not in guest(office, TITLE)
    assert "2.6 (nội bộ)" in guest(office, "Bộ Ngoại giao chủ trì nhiệm vụ nào?")
    assert "Chủ trì nhiệm vụ 2.6: Bộ Ngoại giao." in office("2.6 ai chủ trì", "minh")


def test_beside_another_chat_in_other_groups_and_in_reminders_it_is_a_number(office: Office) -> None:
    office.store.call(bind, OTHERS, "ktnn")
    done(office, "/sua 2.6 nội bộ")
    assert NOTE in office("2.6 ai chủ trì", "lan", chat=OTHERS)
    found = office.store.call(look_up, office.services, "console", "lan", "2.6 ai chủ trì", "vi", office.now)
    assert all(WORDS not in reply.text for reply in found)
    book = office.store.call(office.services.current.book)  # type: ignore[union-attr]
    assert WORDS not in book.title(Bureau("bng"), "47/NQ-CP 2.6 2026", "vi")


def test_marked_as_public_again_everybody_reads_it_which_is_said_before(office: Office) -> None:
    done(office, "/sua 2.6 nội bộ")
    shown = done(office, "/sua 2.6 công khai")
    assert f"Chú ý: từ nay ai cũng đọc được: nhiệm vụ 2.6 {TITLE}" in shown
    assert WORDS in guest(office, "2.6 về gì")
    assert "đang như vậy" in office("/sua 2.6 công khai")


def test_what_the_data_call_internal_can_be_made_public(make: Make) -> None:
    office = make(SINGLE)
    done(office, "/sua 2.6 công khai")
    assert WORDS in guest(office, "2.6 về gì")
    assert NOTE in guest(office, "4.4 về gì")


def test_a_report_can_be_marked_too(office: Office) -> None:
    shown = done(office, "/sua báo cáo phát ngôn nội bộ")
    assert "đọc được: báo cáo “Báo cáo công tác phát ngôn" in shown
    assert REPORT not in guest(office, "hạn nộp báo cáo năm nay?")
    assert REPORT in office("hạn nộp báo cáo năm nay?", "minh")
    done(office, "/sua báo cáo phát ngôn công khai")
    assert REPORT in guest(office, "hạn nộp báo cáo năm nay?")


def test_a_document_can_be_marked_with_all_that_it_sets(office: Office) -> None:
    shown = done(office, "/vanban 47/NQ-CP nội bộ lý do còn trao đổi")
    assert "Đánh dấu cả Nghị quyết 47/NQ-CP là nội bộ?" in shown
    assert "đọc được: Nghị quyết 47/NQ-CP (56 nhiệm vụ, " in shown
    for asked in ("2.6 về gì", "4.4 về gì", "Nghị quyết 47 nói gì về kinh phí?"):
        assert NOTE in guest(office, asked)
    assert WORDS in office("2.6 về gì", "minh")
    assert "\nnội bộ\n" in guest(office, "/vanban 47/NQ-CP")
    entry = office.store.call(journal.last)
    assert entry is not None
    assert (entry.change.kind, entry.reason) == ("secrecy", "còn trao đổi")
    assert "đang nội bộ" in office("/vanban 47/NQ-CP nội bộ")
    assert "phạm vi phổ biến của 47/NQ-CP: chưa đánh dấu → nội bộ" in office("/nhatky")
    shown = done(office, "/vanban 47/NQ-CP công khai")
    assert "Chú ý: từ nay ai cũng đọc được: Nghị quyết 47/NQ-CP (56 nhiệm vụ" in shown
    assert WORDS in guest(office, "2.6 về gì")


def test_of_an_internal_document_nothing_is_made_public_by_itself(make: Make) -> None:
    office = make(WHOLE)
    assert "Cả văn bản này là nội bộ" in office("/sua 2.6 công khai")
    office("thôi")
    done(office, "/vanban 47/NQ-CP công khai")
    assert WORDS in guest(office, "2.6 về gì")
    done(office, "/sua 2.6 nội bộ")
    assert NOTE in guest(office, "2.6 về gì")
    assert "Riêng các nhiệm vụ nội bộ: 2.6." in office("/vanban 47/NQ-CP công khai")


def test_what_was_public_by_itself_is_internal_with_its_document(office: Office) -> None:
    done(office, "/sua 2.6 nội bộ")
    done(office, "/sua 2.6 công khai")
    done(office, "/vanban 47/NQ-CP nội bộ")
    assert NOTE in guest(office, "2.6 về gì")


def test_taking_a_mark_back_says_what_everybody_will_read(office: Office) -> None:
    done(office, "/sua 2.6 nội bộ")
    shown = done(office, "/hoantac")
    assert f"Chú ý: từ nay ai cũng đọc được: nhiệm vụ 2.6 {TITLE}" in shown
    assert WORDS in guest(office, "2.6 về gì")


def test_what_is_not_confirmed_changes_nothing(office: Office) -> None:
    office("/vanban 47/NQ-CP nội bộ")
    office.choose("Thôi")
    office("/sua 2.6 nội bộ")
    office.later(timedelta(minutes=11))
    office("1")
    assert WORDS in guest(office, "2.6 về gì")


@pytest.mark.parametrize("text", ["/sua 2.6 nội bộ", "/vanban 47/NQ-CP nội bộ", "sửa 2.6 nội bộ"])
@pytest.mark.parametrize("sender", ["minh", "hoa", "khách"])
def test_nobody_but_an_administrator_marks_anything(office: Office, text: str, sender: str) -> None:
    assert "Chỉ người quản trị" in office(text, sender)
    assert office.store.call(overlay.of_kind, "secrecy") == {}


def test_a_mark_that_somebody_else_has_changed_meanwhile_is_shown_and_asked_again(office: Office) -> None:
    office("/vanban 47/NQ-CP nội bộ")
    office("/vanban 47/NQ-CP nội bộ", "quang")
    office.choose("Đánh dấu", "quang")
    assert "đang nội bộ" in office.choose("Đánh dấu")


def test_a_list_of_documents_does_not_say_what_an_internal_one_is_called(make: Make) -> None:
    office = make(("documents.toml", 'id = "Công văn TTĐN 2024"', "internal = true"))
    assert "3. Văn bản nội bộ: " in guest(office, "/vanban")
    assert "TTĐN" not in guest(office, "/vanban")
    assert "TTĐN" in office("/vanban", "minh")


ADD = (
    "/them nhiệm vụ {number} vào 47/NQ-CP: Việc tuyệt mật; chủ trì: BNG; phối hợp: không; thời gian: 2027"
    " theo QĐ 1/QĐ-TTg"
)


@pytest.mark.parametrize("number", ["9.1", "2.14"])
def test_a_task_added_to_an_internal_document_is_internal(make: Make, number: str) -> None:
    office = make(WHOLE)
    shown = done(office, ADD.format(number=number))
    assert f"Là nội bộ như cả văn bản: nhiệm vụ {number} Việc tuyệt mật." in shown
    assert "tuyệt mật" not in guest(office, f"{number} về gì")
    assert "tuyệt mật" not in guest(office, "Bộ Ngoại giao chủ trì nhiệm vụ nào hết hạn năm 2027?")
    assert "tuyệt mật" in office(f"{number} về gì", "minh")


@pytest.mark.parametrize("number", ["9.1", "2.14"])
def test_a_task_added_to_an_annex_with_internal_rows_is_internal_until_an_admin_says_otherwise(
    make: Make, number: str
) -> None:
    office = make(SINGLE)
    shown = done(office, ADD.format(number=number))
    assert (
        f"Là nội bộ cho đến khi được đánh dấu công khai, vì văn bản có nội dung nội bộ: nhiệm vụ {number} Việc" in shown
    )
    assert f"/sua {number} công khai" in shown
    assert NOTE in guest(office, f"{number} về gì")
    done(office, "/sua 2.6 công khai")
    done(office, "/sua 4.4 công khai")
    assert NOTE in guest(office, f"{number} về gì")
    done(office, f"/sua {number} công khai")
    assert "tuyệt mật" in guest(office, f"{number} về gì")


def test_rows_that_are_internal_by_a_mark_count_too_and_taking_the_new_row_back_takes_its_mark(office: Office) -> None:
    done(office, "/sua 2.6 nội bộ")
    done(office, ADD.format(number="9.3"))
    assert NOTE in guest(office, "9.3 về gì")
    done(office, "/hoantac")
    assert list(office.store.call(overlay.of_kind, "secrecy")) == ["47/NQ-CP 2.6"]


def test_a_task_added_where_nothing_is_internal_is_for_everybody(office: Office) -> None:
    assert "ội bộ" not in done(office, ADD.format(number="9.1"))
    assert "tuyệt mật" in guest(office, "9.1 về gì")


REPORTS = (
    "/them báo cáo tên: Báo cáo tuyệt mật; hạn: trước ngày 30/11 hằng năm; cơ quan báo cáo: BNG; nơi nhận: Chính phủ;"
    " theo Nghị quyết 47/NQ-CP"
)


@pytest.mark.parametrize("flag", [WHOLE, SINGLE])
def test_a_report_added_by_a_document_in_which_something_is_internal_is_internal(make: Make, flag: Flag) -> None:
    office = make(flag)
    assert "vì văn bản có nội dung nội bộ: báo cáo “Báo cáo tuyệt mật”" in done(office, REPORTS)
    assert "tuyệt mật" not in guest(office, "hạn nộp báo cáo năm nay?")
    assert "tuyệt mật" in office("Bộ Ngoại giao phải báo cáo gì", "minh")


def test_a_report_added_before_its_document_is_marked_is_internal_with_it(office: Office) -> None:
    done(office, REPORTS)
    assert "tuyệt mật" in guest(office, "Bộ Ngoại giao phải báo cáo gì")
    done(office, "/vanban 47/NQ-CP nội bộ")
    assert "tuyệt mật" not in guest(office, "Bộ Ngoại giao phải báo cáo gì")


@pytest.fixture
def elsewhere(make: Make) -> Office:
    """Tasks 2.6 and 4.4 are internal; there is a group of an agency that is given nothing of them."""
    office = make(SINGLE)
    office.store.call(bind, OTHERS, "ktnn")
    return office


def there(office: Office, text: str, sender: str = "hoa") -> str:
    return office(text, sender, chat=OTHERS)


def test_by_what_document_an_internal_task_is_done_is_not_said_where_it_may_not_be_read(elsewhere: Office) -> None:
    said = [there(elsewhere, "/xong 2.6 số 12/BC-MAT ngày 20/11/2026"), there(elsewhere, "/xong 2.6")]
    said += [there(elsewhere, "/xong 2.6 số 13/BC-KHAC ngày 21/11/2026"), *elsewhere.labels(OTHERS)]
    said += [there(elsewhere, "/hoantac"), there(elsewhere, "1")]
    assert "đã ghi nhận" in said[0].lower()
    assert not [text for text in said if "MAT" in text or "KHAC" in text]


def test_how_far_an_internal_task_is_is_not_said_where_it_may_not_be_read(elsewhere: Office) -> None:
    said = [there(elsewhere, "/tiendo 2.6 60% đã trình mật báo"), there(elsewhere, "/tiendo 2.6")]
    said += [there(elsewhere, "/hoantac"), there(elsewhere, "1")]
    assert "Đã ghi nhận tiến độ của Bộ Ngoại giao: 2.6 (nội bộ) – nội dung nội bộ." in said[0]
    assert not [text for text in said if "mật" in text or "60" in text]
    assert "60%" in elsewhere("/tiendo 2.6 60% đã trình mật báo", "hoa")


def test_why_more_time_is_asked_for_and_by_what_it_is_given_is_kept_too(elsewhere: Office) -> None:
    said = [there(elsewhere, "/giahan 2.6 31/12/2027 lý do vì việc mật"), there(elsewhere, "/giahan", "lan")]
    assert "Không đồng ý 2.6" in elsewhere.labels(OTHERS)
    said += [there(elsewhere, "/hoantac"), there(elsewhere, "2")]
    said += [there(elsewhere, "/giahan 2.6 30/6/2028 theo QĐ 7/QĐ-MAT", "lan"), there(elsewhere, "1", "lan")]
    assert "Đã gia hạn" in said[-1]
    said += [there(elsewhere, "/hoantac", "lan"), there(elsewhere, "1", "lan")]
    assert not [text for text in said if "mật" in text.lower() or "MAT" in text or WORDS in text]


def test_who_may_read_the_task_is_told_all_of_it(elsewhere: Office) -> None:
    assert "12/BC-MAT" in elsewhere("/xong 2.6 số 12/BC-MAT ngày 20/11/2026", "hoa")
    assert "12/BC-MAT" in elsewhere("/hoantac", "hoa")
    assert "12/BC-MAT" in elsewhere("/nhatky", "lan")


@pytest.mark.parametrize("said", ["nội bộ", "phạm vi phổ biến: nội bộ"])
def test_what_is_added_can_be_internal_from_the_first(office: Office, said: str) -> None:
    shown = done(office, ADD.format(number="9.1").replace("; thời gian: 2027", f"; thời gian: 2027; {said}"))
    assert "thời gian: 2027; phạm vi phổ biến: nội bộ" in shown
    assert NOTE in guest(office, "9.1 về gì")
    done(office, REPORTS.replace("; theo", f"; {said} theo"))
    assert "tuyệt mật" not in guest(office, "Bộ Ngoại giao phải báo cáo gì")
    assert "tuyệt mật" in office("Bộ Ngoại giao phải báo cáo gì", "minh")


def test_what_is_added_can_be_said_to_be_public_unless_its_document_is_internal(make: Make) -> None:
    line = ADD.format(number="9.1").replace("; thời gian: 2027", "; thời gian: 2027; công khai")
    office = make(SINGLE)
    assert "Là nội bộ" not in done(office, line)
    assert "tuyệt mật" in guest(office, "9.1 về gì")
    office = make(WHOLE)
    assert "Là nội bộ như cả văn bản" in done(office, line)
    assert NOTE in guest(office, "9.1 về gì")
