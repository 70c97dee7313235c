"""What a form of the desk asks of something that lasts for some hours of a day, once or again and again."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from wtforms import IntegerField, SelectField, ValidationError
from wtforms.validators import NumberRange, Optional

from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

EVERY = (("0", _("Once")), ("7", _("Every week")), ("14", _("Every two weeks")), ("28", _("Every four weeks")))
MOST_TIMES = 26


class Hours:
    """For forms with the fields `on`, `starts` and `ends`."""

    on: Any
    starts: Any
    ends: Any

    def validate_on(self, field: Any) -> None:
        """A year that a calendar has room for. Raises `ValidationError`."""
        if field.data and not 2000 <= field.data.year <= 2200:
            raise ValidationError(gettext("Say on which day."))

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When it begins and ends, without a zone. An end that is not after the start is on the next day."""
        starts = datetime.combine(self.on.data, self.starts.data)
        ends = datetime.combine(self.on.data, self.ends.data)
        return starts, ends if ends > starts else ends + timedelta(days=1)


class Repeated(DeskForm):
    """For forms that make several at once, each so many days after the one before."""

    every = SelectField(_("Repeats"), default="0")
    times = IntegerField(
        _("How many times in all"),
        [Optional(), NumberRange(1, MOST_TIMES, _("Give a number between %(min)s and %(max)s."))],
        default=1,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_TIMES},
    )

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.every.choices = list(EVERY)

    @property
    def repeated(self) -> dict[str, Any]:
        """How often, and how many days apart."""
        every = int(self.every.data) if self.every.data in dict(EVERY) else 0
        return {"times": (self.times.data or 1) if every else 1, "every_days": every or 7}


@cache
def zones() -> frozenset[str]:
    """The zones of places; the rest are names of the past and of machines. Read from the disk once."""
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return frozenset({*places, "UTC"})
