"""What people ask for and how it changes, and the trends that the library watches."""

from collections import Counter

from outreach_app.edge.evidence import Evidence, Figure, Gap, Item, Page, named
from outreach_app.edge.gathering.asking import Asking
from outreach_app.trends import queries as trends

SET_ASIDE = "set_aside"
CATEGORIES = ("egovernment", "technology_center", "program", "device", "other")
_LISTED = Page("watched_trends.listed")


def gather(asked: Asking) -> Evidence:
    """The watch list as it stands now; what was looked at, and what was heard, in the span."""
    days = {"first": asked.span.first.isoformat(), "last": asked.span.last.isoformat()}
    watched = [one for one in trends.trends(asked.session) if one.stage != SET_ASIDE]
    looked_at = trends.reviews(asked.session, asked.span.first, asked.span.last)
    last: dict[str, str] = {}
    for review in looked_at:
        last.setdefault(review.trend, review.on)
    many = Counter(one.category for one in watched)
    due = [one for one in watched if (one.review_on or "9") <= asked.today.isoformat()]
    heard = asked.heard
    figures = (
        Figure("trends.watched", len(watched), _LISTED),
        *(Figure(f"trends.{one}", many[one], _LISTED, counts=False) for one in CATEGORIES),
        Figure("trends.looked_at", len(last), _LISTED),
        Figure("trends.due", len(due), _LISTED, counts=False),
        Figure("trends.needs", heard.needs, Page("trends.heard", days)),
        Figure("trends.topics", heard.topics, Page("trends.heard", days)),
    )
    items = [Item(one.name, last.get(one.id, ""), Page("watched_trends.show", {"trend": one.id})) for one in watched]
    gaps = []
    if not watched:
        gaps.append(Gap("trends.none", Page("watched_trends.new")))
    if due:
        way = Page("watched_trends.look_again", {"trend": due[0].id})
        gaps.append(Gap("trends.due", way, len(due), due[0].name, weighs=False))
    if not heard.needs:
        gaps.append(Gap("trends.nothing_heard", Page("trends.heard"), weighs=not watched))
    return Evidence(figures, (named("trends.watched", items, _LISTED),), tuple(gaps))
