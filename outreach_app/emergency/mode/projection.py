"""Rows of emergencies, written from what the folds give, and what phones and every page are told of the one that runs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts import people
from outreach_app.accounts.models import ADMIN, COORDINATOR, Library, StaffMember
from outreach_app.db import Writing
from outreach_app.emergency.mode import feed, rules
from outreach_app.emergency.mode.facts import ON_AND_OFF
from outreach_app.emergency.mode.models import Emergency, EmergencyCheckIn, EmergencyCount, EmergencyPlace
from outreach_app.feed import rows
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import Projected
from outreach_app.opening_hours import rules as opening_hours
from outreach_app.statements import insert


def known(_session: Session, ids: set[str]) -> set[str]:
    """There is one history of when there was an emergency."""
    return ids & {rules.ALL}


def circumstances(session: Session, facts: Sequence[Fact]) -> Mapping[str, Sequence[str]]:
    """A note for what switches emergency mode by somebody who is no coordinator as it arrives."""
    told = {fact.id: fact.author for fact in facts if fact.kind in ON_AND_OFF}
    if not told:
        return {}
    query = select(StaffMember.id).where(StaffMember.id.in_(set(told.values())), StaffMember.role.in_((COORDINATOR, ADMIN)))
    may = set(session.scalars(query))
    return {fact: (rules.NOT_COORDINATOR,) for fact, author in told.items() if author not in may}


def project_timeline(writing: Writing, subjects: list[Projected]) -> None:
    """Write when there was an emergency, and tell every page and phone of the last."""
    for one in subjects:
        if one.subject == rules.ALL:
            writing.session.execute(delete(Emergency))
            insert(writing, Emergency, [_emergency(told) for told in one.state["all"]])
            _tell_the_library(writing, one.state["all"])
            _tell_phones(writing)


def project_places(writing: Writing, subjects: list[Projected]) -> None:
    """Write where what is open."""
    ids = [one.subject for one in subjects]
    writing.session.execute(delete(EmergencyPlace).where(EmergencyPlace.emergency_id.in_(ids)))
    found = [_place(one.subject, id_, told) for one in subjects for id_, told in one.state["places"].items()]
    insert(writing, EmergencyPlace, found)
    _tell_phones(writing)


def project_days(writing: Writing, subjects: list[Projected]) -> None:
    """Write what happened on these days."""
    ids = [one.subject for one in subjects]
    for model in (EmergencyCheckIn, EmergencyCount):
        writing.session.execute(delete(model).where(model.subject.in_(ids)))
    insert(writing, EmergencyCheckIn, [line for one in subjects for line in _roll(one)])
    insert(writing, EmergencyCount, [line for one in subjects for line in _counts(one)])
    _tell_phones(writing)


def _emergency(told: Mapping[str, Any]) -> dict[str, Any]:
    ended = told["ended"]
    return {
        "id": told["id"],
        "also": " ".join(told["also"]),
        "name": told["name"],
        "told": rows.as_text(told["words"]),
        "since": told["since"],
        "declared_by": told["by"][0],
        "ended": ended[0] if ended else None,
        "ended_by": ended[1] if ended else None,
    }


def _place(emergency: str, id_: str, told: Mapping[str, Any]) -> dict[str, Any]:
    hours = opening_hours.written(opening_hours.read(json.dumps(told["hours"]))) if told["hours"] else ""
    return {
        "emergency_id": emergency,
        "place_id": id_,
        **{name: told[name] for name in ("name", "address", "state", "at")},
        "opening": hours,
        "services": ",".join(told["services"]),
        "told": rows.as_text(told["words"]),
        "told_by": told["by"],
    }


def _roll(one: Projected) -> list[dict[str, Any]]:
    emergency, on = rules.day_of(one.subject)
    day = {"subject": one.subject, "emergency_id": emergency, "on": on}
    return [
        {**day, "staff_id": staff, "state": state, "place_id": place, "at": at, "first": first, "asked_help": asked}
        for staff, (state, place, at, asked, first) in one.state["roll"].items()
    ]


def _counts(one: Projected) -> list[dict[str, Any]]:
    emergency, on = rules.day_of(one.subject)
    day = {"subject": one.subject, "emergency_id": emergency, "on": on}
    found = []
    for key, count in one.state["counts"].items():
        sort, what, place = key.split(" ")
        if count:
            found.append({**day, "sort": sort, "what": what, "place_id": place, "count": count})
    return found


def _tell_the_library(writing: Writing, several: Sequence[Mapping[str, Any]]) -> None:
    """Every page reads its library's row anyway, and every phone has it."""
    library = writing.session.scalars(select(Library).where(Library.id == writing.library)).one()
    last = several[-1] if several else None
    told = last and {
        "id": last["id"],
        "name": last["name"],
        "since": clock.text(clock.from_micros(last["since"])),
        "over": last["ended"] is not None,
        "words": [{"language": language, "text": text} for language, text in last["words"].items()],
    }
    library.emergency = rows.as_text(told) if told else ""
    writing.session.flush()
    rows.publish(writing, "library", library.id, people.library_row(library))


def _tell_phones(writing: Writing) -> None:
    for collection in feed.COLLECTIONS:
        rows.bring_up_to_date(writing, collection)
