"""Partnerships of which nothing was heard for long, in a constant number of statements."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from outreach_app.partners import queries as partners
from outreach_app.partners.over_all.queries import going_on
from outreach_app.training_sessions.at_sites import queries as held
from outreach_app.visits import queries as visits


@dataclass(frozen=True, slots=True)
class Cold:
    """A partnership, and when something happened last; None where nothing ever did."""

    id: str
    name: str
    kind: str
    stage: str
    talk: str | None
    visit: str | None
    session: str | None

    @property
    def last(self) -> str:
        """The day of the latest of them; empty where nothing ever happened."""
        return max(self.talk or "", self.visit or "", self.session or "")


def cold(session: Session, today: date, days: int, zone: str) -> list[Cold]:
    """The partnerships that go on, of which nothing was heard for so many days; those longest ago first."""
    talks, visited, taught = partners.last_talks(session, zone), visits.last_days(session), held.last_days(session)
    before = (today - timedelta(days=days)).isoformat()
    found = []
    for one in going_on(session):
        visit = max((visited[site] for site in one.sites if site in visited), default=None)
        lesson = max((taught[site] for site in one.sites if site in taught), default=None)
        told = Cold(one.id, one.name, one.kind, one.stage, talks.get(one.id), visit, lesson)
        if told.last < before:
            found.append(told)
    return sorted(found, key=lambda one: (one.last, one.name.casefold()))
