"""/dulieucuatoi: what is kept about a person, for that person, who may have it erased."""

from handlers.context import Context
from knowledge.memory import people
from knowledge.messages import Reply
from knowledge.texts import channel_name

_ERASE = "/dulieucuatoi xoa"


def show(context: Context) -> Reply | None:
    """What is kept, with the choice to erase it; None for another message. Only in private: it is nobody else's."""
    if context.command not in ("dulieucuatoi", "mydata") or context.said.chosen:
        return None
    if context.message.chat.group:
        return context.reply("my_data.private_only")
    person, questions = context.person, context.services.questions
    accounts = people.accounts(context.tx, person.id)
    known = [(channel_name(context.language, channel), name) for channel, name in accounts]
    return context.reply(
        "my_data.kept",
        context.button("my_data.erase", _ERASE),
        channels=", ".join(f"{channel} ({name})" if name else channel for channel, name in known),
        role=context.reply(f"role_name.{person.role or 'none'}").text,
        agencies=", ".join(map(questions.agency_name, person.agencies)) or "–",
        n=people.kept(context.tx, person.id),
    )


def erase(context: Context) -> Reply | None:
    """Forget the person, once that is chosen under what was shown; the last owner stays, or nobody could run this."""
    if not (context.said.chosen and context.text == _ERASE):
        return None
    person = context.person
    if person.role == "owner" and not people.others_with(context.tx, "owner", person.id):
        return context.reply("my_data.last_owner")
    people.erase(context.tx, person.id)
    return context.reply("my_data.erased")
