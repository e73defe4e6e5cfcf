"""The tokens of an Official Account: renewed in time and once, never lost, never shown."""

import asyncio
import json
import logging
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.zalo_oa import ZaloOa
from bot.channels.zalo_oa_tokens import FILE
from bot.log import configure
from bot.setting_tables import LogSettings
from bot.tokens import TokensError
from tests.bot.oa import HELLO, LAN, Everything, alone, channel, failure, program, settings, until
from tests.fakes.zalo_oa import FIRST, LIFE, FakeOa, platform

CONSENT = "Zalo refuses the refresh token: let an administrator of the Official Account give consent again"


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeOa]:
    async with platform() as running:
        running.people[LAN.id] = running.clock.now
        yield running


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.waiting.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("bot.channels.waiting.LONGEST_PAUSE", 0.05)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def stored(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return found


async def test_the_first_pair_is_in_a_file_of_the_user_alone_before_it_is_used(fake: FakeOa, tmp_path: Path) -> None:
    fake.failures["account"] = ["hang"]
    async with alone(fake, tmp_path, known=False):
        await until(lambda: not fake.failures["account"])
        pair = stored(tmp_path)
    assert fake.access_tokens.keys() == {pair["access_token"]}
    assert fake.refresh_tokens == {pair["refresh_token"]}
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert names(tmp_path) == [FILE]
    assert FIRST not in (tmp_path / FILE).read_text(encoding="utf-8")


async def test_tokens_are_renewed_at_half_of_their_life(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path) as taken:
        fake.clock.move(seconds=LIFE / 2 - 1)
        await asyncio.sleep(0.05)
        assert fake.renewals == 1
        fake.clock.move(seconds=2)
        await until(lambda: fake.renewals == 2)
        await until(lambda: fake.refresh_tokens == {stored(tmp_path)["refresh_token"]})
        await taken.channel.send(LAN, HELLO, 1, False)


@pytest.mark.parametrize(("told", "life"), [("90000", 90000), (3600, 3600), ("1", 60)])
async def test_how_long_tokens_last_is_as_the_platform_says_as_text_or_as_a_number(
    fake: FakeOa, tmp_path: Path, told: object, life: int
) -> None:
    fake.expires_in = told
    async with alone(fake, tmp_path, known=False):
        await until((tmp_path / FILE).exists)
        assert stored(tmp_path)["expires_in"] == life


async def test_a_token_that_is_refused_is_renewed_once_and_the_message_goes_out(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path, look=3600) as taken:
        fake.clock.move(minutes=2)
        fake.revoke()
        assert await taken.channel.send(LAN, HELLO, 1, False) == "out-1"
        fake.clock.move(minutes=2)
        fake.access_tokens = dict.fromkeys(fake.access_tokens, fake.clock.now)  # too old, says the platform
        assert await taken.channel.send(LAN, HELLO, 2, False) == "out-2"
    assert fake.renewals == 3


async def test_twenty_who_find_the_token_refused_renew_it_once(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path, look=3600) as taken:
        fake.clock.move(minutes=2)
        fake.revoke()
        await asyncio.gather(*(taken.channel.send(LAN, HELLO, row, False) for row in range(20)))
    assert (fake.renewals, len(fake.sent)) == (2, 20)


async def test_a_token_that_is_refused_right_after_it_was_given_is_not_renewed_again_and_again(
    fake: FakeOa, tmp_path: Path
) -> None:
    async with alone(fake, tmp_path, look=3600) as taken:
        fake.revoke()
        for _ in range(3):
            error = await failure(taken.channel)
            assert error.reason == "Zalo refuses an access token that it has only just given"
            assert (error.permanent, error.retry_after) == (False, 60)
        assert taken.channel.status.trouble == error.reason
    assert fake.renewals == 1


async def test_a_restart_goes_on_with_the_stored_pair(fake: FakeOa, tmp_path: Path) -> None:
    for _ in range(3):
        async with alone(fake, tmp_path, look=3600) as taken:
            await taken.channel.send(LAN, HELLO, 1, False)
    assert (fake.renewals, len(fake.sent)) == (1, 3)


async def test_a_crash_between_storing_and_using_the_new_pair_loses_nothing(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path, look=3600):
        pass
    before = stored(tmp_path)
    fake.clock.move(seconds=LIFE)
    fake.failures["send"] = ["hang"]
    async with alone(fake, tmp_path, known=False, look=3600) as taken:
        sending = asyncio.create_task(taken.channel.send(LAN, HELLO, 1, False))
        await until(lambda: not fake.failures["send"])
        sending.cancel()  # the end of the program, as far as the new pair is concerned
    assert stored(tmp_path)["access_token"] != before["access_token"]
    async with alone(fake, tmp_path, look=3600) as taken:
        assert await taken.channel.send(LAN, HELLO, 1, False) == "out-1"
    assert fake.renewals == 2


async def test_a_renewal_is_stored_also_when_whoever_waits_for_it_is_cancelled(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path, look=3600) as taken:
        fake.clock.move(seconds=LIFE)
        sending = asyncio.create_task(taken.channel.send(LAN, HELLO, 1, False))
        fake.during_renewal = sending.cancel
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert fake.refresh_tokens == {stored(tmp_path)["refresh_token"]}
    assert fake.access_tokens.keys() == {stored(tmp_path)["access_token"]}


async def test_a_pair_that_cannot_be_written_is_not_used_until_it_is(fake: FakeOa, tmp_path: Path) -> None:
    blocked = tmp_path / Path(FILE).with_suffix(".new")
    async with alone(fake, tmp_path, look=3600) as taken:
        fake.clock.move(seconds=LIFE)
        blocked.mkdir()
        for _ in range(2):
            error = await failure(taken.channel)
            assert error.reason.startswith("the new tokens cannot be written to")
            assert taken.channel.status.trouble == error.reason
        blocked.rmdir()
        await taken.channel.send(LAN, HELLO, 1, False)
        assert taken.channel.status.trouble == ""
    assert fake.renewals == 2
    assert fake.refresh_tokens == {stored(tmp_path)["refresh_token"]}


@pytest.mark.parametrize(
    "body",
    [
        {"error_name": "Invalid app", "error_description": "…", "error_reason": "…"},
        {"error": -14001, "error_name": "Invalid"},
        {"access_token": "", "refresh_token": ""},
        {"access_token": "only-one"},
        {"access_token": "a-1", "refresh_token": None, "expires_in": "90000"},
        {"access_token": "a b", "refresh_token": "c\nd", "expires_in": "90000"},
        {"access_token": 5, "refresh_token": ["x"]},
        {},
    ],
)
async def test_an_error_of_the_token_service_with_http_200_does_not_overwrite_the_pair(
    fake: FakeOa, tmp_path: Path, body: dict[str, Any]
) -> None:
    async with alone(fake, tmp_path) as taken:
        before = stored(tmp_path)
        fake.token_bodies = [body]
        fake.clock.move(seconds=LIFE / 2)
        await until(lambda: taken.channel.status.trouble.startswith(CONSENT))
        assert stored(tmp_path) == before
        await taken.channel.send(LAN, HELLO, 1, False)  # it is good for another half of its life
        fake.clock.move(minutes=6)
        await until(lambda: taken.channel.status.trouble == "")
    assert stored(tmp_path) != before


@pytest.mark.parametrize("failed", ["502", "html", "hang", "cut", -32])
async def test_a_token_service_out_of_order_is_asked_again(fake: FakeOa, tmp_path: Path, failed: int | str) -> None:
    fake.failures["token"] = [failed]
    async with alone(fake, tmp_path, known=False) as taken:
        await until(lambda: taken.channel.status.trouble.startswith("no new access token"))
        assert await taken.channel.send(LAN, HELLO, 1, False) == "out-1"
        assert taken.channel.status.trouble == ""


async def test_a_spent_refresh_token_is_a_trouble_for_the_operator_and_the_platform_is_not_bothered(
    fake: FakeOa, tmp_path: Path
) -> None:
    fake.consent("somebody-elses")
    async with alone(fake, tmp_path, known=False) as taken:
        for _ in range(3):
            error = await failure(taken.channel)
            assert error.reason.startswith(CONSENT)
            assert (error.permanent, error.retry_after) == (False, 60)
        assert taken.channel.status.trouble == error.reason
        asked = taken.channel.status.contact
        fake.clock.move(minutes=4)
        await failure(taken.channel)
        assert taken.channel.status.contact == asked
        fake.clock.move(minutes=1)
        await failure(taken.channel)
        assert taken.channel.status.contact == fake.clock.now


async def test_new_consent_is_taken_from_the_environment_when_the_stored_pair_is_refused(
    fake: FakeOa, tmp_path: Path
) -> None:
    async with alone(fake, tmp_path):
        pass
    fake.consent("refresh-operator-2")
    fake.revoke()
    fake.clock.move(minutes=2)
    async with alone(fake, tmp_path, known=False, look=3600) as taken:
        assert (await failure(taken.channel)).reason.startswith(CONSENT)
    async with alone(fake, tmp_path, refresh_token="refresh-operator-2") as taken:
        await taken.channel.send(LAN, HELLO, 1, False)
        assert taken.channel.status.trouble == ""
    async with alone(fake, tmp_path, refresh_token="refresh-operator-2", look=3600) as taken:
        await taken.channel.send(LAN, HELLO, 1, False)
    assert fake.renewals == 2


async def test_a_stored_pair_that_is_good_is_used_whatever_the_environment_holds(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path):
        pass
    async with alone(fake, tmp_path, refresh_token="another") as taken:
        await taken.channel.send(LAN, HELLO, 1, False)
    assert fake.renewals == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"access_token": "a"}', '{"access_token": "", "x": 1}', "\x00\xff"])
async def test_a_file_that_holds_no_pair_is_told_in_a_sentence(fake: FakeOa, tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    with pytest.raises(TokensError, match="does not hold the tokens of the Official Account any more: remove it"):
        channel(fake, tmp_path)


async def test_a_clock_that_was_set_back_does_not_end_the_renewing(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path) as taken:
        fake.clock.move(days=-30)
        fake.revoke()
        await taken.channel.send(LAN, HELLO, 1, False)
    assert fake.renewals == 2


async def test_no_token_and_no_secret_is_logged_or_shown_whatever_fails(
    fake: FakeOa, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = Everything()
    configure(LogSettings(level="debug"))
    logging.getLogger().addHandler(everything)
    for name in ("aiohttp", "aiohttp.access", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    shown = await _everything_that_fails(fake, tmp_path)
    out, err = capsys.readouterr()
    said = "\n".join([*everything.said, *shown, out, err])
    assert "zalo oa out of order" in said
    assert len(fake.secrets) > 6
    assert not [secret for secret in fake.secrets if secret in said]


async def _everything_that_fails(fake: FakeOa, folder: Path) -> list[str]:
    shown: list[str] = []
    fake.failures["token"] = ["502"]
    fake.failures["account"] = ["html", -221]
    async with program(fake, folder) as oa:
        for failed in ("502", "html", "odd", "hang", "cut", -32, -201, -216, -220, -221, -999):
            fake.failures["send"] = [failed, failed]
            await _show(oa, shown)
            fake.clock.move(minutes=2)
        for failed in ("502", "hang", "cut", -32, -14014):
            fake.revoke()
            fake.failures["token"] = [failed]
            await _show(oa, shown)
            fake.clock.move(minutes=6)
        fake.revoke()
        fake.consent("refresh-operator-3")
        await _show(oa, shown)
        shown += [repr(oa), repr(vars(oa)), repr(oa.status), repr(oa._tokens), repr(vars(oa._tokens)["_pair"])]
        await fake.say(LAN.id, "chào")
        await fake.call(b'{"event_name": "x", "timestamp": "1"}', {"X-ZEvent-Signature": "mac=00"})
    for wrong in ({"proxy": "http://127.0.0.1:1"}, {"base_url": "http://127.0.0.1:1", "oauth_url": fake.address}):
        async with alone(fake, folder, known=False, settings=settings(fake, **wrong)) as taken:
            await _show(taken.channel, shown)
    return shown


async def _show(oa: ZaloOa, shown: list[str]) -> None:
    try:
        await oa.send(LAN, HELLO, 1, False)
    except Exception as error:
        shown += [str(error), repr(error), repr(error.__cause__)]
        logging.getLogger("test").error("shown", exc_info=error)
    shown.append(oa.status.trouble)
