"""What somebody is who only tries out roles counts nowhere else."""

from datetime import timedelta

from knowledge.memory import Transaction, chats, people
from knowledge.messages import TRIAL, Chat
from knowledge.notices import tell_admins
from tests.handlers.conftest import Talk
from tests.talk import NOW, message

PLAYED = Chat(TRIAL, "người chơi")
GROUP = Chat(TRIAL, "nhóm thử", group=True)


def play(talk: Talk, role: str) -> int:
    """Somebody who plays the role; returns the person's number."""
    person = talk.store.call(people.recognise, message("", sender="thử", chat=PLAYED), NOW)
    talk.store.call(people.set_role, person.id, role)
    return person.id


def test_who_plays_an_admin_is_not_told_what_admins_are(talk: Talk) -> None:
    talk.make("lan", "admin")
    play(talk, "admin")

    def tell(tx: Transaction) -> int:
        return tell_admins(tx, "notice.removed", NOW, channel="console", title="x")

    assert talk.store.call(tell) == 1


def test_a_group_that_is_tried_out_is_no_place_to_reach_its_agency(talk: Talk) -> None:
    play(talk, "admin")
    assert "đã gắn với Bộ Ngoại giao" in (talk("/gan bng", chat=GROUP, sender="thử") or "")
    assert talk.store.call(chats.of_agency, "bng") == []


def test_who_plays_an_owner_does_not_let_the_last_real_one_go(talk: Talk) -> None:
    talk.make("lan", "owner")
    play(talk, "owner")
    talk("/dulieucuatoi")
    assert "người phụ trách chương trình duy nhất" in (talk("1") or "")


def test_a_link_code_is_neither_made_nor_used_there(talk: Talk) -> None:
    play(talk, "owner")
    assert "không làm được việc này" in (talk("/lienket", chat=PLAYED, sender="thử") or "")
    code = (talk("/lienket") or "").split("Mã liên kết tài khoản: ")[1].split("\n")[0]
    assert "không làm được việc này" in (talk(code, chat=PLAYED, sender="thử") or "")
    lan = talk.store.call(people.find, "console", "lan")
    assert lan is not None
    assert lan.role == ""


def test_a_guest_is_a_stranger_even_where_everybody_else_is_answered(talk: Talk) -> None:
    play(talk, "")
    assert "mã mời" in (talk("bộ ngoại giao", chat=PLAYED, sender="thử") or "")
    assert talk("bộ ngoại giao") == "hỏi bộ ngoại giao"
    talk.later(timedelta(hours=1))
    assert "mã mời" in (talk("bộ ngoại giao", chat=PLAYED, sender="thử") or "")
