"""Who is answered where only members are, how one becomes a member, and how much anybody may send."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.context import Access
from knowledge.memory import Store, inbox, invites, people
from knowledge.memory.invites import GROUP, PERSON, Invite
from knowledge.messages import Chat
from tests.handlers.conftest import Talk
from tests.talk import NOW, message

GROUP_CHAT = Chat("console", "nhóm Vụ Hợp tác", group=True)
HOUR = timedelta(hours=1)


def code(talk: Talk, kind: str = PERSON, role: str = "member", agency: str | None = None, uses: int = 1) -> str:
    return talk.store.call(invites.make, Invite(kind, role, agency), uses, NOW + 7 * 24 * HOUR)


def test_a_stranger_gets_one_sentence_an_hour_and_nothing_else(members: Talk) -> None:
    assert "mã mời" in (members("bộ ngoại giao") or "")
    assert members("1") is None
    assert members("/help") is None
    members.later(HOUR)
    assert "mã mời" in (members("xin chào") or "")


def test_what_a_stranger_writes_is_not_kept(members: Talk) -> None:
    members("chuyện riêng")
    assert members.store.call(lambda tx: tx.rows("SELECT text FROM inbox")) == [("",)]


@pytest.mark.parametrize("how", ["{}", "/start {}", "  {} ", "/start@ttdn_bot {}"])
def test_a_code_makes_a_member_however_it_is_sent(members: Talk, how: str) -> None:
    assert "thành viên" in (members(how.format(code(members))) or "")
    assert members("bộ ngoại giao") == "hỏi bộ ngoại giao"


def test_a_code_may_be_typed_in_small_letters_and_with_spaces(members: Talk) -> None:
    assert "thành viên" in (members(code(members).lower().replace("-", " ")) or "")


def test_an_officer_speaks_for_an_agency(members: Talk) -> None:
    assert "cán bộ đầu mối của Bộ Ngoại giao" in (members(code(members, role="officer", agency="bng")) or "")
    assert members("việc của mình") == "hỏi việc của mình bng"


def test_a_code_works_as_often_as_it_says_and_not_after_its_time(members: Talk) -> None:
    twice = code(members, uses=2)
    assert "thành viên" in (members(twice, sender="lan") or "")
    assert "thành viên" in (members(twice, sender="minh") or "")
    assert "không đúng, đã hết hạn" in (members(twice, sender="hoa") or "")
    old = code(members)
    members.later(8 * 24 * HOUR)
    assert "không đúng, đã hết hạn" in (members(old, sender="hoa") or "")


def test_guessing_is_limited_and_then_even_a_right_code_must_wait(members: Talk) -> None:
    right = code(members)
    for letter in "23456":
        assert "không đúng" in (members(f"TT-{letter * 4}-AAAA-AAAA") or "")
    assert "sau một giờ" in (members(right) or "")
    members.later(HOUR)
    assert "thành viên" in (members(right) or "")


def test_a_lower_code_takes_no_role_away(members: Talk) -> None:
    members.make("lan", "admin")
    members(code(members))
    assert members.store.call(people.find, "console", "lan").role == "admin"  # type: ignore[union-attr]


def test_only_a_digest_of_a_code_is_kept(talk: Talk) -> None:
    made = code(talk, uses=2)
    talk(f"/start {made}")
    kept = str(talk.store.call(lambda tx: [*tx.rows("SELECT * FROM invite"), *tx.rows("SELECT * FROM inbox")]))
    assert "TT-…" in kept
    assert made not in kept
    assert made.replace("-", "")[2:] not in kept


def test_people_on_the_page_of_this_machine_are_known(members: Talk) -> None:
    assert members("bộ ngoại giao", chat=Chat("web", "trang")) == "hỏi bộ ngoại giao"


def test_members_of_a_bound_group_may_ask_there_and_elsewhere_not(members: Talk) -> None:
    assert "/gan" in (members("/hoi xin chào", chat=GROUP_CHAT, sender="hoa") or "")
    members.make("lan", "admin")
    assert "đã gắn với Bộ Ngoại giao" in (members("/gan bộ ngoại giao", chat=GROUP_CHAT) or "")
    assert members("việc của mình", chat=GROUP_CHAT, sender="hoa") == "hỏi việc của mình bng"
    assert "mã mời" in (members("việc của mình", sender="hoa") or "")


def test_a_code_for_a_group_binds_the_group_it_is_sent_in_and_is_not_spent_in_private(members: Talk) -> None:
    made = code(members, GROUP, "", "bct")
    assert "Mã gắn nhóm thì gửi trong nhóm" in (members(made, sender="hoa") or "")
    assert "Bộ Công Thương" in (members(f"/start {made}", chat=GROUP_CHAT, sender="hoa") or "")
    assert members("việc của mình", chat=GROUP_CHAT, sender="hoa") == "hỏi việc của mình bct"


def test_a_code_for_a_person_is_not_taken_in_a_group_where_the_sender_may_be_anonymous(members: Talk) -> None:
    made = code(members, role="admin")
    assert "không dùng được trong nhóm" in (members(made, chat=GROUP_CHAT, sender=GROUP_CHAT.id) or "")
    assert "người quản trị" in (members(made, sender="lan") or "")


def test_a_second_account_is_linked_by_a_code_and_has_the_role_of_the_first(members: Talk) -> None:
    members.make("lan", "officer", "bng")
    answer = members("/lienket") or ""
    made = answer.split("Mã liên kết tài khoản: ")[1].split("\n")[0]
    phone = Chat("console", "điện thoại")
    assert "là của chính tài khoản này" in (members(made) or "")
    answer = members("/lienket") or ""
    made = answer.split("Mã liên kết tài khoản: ")[1].split("\n")[0]
    assert "Đã liên kết tài khoản" in (members(made, chat=phone, sender="lan-2") or "")
    assert members("việc của mình", chat=phone, sender="lan-2") == "hỏi việc của mình bng"


@pytest.mark.parametrize(("role", "agencies"), [("owner", ()), ("admin", ()), ("officer", ("bct",))])
def test_who_is_made_to_send_somebody_s_link_code_hands_over_no_role(
    members: Talk, role: str, agencies: tuple[str, ...]
) -> None:
    members.make("gian", "officer", "bng")
    members.make("lan", role, *agencies)
    made = (members("/lienket", sender="gian", chat=Chat("console", "gian")) or "").split(": ")[1].split("\n")[0]
    assert "vai trò cao hơn" in (members(made) or "")
    gian = members.store.call(people.find, "console", "gian")
    assert (gian and gian.role, gian and gian.agencies) == ("officer", ("bng",))


def test_who_writes_too_fast_is_told_once_and_then_answered_again(store: Store) -> None:
    talk = Talk(store, Access(per_person=3, per_chat=100))
    assert [talk("hỏi") is not None for _ in range(3)] == [True, True, True]
    assert "chờ 20 giây" in (talk("hỏi") or "")
    assert talk("hỏi") is None
    talk.later(timedelta(seconds=20))
    assert (talk("hỏi") or "").startswith("hỏi")


def test_who_goes_on_writing_too_fast_is_told_once_and_answered_as_fast_as_is_allowed(store: Store) -> None:
    talk = Talk(store, Access(per_person=20, per_chat=60))
    answers = []
    for _ in range(600):
        talk.later(timedelta(seconds=0.2))
        answers.append(talk("hỏi") or "")
    assert sum("hơi nhanh" in answer for answer in answers) == 1
    assert sum(answer.startswith("hỏi") for answer in answers) >= 58


def test_one_who_writes_too_fast_takes_nothing_from_the_others_of_the_group(store: Store) -> None:
    talk = Talk(store, Access(per_person=5, per_chat=20))
    for _ in range(100):
        talk("hỏi", chat=GROUP_CHAT, sender="hoa")
    assert (talk("hỏi", chat=GROUP_CHAT, sender="lan") or "").startswith("hỏi")


def test_a_stranger_who_writes_without_end_still_gets_one_sentence_an_hour(members: Talk) -> None:
    members.services = replace(members.services, access=Access(members_only=True))
    answers = []
    for _ in range(300):
        members.later(timedelta(seconds=1))
        answers.append(members("xin chào"))
    assert len([answer for answer in answers if answer]) == 1


def test_who_guesses_codes_without_end_is_told_once_that_it_is_too_often(members: Talk) -> None:
    answers = []
    for _ in range(100):
        members.later(timedelta(seconds=10))
        answers.append(members("TT-AAAA-AAAA-AAAA"))
    assert len([answer for answer in answers if "sau một giờ" in (answer or "")]) == 1


def test_a_chat_has_its_own_limit_whoever_writes(store: Store) -> None:
    talk = Talk(store, Access(per_person=100, per_chat=2))
    assert [talk("hỏi", sender=sender) is not None for sender in ("a", "b", "c", "d")] == [True, True, True, False]


def test_a_limit_outlives_a_restart(store: Store) -> None:
    Talk(store, Access(per_person=1))("hỏi")
    again = Talk(store, Access(per_person=1))
    again.count = 10
    assert "chờ" in (again("hỏi") or "")


def test_an_endless_message_is_refused_and_not_kept(talk: Talk) -> None:
    assert "tối đa 4096" in (talk("a" * 5000) or "")
    assert talk.store.call(lambda tx: tx.rows("SELECT text FROM inbox")) == [("",)]


def test_a_message_that_came_before_is_still_recognised_when_its_words_were_not_kept(members: Talk) -> None:
    members.give(message("chuyện riêng", "7"))
    assert not members.store.call(inbox.add, message("chuyện riêng", "7"), NOW)
