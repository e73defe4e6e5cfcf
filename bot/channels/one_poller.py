"""One program a bot fetches messages: two would each get a part of them, and answer what the other has begun."""

import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from pydantic import SecretStr

from bot.channels import SetupError
from knowledge.memory import StoreError
from knowledge.memory.lock import HeldError, Lock


class OnePoller:
    """The right to fetch the messages of the bot with this token, among the programs of this user on this machine.

    The lock is a file in the user's own folder under the system's folder for temporary files, named by a hash.
    """

    def __init__(self, token: SecretStr) -> None:
        self._file = _folder() / f"{sha256(token.get_secret_value().encode()).hexdigest()[:16]}.sqlite3"
        self._lock: Lock | None = None

    def take(self) -> None:
        """Nothing happens when it is held already. Raises SetupError when another program has it."""
        if self._lock is not None:
            return
        try:
            self._lock = Lock.take_file(self._file)
        except HeldError as error:
            raise SetupError(
                "another program on this machine fetches the messages of this bot already: stop it, or give this one"
                " the token of another bot"
            ) from error
        except StoreError as error:
            raise SetupError(f"cannot see whether another program fetches the messages of this bot: {error}") from error

    def release(self) -> None:
        """Let another program have it."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _folder() -> Path:
    if sys.platform == "win32":
        return Path(tempfile.gettempdir()) / "ttdn-bot"  # this folder is each user's own
    return Path(tempfile.gettempdir()) / f"ttdn-bot-{os.getuid()}"
