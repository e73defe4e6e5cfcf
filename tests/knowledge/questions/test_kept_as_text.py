"""A query and a conversation survive being kept as text; what is not one is not taken for one."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.questions import Conversation
from knowledge.questions.conversation import Choice
from knowledge.questions.query import Filters, Party, Query
from tests.questions.asking import SETS, Person, answered

words = st.text(max_size=12)
years = st.integers(1900, 2100)
days = st.dates().map(lambda day: day.isoformat())
filters = st.builds(
    Filters,
    due=st.none() | st.tuples(years, years),
    due_days=st.none() | st.tuples(days, days),
    active=st.none() | years,
    starting=st.none() | years,
    period=st.none() | st.tuples(years, years),
    recurring=st.booleans(),
    overdue=st.booleans(),
    open=st.booleans(),
    group=words,
)
names = st.lists(words, max_size=3).map(tuple)
queries = st.builds(
    Query,
    subject=words,
    parties=st.lists(st.builds(Party, words, words), max_size=3).map(tuple),
    join=st.sampled_from(["and", "or"]),
    filters=filters,
    documents=names,
    tasks=names,
    topic=words,
    typed_topic=words,
    aspects=names,
    clause=words,
    by_deadline=st.booleans(),
    page=st.integers(1, 99),
    part=words,
    language=st.sampled_from(["vi", "en"]),
    notes=st.lists(st.tuples(words, words), max_size=2).map(tuple),
)
conversations = st.builds(
    Conversation,
    last=st.none() | queries,
    listed=names,
    pending=st.lists(st.builds(Choice, words, queries), max_size=2).map(tuple),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(queries)
def test_a_query_kept_as_json_text_is_the_same_query(query: Query) -> None:
    assert Query.from_json(json.loads(json.dumps(query.to_json()))) == query


@settings(max_examples=150, deadline=None)
@given(conversations)
def test_a_conversation_kept_as_text_is_the_same_conversation(conversation: Conversation) -> None:
    assert Conversation.from_json(conversation.to_json()) == conversation


@pytest.mark.parametrize("name", SETS)
def test_every_query_that_a_question_gives_can_be_kept(name: str) -> None:
    for question, answer in answered(name):
        assert Query.from_json(json.loads(json.dumps(answer.query.to_json()))) == answer.query, question["text"]


@given(st.text(max_size=60))
def test_text_that_is_no_conversation_is_an_empty_one(text: str) -> None:
    assert Conversation.from_json(text) == Conversation()


@settings(deadline=None)
@given(anything)
def test_json_that_is_no_conversation_is_an_empty_one(value: object) -> None:
    assert Conversation.from_json(json.dumps(value)) == Conversation()


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({"last": anything, "listed": anything, "pending": anything}))
def test_a_conversation_that_is_wrong_inside_never_breaks_the_next_question(value: dict[str, object]) -> None:
    kept = Conversation.from_json(json.dumps(value))
    assert Person(conversation=kept).ask("còn phối hợp?").reply.text
    assert Person(conversation=kept).ask("cái thứ 2").reply.text


@pytest.mark.parametrize(
    "text",
    [
        '{"last": {"subject": "tasks", "of_a_later_version": 1}, "listed": [], "pending": []}',
        '{"last": {"subject": "tasks", "parties": [{"agency": "a", "rank": 1}]}, "listed": [], "pending": []}',
        '{"last": {"subject": "tasks", "filters": {"colour": "red"}}, "listed": [], "pending": []}',
        '{"last": null, "listed": 5, "pending": []}',
        '{"last": {"no": "subject"}, "listed": [], "pending": []}',
    ],
)
def test_what_another_version_wrote_is_an_empty_conversation(text: str) -> None:
    assert Conversation.from_json(text) == Conversation()


def test_tasks_and_agencies_that_are_no_longer_known_do_not_break_a_conversation() -> None:
    """The catalog is swapped between two questions."""
    gone = Conversation(Query("task", tasks=("XYZ 1.1",)), ("XYZ 1.1", "XYZ 1.2"))
    for typed in ("ai phối hợp?", "cái thứ 2", "còn Bộ Công an?", "tiếp", "văn bản đó ai ký", "thế bộ đó chủ trì gì"):
        assert Person(conversation=gone).ask(typed).reply.text
    unknown = Conversation(Query("tasks", parties=(Party("no-such-agency", "lead"),)))
    for typed in ("còn phối hợp?", "cái nào hạn 2026", "tiếp", "cơ quan này giờ là bộ nào"):
        assert Person(conversation=unknown).ask(typed).reply.text
