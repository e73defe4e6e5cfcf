"""Settings come from a file and the environment, the example names all of them, and errors name them."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot import settings, tokens
from bot.settings import Settings, SettingsError
from bot.tokens import SECRET_NAMES, Tokens

PORTAL = '[web.portal]\naddress = "https://a.vn"\nheader = "X-User"\nproxies = ["10.0.0.5"]'
PROXIES_WRONG = 'web.portal.proxies (TTDN_WEB__PORTAL__PROXIES): "ten" is not an IP address'
EXAMPLE = Path(__file__).parent.parent.parent / "config.example.toml"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TTDN_WEB__PORT", "TTDN_DATA__FOLDER", *SECRET_NAMES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(settings, "home", lambda: tmp_path)


def write(folder: Path, text: str) -> Path:
    file = folder / "my.toml"
    file.write_text(text, encoding="utf-8")
    return file


def names(table: type[BaseModel], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in table.model_fields.items():
        inner = field.annotation
        nested = isinstance(inner, type) and issubclass(inner, BaseModel)
        found |= names(inner, f"{prefix}{name}.") if nested else {prefix + name}  # type: ignore[arg-type]
    return found


def named_in(values: dict[str, object], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in values.items():
        found |= named_in(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name}
    return found


def test_the_example_names_every_setting_and_nothing_else() -> None:
    assert named_in(tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))) == names(Settings)


def test_the_example_loads_as_it_is_and_shows_the_defaults(tmp_path: Path) -> None:
    copy = write(tmp_path, EXAMPLE.read_text(encoding="utf-8"))
    assert settings.load(copy) == settings.load()


def test_every_setting_of_the_example_stands_under_a_comment() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [line for before, line in pairwise(lines) if "=" in line and not before.startswith("#")]
    assert [line for line in bare if not line.startswith("#")] == []


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTDN_WEB__PORT", "9000")
    loaded = settings.load(write(tmp_path, '[web]\nport = 8000\nhost = "::1"'))
    assert (loaded.web.port, loaded.web.host) == (9000, "::1")


def test_the_data_folder_is_beside_the_settings_file_unless_named_otherwise(tmp_path: Path) -> None:
    assert settings.load().data.folder == tmp_path / "data"
    assert settings.load(write(tmp_path, '[data]\nfolder = "../nơi khác"')).data.folder == tmp_path / "../nơi khác"
    assert settings.load(data=tmp_path / "x").data.folder == tmp_path / "x"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[web]\nport = "tám"', "web.port (TTDN_WEB__PORT)"),
        ("[web]\nport = 70000", "web.port"),
        ("[web]\nprot = 1", "web.prot (TTDN_WEB__PROT): there is no such setting"),
        ("[wbe]\nport = 1", "wbe (TTDN_WBE): there is no such setting"),
        ("[keep]\nmessages_days = 0", "keep.messages_days"),
        ('[log]\nlevel = "loud"', "log.level"),
        ('[web.portal]\nheader = "X-User"', "web.portal"),
        ('[web.portal]\naddress = "https://a.vn"\nheader = "X-User"\nproxies = ["10.0.0.5", "ten"]', PROXIES_WRONG),
        ('[web.portal]\naddress = "a.vn/hoi"\nheader = "X-User"\nproxies = ["10.0.0.5"]', "web.portal.address"),
        (f"[web]\nport = 0\n{PORTAL}", "name one in web.port"),
        ('[web]\nport = 0\npublic_address = "https://a.vn"', "name one in web.port"),
        ('[web]\npublic_address = "http://a.vn"', "web.public_address (TTDN_WEB__PUBLIC_ADDRESS)"),
        ('[web]\npublic_address = "a.vn"', "web.public_address"),
        ('[web]\npublic_address = "https://an:mk@a.vn"', "web.public_address"),
        ("[web\nport = 1", "my.toml"),
        ("x = " + "[" * 5000, "my.toml"),
        ("[keep]\nmessages_days = 36501", "keep.messages_days (TTDN_KEEP__MESSAGES_DAYS)"),
        ("[keep]\nconversations_days = 99999999999", "keep.conversations_days"),
        ('[data]\nfolder = "a\\u0000b"', "data.folder (TTDN_DATA__FOLDER)"),
        ('[data]\nfolder = "~nouser/x"', "data.folder (TTDN_DATA__FOLDER)"),
        (PORTAL.replace("X-User", "X User:"), "web.portal.header"),
        (PORTAL.replace("a.vn", "a.vn:https"), "web.portal.address"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        settings.load(write(tmp_path, text))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TTDN_WEB__PROT", "1"),
        ("TTDN_WBE__PORT", "1"),
        ("TTDN_WEBB", "1"),
        ("TTDN_WEB_PORT", "1"),
        ("TTDN_WEB__PORT__X", "1"),
        ("TTDN_WEB", "abc"),
        ("TTDN_WEB__PORTAL", "{"),
        ("TTDN_WEB__PORTAL__PROXIES", "10.0.0.5"),
        ("TTDN_WEB__PORTAL__PROXIES", "5"),
        ("TTDN_KEEP__MESSAGES_DAYS", "99999999999"),
        ("TTDN_DATA__FOLDER", "~nouser/x"),
    ],
)
def test_what_is_wrong_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"\b{name}\b") as error:
        settings.load()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("address", "compared"),
    [
        ("https://H.vn:443/", "https://h.vn"),
        ("http://h.vn:80", "http://h.vn"),
        ("https://h.vn:80", "https://h.vn:80"),
        ("https://[::1]:443", "https://[::1]"),
    ],
)
def test_the_portals_address_is_compared_as_browsers_say_it(tmp_path: Path, address: str, compared: str) -> None:
    loaded = settings.load(write(tmp_path, PORTAL.replace("https://a.vn", address)))
    assert loaded.web.portal.address == compared


def test_a_settings_file_from_windows_may_begin_with_a_mark(tmp_path: Path) -> None:
    assert settings.load(write(tmp_path, "\ufeff[web]\nport = 8000")).web.port == 8000


def test_a_checkout_keeps_its_data_with_itself_and_an_installed_program_with_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert settings.home() == EXAMPLE.parent
    monkeypatch.setattr(settings, "__file__", str(tmp_path / "site-packages" / "bot" / "settings.py"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert settings.home() == tmp_path / "share" / "ttdn-bot"


def test_a_settings_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml: there is no such settings file"):
        settings.load(tmp_path / "absent.toml")


SECRETS_IN_THE_FILE = """
[telegram]
token = "123456:hidden-telegram"
secret = "hidden-secret"
mode = "polling"
poll_seconds = 7
[zalo_bot]
token = "1:hidden-zalo"
[zalo_oa]
refresh_token = "hidden-refresh"
app_secret = 5
"""


def test_a_secret_in_the_file_is_not_used_and_named_with_its_right_place_and_the_rest_is_loaded(tmp_path: Path) -> None:
    file = write(tmp_path, SECRETS_IN_THE_FILE)
    loaded, found = settings.load(file), settings.misplaced_secrets(file)
    assert loaded.telegram.poll_seconds == 7
    assert [(one.setting, one.variable) for one in found] == [
        ("telegram.token", "TTDN_TELEGRAM_TOKEN"),
        ("telegram.secret", "TTDN_TELEGRAM_SECRET"),
        ("zalo_bot.token", "TTDN_ZALO_BOT_TOKEN"),
        ("zalo_oa.refresh_token", "TTDN_ZALO_OA_REFRESH_TOKEN"),
        ("zalo_oa.app_secret", "TTDN_ZALO_OA_APP_SECRET"),
    ]
    assert tokens.load() == Tokens()
    assert "hidden" not in f"{loaded!r} {found!r}"


def test_a_file_without_secrets_has_none_in_a_wrong_place(tmp_path: Path) -> None:
    assert settings.misplaced_secrets() == ()
    assert settings.misplaced_secrets(EXAMPLE) == ()
    with pytest.raises(SettingsError, match=r"telegram \(TTDN_TELEGRAM\)"):
        settings.load(write(tmp_path, 'telegram = "123456:hidden"'))


def test_a_secret_given_as_a_setting_is_refused_with_its_right_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTDN_TELEGRAM__TOKEN", "123456:hidden")
    with pytest.raises(SettingsError, match="set TTDN_TELEGRAM_TOKEN") as error:
        settings.load()
    assert "hidden" not in str(error.value)


def test_the_password_of_a_proxy_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTDN_TELEGRAM__PROXY", "http://lan:hidden@10.0.0.9:3128")
    with pytest.raises(SettingsError, match=r"telegram\.proxy \(TTDN_TELEGRAM__PROXY\)") as error:
        settings.load()
    assert "hidden" not in str(error.value)
