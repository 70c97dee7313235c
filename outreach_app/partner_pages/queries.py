"""What a partner's page joins, in a constant number of statements: asked of the features that know it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from outreach_app.flyers.counts import queries as flyer_counts
from outreach_app.kits import queries as kits
from outreach_app.training_sessions import queries as sessions
from outreach_app.training_sessions.at_sites import queries as held
from outreach_app.trends import queries as trends
from outreach_app.visits.queries import Listed as Visit
from outreach_app.visits.queries import between

YEAR, AHEAD = timedelta(days=365), timedelta(days=90)
FEW = 6
_WAS_THERE = ("started", "finished")


@dataclass(frozen=True, slots=True)
class Together:
    """What the library did with a partner in the last year, and what of the library's is there now."""

    visits: int
    coming: list[Visit]
    last_visits: list[Visit]
    sessions: sessions.Counted
    referrals: int
    needs: int
    kits: list[kits.Listed]
    stacks: list[flyer_counts.Stack]

    @property
    def lie(self) -> int:
        """How many stacks lie there now."""
        return sum(one.row.removed_on is None for one in self.stacks)

    @property
    def scans(self) -> int:
        """How often codes there were scanned."""
        return sum(one.scans for one in self.stacks)


def together(session: Session, partners: Collection[str], sites: Collection[str], today: date) -> Together:
    """What was done with one partner, by the ids that it is known under and those of its places."""
    first = today - YEAR
    there = between(session, first, today + AHEAD, sites=sites)
    was = [one for one in there if one.state in _WAS_THERE and one.on <= today.isoformat()]
    coming = [one for one in there if one.state not in _WAS_THERE and one.on >= today.isoformat()]
    heard = trends.at_sites(session, sites, first, today)
    return Together(
        visits=len(was),
        coming=[one for one in coming if one.called_off_because is None][:FEW],
        last_visits=was[::-1][:FEW],
        sessions=held.counted(session, first, today, sites=sites),
        referrals=heard.get("referral", 0),
        needs=heard.get("need", 0),
        kits=kits.with_partner(session, *partners),
        stacks=flyer_counts.stacks(session, of=partners),
    )
