"""What is counted while the program runs, for Prometheus: a registry of our own, so that nothing of it is global."""

import logging
import sys
from collections.abc import Iterable, Mapping
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from structlog.typing import EventDict

from jobs.sending import Outcome
from knowledge.messages import Chat

CONTENT_TYPE = CONTENT_TYPE_LATEST
STORED_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
SENT_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600, 3600)


class Metrics:
    """Counters that the program feeds and `text` shows. Labels are names of ours, never of people or chats."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._in = Counter(
            "ttdn_messages_in",
            "Messages that came in: stored or failed.",
            ("channel", "kind", "result"),
            registry=registry,
        )
        self._stored = Histogram(
            "ttdn_stored_seconds",
            "From the moment a message was received until it and its answer were stored.",
            ("channel",),
            buckets=STORED_SECONDS,
            registry=registry,
        )
        self._out = Counter(
            "ttdn_messages_out", "Sendings, by what became of them.", ("channel", "result"), registry=registry
        )
        self._sent = Histogram(
            "ttdn_sent_seconds",
            "From the moment a message was received (or a reminder written down) until the reply was sent.",
            ("channel",),
            buckets=SENT_SECONDS,
            registry=registry,
        )
        self._errors = Counter("ttdn_errors", "Errors in the log, by class.", ("logger", "error"), registry=registry)
        self._waiting = Gauge("ttdn_outbox_waiting", "Messages not yet sent.", ("channel",), registry=registry)
        self._oldest = Gauge(
            "ttdn_outbox_oldest_seconds", "For how long the oldest of them has waited.", ("channel",), registry=registry
        )
        self._reachable = Gauge(
            "ttdn_channel_reachable", "1 when the platform answers, else 0.", ("channel",), registry=registry
        )
        self._quota = Gauge(
            "ttdn_quota_left",
            "Messages left of this month's quota, where there is one.",
            ("channel",),
            registry=registry,
        )
        self._backup = Gauge(
            "ttdn_backup_age_seconds", "Since the last backup was made; NaN where none is made.", registry=registry
        )
        self._backup.set(nan)
        self._writable = Gauge("ttdn_writable", "1 when the last change could be stored, else 0.", registry=registry)
        self._writable.set(1)
        ProcessCollector(registry=registry)

    def received(self, channel: str, kind: str, seconds: float, *, stored: bool) -> None:
        """A message came in, and this is how long it took to be stored, or to fail."""
        self._in.labels(channel, kind, "stored" if stored else "failed").inc()
        if stored:
            self._stored.labels(channel).observe(seconds)

    def told(self, chat: Chat, outcome: Outcome, seconds: float) -> None:
        """What delivery tells, see `jobs.sending.Told`."""
        self._out.labels(chat.channel, outcome).inc()
        if outcome == "sent":
            self._sent.labels(chat.channel).observe(seconds)

    def failed(self, logger: str, error: str) -> None:
        """An error stands in the log; `error` is the name of its class."""
        self._errors.labels(logger, error).inc()

    def quota_left(self, channel: str, messages: int) -> None:
        """So many messages may still be sent this month."""
        self._quota.labels(channel).set(messages)

    def outbox(self, waiting: Mapping[str, int], oldest: Mapping[str, float], channels: Iterable[str]) -> None:
        """What waits at this moment, and for how many seconds, by channel; nothing on the other `channels`."""
        for gauge, values in ((self._waiting, waiting), (self._oldest, oldest)):
            gauge.clear()
            for channel in {*channels, *values}:
                gauge.labels(channel).set(values.get(channel, 0))

    def reachable(self, channel: str, answers: bool) -> None:
        """Whether the platform answers at this moment."""
        self._reachable.labels(channel).set(answers)

    def backup_age(self, seconds: float) -> None:
        """So long ago the last one was made; infinity where there is none yet."""
        self._backup.set(seconds)

    def writable(self, is_so: bool) -> None:
        """Whether the last change could be stored."""
        self._writable.set(is_so)

    def text(self) -> bytes:
        """All of it in the format that Prometheus reads."""
        return generate_latest(self.registry)


class ErrorCounter(logging.Handler):
    """Counts what is logged as an error, by us or by a library, with the class of the error that it is about."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.ERROR)
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        self._metrics.failed(record.name, _class_of(record))


def _class_of(record: logging.LogRecord) -> str:
    about: object = record.exc_info
    if isinstance(record.msg, dict):  # a line of ours, before it is formatted
        event: EventDict = record.msg
        about = event.get("exc_info")
    if about is True:
        about = sys.exc_info()
    error = about[1] if isinstance(about, tuple) else about
    return type(error).__name__ if isinstance(error, BaseException) else "none"
