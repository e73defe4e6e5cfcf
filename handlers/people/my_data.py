"""/dulieucuatoi: what is kept about a person, for that person, who may have it erased."""

from handlers.confirming import ask_to_confirm
from handlers.context import Context
from knowledge.changes.of_people import ERASED, person_subject
from knowledge.memory import people
from knowledge.messages import Reply
from knowledge.texts import channel_name

_ERASE = "/dulieucuatoi xoa"


def show(context: Context) -> Reply | None:
    """What is kept, with the choice to erase it; None for another message. Only in private: it is nobody else's."""
    if context.command not in ("dulieucuatoi", "mydata") or context.said.chosen:
        return None
    if refusal := context.refused("see_my_data"):
        return refusal
    person, questions = people.get(context.tx, context.person.id) or context.person, context.services.questions
    accounts = people.accounts(context.tx, person.id)
    known = [(channel_name(context.language, channel), name) for channel, name in accounts]
    return context.reply(
        "my_data.kept",
        context.button("my_data.erase", _ERASE),
        channels=", ".join(f"{channel} ({name})" if name else channel for channel, name in known),
        role=context.reply(f"role_name.{person.role or 'none'}").text,
        agencies=", ".join(map(questions.agency_name, person.agencies)) or "–",
        n=people.kept(context.tx, person.id),
        questions=people.questions_kept(context.tx, person.id),
    )


def erase(context: Context) -> Reply | None:
    """Ask whether the person is to be forgotten, when that is chosen under what was shown; None for another message."""
    if not (context.said.chosen and context.text == _ERASE):
        return None
    if refusal := _refused(context):
        return refusal
    said = context.reply("my_data.erase_ask", n=people.kept(context.tx, context.person.id))
    return ask_to_confirm(context, "erase_my_data", "", said, "my_data.erase")


def erase_now(context: Context, _: str) -> Reply:
    """It was confirmed. That it was done stays on record, by a number that stands for nobody any more."""
    if refusal := _refused(context):
        return refusal
    context.change(ERASED, person_subject(context.person.id), True)
    return context.reply("my_data.erased")


def _refused(context: Context) -> Reply | None:
    """The last owner stays, or nobody could run this."""
    person = context.person
    if person.role == "owner" and not people.others_with(context.tx, "owner", person.id):
        return context.reply("my_data.last_owner")
    return context.refused("erase_my_data")
