"""What Telegram says of our bot: getMe and getWebhookInfo."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from bot.commands.findings import Finding
from bot.online.asking import Answer, Platform, Table, table
from bot.online.webhook import webhook_finding

PATH = "/telegram"
WRONG_TOKEN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
RECENT = timedelta(hours=1)
"""A webhook that failed longer ago than this works again, or nobody has written since."""


async def telegram(platform: Platform, token: str) -> list[Finding]:
    """Raises UnaskedError, TimeoutError."""
    me = await platform.ask("GET", f"/bot{token}/getMe")
    found = platform.clock_finding(me)
    if not me.body.get("ok"):
        return [*found, _refused(platform, me)]
    found += _bot(platform, table(me.body.get("result")))
    webhook = await platform.ask("GET", f"/bot{token}/getWebhookInfo")
    if not webhook.body.get("ok"):
        return [*found, _refused(platform, webhook)]
    return found + _webhook(platform, table(webhook.body.get("result")))


def _refused(platform: Platform, answer: Answer) -> Finding:
    if answer.status in WRONG_TOKEN:
        return Finding(platform.say("token_refused", token="TTDN_TELEGRAM_TOKEN", giver="@BotFather"), "wrong")
    return Finding(platform.say("refused", code=answer.status, reason=answer.body.get("description", "")), "wrong")


def _bot(platform: Platform, me: Table) -> list[Finding]:
    found = [platform.note("telegram_bot", username=me.get("username", ""), title=me.get("first_name", ""))]
    if not me.get("can_join_groups"):
        found.append(Finding(platform.say("telegram_no_groups"), "warning"))
    if me.get("can_read_all_group_messages"):
        found.append(Finding(platform.say("telegram_reads_all"), "warning"))
    else:
        found.append(platform.note("telegram_privacy"))
    if not me.get("supports_inline_queries"):
        found.append(Finding(platform.say("telegram_no_inline"), "warning"))
    return found


def _webhook(platform: Platform, info: Table) -> list[Finding]:
    found = [webhook_finding(platform, str(info.get("url") or ""), PATH)]
    if waiting := info.get("pending_update_count"):
        found.append(platform.note("telegram_pending", n=waiting))
    failed_at = info.get("last_error_date")
    if isinstance(failed_at, int) and platform.clock() - _moment(failed_at) < RECENT:
        reason = info.get("last_error_message", "")
        found.append(Finding(platform.say("telegram_webhook_fails", reason=reason), "wrong"))
    return found


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.min.replace(tzinfo=UTC)
