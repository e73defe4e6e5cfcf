"""Settings: a TOML file and the environment (TTDN_<TABLE>__<KEY>, which wins). Every error names the setting."""

import json
import os
import tomllib
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.setting_tables import (
    AccessSettings,
    BackupSettings,
    DataSettings,
    KeepSettings,
    LogSettings,
    RemindSettings,
    TelegramSettings,
    WebSettings,
    ZaloBotSettings,
    ZaloOaSettings,
)
from bot.tokens import SECRET_NAMES, Misplaced, without_secrets

PREFIX = "TTDN_"
OF_THE_TESTS = ("TTDN_CHROMIUM", "TTDN_WITHOUT_BROWSER")  # no settings of the program
CONFIG_NAME = "config.toml"


class SettingsError(Exception):
    """A setting cannot be used. The message names file or setting and says what is expected."""


class Settings(BaseSettings):
    """Everything that can be set. `config.example.toml` names all of it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, case_sensitive=False
    )

    data: DataSettings = DataSettings()
    web: WebSettings = WebSettings()
    access: AccessSettings = AccessSettings()
    remind: RemindSettings = RemindSettings()
    telegram: TelegramSettings = TelegramSettings()
    zalo_bot: ZaloBotSettings = ZaloBotSettings()
    zalo_oa: ZaloOaSettings = ZaloOaSettings()
    keep: KeepSettings = KeepSettings()
    backup: BackupSettings = BackupSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file; no .env file and no file of secrets."""
        return env_settings, init_settings


def home() -> Path:
    """Where settings and data are by default: the checkout that this runs from, or else the user's data folder."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ttdn-bot"


def load(config: Path | None = None, data: Path | None = None) -> Settings:
    """The settings of this file (by default `config.toml` at home, which may be missing) and of the environment.

    `data` stands in for data.folder. Folders come out absolute. Raises SettingsError.
    """
    file = config or home() / CONFIG_NAME
    values, _ = without_secrets(_read(file, required=config is not None))
    _check_environment()
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None  # it holds the values, and one may be a secret in a wrong place
    folder = data.absolute() if data else file.absolute().parent / settings.data.folder
    backup = settings.backup.model_copy(update={"folder": folder / settings.backup.folder})
    return settings.model_copy(update={"data": DataSettings(folder=folder), "backup": backup})


def misplaced_secrets(config: Path | None = None) -> tuple[Misplaced, ...]:
    """The secrets that stand in this file and are not used for that. Raises SettingsError as `load` does."""
    return without_secrets(_read(config or home() / CONFIG_NAME, required=config is not None))[1]


def _read(file: Path, *, required: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        if required:
            raise SettingsError(f"{file}: there is no such settings file") from error
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{file}: {error}") from error


def _check_environment() -> None:
    """What is mistyped in the environment would otherwise be passed over in silence, or end in a traceback."""
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in (*OF_THE_TESTS, *SECRET_NAMES):
            _check_variable(name, name[len(PREFIX) :].lower().split("__"), os.environ[name])


def _check_variable(name: str, place: list[str], value: str) -> None:
    wanted: Any = Settings
    for step in place:
        field = wanted.model_fields.get(step) if _is_table(wanted) else None
        if field is None:
            secret = name.upper().replace("__", "_")
            hint = f"set {secret}" if secret in SECRET_NAMES else f"they are named like {PREFIX}WEB__PORT"
            raise SettingsError(f"{name}: there is no such setting; {hint}")
        wanted = field.annotation
    if _is_table(wanted):
        first = next(iter(wanted.model_fields))
        raise SettingsError(f"{name}: this is a table; set what is in it, such as {name}__{first.upper()}")
    if get_origin(wanted) is tuple and not _is_json_list(value):
        raise SettingsError(f'{name}: "{value}" is no list such as ["10.0.0.5", "10.0.1.0/24"]')


def _is_table(wanted: object) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, BaseModel)


def _is_json_list(value: str) -> bool:
    try:
        return isinstance(json.loads(value), list)
    except (ValueError, RecursionError):
        return False


def _explain(error: ValidationError) -> str:
    return "; ".join(
        _explain_one([part for part in e["loc"] if isinstance(part, str)], e["msg"]) for e in error.errors()
    )


def _explain_one(place: list[str], message: str) -> str:
    if message == "Extra inputs are not permitted":
        message = "there is no such setting"
    message = message.removeprefix("Value error, ")
    return f"{'.'.join(place)} ({PREFIX}{'__'.join(place).upper()}): {message}"
