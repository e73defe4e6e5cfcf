"""Secrets come from the environment or from a file that it names, never from the settings file, and are never shown."""

from pathlib import Path

import pytest

from bot import settings, tokens
from bot.messengers import messengers, require_complete, who_is_answered
from bot.settings import Settings, SettingsError
from bot.tokens import SECRET_NAMES, Tokens, TokensError

TELEGRAM = {"TTDN_TELEGRAM_TOKEN": "1:telegram-secret"}
OA = {"TTDN_ZALO_OA_REFRESH_TOKEN": "refresh"}
OA_SECRETS = OA | {"TTDN_ZALO_OA_APP_SECRET": "app-secret", "TTDN_ZALO_OA_SECRET_KEY": "key"}
WEBHOOK = {"mode": "webhook", "webhook_address": "https://bot.example.gov.vn"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in SECRET_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(settings, "home", lambda: tmp_path)


def on(values: Settings, environment: dict[str, str]) -> list[str]:
    return [each.name for each in messengers(values, tokens.load(environment)) if each.on]


def made(**tables: object) -> Settings:
    return Settings.model_validate(tables)


def test_a_secret_is_taken_from_the_environment_without_the_space_around_it() -> None:
    loaded = tokens.load({"TTDN_TELEGRAM_TOKEN": " 1:a\n"})
    assert loaded.telegram_token.get_secret_value() == "1:a"
    assert loaded.values() == ("1:a",)


@pytest.mark.parametrize("written", ["1:a", "1:a\n", "\ufeff1:a\r\n"])
def test_a_secret_is_taken_from_the_file_that_the_environment_names(tmp_path: Path, written: str) -> None:
    file = tmp_path / "token"
    file.write_text(written, encoding="utf-8")
    assert tokens.load({"TTDN_TELEGRAM_TOKEN_FILE": str(file)}).values() == ("1:a",)


@pytest.mark.parametrize("name", [name for name in SECRET_NAMES if not name.endswith("_FILE")])
def test_every_secret_may_stand_in_a_file_and_is_no_unknown_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file = tmp_path / "secret"
    file.write_text("hidden", encoding="utf-8")
    monkeypatch.setenv(f"{name}_FILE", str(file))
    settings.load()
    assert tokens.load().values() == ("hidden",)


def test_a_secret_that_is_given_twice_is_refused_without_being_shown(tmp_path: Path) -> None:
    environment = {"TTDN_ZALO_BOT_TOKEN": "hidden", "TTDN_ZALO_BOT_TOKEN_FILE": str(tmp_path / "x")}
    with pytest.raises(TokensError, match="TTDN_ZALO_BOT_TOKEN and TTDN_ZALO_BOT_TOKEN_FILE are both set") as error:
        tokens.load(environment)
    assert "hidden" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "said"), [(None, "No such file"), (b"\xff\xfe\x00", "not a text file"), ("folder", "Is a directory")]
)
def test_a_file_that_cannot_be_read_is_named_with_its_variable(
    tmp_path: Path, content: bytes | str | None, said: str
) -> None:
    file = tmp_path / "secret"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content:
        file.mkdir()
    with pytest.raises(TokensError) as error:
        tokens.load({"TTDN_TELEGRAM_SECRET_FILE": str(file)})
    assert str(error.value).startswith(f"TTDN_TELEGRAM_SECRET_FILE: {file} cannot be read: {said}")
    assert error.value.__cause__ is None


def test_no_secret_is_shown_by_the_value_that_holds_it() -> None:
    loaded = tokens.load(TELEGRAM)
    assert "telegram-secret" not in f"{loaded!r} {loaded} {loaded.model_dump()} {loaded.model_dump_json()}"


def test_a_messenger_is_on_as_soon_as_its_token_is_set() -> None:
    assert on(made(), {}) == []
    assert on(made(), TELEGRAM) == ["telegram"]
    assert on(made(), TELEGRAM | OA | {"TTDN_ZALO_BOT_TOKEN": "1:b"}) == ["telegram", "zalo_bot", "zalo_oa"]


def test_a_secret_of_a_messenger_that_is_off_is_noticed() -> None:
    telegram = messengers(made(), tokens.load({"TTDN_TELEGRAM_SECRET": "x"}))[0]
    assert (telegram.on, telegram.stray) == (False, ("TTDN_TELEGRAM_SECRET",))


def test_members_are_answered_as_soon_as_a_messenger_is_on_unless_it_is_set_otherwise() -> None:
    assert who_is_answered(made(), Tokens()) == "anyone"
    assert who_is_answered(made(), tokens.load({"TTDN_TELEGRAM_SECRET": "x"})) == "anyone"
    assert who_is_answered(made(), tokens.load(OA)) == "members"
    assert who_is_answered(made(access={"questions": "anyone"}), tokens.load(TELEGRAM)) == "anyone"
    assert who_is_answered(made(access={"questions": "members"}), Tokens()) == "members"


@pytest.mark.parametrize(
    ("tables", "environment"),
    [
        ({}, {}),
        ({"telegram": {"mode": "webhook"}}, {}),  # not on
        ({}, TELEGRAM | {"TTDN_ZALO_BOT_TOKEN": "1:b"}),  # polling needs nothing else
        ({"telegram": WEBHOOK}, TELEGRAM | {"TTDN_TELEGRAM_SECRET": "a-Z_9"}),
        ({"zalo_oa": {"webhook_address": WEBHOOK["webhook_address"], "app_id": "1"}}, OA_SECRETS),
    ],
)
def test_a_messenger_that_is_off_or_complete_keeps_nothing_from_starting(
    tables: dict[str, object], environment: dict[str, str]
) -> None:
    require_complete(made(**tables), tokens.load(environment))


@pytest.mark.parametrize(
    ("tables", "environment", "said"),
    [
        ({"telegram": {"mode": "webhook"}}, TELEGRAM, ["telegram.webhook_address (TTDN_TELEGRAM__WEBHOOK_ADDRESS"]),
        ({"telegram": {"mode": "webhook"}}, TELEGRAM, ["TTDN_TELEGRAM_SECRET"]),
        ({"telegram": WEBHOOK | {"webhook_address": "http://a.vn"}}, TELEGRAM, ["https://"]),
        ({"telegram": WEBHOOK}, TELEGRAM | {"TTDN_TELEGRAM_SECRET": "không được"}, ["TTDN_TELEGRAM_SECRET"]),
        ({"zalo_bot": WEBHOOK}, {"TTDN_ZALO_BOT_TOKEN": "1:b"}, ["zalo_bot", "TTDN_ZALO_BOT_SECRET"]),
        (
            {"zalo_bot": WEBHOOK},
            {"TTDN_ZALO_BOT_TOKEN": "1:b", "TTDN_ZALO_BOT_SECRET": "several words"},
            ["TTDN_ZALO_BOT_SECRET", "8,256"],
        ),
        (
            {},
            TELEGRAM | OA,
            ["zalo_oa.webhook_address", "zalo_oa.app_id", "TTDN_ZALO_OA_APP_SECRET", "TTDN_ZALO_OA_SECRET_KEY"],
        ),
    ],
)
def test_what_a_messenger_lacks_is_named_before_the_start_and_no_secret_is(
    tables: dict[str, object], environment: dict[str, str], said: list[str]
) -> None:
    with pytest.raises(SettingsError) as error:
        require_complete(made(**tables), tokens.load(environment))
    assert [one for one in said if one not in str(error.value)] == []
    assert [value for value in environment.values() if value in str(error.value)] == []
