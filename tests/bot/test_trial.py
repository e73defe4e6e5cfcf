"""Trying out roles: whoever a browser plays is a person apart, nobody real changes, and elsewhere there is no trial."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channels.web_chat import page_channels
from bot.channels.web_events import TABS
from bot.setting_tables import PortalSettings
from bot.web import WebServer
from handlers.context import Services
from knowledge.memory import DATABASE, Store, Transaction, invites, open_store
from knowledge.memory.invites import PERSON, Invite
from tests.bot.pages import Script, free_port, programme, running
from tests.bot.wire import Browser, browser, new_id, next_event, texts
from tests.stores import store
from tests.talk import Echo

__all__ = ["store"]

PORTAL = PortalSettings.model_validate(
    {"address": "https://hoidap.example.gov.vn", "header": "X-Remote-User", "proxies": ["127.0.0.1"]}
)
SIGNED_IN = {"Host": "hoidap.example.gov.vn", "Origin": PORTAL.address, "X-Remote-User": "an.nv"}
NO_PAGE = {"error": "Không có trang này."}


def make_code(folder: Path, role: str) -> str:
    with closing(open_store(folder / DATABASE)) as store:
        return store.call(invites.make, Invite(PERSON, role), 1, datetime.now(UTC) + timedelta(days=1))


async def confirmed(persona: Browser, said: str) -> str:
    """Ask for what must be confirmed, and confirm it."""
    assert "Vui lòng xác nhận" in await persona.ask(said)
    return await persona.ask("1")


def everything(folder: Path) -> list[object]:
    """All that is kept of people and of what they said."""

    def read(tx: Transaction) -> list[object]:
        tables = ("person", "person_agency", "account", "chat", "inbox", "outbox", "conversation")
        return [tx.rows(f"SELECT * FROM {name}") for name in tables]

    with closing(open_store(folder / DATABASE)) as store:
        return store.call(read)


async def test_a_guest_sees_what_strangers_see_where_only_members_are_answered(tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        guest = await person.plays("guest")
        assert "mã mời" in await guest.ask("bộ ngoại giao")
        assert await guest.ask("bộ ngoại giao") == ""
        assert texts(await guest.answered())[0] == "bộ ngoại giao"
        await person.history()
        assert await person.ask("bộ ngoại giao") == "hỏi bộ ngoại giao"


@pytest.mark.parametrize("who", ["member", "officer-bct", "admin", "owner"])
async def test_everybody_else_is_answered(tmp_path: Path, who: str) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        assert (await (await person.plays(who)).ask("bộ ngoại giao")).startswith("hỏi bộ ngoại giao")


async def test_an_officer_speaks_for_the_agency_that_was_chosen(tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        assert await (await person.plays("officer-bng")).ask("việc của mình") == "hỏi việc của mình bng"
        assert await (await person.plays("officer-bct")).ask("việc của mình") == "hỏi việc của mình bct"
        assert await (await person.plays("member")).ask("việc của mình") == "hỏi việc của mình"


async def test_a_new_group_is_bound_by_its_officer_and_then_all_may_ask_there(tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        member, guest = await person.plays("member", "group"), await person.plays("guest", "group")
        officer, other = await person.plays("officer-bng", "group"), await person.plays("officer-bct", "group")
        assert "chưa được gắn" in await guest.ask("việc của mình")
        assert "Chỉ cán bộ đầu mối của cơ quan hoặc người quản trị" in await member.ask("/gan bng")
        assert "cán bộ đầu mối của Bộ Ngoại giao" in await other.ask("/gan bng")
        assert "đã gắn với Bộ Ngoại giao" in await officer.ask("/gan bng")
        assert await member.ask("việc của mình") == "hỏi việc của mình bng"
        assert await guest.ask("việc của mình") == "hỏi việc của mình bng"


async def test_the_group_of_an_agency_is_its_own_until_it_is_unbound(tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        member, admin = await person.plays("member", "group-bct"), await person.plays("admin", "group-bct")
        assert await member.ask("việc của mình") == "hỏi việc của mình bct"
        assert "không còn gắn với Bộ Công Thương" in await confirmed(admin, "/bogan")
        assert await member.ask("việc của mình") == "hỏi việc của mình bct | việc của mình"  # and no agency any more


async def test_all_whom_a_browser_plays_meet_in_a_group_by_their_names_and_others_do_not(tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person, browser("") as stranger:
        officer, member = await person.plays("officer-bng", "group-bng"), await person.plays("member", "group-bng")
        await officer.ask("một")
        await member.ask("hai")
        seen = [(line.data["text"], line.data.get("by")) for line in await member.answered(2) if line.name == "said"]
        assert seen == [("một", "cán bộ đầu mối · Bộ Ngoại giao"), ("hai", None)]
        stranger.address = page.address
        assert [event.name for event in await (await stranger.plays("member", "group-bng")).history()] == ["hello"]


async def test_an_open_page_hears_what_another_persona_asks_in_the_group(tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        officer, member = await person.plays("officer-bng", "group-bng"), await person.plays("member", "group-bng")
        async with officer.events() as events:
            await next_event(events, "ready")
            await member.post("bộ công thương")
            assert (await next_event(events, "said")).data["by"] == "thành viên"
            assert (await next_event(events, "reply")).data["text"] == "hỏi bộ công thương bng"


async def test_each_persona_talks_apart_and_the_page_itself_too(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        assert await person.ask("của tôi") == "1. của tôi"
        for tab in (await person.plays("member"), await person.plays("admin"), await person.plays("member", "group")):
            assert await tab.ask("một") == "1. một"
            assert await tab.ask("hai") == "2. hai"
        assert await person.ask("vẫn của tôi") == "2. vẫn của tôi"


async def test_a_code_makes_the_guest_a_member_and_nobody_else(tmp_path: Path) -> None:
    code = make_code(tmp_path, "admin")
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        guest = await person.plays("guest")
        assert "người quản trị" in await guest.ask(code)
        assert await guest.ask("bộ ngoại giao") == "hỏi bộ ngoại giao"
        assert "Chỉ cán bộ đầu mối" in await (await person.plays("member", "group")).ask("/gan bng")
        await person.history()
        assert "Vai trò: khách" in await person.ask("/dulieucuatoi")


async def test_a_restart_forgets_neither_roles_nor_groups_nor_what_was_said(tmp_path: Path) -> None:
    port, code = free_port(), make_code(tmp_path, "member")
    async with browser(f"http://127.0.0.1:{port}") as person:
        async with running(tmp_path, port=port, questions=Echo()):
            guest, officer = await person.plays("guest"), await person.plays("officer-bng", "group")
            await guest.ask(code)
            await officer.ask("/gan bng")
        async with running(tmp_path, port=port, questions=Echo()):
            assert await guest.ask("bộ ngoại giao") == "hỏi bộ ngoại giao"
            assert len(await guest.answered(2)) == 4
            member = await person.plays("member", "group")
            assert await member.ask("việc của mình") == "hỏi việc của mình bng"


async def test_who_erases_what_is_kept_begins_the_role_anew(tmp_path: Path) -> None:
    code = make_code(tmp_path, "member")
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        guest = await person.plays("guest")
        await guest.ask(code)
        await guest.ask("/dulieucuatoi")
        assert "Đã xóa" in await confirmed(guest, "1")
        assert "mã mời" in await guest.ask("bộ ngoại giao")


async def test_a_role_that_is_played_cannot_be_carried_out_of_the_trial(tmp_path: Path) -> None:
    refused = "Khi dùng thử vai trò thì không làm được việc này."
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        owner = await person.plays("owner")
        assert await owner.ask("/lienket") == refused
        await person.history()
        code = (await person.ask("/lienket")).split("Mã liên kết tài khoản: ")[1].split("\n")[0]
        assert await owner.ask(code) == refused
        assert "Vai trò: khách" in await person.ask("/dulieucuatoi")


@pytest.mark.parametrize(
    "path",
    [
        "nobody/private", "officer/private", "officer-/private", "officer-xyz/private", "member-bng/private",
        "guest/nowhere", "guest/group-xyz", "guest/private-bng", "OWNER/private", "%2e%2e/private", "owner",
        "guest/private/other", "officer-bng%00/private",
    ],
)  # fmt: skip
async def test_an_address_of_nobody_is_not_there(tmp_path: Path, path: str) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        for end in ("/", "/events"):
            async with person.http.get(f"{page.address}/trial/{path}{end}") as response:
                assert (response.status, await response.json()) == (404, NO_PAGE)
        person.path = f"/trial/{path}"
        assert await person.post("chào") == (404, NO_PAGE)


async def test_another_sites_script_or_another_chat_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as page, browser(page.address) as person:
        admin, member = await person.plays("admin", "group"), await person.plays("member")
        before = everything(tmp_path)
        body = json.dumps({"chat": admin.chat, "id": new_id(), "text": "/gan bng", "language": "vi"}).encode()
        for forged in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}):
            assert (await admin.post_raw(body, **forged))[0] == 403
        assert (await admin.post_raw(body, **{"Content-Type": "text/plain"}))[0] == 415
        assert (await member.post_raw(body))[0] == 401
        person.chat = admin.chat
        assert (await person.post_raw(body))[0] == 401
        assert everything(tmp_path) == before


async def test_looking_at_a_persona_keeps_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        before = everything(tmp_path)
        await person.plays("owner", "group-bng")
        async with person.http.get(f"{page.address}/trial/owner/group-bng/") as response:
            assert response.status == 200
        assert everything(tmp_path) == before


async def test_the_page_says_what_is_tried_out_in_both_languages(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        address = f"{page.address}/trial/officer-bng/group-bct/"
        async with person.http.get(address) as response:
            assert "Dùng thử: cán bộ đầu mối · Bộ Ngoại giao · trong nhóm của Bộ Công Thương" in await response.text()
        async with person.http.get(f"{address}?language=en", allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (303, "/trial/officer-bng/group-bct/")
        async with person.http.get(address) as response:
            shown = "Trying out: officer · Ministry of Foreign Affairs · in the Ministry of Industry and Trade group"
            assert shown in await response.text()


async def test_tabs_of_all_personas_together_leave_the_browser_a_connection_to_send(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        tabs = [await person.plays(who) for who in ("guest", "member", "admin", "owner", "officer-bng")]
        assert len(tabs) == TABS + 1
        async with tabs[0].events() as oldest:
            await next_event(oldest, "ready")
            streams = [await tab.http.get(f"{page.address}{tab.path}/events") for tab in tabs[1:]]
            await next_event(oldest, "replaced")
            for stream in streams:
                stream.close()


async def test_behind_a_portal_there_is_nothing_of_it(tmp_path: Path) -> None:
    questions = Script()
    async with running(tmp_path, portal=PORTAL, questions=questions) as page, ClientSession(headers=SIGNED_IN) as http:
        here = f"http://127.0.0.1:{page.port}"
        async with http.get(f"{here}/") as response:
            text = await response.text()
            assert "trial" not in text.lower()
            assert "Dùng thử" not in text
        before = everything(tmp_path)
        for path in ("/trial.js", "/trial.css", "/menu.html", "/trial/owner/private/", "/trial/owner/private/events"):
            async with http.get(here + path) as response:
                assert (response.status, await response.json()) == (404, NO_PAGE), path
        signed_in = Browser(http, here)
        await signed_in.history()
        forged = Browser(http, here, signed_in.chat, "/trial/owner/group-bng")
        cookies = {"Cookie": f"conversation={'a' * 43}; trial=owner; persona=owner"}
        body = {"chat": signed_in.chat, "id": new_id(), "text": "/gan bng", "language": "vi"}
        raw = json.dumps(body).encode()
        assert await forged.post_raw(raw, Origin=PORTAL.address, **cookies) == (404, NO_PAGE)
        with_role = json.dumps(body | {"role": "owner"}).encode()
        assert (await signed_in.post_raw(with_role, Origin=PORTAL.address))[0] == 400
        assert everything(tmp_path) == before
        mine = json.dumps(body | {"text": "/dulieucuatoi"}).encode()
        assert (await signed_in.post_raw(mine, Origin=PORTAL.address, **cookies))[0] == 200
        assert "Vai trò: khách" in texts(await signed_in.answered())[-1]


@pytest.mark.parametrize(
    ("host", "portal", "channels"),
    [
        ("127.0.0.1", None, ["web", "trial"]),
        ("::1", None, ["web", "trial"]),
        ("localhost", None, ["web", "trial"]),
        ("127.0.0.1", PORTAL, ["web"]),
        ("0.0.0.0", PORTAL, ["web"]),
        ("192.168.1.5", PORTAL, ["web"]),
    ],
)
def test_only_a_page_that_this_machine_alone_reaches_has_it(
    store: Store, host: str, portal: PortalSettings | None, channels: list[str]
) -> None:
    server = WebServer(host, portal=portal)
    made = page_channels(server, store, lambda: datetime.now(UTC), programme(Services(Echo())))
    assert [channel.name for channel in made] == channels
