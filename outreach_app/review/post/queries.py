"""To whom a letter about review is owed, and what it tells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts import queries as accounts
from outreach_app.accounts.models import TRAINER, Library, StaffMember
from outreach_app.accounts.queries import Phone
from outreach_app.emergency.due import queries as plan
from outreach_app.emergency.due.queries import Needs
from outreach_app.grants import queries as grants
from outreach_app.inquiries import queries as inquiries
from outreach_app.judging import queries as records
from outreach_app.judging.rules import HAND_IN, WAITING
from outreach_app.kits import queries as kits
from outreach_app.kits.queries import Listed
from outreach_app.ledger import reading
from outreach_app.mail.models import BegunLetter
from outreach_app.review.inbox import queries as inbox
from outreach_app.review.inbox.queries import AGED, ANSWERED, MINE, Wanted
from outreach_app.review.post import rules
from outreach_app.review.post.rules import ASKED, DIGEST, RETURNED
from outreach_app.trends.watching import queries as trends

FEW = 10
MOST = 1000
GRANTS_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a letter, and in which language."""

    id: str
    name: str
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a library: figures, and the kits and phones that somebody is to ask about."""

    open: int
    old: int
    answered: int
    to_review: int
    unread: int
    overdue: int
    trends: int
    """On the watch list, to be looked at again."""
    kits: tuple[Listed, ...]
    silent: tuple[Phone, ...]
    plan: Needs | None
    """What the disaster plan needs; None where it needs nothing, or there is none."""
    grants: int = 0
    """Grants whose deadline comes within two weeks or is past, and that are not handed in."""

    @property
    def is_nothing(self) -> bool:
        waits = self.open or self.to_review or self.unread or self.overdue or self.silent
        return not (waits or self.grants or self.trends or self.plan)


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest of one coordinator."""

    reader: Reader
    keys: tuple[tuple[str, str], ...]
    waiting: Waiting
    mine: int
    is_weekly: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """A record that came back to those whose it is, and what the desk wrote with it; a kit where it is a hand-in."""

    id: str
    sort: str
    on: date
    site: str | None
    kit: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the desk asks."""

    told: str
    question: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody who goes out is to answer: records that came back, and questions."""

    reader: Reader
    keys: tuple[tuple[str, str], ...]
    returned: tuple[Returned, ...]
    questions: tuple[Question, ...]


def digests(session: Session, library: Library, today: date) -> list[Digest]:
    """The digests that are owed today; none where nothing waits."""
    wishing = _people(session, library, StaffMember.digest != rules.NONE, StaffMember.role != TRAINER)
    owed = [(one, wish, key) for one, wish in wishing if (key := rules.key_of(wish, today)) is not None]
    begun = _begun(session, {(DIGEST, key) for _one, _wish, key in owed})
    owed = [it for it in owed if (it[0].id, DIGEST, it[2]) not in begun]
    if not owed or (waiting := _waiting(session, today)).is_nothing:
        return []
    return [
        Digest(one, ((DIGEST, key),), waiting, inbox.count(session, Wanted(whose=MINE), one.id), wish == rules.WEEKLY)
        for one, wish, key in owed
    ]


def answers(session: Session, library: Library) -> list[Answers]:
    """The letters to whoever is to answer something and was not written to about it yet."""
    people = {one.id: one for one, _wish in _people(session, library, StaffMember.returned_mail.is_(True))}
    returned: dict[str, list[tuple[str, Returned]]] = defaultdict(list)
    back = [(one, one.decided_by) for one in records.sent_back(session, limit=MOST) if one.decided_by]
    decisions = reading.kept(session, (fact for _one, fact in back))
    for one, fact in back:
        kit = one.about if one.sort == HAND_IN else None
        told = Returned(one.id, one.sort, date.fromisoformat(one.on), one.site_id, kit, decisions[fact].fact.payload["comment"])
        for who in set(one.people.split()) & people.keys():
            returned[who].append((fact, told))
    asked: dict[str, list[tuple[str, Question]]] = defaultdict(list)
    for question in inquiries.all_open(session):
        if question.asked_of in people:
            asked[question.asked_of].append((question.id, Question(question.told, question.question)))
    keys = {(RETURNED, fact) for some in returned.values() for fact, _told in some}
    begun = _begun(session, keys | {(ASKED, fact) for several in asked.values() for fact, _told in several})
    return list(_new(people, returned, asked, begun))


def _new(
    people: dict[str, Reader],
    returned: dict[str, list[tuple[str, Returned]]],
    asked: dict[str, list[tuple[str, Question]]],
    begun: set[tuple[str, str, str]],
) -> Iterator[Answers]:
    for who, reader in people.items():
        back = [(fact, told) for fact, told in returned[who] if (who, RETURNED, fact) not in begun]
        questions = [(fact, told) for fact, told in asked[who] if (who, ASKED, fact) not in begun]
        if back or questions:
            keys = (*((RETURNED, fact) for fact, _told in back), *((ASKED, fact) for fact, _told in questions))
            yield Answers(reader, keys, tuple(told for _fact, told in back), tuple(told for _fact, told in questions))


def unfinished(session: Session) -> list[BegunLetter]:
    """The letters that were begun and of which nobody knows whether they went."""
    query = select(BegunLetter).where(BegunLetter.taken_at.is_(None))
    return list(session.scalars(query.order_by(BegunLetter.begun_at, BegunLetter.reader, BegunLetter.key)))


def _people(session: Session, library: Library, *where: object) -> list[tuple[Reader, str]]:
    query = select(StaffMember).where(StaffMember.active, *where).order_by(StaffMember.email)  # type: ignore[arg-type]
    main = library.language_codes[0]
    return [(Reader(one.id, one.name, one.email, one.language or main), one.digest) for one in session.scalars(query)]


def _begun(session: Session, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str, str]]:
    """(reader, sort, key) of the letters that were begun under these."""
    names = {key for _sort, key in keys}
    query = select(BegunLetter.reader, BegunLetter.sort, BegunLetter.key).where(BegunLetter.key.in_(names))
    return {(reader, sort, key) for reader, sort, key in session.execute(query)}


def _waiting(session: Session, today: date) -> Waiting:
    counts = kits.counts(session, today)
    late = [one for one in kits.due(session, today, limit=FEW) if one.is_overdue(today)]
    phones = [one for one in accounts.phones(session) if one.needs_person]
    needs = plan.needs(session, today)
    return Waiting(
        open=reading.open_count(session),
        old=inbox.count(session, Wanted(standing=AGED), ""),
        answered=inbox.count(session, Wanted(standing=ANSWERED), ""),
        to_review=records.waiting(session, WAITING),
        unread=reading.quarantine_count(session),
        overdue=counts.overdue,
        trends=trends.due_count(session, today),
        kits=tuple(late),
        silent=tuple(phones[:FEW]),
        plan=needs if needs and not needs.is_nothing else None,
        grants=len(grants.ahead(session, clock.now() + GRANTS_AHEAD)),
    )
