"""The kinds of changes to what has a place of its own; all other kinds are kept beside the documents."""

from collections.abc import Mapping
from types import MappingProxyType

from knowledge.changes import (
    of_agencies,
    of_announcements,
    of_chats,
    of_drafts,
    of_messages,
    of_people,
    of_proofs,
    of_questions,
)
from knowledge.changes.making import Kind

KINDS: Mapping[str, Kind] = MappingProxyType({
    **of_people.KINDS,
    **of_chats.KINDS,
    **of_agencies.KINDS,
    **of_announcements.KINDS,
    **of_questions.KINDS,
    **of_messages.KINDS,
    **of_proofs.KINDS,
    **of_drafts.KINDS,
})  # fmt: skip
