"""What is internal is said to members in private and in the groups of the agencies concerned, to others number and day.

Nobody who may not read it finds it by its words, on any way: lists, details, follow-ups, buttons, what is recorded.
"""

import pytest

from handlers.context import Access, Services
from handlers.inline import look_up
from knowledge.catalog.catalog import Catalog
from knowledge.memory import Store, Transaction, chats, completions
from knowledge.messages import TRIAL, Chat, Reply
from knowledge.obligations.book import Obligations
from knowledge.questions import Questions
from tests.handlers.conftest import Talk
from tests.internal import NOTE, REPORT, SINGLE, TITLE, WHOLE, catalog_with, runs, secrets
from tests.questions.asking import NOW, read_set, real_calendar
from tests.talk import message

GROUP = Chat("console", "nhóm Vụ", group=True)
NEW_GROUP = Chat("console", "nhóm mới", group=True)
OTHERS = Chat("console", "nhóm kiểm toán", group=True)
"""Of Kiểm toán nhà nước, which Nghị quyết 47/NQ-CP gives nothing to."""
LISTS = (
    "Bộ Ngoại giao chủ trì nhiệm vụ nào?", "còn phối hợp?", "chi tiết cái thứ 2", "ai phối hợp?", "nhóm 2", "2.6",
    "cơ quan này giờ là bộ nào?", "Nhiệm vụ nào hết hạn năm 2026?", "xem tiếp", "các báo cáo của nghị quyết 47",
    "mọi mốc báo cáo", "4.4 về gì", "Nghị quyết 47 nói gì về kinh phí?", "Mục III.1.c Nghị quyết 47", TITLE,
    "Nghị quyết 47 giao Bộ Tài chính làm gì?", "Ai ký Nghị quyết 47?", "Nghị quyết 47 dự thảo khác gì",
    "có những văn bản nào", "bộ nào chủ trì nhiều nhiệm vụ nhất", "Who leads task 2.6?", "What is task 4.4 about?",
    "tasks of the Ministry of Foreign Affairs", "nhiệm vụ nào quá hạn", "việc nào hết hạn trong 60 ngày tới",
    "Bộ Nông nghiệp và Môi trường có nhiệm vụ gì?", "Nghị quyết 47 có bao nhiêu điều", "Bộ Nội vụ phải báo cáo gì?",
)  # fmt: skip


def services(catalog: Catalog, own_machine: frozenset[str] = frozenset()) -> Services:
    access = Access(trusted=frozenset({"web"}), own_machine=own_machine, per_person=9999, per_chat=9999)
    return Services(Questions(catalog, real_calendar()), access, owing=Obligations(catalog, real_calendar()))


@pytest.fixture
def talk(store: Store) -> Talk:
    """With tasks 2.6 and 4.4 of Nghị quyết 47/NQ-CP internal; anybody is answered, and "lan" is nobody known."""
    talk = Talk(store)
    talk.services, talk.now = services(catalog_with(SINGLE)), NOW
    store.call(bind, GROUP, "bng")
    store.call(bind, OTHERS, "ktnn")
    return talk


def bind(tx: Transaction, chat: Chat, agency: str) -> None:
    chats.seen(tx, message("", chat=chat), NOW)
    chats.bind(tx, chat, agency, 1, NOW)


def own(sender: str) -> Chat:
    return Chat("console", sender)


def test_a_guest_gets_number_and_day_and_where_the_words_can_be_read(talk: Talk) -> None:
    answer = talk("nhiệm vụ 2.6") or ""
    assert answer.splitlines() == [
        "Nhiệm vụ 2.6, Nghị quyết 47/NQ-CP",
        "Thời gian: 2024–2026 (hết ngày 31/12/2026, còn 39 ngày)",
        f"Nhiệm vụ nội bộ: nội dung {NOTE}.",
        "",
        "Nguồn: Phụ lục Nghị quyết 47/NQ-CP, mục 2.6",
    ]


@pytest.mark.parametrize("role", ["member", "officer", "admin", "owner"])
def test_a_member_in_private_reads_the_words_and_that_they_are_internal(talk: Talk, role: str) -> None:
    talk.make("hoa", role, *(["ktnn"] if role == "officer" else []))
    answer = talk("2.6 ai chủ trì", sender="hoa", chat=own("hoa")) or ""
    assert "Chủ trì nhiệm vụ 2.6: Bộ Ngoại giao." in answer
    assert "(Nội bộ, không phổ biến ra ngoài.)" in answer
    assert "4.4" in (talk("tin giả", sender="hoa", chat=own("hoa")) or "")


def test_in_the_group_of_an_agency_that_is_given_something_everybody_reads_them(talk: Talk) -> None:
    assert "Chủ trì nhiệm vụ 2.6: Bộ Ngoại giao." in (talk("2.6 ai chủ trì", chat=GROUP) or "")


@pytest.mark.parametrize("chat", [NEW_GROUP, OTHERS])
def test_in_any_other_group_nobody_does_not_even_a_member(talk: Talk, chat: Chat) -> None:
    talk.make("hoa", "owner", "bng")
    answer = talk("2.6 ai chủ trì", sender="hoa", chat=chat) or ""
    assert NOTE in answer
    assert "Ngoại giao" not in answer


def test_unbound_the_group_gets_number_and_day_whatever_it_was_talking_about(talk: Talk) -> None:
    talk("nhiệm vụ nào về tin giả?", chat=GROUP)
    talk.store.call(chats.unbind, GROUP, NOW)
    answer = talk("ai chủ trì?", chat=GROUP) or ""
    assert "Thông tin và Truyền thông" not in answer
    assert "tin giả" not in answer.lower()


def test_a_button_that_was_offered_to_who_might_read_it_says_nothing_to_who_may_not(talk: Talk) -> None:
    talk("nhiệm vụ 2.6 và 4.4", chat=GROUP)
    labels = talk.labels(GROUP)
    talk.store.call(chats.unbind, GROUP, NOW)
    answer = talk(labels[labels.index("Chi tiết 2.6")], chat=GROUP) or ""
    assert NOTE in answer
    assert "báo chí" not in answer


@pytest.mark.parametrize("words", ["mạng lưới xử lý tin giả quốc gia", "fake news network", "xử lý tin giả"])
def test_it_is_not_found_by_its_words_and_not_finding_says_nothing_of_them(talk: Talk, words: str) -> None:
    nothing = talk("thời tiết hôm nay thế nào") or ""
    assert "Nội dung nội bộ không được tìm ở đây" in nothing
    assert "4.4" not in (talk(words, sender="an", chat=own("an")) or "4.4")


def test_of_an_agency_the_number_and_day_of_what_is_internal_are_listed_among_the_others(talk: Talk) -> None:
    answer = talk("Bộ Ngoại giao chủ trì nhiệm vụ nào?") or ""
    assert "2.6 (nội bộ) · 2024–2026, còn 39 ngày" in answer
    assert "3.5 Chiến lược Ngoại giao văn hóa đến năm 2030" in answer
    assert NOTE in answer


def test_a_question_about_another_thing_is_answered_as_ever(talk: Talk) -> None:
    answer = talk("3.6 ai chủ trì") or ""
    assert "Chủ trì nhiệm vụ 3.6: Bộ Ngoại giao." in answer
    assert "ội bộ" not in answer


def test_looked_up_beside_another_chat_nothing_internal_is_found_by_anybody(talk: Talk) -> None:
    talk.make("hoa", "owner")

    def find(text: str) -> tuple[Reply, ...]:
        return talk.store.call(look_up, talk.services, "console", "hoa", text, "vi", NOW)

    found = [reply.text for text in ("2.6 ai chủ trì", "Bộ Ngoại giao chủ trì gì", "tin giả") for reply in find(text)]
    assert NOTE in found[0]
    assert not leaks(catalog_with(SINGLE), found)


def test_who_sits_at_the_machine_reads_everything_and_behind_a_portal_a_member_does(talk: Talk) -> None:
    page = Chat("web", "lan")
    assert NOTE in (talk("nhiệm vụ 2.6", chat=page) or "")
    talk.services = services(catalog_with(SINGLE), frozenset({"web"}))
    assert "báo chí nước ngoài" in (talk("nhiệm vụ 2.6", chat=page) or "")


def test_who_tries_out_a_role_reads_what_the_role_does(talk: Talk) -> None:
    talk.services = services(catalog_with(SINGLE), frozenset({"web"}))
    group = Chat(TRIAL, "nhóm thử", group=True)
    talk.store.call(bind, group, "ktnn")
    assert NOTE in (talk("nhiệm vụ 2.6", chat=group) or "")
    assert "mã mời" in (talk("nhiệm vụ 2.6", chat=Chat(TRIAL, "khách"), sender="khách") or "")


def test_what_is_recorded_as_done_of_it_is_said_to_who_may_read_it_only(talk: Talk) -> None:
    talk.store.call(completions.add, "bng", "47/NQ-CP 2.6 2026", "về báo chí, 123/BC-BNG", 1, NOW)
    assert "123/BC-BNG" in (talk("nhiệm vụ 2.6", chat=GROUP) or "")
    assert "123/BC-BNG" not in (talk("nhiệm vụ 2.6", chat=OTHERS) or "123/BC-BNG")


@pytest.mark.parametrize(
    "question",
    [
        "nhiệm vụ nào của Bộ Ngoại giao đã hoàn thành", "Bộ Ngoại giao đã hoàn thành những gì", "nhiệm vụ nào quá hạn",
        "nhiệm vụ nào của Bộ Ngoại giao chưa xong", "tình hình thực hiện của Bộ Ngoại giao",
    ],
)  # fmt: skip
def test_no_list_says_how_it_stands_to_who_may_not_read_it(talk: Talk, question: str) -> None:
    before = talk(question, chat=OTHERS) or ""
    talk.store.call(completions.add, "bng", "47/NQ-CP 2.6 2026", "123/BC-BNG", 1, NOW)
    after = talk(question, chat=OTHERS) or ""
    assert "2.6" not in after
    assert ("2.6" in before) == ("2.6" in after)


def test_an_internal_report_is_found_by_its_day_and_place_only(talk: Talk) -> None:
    talk.services = services(catalog_with(REPORT))
    lines = (talk("hạn nộp báo cáo năm nay?") or "").splitlines()
    assert lines[0] == "Báo cáo nội bộ: gửi trước ngày 30/11/2026."
    assert any(NOTE in line for line in lines)
    assert "Nguồn: Thông tư 02/2019/TT-BTTTT ngày 08/3/2019, Điều 10 khoản 5" in lines
    talk.make("hoa", "member")
    said = talk("hạn nộp báo cáo năm nay?", sender="hoa", chat=own("hoa")) or ""
    assert "Báo cáo thông tin đối ngoại năm 2026" in said


def leaks(catalog: Catalog, texts: list[str], asked: str = "") -> list[str]:
    hidden = secrets(catalog) - set(runs(asked))
    return [run for text in texts for run in runs(text) if run in hidden]


@pytest.mark.parametrize("flag", [WHOLE, SINGLE])
def test_no_question_of_the_whole_set_makes_a_guest_read_five_words_of_it_in_a_row(
    talk: Talk, flag: tuple[str, str, str]
) -> None:
    catalog = catalog_with(flag)
    talk.services = services(catalog)
    assert len(secrets(catalog)) > 20
    said: dict[str, str] = {}
    for number, question in enumerate(read_set("dev")):
        chat = own(question.get("session") or f"khách {number}")
        said[question["text"]] = talk(question["text"], sender=chat.id, chat=chat) or ""
    for text in LISTS:
        said[text] = talk(text) or ""
        for label in talk.labels(Chat("console", "phòng hợp tác"))[:4]:
            said[f"{text} / {label}"] = talk(label) or ""
    assert {text: bad for text, answer in said.items() if (bad := leaks(catalog, [answer], asked=text))} == {}
    assert sum(NOTE in answer or "không được tìm ở đây" in answer for answer in said.values()) > 20


def test_a_member_reads_in_private_just_what_everybody_read_before_the_flag(talk: Talk) -> None:
    catalog, plain = catalog_with(WHOLE), catalog_with()
    for question in read_set("dev")[:60]:
        talk.services = services(plain)
        before = talk(question["text"], sender="hoa", chat=own("hoa"))
        talk.make("hoa", "member")
        talk.services = services(catalog)
        after = talk(question["text"], sender="hoa", chat=own("hoa")) or ""
        assert (
            after.replace("(Nội bộ, không phổ biến ra ngoài.)\n", "").replace("(Internal, not to be passed on.)\n", "")
            == before
        ), question["text"]
