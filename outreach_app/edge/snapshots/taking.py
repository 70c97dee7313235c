"""Keeping a snapshot, and making one of what is shown."""

from collections.abc import Mapping, Sequence

from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.edge import words
from outreach_app.edge.models import EdgeEdition, EdgeSnapshot
from outreach_app.edge.queries import Shown
from outreach_app.edge.snapshots import keeping
from outreach_app.edge.snapshots.keeping import Kept, KeptFigure, KeptNames
from outreach_app.edge.spans import Span

SNAPSHOTS = "edge_snapshots"


def told(edition: EdgeEdition, shown: Sequence[Shown], staff: Mapping[str, str]) -> keeping.Told:
    """What is shown now, as it is kept; in the language that is spoken."""
    every = tuple(_kept(one, staff) for one in shown)
    return keeping.Told(edition.name, edition.source, edition.language, edition.is_verified, every)


def keep(writing: Writing, id_: str, edition: str, span: Span, what: keeping.Told, *, name: str, note: str, by: str) -> None:
    """Keep it for good; the same id again is the same one."""
    if writing.session.get(EdgeSnapshot, (writing.library, id_)) is not None:
        return
    row = EdgeSnapshot(
        library_id=writing.library, id=id_, edition_id=edition, name=name, starts_on=span.first.isoformat(),
        ends_on=span.last.isoformat(), taken_at=writing.now, staff_id=by, note=note, told=keeping.as_text(what),
    )  # fmt: skip
    writing.session.add(row)
    writing.session.flush()
    # The whole of it stands in its own row, which nobody changes.
    after = {name: value for name, value in changes.columns(row).items() if name != "told"}
    changes.note(writing, SNAPSHOTS, id_, before=None, after=after, by=by)


def _kept(one: Shown, staff: Mapping[str, str]) -> Kept:
    indicator, evidence, held = one.indicator, one.evidence, one.judgement
    figures = evidence.figures if evidence else ()
    names = evidence.names if evidence else ()
    return Kept(
        indicator=indicator.id,
        number=indicator.number,
        heading=indicator.heading,
        wording=indicator.wording,
        is_verified=indicator.is_verified,
        shown_by=indicator.shown_by,
        standing=evidence.standing if evidence else "",
        figures=tuple(KeptFigure(each.key, str(words.FIGURES[each.key]), each.value, each.of) for each in figures),
        names=tuple(
            KeptNames(
                each.key, str(words.NAMES[each.key]), each.many,
                tuple((item.name, words.detail(each.key, item.detail)) for item in each.items),
            )
            for each in names
        ),
        missing=tuple(words.missing(each) for each in (evidence.gaps if evidence else ())),
        judgement=held.judgement if held else "",
        note=held.note if held else "",
        judged_by=staff.get(held.staff_id or "", "") if held else "",
        judged_at=held.at.isoformat() if held else "",
    )  # fmt: skip
