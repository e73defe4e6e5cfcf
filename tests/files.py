"""Files that tests send: a calendar with a Vietnamese name, and the smallest picture."""

import base64
from datetime import datetime

from knowledge.messages import Button, File, Reply

CALENDAR = File("Lịch nhắc 47/NQ-CP.ics", "text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:Báo cáo\r\n".encode())
PICTURE = File(
    "biểu đồ.png",
    "image/png",
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    ),
)


class Archive:
    """A questions layer that answers "lịch", "hình" and "tệp" with a file and a choice, and says the rest back."""

    def __init__(self, other: File = CALENDAR) -> None:
        self._files = {"lịch": CALENDAR, "hình": PICTURE, "tệp": other}

    def ask(
        self, text: str, conversation: str | None, now: datetime, language: str, *whose: object
    ) -> tuple[Reply, str]:
        if text not in self._files:
            return Reply(text), ""
        return Reply(f"Đây là {text}.", (Button("Tiếp", "act:next"),), file=self._files[text]), ""

    def act(
        self, action: str, conversation: str | None, now: datetime, language: str, *whose: object
    ) -> tuple[Reply, str]:
        return Reply(action), ""

    def agencies_named(self, text: str) -> tuple[tuple[str, str], ...]:
        return ()

    def agency_name(self, agency: str) -> str:
        return agency

    def knows(self, agency: str) -> bool:
        return True
