"""To whom a notice goes, in words."""

from handlers.context import Context
from knowledge.announcing.whom import Read, Whom

_MOST_NAMES = 12


def in_words(context: Context, whom: Whom) -> str:
    """ "các tỉnh, thành phố; Bộ Ngoại giao"."""
    if whom.every:
        return context.reply("announce.all_officers" if whom.officers else "announce.all_groups").text
    names = [context.services.questions.agency_name(each) for each in whom.agencies[:_MOST_NAMES]]
    rest = len(whom.agencies) - len(names)
    more = context.reply("announce.and_more", n=rest).text if rest else ""
    kinds = [context.reply(f"agency_kind.{kind}").text for kind in whom.kinds]
    said = "; ".join((*kinds, *([", ".join(names) + more] if names else [])))
    return context.reply("announce.officers_of", whom=said).text if whom.officers else said


def doubts(context: Context, read: Read) -> str:
    """What was not understood of those who were named."""
    lines = []
    if read.unknown or not (read.whom.is_said or read.doubtful):
        typed = ", ".join(read.unknown)[:60] or context.text.strip()[:60]
        lines.append(context.reply("announce.unknown", typed=typed).text)
    for typed, agencies in read.doubtful:
        names = ", ".join(map(context.services.questions.agency_name, agencies[:_MOST_NAMES]))
        lines.append(context.reply("announce.doubtful", typed=typed[:60], names=names).text)
    return "\n".join(lines)
