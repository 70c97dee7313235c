"""Editing spaces and deciding on bookings at the desk: each change is noted in the audit."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from outreach_app import ids
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.problems import Refusal
from outreach_app.spaces import feed
from outreach_app.spaces.models import BOOKED, CALLED_OFF, DECLINED, HELD, REQUESTED, Booking, Space
from outreach_app.web.text import lazy_gettext as _

BOOKINGS = "space_bookings"
# What may become of a booking from where it stands.
_NEXT = {
    REQUESTED: (BOOKED, DECLINED),
    BOOKED: (HELD, CALLED_OFF),
    HELD: (BOOKED, HELD),
    DECLINED: (REQUESTED, BOOKED),
    CALLED_OFF: (BOOKED,),
}


def add_space(writing: Writing, id_: str, *, by: str | None, **told: Any) -> None:
    """A new space; the same id again is the same space."""
    if writing.session.get(Space, (writing.library, id_)) is not None:
        return
    space = Space(library_id=writing.library, id=id_, version=1, **told)
    writing.session.add(space)
    writing.session.flush()
    changes.note(writing, feed.SPACES, id_, before=None, after=_noted(space), by=by)
    rows.publish(writing, feed.SPACES, id_, feed.space_row(space))


def change_space(writing: Writing, id_: str, *, seen: int, by: str, **told: Any) -> None:
    """Another name, number or equipment. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    space = space_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, feed.SPACES, id_, seen=seen, now=space.version)
    _change_space(writing, space, told, by)


def retire_space(writing: Writing, id_: str, *, by: str) -> None:
    """Lend it no more; what was booked stays. Raises `Refusal` "not_found"."""
    space = space_of(writing, id_)
    if space.retired_at is None:
        _change_space(writing, space, {"retired_at": writing.now}, by)


def bring_back_space(writing: Writing, id_: str, *, by: str) -> None:
    """Lend it again. Raises `Refusal` "not_found"."""
    _change_space(writing, space_of(writing, id_), {"retired_at": None}, by)


def request(
    writing: Writing,
    id_: str,
    *,
    starts: datetime,
    ends: datetime,
    zone: str,
    by: str | None,
    times: int = 1,
    every_days: int = 7,
    **told: Any,
) -> Sequence[str]:
    """Keep what an organisation asked for, once or several times with the same hours on the clock.

    `starts` and `ends` are local times. Gives the ids, the first of them `id_`; the same id again is the same request.
    """
    if writing.session.get(Booking, (writing.library, id_)) is not None:
        return [id_]
    made = []
    for number in range(times):
        one = id_ if number == 0 else ids.new()
        away = timedelta(days=every_days * number)
        booking = Booking(
            library_id=writing.library, id=one, version=1, state=REQUESTED, **_span(starts + away, ends + away, zone), **told
        )
        writing.session.add(booking)
        writing.session.flush()
        changes.note(writing, BOOKINGS, one, before=None, after=_noted(booking), by=by)
        made.append(one)
    return made


def change_booking(
    writing: Writing, id_: str, *, seen: int, starts: datetime, ends: datetime, zone: str, by: str, **told: Any
) -> None:
    """Another day, space or purpose. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    booking = booking_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, BOOKINGS, id_, seen=seen, now=booking.version)
    _change_booking(writing, booking, {**told, **_span(starts, ends, zone)}, by)


def decide(
    writing: Writing, id_: str, state: str, *, by: str | None, because: str | None = None, attendance: int | None = None
) -> None:
    """Let a booking become something else. Raises `Refusal` "spaces.decided" where it cannot, or "not_found"."""
    booking = booking_of(writing, id_)
    if state not in _NEXT[booking.state]:
        message = _("Somebody decided about it meanwhile. Look at it as it is now.")
        raise Refusal("spaces.decided", message)
    _change_booking(writing, booking, {"state": state, "decided_because": because, "attendance": attendance}, by)


def space_of(writing: Writing, id_: str) -> Space:
    """The space. Raises `Refusal` "not_found"."""
    space = writing.session.scalars(select(Space).where(Space.id == id_)).one_or_none()
    if space is None:
        raise Refusal("not_found", _("There is no such space."))
    return space


def booking_of(writing: Writing, id_: str) -> Booking:
    """The booking. Raises `Refusal` "not_found"."""
    booking = writing.session.scalars(select(Booking).where(Booking.id == id_)).one_or_none()
    if booking is None:
        raise Refusal("not_found", _("There is no such booking."))
    return booking


def _change_space(writing: Writing, space: Space, wanted: Mapping[str, Any], by: str) -> None:
    before = _changed(writing, space, wanted)
    if before is not None:
        changes.note(writing, feed.SPACES, space.id, before=before, after=_noted(space), by=by)
        rows.publish(writing, feed.SPACES, space.id, feed.space_row(space))


def _change_booking(writing: Writing, booking: Booking, wanted: Mapping[str, Any], by: str | None) -> None:
    before = _changed(writing, booking, wanted)
    if before is not None:
        changes.note(writing, BOOKINGS, booking.id, before=before, after=_noted(booking), by=by)


def _changed(writing: Writing, row: Space | Booking, wanted: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row as it was, where it is another now."""
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return None
    before = _noted(row)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    writing.session.flush()
    return before


def _span(starts: datetime, ends: datetime, zone: str) -> dict[str, Any]:
    there = ZoneInfo(zone)
    on = starts.date().isoformat()
    return {"on": on, "starts_at": starts.replace(tzinfo=there), "ends_at": ends.replace(tzinfo=there)}


def _noted(row: Space | Booking) -> dict[str, Any]:
    return {name: value for name, value in changes.columns(row).items() if name != "id"}
