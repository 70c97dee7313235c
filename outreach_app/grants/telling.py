"""A deadline as people read it: on the funder's clocks, and on those here where they show another time."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_timezone_name
from flask_babel import get_locale

from outreach_app import clock
from outreach_app.grants import rules
from outreach_app.grants.models import Grant
from outreach_app.web.text import gettext as _


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in words."""

    there: str
    here: str | None
    """The same moment here; None where clocks show the same."""
    left: int
    """Days on the calendar here; less than nought once it is past."""
    is_ahead: bool
    """Whether it is still to be kept: what was handed in has none."""

    @property
    def is_past(self) -> bool:
        return self.left < 0


def deadline(grant: Grant, here: str) -> Deadline | None:
    """The deadline of a grant for readers in a zone; None where it has none."""
    if grant.due_at is None or grant.due_on is None:
        return None
    there = _("%(day)s, %(time)s, %(zone)s", day=day(grant.due_on), time=grant.due_time, zone=_zone(grant.zone, grant.due_at))
    local = grant.due_at.astimezone(ZoneInfo(here))
    told = None
    if rules.is_elsewhere(grant.due_at, grant.zone, here):
        told = _("%(day)s, %(time)s here", day=day(local.date().isoformat()), time=f"{local:%H:%M}")
    left = rules.days_left(grant.due_at, clock.now(), here)
    return Deadline(there, told, left, grant.stage in rules.BEFORE)


def day(on: str) -> str:
    """A day that is right whenever it is read, also on paper: "Fri, Nov 27, 2026"."""
    noon = datetime.combine(date.fromisoformat(on), time(12))
    return str(format_skeleton("yMMMEd", noon, locale=str(get_locale() or "en")))


def _zone(name: str, at: datetime) -> str:
    return str(get_timezone_name(at.astimezone(ZoneInfo(name)), width="long", locale=str(get_locale() or "en")))
