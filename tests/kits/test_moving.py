"""A thing moves from one kit to another: with its tag and its printed code, and without what happened to it before."""

import pytest

from fixtures.desk import Desk
from fixtures.library import PASSWORD
from outreach_app.audit.models import AuditLine
from outreach_app.kits.models import KitPart


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    made = Desk(library, app.test_client(), library.email("dora"))
    made.send("/kits/K1/parts/new", name="Camera", count="1", tag="CC-1", serial="S-9", cost="249")
    return made


def test_it_keeps_its_tag_its_code_and_what_is_known_of_it(desk):
    (before,) = desk.rows(KitPart, KitPart.name == "Camera")
    code = before.door

    assert desk.send(f"/kits/K1/parts/{before.id}/move", to="K2").headers["Location"].endswith("/kits/K2")
    (there,) = desk.rows(KitPart, KitPart.name == "Camera", KitPart.kit_id == "K2")
    assert (there.tag, there.serial, there.cost, there.door) == ("CC-1", "S-9", "249.00", code)
    assert "Camera" in [part["name"] for part in desk.told("K2")["parts"]]
    assert "Camera" not in [part["name"] for part in desk.told("K1")["parts"] if not part.get("retired")]
    public = desk.client.get(f"/q/{code}").text
    assert "Camera" in public
    assert "K2" in public


def test_sent_twice_it_moves_once(desk):
    page = desk.client.get(f"/kits/K1/parts/{desk.part('K1', 'Camera')}/move").text
    address = f"/kits/K1/parts/{desk.part('K1', 'Camera')}/move"
    for _time in range(2):
        desk.send(address, made_from=page, to="K2")
    assert len(desk.rows(KitPart, KitPart.name == "Camera", KitPart.retired_at.is_(None))) == 1


def test_the_record_of_changes_tells_both_ends(desk):
    desk.send(f"/kits/K1/parts/{desk.part('K1', 'Camera')}/move", to="K2")
    (there,) = desk.rows(KitPart, KitPart.name == "Camera", KitPart.kit_id == "K2")
    lines = [(one.subject, one.before is None) for one in desk.rows(AuditLine, AuditLine.what == "kit_parts")]
    (here,) = desk.rows(KitPart, KitPart.name == "Camera", KitPart.kit_id == "K1")
    assert sorted(lines) == sorted([(here.id, True), (here.id, False), (there.id, True)])


def test_what_was_taken_off_its_kit_moves_no_more(desk):
    part = desk.part("K1", "Camera")
    page = desk.client.get(f"/kits/K1/parts/{part}/move").text
    desk.send(f"/kits/K1/parts/{part}/move", to="K2")
    fresh = desk.client.get(f"/kits/K1/parts/{part}/move").text
    assert page != fresh
    assert desk.send(f"/kits/K1/parts/{part}/move", made_from=fresh, to="K2").status_code == 404


def test_what_is_out_with_its_kit_stays_until_it_is_back(desk, library):
    library.record(library.phone().checks_out("K1", (desk.part("K1", "Camera"), 1)))
    answer = desk.send(f"/kits/K1/parts/{desk.part('K1', 'Camera')}/move", to="K2")
    assert answer.status_code == 409
    assert "It is out with the kit" in answer.text


def test_what_is_damaged_stays_where_that_is_noted(desk, library):
    part, phone = desk.part("K1", "Camera"), library.phone()
    library.record(phone.checks_out("K1", (part, 1)), phone.checks_in("K1", (part, 1, "damaged")))
    answer = desk.send(f"/kits/K1/parts/{part}/move", to="K2")
    assert answer.status_code == 409
    assert "It is not as it should be" in answer.text


@pytest.mark.parametrize("to", ["", "K1", "nowhere"])
def test_no_kit_or_the_same_one_is_told_at_the_field(desk, to):
    answer = desk.send(f"/kits/K1/parts/{desk.part('K1', 'Camera')}/move", to=to)
    assert answer.status_code == 422
    assert len(desk.rows(KitPart, KitPart.name == "Camera")) == 1
