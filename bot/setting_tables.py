"""What can be set, table by table, each with what a value must be."""

import re
from datetime import date, time
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from knowledge.obligations.steps import RECURRING, REPORT, TASK_COORDINATE, TASK_LEAD, Rhythm, Rhythms

LONGEST_DAYS = 36500


class Table(BaseModel):
    """A table of the file: what it does not know is refused, and nothing changes it later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_the_system_takes_it(folder: Path) -> Path:
    if "\0" in str(folder):
        raise ValueError("the name of a folder holds no NUL character")
    try:
        return folder.expanduser()
    except RuntimeError as error:
        raise ValueError(f'"{folder}": whose home folder that is cannot be found out') from error


Folder = Annotated[Path, AfterValidator(_as_the_system_takes_it)]


class DataSettings(Table):
    """`folder` is relative to the folder of the settings file."""

    folder: Folder = Path("data")


def _network(value: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(str(value))
    except ValueError as error:
        wanted = 'an IP address ("10.0.0.5") or a network ("10.0.0.0/24")'
        raise ValueError(f'"{value}" is not {wanted}') from error


Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]


SITE = re.compile(r"https?://([^/?#@\s:\[\]]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/?", re.IGNORECASE)
SITE_WITH_PATH = re.compile(SITE.pattern + r"([A-Za-z0-9._~-]+/?)*", re.IGNORECASE)
HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class PortalSettings(Table):
    """A reverse proxy in front that signs people in: how people are known when the page is not for this machine alone.

    `address` is what people open, `header` the HTTP header with the person's name at the agency, believed only from
    `proxies`. All are empty where there is none.
    """

    address: str = ""
    header: str = ""
    proxies: tuple[Network, ...] = ()

    @field_validator("address")
    @classmethod
    def _as_browsers_say_it(cls, address: str) -> str:
        """In small letters, without a path and the usual port: Host and Origin of requests are compared with it."""
        if address and not SITE.fullmatch(address):
            raise ValueError(f'"{address}" is no address of a site such as "https://hoidap.example.gov.vn"')
        address = address.rstrip("/").lower()
        return address.removesuffix(":443" if address.startswith("https:") else ":80")

    @field_validator("header")
    @classmethod
    def _can_be_sent(cls, header: str) -> str:
        if header and not HEADER_NAME.fullmatch(header):
            raise ValueError(f'"{header}" is no name of an HTTP header such as "X-Remote-User"')
        return header

    @model_validator(mode="after")
    def _all_or_nothing(self) -> "PortalSettings":
        if len({bool(value) for value in (self.address, self.header, self.proxies)}) > 1:
            raise ValueError("address, header and proxies are all needed, or none of them")
        return self

    def is_proxy(self, remote: str | None) -> bool:
        """Whether a request from this address (None: not known) comes from one of the proxies."""
        try:
            return any(ip_address(remote or "") in network for network in self.proxies)
        except ValueError:
            return False


def _address(value: str) -> str:
    if "@" in value:
        raise ValueError("an address with a name and a password in it is not taken, nor shown here")
    if value and not SITE_WITH_PATH.fullmatch(value):
        raise ValueError(f'"{value}" is no address such as "https://bot.example.gov.vn"')
    return value.rstrip("/")


Address = Annotated[str, AfterValidator(_address)]
"""An http(s) address without a "/" at its end, or "" for none."""


def _encrypted(value: str) -> str:
    if value and not value.lower().startswith("https://"):
        raise ValueError(f'"{value}" must begin with https://, as the address of a calendar is a key to it')
    return value


class WebSettings(Table):
    """The chat page. Port 0 is any free one; a busy port is replaced by a free one, where nobody expects it.

    `public_address` is where calendar programs reach the server from outside, without signing in; "" for nowhere.
    """

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    public_address: Annotated[Address, AfterValidator(_encrypted)] = ""
    portal: PortalSettings = PortalSettings()

    @model_validator(mode="after")
    def _where_the_proxy_looks(self) -> "WebSettings":
        if (self.portal.address or self.public_address) and not self.port:
            raise ValueError("port 0 (any free one) cannot be found by the proxy in front: name one in web.port")
        return self


class KeepSettings(Table):
    """For how many days what was said, what a person was talking about, a draft that nobody corrects, and a question
    that was not answered is kept."""

    messages_days: int = Field(90, ge=1, le=LONGEST_DAYS)
    conversations_days: int = Field(30, ge=1, le=LONGEST_DAYS)
    drafts_days: int = Field(30, ge=1, le=LONGEST_DAYS)
    unanswered_days: int = Field(180, ge=1, le=LONGEST_DAYS)


class BackupSettings(Table):
    """Where backups are kept, relative to the data folder, and how many: of so many days and weeks. Where `daily` is 0
    none is made by itself."""

    folder: Folder = Path("backups")
    daily: int = Field(7, ge=0, le=366)
    weekly: int = Field(8, ge=0, le=520)


class LogSettings(Table):
    """What is logged on standard error: from this level on, for people ("console") or for machines ("json")."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class AccessSettings(Table):
    """Who is answered. `questions` is empty for the default, see `bot.messengers.who_is_answered`.

    `per_person` and `per_chat` are messages a minute, `next_chat_minutes` how long an agency's chat may be out of reach
    before its next one is used, `choice_minutes` how long a typed number still means a choice of the last answer.
    """

    questions: Literal["", "members", "anyone"] = ""
    per_person: int = Field(20, ge=1, le=1000)
    per_chat: int = Field(60, ge=1, le=10000)
    next_chat_minutes: int = Field(60, ge=1, le=10080)
    choice_minutes: int = Field(60, ge=1, le=10080)


def _month_day(value: str) -> str:
    try:
        date.fromisoformat(f"2001-{value}")
    except ValueError as error:
        raise ValueError(f'"{value}" is no day of a year such as "07-01"') from error
    return value


MonthDay = Annotated[str, AfterValidator(_month_day)]
DaysBefore = Annotated[int, Field(ge=0, le=365)]


class RemindSettings(Table):
    """Reminders are said on working days from `first_hour` until before `last_hour`, in Viet Nam's time.

    On which days: so many before the last day of a task that an agency leads or coordinates, or of a report; after it
    so many working days, then each week `after_weeks` times; of a recurring task on days of the year ("07-01").
    """

    first_hour: time = time(8)
    last_hour: time = time(17)
    lead_days: tuple[DaysBefore, ...] = TASK_LEAD.before
    coordinator_days: tuple[DaysBefore, ...] = TASK_COORDINATE.before
    report_days: tuple[DaysBefore, ...] = REPORT.before
    after_days: tuple[Annotated[int, Field(ge=1, le=20)], ...] = REPORT.after
    after_weeks: int = Field(REPORT.weekly, ge=0, le=50)
    recurring_days: tuple[MonthDay, ...] = tuple(f"{month:02}-{day:02}" for month, day in RECURRING.in_year)

    @property
    def rhythms(self) -> Rhythms:
        """The steps that follow from it."""
        days = ((int(day[:2]), int(day[3:])) for day in self.recurring_days)
        return Rhythms(
            lead=Rhythm(self.lead_days, self.after_days, self.after_weeks),
            coordinate=Rhythm(self.coordinator_days),
            report=Rhythm(self.report_days, self.after_days, self.after_weeks),
            recurring=Rhythm(in_year=tuple(days)),
        )

    @model_validator(mode="after")
    def _in_order(self) -> "RemindSettings":
        if self.first_hour >= self.last_hour:
            raise ValueError("first_hour must be before last_hour")
        return self


class MessengerSettings(Table):
    """What every messenger has. It is on when its token is set, see `bot.tokens`.

    `webhook_address` is where the platform reaches this program from outside, up to the path that the channel adds;
    `bot.messengers` asks for it when a messenger that is on needs it.
    """

    mode: Literal["polling", "webhook"] = "polling"
    proxy: Address = ""
    webhook_address: Address = ""
    timeout_seconds: int = Field(30, ge=1, le=300)


class TelegramSettings(MessengerSettings):
    """Telegram. `get_updates_proxy` stands in for `proxy` while waiting for messages."""

    base_url: Address = "https://api.telegram.org"
    get_updates_proxy: Address = ""
    poll_seconds: int = Field(30, ge=0, le=50)


class ZaloBotSettings(MessengerSettings):
    """Zalo Bot. The plan's limits: messages a month, people, groups; 0 for none."""

    base_url: Address = "https://bot-api.zaloplatforms.com"
    poll_seconds: int = Field(30, ge=1, le=50)
    month_messages: int = Field(3000, ge=0)
    people: int = Field(50, ge=0)
    groups: int = Field(3, ge=0)


class ZaloOaSettings(MessengerSettings):
    """Zalo Official Account, by webhook only. `app_id` is the application's, `month_messages` 0 for no limit."""

    mode: Literal["webhook"] = "webhook"
    base_url: Address = "https://openapi.zalo.me"
    oauth_url: Address = "https://oauth.zaloapp.com"
    app_id: str = ""
    month_messages: int = Field(0, ge=0)
