"""One way to try each action of the permission table, by messages through the router; whatever it does is undone."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count

from handlers import router
from handlers.confirming import YES
from handlers.context import Services
from knowledge.changes.change import SYSTEM
from knowledge.changes.of_agencies import DAY_OFF
from knowledge.memory import (
    Store,
    Transaction,
    announcements,
    chats,
    drafts,
    events,
    history,
    journal,
    outbox,
    people,
    unanswered,
)
from knowledge.memory.announcements import Announcement
from knowledge.memory.calendar_addresses import Addresses
from knowledge.messages import TRIAL, Button, Chat, Reply
from tests.conversations.play import services
from tests.desk import small_draft
from tests.questions.asking import at_nine
from tests.talk import message

NOW = at_nine(2026, 11, 23)
ROLES = ("", "member", "officer", "other officer", "admin", "owner")
PLACES = ("private", "own group", "other group")
OWED = "47/NQ-CP 2.6 2026"


@dataclass(frozen=True)
class World:
    """People of all roles on the console and on the page where roles are tried out; each of two agencies has two groups
    there, of which the second is written in."""

    services: Services
    events: dict[str, int]
    member: int
    undoable: int
    unnamed: int
    draft: int

    def chat(self, role: str, place: str, channel: str) -> Chat:
        if place == "private":
            return Chat(channel, f"{channel} {role}")
        return Chat(channel, f"{channel} {agency_at(place)} 2", group=True)


def agency_at(place: str) -> str:
    """Whose the place is; in private the officer's own."""
    return "bct" if place == "other group" else "bng"


def build(store: Store) -> World:
    return store.call(_build)


def _build(tx: Transaction) -> World:
    made = replace(services(members_only=False, changing=True), addresses=Addresses("https://bot.example", b"secret"))
    member = 0
    for channel in ("console", TRIAL):
        for role in ROLES:
            person = people.recognise(tx, message("", chat=Chat(channel, f"{channel} {role}"), sender=role), NOW)
            own = {"officer": ("bng",), "other officer": ("bct",)}.get(role, ())
            people.set_role(tx, person.id, role.rpartition(" ")[2], own)
            member = person.id if (role, channel) == ("member", "console") else member
        for agency in ("bng", "bct"):
            for number in (1, 2):
                chat = Chat(channel, f"{channel} {agency} {number}", group=True)
                chats.seen(tx, message("", chat=chat), NOW)
                chats.bind(tx, chat, agency, 1, NOW)
    second = people.recognise(tx, message("", chat=Chat("console", "chủ"), sender="chủ"), NOW)
    people.set_role(tx, second.id, "owner")  # so that the first is not the last
    held = {each: events.add(tx, each, "hoạt động đối ngoại", "Tuần lễ", NOW.date(), 1, NOW) for each in ("bng", "bct")}
    unanswered.keep(tx, "ai đó", "giá vàng hôm nay", "none", "vi", NOW)
    known = made.changes.make(tx, DAY_OFF, "bng 2026-12-04", {"reason": "Họp"}, SYSTEM, NOW)
    unnamed = made.changes.make(tx, "lexicon", "một từ", {"is": "khác"}, SYSTEM, NOW)
    assert known is not None
    assert unnamed is not None
    draft = drafts.add(tx, small_draft(), "phụ lục.docx", 1, NOW)
    return World(made, held, member, known.id, unnamed.id, draft.head.id)


class _UndoneError(Exception):
    pass


@dataclass
class Attempt:
    """Somebody who writes somewhere."""

    tx: Transaction
    world: World
    role: str
    place: str
    channel: str
    ids: Iterator[int] = field(default_factory=count)

    @property
    def chat(self) -> Chat:
        return self.world.chat(self.role, self.place, self.channel)

    @property
    def agency(self) -> str:
        return agency_at(self.place)

    def named(self, command: str) -> str:
        """A command about the group's agency; in private it must be said which."""
        return command if self.chat.group else f"{command} @bng"

    def say(self, text: str, press: tuple[int, int] | None = None) -> str:
        said = message(text, f"thử {next(self.ids)}", chat=self.chat, sender=self.role, press=press)
        router.handle(self.tx, self.world.services, said, NOW)
        ours = [each for each in history.since(self.tx, self.chat) if not each.message_id]
        return ours[-1].reply.text if ours else ""

    def press(self, action: str) -> str:
        """A button with this action, wherever it was offered."""
        return self.say("chọn", press=(self.offer(action), 0))

    def offer(self, action: str) -> int:
        return outbox.add(self.tx, self.chat, Reply("?", (Button("chọn", action),)), NOW) or 0

    def confirmed(self, said: str) -> str:
        """What is said at last, where it was to be confirmed."""
        row = history.since(self.tx, self.chat)[-1]
        asks = [each for each in row.reply.buttons if each.action.startswith(YES)]
        return self.say(asks[0].label, press=(row.id, 0)) if asks else said

    def reminded(self, action: str) -> str:
        """A button under a reminder of Bộ Ngoại giao."""
        row = self.offer(action)
        self.tx.change(
            "INSERT INTO reminder (reminder_key, agency, obligation, step_day, state, outbox, settled_at)"
            " VALUES ('k', 'bng', :owed, '2026-11-23', 'said', :row, '')",
            owed=OWED,
            row=row,
        )
        return self.say("chọn", press=(row, 0))

    def coordinating(self) -> None:
        chats.seen(self.tx, message("", chat=self.chat), NOW)
        chats.put_coordinating(self.tx, self.chat, 1, NOW)


@dataclass(frozen=True)
class Way:
    """How an action is tried. `about`: the agency that it is for, where that is not the group's; None for none."""

    go: Callable[[Attempt], str]
    about: Callable[[str], str | None] = lambda place: "bng"
    only_own: bool = False
    """In private it is about the person's own agencies alone, and administrators have none."""


def _of_group(place: str) -> str | None:
    return None if place == "private" else agency_at(place)


def _end_coordination(attempt: Attempt) -> str:
    attempt.coordinating()
    return attempt.confirmed(attempt.say("/dieuphoi tat"))


def _see_coordination(attempt: Attempt) -> str:
    attempt.coordinating()
    return attempt.say("/dieuphoi")


def _cancel_event(attempt: Attempt) -> str:
    return attempt.confirmed(attempt.say(attempt.named(f"/sukien huy {attempt.world.events[attempt.agency]}")))


def _announce(attempt: Attempt) -> str:
    return attempt.confirmed(attempt.say("/thongbao BNG: Kính mời họp"))


def _stop_announcement(attempt: Attempt) -> str:
    announcements.add(attempt.tx, Announcement(1, 1, 1, "vi", "Họp", (), NOW, NOW), "họp", [])
    return attempt.say("/dung")


def _undo(number: Callable[[World], int]) -> Callable[[Attempt], str]:
    return lambda attempt: attempt.confirmed(attempt.press(f"undo:one {number(attempt.world)}"))


WAYS: dict[str, Way] = {
    "ask": Way(lambda a: a.say("/hoi 2.6 ai chủ trì")),
    "help": Way(lambda a: a.say("/trogiup")),
    "language": Way(lambda a: a.say("/vi")),
    "diagnose": Way(lambda a: a.say("/chandoan")),
    "link_account": Way(lambda a: a.say("/lienket")),
    "see_my_data": Way(lambda a: a.say("/dulieucuatoi")),
    "erase_my_data": Way(lambda a: a.confirmed(a.press("/dulieucuatoi xoa"))),
    "acknowledge": Way(lambda a: a.reminded("remind:ack")),
    "put_off": Way(lambda a: a.reminded("remind:later 3")),
    "complete": Way(lambda a: a.press(f"remind:done bng {OWED}")),
    "attach_proof": Way(lambda a: a.press(f'proof:attach ["bng","{OWED}","46/BC",null]')),
    "see_proof_files": Way(lambda a: a.say("/tep @bng")),
    "report_progress": Way(lambda a: a.say("/tiendo 2.6 50% đang làm @bng")),
    "ask_extension": Way(lambda a: a.say("/giahan 2.6 31/12/2027 lý do chờ Luật @bng")),
    "decide_extension": Way(lambda a: a.press("extend:grant 47/NQ-CP 2.6 bng")),
    "nudge": Way(lambda a: a.confirmed(a.say("/dondoc"))),
    "see_reminders": Way(lambda a: a.say(a.named("/nhac")), agency_at),
    "set_reminders": Way(lambda a: a.say(a.named("/nhac gio 9-11")), agency_at),
    "see_days_off": Way(lambda a: a.say(a.named("/ngaynghi")), agency_at),
    "set_days_off": Way(lambda a: a.say(a.named("/ngaynghi 27/11/2026 Họp")), agency_at),
    "see_events": Way(lambda a: a.say(a.named("/sukien")), agency_at),
    "set_events": Way(lambda a: a.say(a.named("/sukien 20/3/2027 Tuần Việt Nam")), agency_at),
    "cancel_event": Way(_cancel_event, agency_at),
    "move_reminders": Way(lambda a: a.confirmed(a.say(a.named("/nhac nhom nay"))), agency_at),
    "see_calendar": Way(lambda a: a.press(f"calendar:show {a.agency}"), agency_at, only_own=True),
    "renew_calendar_address": Way(
        lambda a: a.confirmed(a.press(f"calendar:renew {a.agency}")), agency_at, only_own=True
    ),
    "look_ahead": Way(lambda a: a.say("/lichnhac BNG")),
    "bind": Way(lambda a: a.say("/gan BNG")),
    "unbind": Way(lambda a: a.confirmed(a.say("/bogan")), _of_group),
    "see_coordination": Way(_see_coordination),
    "set_coordination": Way(lambda a: a.say("/dieuphoi")),
    "end_coordination": Way(_end_coordination),
    "invite": Way(lambda a: a.say("/moi")),
    "invite_member": Way(lambda a: a.say("/moi thành viên 1 lần 1 ngày")),
    "invite_officer": Way(lambda a: a.say("/moi cán bộ BNG 1 lần 1 ngày")),
    "invite_admin": Way(lambda a: a.say("/moi quản trị 1 ngày")),
    "invite_owner": Way(lambda a: a.say("/moi phụ trách 1 ngày")),
    "invite_group": Way(lambda a: a.say("/moi nhóm BNG 1 lần 1 ngày")),
    "see_users": Way(lambda a: a.say("/nguoidung")),
    "change_role": Way(lambda a: a.confirmed(a.press(f"users:add {a.world.member} officer bng"))),
    "edit_tasks": Way(
        lambda a: a.confirmed(a.say("/sua hạn 2.6 thành 31/12/2027 theo QĐ 99/QĐ-TTg")), lambda place: None
    ),
    "edit_agencies": Way(lambda a: a.confirmed(a.say("/them tên gọi Nhà Thái Học cho BNG")), lambda place: None),
    "edit_duties": Way(lambda a: a.confirmed(a.say("/sua lịch nhắc báo cáo: trước 20, 5 ngày")), lambda place: None),
    "edit_calendar": Way(lambda a: a.confirmed(a.say("/sua giờ gửi thành 9-11")), lambda place: None),
    "announce": Way(_announce),
    "stop_announcement": Way(_stop_announcement),
    "see_undelivered": Way(lambda a: a.say("/khongguiduoc")),
    "send_again": Way(lambda a: a.confirmed(a.press("deadletters:again 1 2"))),
    "import_document": Way(lambda a: a.say("/nhaptailieu")),
    "publish_document": Way(lambda a: a.confirmed(a.press(f"draft:publish {a.world.draft} 1"))),
    "discard_draft": Way(lambda a: a.confirmed(a.press(f"draft:discard {a.world.draft} 1"))),
    "see_documents": Way(lambda a: a.say("/vanban")),
    "mark_document": Way(lambda a: a.confirmed(a.say("/vanban 1486/QĐ-TTg thay bằng 47/NQ-CP"))),
    "mark_internal": Way(lambda a: a.confirmed(a.say("/vanban 47/NQ-CP nội bộ"))),
    "back_up": Way(lambda a: a.say("/saoluu") or "đang sao lưu"),
    "be_told": Way(lambda a: a.press("learn:tell 2")),
    "see_unanswered": Way(lambda a: a.say("/chuatraloi")),
    "teach": Way(lambda a: a.press("learn:aside 1")),
    "see_figures": Way(lambda a: a.say("/thongke")),
    "see_audit": Way(lambda a: a.say("/nhatky BNG")),
    "undo": Way(_undo(lambda world: world.undoable)),
    "undo_other": Way(_undo(lambda world: world.unnamed)),
}


def attempt(store: Store, world: World, action: str, role: str, place: str, channel: str) -> tuple[str, int]:
    """What was answered, and how many changes it made."""
    found: list[tuple[str, int]] = []

    def go(tx: Transaction) -> None:
        with suppress(_UndoneError), tx.savepoint():
            before = journal.last(tx)
            said = WAYS[action].go(Attempt(tx, world, role, place, channel))
            after = journal.last(tx)
            found.append((said, (after.id if after else 0) - (before.id if before else 0)))
            raise _UndoneError

    store.call(go)
    return found[0]
