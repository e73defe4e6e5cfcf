"""The menu of commands beside the input of a chat: in Vietnamese, and in English for who has Telegram in English."""

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.channels.telegram_api import Api
from knowledge.texts import say

COMMANDS = {
    "vi": ("hoi", "nhiemvu", "han", "baocao", "tiendo", "xong", "nop", "nhac", "donvi", "trogiup"),
    "en": ("ask", "tasks", "deadlines", "reports", "progress", "done", "submit", "reminders", "agency", "help"),
}
SCOPES = (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats())


async def offer_menu(api: Api) -> None:
    """Put the menu beside every chat. Raises what `Api.call` raises."""
    for scope in SCOPES:
        for language in COMMANDS:
            code = None if language == "vi" else language  # without a code: for every other language
            await api.call("setMyCommands", commands=menu(language), scope=scope, language_code=code)


def menu(language: str) -> list[BotCommand]:
    """The commands with what each does."""
    names = zip(COMMANDS[language], COMMANDS["en"], strict=True)
    return [BotCommand(command, say(language, f"command.{meaning}")) for command, meaning in names]
