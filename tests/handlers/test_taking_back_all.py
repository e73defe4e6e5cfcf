"""Whatever people do, in whatever order: all taken back, the last first, is the first state; no update is lost unseen;
and the log is whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.confirming import YES
from knowledge.amending.layers import LAYERS
from knowledge.changes.change import SYSTEM
from knowledge.changes.of_people import rights_of
from knowledge.current import Current
from knowledge.incoming import overview
from knowledge.memory import drafts, history, journal, overlay, store_in_memory
from knowledge.messages import Chat
from knowledge.obligations.steps import Rhythms
from knowledge.reading.drafts.draft import AgencyCell, Draft, NamedAgency
from knowledge.reading.facts import Facts
from tests.desk import small_draft
from tests.handlers.attempts import OWED
from tests.handlers.office_talk import Office, office_talk
from tests.reliability.fuzz.material import gathered
from tests.reliability.fuzz.watching import Watch

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
EDITS = [
    "sửa hạn 2.6 thành 31/12/2027 theo QĐ 1/QĐ-TTg", "sửa hạn 2.6 thành 1/6/2027 theo QĐ 2/QĐ-TTg",
    "sửa chủ trì 2.6 thành Bộ Công an theo QĐ 1/QĐ-TTg", "sửa chủ trì 2.6 thành Bộ Ngoại giao theo QĐ 1/QĐ-TTg",
    "sửa nội dung 3.7 thành Dạy tiếng Việt theo QĐ 1/QĐ-TTg", "xóa nhiệm vụ 3.7 theo QĐ 1/QĐ-TTg",
    "hiện lại nhiệm vụ 3.7", "sửa hạn 2.14 thành 1/6/2027 theo QĐ 1/QĐ-TTg",
    "/them nhiệm vụ 2.14 vào 47/NQ-CP: Việc mới; chủ trì: BNG; phối hợp: không; thời gian: 2027 theo QĐ 1/QĐ-TTg",
    "/them cơ quan Bộ Truyền thông quốc gia (BTTQG); loại: bộ theo QĐ 1/QĐ-TTg",
    "thêm kế thừa BVHTTDL -> BTTQG từ 01/11/2026 theo QĐ 1/QĐ-TTg",
    "/them kế thừa BTTTT -> BKHCN từ 1/3/2025 cho nhiệm vụ 2.3 theo QĐ 1/QĐ-TTg",
    "thêm thành viên VTV vào các bộ, ngành theo QĐ 1/QĐ-TTg", "thêm tên gọi Nhà Thái Học cho Bộ Công an",
    "sửa lịch nhắc chủ trì: trước 20, 5 ngày", "thêm ngày nghỉ 23/11/2026", "xóa ngày nghỉ 23/11/2026",
    "sửa giờ gửi thành 9-11", "/sua báo cáo công tác phát ngôn mẫu: Mẫu số 9 theo TT 1/2027/TT-BVHTTDL",
    "/sua 2.6 nội bộ", "/sua 2.6 công khai", "/vanban 47/NQ-CP nội bộ", "/vanban 47/NQ-CP công khai",
]  # fmt: skip
"""What is known is changed."""
CONNECTED = [
    ("private", "/them cơ quan Bộ Truyền thông quốc gia (BTTQG); loại: bộ theo QĐ 1/QĐ-TTg"),
    ("private", "xóa cơ quan Bộ Truyền thông quốc gia theo QĐ 2/QĐ-TTg"),
    ("private", "hiện lại cơ quan Bộ Truyền thông quốc gia"),
    ("private", "sửa chủ trì 2.6 thành Bộ Truyền thông quốc gia theo QĐ 1/QĐ-TTg"),
    ("private", "thêm kế thừa BVHTTDL -> BTTQG từ 01/11/2026 theo QĐ 1/QĐ-TTg"), ("choose", "0"), ("choose", "1"),
    ("private", "/tiendo 2.6 50% đang làm @bttqg"), ("private", "/tiendo 2.6 hủy @bttqg"),
    ("group", "/gan bttqg"), ("group", "/bogan"), ("group", "/nhac gio 9-11"), ("group", "/ngaynghi 27/11/2026 Họp"),
    ("press", "users:add 5 officer bttqg"), ("press", "users:role 5 member"),
    ("publish", "0"), ("publish", "1"), ("publish", "2"),
    ("private", "/xong 99/QĐ-TTg 2.9 số 5/BC ngày 01/11/2026 @bng"), ("private", "/tiendo 99/QĐ-TTg 2.9 50% @bttqg"),
    ("private", "/tiendo 99/QĐ-TTg 2.3 50% @bng"), ("private", "sửa hạn 99/QĐ-TTg 2.9 thành 1/6/2027 theo QĐ 2/QĐ-TTg"),
    ("private", "/nop số 7/BC ngày 01/11/2026"), ("private", "bộ mình chủ trì nhiệm vụ nào"),
    *(("press", f"undo:one {number}") for number in range(1, 9)),
]  # fmt: skip
"""An agency with all that can rest on it, and versions of a document: in every order, and taken back in between."""
PEOPLE = ["chủ", "lan", "quang", "hoa"]
EXAMPLES = [example for each in gathered([]).examples.values() for example in each]
"""Every command as texts and guides show it, later ones too: what these change is tried without being named here."""

steps = st.one_of(
    st.tuples(st.just("group"), st.sampled_from(SAID), st.sampled_from(PEOPLE)),
    st.tuples(st.just("second"), st.sampled_from(SAID), st.sampled_from(PEOPLE)),
    st.tuples(st.just("press"), st.sampled_from(PRESSED), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(PRIVATE), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(TOLD), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(EDITS), st.sampled_from(PEOPLE)),
    st.tuples(st.just("private"), st.sampled_from(EXAMPLES), st.sampled_from(PEOPLE)),
    st.tuples(st.just("group"), st.sampled_from(EXAMPLES), st.sampled_from(PEOPLE)),
    st.tuples(st.just("choose"), st.integers(0, 9).map(str), st.sampled_from(PEOPLE)),
)


@contextmanager
def begun() -> Iterator[Office]:
    store = store_in_memory()
    try:
        yield office_talk(store)
    finally:
        store.close()


def do(office: Office, where: str, what: str, who: str) -> None:
    """It is said or pressed, or a choice of the last answer is taken, and confirmed where that is asked."""
    chat = {"group": GROUP, "second": SECOND}.get(where, Chat("console", who))
    if where == "publish":
        kept = office.store.call(drafts.add, version(int(what)), "tài liệu.docx", office.number(who), office.now)
        where, what = "press", f"{overview.PUBLISH} {kept.head.id} {kept.head.version}"
    if where == "choose":
        what = f"{int(what) % max(1, len(office.labels(chat))) + 1}"
    said = office.press(what, who) if where == "press" else office(what, who, chat=chat)
    assert "mã lỗi" not in said, (where, what, who)
    row = office.store.call(history.since, chat)[-1]
    asked = [at for at, button in enumerate(row.reply.buttons) if button.action.startswith(YES)]
    if asked:
        assert "mã lỗi" not in office("có", who, chat=chat, press=(row.id, asked[0]))


def version(number: int) -> Draft:
    """Each has something that the one before has not: a task, an agency."""
    draft = small_draft()
    more = draft.tasks[0].model_copy(update={"number": "2.9"})
    to_new = more.model_copy(update={"lead": AgencyCell(named=(NamedAgency(name="BTTQG", id="bttqg"),))})
    return draft.model_copy(update={"tasks": (*draft.tasks, *((), (more,), (to_new,))[number])})


@settings(max_examples=25, deadline=None)
@given(st.lists(steps, max_size=14))
def test_all_taken_back_the_last_first_is_the_first_state(taken: list[tuple[str, str, str]]) -> None:
    play_and_take_back(taken)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CONNECTED), st.sampled_from(["lan", "quang", "hoa"])), max_size=16))
def test_so_it_is_where_one_change_rests_on_another(taken: list[tuple[tuple[str, str], str]]) -> None:
    play_and_take_back([(*step, who) for step, who in taken])


def play_and_take_back(taken: list[tuple[str, str, str]]) -> None:
    with begun() as office:
        for chat in (GROUP, SECOND):
            office("/chandoan", "hoa", chat=chat)
        watch = Watch()
        office.store.call(watch.begin)
        for step in taken:
            do(office, *step)
        assert office.store.call(journal.first_broken) is None
        take_all_back(office)
        assert office.store.call(watch.changed) == []
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


ADMINS = ["quang", "lan", "chủ"]
ASKED = [
    "users:add 5 officer bng", "users:add 5 officer bct", "users:role 5 member", "users:role 4 member", "undo:one 1",
    "undo:one 2", "undo:one 3",
]  # fmt: skip
IN_GROUP = ["/bogan", "/dieuphoi tat", "/sukien huy 1", "/hoantac"]
CHANGED = ["/gan bng", "/nhac gio 9-11", "/nhac gio 14-16", "/dieuphoi", "/sukien 20/3/2027 Tuần Việt Nam"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("ask"), st.sampled_from(ASKED + IN_GROUP), st.sampled_from(ADMINS)),
            st.tuples(st.just("change"), st.sampled_from(CHANGED), st.sampled_from(ADMINS)),
            st.tuples(st.just("confirm"), st.just(""), st.sampled_from(ADMINS)),
        ),
        max_size=16,
    )
)
def test_whatever_is_confirmed_never_overwrites_what_another_changed_since_it_was_asked(
    taken: list[tuple[str, str, str]],
) -> None:
    with begun() as office:
        asked: dict[str, tuple[Chat, int, int]] = {}
        for step, what, who in (("change", "/gan bng", "lan"), *taken):
            chat = GROUP if what.startswith("/") else Chat("console", who)
            if step != "confirm":
                said = office.press(what, who) if chat != GROUP else office(what, who, chat=GROUP)
                if "Vui lòng xác nhận" in said:
                    asked[who] = chat, office.store.call(history.since, chat)[-1].id, last_number(office)
            elif who in asked:
                chat, row, seen = asked.pop(who)
                until = last_number(office)
                said = office("có", who, chat=chat, press=(row, 0))
                assert "mã lỗi" not in said
                assert office.store.call(journal.unseen, seen, until, office.number(who)) is None
        assert office.store.call(journal.first_broken) is None


def last_number(office: Office) -> int:
    """Of the newest entry."""
    entry = office.store.call(journal.last)
    return entry.id if entry else 0


@settings(max_examples=40, deadline=None)
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
                told = ("Chưa đổi gì", "Chưa thay đổi gì", "Lựa chọn này", "Yêu cầu này", "Phạm Minh")
                assert said.startswith(told) or "Đổi" in said, said


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["quang", "lan", "chủ"]), st.sampled_from(["ask 0", "ask 1", "ask 2", "yes"])))
)
def test_however_administrators_change_a_task_nobody_overwrites_what_they_have_not_seen(
    taken: list[tuple[str, str]],
) -> None:
    wanted = [f"sửa hạn 2.6 thành {day}/6/2027 theo QĐ {day}/QĐ-TTg" for day in (1, 2, 3)]
    with begun() as office:
        shown: dict[str, tuple[int, int, object]] = {}
        for who, step in taken:
            if step != "yes":
                shown.pop(who, None)  # what waited before waits no longer
                if "Vui lòng xác nhận" in office(wanted[int(step[-1])], who):
                    shown[who] = office.last_row(who), last_number(office), due(office)
            elif who in shown:
                row, number, seen = shown.pop(who)
                before, untouched = due(office), last_number(office) == number
                said = office("có", who, press=(row, 0))
                assert "Đã sửa" in said or not untouched, said
                assert "Đã sửa" not in said or seen == before, said
                assert (due(office) == before) == ("Đã sửa" not in said)


def due(office: Office) -> object:
    """What was set of the last day of 2.6."""
    return office.store.call(overlay.get, "due", "47/NQ-CP 2.6")


def test_what_is_compared_shows_every_kind_of_change() -> None:
    seen: dict[str, set[str]] = {}
    with begun() as office:
        office("/chandoan", "hoa", chat=GROUP)
        watch = Watch()
        office.store.call(watch.begin)
        for step in (
            ("group", "/gan bng", "hoa"), ("group", "/nhac gio 9-11", "hoa"),
            ("group", "/ngaynghi 27/11/2026 Họp", "hoa"),
            ("group", "/sukien 20/3/2027 Tuần Việt Nam", "hoa"), ("group", "/dieuphoi", "lan"),
            ("press", f"remind:done bng {OWED}", "hoa"), ("private", "123/BC-BNG ngày 20/11/2026", "hoa"),
            ("private", "/moi thành viên 5 lần 7 ngày", "lan"), ("press", "users:add 5 officer bct", "lan"),
            ("private", "/tiendo 4.3 50%", "hoa"), ("private", "/giahan 4.3 30/6/2031 lý do chờ", "hoa"),
            ("private", "/giahan 3.5 30/6/2031 theo Quyết định 8/QĐ-TTg", "lan"),
            ("publish", "2", "lan"), *(("private", edit, "quang") for edit in EDITS), ("choose", "0", "quang"),
        ):  # fmt: skip
            before = office.store.call(journal.last)
            do(office, *step)
            changed = {each.table for each in office.store.call(watch.changed)}
            for entry in office.store.call(journal.newest, limit=100):
                if before is None or entry.id > before.id:
                    seen[entry.change.kind] = changed
    assert set(seen) == {
        "chat", "wishes", "day_off", "event", "coordinating", "completion", "invite", "role", "progress",
        "extension_request", *LAYERS,
    } - {"document_state", "synonym", "curated"}  # fmt: skip
    assert all(seen.values())
