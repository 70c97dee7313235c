"""Changes in plain words: what a row was called, and each member of it before and after."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outreach_app.administration.changes import words
from outreach_app.administration.changes.queries import Change
from outreach_app.directory import said
from outreach_app.directory.standard import DAYS
from outreach_app.web.language import name_of, when
from outreach_app.web.text import gettext, lazy_gettext, ngettext

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})").fullmatch
_NOTHING = lazy_gettext("nothing")


@dataclass(frozen=True, slots=True)
class Line:
    """A member of a row: what it was and what it is; None where there was no row, or is none."""

    label: str
    before: str | None
    after: str | None


def called(change: Change) -> str:
    """What the row is called, by its own members."""
    row = change.after or change.before or {}
    named = [str(row[name]) for name in ("code", "name", "label", "purpose") if row.get(name)]
    return " ".join(named)


def lines(change: Change, names: Mapping[str, str]) -> list[Line]:
    """What is different, a line a member; of a row that is new or gone, what stood in it."""
    return list(_lines(change, names))


def in_one(change: Change, names: Mapping[str, str]) -> str:
    """The same as one text."""
    return "; ".join(_as_text(line) for line in lines(change, names))


def _as_text(line: Line) -> str:
    if line.before is None or line.after is None:
        return f"{line.label}: {line.before or line.after}"
    return f"{line.label}: {line.before} → {line.after}"


def _lines(change: Change, names: Mapping[str, str]) -> Iterator[Line]:
    before, after = change.before, change.after
    members = [name for name in _ordered(before, after) if name not in words.SILENT]
    for name in members:
        if before is not None and after is not None:
            if before.get(name) != after.get(name):
                yield _changed(name, before.get(name), after.get(name), names)
            continue
        value = (before or after or {}).get(name)
        if value in (None, [], "") or name in ("password_hash", "name", "label", "code"):
            continue
        text = _value(name, value, names)
        yield Line(_label(name), text, None) if after is None else Line(_label(name), None, text)


def _changed(name: str, before: Any, after: Any, names: Mapping[str, str]) -> Line:
    if name == "password_hash":
        return Line(_label(name), None, gettext("a new one"))
    if isinstance(before, list) and isinstance(after, list) and name == "parts":
        before, after = ([one for one in side if one not in other] for side, other in ((before, after), (after, before)))
    return Line(_label(name), _value(name, before, names), _value(name, after, names))


def _ordered(*rows: Mapping[str, Any] | None) -> list[str]:
    """The members in the order in which people think of them."""
    there = {name for row in rows if row for name in row}
    return [name for name in words.MEMBERS if name in there] + sorted(there - words.MEMBERS.keys())


def _label(name: str) -> str:
    if name.startswith("open_") and name[5:].upper() in DAYS:
        return said.weekday(name[5:].upper())
    if numbered := words.numbered(name):
        return str(words.NUMBERED[numbered[1], numbered[3]]) % {"number": numbered[2]}
    word, _below, language = name.partition("_")
    if word in words.IN_A_LANGUAGE and language:
        return str(words.IN_A_LANGUAGE[word]) % {"language": name_of(language)}
    return str(words.MEMBERS.get(name) or words.NAMED.get(name) or name.replace("_", " "))


def _value(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return str(_NOTHING)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        if name == "parts":
            return ngettext("%(num)s part", "%(num)s parts", len(value))
        return ", ".join(_value(name, one, names) for one in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{_label(key)} {_value(key, inner, names)}" for key, inner in value.items() if key not in words.SILENT
        )
    text = str(value)
    if name in words.SAID:
        return str(words.SAID[name](text))
    if name in words.NAMED:
        return names.get(text, text)
    if name in words.WORDED:
        return str(words.WORDED[name].get(text, text))
    if _MOMENT(text):
        return when(datetime.fromisoformat(text))
    return str(words.VALUES[text]) if name in words.OF_OURS and text in words.VALUES else text
