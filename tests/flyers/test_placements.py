"""Stacks of flyers: laid out and restocked on phones with no network, told to all, and what does not add up of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, ToldClock, furnished, sha256
from fixtures.photos import picture, put_photo
from outreach_app.db import reading, writing
from outreach_app.flyers import editing
from outreach_app.flyers.models import Words
from outreach_app.flyers.placements.models import FlyerHandout, FlyerPlacement

CODE, OTHER_CODE = "K7M2Q9FD4TAX", "K7M2Q23456ZZ"
ALWAYS = {"valid_from": None, "valid_until": None, "on": None, "starts": None, "ends": None, "place": ""}


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1")
        flyer(made, "F1")
        flyer(made, "OVER", valid_until="2026-11-20")
        yield made


@pytest.fixture
def phone(library: Library) -> Phone:
    return library.phone()


def flyer(library: Library, id_: str, **told: Any) -> None:
    texts = {"en": Words(title=f"Flyer {id_}", text="", action="")}
    wanted = {"texts": texts, "template": "handout", "target": "nowhere", **ALWAYS, **told}
    with writing(library.id) as handle:
        editing.add_flyer(handle, id_, by="cora", **wanted)


def placed(**told: Any) -> dict[str, Any]:
    return {
        "flyer": "F1", "code": CODE, "site": "S1", "spot": "Front desk", "language": "es", "copies": 40,
        "restock_on": "2026-12-20", "note": None, **told,
    }  # fmt: skip


def restocked(copies: int, left: int | None = None) -> dict[str, Any]:
    return {"copies": copies, "left": left, "restock_on": None, "note": None}


def removed(reason: str = "removed", left: int | None = None, code: str = CODE) -> dict[str, Any]:
    return {"code": code, "reason": reason, "left": left, "note": None}


def given(count: int, **told: Any) -> dict[str, Any]:
    return {"flyer": "F1", "language": "es", "count": count, "site": "S1", **told}


def stack(library: Library, id_: str = "N1") -> FlyerPlacement:
    with reading(library.id) as session:
        return session.scalars(select(FlyerPlacement).where(FlyerPlacement.id == id_)).one()


def handouts(library: Library) -> list[tuple[str, str, int]]:
    with reading(library.id) as session:
        return [(one.flyer_id, one.language, one.count) for one in session.scalars(select(FlyerHandout))]


def test_a_stack_is_told_to_every_phone(library: Library, phone: Phone) -> None:
    phone.sync([phone.record("flyer.placed", "N1", placed())])
    assert library.rows("placements", "all") == {
        "N1": {
            "id": "N1", "flyer": "F1", "code": CODE, "site": "S1", "spot": "Front desk", "language": "es", "copies": 40,
            "laid": 40, "placed_on": "2026-11-24", "restocked_on": None, "restock_on": "2026-12-20", "removed": None,
            "discrepancies": [],
        }
    }  # fmt: skip


def test_what_was_left_says_how_many_were_taken(library: Library, phone: Phone) -> None:
    phone.record("flyer.placed", "N1", placed())
    phone.record("flyer.restocked", "N1", restocked(30, left=10))
    phone.record("flyer.restocked", "N1", restocked(5))
    phone.sync()
    one = stack(library)
    assert (one.copies, one.laid, one.taken) == (45, 75, 30)
    phone.sync([phone.record("flyer.removed", "N1", removed("gone"))])
    one = stack(library)
    assert (one.copies, one.laid, one.taken, one.removed_because) == (0, 75, 75, "gone")
    assert library.rows("placements")["N1"]["removed"] == {"reason": "gone", "on": "2026-11-24"}


def test_who_restocks_a_stack_that_was_gone_brings_it_back(library: Library, phone: Phone) -> None:
    for kind, told in (("placed", placed()), ("removed", removed()), ("restocked", restocked(20))):
        phone.record(f"flyer.{kind}", "N1", told)
    phone.sync()
    assert (stack(library).copies, stack(library).removed_on) == (20, None)


def test_laid_out_again_it_is_put_right(library: Library, phone: Phone) -> None:
    phone.record("flyer.placed", "N1", placed())
    phone.record("flyer.placed", "N1", placed(copies=4, spot="Hall"))
    phone.sync()
    assert (stack(library).copies, stack(library).laid, stack(library).spot) == (4, 4, "Hall")
    assert library.open_kinds() == []


def test_a_code_on_two_stacks_is_told_unless_the_first_was_taken_away(library: Library, phone: Phone) -> None:
    phone.record("flyer.placed", "N1", placed())
    phone.record("flyer.removed", "N1", removed())
    phone.record("flyer.placed", "N2", placed(spot="Hall"))
    phone.record("flyer.placed", "N4", placed(code=OTHER_CODE))
    phone.sync()
    assert library.open_kinds() == []
    phone.sync([phone.record("flyer.placed", "N3", placed(spot="Kitchen"))])
    (found,) = library.discrepancies()
    assert (found.kind, found.subject) == ("flyer.code_twice", CODE)


def test_a_stack_that_is_seen_to_before_it_is_known_settles_itself(library: Library, phone: Phone) -> None:
    first = phone.record("flyer.placed", "N1", placed())
    phone.sync([phone.record("flyer.restocked", "N1", restocked(5))])
    assert library.open_kinds() == ["flyer.not_placed"]
    assert library.rows("placements") == {}
    phone.sync([first])
    assert library.open_kinds() == []
    assert stack(library).copies == 45


@pytest.mark.parametrize("kind", ["flyer.placed", "flyer.handed_out"])
def test_a_flyer_that_is_over_is_told_of_whatever_the_desk_makes_of_it_later(library: Library, phone: Phone, kind: str) -> None:
    payload = placed(flyer="OVER") if kind == "flyer.placed" else given(2, flyer="OVER")
    phone.sync([phone.record(kind, "N1", payload)])
    expected = ["flyer.expired_placed" if kind == "flyer.placed" else "flyer.expired_handed_out"]
    assert library.open_kinds() == expected
    with writing(library.id) as handle:
        editing.change_flyer(
            handle, "OVER", seen=1, by="cora", texts={}, template="handout", target="nowhere", address="", **ALWAYS
        )  # fmt: skip
    phone.sync([phone.record("flyer.handed_out", "V9", given(1, flyer="OVER"))])
    assert library.open_kinds() == expected


def test_a_flyer_that_is_handed_out_no_more_is_told_of(library: Library, phone: Phone, told: ToldClock) -> None:
    with writing(library.id) as handle:
        editing.retire_flyer(handle, "F1", by="cora")
    told.goes_on(hours=2)
    phone.sync([phone.record("flyer.handed_out", "V1", given(1), at=told.now)])
    assert library.open_kinds() == ["flyer.expired_handed_out"]


def test_hand_outs_are_counted_by_language_and_can_be_taken_back(library: Library, phone: Phone) -> None:
    for count, language in ((3, "es"), (2, None), (-1, "es"), (1, "en"), (-1, "en")):
        phone.record("flyer.handed_out", "V1", given(count, language=language))
    phone.sync()
    assert sorted(handouts(library)) == [("F1", "-", 2), ("F1", "es", 2)]
    assert library.open_kinds() == []


def test_what_happened_is_told_in_words(app: Flask, library: Library, phone: Phone) -> None:
    phone.record("flyer.placed", "N1", placed(note="By the bus plan"), visit="V1")
    phone.record("flyer.restocked", "N1", restocked(1, left=1), visit="V1")
    phone.record("flyer.removed", "N1", removed("gone"), visit="V1")
    phone.record("flyer.placed", "N2", placed(flyer="OVER"))
    phone.record("flyer.placed", "N3", placed(code=OTHER_CODE))
    phone.record("flyer.placed", "N4", placed(code=OTHER_CODE))
    phone.record("flyer.handed_out", "V1", given(2, flyer="OVER"), visit="V1")
    phone.record("flyer.restocked", "N9", restocked(1))
    phone.sync()
    cleo = Desk(app, library, "cleo", "coordinator")
    page = cleo.page("/inbox")
    for said in (
        "40 copies of Flyer F1 laid out at Place S1", "1 copy added: Flyer F1 at Place S1, Front desk", "All were taken",
        "1 was still there", "Note: By the bus plan", "2 × handed out: Flyer OVER (Español)", "K7M2Q-9FD4-TAX",
    ):  # fmt: skip
        assert said in page, said
    page = cleo.page("/discrepancies")
    for said in (
        "The code K7M2Q-2345-6ZZ is on two stacks", "laid out when it was not true", "nobody had laid out",
        "2 copies of Flyer OVER handed out when it was not true",
    ):  # fmt: skip
        assert said in page, said


def test_the_desks_page_of_a_stack_tells_what_happened_to_it_with_its_photos(
    app: Flask, library: Library, phone: Phone
) -> None:
    desk, raw = Desk(app, library, "tess", "trainer"), picture()
    name = sha256(raw)
    phone.record("flyer.placed", "N1", placed(photos=[{"sha256": name, "part": None}]))
    phone.record("flyer.removed", "N1", removed("gone"))
    phone.sync()
    assert "/flyers/stacks/N1" in desk.page("/flyers/F1")
    page = desk.page("/flyers/stacks/N1")
    assert "Photo of the stack: still on the phone phone-a." in page
    assert "40 copies of Flyer F1 laid out at Place S1" in page
    assert "All were taken" in page
    put_photo(phone, raw)
    page = desk.page("/flyers/stacks/N1")
    assert f'src="/photos/{name}"' in page
    assert 'alt="Photo of the stack"' in page
    assert "Photo of the stack" in desk.page("/inbox")
    assert desk.get("/flyers/stacks/N9").status_code == 404
