"""Reminders ahead of time: a world of its own for each browser, as the real program would have lived it, and nothing
real is touched."""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.building import make_programme
from bot.demo.living import CHANNEL, found_group
from bot.demo.world import LONGEST_TALK, Programme, World
from bot.demo.worlds import IDLE, MOST
from bot.setting_tables import PortalSettings
from handlers.context import Services
from jobs.remind import Reminding
from knowledge.memory import DATABASE, Store, Transaction, history, open_store, outbox, wishes
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat, Message
from knowledge.obligations.book import Obligations
from knowledge.questions import Questions
from tests.bot.pages import Page, programme, running
from tests.bot.wire import Browser, Event, browser, new_id, texts
from tests.files import Archive
from tests.questions.asking import NOW, at_nine, real_calendar, real_catalog
from tests.stores import store
from tests.talk import Echo, message

__all__ = ["store"]

PORTAL = PortalSettings.model_validate(
    {"address": "https://hoidap.example.gov.vn", "header": "X-Remote-User", "proxies": ["127.0.0.1"]}
)
SIGNED_IN = {"Host": "hoidap.example.gov.vn", "Origin": PORTAL.address, "X-Remote-User": "an.nv"}
NO_PAGE = {"error": "Không có trang này."}
REPORT = "Báo cáo thông tin đối ngoại năm 2026"


class Clock:
    def __init__(self) -> None:
        self.now = NOW.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


class Broken:
    """Reminders that cannot be reckoned."""

    def agencies(self, tx: Transaction) -> list[str]:
        raise RuntimeError("the book is on fire")

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        return 0


def reminding() -> Reminding:
    return Reminding(Obligations(real_catalog(), real_calendar()))


def real_programme(_: Services) -> Programme:
    """As the program makes it from its documents."""
    questions = Questions(real_catalog(), real_calendar())
    return make_programme(
        Services(questions, owing=Obligations(real_catalog(), real_calendar())), questions, reminding(), NOW
    )


def looking(
    folder: Path, clock: Callable[[], datetime] | None = None, make: Callable[[Services], Programme] = real_programme
) -> AbstractAsyncContextManager[Page]:
    """The program on Sunday 22/11/2026, with its real documents."""
    return running(folder, questions=Echo(), clock=clock or Clock(), make_programme=make)


@asynccontextmanager
async def opened(folder: Path, agency: str = "bng") -> AsyncIterator[Browser]:
    """The page of an agency's demo."""
    async with looking(folder) as page, browser(page.address) as person:
        yield await looks_at(person, agency)


async def looks_at(person: Browser, agency: str) -> Browser:
    tab = replace(person, path=f"/demo/{agency}")
    await tab.history()
    return tab


async def tell(tab: Browser, what: str, **body: object) -> tuple[int, dict[str, Any]]:
    headers = {"Origin": tab.address}
    async with tab.http.post(f"{tab.address}{tab.path}/{what}", json=body, headers=headers) as response:
        return response.status, await response.json()


async def jump(tab: Browser, to: str) -> Event:
    """How the clock stands once the days until then are lived."""
    assert await tell(tab, "jump", chat=tab.chat, to=to) == (200, {"chat": tab.chat})
    return await arrived(tab)


async def arrived(tab: Browser, playing: bool = False) -> Event:
    """How the clock stands when days are being lived, or when they are all lived."""
    async with tab.events() as events:
        async for event in events:
            done = event.data.get("done") if playing else event.data.get("note")
            if event.name == "clock" and (event.data["playing"] if playing else done and not event.data["playing"]):
                return event
    raise AssertionError("the stream ended")


async def clock_of(tab: Browser) -> Event:
    return next(event for event in await tab.history() if event.name == "clock")


async def replies(tab: Browser) -> list[Event]:
    return [event for event in await tab.history() if event.name == "reply"]


async def press(tab: Browser, label: str) -> str:
    """What is answered to the last button with this label."""
    row, buttons = next((e.data["row"], e.data["buttons"]) for e in reversed(await replies(tab)) if e.data["buttons"])
    return await tab.ask(label, press={"row": row, "position": buttons.index(label)})


def everything(folder: Path) -> dict[str, list[object]]:
    """All rows of all tables."""

    def read(tx: Transaction) -> dict[str, list[object]]:
        names = [name for (name,) in tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: list(tx.rows(f"SELECT * FROM {name}")) for name in names}

    with closing(open_store(folder / DATABASE)) as store:
        return store.call(read)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_newcomer_adds_a_group_jumps_to_a_day_and_sees_the_reminders_arrive(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        assert (await clock_of(tab)).data["today"] == "Hôm nay (giả định): Chủ nhật 22/11/2026"
        state = await jump(tab, "2026-11-27")
        assert state.data["today"] == "Hôm nay (giả định): thứ Sáu 27/11/2026"
        assert state.data["note"] == "Từ 23/11/2026 đến 27/11/2026: 3 tin nhắc."
        said = [(reply.data["at"], reply.data["text"].split("\n")[0]) for reply in await replies(tab)]
        assert said == [
            ("2026-11-23T01:00:00+00:00", "Việc trong tuần của Bộ Ngoại giao (23/11/2026):"),
            ("2026-11-26T01:00:00+00:00", "Nhắc việc của Bộ Ngoại giao, thứ Năm 26/11/2026:"),
            ("2026-11-27T01:00:00+00:00", "Nhắc việc của Bộ Ngoại giao, thứ Sáu 27/11/2026:"),
        ]


async def test_what_comes_is_what_the_program_itself_would_have_said(tmp_path: Path, store: Store) -> None:
    group = Chat("console", "nhóm", group=True)
    store.call(found_group, message("", chat=group, event="joined"), "bng", NOW)

    def tick(tx: Transaction, now: datetime) -> None:
        reminding()(tx, now)
        for row in outbox.due(tx, "console", now, 2):
            outbox.claim(tx, row, now)
            outbox.sent(tx, row.id, "arrived", now)

    for day in range(1, 41):
        store.call(tick, at_nine(2026, 11, 22) + timedelta(days=day))
        store.call(tick, at_nine(2026, 11, 22) + timedelta(days=day, hours=1))
    really = [line.reply for line in store.call(history.since, group)]
    async with opened(tmp_path) as tab:
        await jump(tab, "2027-01-01")
        came = [(reply.data["text"], reply.data["buttons"]) for reply in await replies(tab)]
    assert len(came) > 5
    assert came == [(reply.text, [button.label for button in reply.buttons]) for reply in really]


@pytest.mark.parametrize(
    ("to", "day"),
    [("day", "2026-11-23"), ("week", "2026-11-29"), ("month", "2026-12-22"), ("2028-02-29", "2028-02-29")],
)
async def test_a_step_leads_to_its_day(tmp_path: Path, to: str, day: str) -> None:
    async with opened(tmp_path) as tab:
        assert (await jump(tab, to)).data["day"] == day


async def test_a_month_after_the_last_of_january_is_the_last_of_february(tmp_path: Path) -> None:
    async with opened(tmp_path, "bct") as tab:
        await jump(tab, "2027-01-31")
        assert (await jump(tab, "month")).data["day"] == "2027-02-28"


async def test_the_next_working_day_is_after_the_days_off(tmp_path: Path) -> None:
    async with opened(tmp_path, "bct") as tab:
        await jump(tab, "2026-12-31")
        assert (await jump(tab, "day")).data["day"] == "2027-01-04"


async def test_where_nothing_falls_on_the_days_the_next_reminder_is_named_and_comes_then(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        await jump(tab, "day")
        state = await jump(tab, "2026-11-25")
        assert (
            state.data["note"] == "Từ 24/11/2026 đến 25/11/2026: không có tin nhắc. Tin nhắc tới: thứ Năm 26/11/2026."
        )
        assert (await jump(tab, "day")).data["note"] == "Thứ Năm 26/11/2026: 1 tin nhắc."


async def test_where_nothing_comes_within_a_year_that_is_said(tmp_path: Path) -> None:
    async with looking(tmp_path, make=programme) as page, browser(page.address) as person:
        state = await jump(await looks_at(person, "bng"), "day")
        assert state.data["note"] == (
            "Thứ Hai 23/11/2026: không có tin nhắc. Trong một năm tới cũng không có tin nhắc."
        )


async def test_the_buttons_do_what_they_do_for_an_officer_on_the_day_that_it_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        await jump(tab, "2026-11-26")
        assert await press(tab, "Đã nhận") == "Cán bộ đầu mối · Bộ Ngoại giao đã nhận tin nhắc này."
        assert "27/11/2026" in await press(tab, "Nhắc lại sau 1 ngày")
        await jump(tab, "day")
        assert REPORT in (await replies(tab))[-1].data["text"]
        assert "số và ngày" in await press(tab, "Đã gửi báo cáo")
        assert "12/BC-BNG" in await tab.ask("Báo cáo số 12/BC-BNG ngày 27/11/2026")
        before = len(await replies(tab))
        await jump(tab, "2026-12-15")
        later = texts((await replies(tab))[before:])
        assert not [text for text in later if text.startswith("Nhắc việc") and REPORT in text]


async def test_a_question_is_answered_as_of_the_day_that_it_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        assert "30/11/2026" in await tab.ask("Hạn nộp báo cáo năm nay?")
        await jump(tab, "2027-06-01")
        assert "30/11/2027" in await tab.ask("Hạn nộp báo cáo năm nay?")
        assert (await replies(tab))[-1].data["at"] == "2027-06-01T01:00:00+00:00"


async def test_a_file_that_comes_with_an_answer_is_given_in_that_demo_only(tmp_path: Path) -> None:
    def make(services: Services) -> Programme:
        return programme(replace(services, questions=Archive()))

    async with looking(tmp_path, make=make) as page, browser(page.address) as one, browser(page.address) as other:
        tab, another = await looks_at(one, "bng"), await looks_at(other, "bng")
        await tab.ask("lịch")
        row = (await replies(tab))[-1].data["row"]
        gone = await looks_at(one, "bct")
        await tell(gone, "restart")
        found = []
        for each in (tab, another, gone, replace(tab, path="")):
            async with each.http.get(f"{page.address}{each.path}/files/{row}") as response:
                found.append(response.status)
        assert found == [200, 404, 404, 404]


async def test_nothing_real_is_touched(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        before, files = everything(tmp_path), names(tmp_path)
        await jump(tab, "2026-12-31")
        await press(tab, "Đã nhận")
        await tab.ask("/bogan")
        await tab.ask("/lienket")
        await tab.ask("bộ ngoại giao")
        assert (await tell(tab, "restart"))[0] == 200
        assert everything(tmp_path) == before
        assert names(tmp_path) == files
        async with tab.http.get(f"{tab.address}/healthz") as response:
            assert CHANNEL not in await response.text()


async def test_each_browser_and_each_agency_has_a_time_of_its_own(tmp_path: Path) -> None:
    async with looking(tmp_path) as page, browser(page.address) as one, browser(page.address) as other:
        mine, theirs = await looks_at(one, "bng"), await looks_at(other, "bng")
        another = await looks_at(one, "bct")
        assert len({mine.chat, theirs.chat, another.chat}) == 3
        await jump(mine, "2026-12-31")
        for tab in (theirs, another):
            assert (await clock_of(tab)).data["day"] == "2026-11-22"
            assert await replies(tab) == []
        assert (await tell(theirs, "jump", chat=mine.chat, to="day"))[0] == 401
        theirs.chat = mine.chat
        assert (await theirs.post("của tôi"))[0] == 401


async def test_two_tabs_of_a_browser_are_in_one_demo(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        await jump(tab, "day")
        other = await looks_at(tab, "bng")
        assert other.chat == tab.chat
        assert len(await replies(other)) == 1


async def test_a_long_jump_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        assert (await tell(tab, "jump", chat=tab.chat, to="2031-12-31"))[0] == 200
        playing = (await arrived(tab, playing=True)).data["playing"]
        assert playing["days"] == 1865
        assert playing["label"] == f"Đã qua {playing['done']}/1865 ngày"
        status, refused = await tell(tab, "jump", chat=tab.chat, to="day")
        assert (status, refused["error"]) == (409, "Đang đi qua các ngày. Vui lòng đợi, hoặc bấm “Dừng”.")
        assert (await tell(tab, "stop", chat=tab.chat))[0] == 200
        state = (await arrived(tab)).data
        assert state["note"].startswith("Đã dừng. ")
        assert "2026-11-22" < state["day"] < "2031-12-31"
        assert (await jump(tab, "day")).data["day"] > state["day"]


async def test_a_program_that_stops_in_the_middle_of_a_jump_stops_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        assert (await tell(tab, "jump", chat=tab.chat, to="2031-12-31"))[0] == 200
        await arrived(tab, playing=True)


@pytest.mark.parametrize(
    ("to", "status", "sentence"),
    [
        ("", 400, "Vui lòng chọn một ngày"),
        ("mai", 400, "Vui lòng chọn một ngày"),
        ("2026-02-30", 400, "Vui lòng chọn một ngày"),
        ("0000-00-00", 400, "Vui lòng chọn một ngày"),
        ("2026-11-22", 422, "Đang ở ngày này."),
        ("2032-01-01", 422, "Vui lòng chọn ngày từ 15/4/2024 đến 31/12/2031."),
        ("9999-12-31", 422, "Vui lòng chọn ngày từ 15/4/2024 đến 31/12/2031."),
        ("2024-04-14", 422, "Vui lòng chọn ngày từ 15/4/2024 đến 31/12/2031."),
        ("2026-11-27T08:00", 400, "thiếu hoặc sai phần to"),
        (7, 400, "thiếu hoặc sai phần to"),
        (None, 400, "thiếu hoặc sai phần to"),
    ],
)
async def test_a_day_that_cannot_be_looked_at_is_refused_with_a_sentence(
    tmp_path: Path, to: object, status: int, sentence: str
) -> None:
    async with opened(tmp_path) as tab:
        refused, body = await tell(tab, "jump", chat=tab.chat, to=to)
        assert refused == status
        assert sentence in body["error"]
        assert (await clock_of(tab)).data["day"] == "2026-11-22"


async def test_no_step_leads_beyond_the_last_day(tmp_path: Path) -> None:
    async with looking(tmp_path, make=programme) as page, browser(page.address) as person:
        tab = await looks_at(person, "bng")
        await jump(tab, "2031-12-31")
        assert (await tell(tab, "jump", chat=tab.chat, to="week"))[0] == 422


async def test_a_day_that_is_past_begins_anew_on_that_day(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        await jump(tab, "2026-11-27")
        status, begun = await tell(tab, "jump", chat=tab.chat, to="2024-11-25")
        assert status == 200
        assert begun["chat"] != tab.chat
        lines = await tab.history()
        assert (lines[0].data["chat"], (await clock_of(tab)).data["day"]) == (begun["chat"], "2024-11-25")
        assert all("2024" in reply.data["text"] for reply in await replies(tab))


async def test_who_starts_again_is_where_everybody_starts(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        await jump(tab, "2026-11-27")
        old, last = tab.chat, (await tab.history())[-1].id
        status, begun = await tell(tab, "restart")
        assert status == 200
        assert (await clock_of(tab)).data["day"] == "2026-11-22"
        assert tab.chat == begun["chat"] != old
        assert await replies(tab) == []
        assert (await tell(tab, "jump", chat=old, to="day"))[0] == 401
        hello = (await tab.history(f"{last}&chat={old}"))[0]
        assert hello.data == {"chat": tab.chat, "fresh": True}


async def test_a_page_that_was_away_goes_on_where_it_was(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        await jump(tab, "2026-11-26")
        last = (await replies(tab))[0].id
        seen = await tab.history(f"{last}&chat={tab.chat}")
        assert seen[0].data["fresh"] is False
        assert len([event for event in seen if event.name == "reply"]) == 1


async def test_the_open_page_of_a_demo_that_ends_is_let_go(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab, tab.events() as events:
        async for event in events:
            if event.name == "ready":
                await tell(tab, "restart")
            if event.name == "replaced":
                break
        else:
            raise AssertionError("it was not let go")


async def test_a_demo_that_is_not_used_for_an_hour_ends(tmp_path: Path) -> None:
    clock = Clock()
    async with looking(tmp_path, clock) as page, browser(page.address) as person:
        tab = await looks_at(person, "bng")
        clock.now += IDLE - timedelta(seconds=1)
        assert await tab.ask("/trogiup")
        clock.now += IDLE - timedelta(seconds=1)
        await jump(tab, "day")
        clock.now += IDLE
        status, refused = await tell(tab, "jump", chat=tab.chat, to="day")
        assert (status, refused["error"]) == (401, "Lần xem trước này đã kết thúc. Vui lòng bấm “Bắt đầu lại”.")


async def test_of_too_many_the_one_not_used_for_longest_ends(tmp_path: Path) -> None:
    agencies = list(real_catalog().agencies)[: MOST + 1]
    async with looking(tmp_path) as page, browser(page.address) as person:
        tabs = [await looks_at(person, agency) for agency in agencies[:MOST]]
        assert (await tell(tabs[0], "stop", chat=tabs[0].chat))[0] == 200  # used again
        await looks_at(person, agencies[MOST])
        used = [(await tell(tab, "stop", chat=tab.chat))[0] for tab in tabs]
        assert used == [200, 401, *[200] * (MOST - 2)]


async def test_a_demo_takes_only_so_many_messages(tmp_path: Path) -> None:
    clock = Clock()
    async with looking(tmp_path, clock, programme) as page, browser(page.address) as person:
        tab = await looks_at(person, "bng")
        for _ in range(LONGEST_TALK):
            clock.now += timedelta(seconds=1)
            assert (await tab.post("bộ ngoại giao"))[0] == 200
        status, refused = await tab.post("bộ ngoại giao")
        assert (status, "quá nhiều tin nhắn" in refused["error"]) == (422, True)


async def test_a_file_is_refused_with_a_sentence_and_none_is_offered_to_be_chosen(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        file = {"name": "bao-cao.pdf", "type": "application/pdf", "size": 100}
        said = {"chat": tab.chat, "id": new_id(), "text": "bao-cao.pdf", "language": "vi", "file": file}
        assert await tell(tab, "messages", **said) == (422, {"error": "Trong phần xem trước không gửi được tệp."})
        async with tab.http.get(f"{tab.address}{tab.path}/") as response:
            assert re.search(r'id="attach"[^>]* hidden>', await response.text())


async def test_a_fault_is_told_with_its_number_and_the_page_goes_on(tmp_path: Path) -> None:
    def make(services: Services) -> Programme:
        return programme(services, reminds=Broken())

    async with looking(tmp_path, make=make) as page, browser(page.address) as person:
        tab = await looks_at(person, "bng")
        assert "mã lỗi" in (await jump(tab, "day")).data["note"]
        assert await tab.ask("bộ ngoại giao") == "hỏi bộ ngoại giao bng"


async def test_a_chat_that_wishes_another_hour_is_reminded_at_that_hour() -> None:
    joining = Message(Chat(CHANNEL, "nhóm", group=True), "1", "lan", "", NOW, event="joined")
    told: list[Chat] = []
    world = World(real_programme(Services(Echo())), joining, "bng", NOW, Clock(), told.append)
    await world.store.run(wishes.put, world.chat, Wishes(first=time(14, 30)), 1, NOW)
    world.jump(at_nine(2026, 11, 23).date(), "vi")
    while world.progress:
        await world.store.run(wishes.get, world.chat)
    said = await world.store.run(history.since, world.chat)
    assert [line.at for line in said] == [at_nine(2026, 11, 23) + timedelta(hours=5, minutes=30)]
    assert told
    world.close()


@pytest.mark.parametrize("path", ["xyz", "BNG", "bng%00", "bng/other", "officer-bng"])
async def test_an_address_of_no_agency_is_not_there(tmp_path: Path, path: str) -> None:
    async with looking(tmp_path) as page, browser(page.address) as person:
        tab = replace(person, path=f"/demo/{path}", chat="x")
        for end in ("/", "/events"):
            async with person.http.get(f"{page.address}{tab.path}{end}") as response:
                assert (response.status, await response.json()) == (404, NO_PAGE)
        for what in ("jump", "stop", "restart", "messages"):
            assert await tell(tab, what, chat="x", to="day") == (404, NO_PAGE)


async def test_another_sites_script_moves_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        raw = json.dumps({"chat": tab.chat, "to": "day"})
        for forged in ({"Origin": "https://evil.example"}, {"Origin": tab.address, "Host": "evil.example"}):
            headers = {"Content-Type": "application/json"} | forged
            async with tab.http.post(f"{tab.address}{tab.path}/jump", data=raw, headers=headers) as response:
                assert response.status == 403
        plain = {"Content-Type": "text/plain", "Origin": tab.address}
        async with tab.http.post(f"{tab.address}{tab.path}/jump", data=raw, headers=plain) as response:
            assert response.status == 415
        assert (await clock_of(tab)).data["day"] == "2026-11-22"


async def test_the_page_says_what_it_is_in_both_languages(tmp_path: Path) -> None:
    async with opened(tmp_path) as tab:
        address = f"{tab.address}{tab.path}/"
        async with tab.http.get(address) as response:
            assert "Xem trước: nhóm của Bộ Ngoại giao" in await response.text()
        async with tab.http.get(f"{address}?language=en", allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (303, "/demo/bng/")
        async with tab.http.get(address) as response:
            assert "Looking ahead: the Ministry of Foreign Affairs group" in await response.text()
        assert (await jump(tab, "day")).data["note"] == "Monday 23 November 2026: 1 reminder."


async def test_behind_a_portal_there_is_nothing_of_it(tmp_path: Path) -> None:
    async with running(tmp_path, portal=PORTAL) as page, ClientSession(headers=SIGNED_IN) as http:
        here = f"http://127.0.0.1:{page.port}"
        async with http.get(f"{here}/") as response:
            assert "demo" not in await response.text()
        for path in (
            "/demo.js",
            "/demo.css",
            "/demo-menu.js",
            "/picker.js",
            "/bar.html",
            "/demo/bng/",
            "/demo/bng/events",
        ):
            async with http.get(here + path) as response:
                assert (response.status, await response.json()) == (404, NO_PAGE), path
        body = {"chat": "x", "to": "day", "id": new_id()}
        for what in ("jump", "stop", "restart", "messages"):
            async with http.post(f"{here}/demo/bng/{what}", json=body) as response:
                assert (response.status, await response.json()) == (404, NO_PAGE), what
