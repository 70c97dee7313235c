"""A row of a package held against the standard: what is wrong with which field, and the row as it can be kept. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from outreach_app import json_text
from outreach_app.directory.intake.faults import Fate, Wrong
from outreach_app.directory.standard import OWNER, Entity, Of
from outreach_app.shapes import Day, Id
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_NAME = 1_000
MOST_OF_A_TEXT = 100_000
_NAMES = frozenset(
    (
        *("name", "alternate_name", "title", "department", "city", "state_province", "postal_code", "country", "region"),
        *("code", "number", "type", "email", "freq", "byday", "currency", "status"),
    )
)
# Without an id nothing can be kept, without a name nobody would find it. All else may lack: much of what neighbours give
# has no country or no description.
_INDISPENSABLE = frozenset({"id", "name", "number"})
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?", re.ASCII).fullmatch
_HOUR = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?", re.ASCII).fullmatch
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII).fullmatch
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+").fullmatch
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+").fullmatch
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]").search
_day, _id = Day(), Id()


def checked(entity: Entity, told: Mapping[str, Any], *, is_table: bool) -> tuple[dict[str, Any], list[Wrong]]:
    """The fields as they can be kept, those of no standard too, and what is wrong. Empty cells are absent."""
    kept: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for name, value in told.items():
        if value is None or value == "":
            continue
        field = entity.by_name.get(name)
        says, said = _unkeepable(name, value), value
        if says is None and field is not None:
            says, said = _CHECKS[field.of](value)
            if says is None and field.among and said not in field.among:
                says = _("“%(value)s” is none of: %(among)s.", value=_short(value), among=", ".join(field.among))
        if says is None:
            kept[name] = said
        elif field is not None and field.of in (Of.ADDRESS, Of.MAIL) and said == value and _unkeepable(name, value) is None:
            kept[name] = value
            wrong.append(Wrong(name, says, Fate.KEPT))
        else:
            wrong.append(Wrong(name, says, Fate.ROW if field is not None and field.needed else Fate.FIELD))
    said_of = {one.field for one in wrong}
    for one in entity.fields:
        # In the JSON form what holds a row need not be said in it again.
        is_asked = one.needed and (is_table or not (one.points or one.name in OWNER.get(entity.name, ())))
        if is_asked and one.name not in kept and one.name not in said_of:
            fate = Fate.ROW if one.points or one.name in _INDISPENSABLE else Fate.KEPT
            wrong.append(Wrong(one.name, _("It is empty, and the standard needs it."), fate))
    return kept, wrong


def is_left_out(wrong: list[Wrong]) -> bool:
    """Whether the row cannot come in."""
    return any(one.fate is Fate.ROW for one in wrong)


def _unkeepable(name: str, value: Any) -> Any:
    text = value if isinstance(value, str) else json_text.write(value) if isinstance(value, dict | list) else ""
    most = MOST_OF_A_NAME if name in _NAMES else MOST_OF_A_TEXT
    if len(text) > most:
        return _("It has %(count)d characters; there may be %(most)d.", count=len(text), most=most)
    if _UNSTORABLE(text) or (text is not value and "\\u0000" in text):
        return _("It has a character that cannot be kept.")
    return None


_Check = Callable[[Any], tuple[Any, Any]]


def _text(value: Any) -> tuple[Any, Any]:
    if isinstance(value, str):
        return None, value
    if isinstance(value, bool | list | dict):
        return _("It is no text."), value
    return None, str(value)


def _identifier(value: Any) -> tuple[Any, Any]:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if _id.fits(text):
        return None, text
    return _("“%(value)s” is no id: 1 to 64 letters, digits, _ and -.", value=_short(value)), value


def _number(value: Any) -> tuple[Any, Any]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None, value
    text = value.strip() if isinstance(value, str) else ""
    if not _NUMBER(text):
        return _("“%(value)s” is no number.", value=_short(value)), value
    return None, float(text) if "." in text else int(text)


def _a_day(value: Any) -> tuple[Any, Any]:
    # Some programs write a day as its midnight.
    text = value.strip() if isinstance(value, str) else ""
    day = text[:10] if _MOMENT(text) else text
    return (None, day) if _day.fits(day) else (_("“%(value)s” is no day such as 2026-11-24.", value=_short(value)), value)


def _hour(value: Any) -> tuple[Any, Any]:
    text = value.strip() if isinstance(value, str) else ""
    found = _HOUR(text)
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return _("“%(value)s” is no time of day such as 09:30.", value=_short(value)), value
    return None, text if len(found[1]) == 2 else f"0{text}"


def _moment(value: Any) -> tuple[Any, Any]:
    text = value.strip() if isinstance(value, str) else ""
    if _MOMENT(text) and _day.fits(text[:10]):
        return None, text
    return _("“%(value)s” is no date with a time such as 2026-11-24T09:30:00Z.", value=_short(value)), value


def _address(value: Any) -> tuple[Any, Any]:
    if isinstance(value, str) and _ADDRESS(value.strip()):
        return None, value
    return _("“%(value)s” is no web address.", value=_short(value)), value


def _mail(value: Any) -> tuple[Any, Any]:
    if isinstance(value, str) and _MAIL(value.strip()):
        return None, value
    return _("“%(value)s” is no email address.", value=_short(value)), value


_CHECKS: dict[Of, _Check] = {
    Of.TEXT: _text,
    Of.ID: _identifier,
    Of.NUMBER: _number,
    Of.DAY: _a_day,
    Of.HOUR: _hour,
    Of.MOMENT: _moment,
    Of.ADDRESS: _address,
    Of.MAIL: _mail,
}


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json_text.write(value) if isinstance(value, dict | list) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
