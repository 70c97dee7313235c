"""Deciding on records at the desk: each decision is a fact about the version that was looked at.

Whoever decides says what they saw: the version, and the decision that held. Where one of them is another by then, nothing
is recorded, and the page comes back with what is there now.
"""

from collections.abc import Iterable
from typing import Any

from outreach_app.db import Writing
from outreach_app.judging import queries
from outreach_app.judging.models import Record
from outreach_app.judging.rules import STATES, WAITING
from outreach_app.ledger import desk, reading
from outreach_app.ledger.desk import Told
from outreach_app.ledger.kinds import Catalogue
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

APPROVED, RETURNED, REJECTED, REOPENED, COMMENTED = WORDS = ("approved", "returned", "rejected", "reopened", "commented")
# These say something of one version; the others hold whatever the record became.
OF_A_VERSION = (APPROVED, RETURNED, REJECTED)
# Whoever recorded it must learn why.
WITH_A_WORD = (RETURNED, REJECTED, COMMENTED)
MOST_AT_ONCE = 500


def decide(
    writing: Writing,
    catalogue: Catalogue,
    sort: str,
    record: str,
    *,
    word: str,
    of: str,
    seen: str | None,
    comment: str | None,
    fact_id: str,
    author: str,
    zone: str,
) -> None:
    """Record a decision; `seen` is the one that held when the page was made, empty for none.

    Raises `Refusal` "record.changed_meanwhile" or "record.decided_meanwhile", both with `version` and `seen` as they are
    now, "record.gone", "not_found", "fact.changed_meanwhile".
    """
    one = queries.found(writing.session, sort, record)
    if one is None:
        raise Refusal("not_found", _("There is no such record."))
    # The same form sent twice is the same decision, whatever it made of the record meanwhile.
    if not reading.kept(writing.session, [fact_id]):
        _refuse_if_other(one, word, of, seen)
    desk.record_one(
        writing, catalogue, fact_id=fact_id, kind=f"{sort}.{word}", subject=record, author=author,
        payload={**({"of": of} if word in OF_A_VERSION else {}), "comment": comment or None}, zone=zone,
    )  # fmt: skip


def approve_all(
    writing: Writing,
    catalogue: Catalogue,
    versions: Iterable[tuple[str, str, str]],
    *,
    batch: str,
    author: str,
    zone: str,
) -> None:
    """Approve what still waits, adds up, and is the version that was shown, of these (sort, id, version), together.

    What `batch` approved can be asked for by it; the same batch again is the same.
    """
    if queries.of_batch(writing.session, batch):
        return
    asked = {(sort, id_): version for sort, id_, version in versions}
    there = queries.several(writing.session, asked)
    odd = queries.odd_among(writing.session, list(there.values()))
    fit = [
        one
        for key, one in there.items()
        if one.state in WAITING and one.version == asked[key] and one.id not in odd
    ]  # fmt: skip
    told = [
        Told(f"{batch}-{n}", f"{one.sort}.{APPROVED}", one.id, {"of": one.version, "comment": None})
        for n, one in enumerate(fit[:MOST_AT_ONCE])
    ]
    if told:
        desk.record_many(writing, catalogue, told, author=author, zone=zone)


def take_back(writing: Writing, catalogue: Catalogue, batch: str, *, undone_as: str, author: str, zone: str) -> int:
    """Open again what a batch approved, where that is still what holds; `undone_as` is minted when the page was made.

    Gives how many were opened.
    """
    before = queries.of_batch(writing.session, undone_as)
    if before:
        return len(before)
    keys = queries.of_batch(writing.session, batch)
    there = queries.several(writing.session, keys.values())
    hold = [keys[id_] for id_ in keys if (one := there.get(keys[id_])) is not None and one.decided_by == id_]
    told = [Told(f"{undone_as}-{n}", f"{sort}.{REOPENED}", id_, {"comment": None}) for n, (sort, id_) in enumerate(hold)]
    if told:
        desk.record_many(writing, catalogue, told, author=author, zone=zone)
    return len(told)


def _refuse_if_other(one: Record, word: str, of: str, seen: str | None) -> None:
    now: dict[str, Any] = {"version": one.version, "seen": one.decided_by or ""}
    if word == COMMENTED:
        return
    if one.state not in STATES:
        raise Refusal("record.gone", _("It was withdrawn or counted as another meanwhile: there is nothing to decide."), **now)
    if word in OF_A_VERSION and of != one.version:
        message = _("It was changed while this page was open. Look at it as it is now, and decide again.")
        raise Refusal("record.changed_meanwhile", message, **now)
    if seen is not None and seen != now["seen"]:
        message = _("Somebody else decided on it while this page was open: see what they did. Nothing was overwritten.")
        raise Refusal("record.decided_meanwhile", message, **now)
