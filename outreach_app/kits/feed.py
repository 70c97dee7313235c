"""What phones mirror of kits: contents, custody and what does not add up, in one row each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock, json_text
from outreach_app.feed import rows
from outreach_app.kits.care import rules as care
from outreach_app.kits.care.facts import KIT_CONDITIONS, PART_CONDITIONS, WORKS
from outreach_app.kits.holders import IN_STORE, OUT
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.ledger.kinds import Named
from outreach_app.shapes import Day, Either, Id, Instant, Many, Part, Shape, Text, Whole, Word

KITS = "kits"
SETTLED_TOLD = 10


class PartRow(Shape):
    """A tagged item or a counted thing in a kit."""

    id = Id()
    name = Text()
    count = Whole(least=0)
    tag = Text(null=True)
    door = Text(required=False)
    """The short code on its label; a counted thing has none."""


class WithStaff(Shape):
    """A staff member has the kit."""

    staff = Id()


class WithPartner(Shape):
    """A partner has the kit, at one of its sites where one is named."""

    partner = Id()
    site = Id(null=True)


class PartOutRow(Shape):
    """What the holder has of a part and is still to be accounted for."""

    part = Id()
    count = Whole(least=0)


class Custody(Shape):
    """Who has the kit now; `parts_out` is what is still to be accounted for."""

    state = Word(IN_STORE, OUT, called="CustodyState")
    holder = Either(WithStaff, WithPartner, null=True, called="Holder")
    since = Instant(null=True)
    due_on = Day(null=True)
    parts_out = Many(Part(PartOutRow))


class KitDiscrepancy(Shape):
    """Something of the kit that does not add up."""

    id = Id()
    kind = Text()
    state = Word("open", "settled")


class PartAmissRow(Shape):
    """So many of a part are not as they should be."""

    part = Id()
    condition = Word(*PART_CONDITIONS, called="Condition")
    count = Whole(least=0)


class ServicedRow(Shape):
    """When the whole kit was last seen to in this way, and how many loans it had had by then."""

    work = Word(*WORKS, called="Work")
    at = Instant()
    loans = Whole(least=0)


class SeenToRow(Shape):
    """When a part was last seen to in this way, where that was after the whole kit was."""

    part = Id()
    work = Word(*WORKS, called="Work")
    at = Instant()


class KitCare(Shape):
    """How fit a kit is: null where the whole is fine; what of its parts is amiss or lacking; what was done for it."""

    condition = Word(*KIT_CONDITIONS, null=True, called="KitCondition")
    amiss = Many(Part(PartAmissRow))
    short = Many(Part(PartOutRow))
    serviced = Many(Part(ServicedRow))
    loans = Whole(least=0)
    seen_to = Many(Part(SeenToRow), required=False)
    """Left out where no part was seen to by itself."""


class Upkeep(Shape):
    """After how many days, or how many loans, a kit is to be inspected again."""

    days = Whole(least=1, null=True)
    loans = Whole(least=1, null=True)


class KitRow(Shape):
    """A kit with its contents, its custody, and what does not add up."""

    id = Id()
    code = Text()
    name = Text()
    door = Text(required=False)
    """The short code on its label."""
    parts = Many(Part(PartRow))
    custody = Part(Custody)
    care = Part(KitCare, required=False)
    """Left out where nothing ever happened to the kit."""
    upkeep = Part(Upkeep, required=False)
    discrepancies = Many(Part(KitDiscrepancy))
    counted_at = Instant(required=False)
    """When its things were last looked for, one by one."""


NOTHING_HAPPENED: dict[str, Any] = {
    "custody": {"state": IN_STORE, "holder": None, "since": None, "due_on": None, "parts_out": []},
    "discrepancies": [],
}


def mirror_of(kit: Kit, parts: Iterable[KitPart]) -> str:
    """The members of a kit's row that no fact changes: of its parts those that still belong to it."""
    told = [
        {"id": part.id, "name": part.name, "count": part.count, "tag": part.tag, **_labelled(part.door)}
        for part in parts
        if part.retired_at is None
    ]
    plan = {"upkeep": {"days": kit.upkeep_days, "loans": kit.upkeep_loans}} if kit.upkeep_days or kit.upkeep_loans else {}
    return rows.as_text({"id": kit.id, "code": kit.code, "name": kit.name, **_labelled(kit.door), **plan, "parts": told})


def told_of(state: Mapping[str, Any], discrepancies: Iterable[Named]) -> str:
    """The members that facts do change: custody, and the discrepancies that are open or were settled last.

    `parts_out` is null where the whole kit is out; `kit_row` puts the kit's own parts there.
    """
    named = list(discrepancies)
    settled = [one for one in named if one.state == "settled"][-SETTLED_TOLD:]
    shown = [one for one in named if one.state == "open"] + settled
    out, back = state["out"], state["back"]
    custody = {
        "state": state["custody"],
        "holder": state["holder"],
        "since": clock.text(clock.from_micros(state["since"])) if state["since"] is not None else None,
        "due_on": state["due_on"],
        "parts_out": None if out is None else [{"part": part, "count": count} for part, count in sorted(out.items())],
        **({"back": back} if out is None and back else {}),
    }
    told = {
        "custody": custody,
        "care": _care(state),
        "discrepancies": [{"id": d.id, "kind": d.kind, "state": d.state} for d in shown],
    }
    if state["counted"]:
        told["counted_at"] = clock.text(clock.from_micros(state["counted"][1]))
    return rows.as_text(told)


def amiss_of(state: Mapping[str, Any]) -> str | None:
    """What the desk keeps of parts that are not as they should be: with since when, and who had the kit then."""
    lines = [
        {"part": part, "condition": word, "count": count, "at": at, "holder": holder}
        for part, marks in sorted(state["amiss"].items())
        for word, (count, _fact, at, holder) in sorted(marks.items())
    ]
    return json_text.write(lines) if lines else None


def _care(state: Mapping[str, Any]) -> dict[str, Any]:
    amiss = [
        {"part": part, "condition": word, "count": mark[0]}
        for part, marks in sorted(state["amiss"].items())
        for word, mark in sorted(marks.items())
    ]
    serviced = [
        {"work": work, "at": clock.text(clock.from_micros(at)), "loans": loans}
        for work, (at, loans) in sorted(state["serviced"].items())
    ]
    seen_to = [
        {"part": part, "work": work, "at": clock.text(clock.from_micros(at))}
        for part, works in sorted(state.get("seen_to", {}).items())
        for work, at in sorted(works.items())
    ]
    return {
        "condition": state["condition"][0] if state["condition"] else None,
        "amiss": amiss,
        "short": [{"part": part, "count": count} for part, count in care.short(state).items()],
        "serviced": serviced,
        "loans": state["loans"],
        **({"seen_to": seen_to} if seen_to else {}),
    }


def kit_row(mirror: str, told: str | None) -> str:
    """A kit as phones see it."""
    if told is not None and '"parts_out":null' not in told:
        return f"{mirror[:-1]},{told[1:]}"
    happened = json_text.read(told) if told else NOTHING_HAPPENED
    kit = json_text.read(mirror)
    custody = dict(happened["custody"])
    if custody["parts_out"] is None:
        back = custody.pop("back", {})
        left = [(part["id"], part["count"] - back.get(part["id"], 0)) for part in kit["parts"]]
        custody["parts_out"] = [{"part": part, "count": count} for part, count in sorted(left) if count > 0]
    return rows.as_text({**kit, **happened, "custody": custody})


def _labelled(door: str | None) -> dict[str, str]:
    """The member for a label's code; left out where there is none, since most parts have none."""
    return {"door": door} if door else {}


def is_told(retired_at: datetime | None, state: str | None) -> bool:
    """Whether phones have a kit: one that was retired stays with them until it is back."""
    return retired_at is None or state not in (None, IN_STORE)


def all_kits(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection, from parts and custody."""
    found = session.execute(select(KitCustody.kit_id, KitCustody.told, KitCustody.state))
    custody = {kit: (text, state) for kit, text, state in found}
    parts: dict[str, list[KitPart]] = {}
    for part in session.scalars(select(KitPart).order_by(KitPart.kit_id, KitPart.position, KitPart.id)):
        parts.setdefault(part.kit_id, []).append(part)
    for kit in session.scalars(select(Kit)):
        told, state = custody.get(kit.id, (None, None))
        if is_told(kit.retired_at, state):
            yield kit.id, kit_row(mirror_of(kit, parts.get(kit.id, [])), told), (rows.EVERYONE,)
