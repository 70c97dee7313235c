"""How opening hours travel: the shapes of what `opening_hours.rules.as_told` gives. Pure."""

from outreach_app.opening_hours.rules import DAYS
from outreach_app.shapes import Day, Many, Part, Shape, TimeOfDay, Word


class WeeklyHours(Shape):
    """Open at these hours on this weekday of every week; an end that is not after the start is on the next day."""

    byday = Word(*DAYS, called="Weekday")
    opens_at = TimeOfDay()
    closes_at = TimeOfDay()


class HoursOtherwise(Shape):
    """From one day to another in place of the week's hours: these, or closed where there are none."""

    valid_from = Day()
    valid_to = Day()
    opens_at = TimeOfDay(null=True)
    closes_at = TimeOfDay(null=True)


class OpeningHours(Shape):
    """When a place is open, by the clock on its wall."""

    weekly = Many(Part(WeeklyHours))
    otherwise = Many(Part(HoursOtherwise))
