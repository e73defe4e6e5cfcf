"""Secrets: only from the environment, or from a file that the environment names (TTDN_TELEGRAM_TOKEN_FILE)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, SecretStr

PREFIX = "TTDN_"
TELEGRAM_SECRET = r"[A-Za-z0-9_-]{1,256}"  # what Telegram takes as the secret of a webhook ...
ZALO_BOT_SECRET = r"[!-~]{8,256}"  # ... and what Zalo does


class TokensError(Exception):
    """A secret cannot be used. The message names the variable and says what is expected, never its value."""


class Tokens(BaseModel):
    """All secrets; an empty one is not set. A messenger is on when it has its first one here.

    `telegram_secret` and `zalo_bot_secret` are what the platform sends along with a webhook call.
    `zalo_oa_secret_key` signs the webhook calls of an Official Account, `zalo_oa_app_secret` refreshes its tokens,
    `zalo_oa_refresh_token` is the first one, until the program has its own.
    """

    model_config = ConfigDict(frozen=True)

    telegram_token: SecretStr = SecretStr("")
    telegram_secret: SecretStr = SecretStr("")
    zalo_bot_token: SecretStr = SecretStr("")
    zalo_bot_secret: SecretStr = SecretStr("")
    zalo_oa_refresh_token: SecretStr = SecretStr("")
    zalo_oa_app_secret: SecretStr = SecretStr("")
    zalo_oa_secret_key: SecretStr = SecretStr("")

    def values(self) -> tuple[str, ...]:
        """Every secret that is set, to be masked wherever something is written."""
        found = (secret.get_secret_value() for secret in self.__dict__.values())
        return tuple(value for value in found if value)


SECRET_NAMES = tuple(f"{PREFIX}{name.upper()}{end}" for name in Tokens.model_fields for end in ("", "_FILE"))
"""The variables that hold a secret, or name the file that does."""


TABLES = ("telegram", "zalo_bot", "zalo_oa")


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A secret that stands in the settings file as `setting`, where nobody may read it from: `variable` is its place.
    Its value is not kept."""

    setting: str
    variable: str


def without_secrets(values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Misplaced, ...]]:
    """What a settings file says without the secrets in it, and which they were."""
    kept: dict[str, Any] = dict(values)
    found: list[Misplaced] = []
    for table in TABLES:
        inside = values.get(table)
        if isinstance(inside, dict):
            secrets = [key for key in inside if f"{table}_{key}" in Tokens.model_fields]
            kept[table] = {key: value for key, value in inside.items() if key not in secrets}
            found += [Misplaced(f"{table}.{key}", f"{PREFIX}{table}_{key}".upper()) for key in secrets]
    return kept, tuple(found)


def load(environment: Mapping[str, str] = os.environ) -> Tokens:
    """The secrets of this environment, without the space around them. Raises TokensError."""
    return Tokens(**{name: SecretStr(_value(f"{PREFIX}{name.upper()}", environment)) for name in Tokens.model_fields})


def _value(name: str, environment: Mapping[str, str]) -> str:
    value, file = environment.get(name, ""), environment.get(f"{name}_FILE", "")
    if value and file:
        raise TokensError(f"{name} and {name}_FILE are both set: keep one of them")
    if not file:
        return value.strip()
    try:
        return Path(file).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a text file"
        raise TokensError(f"{name}_FILE: {file} cannot be read: {reason}") from None
