"""What may be asked of agreements: by partner, and which end soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from outreach_app.accounts.models import ADMIN, COORDINATOR, Library, StaffMember
from outreach_app.partners.agreements.models import AgreementLetter, PartnerAgreement
from outreach_app.partners.models import ENDED, Partner
from outreach_app.partners.queries import called_now
from outreach_app.partners.strategy.models import PartnerStrategy

# What ended longer ago was seen by now.
LATE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement that ends soon, or ended lately, with its partner."""

    id: str
    name: str
    partner: str
    partner_name: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class InForce:
    """An agreement that held in a span of days; `paper` is what its file is called, empty where there is none."""

    id: str
    name: str
    partner: str
    starts_on: str | None
    ends_on: str | None
    paper: str


@dataclass(frozen=True, slots=True)
class Told:
    """A letter of today: to whom, and of which agreements."""

    staff: str
    name: str
    email: str
    language: str
    agreements: tuple[Ending, ...]


def agreement(session: Session, id_: str) -> PartnerAgreement | None:
    """One agreement."""
    return session.scalars(select(PartnerAgreement).where(PartnerAgreement.id == id_)).one_or_none()


def of(session: Session, partners: Iterable[str]) -> list[PartnerAgreement]:
    """The agreements with some partners, what ends last or never first."""
    query = select(PartnerAgreement).where(PartnerAgreement.partner_id.in_(set(partners)))
    order = (PartnerAgreement.ends_on.is_not(None), PartnerAgreement.ends_on.desc(), PartnerAgreement.id)
    return list(session.scalars(query.order_by(*order)))


def ending(session: Session, today: date) -> list[Ending]:
    """What ends within its days of reminding or ended lately, soonest first; partnerships that have ended are left out."""
    query = (
        select(PartnerAgreement, Partner.name)
        .join(Partner, Partner.id == PartnerAgreement.partner_id)
        .where(PartnerAgreement.ends_on >= (today - LATE).isoformat(), Partner.stage != ENDED)
        .order_by(PartnerAgreement.ends_on, PartnerAgreement.id)
    )
    found = []
    for row, name in session.execute(query):
        on = str(row.ends_on)
        if date.fromisoformat(on) - timedelta(days=row.remind_days) <= today:
            found.append(Ending(row.id, row.name, row.partner_id, name, on))
    return found


def in_force(session: Session, first: date, last: date) -> list[InForce]:
    """The agreements that held on some of these days, by the partner as it is known now."""
    held = (
        or_(PartnerAgreement.starts_on.is_(None), PartnerAgreement.starts_on <= last.isoformat()),
        or_(PartnerAgreement.ends_on.is_(None), PartnerAgreement.ends_on >= first.isoformat()),
    )
    query = select(PartnerAgreement, called_now()).join(Partner, Partner.id == PartnerAgreement.partner_id).where(*held)
    found = session.execute(query.order_by(PartnerAgreement.starts_on, PartnerAgreement.id))
    return [
        InForce(row.id, row.name, partner, row.starts_on, row.ends_on, row.file_name if row.content else "")
        for row, partner in found
    ]


def owed(session: Session, library: str, today: date) -> list[Told]:
    """The letters of today: to every coordinator and admin, and to who sees to a partnership, of what they do not know."""
    soon = ending(session, today)
    if not soon:
        return []
    letters = select(AgreementLetter).where(AgreementLetter.agreement_id.in_([one.id for one in soon]))
    told = {(one.agreement_id, one.ends_on, one.staff_id) for one in session.scalars(letters)}
    owners = {id_: owner for id_, owner in session.execute(select(PartnerStrategy.id, PartnerStrategy.owner_id))}
    main = session.get_one(Library, library).language_codes[0]
    some = []
    for one in session.scalars(select(StaffMember).where(StaffMember.active.is_(True)).order_by(StaffMember.email)):
        answers_for_all = one.role in (COORDINATOR, ADMIN)
        mine = tuple(
            each
            for each in soon
            if (answers_for_all or owners.get(each.partner) == one.id) and (each.id, each.ends_on, one.id) not in told
        )
        if mine:
            some.append(Told(one.id, one.name, one.email, one.language or main, mine))
    return some
