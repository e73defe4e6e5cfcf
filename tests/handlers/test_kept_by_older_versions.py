"""What an older version has asked or offered has expired: it is never an error, and never taken for something else."""

import json

import pytest
from structlog.testing import capture_logs

from knowledge.memory import Store, confirmations, dialogues, history, outbox
from knowledge.messages import Button, Chat, Reply
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.questions.asking import at_nine

EXPIRED = "Yêu cầu này đã hết hạn và chưa thay đổi gì. Vui lòng gửi lại."
LAN = Chat("console", "lan")
PART = "47/NQ-CP 2.6 bng"


@pytest.fixture
def office(store: Store) -> Talk:
    talk = Talk(store)
    talk.services = services(members_only=False, changing=True)
    talk.now = at_nine(2026, 11, 22)
    return talk


def chosen(talk: Talk, person: int, action: str) -> str | None:
    talk.store.call(outbox.add, LAN, Reply("?", (Button("Có", action),), "vi"), talk.now, person=person)
    row = talk.store.call(history.since, LAN)[-1].id
    return talk("Có", sender="lan", chat=LAN, press=(row, 0))


@pytest.mark.parametrize(
    ("action", "argument"),
    [
        ("discard_draft", "1"),
        ("publish_document", "[1, 1, null]"),
        ("decide_extension", json.dumps([PART, "2027-06-30", "Quyết định 1/QĐ-TTg"])),
        ("decide_extension", json.dumps([PART, "2027-06-30", "Quyết định 1/QĐ-TTg", None])),
        ("mark_document", "47/NQ-CP"),
    ],
)
def test_a_confirmation_ends_with_that_sentence(office: Talk, action: str, argument: str) -> None:
    lan = office.make("lan", "admin")
    number = office.store.call(confirmations.ask, LAN, lan, action, argument, office.now)
    with capture_logs() as logs:
        assert chosen(office, lan, f"confirm:yes {number}") == EXPIRED
    assert {each["log_level"] for each in logs} <= {"info", "debug"}
    assert office.store.call(confirmations.get, number) is None


@pytest.mark.parametrize(
    "about",
    [
        f"extend:document {json.dumps([PART, '2027-06-30', None])}",
        f"extend:document {json.dumps([PART, '2027-06-30', {'day': '2027-06-30', 'by': 2}])}",
        f"extend:why_not {PART}",
    ],
)
def test_a_question_that_was_put_is_given_up(office: Talk, about: str) -> None:
    lan = office.make("lan", "admin")
    office.store.call(dialogues.ask, LAN, lan, about, office.now)
    assert office("Quyết định 99/QĐ-TTg", sender="lan", chat=LAN) == EXPIRED
    assert office("/nhatky", sender="lan", chat=LAN) != EXPIRED


@pytest.mark.parametrize(
    "action",
    [
        f"extend:grant {PART}",
        f"extend:refuse {PART}",
        f"extend:withdraw {PART}",
        f"progress:undo {PART}",
        'completion:replace ["bng","47/NQ-CP 2.6 2026","1/BC"]',
        "proof:attach bng 47/NQ-CP 2.6 2026",
    ],
)
def test_a_choice_says_of_nobody_that_they_changed_something(office: Talk, action: str) -> None:
    assert chosen(office, office.make("lan", "admin"), action) == EXPIRED
