"""What a form of the desk asks of something that lasts for some hours of a day."""

from datetime import datetime, timedelta
from typing import Any

from wtforms import ValidationError

from outreach_app.web.text import gettext


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
