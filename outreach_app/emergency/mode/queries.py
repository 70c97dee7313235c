"""What others may ask of emergencies."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.emergency.mode.facts import GONE
from outreach_app.emergency.mode.models import (
    Emergency,
    EmergencyCheckIn,
    EmergencyCount,
    EmergencyLessons,
    EmergencyPlace,
)
from outreach_app.emergency.mode.rules import ALL, day_of
from outreach_app.partners import queries as partners
from outreach_app.web.language import day
from outreach_app.web.text import gettext as _


def running(session: Session) -> Emergency | None:
    """The emergency that there is now."""
    return session.scalars(select(Emergency).where(Emergency.ended.is_(None)).order_by(Emergency.since.desc()).limit(1)).first()


def every(session: Session) -> list[Emergency]:
    """All there were, the last first."""
    return list(session.scalars(select(Emergency).order_by(Emergency.since.desc(), Emergency.id)))


def emergency(session: Session, id_: str) -> Emergency | None:
    """The emergency of that id, or that was declared under it."""
    return next((one for one in every(session) if id_ in one.ids), None)


def places(session: Session, one: Emergency, *, with_gone: bool = False) -> list[EmergencyPlace]:
    """Where what is open in it: a place once, as it was told last."""
    query = select(EmergencyPlace).where(EmergencyPlace.emergency_id.in_(one.ids))
    last = {found.place_id: found for found in session.scalars(query.order_by(EmergencyPlace.at, EmergencyPlace.emergency_id))}
    return [found for _id, found in sorted(last.items()) if with_gone or found.state != GONE]


def check_ins(session: Session, one: Emergency) -> list[EmergencyCheckIn]:
    """How the staff were on each of its days."""
    query = select(EmergencyCheckIn).where(EmergencyCheckIn.emergency_id.in_(one.ids))
    return list(session.scalars(query.order_by(EmergencyCheckIn.at, EmergencyCheckIn.staff_id, EmergencyCheckIn.subject)))


def roll(session: Session, one: Emergency) -> dict[str, EmergencyCheckIn]:
    """How each of the staff is, as they said last."""
    return {found.staff_id: found for found in check_ins(session, one)}


def counts(session: Session, one: Emergency) -> list[EmergencyCount]:
    """What was counted in it, by day; what was taken back whole is left out."""
    query = select(EmergencyCount).where(EmergencyCount.emergency_id.in_(one.ids))
    order = (EmergencyCount.on, EmergencyCount.sort, EmergencyCount.what, EmergencyCount.place_id, EmergencyCount.subject)
    return list(session.scalars(query.order_by(*order)))


def lessons(session: Session, one: Emergency) -> EmergencyLessons | None:
    """What was learned of it, under whichever of its ids it was written."""
    return session.scalars(select(EmergencyLessons).where(EmergencyLessons.id.in_(one.ids)).limit(1)).first()


def place_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What places are called: sites by their partner and themselves, others as the emergency has them."""
    wanted = set(ids)
    query = select(EmergencyPlace.place_id, EmergencyPlace.name).where(EmergencyPlace.place_id.in_(wanted))
    own = {id_: name for id_, name in session.execute(query.order_by(EmergencyPlace.at)) if name}
    sites = partners.site_partners(session, wanted)
    called = partners.partner_names(session, {partner for _name, partner in sites.values()})
    return {**own, **{id_: f"{called[partner]}, {name}" for id_, (name, partner) in sites.items()}}


def names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What emergencies are called, by their ids, by those of their days, and all of them together."""
    found = {id_: one.name for one in every(session) for id_ in one.ids}
    told = {ALL: _("Emergency mode")}
    for one in ids:
        of, on = day_of(one)
        if one in found:
            told[one] = found[one]
        elif of in found and of != one:
            told[one] = _("%(name)s, %(day)s", name=found[of], day=day(on))
    return told
