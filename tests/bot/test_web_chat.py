"""The conversation over the wire: nothing is lost, nothing comes twice, and nonsense is refused in a sentence."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.channels.web_events import LONGEST_HISTORY, TABS
from bot.channels.web_flood import Flood
from tests.bot.pages import CHOICES, LIST, Script, free_port, running
from tests.bot.wire import browser, new_id, next_event, texts


async def test_a_question_is_answered_with_its_choices_in_order(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        question = new_id()
        assert await person.post("Bộ Ngoại giao chủ trì nhiệm vụ nào?", question) == (200, {"id": question})
        said, reply = await person.answered()
        assert (said.name, said.data["id"], said.data["text"]) == (
            "said",
            question,
            "Bộ Ngoại giao chủ trì nhiệm vụ nào?",
        )
        assert (reply.name, reply.data["text"], reply.data["buttons"]) == ("reply", LIST, list(CHOICES))
        assert reply.data["row"] == int(reply.id) > int(said.id)


async def test_a_press_does_what_the_button_was_made_for(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        await person.post("ai chủ trì?")
        row = (await person.answered())[-1].data["row"]
        assert (await person.post("Xem tiếp", press={"row": row, "position": 3}))[0] == 200
        assert texts(await person.answered(2))[-2:] == ["Xem tiếp", "Trang 2, lượt 2"]


async def test_the_same_message_sent_again_is_taken_once(tmp_path: Path) -> None:
    questions, port, question = Script(), free_port(), new_id()
    async with running(tmp_path, port=port, questions=questions) as page, browser(page.address) as person:
        await person.history()
        for _ in range(3):
            assert (await person.post("chào", question))[0] == 200
        await person.answered()
    async with running(tmp_path, port=port, questions=questions) as page, browser(page.address) as other:
        await other.history()
        assert (await other.post("của người khác, cùng mã", question))[0] == 200
        assert texts(await other.answered()) == ["của người khác, cùng mã", "1. của người khác, cùng mã"]
    assert questions.asked == ["chào", "của người khác, cùng mã"]


async def test_a_page_that_was_away_goes_on_behind_the_last_line_it_saw(tmp_path: Path) -> None:
    port = free_port()
    async with browser(f"http://127.0.0.1:{port}") as person:
        async with running(tmp_path, port=port):
            await person.history()
            await person.post("một")
            last = (await person.answered())[-1].id
        async with running(tmp_path, port=port):
            assert [event.name for event in await person.history(last)] == ["hello"]
            await person.post("hai")
            await person.answered(2)
            hello, *lines = await person.history(last)
            assert hello.data["fresh"] is False
            assert texts(lines) == ["hai", "2. hai"]
            by_header = await person.history(0, **{"Last-Event-ID": last})
            assert texts(by_header[1:]) == ["hai", "2. hai"]


async def test_a_stream_that_goes_on_tells_only_what_is_new(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        await person.post("một")
        last = (await person.answered())[-1].id
        async with person.events(last) as events:
            await next_event(events, "ready")
            await person.post("hai")
            told = [(await next_event(events, name)).data["text"] for name in ("said", "reply")]
            assert told == ["hai", "2. hai"]


@pytest.mark.parametrize("after", ["999", "abc", "-1", "99999999999999999999", "٣", ""])
async def test_a_page_that_saw_another_database_begins_anew(tmp_path: Path, after: str) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        await person.post("một")
        await person.answered()
        hello, *lines = await person.history(after)
        assert hello.data["fresh"] is True
        assert texts(lines) == ["một", "1. một"]


async def test_a_long_conversation_is_shown_from_its_end(tmp_path: Path) -> None:
    count = LONGEST_HISTORY // 2 + 5
    async with running(tmp_path, flood=Flood(at_once=count)) as page, browser(page.address) as person:
        await person.history()
        for number in range(count):
            await person.post(f"câu {number}")
        async with asyncio.timeout(5):
            while texts((await person.history())[1:])[-1] != f"{count}. câu {count - 1}":
                pass
        lines = (await person.history())[1:]
        assert len(lines) == LONGEST_HISTORY
        assert (await person.history(1))[0].data["fresh"] is True


async def test_an_open_page_hears_typing_and_the_answer_once(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        async with person.events() as events:
            await next_event(events, "ready")
            await asyncio.gather(person.post("chào"), next_event(events, "typing"))
            assert (await next_event(events, "said")).data["text"] == "chào"
            assert (await next_event(events, "reply")).data["text"] == "1. chào"
            await person.post("nữa")
            assert (await next_event(events, "reply")).data["text"] == "2. nữa"


async def test_nobody_sees_the_conversation_of_another_browser(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as one, browser(page.address) as two:
        await one.history()
        await one.post("ai chủ trì?")
        row = (await one.answered())[-1].data["row"]
        assert [event.name for event in await two.history()] == ["hello"]
        two_chat = two.chat
        two.chat = one.chat
        status, body = await two.post("giả danh")
        assert (status, body["error"]) == (401, "Chưa nhận ra cuộc trò chuyện này. Vui lòng tải lại trang.")
        two.chat = two_chat
        await two.post("Xem tiếp", press={"row": row, "position": 3})
        assert "Trang 2" not in texts(await two.answered())[-1]
        assert len(await one.answered()) == 2


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_not_in_the_database(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        async with person.http.get(page.address) as response:
            assert not response.cookies
        async with person.http.get(f"{page.address}/events") as response:
            cookie = response.cookies["conversation"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        await person.history()
        await person.post("chào")
        await person.answered()
        assert cookie.value not in person.chat
    stored = _bytes_in(tmp_path)
    assert "chào".encode() in stored
    assert cookie.value.encode() not in stored


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


GOOD = {"chat": "x", "id": "0" * 32, "text": "chào", "language": "vi"}


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"{", 400, "Nội dung gửi lên không đúng định dạng."),
        (b"\xff\xfe", 400, "Nội dung gửi lên không đúng định dạng."),
        (b"", 400, "Nội dung gửi lên không đúng định dạng."),
        (b"[]", 400, "Nội dung gửi lên không đúng định dạng."),
        (b"[" * 30_000, 400, "Nội dung gửi lên không đúng định dạng."),
        (json.dumps(GOOD | {"id": "../x"}).encode(), 400, "Nội dung gửi lên thiếu hoặc sai phần id."),
        (json.dumps(GOOD | {"text": " \n"}).encode(), 400, "Nội dung gửi lên thiếu hoặc sai phần text."),
        (json.dumps(GOOD | {"text": 7}).encode(), 400, "Nội dung gửi lên thiếu hoặc sai phần text."),
        (json.dumps(GOOD | {"text": "\ud800"}).encode(), 400, "Nội dung gửi lên không đúng định dạng."),
        (json.dumps(GOOD | {"language": "xx"}).encode(), 400, "Nội dung gửi lên thiếu hoặc sai phần language."),
        (json.dumps(GOOD | {"press": {"row": 2**70, "position": 0}}).encode(), 400, "sai phần press.row"),
        (json.dumps(GOOD | {"press": {"row": 1, "position": -1}}).encode(), 400, "sai phần press.position"),
        (json.dumps(GOOD | {"action": "act:2"}).encode(), 400, "Nội dung gửi lên thiếu hoặc sai phần action."),
        (
            json.dumps(GOOD | {"text": "a" * 2001}).encode(),
            422,
            "Tin nhắn dài 2001 ký tự, tối đa 2000. Vui lòng rút ngắn.",
        ),
        (json.dumps(GOOD | {"text": "a" * 70_000}).encode(), 413, "Nội dung gửi lên quá lớn."),
        (json.dumps(GOOD).encode(), 401, "Chưa nhận ra cuộc trò chuyện này. Vui lòng tải lại trang."),
    ],
)
async def test_nonsense_is_refused_in_a_sentence(tmp_path: Path, body: bytes, status: int, sentence: str) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        answer = await person.post_raw(body)
        assert answer[0] == status
        assert sentence in answer[1]["error"]
        assert answer[1].keys() == {"error"}


async def test_what_is_not_json_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        assert (await person.post_raw(json.dumps(GOOD).encode(), **{"Content-Type": "text/plain"}))[0] == 415


async def test_what_does_not_unpack_is_the_senders_fault(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        said = {"error": "Nội dung gửi lên không đúng định dạng."}
        assert await person.post_raw(json.dumps(GOOD).encode(), **{"Content-Encoding": "gzip"}) == (400, said)


async def test_control_characters_and_markup_are_only_text(tmp_path: Path) -> None:
    strange = "<script>\x00\x07\u202e'; DROP TABLE inbox; --"
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        assert (await person.post(strange))[0] == 200
        assert texts(await person.answered()) == [strange, f"1. {strange}"]


async def test_a_flood_is_slowed_down_and_the_others_are_not(tmp_path: Path) -> None:
    slow = Flood(at_once=3, seconds_each=60)
    async with running(tmp_path, flood=slow) as page, browser(page.address) as person, browser(page.address) as other:
        await person.history()
        await other.history()
        assert [(await person.post("chào"))[0] for _ in range(4)] == [200, 200, 200, 429]
        _, body = await person.post("chào")
        assert body["error"].startswith("Gửi quá nhanh. Vui lòng đợi ")
        assert (await other.post("chào"))[0] == 200


async def test_the_oldest_of_too_many_tabs_is_let_go(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        await person.history()
        async with person.events() as oldest:
            await next_event(oldest, "ready")
            streams = [await person.http.get(f"{page.address}/events") for _ in range(TABS)]
            await next_event(oldest, "replaced")
            assert [event async for event in oldest] == []
            for stream in streams:
                stream.close()


async def test_stopping_ends_open_streams_at_once(tmp_path: Path) -> None:
    async with browser("") as person:
        async with running(tmp_path) as page:
            person.address = page.address
            response = await person.http.get(f"{page.address}/events")
            await response.content.readline()
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 2
        response.close()


async def test_the_page_is_in_the_language_last_switched_to(tmp_path: Path) -> None:
    async with running(tmp_path) as page, browser(page.address) as person:
        async with person.http.get(page.address) as response:
            assert '<html lang="vi">' in await response.text()
        async with person.http.get(f"{page.address}/?language=en", allow_redirects=False) as response:
            assert (response.status, response.headers["Location"]) == (303, "/")
        async with person.http.get(page.address) as response:
            text = await response.text()
        assert '<html lang="en">' in text
        assert "Please ask a question" in text
        async with person.http.get(f"{page.address}/?language=xx") as response:
            assert '<html lang="en">' in await response.text()
