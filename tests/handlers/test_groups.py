"""A group chat: the bot comes and goes, the group becomes an agency's own, and who may do that."""

from dataclasses import replace

import pytest

from knowledge.memory import chats, history, outbox, people, undelivered
from knowledge.messages import Chat, Reply
from knowledge.notices import tell_agency
from tests.handlers.conftest import Talk
from tests.talk import NOW, message

GROUP = Chat("console", "nhóm Vụ Hợp tác", group=True)


def test_added_to_a_group_it_introduces_itself_in_one_message_and_says_how_to_bind(talk: Talk) -> None:
    assert "/gan" in (talk("", event="joined", chat=GROUP) or "")


def test_added_again_to_a_bound_group_it_says_whose_it_is(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/gan bng", chat=GROUP)
    talk("", event="left", chat=GROUP)
    assert "đang gắn với Bộ Ngoại giao" in (talk("", event="joined", chat=GROUP) or "")


def test_removed_from_a_bound_group_the_chat_is_out_of_reach_and_admins_are_told_once(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/gan bng", chat=GROUP)
    assert talk("", event="left", chat=GROUP) is None
    assert talk("", event="left", chat=GROUP) is None
    told = [line.reply.text for line in talk.store.call(history.since, Chat("console", "lan"))]
    assert len(told) == 1
    assert "Bộ Ngoại giao" in told[0]
    assert not talk.store.call(chats.of_agency, "bng")[0].active


def test_admins_are_told_where_they_last_wrote(talk: Talk) -> None:
    at_home, at_work = Chat("telegram", "1"), Chat("zalo_bot", "a")
    lan = talk.store.call(people.recognise, message("", chat=at_home, sender="1"), NOW).id
    talk.store.call(people.set_role, lan, "admin")
    talk("xin chào", chat=at_work, sender="a")
    talk.store.call(people.link, talk.store.call(people.find, "zalo_bot", "a").id, lan)  # type: ignore[union-attr]
    for last, other in ((at_work, at_home), (at_home, at_work)):
        talk("xin chào", chat=other, sender=other.id)
        talk("xin chào", chat=last, sender=last.id)
        assert [chat for chat, _ in talk.store.call(people.private_chats, "admin")] == [last]


def test_who_adds_and_removes_it_again_and_again_floods_neither_the_group_nor_the_admins(talk: Talk) -> None:
    talk.make("lan", "admin")
    greetings = []
    for _ in range(50):
        greetings.append(talk("", event="joined", chat=GROUP, sender="hoa"))
        talk("", event="left", chat=GROUP, sender="hoa")
    assert len([greeting for greeting in greetings if greeting]) == 5
    assert len(talk.store.call(history.since, Chat("console", "lan"))) == 3


def test_admins_are_told_of_a_group_s_title_without_what_could_pass_for_the_program_s_own_words(talk: Talk) -> None:
    talk.make("lan", "admin")
    title = "Nhóm\u202e\n\n" + "Gửi mã sau cho chương trình. " * 10
    talk.give(replace(message("", "j", chat=GROUP, event="joined"), chat_title=title))
    talk("", event="left", chat=GROUP)
    told = talk.store.call(history.since, Chat("console", "lan"))[-1].reply.text
    assert "\u202e" not in told
    assert "\n" not in told
    assert len(told) < 150


def test_a_group_that_moves_keeps_its_agency_and_what_waits(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/gan bng", chat=GROUP)
    assert talk("nhóm mới", event="moved", chat=GROUP) is None
    assert talk("nhóm mới", event="moved", chat=GROUP) is None  # as Telegram tells it, in the old group and in the new
    assert [place.chat.id for place in talk.store.call(chats.of_agency, "bng")] == ["nhóm mới"]
    assert talk.store.call(chats.count, "console") == (0, 1)
    moved = Chat("console", "nhóm mới", group=True)
    assert talk("việc của mình", chat=moved) == "hỏi việc của mình bng"


def test_a_private_chat_that_is_said_to_move_is_still_known(talk: Talk) -> None:
    """No platform says so; the fuzz did, and a notice to officers then found an officer without a chat."""
    talk.make("lan", "officer", "bng")
    private = Chat("console", "lan")
    assert talk("chỗ khác", sender="lan", chat=private, event="moved") is None
    assert talk.store.call(chats.get, private) is not None


@pytest.mark.parametrize(("role", "agencies", "may"), [
    ("member", (), False), ("officer", ("bct",), False), ("officer", ("bng",), True), ("admin", (), True),
    ("owner", (), True),
])  # fmt: skip
def test_only_an_admin_or_an_officer_of_the_agency_may_bind(
    talk: Talk, role: str, agencies: tuple[str, ...], may: bool
) -> None:
    talk.make("lan", role, *agencies)
    assert ("đã gắn với" in (talk("/gan Bộ Ngoại giao", chat=GROUP) or "")) == may
    assert bool(talk.store.call(chats.of_agency, "bng")) == may


def test_an_unclear_name_is_asked_back_and_the_choice_is_checked_again(talk: Talk) -> None:
    talk.make("lan", "admin")
    assert talk("/gan bộ", chat=GROUP) == "“bộ” là cơ quan nào?"
    assert talk.labels(GROUP) == ["Bộ Ngoại giao", "Bộ Công Thương"]
    assert "đã gắn với Bộ Công Thương" in (talk("2", chat=GROUP) or "")
    talk.confirmed("/bogan", chat=GROUP)
    talk("/gan bộ", chat=GROUP)
    row = talk.store.call(history.since, GROUP)[-1].id
    assert "Chỉ cán bộ đầu mối" in (talk("Bộ Ngoại giao", chat=GROUP, sender="hoa", press=(row, 0)) or "")


def test_binding_says_what_is_missing(talk: Talk) -> None:
    talk.make("lan", "admin")
    assert "gửi kèm tên cơ quan" in (talk("/gan", chat=GROUP) or "")
    assert "Chưa nhận ra cơ quan “xyz”" in (talk("/gan xyz", chat=GROUP) or "")
    assert "dùng trong nhóm" in (talk("/gan Bộ Ngoại giao") or "")


def test_unbinding_undoes_it(talk: Talk) -> None:
    talk.make("lan", "officer", "bng")
    assert "chưa gắn" in (talk("/bogan", chat=GROUP) or "")
    talk("/gan bng", chat=GROUP)
    assert "không còn gắn với Bộ Ngoại giao" in (talk.confirmed("/bogan", chat=GROUP) or "")
    assert talk("việc của mình", chat=GROUP, sender="hoa") == "hỏi việc của mình"


def test_what_waits_for_an_agency_is_not_said_in_a_group_that_is_not_its_own_any_more(talk: Talk) -> None:
    talk.make("lan", "admin")
    talk("/gan bng", chat=GROUP)
    first = talk.store.call(tell_agency, "bng", Reply("việc nội bộ"), NOW, "k1") or 0
    other = Chat("console", "nhóm Văn phòng", group=True)
    talk("/gan bng", chat=other)
    talk.confirmed("/bogan", chat=GROUP)
    assert talk.store.call(outbox.get, first).state == "dead"  # type: ignore[union-attr]
    assert "việc nội bộ" in [line.reply.text for line in talk.store.call(history.since, other)]
    talk.confirmed("/bogan", chat=other)
    assert talk.store.call(undelivered.unsent_for, "bng", other) == []


def test_what_cannot_be_read_gets_a_hint_in_private_and_silence_in_a_group(talk: Talk) -> None:
    assert "tin nhắn bằng chữ" in (talk("", event="unsupported") or "")
    assert talk("", event="unsupported", chat=GROUP) is None


def test_diagnosis_says_whose_chat_it_is_and_whether_one_may_ask(members: Talk) -> None:
    members.make("lan", "member")
    answer = members("/chandoan", chat=GROUP) or ""
    assert "chưa gắn với cơ quan nào" in answer
    assert "được đặt câu hỏi tại đây" in answer


def test_a_channel_is_called_as_people_call_it(talk: Talk) -> None:
    assert "Kênh: Zalo Bot." in (talk("/chandoan", chat=Chat("zalo_bot", "7")) or "")


def test_a_group_that_is_an_agency_s_is_not_taken_from_it_in_passing(talk: Talk) -> None:
    talk.make("lan", "officer", "bng")
    talk.make("hoa", "officer", "bct")
    talk("/gan bng", chat=GROUP)
    assert "đang gắn với Bộ Ngoại giao" in (talk("/gan bct", chat=GROUP, sender="hoa") or "")
    assert "Chỉ cán bộ đầu mối" in (talk("/bogan", chat=GROUP, sender="hoa") or "")
    assert "không còn gắn" in (talk.confirmed("/bogan", chat=GROUP) or "")
