"""Deciding about what a loss costs, and taking that back: each is noted in the record of changes."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.kits.care import queries as needs
from outreach_app.kits.charges import queries
from outreach_app.kits.charges.loss import Loss
from outreach_app.kits.charges.models import KitCharge
from outreach_app.kits.models import KitPart
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

CHARGES = "kit_charges"


def decide(writing: Writing, loss: Loss, *, seen: int, currency: str, by: str, **told: Any) -> None:
    """Note that a loss was billed, or is not to be: `decision`, `on` a day, a `reference`.

    Raises `Refusal` "not_found" where nothing is amiss there any more, and "row.changed_meanwhile".
    """
    charge = queries.found(writing.session, loss)
    meanwhile.refuse_if_changed(writing.session, CHARGES, key_of(loss), seen=seen, now=charge.version if charge else 0)
    cost = needs.cost(writing.session, loss)
    if cost is None and charge is None:
        raise Refusal("not_found", _("That part is in order by now: it was found or repaired."))
    before = _noted(writing, charge) if charge else None
    if charge is None:
        charge = KitCharge(
            library_id=writing.library, kit_id=loss.kit, part_id=loss.part, sort=loss.sort, since=loss.since, version=0
        )  # fmt: skip
        writing.session.add(charge)
    for name, value in told.items():
        setattr(charge, name, value)
    if cost is not None:
        charge.count, charge.amount, charge.currency = cost.count, _text(cost.total), currency
    charge.decided_by, charge.decided_at = by, writing.now
    charge.version += 1
    writing.session.flush()
    changes.note(writing, CHARGES, key_of(loss), before=before, after=_noted(writing, charge), by=by)


def take_back(writing: Writing, loss: Loss, *, by: str) -> None:
    """Let a loss be undecided again."""
    charge = queries.found(writing.session, loss)
    if charge is None:
        return
    before = _noted(writing, charge)
    writing.session.delete(charge)
    writing.session.flush()
    changes.note(writing, CHARGES, key_of(loss), before=before, after=None, by=by)


def key_of(loss: Loss) -> str:
    """What the record of changes calls a loss."""
    return f"{loss.part}.{loss.sort}.{loss.since}"[:64]


def _noted(writing: Writing, charge: KitCharge) -> dict[str, Any]:
    name = writing.session.scalar(select(KitPart.name).where(KitPart.id == charge.part_id)) or charge.part_id
    members = ("kit_id", "decision", "on", "reference", "count", "amount", "currency", "version")
    return {"name": name, **{one: getattr(charge, one) for one in members}}


def _text(total: Decimal | None) -> str | None:
    return None if total is None else f"{total:.2f}"
