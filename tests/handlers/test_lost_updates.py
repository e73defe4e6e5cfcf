"""What one person decides or records never takes the place of what another has, without its being shown first."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.memory import completions, history, journal, overlay, store_in_memory
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, office, office_talk

__all__ = ["office"]

MEANWHILE = "Trong lúc đó {} đã đổi"
DAY = "47/NQ-CP 2.6"
PART = "47/NQ-CP 2.6 bng"


@pytest.fixture
def two(office: Office) -> Office:
    """Hoa and Minh speak for the same agency."""
    office.becomes("minh", "officer", "bng")
    return office


def choices(office: Office, who: str) -> list[tuple[int, int, str]]:
    """All that was ever offered to somebody: row, place, label."""
    return [
        (row.id, at, button.label)
        for row in office.store.call(history.since, Chat("console", who))
        if not row.message_id
        for at, button in enumerate(row.reply.buttons)
    ]


def press(office: Office, who: str, label: str) -> str:
    """The last choice with a label that begins so, however long ago it was offered."""
    row, at, _ = next(each for each in reversed(choices(office, who)) if each[2].startswith(label))
    return office("chọn", who, press=(row, at))


def day_set(office: Office) -> object:
    kept = office.store.call(overlay.get, "due", DAY)
    return kept["day"] if isinstance(kept, dict) else None


def test_a_day_that_another_has_set_while_the_document_was_asked_for_is_shown_before_it_is_set_anew(
    office: Office,
) -> None:
    office("/giahan 2.6 31/12/2027 @BNG", "lan")
    office("/giahan 2.6 30/6/2028 theo QĐ 1/QĐ-TTg @BNG", "quang")
    office.choose("Đồng ý", "quang")
    said = office("QĐ 99/QĐ-TTg", "lan")
    assert said.startswith(MEANWHILE.format("Lê Quang") + " thời hạn nhiệm vụ 2.6: ")
    assert "→ 30/6/2028" in said.partition("\n")[0]
    assert "Vui lòng xác nhận" in said
    assert day_set(office) == "2028-06-30"
    office.choose("Đồng ý", "lan")
    assert day_set(office) == "2027-12-31"


def test_a_day_that_another_has_set_before_it_was_confirmed_is_shown_and_it_is_asked_again(office: Office) -> None:
    office("/giahan 2.6 31/12/2027 theo QĐ 99/QĐ-TTg @BNG", "lan")
    office("sửa hạn 2.6 thành 30/6/2028 theo QĐ 1/QĐ-TTg", "quang")
    office.choose("Đồng ý", "quang")
    said = office.choose("Đồng ý", "lan")
    assert said.startswith(MEANWHILE.format("Lê Quang"))
    assert day_set(office) == "2028-06-30"
    office.choose("Đồng ý", "lan")
    assert day_set(office) == "2027-12-31"


@pytest.mark.parametrize("choice", ["Đồng ý", "Không đồng ý"])
def test_a_request_that_was_put_otherwise_since_the_administrator_was_told_is_shown_before_it_is_decided_on(
    office: Office, choice: str
) -> None:
    office("/giahan 2.6 31/12/2027 lý do chờ Luật", "hoa")
    row, at, _ = next(each for each in choices(office, "lan") if each[2] == choice)
    office("/giahan 2.6 31/12/2028 lý do chờ thêm", "hoa")
    said = office("chọn", "lan", press=(row, at))
    assert said.startswith(MEANWHILE.format("Trần Hoa"))
    assert "đến 31/12/2028. Lý do: chờ thêm." in said
    assert office.labels(Chat("console", "lan")) == ["Đồng ý 2.6", "Không đồng ý 2.6"]


def test_a_document_takes_the_place_of_the_one_that_was_shown_and_of_no_later_one(two: Office) -> None:
    two("/xong 2.6 số 1/BC-BNG ngày 20/11/2026", "hoa")
    two("/xong 2.6 số 2/BC-BNG ngày 21/11/2026", "hoa")
    two("/xong 2.6 số 3/BC-BNG ngày 19/11/2026", "minh")
    press(two, "minh", "Thay bằng")
    said = press(two, "hoa", "Thay bằng")
    assert said.startswith(MEANWHILE.format("Phạm Minh"))
    assert proof(two).startswith("3/BC-BNG")
    press(two, "hoa", "Thay bằng")
    assert proof(two).startswith("2/BC-BNG")


def test_nor_of_one_that_was_taken_back_meanwhile(two: Office) -> None:
    two("/xong 2.6 số 1/BC-BNG ngày 20/11/2026", "hoa")
    two("/xong 2.6 số 2/BC-BNG ngày 21/11/2026", "hoa")
    assert "đã được ghi nhận hoàn thành" in two("/xong 2.6 hủy", "minh")
    press(two, "minh", "Hủy ghi nhận")
    assert press(two, "hoa", "Thay bằng").startswith(MEANWHILE.format("Phạm Minh"))
    assert two.store.call(completions.of_agency, "bng") == set()


def proof(office: Office) -> str:
    (found,) = office.store.call(completions.all_of_agency, "bng")
    return found.proof


def test_an_old_button_takes_back_what_it_stood_under_and_not_what_another_said_since(two: Office) -> None:
    two("/tiendo 2.6 30% của Hoa", "hoa")
    said = two("/tiendo 2.6 80% của Minh", "minh")
    assert "Thay cho nội dung Trần Hoa đã ghi: 30%: của Hoa." in said
    late = press(two, "hoa", "Hủy ghi nhận")
    assert late.startswith(MEANWHILE.format("Phạm Minh"))
    assert "80%: của Minh" in late
    assert two.store.call(overlay.get, "progress", PART) is not None
    assert "Đã hủy" in press(two, "hoa", "Hủy ghi nhận")


def test_what_another_has_said_is_shown_before_it_is_taken_back_by_typing(two: Office) -> None:
    two("/tiendo 2.6 80% của Minh", "minh")
    assert "Phạm Minh đã ghi tiến độ" in two("/tiendo 2.6 hủy", "hoa")
    assert two.store.call(overlay.get, "progress", PART) is not None
    assert "Đã hủy" in press(two, "hoa", "Hủy ghi nhận")
    assert "Ghi nhận này đã được hủy trước đó." in press(two, "minh", "Hủy ghi nhận")


def test_so_it_is_with_what_another_has_asked_for(two: Office) -> None:
    two("/giahan 2.6 31/12/2027 lý do chờ Luật", "hoa")
    assert "Thay cho nội dung Trần Hoa đã ghi" in two("/giahan 2.6 31/12/2028 lý do chờ thêm", "minh")
    assert press(two, "hoa", "Rút đề nghị").startswith(MEANWHILE.format("Phạm Minh"))
    assert "Phạm Minh đã ghi đề nghị gia hạn" in two("/giahan 2.6 rút", "hoa")
    assert two.store.call(overlay.get, "extension_request", PART) is not None
    assert "Đã rút" in press(two, "hoa", "Rút đề nghị")


GRANTS = [
    ["/giahan 2.6 31/12/2027 @BNG", "QĐ 99/QĐ-TTg", "> Đồng ý"],
    ["/giahan 2.6 30/6/2028 theo QĐ 1/QĐ-TTg @BNG", "> Đồng ý"],
    ["sửa hạn 2.6 thành 1/6/2027 theo QĐ 2/QĐ-TTg", "> Đồng ý"],
    ["/giahan", "> Đồng ý 2.6", "QĐ 98/QĐ-TTg", "> Đồng ý"],
    ["/giahan", "> Không đồng ý 2.6", "chưa cần thiết"],
    ["/giahan 2.6 31/12/2028 lý do chờ @BNG", "> Rút"],
    ["/giahan 2.6 rút @BNG", "> Rút"],
]  # fmt: skip
FINISHES = [
    ["/xong 2.6 số 1/BC ngày 20/11/2026 @BNG", "/xong 2.6 số 2/BC ngày 21/11/2026 @BNG", "> Thay bằng"],
    ["/xong 2.6 số 3/BC ngày 20/11/2026 @BNG", "> Thay bằng"],
    ["/xong 2.6 @BNG", "số 4/BC ngày 20/11/2026", "> Hủy ghi nhận"],
    ["/xong 2.6 hủy @BNG", "> Hủy ghi nhận"],
]
NOTES = [
    ["/tiendo 2.6 30% một @BNG", "> Hủy ghi nhận"],
    ["/tiendo 2.6 80% hai @BNG", "/tiendo 2.6 hủy @BNG", "> Hủy ghi nhận"],
    ["/tiendo 2.6 hủy @BNG", "> Hủy ghi nhận"],
]
"""What people do step by step; behind ">" the beginning of the last choice of theirs with such a label."""
WHO = ["lan", "quang", "hoa", "minh"]
PAIRS = [("lan", "quang"), ("lan", "hoa"), ("minh", "hoa")]


@dataclass
class Eyes:
    """How far each has seen: the number of the newest change when something was last said to them, and when each choice
    was offered."""

    office: Office
    last: dict[str, int] = field(default_factory=dict)
    offered: dict[int, int] = field(default_factory=dict)

    def look(self) -> None:
        now = self.newest()
        for who in WHO:
            for row, _, _ in choices(self.office, who):
                self.offered.setdefault(row, now)

    def newest(self) -> int:
        entry = self.office.store.call(journal.last)
        return entry.id if entry else 0

    def lost(self, who: str, seen: int, since: int, said: str, *, pressed: bool) -> list[str]:
        """What was changed in this step although another had changed it after it was seen, and that was not said."""
        me, entries = self.office.number(who), self.office.store.call(journal.newest, limit=1000)
        lost = []
        for entry in (each for each in entries if each.id > since):
            same = (entry.change.kind, entry.change.subject)
            before = [each for each in entries if each.id <= since and (each.change.kind, each.change.subject) == same]
            if entry.change.before is None and not pressed:
                continue  # what is typed where nothing is takes the place of nothing
            unseen = bool(before) and before[0].author.person != me and before[0].id > seen
            if unseen and entry.undoes is None and "Thay cho nội dung" not in said:
                lost.append(f"{entry.change}: {said}")
        return lost


def interleaved(flows: list[list[str]]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Two people each do one or two of these, step by step, in any order of both."""
    one = st.lists(st.sampled_from(flows), min_size=1, max_size=2).map(
        lambda chosen: [step for flow in chosen for step in flow]
    )
    return st.builds(_merged, st.sampled_from(PAIRS), one, one, st.lists(st.booleans(), max_size=14))


def _merged(pair: tuple[str, str], mine: list[str], theirs: list[str], turns: list[bool]) -> list[tuple[str, str]]:
    me, other = pair
    left, merged = {me: list(mine), other: list(theirs)}, []
    for first in (*turns, *([True, False] * len(mine + theirs))):
        who = me if first else other
        if left[who]:
            merged.append((who, left[who].pop(0)))
    return merged


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([GRANTS, FINISHES, NOTES]).flatmap(interleaved))
def test_however_two_people_interleave_nobody_overwrites_what_the_other_has_changed_unseen(
    taken: list[tuple[str, str]],
) -> None:
    store = store_in_memory()
    try:
        office = office_talk(store)
        office.becomes("minh", "officer", "bng")
        office("/giahan 2.6 31/12/2029 lý do chờ", "minh")
        eyes = Eyes(office)
        for who, step in taken:
            eyes.look()
            since, label = eyes.newest(), step.removeprefix("> ")
            offered = [each for each in choices(office, who) if each[2].startswith(label)]
            if label == step:
                seen, said = eyes.last.get(who, 0), office(step, who)
            elif offered:
                row, at, _ = offered[-1]
                seen, said = eyes.offered[row], office("chọn", who, press=(row, at))
            else:
                continue
            assert "mã lỗi" not in said
            assert eyes.lost(who, seen, since, said, pressed=label != step) == []
            eyes.last[who] = eyes.newest()
        assert store.call(journal.first_broken) is None
    finally:
        store.close()
