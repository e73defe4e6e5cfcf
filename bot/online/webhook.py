"""Whether the way in which messages come to us is the one that the platform knows: polling and a webhook exclude each
other, and a webhook that is not ours belongs to somebody. It is told, and never removed."""

from urllib.parse import urlsplit

from bot.commands.findings import Finding
from bot.online.asking import Platform


def webhook_finding(platform: Platform, url: str, path: str) -> Finding:
    """`url` is the webhook that the platform knows, "" for none; `path` is what our channel adds to its address."""
    host, ours = urlsplit(url).netloc, platform.settings.webhook_address + path
    if platform.settings.mode == "polling":
        return Finding(platform.say("webhook_in_way", host=host), "wrong") if url else platform.note("polling")
    if not url:
        return Finding(platform.say("webhook_none"), "warning")
    if url != ours:
        return Finding(platform.say("webhook_elsewhere", host=host, ours=ours), "wrong")
    return platform.note("webhook", host=host)
