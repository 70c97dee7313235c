"""The desk's home, what came in, what does not add up: what they tell, what they cost, and settling."""

import re

import pytest

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import NOW, PASSWORD
from fixtures.queries import queries_of


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


@pytest.fixture
def held_twice(desk, told):
    """Ann and Bob took K1; Bob's phone had been in touch, Ann's had not. Gives the discrepancy's id."""
    ann, bob = desk.library.phone("phone-a", "ann"), desk.library.phone("phone-b", "bob")
    first = bob.sync([bob.checks_out("K2")])
    told.goes_on(hours=2)
    ann.checks_out("K1", at=NOW)
    seen = {"epoch": first["epoch"], "seq": first["upto"]}
    bob.checks_out("K1", at="2026-11-24T15:30:00.000Z", seen=seen)
    ann.sync()
    bob.sync()
    (one,) = [row for row in desk.library.discrepancies() if row.kind == "kit.held_twice"]
    return one.id


def told_by(page: str) -> str:
    """A page as it is read: without markup, spaces once."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_discrepancy_tells_the_story_of_both_sides(desk, held_twice):
    page = told_by(desk.client.get(f"/discrepancies/{held_twice}").text)

    assert "by Ann, with phone-a" in page
    assert "by Bob, with phone-b" in page
    assert "That phone had not heard from the library yet. It did not know of the other." in page
    assert "That phone had last heard from the library today 09:00. It did not know of the other." in page
    assert "Arrived today 11:00, 2 hours later." in page
    assert "It showed when the last of these records arrived." in page


def test_each_way_to_settle_says_what_becomes_of_the_kit(desk, held_twice):
    page = told_by(desk.client.get(f"/discrepancies/{held_twice}").text)

    assert "The second had it: Bob The kit is then with Bob since today 09:30." in page
    assert "The first had it: Ann The kit is then with Ann since today 09:00." in page


def settle(desk, one: str, page: str, **typed: str):
    hidden = {name: token_in(page, name) for name in ("csrf_token", "fact")}
    return desk.client.post(f"/discrepancies/{one}/settlement", data={**hidden, **typed})


def test_what_is_settled_is_told_with_its_note_and_how_it_went(desk, held_twice):
    page = desk.client.get(f"/discrepancies/{held_twice}").text
    answer = settle(desk, held_twice, page, choice="both", note="They met at the door.")
    after = told_by(desk.client.get(f"/discrepancies/{held_twice}").text)

    assert answer.status_code == 303
    assert "by Dora. Both: it was handed over They met at the door." in after
    assert "It was settled." in after
    assert "Settle it differently" in after


def test_who_had_the_kit_is_told_by_name_when_it_is_settled(desk, held_twice):
    page = desk.client.get(f"/discrepancies/{held_twice}").text
    (second,) = [one for one in re.findall(r'value="(stands:[^"]+)"', page) if "Bob" in told_by(page.split(one)[1])[:60]]
    settle(desk, held_twice, page, choice=second, note="")
    after = told_by(desk.client.get(f"/discrepancies/{held_twice}").text)

    assert "by Dora. The second had it: Bob " in after
    assert "It was settled. The second had it: Bob" in after


def test_what_is_settled_waits_no_more_in_the_list(desk, held_twice):
    page = desk.client.get(f"/discrepancies/{held_twice}").text
    settle(desk, held_twice, page, choice="both", note="")

    assert "Waits for" not in told_by(desk.client.get("/discrepancies?state=settled").text)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"note": "A note"}, "Choose one."),
        ({"choice": "both", "note": "A note", "csrf_token": "old"}, "this page was open for too long"),
        ({"choice": "written_off", "note": "A note"}, "That does not fit"),
    ],
    ids=["no choice", "open too long", "a choice that does not fit"],
)
def test_a_settlement_that_cannot_be_taken_comes_back_with_its_note(desk, held_twice, typed, says):
    page = desk.client.get(f"/discrepancies/{held_twice}").text
    answer = settle(desk, held_twice, page, **typed)

    assert answer.status_code in (409, 422)
    assert says in answer.text
    assert "A note" in answer.text
    assert desk.library.open_kinds() == ["kit.held_twice"]


def come_and_go(desk, numbers: range) -> None:
    """Kits with these numbers are taken out, brought back, and brought back once more, which does not add up."""
    for number in numbers:
        kit = desk.library.kit(f"K{number}", **{f"tablet-{number}": 1})
        phone = desk.library.phone(f"phone-{number}", "ann", "bob")
        phone.sync([phone.checks_out(kit), phone.checks_in(kit), phone.checks_in(kit)])


@pytest.mark.parametrize("path", ["/", "/inbox", "/discrepancies"])
def test_a_page_costs_as_many_queries_with_much_to_tell_as_with_little(desk, held_twice, path):
    come_and_go(desk, range(3, 6))
    few = queries_of(lambda: desk.client.get(path))
    come_and_go(desk, range(6, 15))

    assert queries_of(lambda: desk.client.get(path)) == few


def test_a_discrepancy_costs_as_many_queries_whoever_has_the_kit_now_and_whatever_phones_had_seen(desk, told):
    costs = []
    for kit, has_heard, again in (("K4", False, False), ("K5", True, False), ("K6", True, True)):
        desk.library.kit(kit, **{f"tablet-{kit}": 2})
        phone = desk.library.phone(f"phone-{kit}", "ann")
        told.goes_on(minutes=5)
        heard = {"seq": 1, "epoch": phone.sync([])["epoch"]} if has_heard else None
        broken = ((f"tablet-{kit}", 1), (f"tablet-{kit}", 1, "damaged"))
        phone.sync([phone.checks_out(kit, (f"tablet-{kit}", 2), seen=heard), phone.checks_in(kit, *broken, seen=heard)])
        if again:
            phone.sync([phone.checks_out(kit)])
        (one,) = [row.id for row in desk.library.discrepancies() if (row.kind, row.subject) == ("kit.part_damaged", kit)]
        costs.append(queries_of(lambda: desk.client.get(f"/discrepancies/{one}")))  # noqa: B023 (asked at once)

    in_store, in_store_heard, out_again = costs
    assert (in_store_heard, out_again) == (in_store + 1, in_store + 1)


def test_home_tells_which_phone_holds_something_and_which_is_silent(desk, told):
    phone = desk.library.phone("phone-a", "ann")
    report = {"waiting": 2, "oldest_at": "2026-11-24T14:20:00.000Z", "persisted": True, "installed": True}
    phone.sync([phone.checks_out("K1")], report=report)
    told.goes_on(days=3)
    page = told_by(desk.client.get("/").text)

    assert re.search(r"phone-a Ann · Saturday|phone-a Ann · Tuesday 09:00 2 records, the oldest of Tuesday 08:20 ask", page)
    assert "Since this time yesterday no phone handed anything in." in page


def test_home_of_a_library_in_which_nothing_happened_says_what_to_do(desk):
    page = told_by(desk.client.get("/").text)

    assert "Everything adds up" in page
    assert "Open the field app on a phone and sign in there" in page
