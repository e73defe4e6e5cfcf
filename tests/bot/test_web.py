"""The server refuses what does not come from its own page, and says so in a sentence."""

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from structlog.testing import capture_logs

from bot.setting_tables import PortalSettings
from bot.web import WebError, WebServer
from knowledge.memory import StoreError
from tests.bot.pages import free_port, running
from tests.bot.wire import Browser, browser, new_id


def portal(*proxies: str) -> PortalSettings:
    header, address = "X-Remote-User", "https://hoidap.example.gov.vn"
    return PortalSettings.model_validate({"address": address, "header": header, "proxies": proxies})


PORTAL = portal("127.0.0.1")


async def test_a_host_that_is_not_the_pages_own_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as page, ClientSession() as http:
        port = page.address.rpartition(":")[2]
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", f"0.0.0.0:{port}", ""):
            async with http.get(page.address, headers={"Host": host}) as response:
                assert response.status == 403, host
                assert "Địa chỉ này không phải của trang hỏi đáp" in await response.text()
        async with http.get(page.address, headers={"Host": f"LOCALHOST:{port}"}) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
async def test_another_sites_script_gets_nothing_and_changes_nothing(tmp_path: Path, headers: dict[str, str]) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        for path in ("/events", "/chat.js", "/healthz"):
            async with person.http.get(page.address + path, headers=headers) as response:
                assert response.status == 403
                assert await response.json() == {"error": "Yêu cầu đến từ trang khác nên không được nhận."}
        body = f'{{"chat": "{person.chat}", "id": "{new_id()}", "text": "chào", "language": "vi"}}'.encode()
        async with person.http.post(
            f"{page.address}/messages", data=body, headers={"Content-Type": "application/json"} | headers
        ) as response:
            assert response.status == 403
        assert [event.name for event in await person.history()] == ["hello"]


async def test_a_link_on_another_site_opens_the_page(tmp_path: Path) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with running(tmp_path) as page, ClientSession() as http:
        async with http.get(page.address, headers=followed) as response:
            assert response.status == 200
        async with http.get(f"{page.address}/events", headers=followed) as response:
            assert response.status == 403


async def test_every_answer_carries_the_protecting_headers(tmp_path: Path) -> None:
    async with running(tmp_path) as page, ClientSession() as http:
        for path in ("/", "/chat.js", "/style.css", "/icon.svg", "/events", "/healthz", "/nothing"):
            async with http.get(page.address + path) as response:
                policy = response.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert response.headers["X-Content-Type-Options"] == "nosniff"
                assert response.headers["Referrer-Policy"] == "no-referrer"
                assert "Server" not in response.headers


async def test_what_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as page, ClientSession() as http:
        async with http.get(f"{page.address}/nothing", headers={"Accept": "text/html"}) as response:
            assert (response.status, await response.text()) == (404, "Không có trang này.")
        async with http.get(f"{page.address}/../web_chat.py") as response:
            assert response.status == 404
        async with http.get(f"{page.address}/messages", headers={"Cookie": "language=en"}) as response:
            assert (response.status, await response.json()) == (
                405,
                {"error": "This address cannot be called that way."},
            )


@pytest.mark.parametrize(("error", "status"), [(RuntimeError("secret words"), 500), (StoreError("disk full"), 503)])
async def test_a_fault_of_ours_is_a_sentence_with_an_id_and_no_trace(error: Exception, status: int) -> None:
    async def broken(_: web.Request) -> web.Response:
        raise error

    said: asyncio.Queue[str] = asyncio.Queue()
    server = WebServer(port=0, announce=said.put_nowait)
    server.add([web.get("/broken", broken)])
    serving = asyncio.create_task(server.run())
    address = (await said.get()).split()[-1]
    with capture_logs() as logs:
        async with ClientSession() as http, http.get(f"{address}/broken") as response:
            assert response.status == status
            body = await response.json()
    code = logs[0]["error_id"]
    assert body == {"error": f"Chưa xử lý được yêu cầu, mã lỗi {code}. Vui lòng thử lại hoặc báo người quản trị."}
    serving.cancel()
    await asyncio.wait([serving])


@pytest.mark.parametrize("request_", [
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nbi-mat\r\n\r\n",
    b"POST /broken HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
])  # fmt: skip
async def test_what_is_no_http_leaves_no_trace_in_the_log(request_: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async def read(request: web.Request) -> web.Response:
        return web.Response(body=await request.read())

    server = WebServer(port=(port := free_port()), announce=lambda _: served.set())
    server.add_open([web.post("/broken", read)])
    served = asyncio.Event()
    task = asyncio.create_task(server.run())
    await served.wait()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request_)
    async with asyncio.timeout(5):
        assert b" 400 " in await reader.readline()
    writer.close()
    await writer.wait_closed()
    task.cancel()
    await asyncio.wait([task])
    assert caplog.records == []


async def test_a_busy_port_is_replaced_by_a_free_one_and_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = taken.getsockname()[1]
        async with running(tmp_path, port=busy) as page, ClientSession() as http:
            assert page.said == [f"Trang hỏi đáp: {page.address} (cổng {busy} đang bận)"]
            assert not page.address.endswith(f":{busy}")
            async with http.get(page.address) as response:
                assert response.status == 200


async def test_where_messengers_call_a_busy_port_is_an_error_and_not_another_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = WebServer(port=taken.getsockname()[1])
        server.add_open([web.post("/telegram", _nothing)])
        with pytest.raises(WebError, match="messengers or calendars call this program there"):
            await asyncio.wait_for(server.run(), 5)


async def _nothing(_: web.Request) -> web.Response:
    return web.Response()


async def test_behind_a_portal_a_busy_port_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = taken.getsockname()[1]
        with pytest.raises(WebError, match=rf"web\.port {busy}: the port is busy"):
            await asyncio.wait_for(WebServer(port=busy, portal=PORTAL).run(), 5)


async def test_a_whole_network_of_proxies_can_be_believed(tmp_path: Path) -> None:
    async with running(tmp_path, portal=portal("127.0.0.0/8")) as page, ClientSession() as http:
        headers = {"Host": "hoidap.example.gov.vn", "X-Remote-User": "an.nv"}
        async with http.get(f"http://127.0.0.1:{page.port}", headers=headers) as response:
            assert response.status == 200


async def test_a_free_port_is_taken_as_asked_and_free_again_afterwards(tmp_path: Path) -> None:
    port = free_port()
    for _ in range(2):
        async with running(tmp_path, port=port) as page:
            assert page.said == [f"Trang hỏi đáp: http://127.0.0.1:{port}"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_an_address_that_others_reach_is_refused_unless_people_are_known(host: str) -> None:
    with pytest.raises(WebError, match=r"web\.portal"):
        WebServer(host)
    WebServer(host, portal=PORTAL)


async def test_an_address_that_is_not_of_this_machine_is_an_error_that_names_the_setting() -> None:
    with pytest.raises(WebError, match=r"web\.host 192\.0\.2\.1"):
        await asyncio.wait_for(WebServer("192.0.2.1", portal=PORTAL).run(), 5)


async def test_behind_a_portal_only_who_is_signed_in_may_ask(tmp_path: Path) -> None:
    async with running(tmp_path, portal=PORTAL) as page, ClientSession() as http:
        assert page.address == PORTAL.address
        own = {"Host": "hoidap.example.gov.vn"}
        here = f"http://127.0.0.1:{page.port}"
        async with http.get(here, headers=own) as response:
            assert response.status == 403
            assert "đăng nhập lại" in (await response.json())["error"]
        async with http.get(here, headers=own | {"X-Remote-User": "an.nv"}) as response:
            assert response.status == 200


async def test_behind_a_portal_a_person_has_one_conversation_in_every_browser(tmp_path: Path) -> None:
    def signed_in(name: str) -> dict[str, str]:
        return {"Host": "hoidap.example.gov.vn", "Origin": PORTAL.address, "X-Remote-User": name}

    async with running(tmp_path, portal=PORTAL) as page:
        here = f"http://127.0.0.1:{page.port}"
        async with ClientSession(headers=signed_in("an.nv")) as one, ClientSession(headers=signed_in("an.nv")) as two:
            first, second = Browser(one, here), Browser(two, here)
            await first.history()
            status, _ = await first.post_raw(
                f'{{"chat": "{first.chat}", "id": "{new_id()}", "text": "chào", "language": "vi"}}'.encode(),
                Origin=PORTAL.address,
            )
            assert status == 200
            assert len(await second.answered()) == 2
        async with ClientSession(headers=signed_in("binh.tt")) as other:
            assert [event.name for event in await Browser(other, here).history()] == ["hello"]


async def test_a_name_that_the_portal_did_not_give_is_not_believed(tmp_path: Path) -> None:
    async with running(tmp_path, portal=portal("192.0.2.7", "192.0.3.0/24")) as page, ClientSession() as http:
        headers = {"Host": "hoidap.example.gov.vn", "X-Remote-User": "an.nv"}
        async with http.get(f"http://127.0.0.1:{page.port}/events", headers=headers) as response:
            assert response.status == 403
