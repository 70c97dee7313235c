"""What a plan consists of, who steps in where a role is vacant, who calls whom, and what is missing. Pure.

Whoever does something is told as "staff:<id>", "contact:<id>" (an entry of the plan) or, in the tree of calls, "role:<id>".
What an entry names may be gone from the plan or have left: nothing here fails for that.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

STAFF, CONTACT, ROLE = "staff", "contact", "role"
CHARGING, INTERNET, FORMS, INFORMATION, PRINTING, OTHER = "charging", "internet", "forms", "information", "printing", "other"
MOST_HOLDERS = 4
_numbered = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•–])\s+").match


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is responsible for; the first of those who may is its holder, the others step in, in this order."""

    id: str
    name: str = ""
    duties: str = ""
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """A function outside the library, with how to reach it at work."""

    id: str
    name: str = ""
    """The function: duty officer."""
    organization: str = ""
    person: str = ""
    """A business contact."""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Who is called, and by the person of which other call; by nobody's where the tree begins."""

    id: str
    who: str = ""
    caller: str = ""
    phone: str = ""
    """A number at work; that of a contact is in the contact."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What is offered, and how, step by step."""

    id: str
    service: str = OTHER
    name: str = ""
    """What it is called; empty where that says it."""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where services are offered: a partner's site, which tells of itself, or a place of the library, told here."""

    id: str
    site: str = ""
    name: str = ""
    address: str = ""
    power: str = ""
    wifi: str = ""
    services: tuple[str, ...] = ()
    """Ids of services that are offered there."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SentKit:
    """A kit that goes to a place of the plan."""

    id: str
    kit: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A form or page that people need."""

    id: str
    name: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadyFlyer:
    """A flyer that is ready for it."""

    id: str
    flyer: str = ""
    note: str = ""


Entry: TypeAlias = Role | Contact | Call | Service | Place | SentKit | Link | ReadyFlyer
SECTIONS: Mapping[str, type[Entry]] = {
    "roles": Role,
    "contacts": Contact,
    "calls": Call,
    "services": Service,
    "places": Place,
    "kits": SentKit,
    "links": Link,
    "flyers": ReadyFlyer,
}


def read(section: str, id_: str, body: Mapping[str, Any]) -> Entry:
    """An entry as it is kept."""
    kind: Any = SECTIONS[section]
    known = {one.name for one in fields(kind)} - {"id"}
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in body.items() if name in known}
    entry: Entry = kind(id=id_, **told)
    return entry


def steps_typed(text: str) -> tuple[str, ...]:
    """The steps of a text, a line each, without the numbers or points that somebody typed before them."""
    lines = (line[found.end() :] if (found := _numbered(line)) else line for line in text.splitlines())
    return tuple(line.strip() for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Standing:
    """How a role stands today."""

    holder: str | None
    """Whom the plan names first; None where it names nobody."""
    acting: str | None
    """Who has it: the holder, or the first alternate who has not left; None where nobody is left."""

    @property
    def is_vacant(self) -> bool:
        return self.holder is None or self.acting != self.holder


def standing(role: Role, there: Collection[str]) -> Standing:
    """How a role stands; `there` are those who are still with the library, or in the plan."""
    acting = next((one for one in role.holders if one in there), None)
    return Standing(role.holders[0] if role.holders else None, acting)


def called_in_order(calls: Iterable[Call]) -> Iterator[tuple[int, Call]]:
    """The tree of calls from its beginnings down, each with how deep it is; each call once, whatever it says of itself."""
    every = {one.id: one for one in calls}
    below: dict[str, list[Call]] = {}
    for one in every.values():
        below.setdefault(one.caller if one.caller in every else "", []).append(one)
    left = dict(every)

    def down(call: Call, depth: int) -> Iterator[tuple[int, Call]]:
        if left.pop(call.id, None) is None:
            return
        yield depth, call
        for other in below.get(call.id, ()):
            yield from down(other, depth + 1)

    for first in below.get("", ()):
        yield from down(first, 0)
    # What only calls itself in a ring begins somewhere, too.
    while left:
        yield from down(next(iter(left.values())), 0)


def would_ring(calls: Iterable[Call], id_: str, caller: str) -> bool:
    """Whether a call that is made by another's person would in the end be made by itself."""
    above = {one.id: one.caller for one in calls}
    seen = {id_}
    while caller:
        if caller in seen:
            return True
        seen.add(caller)
        caller = above.get(caller, "")
    return False


def as_typed(body: Mapping[str, Any]) -> dict[str, Any]:
    """An entry by the names of its form's fields, as the record of changes has it too: steps as a text, holders numbered."""
    told = dict(body)
    if "steps" in told:
        told["steps"] = "\n".join(told["steps"])
    if "holders" in told:
        holders = told.pop("holders")
        told.update({f"holder_{number}": one for number, one in enumerate([*holders, *[""] * MOST_HOLDERS][:MOST_HOLDERS], 1)})
    return told


def missing(there: Mapping[str, int]) -> tuple[str, ...]:
    """The sections that a plan needs and that have no entry yet, by how many each has."""
    return tuple(one for one in ("roles", "calls", "services", "places", "kits", "links", "flyers") if not there.get(one))
