"""What is asked of the records: whose, of which days; and what several sources need, asked once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from outreach_app.accounts.models import Library
from outreach_app.edge.evidence import Item, Page
from outreach_app.edge.spans import Span
from outreach_app.partners.over_all.queries import GoingOn, every
from outreach_app.training_sessions.at_sites.queries import in_partners_rooms
from outreach_app.training_sessions.queries import Counted
from outreach_app.trends import queries as trends

ENDED = "ended"


@dataclass(frozen=True)
class Asking:
    """One look at the records."""

    session: Session
    library: str
    span: Span
    today: date

    @cached_property
    def partners(self) -> Mapping[str, GoingOn]:
        """Every partner that was not merged into another, by id, in the order of their names."""
        return {one.id: one for one in every(self.session)}

    @cached_property
    def going_on(self) -> list[GoingOn]:
        """The partnerships that have not ended."""
        return [one for one in self.partners.values() if one.stage != ENDED]

    @cached_property
    def whose(self) -> Mapping[str, str]:
        """The partner of each place."""
        return {site: one.id for one in self.partners.values() for site in one.sites}

    @cached_property
    def rooms(self) -> Mapping[str, Counted]:
        """Classes and help in partners' rooms, by partner."""
        found: dict[str, Counted] = {}
        for site, one in in_partners_rooms(self.session, self.span.first, self.span.last).items():
            if site in self.whose:
                before = found.get(self.whose[site], Counted())
                found[self.whose[site]] = Counted(
                    before.sessions + one.sessions, before.attendance + one.attendance, before.unknown + one.unknown
                )
        return found

    @cached_property
    def heard(self) -> trends.InAll:
        """What people asked for, and how many were referred on."""
        return trends.in_all(self.session, self.span.first, self.span.last)

    @cached_property
    def verify_days(self) -> int:
        """After how many days without anybody having asked a listing is stale."""
        return self.session.get_one(Library, self.library).verify_days

    def name(self, partner: str) -> str:
        """What a partner is called; empty where nobody knows it."""
        found = self.partners.get(partner)
        return found.name if found else ""

    def items(self, told: Iterable[tuple[str, str]]) -> list[Item]:
        """(partner, what to say of it) as names that lead to their pages, in the order of the names."""
        details = dict(told)
        return [Item(one.name, details[one.id], page_of(one.id)) for one in self.partners.values() if one.id in details]


def page_of(partner: str) -> Page:
    """The page of one partner."""
    return Page("partner_pages.show", {"partner": partner})
