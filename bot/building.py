"""The real parts of the program: answers from the documents, and every channel that is set up."""

import gc
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.app import Clock, Parts
from bot.channels import Channel, Found, LookUp
from bot.channels.telegram_bot import Telegram, link_to
from bot.channels.web_chat import page_channels
from bot.channels.web_uploads import Uploads
from bot.channels.zalo_bot import ZaloBot
from bot.channels.zalo_oa import ZaloOa
from bot.demo.days import day_of
from bot.demo.world import Programme
from bot.facts import load_calendar, load_facts
from bot.messengers import who_is_answered
from bot.metrics import ErrorCounter, Metrics
from bot.setting_tables import AccessSettings
from bot.settings import Settings
from bot.tokens import Tokens
from bot.tokens import load as load_tokens
from bot.web import WebServer
from bot.web_calendar import CalendarFeed, load_secret
from bot.web_health import add_health
from bot.web_metrics import add_metrics
from handlers.context import Access, AsSent, Diagnose, Links, Services
from handlers.inline import look_up
from jobs.announce import Announcing
from jobs.backup import BackingUp
from jobs.escalate import Escalating
from jobs.escalate_office import EscalatingToOffice
from jobs.hours import as_wished, keep_hours
from jobs.learned_rate import LearnedRate
from jobs.month import MonthlyDigest
from jobs.pictures import TakingPictures, keep_picture
from jobs.proofs import keep_proof
from jobs.reading import Fetch, ReadingFiles
from jobs.remind import Reminding
from jobs.schedule import Plan
from jobs.sending import Edits
from knowledge.current import Current
from knowledge.memory import DATABASE, Store, StoreError, Transaction, learned_limits
from knowledge.memory.backups import Backups
from knowledge.memory.calendar_addresses import Addresses
from knowledge.memory.chats import COORDINATING
from knowledge.memory.file_readings import NOTICE, PROOF
from knowledge.messages import TRIAL, Message, Reply
from knowledge.questions import Questions
from knowledge.sending_hours import Hours
from knowledge.texts import say

log = structlog.get_logger(__name__)

_TITLE = 80  # characters


def make_parts(settings: Settings, store: Store, clock: Clock) -> Parts:
    """Raises SourceError, WebError, SettingsError, SetupError and TokensError, each one sentence for the operator."""
    tokens = load_tokens()
    portal = settings.web.portal
    server = WebServer(settings.web.host, settings.web.port, portal=portal if portal.address else None)
    current = Current(load_facts(store), load_calendar(), settings.remind.rhythms)
    store.call(current.at)  # with what was changed, so that nobody has to wait for it
    gc.collect()
    gc.freeze()  # it lives as long as the program: looking through it again and again costs answers their time
    access = access_of(
        settings.access,
        members_only=who_is_answered(settings, tokens) == "members",
        own_machine=frozenset({"web"}) if server.is_private else frozenset(),
    )
    hours = Hours(settings.remind.first_hour, settings.remind.last_hour)
    reminding, to_office = Reminding(current, hours), EscalatingToOffice(current, hours)
    written = current.written
    drafts_kept = timedelta(days=settings.keep.drafts_days)
    services = Services(
        written.questions, access, owing=written.book, current=current, hours=(hours.first, hours.last),
        drafts_kept=drafts_kept,
    )  # fmt: skip
    messengers = make_messengers(settings, tokens, server, store, clock, _look_up(store, services, clock))
    uploads = Uploads()
    programme = make_programme(services, written.questions, reminding, clock())
    page = page_channels(server, store, clock, programme, uploads=uploads)
    channels: tuple[Channel, ...] = (*page, *messengers)
    limits = {"zalo_bot": settings.zalo_bot.month_messages, "zalo_oa": settings.zalo_oa.month_messages}
    month_messages = {channel.name: limits.get(channel.name, 0) for channel in messengers}
    metrics = Metrics()
    logging.getLogger().addHandler(ErrorCounter(metrics))
    kept = settings.backup
    backups = Backups(settings.data.folder / DATABASE, kept.folder, kept.daily, kept.weekly)
    backing_up = BackingUp(store, backups, clock)
    add_health(server, store, clock, channels, backing_up)
    add_metrics(server, store, clock, metrics, channels, month_messages, backing_up)
    addresses = _addresses(settings)
    if addresses:
        CalendarFeed(server, store, clock, current, hours.first)
    fetchers = _fetchers(messengers, uploads)
    return Parts(
        replace(
            services,
            diagnose=_diagnosis(channels),
            addresses=addresses,
            links=_links(channels),
            parts=_parts(channels),
            month_messages=month_messages,
        ),
        channels,
        (server,),
        metrics=metrics,
        reminds=reminding,
        then=(Escalating(current, hours), to_office, MonthlyDigest(current, hours)),
        allowed=keep_hours(as_wished(current, hours), _renew(reminding, to_office)),
        backing_up=backing_up,
        reading=ReadingFiles(store, fetchers, current.at, clock, drafts_kept),
        pictures=TakingPictures(store, fetchers, clock, {NOTICE: keep_picture, PROOF: keep_proof}),
        announcing=Announcing(store, current, clock, can_edit(channels)),
        month_messages=month_messages,
        plans={"zalo_bot": Plan(settings.zalo_bot.people, settings.zalo_bot.groups)},
    )


def _fetchers(messengers: Sequence[Channel], uploads: Uploads) -> Mapping[str, Fetch]:
    """Who has the files that people send, by channel; the others take none."""
    return {"web": uploads.fetch} | {each.name: each.fetch for each in messengers if isinstance(each, Telegram)}


def _renew(reminding: Reminding, to_office: EscalatingToOffice) -> Callable[[Transaction, str, datetime], int]:
    """What waits for an agency, or for the office that follows them all, is to be said as it is now."""

    def renew(tx: Transaction, agency: str, now: datetime) -> int:
        return (to_office if agency == COORDINATING else reminding).remind(tx, agency, now)

    return renew


def make_programme(services: Services, questions: Questions, reminding: Reminding, now: datetime) -> Programme:
    """What can be tried out on the page of one machine."""
    catalog, today = questions.catalog, day_of(now)
    begun = [catalog.documents[document].issued for document in catalog.documents_in_force(today.year)]
    begins = min((day for day in begun if day is not None), default=today)
    return Programme(catalog.agencies, services, reminding, questions.calendar, reminding.hours.first, begins)


def _addresses(settings: Settings) -> Addresses | None:
    """Of calendars that are subscribed to, where the server is reached from outside."""
    base = settings.web.public_address
    return Addresses(base, load_secret(settings.data.folder)) if base else None


def access_of(settings: AccessSettings, *, members_only: bool, own_machine: frozenset[str]) -> Access:
    """What handlers must know of the settings."""
    return Access(
        members_only=members_only,
        own_machine=own_machine,
        per_person=settings.per_person,
        per_chat=settings.per_chat,
        choice_for=timedelta(minutes=settings.choice_minutes),
    )


def make_messengers(
    settings: Settings, tokens: Tokens, server: WebServer, store: Store, clock: Clock, find: LookUp
) -> tuple[Channel, ...]:
    """Those whose token is set."""
    channels: list[Channel] = []
    if token := tokens.telegram_token.get_secret_value():
        secret = tokens.telegram_secret.get_secret_value()
        channels.append(Telegram(settings.telegram, token, secret, clock, server, find))
    if tokens.zalo_bot_token.get_secret_value():
        bot_token, bot_secret = tokens.zalo_bot_token, tokens.zalo_bot_secret
        learned = LearnedRate(store.call(learned_limits.get, ZaloBot.name))
        channels.append(
            ZaloBot(settings.zalo_bot, bot_token, bot_secret, clock, server, learned, _remember(store, ZaloBot.name))
        )
    if refresh := tokens.zalo_oa_refresh_token.get_secret_value():
        channels.append(
            ZaloOa(
                settings.zalo_oa,
                server,
                settings.data.folder,
                clock,
                refresh_token=refresh,
                app_secret=tokens.zalo_oa_app_secret.get_secret_value(),
                secret_key=tokens.zalo_oa_secret_key.get_secret_value(),
            )
        )
    return tuple(channels)


def _remember(store: Store, channel: str) -> Callable[[float | None], Awaitable[None]]:
    async def remember(limit: float | None) -> None:
        try:
            await store.run(learned_limits.put, channel, limit)
        except StoreError as error:  # the next start learns it again
            log.error("learned limit not kept", channel=channel, exc_info=error)

    return remember


def _look_up(store: Store, services: Services, clock: Clock) -> LookUp:
    async def find(channel: str, sender: str, text: str, language: str) -> tuple[Found, ...]:
        replies = await store.run(look_up, services, channel, sender, text, language, clock())
        return tuple(map(_found, replies))

    return find


def _found(reply: Reply) -> Found:
    return Found(reply.text.split("\n", 1)[0][:_TITLE], reply.text)


def _links(channels: Sequence[Channel]) -> Links:
    """Telegram alone has links that carry a code, once it has said the bot's name."""

    def links(code: str, group: bool) -> tuple[str, ...]:
        known = (channel.identity for channel in channels if isinstance(channel, Telegram) and channel.identity)
        return tuple(link_to(identity.username, code, group=group) for identity in known)

    return links


def can_edit(channels: Sequence[Channel]) -> frozenset[str]:
    """Those that can put in other words what they have sent."""
    return frozenset(channel.name for channel in channels if isinstance(channel, Edits))


def _parts(channels: Sequence[Channel]) -> AsSent:
    named = {channel.name: channel for channel in channels}

    def parts(channel: str, reply: Reply) -> Sequence[Reply]:
        return named[channel].parts(reply) if channel in named else (reply,)

    return parts


def _diagnosis(channels: Sequence[Channel]) -> Diagnose:
    """What a bot is given to read in a group depends on the platform, and on how it was set up there."""

    def seen(message: Message, language: str) -> str:
        channel = next((each for each in channels if each.name == message.chat.channel), None)
        if not message.chat.group or channel is None or channel.name in ("web", TRIAL):
            return ""
        if isinstance(channel, Telegram):
            sees_all = channel.identity is not None and channel.identity.reads_all_group_messages
            return say(language, "diagnose.sees_all" if sees_all else "diagnose.sees_telegram")
        return say(language, f"diagnose.sees_{channel.name}")

    return seen
