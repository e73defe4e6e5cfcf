"""What anybody can send to the webhooks: nonsense with the right secret, and good calls with a wrong one. Neither is an
error of ours, and neither leaves a trace."""

import asyncio
import copy
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from knowledge.memory import DATABASE
from tests.fakes.telegram import SECRET_HEADER
from tests.fakes.zalo_oa import APP_ID, OA_ID, SECRET_KEY, sign
from tests.reliability.kill import answered
from tests.reliability.world import SECRET, Plan, World, world

AT_ONCE = 8
Body = dict[str, Any]
Call = tuple[bytes, dict[str, str]]

JUNK: tuple[object, ...] = (None, [], {}, "", True, [[]], {"id": None})
"""In the place of something without which nothing can be understood."""
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "telegram": (("update_id",), ("message", "chat"), ("message", "chat", "id"), ("message", "chat", "type")),
    "zalo_bot": (
        ("result", "event_name"),
        ("result", "message"),
        ("result", "message", "from", "id"),
        ("result", "message", "chat", "id"),
        ("result", "message", "message_id"),
    ),
    "zalo_oa": (("sender",), ("sender", "id"), ("timestamp",)),
}
WRONG = (None, "", " ", "x", SECRET[:-1], f"{SECRET}x", SECRET.swapcase(), f"Bearer {SECRET}", "mật", "0" * 5000)


@dataclass(frozen=True)
class Stood:
    """Of one webhook: how often each HTTP status was answered, and whether the database is as it was."""

    webhook: str
    malformed: Counter[int]
    wrong_secret: Counter[int]
    unchanged: bool

    @property
    def stood(self) -> bool:
        refused = set(self.wrong_secret) <= {400, 403}
        return self.unchanged and refused and max(self.malformed, default=0) < 500


async def run(folder: Path, *, calls: int, say: Callable[[str], object], seed: int = 11) -> list[Stood]:
    """So many malformed and so many unauthorised calls of each webhook. Afterwards a question is still answered."""
    plan = Plan("webhook", "webhook", zalo_oa=True, people=1)
    found = []
    async with world(folder, plan) as made:
        await _ask(made, say)
        for name in NEEDED:
            chance, numbers = random.Random(seed), count(10**6)
            before = state(folder)
            say(f"{name}: {calls} malformed calls, {calls} with a wrong secret")
            malformed = await _send_all(made, name, (_malformed(name, numbers, chance) for _ in range(calls)))
            wrong = await _send_all(made, name, (_unauthorised(name, numbers, chance) for _ in range(calls)))
            found.append(Stood(made.ways[name].name, malformed, wrong, state(folder) == before))
        await _ask(made, say)
        assert not any(way.book.open for way in made.ways.values())
    return found


async def _ask(made: World, say: Callable[[str], object]) -> None:
    for way in made.ways.values():
        await way.write(0)
    await answered(made, say)


def state(folder: Path) -> list[str]:
    """Everything that is in the database."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        return list(database.iterdump())


async def _send_all(made: World, name: str, calls: Iterator[Call]) -> Counter[int]:
    address = f"{made.process.address}/{name.replace('_', '-')}"
    statuses: Counter[int] = Counter()
    async with ClientSession() as http, asyncio.TaskGroup() as senders:

        async def send() -> None:
            for body, headers in calls:
                async with http.post(address, data=body, headers=headers) as response:
                    statuses[response.status] += 1

        for _ in range(AT_ONCE):
            senders.create_task(send())
    return statuses


def _malformed(name: str, numbers: Iterator[int], chance: random.Random) -> Call:
    good = _good(name, next(numbers))
    raw = json.dumps(good).encode()
    body = chance.choice(
        (
            lambda: raw[: chance.randrange(1, len(raw))],
            lambda: chance.randbytes(chance.randrange(1, 2000)),
            lambda: json.dumps(chance.choice((0, 1.5, "x", None, True, [], [1], {"x": 1}, [good]))).encode(),
            lambda: chance.choice((b"[", b'{"message":', b'{"result":{"message":')) * chance.randrange(1, 30_000),
            lambda: b"\xff" + raw,
            lambda: raw + raw,
            lambda: raw[:-1] + b" " * 270_000,
            lambda: json.dumps(_spoilt(good, chance.choice(NEEDED[name]), chance.choice(JUNK))).encode(),
            lambda: json.dumps(_spoilt(good, chance.choice(NEEDED[name]), None, remove=True)).encode(),
        )
    )()
    return body, _signed(name, body)


def _unauthorised(name: str, numbers: Iterator[int], chance: random.Random) -> Call:
    good = _good(name, next(numbers))
    body = json.dumps(good).encode()
    if name == "zalo_oa":
        wrong = chance.choice((SECRET_KEY[:-1], SECRET, "", SECRET_KEY.upper()))
        forged = sign(body, str(good["timestamp"]), wrong)
        given = chance.choice((None, "", "mac=", forged, f"mac={forged}", f"mac={forged[:-1]}", "mật", "0" * 5000))
        return body, {} if given is None else {"X-ZEvent-Signature": given}
    given = chance.choice(WRONG)
    return body, {} if given is None else {_header(name): given}


def _spoilt(good: Body, place: tuple[str, ...], junk: object, *, remove: bool = False) -> Body:
    body = copy.deepcopy(good)
    *above, last = place
    table = body
    for step in above:
        table = table[step]
    if remove:
        del table[last]
    else:
        table[last] = junk
    return body


def _signed(name: str, body: bytes) -> dict[str, str]:
    """With the right secret, so far as such a body can be signed."""
    if name != "zalo_oa":
        return {_header(name): SECRET, "Content-Type": "application/json"}
    return {"X-ZEvent-Signature": f"mac={sign(body, TIMESTAMP)}"}


def _header(name: str) -> str:
    return SECRET_HEADER if name == "telegram" else "X-Bot-Api-Secret-Token"


TIMESTAMP = "1795000000000"


def _good(name: str, number: int) -> Body:
    """A call that would be taken, with a question in it."""
    person = {"id": number, "is_bot": False, "first_name": "Lan"}
    match name:
        case "telegram":
            chat = {"id": number, "type": "private"}
            message = {"message_id": number, "from": person, "chat": chat, "date": 1_795_000_000, "text": "hạn báo cáo"}
            return {"update_id": number, "message": message}
        case "zalo_bot":
            sender = {"id": f"p{number}", "display_name": "Lan", "is_bot": False}
            chat = {"id": f"p{number}", "chat_type": "PRIVATE"}
            message = {"from": sender, "chat": chat, "message_id": f"m{number}", "date": 1, "text": "hạn báo cáo"}
            return {"ok": True, "result": {"event_name": "message.text.received", "message": message}}
    return {
        "app_id": APP_ID,
        "timestamp": TIMESTAMP,
        "event_name": "user_send_text",
        "sender": {"id": str(number)},
        "recipient": {"id": OA_ID},
        "message": {"text": "hạn báo cáo", "msg_id": f"m{number}"},
    }
