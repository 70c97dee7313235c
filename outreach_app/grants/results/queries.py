"""What a grant paid for, worked out of its rules and of what somebody chose; in a constant number of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.grants.models import Grant
from outreach_app.grants.results.models import KIT, SESSION, SORTS, VISIT, GrantPick, GrantRule
from outreach_app.kits.lent import queries as lent
from outreach_app.kits.lent.queries import Taken
from outreach_app.partners import queries as partners
from outreach_app.partners.goals import queries as places
from outreach_app.training_sessions.at_sites import queries as sessions
from outreach_app.trends import queries as trends
from outreach_app.visits import queries as visits

__all__ = ["KIT", "SESSION", "SORTS", "VISIT", "Taken"]
Span = tuple[str, str, Collection[str] | None]
EVER, BEFORE_A_VISIT = "2000-01-01", timedelta(days=30)


@dataclass(frozen=True, slots=True)
class When:
    """Today, and on which calendar."""

    zone: str
    today: date


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what was done with a partner in a span."""

    id: str
    partner: str
    name: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody said, by sort: what belongs to a grant, and what does not whatever the rules say."""

    belong: dict[str, frozenset[str]]
    left_out: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class VisitPaid:
    """A visit that a grant paid for."""

    id: str
    on: str
    site: str | None


@dataclass(frozen=True, slots=True)
class SessionPaid:
    """A session that a grant paid for; `people` is None where nobody knows how many came."""

    id: str
    on: str
    site: str | None
    visit: str | None
    topic: str | None
    people: int | None


@dataclass(frozen=True, slots=True)
class Paid:
    """What a grant paid for, each the latest first, and what was counted on its visits."""

    visits: list[VisitPaid]
    sessions: list[SessionPaid]
    taken: list[Taken]
    kits: frozenset[str]
    """Kits that it bought, and those that were taken out."""
    heard: dict[str, int]

    @property
    def attendance(self) -> int:
        return sum(one.people or 0 for one in self.sessions)

    @property
    def unknown(self) -> int:
        """How many sessions do not say how many came."""
        return sum(one.people is None for one in self.sessions)

    @property
    def helped(self) -> int:
        """People who were helped one to one or at a table."""
        return self.heard.get("one_to_one", 0) + self.heard.get("table", 0)

    @property
    def referrals(self) -> int:
        return self.heard.get("referral", 0)

    @property
    def span(self) -> tuple[str, str] | None:
        """The first and last day of what there is."""
        days = [*(one.on for one in self.visits), *(one.on for one in self.sessions), *(one.on for one in self.taken)]
        return (min(days), max(days)) if days else None

    @property
    def is_nothing(self) -> bool:
        return not (self.visits or self.sessions or self.kits)


def rules(session: Session, grant: str) -> list[Rule]:
    """The rules of a grant, in the order in which they were added."""
    rows = list(session.scalars(select(GrantRule).where(GrantRule.grant_id == grant).order_by(GrantRule.id)))
    now = partners.called(session, {one.partner_id for one in rows})
    return [Rule(one.id, *now[one.partner_id], one.starts_on, one.ends_on) for one in rows]


def rule(session: Session, id_: str) -> GrantRule | None:
    """One rule."""
    return session.scalars(select(GrantRule).where(GrantRule.id == id_)).one_or_none()


def chosen(session: Session, grant: str) -> Chosen:
    """What somebody said of single visits, sessions and kits."""
    rows = list(session.scalars(select(GrantPick).where(GrantPick.grant_id == grant)))
    belong, left_out = (
        {sort: frozenset(one.target_id for one in rows if one.sort == sort and one.belongs is which) for sort in SORTS}
        for which in (True, False)
    )
    return Chosen(belong, left_out)


def paid(session: Session, grant: Grant, when: When) -> Paid:
    """What a grant paid for.

    A session belongs with the visit that it was on, unless somebody said otherwise of the session itself. A kit that was
    chosen is one that the grant bought: each time that it was taken out in the grant's days counts.
    """
    mine, own = rules(session, grant.id), chosen(session, grant.id)
    sites = places.sites_of(session, {one.partner for one in mine})
    spans: list[Span] = [
        (one.starts_on, one.ends_on, [id_ for id_, its in sites.items() if its == one.partner]) for one in mine
    ]
    there = [VisitPaid(*one) for one in visits.held(session, spans, own.belong[VISIT]) if one[0] not in own.left_out[VISIT]]
    on_these = {one.id for one in there}
    held = [SessionPaid(*one) for one in sessions.held(session, spans, on_these, own.belong[SESSION])]
    counted = [one for one in held if _counts(one, own)]
    taken = _taken(session, grant, mine, own, there, when)
    kits = frozenset({*own.belong[KIT], *(one.kit for one in taken)})
    return Paid(there, counted, taken, kits, trends.on_visits(session, on_these))


def _counts(one: SessionPaid, own: Chosen) -> bool:
    if one.id in own.belong[SESSION]:
        return True
    return one.id not in own.left_out[SESSION] and one.visit not in own.left_out[VISIT]


def _taken(
    session: Session, grant: Grant, mine: Sequence[Rule], own: Chosen, there: Sequence[VisitPaid], when: When
) -> list[Taken]:
    ends = grant.ends_on or when.today.isoformat()
    first, last = _around(grant, mine, own, there, ends)
    if first is None:
        return []
    found = list(lent.taken_out(session, first, last, when.zone))
    # A fact keeps the partner that it named, whatever that one was merged into since.
    now = partners.called(session, {one.partner for one in found if one.partner})
    on_these = {one.id for one in there}
    counted = []
    for one in found:
        partner = now.get(one.partner or "", ("", ""))[0]
        is_bought = one.kit in own.belong[KIT] and (grant.starts_on or "") <= one.on <= ends
        is_there = any(each.partner == partner and each.starts_on <= one.on <= each.ends_on for each in mine)
        if one.kit not in own.left_out[KIT] and (is_bought or is_there or one.visit in on_these):
            counted.append(one)
    return sorted(counted, key=lambda one: (one.on, one.fact), reverse=True)


def _around(grant: Grant, mine: Sequence[Rule], own: Chosen, there: Sequence[VisitPaid], ends: str) -> tuple[date | None, date]:
    """The days in which a kit may have been taken out for this grant."""
    firsts = [one.starts_on for one in mine]
    firsts += [grant.starts_on or EVER] if own.belong[KIT] else []
    # Somebody may take a kit along days before the visit that it is for.
    firsts += [(date.fromisoformat(one.on) - BEFORE_A_VISIT).isoformat() for one in there]
    lasts = [ends, *(one.ends_on for one in mine), *(one.on for one in there)]
    return (date.fromisoformat(min(firsts)) if firsts else None), date.fromisoformat(max(lasts))


def _of(partner: str, sites: Mapping[str, str]) -> list[str]:
    return [id_ for id_, its in sites.items() if its == partner]
