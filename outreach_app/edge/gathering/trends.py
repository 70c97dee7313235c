"""What people ask for and how it changes, and the trends that the library watches."""

from outreach_app.edge.evidence import Evidence, Figure, Gap, Page
from outreach_app.edge.gathering.asking import Asking

NEEDS = "need"


def gather(asked: Asking) -> Evidence:
    """What was heard in the span."""
    days = {"first": asked.span.first.isoformat(), "last": asked.span.last.isoformat()}
    heard = asked.heard
    page = Page("trends.heard", days)
    figures = (
        Figure("trends.needs", sum(heard.get(NEEDS, {}).values()), page),
        Figure("trends.topics", len(heard.get(NEEDS, {})), page),
    )
    gaps = [] if heard.get(NEEDS) else [Gap("trends.nothing_heard", Page("trends.heard"))]
    return Evidence(figures, (), tuple(gaps))
