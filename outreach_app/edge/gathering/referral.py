"""The organisations that offer technology services, to which people are referred."""

from outreach_app.directory import queries as directory
from outreach_app.edge.evidence import MOST_NAMED, Evidence, Figure, Gap, Item, Names, Page
from outreach_app.edge.gathering.asking import Asking

# Those of the directory's own topics that are services of technology, and not services that happen to be online.
TECHNOLOGY = ("connectivity", "device", "digital_skills", "tech_support", "online_safety", "assistive_technology")
_LISTED, _VERIFY = Page("listings.listed"), Page("listings.to_verify")


def gather(asked: Asking) -> Evidence:
    """The list as it stands now; what was verified, and how many people were referred, in the span."""
    session, span = asked.session, asked.span
    kept = directory.kept(session, span.first, span.last, directory.stale_before(asked.today, asked.verify_days))
    many, some = directory.about(session, TECHNOLOGY, limit=MOST_NAMED)
    figures = (
        Figure("referral.technology", many, _LISTED),
        Figure("referral.services", kept.services, _LISTED),
        Figure("referral.organisations", kept.organizations),
        Figure("referral.verified", kept.verified, counts=False),
        Figure("referral.stale", kept.stale, _VERIFY, counts=False),
        Figure("referral.last", kept.last_verified, counts=False),
        Figure("referral.given", asked.heard.referrals, Page("trends.heard"), counts=False),
    )
    items = tuple(Item(name, whose, Page("listings.show", {"listing": id_})) for id_, name, whose in some)
    gaps = []
    if not kept.services:
        gaps.append(Gap("listings.none", Page("listings.new")))
    elif not many:
        gaps.append(Gap("listings.no_technology", Page("listings.new")))
    if kept.stale:
        gaps.append(Gap("listings.stale", _VERIFY, kept.stale, weighs=kept.stale == kept.services))
    return Evidence(figures, (Names("referral.technology", items, many, _LISTED),), tuple(gaps))
