"""What was promised when somebody took a kit: noted in the receipt, where folds read it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.kits.reservations import queries, rules
from outreach_app.kits.reservations.rules import Promise, Span
from outreach_app.ledger.fact import Fact
from outreach_app.shapes import instant

TAKEN = ("kit.checked_out", "kit.handed_over")


def circumstances(session: Session, facts: Sequence[Fact]) -> Mapping[str, Sequence[str]]:
    """Notes for the facts by which a kit went to whom it was promised, or to somebody else meanwhile."""
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
    return {fact.id: _notes(fact, spans[fact.id], promises[fact.subject]) for fact in taken if fact.subject in promises}


def _notes(fact: Fact, wanted: Span, promises: Sequence[Promise]) -> list[str]:
    broken = rules.broken(fact, wanted, promises)
    kept = [f"{rules.KEPT}:{one.id}" for one in rules.kept(fact, wanted, promises)]
    return [*([f"{rules.PROMISED}:{broken.id}"] if broken else []), *sorted(kept)]
