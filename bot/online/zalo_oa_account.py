"""What Zalo says of our Official Account: getoa and the quota of messages.

Asked with the access token that the running program has stored. The refresh token is good for once, and whoever spends
it has to keep the next one: it is left alone here.
"""

from contextlib import suppress
from pathlib import Path

from bot.channels.zalo_oa_tokens import FILE, read_pair
from bot.commands.findings import Finding
from bot.online.asking import Answer, Platform, table
from bot.tokens import TokensError

ENDED = (-216, -220)
QUOTA = {"quota_owner": "OA", "product_type": "cs", "quota_type": "sub_quota"}


def stored_access_token(folder: Path) -> str:
    """The access token that the program keeps in the data folder, "" when there is none that can be read."""
    with suppress(TokensError):
        pair = read_pair(folder / FILE)
        return pair.access if pair else ""
    return ""


async def zalo_oa(platform: Platform, access_token: str) -> list[Finding]:
    """Without a token it is only found out whether Zalo answers, and the time. Raises UnaskedError, TimeoutError."""
    headers = {"access_token": access_token}
    answer = await platform.ask("GET", "/v2.0/oa/getoa", headers=headers)
    found = platform.clock_finding(answer)
    if not access_token:
        return [*found, Finding(platform.say("oa_no_token"), "warning")]
    if answer.body.get("error") != 0:
        return [*found, _refused(platform, answer)]
    account = table(answer.body.get("data"))
    package = account.get("package_name") or "-"
    found.append(platform.note("oa_account", account=account.get("name", ""), package=package))
    if account.get("is_verified") is False:
        found.append(Finding(platform.say("oa_unverified"), "warning"))
    return found + _quota(platform, await platform.ask("POST", "/v3.0/oa/quota/message", headers=headers, body=QUOTA))


def _quota(platform: Platform, answer: Answer) -> list[Finding]:
    """Accounts without a package have no such quota, and are told so by an error: that is not wrong."""
    data = answer.body.get("data")
    assets = data if isinstance(data, list) else [data]
    left = [table(asset)["remain"] for asset in assets if isinstance(table(asset).get("remain"), int)]
    if answer.body.get("error") != 0 or not left:
        return [platform.note("oa_no_quota")]
    if sum(left) <= 0:
        return [Finding(platform.say("oa_quota_used"), "wrong")]
    return [platform.note("oa_quota", n=sum(left))]


def _refused(platform: Platform, answer: Answer) -> Finding:
    code = answer.body.get("error", answer.status)
    if code in ENDED:
        return Finding(platform.say("oa_token_ended"), "warning")
    return Finding(platform.say("refused", code=code, reason=answer.body.get("message", "")), "wrong")
