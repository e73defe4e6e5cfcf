"""A message that was sent is put in other words, where its channel can do that."""

from jobs.sending import SendError
from knowledge.memory import Store, Transaction, outbox, unsent
from knowledge.messages import Chat, Reply
from tests.jobs.post import Clock, Pace, Post, Wire, running
from tests.talk import CHAT


class EditingWire(Wire):
    """`edits` are what was put in which words; `refuses` the errors of the next ones."""

    def __init__(self, pace: Pace, clock: Clock) -> None:
        super().__init__(pace, clock)
        self.edits: list[tuple[str, str, int]] = []
        self.refuses: list[Exception] = []

    async def edit(self, chat: Chat, proof: str, reply: Reply, row_id: int) -> None:
        if self.refuses:
            raise self.refuses.pop(0)
        self.edits.append((proof, reply.text, row_id))


def editing(store: Store) -> tuple[Post, EditingWire]:
    post = Post(store, wire=EditingWire)
    assert isinstance(post.wire, EditingWire)
    return post, post.wire


def edit(post: Post, row_id: int, text: str) -> int:
    def write(tx: Transaction) -> int:
        return outbox.add(tx, CHAT, Reply(text), post.clock.now, edits=row_id) or 0

    added = post.store.call(write)
    post.delivery.wake()
    return added


async def test_an_edit_changes_the_message_that_arrived_and_sends_none(store: Store) -> None:
    post, wire = editing(store)
    first = post.write("0/2")
    async with running(post):
        await post.until(first, "sent")
        second = edit(post, first, "1/2")
        assert (await post.until(second, "sent")).proof == f"proof-{first}"
    assert wire.edits == [(f"proof-{first}", "1/2", second)]
    assert [text for _, text, _ in wire.arrived] == ["0/2"]


async def test_an_edit_waits_for_the_message_that_it_changes(store: Store) -> None:
    post, wire = editing(store)
    wire.fails["0/2"] = [SendError("busy", retry_after=5)]
    first = post.write("0/2")
    second = edit(post, first, "1/2")
    async with running(post):
        await post.until(first, "retry")
        assert wire.edits == []
        post.later(post.row(first).due_at - post.clock.now)
        await post.until(second, "sent")
    assert wire.edits == [(f"proof-{first}", "1/2", second)]


async def test_an_edit_that_may_have_arrived_is_made_again_and_is_no_repeat(store: Store) -> None:
    post, wire = editing(store)
    first = post.write("0/2")
    async with running(post):
        await post.until(first, "sent")
        wire.refuses = [SendError("cut off", delivered_unknown=True)]
        second = edit(post, first, "1/2")
        await post.until(second, "unknown")
        post.later(post.row(second).due_at - post.clock.now)
        await post.until(second, "sent")
    assert wire.edits == [(f"proof-{first}", "1/2", second)]


async def test_an_edit_of_what_did_not_arrive_or_where_nothing_can_be_changed_is_given_up(store: Store) -> None:
    post, wire = editing(store)
    wire.fails["0/2"] = [SendError("no", permanent=True)]
    first = post.write("0/2")
    second = edit(post, first, "1/2")
    async with running(post):
        await post.until(second, "dead")
    plain = Post(store)
    third = plain.write("0/3")
    fourth = edit(plain, third, "1/3")
    async with running(plain):
        await plain.until(fourth, "dead")
    assert [text for _, text, _ in plain.wire.arrived] == ["0/3"]


def test_what_is_not_sent_yet_of_an_edit_is_found_so_that_it_is_sent_once(store: Store) -> None:
    post = Post(store)
    first = post.write("0/2")
    assert store.call(unsent.edit_of, post.row(first)) is None
    second = edit(post, first, "1/2")
    assert store.call(unsent.edit_of, post.row(first)) == second
