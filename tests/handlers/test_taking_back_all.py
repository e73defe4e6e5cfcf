"""Whatever people do, in whatever order: all taken back, the last first, is the first state; no update is lost unseen;
and the log is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.confirming import YES
from knowledge.changes.change import SYSTEM, Entry
from knowledge.changes.of_people import rights_of
from knowledge.memory import Transaction, history, journal, store_in_memory
from knowledge.messages import Chat
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
TOLD = [
    "/tiendo 2.6 50% đang làm @bng", "/tiendo 2.6 hủy @bng", "/xong 2.6 số 5/BC ngày 01/11/2026 @bng",
    "/xong 2.6 hủy @bng", "/giahan 2.6 31/12/2027 lý do chờ @bng", "/giahan 2.6 rút @bng",
    "/giahan 2.6 30/6/2028 theo Quyết định 9/QĐ-TTg @bng", "/giahan 4.3 30/6/2031 theo Quyết định 8/QĐ-TTg @bng",
    "/nop phát ngôn số 7/BC ngày 01/11/2026 @bng", "2.6 được 70% rồi", "2.6 xong rồi, báo cáo số 12 ngày 01/11/2026",
    "tiến độ 2.6", "Đồng ý", "Không đồng ý", "Quyết định 10/QĐ-TTg ngày 02/11/2026",
]  # fmt: skip
PRIVATE = ["/moi thành viên 5 lần 7 ngày", "/moi nhóm BNG 1 lần 7 ngày", "/hoantac", "123/BC-BNG ngày 20/11/2026"]
PEOPLE = ["chủ", "lan", "quang", "hoa"]

steps = st.one_of(
    st.tuples(st.just("group"), st.sampled_from(SAID), st.sampled_from(PEOPLE)),
    st.tuples(st.just("second"), st.sampled_from(SAID), st.sampled_from(PEOPLE)),
    st.tuples(st.just("press"), st.sampled_from(PRESSED), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(PRIVATE), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(TOLD), st.sampled_from(PEOPLE)),
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
        "overlay": tx.rows("SELECT kind, subject, value FROM overlay ORDER BY kind, subject"),
        "invites": tx.rows("SELECT number FROM invite WHERE is_open = 1"),
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
        assert office.store.call(journal.first_broken) is None


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


def test_the_state_that_is_compared_shows_every_kind_of_change() -> None:
    with begun() as office:
        for step in (
            ("group", "/gan bng", "hoa"), ("group", "/nhac gio 9-11", "hoa"),
            ("group", "/ngaynghi 27/11/2026 Họp", "hoa"),
            ("group", "/sukien 20/3/2027 Tuần Việt Nam", "hoa"), ("group", "/dieuphoi", "lan"),
            ("press", f"remind:done bng {OWED}", "hoa"), ("private", "123/BC-BNG ngày 20/11/2026", "hoa"),
            ("private", "/moi thành viên 5 lần 7 ngày", "lan"), ("press", "users:add 5 officer bct", "lan"),
            ("private", "/tiendo 4.3 50%", "hoa"), ("private", "/giahan 4.3 30/6/2031 lý do chờ", "hoa"),
            ("private", "/giahan 3.5 30/6/2031 theo Quyết định 8/QĐ-TTg", "lan"),
        ):  # fmt: skip
            do(office, *step)
        found = office.store.call(state)
        kinds = {entry.change.kind for entry in office.store.call(journal.newest, limit=100)}
    assert kinds == {
        "chat", "wishes", "day_off", "event", "coordinating", "completion", "invite", "role", "progress",
        "extension_request", "due",
    }  # fmt: skip
    assert all(found.values())
