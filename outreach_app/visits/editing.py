"""Planning visits at the desk: each change is noted in the audit and told to those who go and those who went."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from outreach_app import ids
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.kits.reservations import editing as reservations
from outreach_app.kits.reservations.editing import ForVisit
from outreach_app.problems import Refusal
from outreach_app.statements import insert
from outreach_app.visits import feed, projection
from outreach_app.visits.models import Visit, VisitTrainer
from outreach_app.web.text import lazy_gettext as _

VISITS = "visits"


def plan(
    writing: Writing,
    id_: str,
    *,
    starts: datetime,
    ends: datetime,
    zone: str,
    trainers: Iterable[str],
    kits: Iterable[str],
    by: str | None,
    times: int = 1,
    every_days: int = 7,
    **told: Any,
) -> Sequence[str]:
    """A new visit, or several with the same hours on the clock: `starts` and `ends` are local times of `zone`.

    Gives the ids, the first of them `id_`; the same id again is the same visit.
    """
    if writing.session.get(Visit, (writing.library, id_)) is not None:
        return [id_]
    made = []
    series = id_ if times > 1 else None
    for number in range(times):
        one = id_ if number == 0 else ids.new()
        away = timedelta(days=every_days * number)
        visit = Visit(
            library_id=writing.library, id=one, version=1, series=series, **_span(starts + away, ends + away, zone), **told
        )
        writing.session.add(visit)
        made.append(visit)
    writing.session.flush()
    _put(writing, made, trainers, kits)
    for visit in made:
        changes.note(writing, VISITS, visit.id, before=None, after=_noted(writing, visit), by=by)
    projection.publish(writing, [visit.id for visit in made])
    return [visit.id for visit in made]


def change(
    writing: Writing,
    id_: str,
    *,
    seen: int,
    starts: datetime,
    ends: datetime,
    zone: str,
    trainers: Iterable[str],
    kits: Iterable[str],
    by: str,
    **told: Any,
) -> None:
    """Another plan. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    visit = visit_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, VISITS, id_, seen=seen, now=visit.version)
    _change(writing, visit, {**told, **_span(starts, ends, zone)}, by, trainers, kits)


def call_off(writing: Writing, id_: str, *, because: str, by: str) -> None:
    """Let a visit not take place; it stays in the calendar with the reason. Raises `Refusal` "not_found"."""
    _change(writing, visit_of(writing, id_), {"called_off_because": because}, by)


def call_back(writing: Writing, id_: str, *, by: str) -> None:
    """Let a visit take place after all. Raises `Refusal` "not_found"."""
    _change(writing, visit_of(writing, id_), {"called_off_because": None}, by)


def visit_of(writing: Writing, id_: str) -> Visit:
    """The planned visit. Raises `Refusal` "not_found"."""
    visit = writing.session.scalars(select(Visit).where(Visit.id == id_)).one_or_none()
    if visit is None:
        raise Refusal("not_found", _("No such visit was planned."))
    return visit


def _change(
    writing: Writing,
    visit: Visit,
    wanted: Mapping[str, Any],
    by: str,
    trainers: Iterable[str] | None = None,
    kits: Iterable[str] | None = None,
) -> None:
    before = _noted(writing, visit)
    for name, value in wanted.items():
        setattr(visit, name, value)
    writing.session.flush()
    if trainers is not None and kits is not None:
        writing.session.execute(delete(VisitTrainer).where(VisitTrainer.visit_id == visit.id))
        _put(writing, [visit], trainers, kits)
    else:
        there = feed.plans(writing.session, [visit.id])[visit.id]
        _reserve(writing, [visit], there.trainers, there.kits)
    if _noted(writing, visit) == before:
        return
    visit.version += 1
    writing.session.flush()
    changes.note(writing, VISITS, visit.id, before=before, after=_noted(writing, visit), by=by)
    projection.publish(writing, [visit.id])


def _put(writing: Writing, visits: Iterable[Visit], trainers: Iterable[str], kits: Iterable[str]) -> None:
    going = [{"visit_id": visit.id, "staff_id": one} for visit in visits for one in dict.fromkeys(trainers)]
    insert(writing, VisitTrainer, going)
    _reserve(writing, visits, trainers, kits)


def _reserve(writing: Writing, visits: Iterable[Visit], trainers: Iterable[str], kits: Iterable[str]) -> None:
    wanted = {
        visit.id: ForVisit(kits, visit.starts_at, visit.ends_at, visit.site_id, trainers, visit.called_off_because)
        for visit in visits
    }
    reservations.keep_for_visits(writing, wanted)


def _span(starts: datetime, ends: datetime, zone: str) -> dict[str, Any]:
    there = ZoneInfo(zone)
    return {
        "on": starts.date().isoformat(),
        "starts_at": starts.replace(tzinfo=there),
        "ends_at": ends.replace(tzinfo=there),
        "zone": zone,
    }


def _noted(writing: Writing, visit: Visit) -> dict[str, Any]:
    there = feed.plans(writing.session, [visit.id]).get(visit.id)
    going = {"trainers": there.trainers, "kits": there.kits} if there else {}
    return {**{name: value for name, value in changes.columns(visit).items() if name != "id"}, **going}
