"""What the demonstration library holds of the benchmark: judgements with notes, and a snapshot of last year."""

from datetime import date, datetime, timedelta

from outreach_app import clock, ids
from outreach_app.accounts.queries import everybody
from outreach_app.db import Writing, writing
from outreach_app.demo.ticking import ticking
from outreach_app.edge import queries, spans, standard
from outreach_app.edge.gathering import keys
from outreach_app.edge.gathering.asking import Asking
from outreach_app.edge.indicators import editing
from outreach_app.edge.models import MET, NOT_YET, PARTLY
from outreach_app.edge.snapshots import taking

# What was held a year ago, then what is held now.
LAST_YEAR = (
    (keys.STRATEGIES, NOT_YET, "Strategies are in people’s heads."),
    (keys.SHARING, PARTLY, "Schools and clinics; the job center has moved."),
    (keys.EQUIPMENT, MET, "Twelve kits, all in use."),
    (keys.DISTRIBUTION, PARTLY, ""),
)
NOW = (
    (keys.STRATEGIES, PARTLY, "Every fourth partnership has one. The board wants the ten largest by June."),
    (keys.SHARING, MET, "All four kinds share with us. The college gives two evenings of programming a month."),
    (keys.LENDING, MET, "The Cedar room most of all."),
    (keys.DISTRIBUTION, MET, "Looked over with the friends’ group each quarter."),
    (keys.REFERRAL, PARTLY, "Half of the list was called this year."),
)
FISCAL_YEAR = 7


def add(library: str, founded: datetime, now: datetime, zone: str, by: str) -> None:
    """Judge and keep last year when it was over, as a coordinator would; and judge again now."""
    year = spans.year_of(now.date(), FISCAL_YEAR)
    before = spans.Year(year.begins_in - 1, year.month).span(zone)
    soon_after = max(founded + timedelta(days=1), min(before.ends + timedelta(days=10), now - timedelta(days=1)))
    with clock.telling(ticking(soon_after)), writing(library) as handle:
        editing.seed(handle)
        _judge(handle, LAST_YEAR, by)
        _keep(handle, before, soon_after.date(), by)
    with clock.telling(ticking(now - timedelta(minutes=30))), writing(library) as handle:
        _judge(handle, NOW, by)


def _keep(writing: Writing, span: spans.Span, today: date, by: str) -> None:
    edition = queries.edition(writing.session, standard.V1)
    if edition is None:
        raise AssertionError("the edition that was seeded is gone")
    asking = Asking(writing.session, writing.library, span, today)
    shown = queries.shown(asking, queries.indicators(writing.session), standard.V1)
    told = taking.told(edition, shown, everybody(writing.session))
    texts = {"name": spans.year_of(span.first, FISCAL_YEAR).name, "note": "For the board’s meeting in September."}
    taking.keep(writing, ids.new(), standard.V1, span, told, by=by, **texts)


def _judge(writing: Writing, some: tuple[tuple[str, str, str], ...], by: str) -> None:
    for source, judgement, note in some:
        held = queries.judgement(writing.session, f"{standard.V1}.{source}")
        seen = held.version if held else 0
        editing.judge(writing, f"{standard.V1}.{source}", seen=seen, by=by, judgement=judgement, note=note)
