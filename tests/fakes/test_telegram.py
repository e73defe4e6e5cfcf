"""The Bot API server of the tests is as strict as the documentation."""

import json
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_html import Entity, ParseError, parse
from tests.fakes.telegram_people import Person, group


async def call(fake: TelegramFake, method: str, token: str = TOKEN, **given: Any) -> tuple[int, Any]:
    """The status, and the result or what is wrong."""
    data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    async with ClientSession() as http, http.post(f"{fake.address}/bot{token}/{method}", data=data) as response:
        answer = await response.json()
        assert answer["ok"] == (response.status == 200)
        return response.status, answer["result"] if answer["ok"] else answer["description"]


async def upload(fake: TelegramFake, method: str, files: dict[str, bytes], **given: str) -> tuple[int, Any]:
    form = FormData({"chat_id": "7"} | given)
    for name, content in files.items():
        form.add_field(name, BytesIO(content), filename="tệp.bin")
    async with ClientSession() as http, http.post(f"{fake.address}/bot{TOKEN}/{method}", data=form) as response:
        answer = await response.json()
        return response.status, answer["result"] if answer["ok"] else answer["description"]


def keyboard(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", "callback_data": one}] for one in data]}


@pytest.mark.parametrize(
    "source", ["a < b", "a & b", "<u1>x</u1>", "<b>x", "x</b>", "<b><i>x</b></i>", "&nbsp;", "<br>"]
)
def test_html_that_the_documentation_does_not_know_is_refused(source: str) -> None:
    with pytest.raises(ParseError):
        parse(source)


def test_html_is_seen_without_its_tags() -> None:
    assert parse(" <b>a &lt; <i>b</i></b> &amp;\n") == ("a < b &", [Entity("italic", "b"), Entity("bold", "a < b")])


async def test_a_message_is_held_against_the_limits() -> None:
    async with TelegramFake().running() as fake:
        Person(fake, 7).chat  # noqa: B018
        group(fake, -100_777, 55)
        longest = "😀" * 2048
        assert (await call(fake, "sendMessage", chat_id=7, text=f"<b>{longest}</b>", parse_mode="HTML"))[0] == 200
        refusals: list[tuple[str, dict[str, Any]]] = [
            ("message is too long", {"text": longest + "a"}),
            ("message text is empty", {"text": " <b></b> ", "parse_mode": "HTML"}),
            ("can't parse entities", {"text": "<x>", "parse_mode": "HTML"}),
            ("chat not found", {"text": "a", "chat_id": 8}),
            ("message thread not found", {"text": "a", "chat_id": -100_777, "message_thread_id": 1}),
            ("BUTTON_DATA_INVALID", {"text": "a", "reply_markup": keyboard("x" * 65)}),
            ("BUTTON_DATA_INVALID", {"text": "a", "reply_markup": keyboard("")}),
            ("reply markup is too long", {"text": "a", "reply_markup": keyboard(*["x"] * 101)}),
            ("not documented", {"text": "a", "disable_web_page_preview": True}),
        ]
        for reason, given in refusals:
            status, said = await call(fake, "sendMessage", **({"chat_id": 7} | given))
            assert (status, reason in said) == (400, True), said
        assert len(fake.platform.sent) == 1


async def test_a_file_is_held_against_the_limits() -> None:
    async with TelegramFake().running() as fake:
        Person(fake, 7).chat  # noqa: B018
        png = b"\x89PNG\r\n\x1a\n"
        assert (await upload(fake, "sendDocument", {"document": b"x"}))[0] == 200
        assert (await upload(fake, "sendPhoto", {"photo": png}, caption="a" * 1024))[0] == 200
        fake.platform.closed_to["7"] = ("document",)
        refusals: list[tuple[int, str, str, dict[str, bytes], dict[str, str]]] = [
            (400, "not enough rights to send documents", "sendDocument", {"document": b"x"}, {}),
            (400, "caption is too long", "sendPhoto", {"photo": png}, {"caption": "a" * 1025}),
            (400, "not documented", "sendPhoto", {"photo": png}, {"text": "a"}),
            (400, "not documented", "sendMessage", {"document": b"x"}, {"text": "a"}),
            (400, "there is no photo", "sendPhoto", {"document": png}, {}),
            (400, "IMAGE_PROCESS_FAILED", "sendPhoto", {"photo": b"GIF8"}, {}),
            (400, "non-empty", "sendPhoto", {"photo": b""}, {}),
            (413, "Too Large", "sendPhoto", {"photo": png + bytes(10 * 2**20)}, {}),
        ]
        for status, reason, method, files, given in refusals:
            answer = await upload(fake, method, files, **given)
            assert (answer[0], reason in answer[1]) == (status, True), answer
        assert [sent.file and sent.file.content for sent in fake.platform.sent] == [b"x", png]


async def test_a_message_can_be_changed_and_not_into_itself() -> None:
    async with TelegramFake().running() as fake:
        Person(fake, 7).chat  # noqa: B018
        _, sent = await call(fake, "sendMessage", chat_id=7, text="một", reply_markup=keyboard("1.0"))
        same = {"chat_id": 7, "message_id": sent["message_id"], "text": "một", "reply_markup": keyboard("1.0")}
        assert "message is not modified" in (await call(fake, "editMessageText", **same))[1]
        assert (await call(fake, "editMessageText", **(same | {"text": "hai"})))[0] == 200
        assert fake.platform.sent[0].text == "hai"


async def test_updates_wait_until_the_offset_is_behind_them() -> None:
    async with TelegramFake().running() as fake:
        first = await Person(fake, 7).says("một")
        for _ in range(2):
            assert [update["update_id"] for update in (await call(fake, "getUpdates"))[1]] == [first]
        assert (await call(fake, "getUpdates", offset=first + 1)) == (200, [])
        assert fake.pending == {}


async def test_polling_is_refused_while_a_webhook_is_set() -> None:
    async with TelegramFake().running() as fake:
        assert (await call(fake, "setWebhook", url="http://bot.example"))[0] == 400
        assert (await call(fake, "setWebhook", url="https://bot.example/telegram", secret_token="a b"))[0] == 400
        assert (await call(fake, "setWebhook", url="https://bot.example/telegram"))[0] == 200
        assert (await call(fake, "getUpdates"))[0] == 409
        assert (await call(fake, "deleteWebhook"))[0] == 200
        assert (await call(fake, "getUpdates"))[0] == 200


async def test_a_press_and_an_inline_query_can_be_answered_once() -> None:
    async with TelegramFake().running() as fake:
        fake.platform.presses.add("p")
        fake.platform.inline_queries.add("q")
        for method, given in (
            ("answerCallbackQuery", {"callback_query_id": "p"}),
            ("answerInlineQuery", {"inline_query_id": "q", "results": "[]"}),
        ):
            assert [(await call(fake, method, **given))[0] for _ in range(2)] == [200, 400]


async def test_a_token_is_needed_for_methods_and_files() -> None:
    async with TelegramFake().running() as fake, ClientSession() as http:
        assert await call(fake, "getMe", "4321:wrong") == (401, "Unauthorized")
        assert await call(fake, "getMe", "nonsense") == (404, "Not Found")
        assert await call(fake, "noSuchMethod") == (404, "Not Found")
        fake.platform.files["f1"] = b"PK"
        _, file = await call(fake, "getFile", file_id="f1")
        async with http.get(f"{fake.address}/file/bot{TOKEN}/{file['file_path']}") as response:
            assert await response.read() == b"PK"
        async with http.get(f"{fake.address}/file/bot4321:wrong/{file['file_path']}") as response:
            assert response.status == 404
