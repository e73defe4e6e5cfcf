"""Questions that were not answered are kept, without who asked and what they say of people, and are all counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.schedule import Times, forget_old
from knowledge.memory import Store, Transaction, asked_counts, people, unanswered, unanswered_groups
from knowledge.messages import TRIAL, Chat
from tests.conversations.play import services
from tests.handlers.conftest import Talk

GROUP = Chat("console", "nhóm", group=True)


@pytest.fixture
def asking(store: Store) -> Talk:
    """Everybody is answered, from the real documents."""
    talk = Talk(store)
    made = services(members_only=False, changing=True)
    talk.services = replace(made, access=replace(made.access, trusted=frozenset({"console"})))
    return talk


def rows(talk: Talk, table: str) -> list[tuple[object, ...]]:
    def read(tx: Transaction) -> list[tuple[object, ...]]:
        return tx.rows(f"SELECT * FROM {table}")

    return talk.store.call(read)


def words(talk: Talk) -> list[str]:
    return [each.words for each in talk.store.call(unanswered.newest, 100)]


def test_a_question_that_is_not_answered_is_kept_and_one_that_is_answered_is_not(asking: Talk) -> None:
    asking("lương tối thiểu vùng là bao nhiêu")
    asking("bộ ngoại giao chủ trì nhiệm vụ nào")
    assert words(asking) == ["lương tối thiểu vùng là bao nhiêu"]


def test_a_question_that_is_asked_back_and_one_hardly_answered_are_kept_as_such(asking: Talk) -> None:
    asking("bộ văn hóa")
    asking("nhiệm vụ 2.99")
    assert [each.kind for each in asking.store.call(unanswered.newest, 9)] == ["low", "clarify"]


def test_who_asked_is_nowhere_beside_the_question(asking: Talk) -> None:
    asking("lương tối thiểu vùng", sender="id-4711", chat=Chat("console", "id-4711"))
    assert rows(asking, "unanswered_ask")
    assert "4711" not in str([rows(asking, each) for each in ("unanswered", "unanswered_ask", "unanswered_group")])


def test_numbers_of_people_and_their_addresses_are_not_kept(asking: Talk) -> None:
    asking("giá vàng, 0912 345 678, lan@gmail.com, 001099012345")
    (kept,) = words(asking)
    assert kept == "giá vàng, …, …, …"
    assert "0912" not in str(rows(asking, "unanswered"))


def test_like_questions_are_one_group_and_counted_by_askers(asking: Talk) -> None:
    for sender, text in (
        ("lan", "lương tối thiểu vùng là bao nhiêu"),
        ("lan", "Luong toi thieu vung la bao nhieu a"),
        ("hoa", "cho em hỏi lương tối thiểu vùng bao nhiêu"),
        ("hoa", "giá vàng hôm nay"),
    ):
        asking(text, sender=sender)
    asking.store.call(unanswered_groups.sort_in)
    first, second = asking.store.call(unanswered_groups.groups)
    assert (first.times, first.askers, second.times, second.words) == (3, 2, 1, "giá vàng hôm nay")
    assert asking.store.call(unanswered_groups.count) == (2, 4)


def test_questions_with_other_numbers_are_not_alike(asking: Talk) -> None:
    asking("nhiệm vụ 2.99")
    asking("nhiệm vụ 3.99")
    asking.store.call(unanswered_groups.sort_in)
    assert len(asking.store.call(unanswered_groups.groups)) == 2


def test_nothing_is_kept_of_a_stranger_who_is_turned_away_or_of_a_role_that_is_tried_out(members: Talk) -> None:
    made = services(members_only=True, changing=True)
    members.services = made
    members("lương tối thiểu vùng")
    members("lương tối thiểu vùng", chat=Chat(TRIAL, "thử"), sender="thử")
    for table in ("unanswered", "unanswered_ask", "asked_count"):
        assert rows(members, table) == []


def test_one_asker_cannot_fill_what_is_kept(asking: Talk) -> None:
    for number in range(unanswered.MOST_A_DAY + 5):
        asking(f"giá vàng ngày {number}")
    assert len(rows(asking, "unanswered_ask")) == unanswered.MOST_A_DAY
    asking.later(timedelta(days=1, seconds=1))
    asking("giá bạc")
    assert len(rows(asking, "unanswered_ask")) == unanswered.MOST_A_DAY + 1


def test_many_askers_cannot_fill_it_for_longer_than_a_day(asking: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST", 4)
    monkeypatch.setattr(unanswered, "_LEFT_AT_NIGHT", 3)
    for number in range(6):
        asking(f"giá vàng {number}", sender=f"ai đó {number}")
    assert words(asking) == [f"giá vàng {number}" for number in (3, 2, 1, 0)]
    asking.store.call(unanswered.forget, asking.now - timedelta(days=1))
    asking("giá bạc")
    assert words(asking) == ["giá bạc", "giá vàng 3", "giá vàng 2", "giá vàng 1"]


def test_accounts_that_became_one_persons_are_one_asker(asking: Talk) -> None:
    asking("giá vàng hôm nay")
    asking("giá vàng hôm nay", sender="hoa")
    lan, hoa = (asking.store.call(people.find, "console", each) for each in ("lan", "hoa"))
    assert lan is not None
    assert hoa is not None
    asking.store.call(people.link, hoa.id, lan.id)
    asking.store.call(unanswered_groups.sort_in)
    assert [(each.times, each.askers) for each in asking.store.call(unanswered_groups.groups)] == [(2, 1)]


def test_what_a_person_asked_is_shown_as_a_number_and_erased_with_all_else(asking: Talk) -> None:
    asking("giá vàng hôm nay")
    asking("giá vàng hôm nay", sender="hoa")
    asking("giá bạc hôm nay")
    asking("Báo khi có câu trả lời")
    assert len(rows(asking, "answer_wish")) == 1
    assert "chưa trả lời được đang lưu: 2" in (asking("/dulieucuatoi") or "")
    asking.confirmed("1")
    assert words(asking) == ["giá vàng hôm nay"]
    assert len(rows(asking, "unanswered_ask")) == 1
    assert rows(asking, "answer_wish") == []


def test_it_is_forgotten_after_its_time_with_the_group(asking: Talk) -> None:
    asking("giá vàng hôm nay")
    asking.store.call(unanswered_groups.sort_in)
    asking.later(timedelta(days=200))
    asking("giá bạc hôm nay")
    times = Times(messages=timedelta(days=90), conversations=timedelta(days=30), unanswered=timedelta(days=180))
    asking.store.call(forget_old, asking.now, times)
    assert words(asking) == ["giá bạc hôm nay"]
    assert rows(asking, "unanswered_group") == []


def test_to_be_told_is_offered_where_nothing_was_found_and_noted_once(asking: Talk) -> None:
    asking("giá vàng hôm nay", chat=GROUP)
    assert asking.labels(GROUP)[-1] == "Báo khi có câu trả lời"
    assert "trong nhóm này" in (asking("Báo khi có câu trả lời", chat=GROUP) or "")
    asking("giá vàng hôm nay", chat=GROUP, sender="hoa")
    assert "đã ghi nhận" in (asking("Báo khi có câu trả lời", chat=GROUP, sender="hoa") or "")
    asking("bộ ngoại giao chủ trì nhiệm vụ nào", chat=GROUP)
    assert "Báo khi có câu trả lời" not in asking.labels(GROUP)


def test_every_question_is_counted_by_day_channel_agency_and_kind_and_nothing_else(asking: Talk) -> None:
    asking("bộ ngoại giao chủ trì nhiệm vụ nào")
    asking("Phối hợp (14)")
    asking("giá vàng hôm nay")
    asking("/trogiup")
    day = asking.now.date()
    found = [(each.agency, each.kind, each.n) for each in asking.store.call(asked_counts.counts, day, day)]
    assert found == [("", "none", 1), ("bng", "tasks", 1)]
