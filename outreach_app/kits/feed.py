"""What phones mirror of kits: contents, custody and what does not add up, in one row each."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.feed import rows
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.kits.rules import IN_STORE
from outreach_app.ledger.kinds import Named

KITS = "kits"
SETTLED_TOLD = 10

NOTHING_HAPPENED: dict[str, Any] = {
    "custody": {"state": IN_STORE, "holder": None, "since": None, "due_on": None, "parts_out": []},
    "discrepancies": [],
}


def mirror_of(kit: Kit, parts: Iterable[KitPart]) -> str:
    """The members of a kit's row that no fact changes."""
    told = [{"id": part.id, "name": part.name, "count": part.count, "tag": part.tag} for part in parts]
    return rows.as_text({"id": kit.id, "code": kit.code, "name": kit.name, "parts": told})


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
    return rows.as_text({"custody": custody, "discrepancies": [{"id": d.id, "kind": d.kind, "state": d.state} for d in shown]})


def kit_row(mirror: str, told: str | None) -> str:
    """A kit as phones see it."""
    if told is not None and '"parts_out":null' not in told:
        return f"{mirror[:-1]},{told[1:]}"
    happened = json.loads(told) if told else NOTHING_HAPPENED
    kit = json.loads(mirror)
    custody = dict(happened["custody"])
    if custody["parts_out"] is None:
        back = custody.pop("back", {})
        left = [(part["id"], part["count"] - back.get(part["id"], 0)) for part in kit["parts"]]
        custody["parts_out"] = [{"part": part, "count": count} for part, count in sorted(left) if count > 0]
    return rows.as_text({**kit, **happened, "custody": custody})


def all_kits(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection, from parts and custody."""
    told = {kit: text for kit, text in session.execute(select(KitCustody.kit_id, KitCustody.told))}
    parts: dict[str, list[KitPart]] = {}
    for part in session.scalars(select(KitPart).order_by(KitPart.kit_id, KitPart.position, KitPart.id)):
        parts.setdefault(part.kit_id, []).append(part)
    for kit in session.scalars(select(Kit)):
        yield kit.id, kit_row(mirror_of(kit, parts.get(kit.id, [])), told.get(kit.id)), (rows.EVERYONE,)
