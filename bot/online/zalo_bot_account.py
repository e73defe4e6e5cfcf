"""What the Zalo Bot Platform says of our bot: getMe and getWebhookInfo.

The body decides and not the HTTP status, which was seen to be 200 for errors too.
"""

from bot.commands.findings import Finding
from bot.online.asking import Answer, Platform, table
from bot.online.webhook import webhook_finding

PATH = "/zalo-bot"
UNAUTHORIZED, NOT_FOUND = 401, 404


async def zalo_bot(platform: Platform, token: str) -> list[Finding]:
    """Raises UnaskedError, TimeoutError."""
    me = await platform.ask("POST", f"/bot{token}/getMe", body={})
    found = platform.clock_finding(me)
    if not me.body.get("ok"):
        return [*found, _refused(platform, me)]
    bot = table(me.body.get("result"))
    found.append(platform.note("zalo_bot", account=bot.get("account_name", ""), plan=bot.get("account_type", "")))
    if not bot.get("can_join_groups"):
        found.append(Finding(platform.say("zalo_no_groups"), "warning"))
    webhook = await platform.ask("POST", f"/bot{token}/getWebhookInfo", body={})
    if webhook.body.get("ok"):
        url = str(table(webhook.body.get("result")).get("url") or "")
    elif _code(webhook) == NOT_FOUND:  # how this platform says that there is none
        url = ""
    else:
        return [*found, _refused(platform, webhook)]
    return [*found, webhook_finding(platform, url, PATH)]


def _refused(platform: Platform, answer: Answer) -> Finding:
    if _code(answer) in (UNAUTHORIZED, NOT_FOUND):
        return Finding(platform.say("token_refused", token="TTDN_ZALO_BOT_TOKEN", giver="Zalo Bot Creator"), "wrong")
    return Finding(platform.say("refused", code=_code(answer), reason=answer.body.get("description", "")), "wrong")


def _code(answer: Answer) -> object:
    return answer.body.get("error_code", answer.status)
