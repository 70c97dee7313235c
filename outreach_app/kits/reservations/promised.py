"""What was promised when somebody took a kit: noted in the receipt, where folds read it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.kits.reservations import queries, rules
from outreach_app.kits.reservations.rules import Span
from outreach_app.ledger.fact import Fact
from outreach_app.shapes import instant

TAKEN = ("kit.checked_out", "kit.handed_over")


def circumstances(session: Session, facts: Sequence[Fact]) -> Mapping[str, Sequence[str]]:
    """A note for those of the facts by which a kit went to somebody though it was promised to somebody else meanwhile."""
    spans = {}
    for fact in facts:
        if fact.kind in TAKEN:
            on_the_wall = instant(fact.occurred_at)
            at = clock.from_micros(fact.effective)
            spans[fact.id] = rules.time_out(fact, at.astimezone(on_the_wall.tzinfo) if on_the_wall else at)
    if not spans:
        return {}
    every = Span(min(one.start for one in spans.values()), max(one.end for one in spans.values()))
    taken = [fact for fact in facts if fact.id in spans]
    promises = queries.promises(session, {fact.subject for fact in taken}, every)
    told = {fact.id: rules.broken(fact, spans[fact.id], promises.get(fact.subject, ())) for fact in taken}
    return {id_: (f"{rules.PROMISED}:{one.id}",) for id_, one in told.items() if one is not None}
