"""The days of which evidence is shown: a year of the library, or any others. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

YEARS_OFFERED = 7


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both of them in it, in the library's zone."""

    first: date
    last: date
    zone: str

    @property
    def begins(self) -> datetime:
        """The moment at which its first day begins."""
        return datetime.combine(self.first, time(), ZoneInfo(self.zone))

    @property
    def ends(self) -> datetime:
        """The moment at which its last day is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year of the library, called by the year in which it begins."""

    begins_in: int
    month: int

    @property
    def name(self) -> str:
        """ "2026", or "2026–27" where it does not begin in January."""
        return str(self.begins_in) if self.month == 1 else f"{self.begins_in}–{(self.begins_in + 1) % 100:02}"

    def span(self, zone: str) -> Span:
        """Its days."""
        next_one = date(self.begins_in + 1, self.month, 1)
        return Span(date(self.begins_in, self.month, 1), next_one - timedelta(days=1), zone)


def year_of(day: date, month: int) -> Year:
    """The fiscal year that a day lies in, where years begin in that month."""
    return Year(day.year if day.month >= month else day.year - 1, month)


def years_up_to(day: date, month: int) -> list[Year]:
    """The year of that day and those before it, the latest first."""
    now = year_of(day, month)
    return [Year(now.begins_in - back, month) for back in range(YEARS_OFFERED)]


def year_that_is(span: Span, month: int) -> Year | None:
    """The fiscal year whose days these are; None where they are others."""
    one = year_of(span.first, month)
    return one if one.span(span.zone) == span else None
