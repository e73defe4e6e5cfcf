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
FILES = {"lịch": CALENDAR, "hình": PICTURE}


class Archive:
    """A questions layer that answers "lịch" and "hình" with a file and a choice, and says everything else back."""

    def ask(
        self, text: str, conversation: str | None, now: datetime, language: str, own: tuple[str, ...] = ()
    ) -> tuple[Reply, str]:
        if text not in FILES:
            return Reply(text), ""
        return Reply(f"Đây là {text}.", (Button("Tiếp", "act:next"),), file=FILES[text]), ""

    def act(
        self, action: str, conversation: str | None, now: datetime, language: str, own: tuple[str, ...] = ()
    ) -> tuple[Reply, str]:
        return Reply(action), ""

    def agencies_named(self, text: str) -> tuple[tuple[str, str], ...]:
        return ()

    def agency_name(self, agency: str) -> str:
        return agency
