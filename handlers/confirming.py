"""What destroys, publishes or is sent to many is done when who asked for it confirms it: once, and within minutes."""

from dataclasses import replace

from handlers.context import Context
from knowledge.memory import confirmations
from knowledge.memory.confirmations import GOOD_FOR
from knowledge.messages import Button, Reply

YES, NO = "confirm:yes", "confirm:no"
"""What the buttons carry, followed by the number of what waits."""


def ask_to_confirm(context: Context, action: str, argument: str, said: Reply, yes: str) -> Reply:
    """`said` names what will happen; `yes` is the key of the choice that has it done: then `confirmed` carries out the
    action of `permissions.toml` with this argument."""
    chat, person = context.message.chat, context.person.id
    number = confirmations.ask(context.tx, chat, person, action, argument, context.now)
    buttons = (context.button(yes, f"{YES} {number}"), context.button("confirm.no", f"{NO} {number}"))
    within = context.reply("confirm.within", n=int(GOOD_FOR.total_seconds() // 60)).text
    return Reply(f"{said.text}\n{within}", buttons, context.language)


def with_choices(asked: Reply, *others: Button) -> Reply:
    """Further choices beside to do it; not to do it stays the last one."""
    return replace(asked, buttons=(*asked.buttons[:-1], *others, asked.buttons[-1]))
