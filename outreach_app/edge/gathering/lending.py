"""Devices and space that organisations had for classes in the library."""

from collections import Counter
from collections.abc import Iterable

from outreach_app.edge.evidence import Evidence, Figure, Gap, Page, named
from outreach_app.edge.gathering.asking import Asking
from outreach_app.partners import queries as partners
from outreach_app.spaces import queries as spaces

HELD, BOOKED, REQUESTED = "held", "booked", "requested"
_SPACES = Page("spaces.listed")


def gather(asked: Asking) -> Evidence:
    """The classes that were held in the span, and what waits for a word about it."""
    told = spaces.asked_by(asked.session, asked.span.first, asked.span.last)
    held = [one for one in told if one.state == HELD]
    now = partners.each_now(asked.session, {one.partner for one in held})
    classes: Counter[str] = Counter()
    for one in held:
        classes[now.get(one.partner, one.partner)] += one.classes
    days = {"first": asked.span.first.isoformat(), "last": asked.span.last.isoformat()}
    page = Page("spaces.listed", days)
    figures = (
        Figure("lending.space", _sum(held, "room"), page),
        Figure("lending.devices", _sum(held, "devices"), page),
        Figure("lending.organisations", len(classes)),
        Figure("lending.people", sum(one.attendance for one in held)),
    )
    names = named("lending.organisations", asked.items((id_, str(many)) for id_, many in classes.items()), page)
    return Evidence(figures, (names,), tuple(_gaps(asked, told, is_held=bool(held))))


def _gaps(asked: Asking, told: list[spaces.Asked], *, is_held: bool) -> Iterable[Gap]:
    if not is_held:
        has_space = bool(spaces.spaces(asked.session, retired=False))
        yield Gap("lending.none", Page("bookings.new_booking")) if has_space else Gap("spaces.none", Page("spaces.new"))
    uncounted = [one for one in told if one.state == HELD and one.one_uncounted]
    if uncounted:
        many = sum(one.classes - one.counted for one in uncounted)
        yield Gap("lending.uncounted", _outcome(str(uncounted[0].one_uncounted)), many, weighs=False)
    waiting = [one for one in told if one.state == REQUESTED]
    if waiting:
        way = Page("bookings.show_booking", {"booking": waiting[0].one})
        yield Gap("lending.waiting", way, sum(one.classes for one in waiting), weighs=False)


def _sum(held: list[spaces.Asked], sort: str) -> int:
    return sum(one.classes for one in held if one.sort == sort)


def _outcome(booking: str) -> Page:
    return Page("bookings.note_held", {"booking": booking})
