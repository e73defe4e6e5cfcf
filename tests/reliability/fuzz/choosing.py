"""What is sent next, by whom and where: people go on with what they began, one beside the other."""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from bot.channels.received import storable
from handlers.confirming import YES
from handlers.permissions import PERMISSIONS
from knowledge.memory.people import Person
from knowledge.messages import Attachment, Button, Chat, Event
from tests.reliability.fuzz.files import attachment
from tests.reliability.fuzz.material import Material
from tests.reliability.fuzz.mutations import DAYS, NUMBERS, mutated, with_other_values
from tests.reliability.fuzz.world import Somebody

AT_ONCE = 8
"""How many people are in the middle of something."""
_KEPT = 12
_EVENTS: Sequence[Event] = ("joined", "left", "moved", "unsupported")
_WEIGHTS = {"": 1, "member": 1, "officer": 4, "admin": 4, "owner": 3}


@dataclass(frozen=True)
class Sent:
    """What somebody sends. `as_if` is an action that was offered to somebody, and lies under a button here too: as it
    does when a role or a group's agency is another one since."""

    who: Somebody
    chat: Chat
    text: str
    press: tuple[int, int] | None = None
    event: Event = ""
    as_if: str = ""
    again: bool = False
    file: Attachment | None = None


@dataclass(frozen=True)
class Offer:
    """Choices that are under a row of the outbox."""

    row: int
    buttons: tuple[Button, ...]


@dataclass
class _Talk:
    who: Somebody
    chat: Chat
    left: int


@dataclass
class Choosing:
    """The same `random` chooses the same, as far as the program answers the same."""

    random: Random
    people: Sequence[Somebody]
    groups: Sequence[Chat]
    material: Material
    codes: deque[str] = field(default_factory=lambda: deque(maxlen=40))
    """Codes that were shown."""
    taken: Counter[str] = field(default_factory=Counter)
    """How often each command was sent, and each kind of button pressed: what was seldom is likelier."""
    _talks: list[_Talk] = field(default_factory=list)
    _offers: defaultdict[Chat, deque[Offer]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=_KEPT)))
    _actions: defaultdict[str, deque[Button]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=_KEPT)))
    _anywhere: deque[Offer] = field(default_factory=lambda: deque(maxlen=_KEPT * 10))

    def offered(self, chat: Chat, offer: Offer) -> None:
        """These choices can be taken there from now on."""
        self._offers[chat].append(offer)
        self._anywhere.append(offer)
        for button in offer.buttons:
            self._actions[head_of(button.action)].append(button)

    def next(self) -> Sent:
        """What is sent now."""
        while len(self._talks) < AT_ONCE:
            self._talks.append(self._begin())
        talk = self.random.choice(self._talks)
        talk.left -= 1
        if talk.left <= 0:
            self._talks.remove(talk)
        return self._sent(talk.who, talk.chat)

    def _begin(self) -> _Talk:
        """Half of the time where others are in the middle of something: they meet there."""
        random = self.random
        who = random.choices(self.people, [_WEIGHTS[person.role] for person in self.people])[0]
        groups = [group for group in self.groups if group.channel == who.channel]
        chat = random.choice(groups) if random.random() < 0.35 else Chat(who.channel, who.sender)
        return _Talk(who, chat, random.randrange(2, 12))

    def _sent(self, who: Somebody, chat: Chat) -> Sent:
        chance, offers = self.random.random(), self._offers[chat]
        if chance < 0.01:
            return Sent(who, chat, "", again=True)
        if chance < 0.02:
            return self._happened(who, chat)
        if chance < 0.03 + 0.03 * (who.role in ("officer", "admin", "owner") and not chat.group):
            return Sent(who, chat, "", file=attachment(self.random))
        if offers and chance < _leads_on(offers[-1]):
            return self._pressed(who, chat, offers)
        if chance > 0.96 and self._actions:
            button = self.random.choice(self._actions[self._seldom(sorted(self._actions))])
            return Sent(who, chat, button.label, as_if=button.action)
        if chance > 0.88 and offers:
            return Sent(who, chat, storable(self._typed_choice(offers[-1])))
        return Sent(who, chat, storable(self._text(who, chat)))

    def _happened(self, who: Somebody, chat: Chat) -> Sent:
        event = self.random.choice(_EVENTS)
        return Sent(who, chat, f"{chat.id} mới" if event == "moved" else "", event=event)

    def _pressed(self, who: Somebody, chat: Chat, offers: Sequence[Offer]) -> Sent:
        chance = self.random.random()
        if chance < 0.75:
            offer = offers[-1]
        elif chance < 0.92:
            offer = self.random.choice(offers)
        else:  # of another chat
            offer = self.random.choice(self._anywhere)
        heads = [head_of(button.action) for button in offer.buttons]
        position = self.random.choices(range(len(heads)), self._weights(heads))[0]
        label = offer.buttons[position].label
        self.taken[heads[position]] += 1
        if self.random.random() < 0.04:
            position = self.random.choice((-1, len(offer.buttons), 99, 2**40))
        row = offer.row if self.random.random() < 0.98 else self.random.choice((0, -1, 10**12))
        return Sent(who, chat, label, press=(row, position))

    def _typed_choice(self, offer: Offer) -> str:
        position = self.random.randrange(len(offer.buttons) + 1)
        if self.random.random() < 0.5 or position == len(offer.buttons):
            return self.random.choice((f"{position + 1}", f" {position + 1}. ", f"{position + 1})"))
        return offer.buttons[position].label

    def _text(self, who: Somebody, chat: Chat) -> str:
        chance, random, known = self.random.random(), self.random, self.material
        if chance < 0.66:
            text = self._command(who, chat)
        elif chance < 0.70:
            text = random.choice(known.questions)
        elif chance < 0.80:
            text = with_other_values(random, random.choice(known.said), known.agencies)
        elif chance < 0.92:
            text = self._short_answer()
        elif chance < 0.95:
            text = random.choice(known.texts)
        else:
            text = self._code()
        return mutated(random, text) if random.random() < 0.2 else text

    def _command(self, who: Somebody, chat: Chat) -> str:
        """Mostly one that the person may use there: with an example of its own, of another one, or with an answer."""
        random, known = self.random, self.material
        name = self._seldom(_usable(who, chat) if random.random() < 0.8 else known.commands)
        own = known.examples.get(name, ())
        chance = random.random()
        if own and chance < 0.65:
            text = random.choice(own)
            text = with_other_values(random, text, known.agencies) if random.random() < 0.5 else text
        elif chance < 0.75:
            text = f"/{name}"
        else:
            of_another = random.choice(known.examples[random.choice(sorted(known.examples))]).partition(" ")[2]
            text = f"/{name} {random.choice((of_another, self._short_answer(), random.choice(known.questions)))}"
        head, space, rest = text.partition(" ")
        return f"{head}@ttdn_bot{space}{rest}" if chat.group and random.random() < 0.2 else text

    def _seldom(self, names: Sequence[str]) -> str:
        name = self.random.choices(names, self._weights(names))[0]
        self.taken[name] += 1
        return name

    def _weights(self, names: Sequence[str]) -> list[float]:
        return [1 / (1 + self.taken[name]) if name != YES else 1.0 for name in names]

    def _short_answer(self) -> str:
        """What a dialogue may have asked for."""
        random, agency = self.random, self.random.choice(self.material.agencies)
        task = f"{random.randrange(1, 9)}.{random.randrange(1, 14)}"
        report = f"{random.randrange(1, 400)}/BC-BNG ngày {random.choice(DAYS)}"
        return random.choice((
            agency, task, report, random.choice(DAYS), random.choice(NUMBERS), f"{random.randrange(130)}%",
            f"@{agency}", f"#{random.randrange(60)}", "bỏ qua", "thôi", "có", "không", "xong", "tiếp",
        ))  # fmt: skip

    def _code(self) -> str:
        known = self.random.choice(self.codes) if self.codes and self.random.random() < 0.8 else "TT-2345-6789-ABCD"
        return self.random.choice((known, f"/start {known}", f"/gan {known}", known.lower(), f"Mã của tôi: {known}"))


@cache
def _usable(who: Somebody, chat: Chat) -> tuple[str, ...]:
    """The commands of what the table lets the person do there."""
    person = Person(0, None, who.role, who.agencies)
    rows = [row for row in PERMISSIONS.values() if not row.refusal(person, chat, None, None)]
    return tuple(sorted({command for row in rows for command in row.commands}))


def _leads_on(offer: Offer) -> float:
    """How likely it is that the choices are taken up: there may be nothing to choose but more answers to questions."""
    heads = {head_of(button.action) for button in offer.buttons}
    return 0.8 if YES in heads else 0.6 if heads - {"", "act"} else 0.2


def head_of(action: str) -> str:
    """What an action begins with, up to what it is about: "users:role", "act", "" for a question."""
    head = action.split(" ")[0].partition("{")[0].rstrip(":")
    return head if ":" in head or head.startswith("/") or head == "act" else ""
