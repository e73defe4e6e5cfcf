"""Where settings and secrets meet: which messengers are on, what those that are half set up lack, who is answered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import SecretStr

from bot.setting_tables import MessengerSettings
from bot.settings import PREFIX, Settings, SettingsError
from bot.tokens import TELEGRAM_SECRET, ZALO_BOT_SECRET, Tokens


@dataclass(frozen=True, slots=True)
class Messenger:
    """One of the platforms. `token` is the variable that switches it on.

    `missing` names the settings and variables that it lacks when it is on, with the form that they must have; `stray`
    the secrets that are set although it is off. Both are names only and need no translation.
    """

    name: str
    token: str
    on: bool
    missing: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()


def messengers(settings: Settings, tokens: Tokens) -> tuple[Messenger, ...]:
    """All that the program knows, those that are off too."""
    return (
        _messenger("telegram", "telegram_token", tokens, _telegram(settings, tokens)),
        _messenger("zalo_bot", "zalo_bot_token", tokens, _zalo_bot(settings, tokens)),
        _messenger("zalo_oa", "zalo_oa_refresh_token", tokens, _zalo_oa(settings, tokens)),
    )


def require_complete(settings: Settings, tokens: Tokens) -> None:
    """Raises SettingsError with all that the messengers that are on still lack."""
    lacking = [
        f"{each.name} also needs {', '.join(each.missing)}" for each in messengers(settings, tokens) if each.missing
    ]
    if lacking:
        raise SettingsError("; ".join(lacking))


def who_is_answered(settings: Settings, tokens: Tokens) -> Literal["members", "anyone"]:
    """As set in `access.questions`, or else "members" as soon as a messenger is on: strangers can find it there."""
    if settings.access.questions:
        return settings.access.questions
    return "members" if any(each.on for each in messengers(settings, tokens)) else "anyone"


def _messenger(name: str, token: str, tokens: Tokens, missing: Iterator[str]) -> Messenger:
    on = bool(_value(tokens, token))
    secrets = [field for field in Tokens.model_fields if field.startswith(f"{name}_") and field != token]
    stray = () if on else tuple(_variable(field) for field in secrets if _value(tokens, field))
    return Messenger(name, _variable(token), on, tuple(missing) if on else (), stray)


def _telegram(settings: Settings, tokens: Tokens) -> Iterator[str]:
    if settings.telegram.mode == "webhook":
        yield from _address("telegram", settings.telegram)
        yield from _secret("telegram_secret", tokens, TELEGRAM_SECRET)


def _zalo_bot(settings: Settings, tokens: Tokens) -> Iterator[str]:
    if settings.zalo_bot.mode == "webhook":
        yield from _address("zalo_bot", settings.zalo_bot)
        yield from _secret("zalo_bot_secret", tokens, ZALO_BOT_SECRET)


def _zalo_oa(settings: Settings, tokens: Tokens) -> Iterator[str]:
    yield from _address("zalo_oa", settings.zalo_oa)
    if not settings.zalo_oa.app_id:
        yield f"zalo_oa.app_id ({PREFIX}ZALO_OA__APP_ID)"
    yield from _secret("zalo_oa_app_secret", tokens)
    yield from _secret("zalo_oa_secret_key", tokens)


def _address(name: str, settings: MessengerSettings) -> Iterator[str]:
    if not settings.webhook_address.startswith("https://"):
        yield f"{name}.webhook_address ({PREFIX}{name.upper()}__WEBHOOK_ADDRESS, https://...)"


def _secret(field: str, tokens: Tokens, form: str = "") -> Iterator[str]:
    value = _value(tokens, field)
    if not value or (form and not re.fullmatch(form, value)):
        yield f"{_variable(field)} ({form})" if form else _variable(field)


def _variable(field: str) -> str:
    return f"{PREFIX}{field.upper()}"


def _value(tokens: Tokens, field: str) -> str:
    secret = getattr(tokens, field)
    assert isinstance(secret, SecretStr)
    return secret.get_secret_value()
