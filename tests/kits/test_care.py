"""How kits are and what is done for them: what facts make of it, what the desk shows and records."""

from datetime import timedelta

import pytest

from fixtures.desk import Desk
from fixtures.library import NOW, PASSWORD, Library, Phone
from outreach_app.kits.amounts import amount
from outreach_app.kits.models import KitCustody
from outreach_app.ledger.models import FactRow


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def at(hours: float) -> str:
    return (NOW + timedelta(hours=hours)).isoformat()


def care(library: Library) -> dict:
    return library.rows("kits")["K1"]["care"]


def serviced(phone: Phone, *did: str, parts=(), hours: float = 0, **told: str) -> str:
    return phone.record("kit.serviced", "K1", {"did": list(did), "parts": list(parts), "note": None}, at=at(hours), **told)


def is_in(phone: Phone, kit: str | None = None, *parts: tuple[str, int, str], hours: float = 0) -> str:
    lines = [{"part": part, "count": count, "condition": word} for part, count, word in parts]
    return phone.record("kit.condition_noted", "K1", {"kit": kit, "parts": lines, "note": None}, at=at(hours))


def restocked(phone: Phone, part: str, count: int, hours: float = 0) -> str:
    return phone.record("kit.restocked", "K1", {"parts": [{"part": part, "count": count}], "note": None}, at=at(hours))


def amiss(library: Library) -> list[tuple[str, str, int]]:
    return [(one["part"], one["condition"], one["count"]) for one in care(library)["amiss"]]


def short(library: Library) -> dict[str, int]:
    return {one["part"]: one["count"] for one in care(library)["short"]}


def test_what_comes_back_damaged_or_not_at_all_is_amiss_until_it_is_repaired_or_seen(library, ann):
    library.record(
        ann.checks_out("K1", ("tablet", 5), ("charger", 2), at=at(-5)),
        ann.checks_in("K1", ("tablet", 4), ("tablet", 1, "damaged"), ("charger", 1), ("charger", 1, "missing"), at=at(-4)),
    )
    assert amiss(library) == [("charger", "lost", 1), ("tablet", "damaged", 1)]
    assert short(library) == {"charger": 1}

    library.record(serviced(ann, "repaired", parts=["tablet"], hours=-3))
    assert amiss(library) == [("charger", "lost", 1)]
    assert library.open_kinds() == ["kit.part_missing"]

    library.record(ann.checks_out("K1", ("tablet", 5), ("charger", 2), at=at(-2)))
    assert (amiss(library), short(library), library.open_kinds()) == ([], {}, [])


@pytest.mark.parametrize(("resolution", "left"), [("repaired", []), ("written_off", [("tablet", "destroyed", 1)])])
def test_what_a_coordinator_settled_of_damage_holds(library, ann, resolution, left):
    library.record(ann.checks_out(at=at(-5)), ann.checks_in("K1", ("tablet", 1, "damaged"), at=at(-4)))
    (odd,) = [row.id for row in library.discrepancies() if row.kind == "kit.part_damaged"]
    library.record(library.settle(odd, resolution, subject="K1"), via="desk")

    assert amiss(library) == left


def test_a_kit_out_of_service_that_is_lent_goes_out_and_is_told(library, ann):
    library.record(is_in(ann, "out_of_service", hours=-3), ann.checks_out(at=at(-2)))
    assert library.custody()["state"] == "out"
    assert library.open_kinds() == ["kit.lent_out_of_service"]

    library.record(serviced(ann, "repaired", hours=-2.5, recorded=at(0)))
    assert library.open_kinds() == []


def test_what_was_used_up_is_short_until_it_is_put_in_and_no_surplus_is_remembered(library, ann):
    library.record(
        ann.checks_out(at=at(-9)), ann.checks_in("K1", ("charger", 2, "consumed"), at=at(-8)), restocked(ann, "charger", 1, -7)
    )
    assert short(library) == {"charger": 1}
    library.record(restocked(ann, "charger", 5, -6), ann.checks_out(at=at(-5)))
    assert short(library) == {}
    library.record(ann.checks_in("K1", ("charger", 1, "consumed"), at=at(-4)))
    assert short(library) == {"charger": 1}


def test_a_note_on_a_part_replaces_what_was_known_of_it(library, ann):
    library.record(is_in(ann, None, ("charger", 1, "damaged"), ("charger", 1, "lost"), hours=-3))
    assert amiss(library) == [("charger", "damaged", 1), ("charger", "lost", 1)]
    library.record(is_in(ann, None, ("charger", 2, "ok"), hours=-2))
    assert amiss(library) == []


def test_work_on_a_kit_is_remembered_with_the_loans_until_then(library, ann):
    library.record(serviced(ann, "charged", "wiped", hours=-6), ann.checks_out(at=at(-5)), ann.checks_in(at=at(-4)))
    library.record(serviced(ann, "charged", hours=-3))

    told = {one["work"]: one["loans"] for one in care(library)["serviced"]}
    assert (told, care(library)["loans"]) == ({"charged": 1, "wiped": 0}, 1)


def test_the_page_of_a_kit_says_how_ready_it_is(desk, library, ann):
    library.record(
        ann.checks_out(at=at(-5)), ann.checks_in("K1", ("charger", 2, "consumed"), at=at(-4)), ann.checks_in(at=at(-3))
    )
    library.record(serviced(ann, "charged", hours=-1))
    page = desk.client.get("/kits/K1").text
    assert all(words in page for words in ("Charged today.", "Not wiped since the last loan.", "2 × Charger short."))

    library.record(serviced(ann, "wiped", hours=-0.5))
    assert "Not wiped" not in desk.client.get("/kits/K1").text


def test_a_kit_is_to_be_inspected_after_so_many_loans(desk, library, ann):
    desk.send("/kits/K1/details", code="K1", name="Kit K1", upkeep_loans="1")
    assert "To be inspected: it never was." in desk.client.get("/kits/care").text
    library.record(serviced(ann, "inspected", hours=-6))
    assert "Nothing needs care now" in desk.client.get("/kits/care").text
    library.record(ann.checks_out(at=at(-5)))
    assert "To be inspected: 1 loan since the last time." in desk.client.get("/kits/care").text
    assert desk.told("K1")["upkeep"] == {"days": None, "loans": 1}


def test_the_desk_records_what_was_done_once_however_often_the_form_is_sent(desk, library):
    page = desk.client.get("/kits/K1/servicing").text
    for _ in range(2):
        assert desk.send("/kits/K1/servicing", made_from=page, did=["charged", "wiped"]).status_code == 303

    assert [row.kind for row in desk.rows(FactRow)] == ["kit.serviced"]
    assert {one["work"] for one in care(library)["serviced"]} == {"charged", "wiped"}


def test_the_desk_takes_a_kit_out_of_service_and_finds_it_so(desk, library):
    desk.send("/kits/K1/condition", part="", condition="out_of_service", count="1", note="Smells of smoke")

    assert [row.condition for row in desk.rows(KitCustody)] == ["out_of_service"]
    found = desk.client.get("/kits?state=out_of_service").text
    assert "Kit K1" in found
    assert "Kit K2" not in found
    assert "Smells of smoke" in desk.client.get("/kits/K1").text


def test_a_whole_kit_is_not_lost_by_a_form_and_the_form_says_so(desk):
    answer = desk.send("/kits/K1/condition", part="", condition="lost", count="1")

    assert answer.status_code == 422
    assert 'id="condition-wrong"' in answer.text
    assert desk.rows(FactRow) == []


def test_the_restock_list_holds_counted_parts_below_their_minimum_and_a_form_takes_them_off(desk, library, ann):
    desk.send("/kits/K1/parts/charger", name="Charger", count="2", tag="", least="2")
    library.record(ann.checks_out(at=at(-5)), ann.checks_in("K1", ("charger", 1, "consumed"), at=at(-4)))
    assert "Restock list" in desk.client.get("/kits/care").text

    desk.send("/kits/K1/restocking?part=charger&count=1", part="charger", count="1")
    assert "Restock list" not in desk.client.get("/kits/care").text


def test_with_enough_left_nothing_is_on_the_restock_list(desk, library, ann):
    desk.send("/kits/K1/parts/charger", name="Charger", count="2", tag="", least="1")
    library.record(ann.checks_out(at=at(-5)), ann.checks_in("K1", ("charger", 1, "consumed"), at=at(-4)))

    assert "Restock list" not in desk.client.get("/kits/care").text


def seen_to(library: Library) -> list[tuple[str, str, str]]:
    return [(one["part"], one["work"], one["at"]) for one in care(library).get("seen_to", ())]


def test_what_was_done_with_some_parts_is_told_of_them_until_the_whole_kit_has_it(library, ann):
    library.record(serviced(ann, "charged", "wiped", hours=-9))
    assert "seen_to" not in care(library)
    library.record(
        serviced(ann, "charged", "updated", parts=["tablet"], hours=-7), serviced(ann, "charged", parts=["charger"], hours=-6)
    )
    at_eight, at_nine = "2026-11-24T08:00:00.000Z", "2026-11-24T09:00:00.000Z"
    assert seen_to(library) == [
        ("charger", "charged", at_nine),
        ("tablet", "charged", at_eight),
        ("tablet", "updated", at_eight),
    ]
    # The kit as a whole was last seen to before that.
    assert {one["work"]: one["at"][11:13] for one in care(library)["serviced"]} == {"charged": "06", "wiped": "06"}

    library.record(serviced(ann, "charged", hours=-5))
    assert seen_to(library) == [("tablet", "updated", at_eight)]
    # It arrives last, and was before.
    library.record(serviced(ann, "charged", parts=["charger"], hours=-8))
    assert seen_to(library) == [("tablet", "updated", at_eight)]


def test_the_desk_records_it_of_some_parts_and_the_history_says_so(desk):
    page = desk.client.get("/kits/K1/servicing").text
    assert desk.send("/kits/K1/servicing", made_from=page, did=["charged"], parts=["charger"]).status_code == 303

    shown = desk.client.get("/kits/K1").text
    assert "K1, not all of it: charged" in shown
    assert "charged today" in shown
    assert [one[:2] for one in seen_to(desk.library)] == [("charger", "charged")]
    assert desk.send("/kits/K1/servicing", did=["charged"], parts=["thing-of-another-kit"]).status_code == 422


def test_what_is_lost_or_damaged_is_told_with_its_price_and_who_had_it(desk, library, ann):
    desk.send("/kits/K1/parts/tablet", name="Tablet", count="5", tag="", cost="$1,249.5", serial="SN-1", model="M 10")
    library.record(ann.checks_out(at=at(-5)), ann.checks_in("K1", ("tablet", 2, "damaged"), at=at(-4)))

    page, file = desk.client.get("/kits/care").text, desk.client.get("/kits/costs.csv").text
    assert all(words in page for words in ("$1,249.50", "$2,499.00", "Ann", "2 × damaged"))
    assert "K1,Tablet,,SN-1,M 10,damaged,2,1249.50,2499.00,USD,Ann,2026-11-24,not decided,," in file


@pytest.mark.parametrize(
    ("typed", "means"),
    [("249", "249.00"), ("1,249.5", "1249.50"), ("12,50", "12.50"), ("€ 3", "3.00"), ("1,000", "1000.00"), ("", None)],
)
def test_an_amount_is_read_as_people_type_it(typed, means):
    assert amount(typed) == means


@pytest.mark.parametrize("typed", ["-1", "much", "nan", "1e400", "99999999999"])
def test_what_is_no_amount_comes_back_with_a_word(desk, typed):
    answer = desk.send("/kits/K1/parts/tablet", name="Tablet", count="5", tag="", cost=typed)

    assert answer.status_code == 422
    assert 'id="cost-wrong"' in answer.text
