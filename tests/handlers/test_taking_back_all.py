"""Whatever people do, in whatever order: all taken back, the last first, is the first state; no update is lost unseen;
and the log is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.confirming import YES
from knowledge.amending.layers import LAYERS
from knowledge.changes.change import SYSTEM, Entry
from knowledge.changes.of_people import rights_of
from knowledge.current import Current
from knowledge.memory import Transaction, history, journal, overlay, store_in_memory
from knowledge.messages import Chat
from knowledge.obligations.steps import Rhythms
from knowledge.reading.facts import Facts
from tests.handlers.attempts import OWED
from tests.handlers.office_talk import Office, office_talk

GROUP, SECOND = Chat("console", "nhóm Vụ", group=True), Chat("console", "nhóm Ban", group=True)

SAID = [
    "/gan bng", "/gan bct", "/bogan", "/nhac gio 9-11", "/nhac gio 14-16", "/nhac ngay thứ Sáu",
    "/nhac loai tat báo cáo",
    "/nhac dung 2 tuần", "/nhac tiep", "/nhac mac dinh", "/nhac nhom nay", "/ngaynghi 27/11/2026 Họp",
    "/ngaynghi 24/12-31/12/2026", "/ngaynghi bo 25/12/2026", "/sukien 20/3/2027 Tuần Việt Nam", "/sukien huy 1",
    "/dieuphoi", "/dieuphoi tat",
]  # fmt: skip
PRESSED = [
    f"remind:done bng {OWED}", "remind:undo 1", "remind:undo 2", "invite:revoke 1", "invite:revoke 2",
    "users:role 5 none",
    "users:add 5 officer bng", "users:add 5 officer bct", "users:drop 4 bng", "users:add 4 officer bct",
    "users:role 4 member",
    "users:role 3 member", "users:role 1 admin", *(f"undo:one {number}" for number in range(1, 12)),
]  # fmt: skip
PRIVATE = ["/moi thành viên 5 lần 7 ngày", "/moi nhóm BNG 1 lần 7 ngày", "/hoantac", "123/BC-BNG ngày 20/11/2026"]
EDITS = [
    "sửa hạn 2.6 thành 31/12/2027 theo QĐ 1/QĐ-TTg", "sửa hạn 2.6 thành 1/6/2027 theo QĐ 2/QĐ-TTg",
    "sửa chủ trì 2.6 thành Bộ Công an theo QĐ 1/QĐ-TTg", "sửa chủ trì 2.6 thành Bộ Ngoại giao theo QĐ 1/QĐ-TTg",
    "sửa nội dung 3.7 thành Dạy tiếng Việt theo QĐ 1/QĐ-TTg", "xóa nhiệm vụ 3.7 theo QĐ 1/QĐ-TTg",
    "hiện lại nhiệm vụ 3.7", "sửa hạn 2.14 thành 1/6/2027 theo QĐ 1/QĐ-TTg",
    "/them nhiệm vụ 2.14 vào 47/NQ-CP: Việc mới; chủ trì: BNG; phối hợp: không; thời gian: 2027 theo QĐ 1/QĐ-TTg",
    "/them cơ quan Bộ Truyền thông quốc gia (BTTQG); loại: bộ theo QĐ 1/QĐ-TTg",
    "/them kế thừa BVHTTDL -> BTTQG từ 1/11/2026; nhiệm vụ: tất cả theo QĐ 1/QĐ-TTg",
    "/them kế thừa BTTTT -> BKHCN từ 1/3/2025 cho nhiệm vụ 2.3 theo QĐ 1/QĐ-TTg",
    "thêm thành viên VTV vào các bộ, ngành theo QĐ 1/QĐ-TTg", "thêm tên gọi Nhà Thái Học cho Bộ Công an",
    "sửa lịch nhắc chủ trì: trước 20, 5 ngày", "thêm ngày nghỉ 23/11/2026", "xóa ngày nghỉ 23/11/2026",
    "sửa giờ gửi thành 9-11", "/sua báo cáo công tác phát ngôn mẫu: Mẫu số 9 theo TT 1/2027/TT-BVHTTDL",
]  # fmt: skip
"""What is known is changed."""
PEOPLE = ["chủ", "lan", "quang", "hoa"]

steps = st.one_of(
    st.tuples(st.just("group"), st.sampled_from(SAID), st.sampled_from(PEOPLE)),
    st.tuples(st.just("second"), st.sampled_from(SAID), st.sampled_from(PEOPLE)),
    st.tuples(st.just("press"), st.sampled_from(PRESSED), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(PRIVATE), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(EDITS), st.sampled_from(PEOPLE)),
)


@contextmanager
def begun() -> Iterator[Office]:
    store = store_in_memory()
    try:
        yield office_talk(store)
    finally:
        store.close()


def do(office: Office, where: str, what: str, who: str) -> None:
    """It is said or pressed, and confirmed where that is asked."""
    chat = {"group": GROUP, "second": SECOND}.get(where, Chat("console", who))
    said = office.press(what, who) if where == "press" else office(what, who, chat=chat)
    assert "mã lỗi" not in said, (where, what, who)
    row = office.store.call(history.since, chat)[-1]
    asked = [at for at, button in enumerate(row.reply.buttons) if button.action.startswith(YES)]
    if asked:
        assert "mã lỗi" not in office("có", who, chat=chat, press=(row.id, asked[0]))


def state(tx: Transaction) -> dict[str, list[Any]]:
    """All that can be changed, without the traces that it was."""
    return {
        "role": tx.rows("SELECT id, role FROM person ORDER BY id"),
        "agencies": tx.rows("SELECT person, agency FROM person_agency ORDER BY person, agency"),
        "chats": tx.rows(
            "SELECT chat, agency, position, bound_by, bound_at, coordinating FROM chat WHERE is_group = 1 ORDER BY chat"
        ),
        "wishes": tx.rows("SELECT chat, first_hour, last_hour, quiet, kinds, paused_until FROM chat_wishes"),
        "days_off": tx.rows("SELECT agency, day, reason FROM day_off ORDER BY agency, day"),
        "events": tx.rows("SELECT id FROM event WHERE cancelled_at IS NULL"),
        "done": tx.rows("SELECT agency, obligation FROM completion WHERE taken_back_at IS NULL"),
        "invites": tx.rows("SELECT number FROM invite WHERE is_open = 1"),
        "known": tx.rows("SELECT kind, subject, value FROM overlay ORDER BY kind, subject"),
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=14))
def test_all_taken_back_the_last_first_is_the_first_state(taken: list[tuple[str, str, str]]) -> None:
    with begun() as office:
        for chat in (GROUP, SECOND):
            office("/chandoan", "hoa", chat=chat)
        first = office.store.call(state)
        for step in taken:
            do(office, *step)
        assert office.store.call(journal.first_broken) is None
        take_all_back(office)
        assert office.store.call(state) == first
        assert known(office) == (current_of(office).written.ground.facts, current_of(office).written.ground.rhythms)
        assert office.store.call(journal.first_broken) is None


def current_of(office: Office) -> Current:
    assert office.services.current is not None
    return office.services.current


def known(office: Office) -> tuple[Facts, Rhythms]:
    """What answers and reminders are reckoned from."""
    ground = office.store.call(current_of(office).at).ground
    return ground.facts, ground.rhythms


def take_all_back(office: Office) -> None:
    """Each by itself, the newest that stands first; none of them may be refused."""
    for entry in office.store.call(journal.newest, limit=1000):
        if entry.undoes is None and office.store.call(journal.undone_by, entry.id) is None:
            office.store.call(office.services.changes.undo, entry.id, SYSTEM, office.now)


def by(entry: Entry | None) -> str:
    """The name of who made the last change."""
    return {1: "Đinh Phụ Trách", 2: "Nguyễn Lan", 3: "Lê Quang"}[entry.author.person] if entry else ""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["quang", "lan", "chủ"]), st.sampled_from(["ask 0", "ask 1", "ask 2", "yes"])))
)
def test_however_administrators_interleave_nobody_overwrites_what_they_have_not_seen(
    taken: list[tuple[str, str]],
) -> None:
    wanted = ["users:add 5 officer bng", "users:add 5 officer bct", "users:role 5 member"]
    with begun() as office:
        shown: dict[str, tuple[int, object]] = {}
        for who, step in taken:
            if step != "yes":
                if "Vui lòng xác nhận" in office.press(wanted[int(step[-1])], who):
                    shown[who] = office.last_row(who), rights_of(office.person("minh"))
                continue
            if who not in shown:
                continue
            row, before = shown.pop(who)
            last = office.store.call(journal.last)
            said = office("có", who, press=(row, 0))
            entry = office.store.call(journal.last)
            if entry != last:
                assert entry is not None
                assert entry.change.before == before
            else:
                assert said.startswith(("Chưa đổi gì", "Lựa chọn này", "Yêu cầu này", "Phạm Minh")) or "Đổi" in said, (
                    said
                )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["quang", "lan", "chủ"]), st.sampled_from(["ask 0", "ask 1", "ask 2", "yes"])))
)
def test_however_administrators_change_a_task_nobody_overwrites_what_they_have_not_seen(
    taken: list[tuple[str, str]],
) -> None:
    wanted = [f"sửa hạn 2.6 thành {day}/6/2027 theo QĐ {day}/QĐ-TTg" for day in (1, 2, 3)]
    with begun() as office:
        shown: dict[str, tuple[int, object]] = {}
        for who, step in taken:
            if step != "yes":
                shown.pop(who, None)  # what waited before waits no longer
                if "Vui lòng xác nhận" in office(wanted[int(step[-1])], who):
                    shown[who] = office.last_row(who), due(office)
            elif who in shown:
                row, seen = shown.pop(who)
                before = due(office)
                said = office("có", who, press=(row, 0))
                assert ("Đã sửa" in said) == (seen == before), said
                assert (due(office) == before) == (seen != before)


def due(office: Office) -> object:
    """What was set of the last day of 2.6."""
    return office.store.call(overlay.get, "due", "47/NQ-CP 2.6")


def test_the_state_that_is_compared_shows_every_kind_of_change() -> None:
    with begun() as office:
        for step in (
            ("group", "/gan bng", "hoa"), ("group", "/nhac gio 9-11", "hoa"),
            ("group", "/ngaynghi 27/11/2026 Họp", "hoa"),
            ("group", "/sukien 20/3/2027 Tuần Việt Nam", "hoa"), ("group", "/dieuphoi", "lan"),
            ("press", f"remind:done bng {OWED}", "hoa"), ("private", "123/BC-BNG ngày 20/11/2026", "hoa"),
            ("private", "/moi thành viên 5 lần 7 ngày", "lan"), ("press", "users:add 5 officer bct", "lan"),
        ):  # fmt: skip
            do(office, *step)
        for edit in EDITS:
            do(office, "private", edit, "lan")
        found = office.store.call(state)
        kinds = {entry.change.kind for entry in office.store.call(journal.newest, limit=100)}
    assert kinds == {"chat", "wishes", "day_off", "event", "coordinating", "completion", "invite", "role", *LAYERS} - {
        "document", "document_state",
    }  # fmt: skip
    assert all(found.values())
