"""The tokens of an Official Account: renewed in time, by one request at a time, written to a file before they are used.

A refresh token is good for once. Whoever loses the new one has to ask an administrator of the account for consent
again; hence the file, and hence a renewal goes on when those who wait for it are cancelled.
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import structlog

from bot.channels.zalo_oa_api import OaApi, is_token
from bot.channels.zalo_oa_errors import NoTokenError, RefusedError, UnreachedError, meaning
from bot.masking import hide
from bot.tokens import TokensError

log = structlog.get_logger(__name__)

FILE = "zalo-oa.token.json"
JUST_GIVEN = timedelta(minutes=1)
"""A pair that is refused when it is this new is not renewed again: every renewal spends a token, and would not help."""
ASK_AGAIN = timedelta(minutes=5)
"""Until then a refused refresh token is not tried again."""
TOO_MANY_REQUESTS = -32
CONSENT = (
    "Zalo refuses the refresh token: let an administrator of the Official Account give consent again, set the new token"
    " in TTDN_ZALO_OA_REFRESH_TOKEN and restart (or TTDN_ZALO_OA_APP_SECRET or zalo_oa.app_id is wrong)"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens; `origin` is a digest of the operator's refresh token that they go back to."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    taken_at: datetime
    seconds: int
    origin: str

    @property
    def half_life(self) -> datetime:
        return self.taken_at + timedelta(seconds=self.seconds / 2)

    @property
    def end(self) -> datetime:
        return self.taken_at + timedelta(seconds=self.seconds)


class OaTokens:
    """The pair in `file`, or what `first`, the operator's refresh token, is exchanged for. Raises TokensError when the
    file is there and cannot be read."""

    def __init__(self, api: OaApi, file: Path, *, first: str, app_secret: str, clock: Callable[[], datetime]) -> None:
        self._api, self._file, self._first, self._app_secret, self._clock = api, file, first, app_secret, clock
        self._pair = read_pair(file)
        if self._pair is not None:
            hide((self._pair.access, self._pair.refresh))
        self._unwritten: Pair | None = None
        self._renewing: asyncio.Task[Pair] | None = None
        self._refused_at: datetime | None = None
        self.trouble = ""

    async def access(self) -> str:
        """An access token to ask with. Raises NoTokenError."""
        if self._pair is None or self._clock() >= self._pair.end:
            return (await self._renew()).access
        return self._pair.access

    async def replace(self, refused: str) -> str:
        """Another access token than the one that the platform has refused. Raises NoTokenError."""
        pair = self._pair
        if pair is None or pair.access == refused:
            if pair is not None and abs(self._clock() - pair.taken_at) < JUST_GIVEN:
                raise NoTokenError("Zalo refuses an access token that it has only just given")
            pair = await self._renew()
        return pair.access

    async def keep_fresh(self) -> None:
        """Renew the pair once half of its life is over. Raises NoTokenError; the old one may be good all the same."""
        if self._pair is None or self._clock() >= self._pair.half_life:
            await self._renew()

    async def close(self, grace: float) -> None:
        """Wait up to `grace` seconds for a renewal under way: what it brings would be lost."""
        if self._renewing is not None:
            await asyncio.wait([self._renewing], timeout=grace)

    async def _renew(self) -> Pair:
        """All who ask meanwhile get the same answer."""
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._exchange())
            self._renewing.add_done_callback(_take_note)
        return await asyncio.shield(self._renewing)

    async def _exchange(self) -> Pair:
        try:
            pair = self._unwritten or await self._new_pair()
            await self._keep(pair)
        except NoTokenError as error:
            self.trouble = str(error)
            raise
        self.trouble, self._refused_at = "", None
        return pair

    async def _new_pair(self) -> Pair:
        now = self._clock()
        if self._refused_at is not None and abs(now - self._refused_at) < ASK_AGAIN:
            raise NoTokenError(CONSENT)
        for refresh, origin in self._candidates():
            try:
                new = await self._api.renew(refresh, self._app_secret)
            except UnreachedError as error:
                raise NoTokenError(f"no new access token: {error}") from None
            except RefusedError as error:
                if error.code == TOO_MANY_REQUESTS:
                    raise NoTokenError(f"no new access token: {meaning(error.code).reason}") from None
                log.warning("refresh token refused", channel="zalo_oa", code=error.code)
            else:
                return Pair(new.access, new.refresh, now, new.seconds, origin)
        self._refused_at = now
        raise NoTokenError(CONSENT)

    def _candidates(self) -> Iterator[tuple[str, str]]:
        """The pair's own refresh token; then the operator's, if it is another one than the pair goes back to."""
        origin = sha256(self._first.encode()).hexdigest()
        if self._pair is not None:
            yield self._pair.refresh, self._pair.origin
        if self._pair is None or self._pair.origin != origin:
            yield self._first, origin

    async def _keep(self, pair: Pair) -> None:
        """Written first. A pair that cannot be written is kept back and written at the next opportunity."""
        hide((pair.access, pair.refresh))
        self._unwritten = pair
        try:
            await asyncio.to_thread(write_pair, self._file, pair)
        except OSError as error:
            raise NoTokenError(f"the new tokens cannot be written to {self._file}: {error.strerror}") from None
        self._pair, self._unwritten = pair, None


def read_pair(file: Path) -> Pair | None:
    """The pair in the file, None when there is no file. Raises TokensError."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        taken_at = datetime.fromisoformat(data["taken_at"]).astimezone(UTC)
        pair = Pair(data["access_token"], data["refresh_token"], taken_at, int(data["expires_in"]), str(data["origin"]))
        if not is_token(pair.access) or not is_token(pair.refresh):
            raise ValueError
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TokensError(f"{file} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise TokensError(
            f"{file} does not hold the tokens of the Official Account any more: remove it, and set a new refresh token"
            " in TTDN_ZALO_OA_REFRESH_TOKEN"
        ) from None
    return pair


def write_pair(file: Path, pair: Pair) -> None:
    """Durably, all or nothing, for the program's user alone. Raises OSError."""
    data = {
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "taken_at": pair.taken_at.isoformat(),
        "expires_in": pair.seconds,
        "origin": pair.origin,
    }
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)  # of a crash; made anew, it has our mode
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        json.dump(data, stream)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """The new name is durable as well; Windows opens no folders, and does this by itself."""
    with suppress(PermissionError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _take_note(task: asyncio.Task[Pair]) -> None:
    """Whoever waited may be gone: the error is in `trouble`, and not "never retrieved"."""
    if not task.cancelled():
        task.exception()
