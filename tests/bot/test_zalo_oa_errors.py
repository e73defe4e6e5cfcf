"""What becomes of a message that the Official Account could not send, and what the operator is told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.messages import Chat
from tests.bot.oa import GROUP, HELLO, LAN, alone, failure, settings
from tests.fakes.zalo_oa import FakeOa, Sent, platform

QUARTER, HOUR = 900.0, 3600.0


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeOa]:
    async with platform() as running:
        running.people[LAN.id] = running.clock.now
        running.groups.add(GROUP.id)
        yield running


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (-213, "the person does not follow the Official Account"),
        (-227, "the person's Zalo account is locked, or was not used for 45 days"),
        (-237, "the group is switched off, or its package has run out"),
        (-244, "the person does not want messages of this type from the Official Account"),
        (-403, "the Official Account is not in the group"),
    ],
)
async def test_a_chat_that_cannot_be_written_to_is_gone(fake: FakeOa, tmp_path: Path, code: int, reason: str) -> None:
    fake.failures["send"] = [code]
    async with alone(fake, tmp_path) as taken:
        error = await failure(taken.channel)
        assert (error.gone, error.permanent, error.reason) == (True, True, f"{reason} ({code})")
        assert taken.channel.status.trouble == ""


@pytest.mark.parametrize("code", [-201, -210, -230, -232, -233, -248])
async def test_a_message_that_zalo_never_takes_is_given_up_and_its_chat_is_not(
    fake: FakeOa, tmp_path: Path, code: int
) -> None:
    fake.failures["send"] = [code]
    async with alone(fake, tmp_path) as taken:
        error = await failure(taken.channel)
        assert (error.permanent, error.gone, taken.channel.status.trouble) == (True, False, "")


@pytest.mark.parametrize(("code", "seconds"), [(-32, 30.0), (-200, None), (-218, 6 * HOUR), (-234, HOUR)])
async def test_what_passes_is_waited_for(fake: FakeOa, tmp_path: Path, code: int, seconds: float | None) -> None:
    fake.failures["send"] = [code]
    async with alone(fake, tmp_path) as taken:
        error = await failure(taken.channel)
        assert (error.permanent, error.delivered_unknown, error.retry_after) == (False, False, seconds)
        assert taken.channel.status.trouble == ""


async def test_what_was_too_many_in_a_minute_holds_back_everybody(fake: FakeOa, tmp_path: Path) -> None:
    fake.failures["send"] = [-32]
    async with alone(fake, tmp_path) as taken:
        await failure(taken.channel)
        assert (taken.channel.free_at(fake.clock.now, GROUP) - fake.clock.now).total_seconds() == 30


@pytest.mark.parametrize("code", [-204, -205, -209, -211, -212, -219, -221, -223, -224, -235, -240, -242, -320, -321])
async def test_what_an_operator_has_to_put_right_is_said_until_a_message_goes_out(
    fake: FakeOa, tmp_path: Path, code: int
) -> None:
    fake.failures["send"] = [code]
    async with alone(fake, tmp_path) as taken:
        error = await failure(taken.channel, GROUP)
        assert (error.permanent, error.retry_after) == (False, HOUR if code == -211 else QUARTER)
        assert taken.channel.status.trouble == f"messages to groups: {error.reason}"
        await taken.channel.send(LAN, HELLO, 2, False)
        assert taken.channel.status.trouble != ""
        await taken.channel.send(GROUP, HELLO, 1, False)
        assert taken.channel.status.trouble == ""


async def test_an_error_that_nobody_knows_is_worth_one_more_try(fake: FakeOa, tmp_path: Path) -> None:
    fake.failures["send"] = [-4711, -4711, -4711, -4711]
    async with alone(fake, tmp_path) as taken:
        first, other = await failure(taken.channel, row=1), await failure(taken.channel, row=2)
        assert (first.permanent, first.retry_after, other.permanent) == (False, 60, False)
        assert first.reason == "Zalo answered with the unknown error -4711"
        assert (await failure(taken.channel, row=1)).permanent


@pytest.mark.parametrize("failed", ["502", "html"])
async def test_an_answer_that_is_not_zalos_means_not_sent(fake: FakeOa, tmp_path: Path, failed: str) -> None:
    fake.failures["send"] = [failed]
    async with alone(fake, tmp_path, look=3600) as taken:
        error = await failure(taken.channel)
        assert (error.permanent, error.delivered_unknown, error.retry_after) == (False, False, None)
        assert taken.channel.status.reachable is False
        await taken.channel.send(LAN, HELLO, 1, False)
        assert taken.channel.status.reachable is True


@pytest.mark.parametrize("failed", ["hang", "cut", "odd"])
async def test_an_answer_that_was_lost_means_that_the_message_may_have_arrived(
    fake: FakeOa, tmp_path: Path, failed: str
) -> None:
    fake.failures["send"] = [failed]
    async with alone(fake, tmp_path) as taken:
        error = await failure(taken.channel)
        assert (error.permanent, error.delivered_unknown) == (False, True)
    assert fake.sent == ([Sent(LAN.id, "Xin chào")] if failed == "cut" else [])


@pytest.mark.parametrize("where", ["base_url", "proxy"])
async def test_a_connection_that_cannot_be_made_means_not_sent(fake: FakeOa, tmp_path: Path, where: str) -> None:
    async with alone(fake, tmp_path):
        pass
    nobody = settings(fake, **{where: "http://127.0.0.1:1"})
    async with alone(fake, tmp_path, known=False, settings=nobody) as taken:
        error = await failure(taken.channel)
        assert (error.permanent, error.delivered_unknown) == (False, False)
        assert error.reason.startswith("Zalo is out of reach (Client")


async def test_a_group_that_is_not_the_accounts_is_gone(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path) as taken:
        error = await failure(taken.channel, Chat("zalo_oa", "other-group", group=True))
        assert error.gone


async def test_an_account_that_may_not_be_asked_about_is_said_to_the_operator(fake: FakeOa, tmp_path: Path) -> None:
    fake.failures["account"] = [-209]
    async with alone(fake, tmp_path, known=False) as taken:
        while not (trouble := taken.channel.status.trouble):  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.005)
        assert trouble.startswith("the account: the application is not active")
