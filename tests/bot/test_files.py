"""A reply brings a file along: Telegram and the page carry it, Zalo says where it is to be had; nobody else gets it."""

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from aiohttp import ClientSession

from bot.channels.telegram_bot import Telegram
from handlers.context import Access, Services
from jobs.sending import SendError
from knowledge.messages import LARGEST_FILE, Button, Chat, File, Reply
from tests.bot.pages import running as page_running
from tests.bot.telegram_talk import channel, running, speaking
from tests.bot.test_conversations import DRIVERS
from tests.bot.test_web import PORTAL
from tests.bot.wire import Browser, browser, new_id
from tests.conversations.on_console import on_console
from tests.conversations.play import as_read
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_faults import Cut, Refuse, blocked, too_many
from tests.fakes.telegram_methods import Sent
from tests.fakes.telegram_people import Person, group
from tests.files import CALENDAR, PICTURE, Archive

LAN, TEAM = Chat("telegram", "7"), Chat("telegram", "-100777", group=True)
MORE = (Button("Tiếp", "act:next"),)
NO_FILE = "Không có tệp này, hoặc tệp đã quá thời hạn lưu."


async def send(fake: TelegramFake, reply: Reply, chat: Chat = LAN, *, repeat: bool = False) -> list[Sent]:
    """All that arrives of a reply."""
    Person(fake, 7).chat  # noqa: B018
    async with speaking(fake) as telegram:
        for part in telegram.parts(reply):
            await telegram.send(chat, part, 12, repeat)
    return fake.platform.sent


def files(sent: list[Sent]) -> list[tuple[str, str, bytes] | None]:
    return [(one.file.parameter, one.file.name, one.file.content) if one.file else None for one in sent]


@pytest.mark.parametrize("name", DRIVERS)
async def test_an_answer_with_a_file_reads_the_same_on_every_channel(tmp_path: Path, name: str) -> None:
    answers = []
    for folder, drive in (("it", DRIVERS[name]), ("console", on_console)):
        async with drive(tmp_path / folder, Services(Archive(), Access(per_person=1000))) as driver:
            answers.append(as_read(await driver.say("hoa", "lịch", group=False)))
    assert answers == ["Đây là lịch. [Lịch nhắc 47-NQ-CP.ics]"] * 2


async def test_a_document_comes_with_its_text_and_buttons_in_one_message(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    lan = Person(telegram, 7)
    async with running(tmp_path, telegram, questions=Archive()):
        await lan.says("lịch")
        (said,) = await telegram.sent(1)
        await lan.presses(said, said.keyboard[0][0]["callback_data"])
        assert (await telegram.sent(2))[1].text == "act:next"
    assert (said.text, said.labels()) == ("Đây là lịch.", [["Tiếp"]])
    assert files([said]) == [("document", "Lịch nhắc 47-NQ-CP.ics", CALENDAR.content)]
    assert said.file is not None
    assert said.file.media_type == "text/calendar"


async def test_a_picture_is_sent_as_one(telegram: TelegramFake) -> None:
    sent = await send(telegram, Reply("Biểu đồ & <số>", MORE, file=PICTURE))
    assert files(sent) == [("photo", "biểu đồ.png", PICTURE.content)]
    assert (sent[0].text, sent[0].labels()) == ("Biểu đồ & <số>", [["Tiếp"]])


async def test_a_picture_that_telegram_cannot_show_is_sent_as_a_document(telegram: TelegramFake) -> None:
    sent = await send(telegram, Reply("Biểu đồ", file=File("a.png", "image/png", b"no picture")))
    assert files(sent) == [("document", "a.png", b"no picture")]


@pytest.mark.parametrize("length", [1024, 4000, 9000])
async def test_a_text_too_long_for_a_caption_goes_first_and_the_buttons_are_under_the_file(
    telegram: TelegramFake, length: int
) -> None:
    text = ("nhiệm vụ " * length)[: length - 1] + "."
    sent = await send(telegram, Reply(text, MORE, file=CALENDAR))
    *before, last = sent
    assert files(before) == [None] * len(before)
    assert (last.file is not None, last.labels()) == (True, [["Tiếp"]])
    assert not any(one.keyboard for one in before)
    words = re.sub(r"\(\d+/\d+\)\n", "", " ".join(one.text for one in sent)).split()
    assert words == text.split()


async def test_a_repeat_says_so_also_where_the_file_has_no_caption(telegram: TelegramFake) -> None:
    repeat = "(có thể anh/chị đã nhận tin này)"
    assert (await send(telegram, Reply("Lịch", file=CALENDAR), repeat=True))[0].text == f"{repeat}\nLịch"
    assert (await send(telegram, Reply("dài " * 500, file=CALENDAR), repeat=True))[-1].text == repeat
    assert (await send(telegram, Reply("đ" * 896, file=CALENDAR), repeat=True))[-1].text.endswith("đ" * 896)


async def test_the_same_reply_has_the_same_parts_every_time() -> None:
    fake = TelegramFake()
    fake.address = "http://127.0.0.1:9"
    telegram: Telegram = channel(fake)
    reply = Reply("câu " * 2000, MORE, file=CALENDAR)
    assert telegram.parts(reply) == telegram.parts(dataclasses.replace(reply))


async def test_a_group_that_lets_no_files_in_is_told_where_to_get_it(telegram: TelegramFake) -> None:
    group(telegram)
    telegram.platform.closed_to["-100777"] = ("document", "photo")
    for file in (CALENDAR, PICTURE):
        said = (await send(telegram, Reply("Của nhóm.", MORE, file=file), TEAM))[-1]
        assert said.file is None
        assert said.text.startswith(f"Của nhóm.\n\nKhông gửi được tệp “{file.name}” ở đây.")
        assert said.labels() == [["Tiếp"]]
    telegram.platform.closed_to["-100777"] = ("photo",)
    assert files((await send(telegram, Reply("Của nhóm.", file=PICTURE), TEAM))[-1:])[0] is not None


async def test_a_topic_that_is_gone_and_markup_that_is_refused_cost_no_file(telegram: TelegramFake) -> None:
    group(telegram, -100_777, 55)
    telegram.platform.topics.clear()
    telegram.plan("sendDocument", Refuse(400, "Bad Request: can't parse entities: Unsupported start tag"))
    sent = await send(telegram, Reply("Một\nhai", file=CALENDAR), Chat("telegram", "-100777", True, "55"))
    assert (sent[0].text, sent[0].thread, sent[0].entities) == ("Một\nhai", "", [])
    assert sent[0].file is not None


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (blocked(), {"gone": True, "permanent": True}),
        (too_many(17), {"retry_after": 17}),
        (Cut(after=True), {"delivered_unknown": True}),
        (Refuse(400, "Bad Request: wrong file identifier"), {"permanent": True, "gone": False}),
        (Refuse(413, "Request Entity Too Large"), {"permanent": False, "delivered_unknown": False}),
        (Refuse(400, "Bad Request: moved", {"migrate_to_chat_id": -100_888}), {"new_chat_id": "-100888"}),
    ],
)
async def test_a_file_that_is_not_taken_fails_as_a_text_does(
    telegram: TelegramFake, fault: Refuse, expected: dict[str, object]
) -> None:
    telegram.plan("sendDocument", fault)
    with pytest.raises(SendError) as raised:
        await send(telegram, Reply("Lịch", file=CALENDAR))
    assert {name: getattr(raised.value, name) for name in expected} == expected


async def test_the_largest_file_arrives_whole(telegram: TelegramFake, tmp_path: Path) -> None:
    large = File("lớn.xlsx", "application/vnd.ms-excel", bytes(LARGEST_FILE))
    assert files(await send(telegram, Reply("Bảng.", file=large))) == [("document", "lớn.xlsx", large.content)]
    async with page_running(tmp_path, questions=Archive(large)) as page, browser(page.address) as person:
        assert (await get(person, (await asked(person, "tệp"))["row"])).body == large.content


# The page


@dataclass(frozen=True)
class Got:
    status: int
    headers: Mapping[str, str]
    body: bytes


async def get(person: Browser, row: object, **headers: str) -> Got:
    async with person.http.get(f"{person.address}{person.path}/files/{row}", headers=headers) as response:
        return Got(response.status, response.headers, await response.read())


async def asked(person: Browser, text: str) -> dict[str, object]:
    """The reply, as the page is told of it."""
    await person.history()
    assert (await person.post(text))[0] == 200
    return (await person.answered())[-1].data


async def test_the_page_is_told_of_a_file_and_downloads_it(tmp_path: Path) -> None:
    async with page_running(tmp_path, questions=Archive()) as page, browser(page.address) as person:
        told = await asked(person, "lịch")
        assert told["file"] == {
            "name": "Lịch nhắc 47-NQ-CP.ics",
            "size": len(CALENDAR.content),
            "picture": False,
        }
        response = await get(person, told["row"])
    assert (response.status, response.body) == (200, CALENDAR.content)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=\"lich nhac 47-nq-cp.ics\"; filename*=UTF-8''")
    assert unquote(disposition.rpartition("''")[2]) == "Lịch nhắc 47-NQ-CP.ics"


async def test_a_picture_is_told_as_one_and_no_reply_without_a_file_has_any(tmp_path: Path) -> None:
    async with page_running(tmp_path, questions=Archive()) as page, browser(page.address) as person:
        told = await asked(person, "hình")
        assert told["file"] == {"name": "biểu đồ.png", "size": len(PICTURE.content), "picture": True}
        assert (await get(person, told["row"])).headers["Content-Type"] == "image/png"
        assert "file" not in await asked(person, "chào")


async def test_a_file_that_could_be_a_page_is_only_ever_downloaded(tmp_path: Path) -> None:
    evil = File('a"; filename=evil.html', "text/html", b"<script>alert(1)</script>")

    async with page_running(tmp_path, questions=Archive(evil)) as page, browser(page.address) as person:
        response = await get(person, (await asked(person, "tệp"))["row"])
    assert response.headers["Content-Disposition"].startswith('attachment; filename="a-; filename=evil.html"; ')
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_nobody_gets_the_file_of_another_browser_or_learns_that_there_is_one(tmp_path: Path) -> None:
    async with page_running(tmp_path, questions=Archive()) as page, browser(page.address) as person:
        row = (await asked(person, "lịch"))["row"]
        nothing = (await asked(person, "không có"))["row"]
        async with browser(page.address) as stranger, browser(page.address) as other:
            await other.history()
            answers = [await get(one, row) for one in (stranger, other)]
            answers += [await get(person, wrong) for wrong in (nothing, 0, 10**14)]
            assert {(each.status, json.loads(each.body)["error"]) for each in answers} == {(404, NO_FILE)}
            for nonsense in ("", "-1", "1%0a", "٣", "1/2", "9" * 30):
                assert (await get(person, nonsense)).status == 404
        assert (await get(person, row, **{"Sec-Fetch-Site": "cross-site"})).status == 403
        assert (await get(person, row, Origin="https://example.org")).status == 403


async def test_in_a_group_of_the_trial_all_who_are_in_it_get_the_file(tmp_path: Path) -> None:
    async with page_running(tmp_path, questions=Archive()) as page, browser(page.address) as person:
        officer = await person.plays("officer-bng", "group-bng")
        row = (await asked(officer, "lịch"))["row"]
        assert (await get(await person.plays("member", "group-bng"), row)).status == 200
        assert (await get(await person.plays("member", "group-bct"), row)).status == 404
        assert (await get(await person.plays("officer-bng"), row)).status == 404
        assert (await get(person, row)).status == 404
        async with browser(page.address) as stranger:
            assert (await get(await stranger.plays("officer-bng", "group-bng"), row)).status == 404
        person.path = "/trial/nobody/nowhere"
        assert (await get(person, row)).status == 404


async def test_behind_a_portal_only_the_person_gets_the_file(tmp_path: Path) -> None:
    def signed_in(name: str) -> dict[str, str]:
        return {"Host": "hoidap.example.gov.vn", "Origin": PORTAL.address, "X-Remote-User": name}

    async with page_running(tmp_path, portal=PORTAL, questions=Archive()) as page, ClientSession() as http:
        here = Browser(http, f"http://127.0.0.1:{page.port}")
        async with ClientSession(headers=signed_in("an.nv")) as own:
            person = dataclasses.replace(here, http=own)
            await person.history()
            sent = f'{{"chat": "{person.chat}", "id": "{new_id()}", "text": "lịch", "language": "vi"}}'
            assert (await person.post_raw(sent.encode(), Origin=PORTAL.address))[0] == 200
            row = (await person.answered())[-1].data["row"]
            assert (await get(person, row)).status == 200
        assert (await get(here, row, **signed_in("binh.tt"))).status == 404
        assert (await get(here, row, Host="hoidap.example.gov.vn")).status == 403
