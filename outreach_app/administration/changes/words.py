"""Changes in plain words: what a row was called, and each member of it before and after."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outreach_app.administration.changes.queries import Change
from outreach_app.directory import said, topics
from outreach_app.directory.standard import DAYS
from outreach_app.grants import words as grants
from outreach_app.partners import words as partners
from outreach_app.partners.goals import words as goals
from outreach_app.partners.sharing import words as shared
from outreach_app.web import opening
from outreach_app.web.language import name_of, when
from outreach_app.web.text import gettext, lazy_gettext, ngettext
from outreach_app.web.text import lazy_gettext as _

WHAT = {
    "staff": _("Staff"),
    "invitations": _("Invitation"),
    "password_links": _("Link for a new password"),
    "devices": _("Phone"),
    "enrolment_codes": _("Code for a phone"),
    "kits": _("Kit"),
    "kit_parts": _("Part of a kit"),
    "kit_pictures": _("Picture of a kit"),
    "kit_guides": _("Quick guide of a kit"),
    "kit_charges": _("Cost of a part"),
    "partners": _("Partner"),
    "listing_organizations": _("Organisation of the directory"),
    "listing_places": _("Place of the directory"),
    "partner_contacts": _("Contact of a partner"),
    "partner_strategies": _("Strategy of a partnership"),
    "partner_shares": _("Shared with a partner"),
    "goals": _("Goal"),
    "partner_agreements": _("Agreement with a partner"),
    "grants": _("Grant"),
    "grant_partners": _("Part in a grant"),
    "grant_tasks": _("Task for a grant"),
    "grant_files": _("Paper of a grant"),
    "grant_rules": _("What a grant paid for"),
    "grant_results": _("Results of a grant"),
    "photo": _("Photo"),
    "sites": _("Place"),
    "visits": _("Visit"),
    "listings": _("Service of the directory"),
    "directory_packages": _("Package of the directory"),
    "spaces": _("Space"),
    "space_bookings": _("Booking of a space"),
    "kit_reservations": _("Reservation of a kit"),
    "partner_pages": _("Page of a partner"),
    "flyers": _("Flyer"),
    "flyer_runs": _("Print run"),
    "topics": _("Topic"),
    "pulse_wordings": _("Questions about sessions"),
    "library": _("Library"),
    "lending_terms": _("Terms of lending"),
    "quarantine": _("Could not be read"),
    "rescues": _("File from a phone"),
}
KINDS = {"added": _("added"), "changed": _("changed"), "removed": _("removed")}

_MEMBERS = {
    "name": _("Name"),
    "label": _("Name"),
    "code": _("Code"),
    "email": _("Email address"),
    "role": _("Role"),
    "active": _("Can sign in"),
    "language": _("Language"),
    "languages": _("Languages"),
    "main_language": _("Main language"),
    "time_zone": _("Time zone"),
    "fiscal_year_starts": _("Fiscal year starts"),
    "loan_days": _("Days of a loan"),
    "remind_ahead_days": _("Days before it is due"),
    "remind_every_days": _("Days between letters"),
    "cold_days": _("Days until a partnership goes cold"),
    "currency": _("Currency"),
    "decision": _("Decision"),
    "reference": _("Reference"),
    "amount": _("Amount"),
    "remind_partners": _("Write to partners too"),
    "state": _("State"),
    "people": _("Who uses it"),
    "parts": _("Parts"),
    "count": _("How many"),
    "tag": _("Tag"),
    "serial": _("Serial number"),
    "model": _("Model"),
    "bought_on": _("Bought on"),
    "cost": _("Replacement cost of one"),
    "least": _("Restock below"),
    "upkeep_days": _("Inspect after so many days"),
    "upkeep_loans": _("Inspect after so many loans"),
    "retired_at": _("Retired"),
    "removed_at": _("Taken away"),
    "retired_because": _("Retired because"),
    "called_off_because": _("Called off because"),
    "travel_minutes": _("Minutes on the way, each way"),
    "wipe_minutes": _("Minutes to wipe and check it"),
    "charge_minutes": _("Minutes to charge it"),
    "token": _("Address of the page"),
    "opens_until": _("Works until"),
    "address": _("Address"),
    "phone": _("Phone"),
    "mail": _("Email address"),
    "web": _("Web address"),
    "hours": _("When it is open"),
    "closed_on": _("Closed from"),
    **{name: opening.LABELS[day] for day, name in opening.NAMES.items()},
    opening.OTHERWISE: _("Days that are otherwise"),
    "site_id": _("Place it is about"),
    "wifi_name": _("Name of the network"),
    "wifi_security": _("Protected by"),
    "wifi_password": _("Password for everybody"),
    "kind": _("Kind"),
    "finer": _("Kind, more exactly"),
    "does": _("What the partnership does"),
    "stage": _("Stage"),
    "notes": _("What to know"),
    "aim": _("Aim"),
    "serves": _("What it is for"),
    "measure": _("How it is measured"),
    "counted": _("What is counted"),
    "typed": _("Reached so far"),
    "both_want": _("What both want"),
    "next_step": _("Next step"),
    "review_on": _("To be looked at again on"),
    "direction": _("Who gives it"),
    "resource": _("What is shared"),
    "year": _("Year"),
    "worth_hours": _("Hours, about"),
    "worth_money": _("Worth, about"),
    "starts_on": _("From"),
    "ends_on": _("Until"),
    "remind_days": _("Remind so many days before"),
    "file_name": _("The paper"),
    "funder": _("Name of the funder"),
    "asked": _("Amount asked for"),
    "given": _("Amount given"),
    "due_on": _("Deadline"),
    "due_time": _("Hour of the deadline"),
    "part": _("What it does in it"),
    "done_at": _("Done"),
    "reason": _("Why"),
    "note": _("Note"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "contact": _("Contact"),
    "holds": _("What will be held"),
    "room_holds": _("People the room holds"),
    "room": _("Room"),
    "access": _("Access"),
    "parking": _("Parking"),
    "power": _("Power"),
    "wifi": _("Wi-Fi"),
    "zone": _("Time zone"),
    "sort": _("What it is"),
    "capacity": _("For how many people"),
    "equipment": _("What is there"),
    "purpose": _("What will be held"),
    "people_expected": _("People expected"),
    "decided_because": _("Because"),
    "attendance": _("How many came"),
    "picture": _("Picture"),
    "template": _("Printed as"),
    "stacks": _("How many stacks"),
    "target": _("Where its button leads"),
    "valid_from": _("True from"),
    "valid_until": _("True until"),
    "starts": _("From"),
    "ends": _("To"),
    "place": _("Place of it"),
    "on": _("Day"),
    "position": _("Place in the list"),
    "knowledge": _("What they learned"),
    "confidence": _("How sure they feel"),
    "application": _("Whether they will use it"),
    "awareness": _("What they know of the library"),
    "digest": _("Letter of what waits"),
    "returned_mail": _("Letter when the library asks"),
    "password_hash": _("Password"),
    "alternate_name": _("Also known as"),
    "description": _("Description"),
    "status": _("How it stands"),
    "alert": _("What people must know now"),
    "topics": _("Topics"),
    "fees": _("About the cost"),
    "for_whom": _("For whom"),
    "from_age": _("From age"),
    "to_age": _("To age"),
    "area": _("Area that it serves"),
    "documents": _("To bring along"),
    "how_to_apply": _("How to apply"),
    "places": _("Where it is given"),
    "verified_on": _("Checked"),
    "verify_days": _("Days until a listing is stale"),
    "address_1": _("Street and number"),
    "address_2": _("Further line of the address"),
    "city": _("Town"),
    "state_province": _("State or province"),
    "postal_code": _("Postal code"),
    "country": _("Country"),
    "transport": _("How to get there"),
    "loss": _("Emptied by itself"),
    "records": _("Records"),
    "services": _("Services"),
    "added": _("Added"),
    "changed": _("Changed"),
    "removed": _("Taken away"),
    "stored": _("New"),
    "duplicate": _("Here already"),
    "flagged": _("Not adding up"),
    "quarantined": _("Could not be read"),
}
_VALUES = {
    "trainer": _("trainer"),
    "coordinator": _("coordinator"),
    "admin": _("admin"),
    "none": _("none"),
    "daily": _("daily"),
    "weekly": _("weekly"),
    "draining": _("told to leave"),
    "revoked": _("revoked"),
    "waiting": _("to be read"),
    "stored": _("taken in"),
    "set_aside": _("set aside"),
    "by_hand": _("made a record by hand"),
    "requested": _("asked for"),
    "booked": _("booked"),
    "held": _("held"),
    "declined": _("declined"),
    "called_off": _("called off"),
    "room": _("A room"),
    "devices": _("Devices, used in the library"),
    "told": _("told by the phone"),
    "billed": _("billed"),
    "waived": _("not to be billed"),
    "noted": _("noted"),
    "nowhere": _("Nowhere further: its own page says all"),
    "home": _("To the library's front page"),
    "address": _("To an address on the web"),
    "listing": _("To a listing of the directory"),
    "handout": _("Handout, a whole page"),
    "half_sheet": _("Half sheet, two on a page"),
    "poster": _("Poster"),
    "business_card": _("Business cards, ten on a page"),
    "table_tent": _("Table tent, to be folded"),
}
# The members whose values are words of ours.
_OF_OURS = ("role", "state", "sort", "loss", "target", "template", "digest")
# What a flyer says in one language: "title_es".
_IN_A_LANGUAGE = {
    "title": _("Title (%(language)s)"),
    "text": _("Text (%(language)s)"),
    "action": _("Words of the button (%(language)s)"),
    "alt": _("What the picture shows (%(language)s)"),
    "guide": _("Quick guide (%(language)s)"),
}
# The phone's own report, ids and counters change with everything and tell a person nothing.
_SILENT = {
    "id", "session_key", "version", "created_at", "mirror", "built_in", "reported", "last_seen_at", "app_version",
    "replaces", "replaces_fact", "invited_by", "told", "hash", "series", "content", "file_kind", "due_at", "added_at",
}  # fmt: skip
# Numbered members: "phone_2", "monthly_1_hours".
_NUMBERED = {
    ("phone", ""): _("Phone %(number)s"),
    ("phone", "ext"): _("Extension %(number)s"),
    ("phone", "note"): _("What phone %(number)s is for"),
    ("monthly", ""): _("Day of the month %(number)s"),
    ("monthly", "hours"): _("Hours on day %(number)s"),
}
_numbered = re.compile(r"(phone|monthly)_(\d+)_?(ext|note|hours|)").fullmatch
# Ids, which are told by the names of what they stand for.
_NAMED = {
    "staff_id": _("Who"),
    "trainers": _("Who goes"),
    "owner_id": _("Who sees to it"),
    "partner_id": _("Partner"),
    "merged_into": _("Merged into"),
    "partners": _("Partnerships that serve it"),
    "site_id": _("Place"),
    "space_id": _("Space"),
    "listing_id": _("Listing"),
    "kit_id": _("Kit"),
    "kits": _("Kits"),
    "grant_id": _("Grant"),
    "funder_id": _("Who gives the money"),
    "goals": _("Goals that it serves"),
    "done_by": _("Who did it"),
}
# What is kept as a code of the directory.
_SAID: Mapping[str, Callable[[str], str]] = {
    "topics": topics.called,
    "status": lambda text: said.STATUS.get(text, text),
    **{f"monthly_{number}": said.of_month for number in range(1, 10)},
}
# Members that are one of a feature's own words.
_WORDED: Mapping[str, Mapping[str, str]] = {
    "kind": partners.KIND_WORDS,
    "finer": partners.FINER_WORDS,
    "does": partners.DOES_WORDS,
    "stage": {**partners.STAGE_WORDS, **grants.STAGE_WORDS},
    "part": grants.PART_WORDS,
    "direction": shared.DIRECTION_WORDS,
    "resource": shared.RESOURCE_WORDS,
    "serves": goals.AREA_WORDS,
    "measure": goals.MEASURE_WORDS,
}
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
    members = [name for name in _ordered(before, after) if name not in _SILENT]
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
    return [name for name in _MEMBERS if name in there] + sorted(there - _MEMBERS.keys())


def _label(name: str) -> str:
    if name.startswith("open_") and name[5:].upper() in DAYS:
        return said.weekday(name[5:].upper())
    if numbered := _numbered(name):
        return str(_NUMBERED[numbered[1], numbered[3]]) % {"number": numbered[2]}
    word, _below, language = name.partition("_")
    if word in _IN_A_LANGUAGE and language:
        return str(_IN_A_LANGUAGE[word]) % {"language": name_of(language)}
    return str(_MEMBERS.get(name) or _NAMED.get(name) or name.replace("_", " "))


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
        return ", ".join(f"{_label(key)} {_value(key, inner, names)}" for key, inner in value.items() if key not in _SILENT)
    text = str(value)
    if name in _SAID:
        return str(_SAID[name](text))
    if name in _NAMED:
        return names.get(text, text)
    if name in _WORDED:
        return str(_WORDED[name].get(text, text))
    if _MOMENT(text):
        return when(datetime.fromisoformat(text))
    return str(_VALUES[text]) if name in _OF_OURS and text in _VALUES else text
