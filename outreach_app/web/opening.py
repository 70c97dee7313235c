"""Fields for when a place is open, as people type it: a line for each weekday, and one for each day that is otherwise."""

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import ValidationError
from wtforms.validators import Length

from outreach_app.opening_hours import rules, typed
from outreach_app.opening_hours.rules import DAYS, Hours, Weekly
from outreach_app.web.forms import Line, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_DAY, MOST_OTHERWISE = 80, 2000
OTHERWISE = "open_otherwise"
NAMES = {day: f"open_{day.lower()}" for day in DAYS}
LABELS = {
    "MO": _("Monday"),
    "TU": _("Tuesday"),
    "WE": _("Wednesday"),
    "TH": _("Thursday"),
    "FR": _("Friday"),
    "SA": _("Saturday"),
    "SU": _("Sunday"),
}
_too_long = _("Use at most %(max)d characters.")


def _day(day: str) -> Line:
    return Line(LABELS[day], [_hours, Length(max=MOST_OF_A_DAY, message=_too_long)])


def _hours(_form: Any, field: Any) -> None:
    try:
        typed.spans_of(field.data or "")
    except ValueError as wrong:
        raise ValidationError(gettext("Give hours such as 9:00–12:00, 14:00–18:00.")) from wrong


def _otherwise(_form: Any, field: Any) -> None:
    try:
        typed.otherwise_of(field.data or "")
    except ValueError as wrong:
        told = gettext(
            "This line cannot be read: %(line)s. Write days such as 2026-12-24, and hours behind them if it is open.",
            line=str(wrong)[:60],
        )
        raise ValidationError(told) from wrong


class OpeningFields:
    """For forms of a place: `opening_days` and `open_otherwise` to be shown, `opening` to be kept."""

    open_mo = _day("MO")
    open_tu = _day("TU")
    open_we = _day("WE")
    open_th = _day("TH")
    open_fr = _day("FR")
    open_sa = _day("SA")
    open_su = _day("SU")
    open_otherwise = Lines(
        _("Days that are otherwise"), [_otherwise, Length(max=MOST_OTHERWISE, message=_too_long)], render_kw={"rows": 3}
    )
    __getitem__: Callable[..., Any]

    @property
    def opening_days(self) -> list[Any]:
        """The fields of the weekdays."""
        return [self[name] for name in NAMES.values()]

    @property
    def opening(self) -> str:
        """What was typed, as it is kept."""
        weekly = [
            Weekly(day, span.opens_at, span.closes_at)
            for day, name in NAMES.items()
            for span in typed.spans_of(self[name].data or "")
        ]
        return rules.written(Hours(tuple(weekly), tuple(typed.otherwise_of(self[OTHERWISE].data or ""))))


def as_typed(opening: str) -> Mapping[str, str]:
    """Hours by the names of the fields, as they would be typed."""
    hours = rules.read(opening)
    told = dict.fromkeys((*NAMES.values(), OTHERWISE), "")
    for first, last, spans in rules.grouped(hours):
        for day in DAYS[DAYS.index(first) : DAYS.index(last) + 1]:
            told[NAMES[day]] = typed.typed(spans)
    told[OTHERWISE] = "\n".join(typed.typed_otherwise(hours))
    return told
