"""The bot beside other conversations: inline mode, and the menu of commands."""

import asyncio

import pytest

from bot.channels import Found
from bot.channels.telegram_bot import Telegram
from bot.channels.telegram_menu import COMMANDS, menu
from tests.bot.telegram_talk import Time, channel, listening, settings, unpaced, until
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_faults import Page, Refuse
from tests.fakes.telegram_html import units
from tests.fakes.telegram_people import Person


class Looking:
    """Finds what it is told to, and remembers who asked for what. `slow` holds up what was typed like this."""

    def __init__(self, *found: Found) -> None:
        self.found, self.asked = found, list[tuple[str, str, str, str]]()
        self.slow: dict[str, asyncio.Event] = {}

    async def __call__(self, channel: str, sender: str, text: str, language: str) -> tuple[Found, ...]:
        self.asked.append((channel, sender, text, language))
        if text in self.slow:
            await self.slow[text].wait()
        if text == "hỏng":
            raise RuntimeError("the catalog is on fire")
        return self.found


def looking_up(fake: TelegramFake, looking: Looking) -> Telegram:
    return Telegram(settings(fake), TOKEN, "", Time(), None, looking, unpaced())


async def test_what_is_typed_beside_another_chat_is_answered_with_texts_to_post(telegram: TelegramFake) -> None:
    looking = Looking(Found("Nhiệm vụ 3.7", "Nhiệm vụ 3.7 <Nghị quyết>\nChủ trì: Bộ A & B\nNguồn: Phụ lục"))
    async with listening(looking_up(telegram, looking)) as heard:
        await Person(telegram, 7, language="en").types_inline("  bộ a ", "q1")
        await telegram.until(lambda: len(telegram.platform.inline_answers) == 1)
        await telegram.acknowledged()
    ((result,),) = telegram.platform.inline_answers
    content = result["input_message_content"]
    assert looking.asked == [("telegram", "7", "bộ a", "en")]
    assert (result["title"], content["text"]) == ("Nhiệm vụ 3.7", looking.found[0].text)
    assert [entity.type for entity in content["entities"]] == ["bold", "italic"]
    assert content["link_preview_options"] == {"is_disabled": True}
    call = next(given for method, given in telegram.calls if method == "answerinlinequery")
    assert (call["is_personal"], int(call["cache_time"]) <= 30) == ("true", True)
    assert heard == []


async def test_at_most_ten_results_of_a_length_that_telegram_takes(telegram: TelegramFake) -> None:
    looking = Looking(*(Found(f"{number} " + "dài " * 100, "😀 chữ\n" * 2000) for number in range(15)))
    async with listening(looking_up(telegram, looking)):
        await Person(telegram, 7).types_inline("dài", "q1")
        await telegram.until(lambda: len(telegram.platform.inline_answers) == 1)
    (results,) = telegram.platform.inline_answers
    assert len(results) == 10
    assert all(2000 < units(result["input_message_content"]["text"]) <= 4096 for result in results)


async def test_nothing_typed_and_nothing_found_is_answered_with_nothing(telegram: TelegramFake) -> None:
    looking = Looking()
    async with listening(looking_up(telegram, looking)):
        for text, query_id in (("", "q1"), ("không có", "q2")):
            await Person(telegram, 7).types_inline(text, query_id)
            await telegram.until(lambda: not telegram.platform.inline_queries)
    assert telegram.platform.inline_answers == [[], []]
    assert [text for _, _, text, _ in looking.asked] == ["không có"]


async def test_looking_up_holds_up_no_message_and_ends_when_more_was_typed(telegram: TelegramFake) -> None:
    looking = Looking(Found("Nhiệm vụ", "Nhiệm vụ"))
    looking.slow["b"] = asyncio.Event()
    lan = Person(telegram, 7)
    async with listening(looking_up(telegram, looking)) as heard:
        await lan.types_inline("b", "q1")
        await lan.says("hỏi")
        await telegram.acknowledged()
        assert [message.text for message in heard] == ["hỏi"]
        await lan.types_inline("bộ", "q2")
        await telegram.until(lambda: len(telegram.platform.inline_answers) == 1)
        looking.slow["b"].set()
        await lan.types_inline("bộ a", "q3")
        await telegram.until(lambda: len(telegram.platform.inline_answers) == 2)
    assert telegram.platform.inline_queries == {"q1"}


async def test_looking_up_that_fails_is_only_logged(telegram: TelegramFake) -> None:
    async with listening(looking_up(telegram, Looking(Found("x", "x")))) as heard:
        telegram.plan("answerInlineQuery", Refuse(400, "Bad Request: query is too old"))
        await Person(telegram, 7).types_inline("cũ", "q1")
        await Person(telegram, 8).types_inline("hỏng", "q2")
        await Person(telegram, 9).says("hỏi")
        await until(lambda: heard)
        await telegram.acknowledged()


async def test_the_menu_is_offered_in_private_and_in_groups_in_both_languages(telegram: TelegramFake) -> None:
    async with listening(channel(telegram)):
        await telegram.until(lambda: len(telegram.platform.menus) == 4)
    vietnamese = ["hoi", "nhiemvu", "han", "baocao", "tiendo", "xong", "nop", "nhac", "donvi", "trogiup"]
    english = ["ask", "tasks", "deadlines", "reports", "progress", "done", "submit", "reminders", "agency", "help"]
    assert telegram.platform.menus == {
        ("all_private_chats", ""): vietnamese,
        ("all_private_chats", "en"): english,
        ("all_group_chats", ""): vietnamese,
        ("all_group_chats", "en"): english,
    }


async def test_a_menu_that_cannot_be_offered_holds_up_nothing(telegram: TelegramFake) -> None:
    telegram.break_down("setMyCommands", Page(502))
    await Person(telegram, 7).says("hỏi")
    async with listening(channel(telegram)) as heard:
        await until(lambda: heard)


@pytest.mark.parametrize("language", COMMANDS)
def test_every_command_of_the_menu_says_what_it_does(language: str) -> None:
    assert all(0 < len(command.description) <= 256 for command in menu(language))
