"""One message, one transaction: seen before? who is it? the first route that answers; its reply into the outbox."""

from datetime import datetime

from handlers import confirmed, diagnose, events, gate, language, menu, plain_orders, press, questions, start
from handlers.announcing import announcing
from handlers.announcing import now as announcing_now
from handlers.announcing import picture as announcing_picture
from handlers.auditing import audit, backup, figures, undoing
from handlers.carried import ExpiredError, say_expired
from handlers.context import Context, Route, Services
from handlers.editing import editing
from handlers.errors import apologise
from handlers.incoming import document_secrecy, documents, drafts, files_in, publishing
from handlers.known_agencies import of_person, of_place
from handlers.people import binding, codes, coordination, invite_list, inviting, my_data, user_changes, users
from handlers.reminding import calendars, dead_letters, lookahead, reminders
from handlers.reporting import (
    completions,
    deciding,
    extending,
    finishing,
    handing_in,
    nudging,
    plain_reports,
    progress,
    proof_files,
    proof_taking,
)
from handlers.teaching import learning, teaching, unanswered
from handlers.wishes import agency_events, days_off, event_adding, wishes
from knowledge.memory import Transaction, chats, inbox, outbox, people
from knowledge.messages import Message, Reply

ROUTES: tuple[Route, ...] = (
    events.happened,
    gate.too_fast,
    codes.entered,
    gate.stranger,
    gate.too_long,
    announcing_picture.take,
    proof_taking.take,
    files_in.receive,
    events.unsupported,
    press.gone,
    confirmed.decide,
    editing.record,
    editing.answer,
    language.switch,
    start.introduce,
    binding.bind,
    binding.unbind,
    coordination.coordinate,
    codes.link,
    my_data.show,
    my_data.erase,
    diagnose.diagnose,
    dead_letters.show,
    dead_letters.again,
    audit.show,
    audit.sheet,
    undoing.undo,
    inviting.record,
    inviting.invite,
    invite_list.show,
    invite_list.revoke,
    user_changes.record,
    user_changes.choose,
    users.show,
    backup.ask,
    files_in.stop,
    drafts.command,
    drafts.press,
    publishing.ask,
    documents.record,
    documents.command,
    documents.press,
    document_secrecy.press,
    announcing_now.stop,
    announcing.begin,
    announcing.choose,
    announcing.record,
    teaching.record,
    teaching.begin,
    unanswered.show,
    unanswered.decide,
    figures.show,
    figures.sheet,
    calendars.show,
    calendars.renew,
    lookahead.show,
    reminders.acknowledge,
    reminders.put_off,
    completions.ask_which,
    completions.take_back,
    completions.record,
    learning.wish,
    deciding.decide,
    deciding.record,
    extending.reason,
    extending.withdraw,
    extending.ask,
    progress.withdraw,
    progress.tell,
    finishing.replace,
    finishing.finish,
    handing_in.chosen,
    handing_in.hand_in,
    proof_files.press,
    proof_files.show,
    nudging.nudge,
    event_adding.record,
    agency_events.answer,
    days_off.answer,
    wishes.answer,
    menu.ask,
    menu.unknown,
    plain_reports.tell,
    plain_orders.obey,
    questions.answer,
)


def handle(
    tx: Transaction, services: Services, message: Message, now: datetime, routes: tuple[Route, ...] = ROUTES
) -> None:
    """Store the message and the answer to it; a message that was seen before changes nothing.

    An error in a route undoes what the route did and is answered with its id. Raises StoreError when nothing can be
    stored: then the message was not taken.
    """
    if not inbox.add(tx, message, now):
        return
    person = None
    try:
        with tx.savepoint():
            context = _context(tx, services, message, now)
            person = context.person.id
            reply = next((reply for route in routes if (reply := route(context)) is not None), None)
    except ExpiredError:
        reply = say_expired(tx, message, context.person.id, context.language)
    except Exception as error:
        about = {"channel": message.chat.channel, "chat": message.chat.mark}
        reply = Reply(apologise("message not handled", error, message.language, **about), language=message.language)
    if reply is not None and reply.text:
        known = person if person is not None and people.exists(tx, person) else None
        outbox.add(tx, message.chat, reply, now, person=known)


def _context(tx: Transaction, services: Services, message: Message, now: datetime) -> Context:
    person = people.recognise(tx, message, now)
    place = chats.seen(tx, message, now)
    said = press.said(tx, message, person, now - services.access.choice_for, now)
    services = services.at(tx)
    return Context(tx, services, message, of_person(services, person), of_place(services, place), said, now)
