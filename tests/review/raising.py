"""Every kind of discrepancy that the house knows, brought about as it comes about: by what phones and people record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fixtures.library import NOW, Library, Phone, back, counted, fact_text, out_to, session, setting
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing
from outreach_app.flyers import editing as flyers
from outreach_app.flyers.models import Words
from outreach_app.kits.reservations import editing as reservations
from outreach_app.ledger.kinds import Catalogue, Fold, Kind, NoState
from outreach_app.partners.models import Site
from outreach_app.shapes import Shape

AN_HOUR = timedelta(hours=1)
MINUTES = timedelta(minutes=1)


class Tried(Shape):
    """A fact whose rule has a fault."""


class Failing(NoState):
    """A fold that fails."""

    def step(self, state: Any, fact: Any, settlements: Any) -> None:
        raise KeyError("a rule with a fault")


def with_a_fault() -> Catalogue:
    """The catalogue with one kind more, of which nothing can be made."""
    fold = Failing()
    return replace(
        CATALOGUE,
        kinds=(*CATALOGUE.kinds, Kind("test.tried", 1, "trying", Tried)),
        folds=(*CATALOGUE.folds, Fold("trying", fold, NoState.known, fold.project)),
    )


class House:
    """A library with two trainers' phones, and places, flyers and a promise to go wrong with."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.ann, self.bob = library.phone("phone-a", "ann"), library.phone("phone-b", "bob")
        for site in ("S1", "S2", "SHUT"):
            library.site(site)
        library.staff("gone", active=False)
        texts = {"en": Words(title="Over", text="", action="")}
        told = {"template": "handout", "target": "nowhere", "on": None, "starts": None, "ends": None, "place": ""}
        with writing(library.id) as handle:
            handle.session.get_one(Site, (library.id, "SHUT")).closed_on = "2026-11-01"
            flyers.add_flyer(handle, "OVER", by="cora", texts=texts, valid_from=None, valid_until="2026-11-20", **told)
        library.kit("KP")
        with writing(library.id) as handle:
            starts = datetime(2026, 11, 26, 15, tzinfo=UTC)
            reservations.reserve(
                handle, "R1", kit_id="KP", starts_at=starts, ends_at=starts + 8 * AN_HOUR, by="cora", partner_id="P1",
                site_id="S1", purpose="",
            )  # fmt: skip

    def logs(self, phone: Phone, id_: str, at: Any = NOW - 30 * MINUTES, **told: Any) -> str:
        """Log a session on a day of its own, unless told otherwise; gives the fact's text."""
        number = int(id_.removeprefix("T"))
        on = f"2026-10-{number:02}"
        content = session(**{"on": on, "starts_at": f"{on}T11:00:00Z", "ends_at": f"{on}T12:00:00Z", **told})
        return phone.record("training_session.logged", id_, content, at=at, id=f"{id_}-{phone.device}-{phone.seq}")

    def amends(self, phone: Phone, id_: str, of: str, minute: int, **changes: Any) -> str:
        on = f"2026-10-{int(id_.removeprefix('T')):02}"
        was = setting(session(on=on, starts_at=f"{on}T11:00:00Z", ends_at=f"{on}T12:00:00Z"))
        payload = {"of": of, "was": was, "changes": changes, "reason": None}
        return phone.record("training_session.amended", id_, payload, at=NOW + minute * MINUTES)

    def from_desk(self, kind: str, subject: str, payload: dict[str, Any], **told: Any) -> None:
        text = fact_text(kind, subject, payload, id=f"desk-{subject}", device="the-desk", author="cora", **told)
        self.library.record(text, via="desk")


def _session(house: House, id_: str, **told: Any) -> None:
    house.logs(house.ann, id_, **told)


def _held_twice(house: House) -> None:
    house.ann.checks_out(house.library.kit("KT"))
    house.bob.checks_out("KT", at=NOW)


def _handed_on(house: House) -> None:
    house.ann.checks_out(house.library.kit("KH"))
    told = {"handover": "H1", "giver": {"staff": "cora"}, "to": {"staff": "bob"}, "due_on": None, "note": None}
    house.bob.record("kit.handed_over", "KH", told, at=NOW)


def _unfit(house: House) -> None:
    kit = house.library.kit("KU")
    house.ann.record("kit.condition_noted", kit, {"kit": "out_of_service", "parts": [], "note": None})
    house.ann.checks_out(kit)


def _reported(what: str) -> Callable[[House], None]:
    def report(house: House) -> None:
        told = {"what": what, "part": None, "words": "Look", "where": None}
        house.ann.record("kit.problem_reported", house.library.kit(f"KR-{what}"), told)

    return report


def _returned(kit: str, *parts: Any) -> Callable[[House], None]:
    def give_back(house: House) -> None:
        house.library.kit(kit, **{f"tablet-{kit}": 2})
        if parts:
            house.ann.checks_out(kit, (f"tablet-{kit}", 2))
        house.ann.record("kit.checked_in", kit, back(*((f"tablet-{kit}", *part) for part in parts)))

    return give_back


def _counted(kit: str, *parts: Any, codes: tuple[str, ...] = ()) -> Callable[[House], None]:
    def count(house: House) -> None:
        house.library.kit(kit, **{f"tablet-{kit}": 2})
        house.ann.record("kit.counted", kit, counted(*((f"tablet-{kit}", *part) for part in parts), codes=codes))

    return count


def _twice(house: House) -> None:
    house.logs(house.ann, "T1")
    house.logs(house.bob, "T1", at=NOW)


def _in_parallel(house: House) -> None:
    house.logs(house.ann, "T2")
    first = f"T2-phone-a-{house.ann.seq - 1}"
    house.amends(house.ann, "T2", first, 1, attendance_in_person=4)
    house.amends(house.bob, "T2", first, 2, attendance_in_person=5)


def _unseen(house: House) -> None:
    logged = house.logs(house.ann, "T3")
    first = f"T3-phone-a-{house.ann.seq - 1}"
    house.ann.sync([logged])
    house.from_desk("training_session.approved", "T3", {"of": first, "comment": None}, seq=1, at=NOW + 9 * MINUTES)
    house.amends(house.ann, "T3", first, 1, attendance_in_person=4)


def _two_places(house: House) -> None:
    house.logs(house.ann, "T11", on="2026-10-20", starts_at="2026-10-20T11:00:00Z", ends_at="2026-10-20T12:00:00Z")
    elsewhere = {"site": "S2", "starts_at": "2026-10-20T11:10:00Z", "ends_at": "2026-10-20T12:10:00Z"}
    house.logs(house.ann, "T12", on="2026-10-20", **elsewhere)


def _told_by_two(house: House) -> None:
    for phone, id_, who in ((house.ann, "T13", "ann"), (house.bob, "T14", "bob")):
        times = {"on": "2026-10-21", "starts_at": "2026-10-21T11:00:00Z", "ends_at": "2026-10-21T12:00:00Z"}
        house.logs(phone, id_, trainers=[who], **times)


def _visit(house: House, id_: str, *happened: tuple[Phone, str, dict[str, Any], timedelta]) -> None:
    for phone, kind, payload, after in happened:
        phone.record(f"visit.{kind}", id_, {"note": None, **payload}, at=NOW - 40 * AN_HOUR + after)


def _started(site: str) -> dict[str, Any]:
    return {"site": site, "trainers": []}


def _visit_unseen(house: House) -> None:
    ended = (house.ann, "finished", {"outcome": "held"}, AN_HOUR)
    _visit(house, "V5", (house.ann, "started", _started("S1"), timedelta()), ended)
    house.ann.sync()
    house.from_desk("visit.approved", "V5", {"of": "another-version", "comment": None}, seq=2, at=NOW)


def _hand_in_unseen(house: House) -> None:
    house.ann.checks_out(house.library.kit("KI"))
    house.ann.checks_in("KI", id="brought-back-1")
    house.ann.sync()
    house.from_desk("hand_in.approved", "brought-back-1", {"of": "another", "comment": None}, seq=3, at=NOW)


def _emergencies(house: House) -> None:
    """All that can be odd about when there was one: it is one history."""
    phone = house.library.phone("phone-e", "cora")

    def says(who: Phone, kind: str, hours: int, emergency: str, **told: Any) -> None:
        who.record(f"emergency.{kind}", "emergencies", {"emergency": emergency, **told}, at=NOW - hours * AN_HOUR)

    says(phone, "declared", 9, "E1", name="Flood", words=[], after=None)
    says(phone, "declared", 8, "E2", name="Storm", words=[], after=None)
    says(phone, "ended", 7, "E1", note=None)
    says(phone, "updated", 6, "E1", name="Flood", words=[])
    says(phone, "declared", 5, "E3", name="Storm", words=[], after=None)
    says(phone, "ended", 4, "E9", note=None)
    says(house.ann, "ended", 3, "E3", note=None)
    phone.sync()


def _two_sites(house: House) -> None:
    no_time = timedelta()
    _visit(house, "V2", (house.ann, "started", _started("S1"), no_time), (house.bob, "started", _started("S2"), MINUTES))


def _long_visit(house: House) -> None:
    ended = (house.ann, "finished", {"outcome": "held"}, 20 * AN_HOUR)
    _visit(house, "V3", (house.ann, "started", _started("S1"), timedelta()), ended)


def _held_though_not(house: House) -> None:
    _visit(house, "V4", (house.ann, "started", _started("S1"), timedelta()))
    house.ann.record("training_session.logged", "T15", session(on="2026-10-22"), visit="V4", at=NOW - 39 * AN_HOUR)
    _visit(house, "V4", (house.ann, "finished", {"outcome": "closed"}, 2 * AN_HOUR))


def _stack(house: House, id_: str, **told: Any) -> None:
    payload = {
        "flyer": "F0", "code": f"CODE{id_}", "site": "S1", "spot": "Desk", "language": None, "copies": 9,
        "restock_on": None, "note": None, **told,
    }  # fmt: skip
    house.ann.record("flyer.placed", id_, payload)


def _code_twice(house: House) -> None:
    _stack(house, "N2", code="K7M2Q9FD4TAX")
    _stack(house, "N3", code="K7M2Q9FD4TAX")


def _asked(house: House) -> None:
    told = {"sort": "kit", "site": None, "words": "Soon", "contact": None}
    text = fact_text("partner.asked", "P1", told, id="asked-1", device=house.library.built_in["public"], seq=1, author=None)
    house.library.record(text, via="public")


def _suggested(house: House) -> None:
    public, told = house.library.built_in["public"], {"sort": "hours", "words": "Closed on Mondays"}
    text = fact_text("listing.change_suggested", "L1", told, id="suggested-1", device=public, seq=2, author=None)
    house.library.record(text, via="public")


def _cloned(house: House) -> None:
    copy = house.library.phone("phone-c", "ann")
    for n, kit in enumerate(("KC1", "KC2")):
        house.library.kit(kit)
        copy.seq = 0
        house.library.record(copy.checks_out(kit, id=f"clone-{n}"))


def _ran_back(house: House) -> None:
    turned = house.library.phone("phone-d", "ann")
    house.library.kit("KD")
    turned.checks_out("KD", at=NOW)
    turned.checks_in("KD", at=NOW - 9 * AN_HOUR)
    turned.sync()


def _of_somebody(author: str) -> Callable[[House], None]:
    def record(house: House) -> None:
        house.ann.checks_out(house.library.kit(f"KA-{author}"), author=author)

    return record


RAISED: dict[str, Callable[[House], object]] = {
    "kit.held_twice": _held_twice,
    "kit.giver_not_holder": _handed_on,
    "kit.returned_not_out": _returned("KN"),
    "kit.part_missing": _returned("KM", (1,), (1, "missing")),
    "kit.part_damaged": _returned("KB", (1,), (1, "damaged")),
    "kit.promised_elsewhere": lambda house: house.ann.record("kit.checked_out", "KP", out_to("ann", due_on="2026-11-27")),
    "kit.lent_out_of_service": _unfit,
    "kit.part_unexpected": _counted("KX", (3, "unexpected")),
    "kit.codes_unknown": _counted("KY", codes=("5901234123457",)),
    "kit.problem_reported": _reported("damaged"),
    "kit.found": _reported("found"),
    "session.logged_twice": _twice,
    "session.amended_in_parallel": _in_parallel,
    "session.decided_unseen": _unseen,
    "session.not_logged": lambda house: house.amends(house.ann, "T4", "nothing", 1, attendance_in_person=1),
    "session.at_closed_place": lambda house: _session(
        house, "T5", site="SHUT", on="2026-11-05", starts_at="2026-11-05T11:00:00Z", ends_at="2026-11-05T12:00:00Z"
    ),
    "session.ends_before_start": lambda house: _session(house, "T6", ends_at="2026-10-06T10:00:00Z"),
    "session.too_long": lambda house: _session(house, "T7", ends_at="2026-10-08T12:00:00Z"),
    "session.in_future": lambda house: _session(
        house, "T8", on="2026-11-25", starts_at="2026-11-25T11:00:00Z", ends_at="2026-11-25T12:00:00Z"
    ),
    "session.odd_attendance": lambda house: _session(house, "T9", attendance_in_person=-3),
    "session.other_format": lambda house: _session(house, "T10", format="virtual"),
    "session.more_than_room_holds": lambda house: _session(house, "T16", room_holds=2),
    "session.two_places": _two_places,
    "session.told_by_two": _told_by_two,
    "visit.decided_unseen": _visit_unseen,
    "hand_in.decided_unseen": _hand_in_unseen,
    "visit.finished_not_started": lambda house: _visit(house, "V1", (house.ann, "finished", {"outcome": "held"}, timedelta())),
    "visit.two_sites": _two_sites,
    "visit.too_long": _long_visit,
    "visit.held_though_not": _held_though_not,
    "flyer.not_placed": lambda house: house.ann.record(
        "flyer.restocked", "N9", {"copies": 1, "left": None, "restock_on": None, "note": None}
    ),
    "flyer.expired_placed": lambda house: _stack(house, "N1", flyer="OVER"),
    "flyer.code_twice": _code_twice,
    "flyer.expired_handed_out": lambda house: house.ann.record(
        "flyer.handed_out", "V9", {"flyer": "OVER", "language": None, "count": 2, "site": None}
    ),
    "emergency.declared_unaware": lambda house: None,
    "emergency.two_names": lambda house: None,
    "emergency.went_on": lambda house: None,
    "emergency.unknown": lambda house: None,
    "emergency.not_coordinator": _emergencies,
    "partner.asked": _asked,
    "listing.change_suggested": _suggested,
    "fact.subject_unknown": lambda house: house.ann.checks_out("no-such-kit"),
    "fact.author_unknown": _of_somebody("nobody"),
    "fact.author_inactive": _of_somebody("gone"),
    "fact.clock_off": lambda house: house.ann.checks_out(house.library.kit("KO"), offset_ms=3_600_000),
    "fact.late": lambda house: house.ann.checks_out(house.library.kit("KL"), at=NOW - 20 * 24 * AN_HOUR),
    "fact.decision_from_field": lambda house: house.ann.record(
        "training_session.approved", "T1", {"of": "anything", "comment": None}
    ),
    "fold.failed": lambda house: house.ann.record("test.tried", "X1", {}),
    "device.cloned": _cloned,
    "device.clock_ran_back": _ran_back,
}


def raise_all(house: House) -> None:
    """Bring about every kind there is."""
    for bring_about in RAISED.values():
        bring_about(house)
    house.ann.sync()
    house.bob.sync()
