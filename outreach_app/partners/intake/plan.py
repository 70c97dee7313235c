"""What is to be done so that partners are as a file says. Pure.

A partner is known by its name, a place by its name within the partner, a contact by name. What a file leaves empty stays as
it is, and what it does not name is left alone: a file can add and change, never take away.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from outreach_app.partners.intake.columns import CALLED, plain
from outreach_app.partners.intake.tables import Table
from outreach_app.web.lines import one_line
from outreach_app.web.text import lazy_gettext as _

ALIKE = 84
"""Of a hundred: names that are so much alike may be one partner."""
OF_A_CONTACT = ("role", "phone", "mail")


@dataclass(slots=True)
class There:
    """A partner that is there; places as {name: (id, address)}, contacts as {name: (id, what is known)}."""

    id: str
    name: str
    told: Mapping[str, str]
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    contacts: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass(slots=True)
class Step:
    """A partner to be added (`id` is None) or changed, with its places and contacts; of these only what is new or different."""

    id: str | None
    name: str
    told: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str | None, str, str]] = field(default_factory=dict)
    """By plain name: (id, name, address)."""
    contacts: dict[str, tuple[str | None, str, dict[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that nothing came of, and why."""

    line: int
    says: Any
    text: str


@dataclass(slots=True)
class Plan:
    """All steps in the order of the file, the lines that nothing comes of, and names that are much alike."""

    steps: list[Step]
    troubles: list[Trouble]
    alike: dict[str, str]
    """By a name of the file that is new the name of a partner that it may be."""

    @property
    def new(self) -> int:
        return sum(one.id is None for one in self.steps)

    @property
    def changed(self) -> int:
        return len(self.steps) - self.new

    @property
    def digest(self) -> str:
        """The same for two plans that do the same."""
        told = [[one.id, one.name, one.told, one.places, one.contacts] for one in self.steps]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


Checks = Mapping[str, Callable[[str], str | None]]
"""By column what a cell means, None where it means nothing that is known."""


def plan(table: Table, matched: Mapping[str, int], there: Iterable[There], same: Collection[str], checks: Checks) -> Plan:
    """The steps from what is there to what the file says; names in `same` are those of the partner that they are like."""
    known = {plain(one.name): one for one in there}
    called = {key: one.name for key, one in known.items()}
    steps: dict[str, Step] = {}
    troubles: list[Trouble] = []
    alike: dict[str, str] = {}
    for line, cells in table.lines:
        told = {name: cells[number] for name, number in matched.items() if number < len(cells) and cells[number]}
        wrong = _taken(told, known, called, steps, alike, same, checks)
        if wrong is not None:
            troubles.append(Trouble(line, wrong, ", ".join(cell for cell in cells if cell)[:200]))
    some = [one for one in steps.values() if one.id is None or one.told or one.places or one.contacts]
    return Plan(some, troubles, alike)


def _taken(
    told: Mapping[str, str], known: Mapping[str, There], called: Mapping[str, str], steps: dict[str, Step],
    alike: dict[str, str], same: Collection[str], checks: Checks,
) -> Any:  # fmt: skip
    """Take a line over; gives what is wrong with it, or None."""
    name = told.get("partner", "")
    if not plain(name):
        return _("It does not say which partner.")
    meant: dict[str, str] = {}
    for column in ("kind", "stage", "notes", "mail"):
        if column in told:
            said = checks[column](told[column]) if column in checks else told[column]
            if said is None:
                return _("%(column)s: “%(cell)s” is not known.", cell=told[column][:40], column=CALLED[column])
            meant[column] = said
    key = plain(name)
    if key not in known and key not in steps:
        like = process.extractOne(key, list(called), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if like is not None:
            alike[name] = called[like[0]]
    if key not in known and name in alike and name in same:
        key = plain(alike[name])
    was = known.get(key)
    if was is None and key not in steps and "kind" not in meant:
        return _("%(partner)s is new here, so the line must say of what kind it is.", partner=name)
    step = steps.setdefault(key, Step(was.id if was else None, was.name if was else name))
    # A cell says in one line what a form may have taken in several.
    before = {column: one_line(text) for column, text in was.told.items()} if was else {}
    step.told.update(
        {one: meant[one] for one in ("kind", "stage", "notes") if one in meant and meant[one] != before.get(one, "")}
    )
    if "place" in told or "address" in told:
        _place(step, was, told.get("place") or step.name, told.get("address", ""))
    if "contact" in told:
        _contact(
            step, was, told["contact"], {**{one: told.get(one, "") for one in OF_A_CONTACT}, "mail": meant.get("mail", "")}
        )
    return None


def _place(step: Step, was: There | None, name: str, address: str) -> None:
    id_, before = was.places.get(plain(name), (None, "")) if was else (None, "")
    if id_ is None or (address and address != before):
        step.places[plain(name)] = (id_, name, address)


def _contact(step: Step, was: There | None, name: str, told: dict[str, str]) -> None:
    id_, before = was.contacts.get(plain(name), (None, {})) if was else (None, {})
    said = {one: text for one, text in told.items() if text and text != before.get(one, "")}
    if id_ is None or said:
        step.contacts[plain(name)] = (id_, name, said)
