"""What lost and broken parts cost, and whether it was billed: what the desk shows, notes and takes back."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from fixtures.desk import Desk
from fixtures.library import NOW, PASSWORD, Library, Phone
from fixtures.queries import queries_of
from outreach_app.accounts.models import Library as LibraryRow
from outreach_app.audit.models import AuditLine
from outreach_app.db import writing
from outreach_app.kits.charges.models import KitCharge
from outreach_app.kits.models import KitPart

TYPED = {"decision": "billed", "on": "2026-11-24", "reference": "INV-12"}


def at(hours: float) -> str:
    return (NOW + timedelta(hours=hours)).isoformat()


@pytest.fixture
def desk(library: Library, app: Flask) -> Desk:
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.fixture
def charger_lost(desk: Desk, ann: Phone) -> str:
    """The address at which it is decided about one charger of K1, lost from Ann at a price."""
    with writing(desk.library.id) as handle:
        handle.session.execute(update(KitPart).where(KitPart.id == "charger").values(cost="1249.50"))
    desk.library.record(
        ann.checks_out("K1", ("tablet", 5), ("charger", 2), at=at(-9)),
        ann.checks_in("K1", ("tablet", 5), ("charger", 1), ("charger", 1, "missing"), at=at(-8)),
    )
    (address,) = to_decide(desk)
    return address


def to_decide(desk: Desk) -> list[str]:
    return re.findall(r'href="(/kits/K1/costs/[^"]+)"', desk.client.get("/kits/care").text)


def table(desk: Desk, asked: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(desk.client.get(f"/kits/costs.csv{asked}").get_data().decode("utf-8-sig"))))


def test_what_was_billed_stands_with_its_day_and_number_and_is_on_record(desk: Desk, charger_lost: str) -> None:
    assert desk.send(charger_lost, **TYPED).status_code == 303

    page = desk.client.get("/kits/care").text
    assert "INV-12" in page
    assert "$1,249.50" in page
    (line,) = table(desk)
    assert [line[one] for one in ("Total", "Currency", "Bill", "Day", "Reference")] == [
        "1249.50", "USD", "billed", "2026-11-24", "INV-12",
    ]  # fmt: skip
    (audit,) = desk.rows(AuditLine, AuditLine.what == "kit_charges")
    assert audit.staff == "dora"
    assert json.loads(audit.after)["amount"] == "1249.50"
    assert "INV-12" in Desk(desk.library, desk.library.app.test_client(), desk.library.email("dora")).client.get("/audit").text


def test_it_is_taken_back_and_changed_and_the_record_tells_all_of_it(desk: Desk, charger_lost: str) -> None:
    desk.send(charger_lost, **TYPED)
    desk.send(charger_lost, **{**TYPED, "decision": "waived", "reference": "They found the case open"})
    assert [line["Bill"] for line in table(desk)] == ["not to be billed"]
    assert desk.act(f"{charger_lost}/return", charger_lost).status_code == 303

    assert [line["Bill"] for line in table(desk)] == ["not decided"]
    assert desk.rows(KitCharge) == []
    told = [(bool(one.before), bool(one.after)) for one in desk.rows(AuditLine, AuditLine.what == "kit_charges")]
    assert sorted(told) == [(False, True), (True, False), (True, True)]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"decision": ""}, "decision"), ({"on": "soon"}, "on"), ({"reference": "x" * 201}, "reference")]
)
def test_what_is_wrong_comes_back_at_its_field(desk: Desk, charger_lost: str, wrong: dict[str, str], field: str) -> None:
    answer = desk.send(charger_lost, **{**TYPED, **wrong})

    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text


def test_two_who_decide_at_once_overwrite_nothing_of_each_other(desk: Desk, charger_lost: str) -> None:
    page = desk.client.get(charger_lost).text
    desk.send(charger_lost, **TYPED)
    answer = desk.send(charger_lost, made_from=page, **{**TYPED, "decision": "waived", "reference": "Mine"})

    assert answer.status_code == 409
    assert "INV-12" in answer.text
    assert [line["Bill"] for line in table(desk)] == ["billed"]


def test_what_is_lost_anew_is_to_be_decided_anew_and_tells_what_was_billed_before(
    desk: Desk, ann: Phone, charger_lost: str
) -> None:
    desk.send(charger_lost, **TYPED)
    desk.library.record(ann.checks_out("K1", ("tablet", 5), ("charger", 1), at=at(-7)))
    desk.library.record(ann.checks_in("K1", ("tablet", 5), ("charger", 1, "missing"), at=at(-6)))

    (line,) = table(desk)
    assert (line["How many"], line["Bill"]) == ("2", "not decided")
    assert "1 of it was billed before" in desk.client.get("/kits/care").text
    (address,) = to_decide(desk)
    assert address != charger_lost
    assert "INV-12" in desk.client.get(address).text


def test_damage_that_is_written_off_keeps_what_was_decided_about_it(desk: Desk, ann: Phone) -> None:
    desk.library.record(ann.checks_out(at=at(-5)), ann.checks_in("K1", ("tablet", 1, "damaged"), at=at(-4)))
    (address,) = to_decide(desk)
    desk.send(address, **TYPED)
    (odd,) = [row.id for row in desk.library.discrepancies() if row.kind == "kit.part_damaged"]
    desk.library.record(desk.library.settle(odd, "written_off", subject="K1"), via="desk")

    assert [(line["How it is"], line["Bill"]) for line in table(desk)] == [("destroyed", "billed")]


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("", ["Tablet", "Charger"]),
        ("?bill=open", ["Tablet"]),
        ("?bill=billed", ["Charger"]),
        ("?bill=waived", []),
        ("?holder=partner:P1", ["Tablet"]),
        ("?holder=staff:ann&bill=billed", ["Charger"]),
        ("?bill=nonsense", ["Tablet", "Charger"]),
    ],
)
def test_costs_are_narrowed_by_what_was_decided_and_by_who_had_the_kit(
    desk: Desk, ann: Phone, charger_lost: str, asked: str, there: list[str]
) -> None:
    desk.send(charger_lost, **TYPED)
    desk.library.site("S1")
    lent = {"to": {"partner": "P1", "site": "S1", "contact": None}, "due_on": None, "parts": [], "note": None}
    desk.library.record(
        ann.record("kit.checked_out", "K1", lent, at=at(-3)), ann.checks_in("K1", ("tablet", 1, "damaged"), at=at(-2))
    )
    assert [line["Part"] for line in table(desk, asked)] == there
    page = desk.client.get(f"/kits/care{asked}").text
    costs = page[page.index('id="costs"') :]
    assert [name for name in ("Tablet", "Charger") if f"<b><bdi>{name}</bdi></b>" in costs] == there


def test_each_librarys_money_is_written_as_the_reader_writes_it(desk: Desk, charger_lost: str) -> None:
    with writing(desk.library.id) as handle:
        handle.session.get_one(LibraryRow, desk.library.id).currency = "EUR"
        handle.session.flush()

    assert [line["Currency"] for line in table(desk)] == ["EUR"]
    assert "€1,249.50" in desk.client.get("/kits/care").text
    assert "1.249,50\N{NO-BREAK SPACE}€" in desk.client.get("/kits/care?lang=es").text


def test_what_is_in_order_by_now_cannot_be_billed_and_what_is_no_loss_is_not_found(
    desk: Desk, ann: Phone, charger_lost: str
) -> None:
    page = desk.client.get(charger_lost).text
    desk.library.record(ann.checks_out("K1", ("tablet", 5), ("charger", 2), at=at(-1)))

    assert desk.send(charger_lost, made_from=page, **TYPED).status_code == 404
    for no_loss in ("charger", "charger.lost.x", "charger.lost.5"):
        assert desk.client.get(f"/kits/K1/costs/{no_loss}").status_code == 404


def test_the_page_costs_as_many_queries_with_many_losses_as_with_one(desk: Desk, ann: Phone, charger_lost: str) -> None:
    def asked() -> int:
        return queries_of(lambda: desk.client.get("/kits/care"))

    desk.send(charger_lost, **TYPED)
    before = asked()
    for number in range(8):
        kit = desk.library.kit(f"M{number}", **{f"thing{number}": 3})
        desk.library.record(
            ann.checks_out(kit, (f"thing{number}", 3), at=at(-3)),
            ann.checks_in(kit, (f"thing{number}", 3, "missing"), at=at(-2)),
        )

    assert asked() == before
