"""What a person is told when the fault is ours: a sentence with an id, which also stands in the log."""

import secrets

import structlog

from knowledge.texts import say

log = structlog.get_logger(__name__)


def apologise(event: str, error: Exception, language: str, **known: object) -> str:
    """Log `event` with the error and what is `known` of it (nothing that a person typed); the sentence to say."""
    error_id = secrets.token_hex(2).upper()
    log.error(event, error_id=error_id, exc_info=error, **known)
    return say(language, "error.ours", id=error_id)
