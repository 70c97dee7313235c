"""The directory in words: what a service costs, how it stands, in which languages, when it is open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from outreach_app.directory.cards import FREE, PAID, UNKNOWN
from outreach_app.directory.hours import Rule
from outreach_app.directory.standard import ACTIVE, DAYS
from outreach_app.web import language
from outreach_app.web.text import gettext, ngettext
from outreach_app.web.text import lazy_gettext as _

COST: Mapping[str, str] = {FREE: _("Free"), PAID: _("Costs something"), UNKNOWN: _("Cost not known")}
STATUS: Mapping[str, str] = {
    ACTIVE: _("Given now"),
    "temporarily closed": _("Closed for a while"),
    "inactive": _("Not given at present"),
    "defunct": _("Given no more"),
}
# Whole sentences, since languages put such words in different places.
_OF_A_MONTH: Mapping[str, str] = {
    "1": _("First %(day)s of the month"),
    "2": _("Second %(day)s of the month"),
    "3": _("Third %(day)s of the month"),
    "4": _("Fourth %(day)s of the month"),
    "5": _("Fifth %(day)s of the month"),
    "-1": _("Last %(day)s of the month"),
    "-2": _("Last %(day)s but one of the month"),
    "": _("Every %(day)s"),
}
_A_MONDAY = date(2024, 1, 1)


def language_name(code: str) -> str:
    """A language as the reader calls it; a name that somebody wrote, as it came."""
    return language.called(code)


def weekday(day: str) -> str:
    """The name of a weekday, by its two letters."""
    return language.weekday(_A_MONDAY + timedelta(days=DAYS.index(day)))


def of_month(day: str) -> str:
    """A weekday of the month: 1MO is the first Monday."""
    return str(_OF_A_MONTH.get(day[:-2].lstrip("+"), _OF_A_MONTH[""])) % {"day": weekday(day[-2:])}


def hours_in_words(hours: Sequence[Rule], place: str | None = None) -> list[tuple[str, str]]:
    """(days, times) of each rule that is good for a place; days that follow each other are told as from one to the other."""
    rules = [one for one in hours if one["place"] in (None, place) or place is None]
    rules.sort(key=lambda one: (one["freq"] == "MONTHLY", *_order(one)))
    return [(_when(one), _times(one)) for one in rules]


def _order(one: Rule) -> tuple[int, str]:
    days = [DAYS.index(day[-2:]) for day in one["days"] if day[-2:] in DAYS]
    return (min(days, default=0), one["opens"] or "")


def _when(one: Rule) -> str:
    if one["freq"] == "MONTHLY":
        parts = [of_month(day) for day in one["days"] if day[-2:] in DAYS]
        parts += [gettext("Day %(number)s of the month", number=day) for day in one["month_days"] if day > 0]
        parts += [gettext("Last day of the month")] if -1 in one["month_days"] else []
    else:
        parts = list(_stretches([day[-2:] for day in one["days"] if day[-2:] in DAYS]))
    text = ", ".join(parts)
    if one["interval"] > 1:
        every = _every_month(one["interval"]) if one["freq"] == "MONTHLY" else _every_week(one["interval"])
        text = f"{text} ({every})" if text else every
    return text


def _every_week(interval: int) -> str:
    return ngettext("every week", "every %(num)s weeks", interval)


def _every_month(interval: int) -> str:
    return ngettext("every month", "every %(num)s months", interval)


def _times(one: Rule) -> str:
    parts = [f"{one['opens']}–{one['closes']}"] if one["opens"] and one["closes"] else []
    parts += [one["note"]] if one["note"] else []
    if one["valid_from"]:
        parts.append(gettext("from %(day)s", day=language.day(one["valid_from"])))
    if one["valid_to"]:
        parts.append(gettext("until %(day)s", day=language.day(one["valid_to"])))
    return ", ".join(parts)


def _stretches(days: list[str]) -> Iterator[str]:
    numbers = sorted({DAYS.index(day) for day in days})
    while numbers:
        first = last = numbers.pop(0)
        while numbers and numbers[0] == last + 1:
            last = numbers.pop(0)
        names = weekday(DAYS[first]), weekday(DAYS[last])
        if last == first:
            yield names[0]
        elif last == first + 1:
            yield ", ".join(names)
        else:
            yield gettext("%(first)s to %(last)s", first=names[0], last=names[1])


def ages(card: Mapping[str, Any]) -> str:
    """For which ages, where that is said."""
    first, last = card["from_age"], card["to_age"]
    if first and last is not None:
        return gettext("%(first)s to %(last)s years", first=first, last=last)
    if last is not None:
        return gettext("Up to %(last)s years", last=last)
    return gettext("From %(first)s years", first=first) if first else ""


def on_day(on: str) -> str:
    """A day that is right whenever it is read: "Fri, Nov 27"."""
    return language.weekday_and_day(date.fromisoformat(on))
