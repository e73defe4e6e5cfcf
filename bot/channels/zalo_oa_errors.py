"""What the error codes of Zalo's Official Account API mean for a message that was to be sent."""

from dataclasses import dataclass
from enum import Enum

from jobs.sending import SendError

TOKEN_REFUSED = frozenset({-216, -220})
"""The access token is wrong, or was replaced or is too old: a new one helps."""

TOO_FAST = -32
"""4,000 requests a minute are documented, whoever they are for."""

MINUTE, QUARTER, HOUR = 60.0, 900.0, 3600.0


class OaError(Exception):
    """Something about the platform. The message is a reason in plain words, without secrets and personal text."""


class UnreachedError(OaError):
    """No answer that could be read. `maybe_taken`: the request may have been carried out nevertheless."""

    def __init__(self, reason: str, *, maybe_taken: bool) -> None:
        super().__init__(reason)
        self.maybe_taken = maybe_taken


class RefusedError(OaError):
    """The platform answered with an error code."""

    def __init__(self, code: int) -> None:
        super().__init__(meaning(code).reason)
        self.code = code


class NoTokenError(OaError):
    """There is no access token to ask with, so nothing was sent."""


class Fate(Enum):
    """What becomes of a message."""

    GONE = "nothing can be sent to this person or group until they act"
    PERMANENT = "this message can never be sent"
    LATER = "sent again after a while"
    CONFIGURATION = "sent again after a while, and an operator has to do something first"
    DOUBTED = "nobody knows"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`retry_after`: seconds to wait, None for the usual growing pauses."""

    fate: Fate
    reason: str
    retry_after: float | None = None


def _configuration(reason: str) -> Meaning:
    return Meaning(Fate.CONFIGURATION, reason, QUARTER)


MEANINGS = {
    TOO_FAST: Meaning(Fate.LATER, "too many requests this minute", 30.0),
    -200: Meaning(Fate.LATER, "Zalo could not send the message"),
    -201: Meaning(Fate.PERMANENT, "Zalo does not accept a part of the message"),
    -204: _configuration("the Official Account was deleted or switched off"),
    -205: _configuration("the Official Account does not exist"),
    -209: _configuration("the application is not active: switch it on at Zalo for Developers"),
    -210: Meaning(Fate.PERMANENT, "the message is longer than Zalo takes"),
    -211: Meaning(Fate.CONFIGURATION, "the quota of messages is used up: buy more, or wait for the next period", HOUR),
    -212: _configuration("the application is not registered for this interface of Zalo"),
    -213: Meaning(Fate.GONE, "the person does not follow the Official Account"),
    -216: Meaning(Fate.LATER, "Zalo refuses the access token", MINUTE),
    -218: Meaning(Fate.LATER, "the person has received as many messages as Zalo allows", 6 * HOUR),
    -219: _configuration("the application was removed or switched off"),
    -220: Meaning(Fate.LATER, "Zalo refuses the access token as too old", MINUTE),
    -221: _configuration("the Official Account is not verified"),
    -223: _configuration("the Official Account has not allowed the application to do this: give consent again"),
    -224: _configuration("the package of the Official Account does not include this: choose a higher one"),
    -227: Meaning(Fate.GONE, "the person's Zalo account is locked, or was not used for 45 days"),
    # A closed window opens again when the person writes; the chat is well, only this message came too late.
    -230: Meaning(Fate.PERMANENT, "the person has not written to the Official Account for 7 days"),
    -232: Meaning(Fate.PERMANENT, "the person has not written to the Official Account, or too long ago"),
    -233: Meaning(Fate.PERMANENT, "Zalo does not send this type of message"),
    -234: Meaning(Fate.LATER, "Zalo does not send this message between 22:00 and 6:00", HOUR),
    -235: _configuration("Zalo does not offer this to this type of Official Account"),
    -237: Meaning(Fate.GONE, "the group is switched off, or its package has run out"),
    -240: _configuration("this interface of Zalo was shut down: a newer version of this program is needed"),
    -242: _configuration("Zalo wants requests to be signed (appsecret_proof): switch that off for the application"),
    -244: Meaning(Fate.GONE, "the person does not want messages of this type from the Official Account"),
    -248: Meaning(Fate.PERMANENT, "the message is against the rules of Zalo"),
    -320: _configuration("the application has no Zalo Cloud Account, which paid messages need"),
    -321: _configuration("the Zalo Cloud Account has no money left, which paid messages need"),
    -403: Meaning(Fate.GONE, "the Official Account is not in the group"),
}


def meaning(code: int) -> Meaning:
    """What the code means, also for one that nobody knows."""
    known = MEANINGS.get(code)
    if known is None:
        return Meaning(Fate.DOUBTED, f"Zalo answered with the unknown error {code}", MINUTE)
    return Meaning(known.fate, f"{known.reason} ({code})", known.retry_after)


def to_send_error(error: OaError, *, doubted_before: bool) -> SendError:
    """What delivery is told.

    A code that nobody knows is worth one more try (`doubted_before` says that this was it), since it may be a fault
    that passes; after that it is permanent, or the rest of the chat would wait behind it for days.
    """
    if isinstance(error, UnreachedError):
        return SendError(str(error), delivered_unknown=error.maybe_taken)
    if not isinstance(error, RefusedError):
        return SendError(str(error), retry_after=MINUTE)
    means = meaning(error.code)
    if means.fate is Fate.GONE:
        return SendError(means.reason, gone=True)
    if means.fate is Fate.PERMANENT or (means.fate is Fate.DOUBTED and doubted_before):
        return SendError(means.reason, permanent=True)
    return SendError(means.reason, retry_after=means.retry_after)
