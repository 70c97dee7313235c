"""Kits at the desk: adding, changing, copying, retiring; what phones and the audit hear of it."""

import json

import pytest

from fixtures.desk import Desk
from fixtures.library import PASSWORD
from outreach_app.audit.models import AuditLine
from outreach_app.kits.models import Kit, KitPart
from outreach_app.rebuild import check

LONG = "x" * 200
ODD_NAMES = [LONG, "Tablets 📱👩🏽‍🏫", "عدة الأجهزة اللوحية", 'Kit "A" & <b>B</b>']


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


@pytest.fixture
def other(desk, app):
    """A second coordinator, who edits at the same time."""
    desk.library.staff("ed", role="coordinator", password=PASSWORD)
    return Desk(desk.library, app.test_client(), desk.library.email("ed"))


def test_a_new_kit_is_told_to_the_phones_and_noted_in_the_audit(desk):
    answer = desk.send("/kits/new", code="K-13", name="Robots")
    kit = answer.location.removeprefix("/kits/")

    assert (answer.status_code, desk.told(kit)["name"]) == (303, "Robots")
    assert [(line.staff, line.before) for line in desk.rows(AuditLine, AuditLine.subject == kit)] == [("dora", None)]


def test_a_form_sent_twice_makes_one_kit(desk):
    page = desk.client.get("/kits/new").text
    first, second = (desk.send("/kits/new", made_from=page, code="K-13", name="Robots") for _ in range(2))

    assert (first.location, len(desk.rows(Kit, Kit.code == "K-13"))) == (second.location, 1)


@pytest.mark.parametrize("name", ODD_NAMES, ids=["long", "emoji", "right to left", "markup"])
def test_a_kit_may_have_any_name(desk, name):
    kit = desk.send("/kits/new", code="K-13", name=name).location.removeprefix("/kits/")

    assert desk.told(kit)["name"] == name
    assert desk.client.get(f"/kits/{kit}").status_code == 200
    assert "<b>B</b>" not in desk.client.get("/kits").text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": "", "name": "Robots"}, "code"),
        ({"code": "K-13", "name": LONG + "x"}, "name"),
        ({"code": "K-13", "name": " \t "}, "name"),
        ({"code": "k1", "name": "Robots"}, "code"),
    ],
    ids=["no code", "too long a name", "no name", "another kit's code"],
)
def test_a_form_comes_back_with_what_was_typed_and_the_message_at_the_field(desk, typed, field):
    answer = desk.send("/kits/new", **typed)

    assert answer.status_code in (409, 422)
    assert f'id="{field}-wrong"' in answer.text
    assert all(f'value="{value.strip()}"' in answer.text for value in typed.values())
    assert len(desk.rows(Kit)) == 2


def test_a_copy_has_the_parts_but_not_their_tags(desk):
    desk.send("/kits/K1/parts/new", name="Camera", count="1", tag="CC-1")
    kit = desk.send("/kits/new?like=K1", code="K-13", name="Kit K1").location.removeprefix("/kits/")

    parts = [(one["name"], one["count"], one["tag"]) for one in desk.told(kit)["parts"]]
    assert parts == [("Tablet", 5, None), ("Charger", 2, None), ("Camera", 1, None)]


def test_a_changed_name_is_told_to_the_phones(desk):
    desk.send("/kits/K1/details", code="K1", name="Old tablets")

    assert desk.told()["name"] == "Old tablets"
    (line,) = desk.rows(AuditLine, AuditLine.subject == "K1")
    assert (json.loads(line.before)["name"], json.loads(line.after)["name"]) == ("Kit K1", "Old tablets")


def test_two_who_edit_one_kit_overwrite_nothing_of_each_other(desk, other):
    mine = desk.client.get("/kits/K1/details").text
    other.send("/kits/K1/details", code="K1", name="Named by Ed")
    answer = desk.send("/kits/K1/details", made_from=mine, code="K1", name="Named by Dora")

    assert (answer.status_code, desk.told()["name"]) == (409, "Named by Ed")
    assert "Named by Ed" in answer.text
    assert 'value="Named by Dora"' in answer.text
    assert "(Ed, " in answer.text
    assert desk.send("/kits/K1/details", made_from=answer.text, code="K1", name="Named by Dora").status_code == 303
    assert desk.told()["name"] == "Named by Dora"


def test_what_the_other_changed_elsewhere_in_the_form_is_taken_over_and_said(desk, other):
    mine = desk.client.get("/kits/K1/details").text
    other.send("/kits/K1/details", code="K-77", name="Kit K1")
    answer = desk.send("/kits/K1/details", made_from=mine, code="K1", name="Named by Dora")

    assert answer.status_code == 409
    assert 'value="K-77"' in answer.text
    assert 'value="Named by Dora"' in answer.text


def test_two_who_edit_different_parts_do_not_meet(desk, other):
    tablet, charger = desk.part("K1", "Tablet"), desk.part("K1", "Charger")
    mine = desk.client.get(f"/kits/K1/parts/{tablet}").text
    other.send(f"/kits/K1/parts/{charger}", name="Charger", count="3", tag="")
    answer = desk.send(f"/kits/K1/parts/{tablet}", made_from=mine, name="Tablet", count="6", tag="")

    assert answer.status_code == 303
    assert [(one["name"], one["count"]) for one in desk.told()["parts"]] == [("Tablet", 6), ("Charger", 3)]


def test_a_tag_is_on_one_thing_only(desk):
    desk.send("/kits/K1/parts/new", name="Camera", count="1", tag="CC-1")
    answer = desk.send("/kits/K2/parts/new", name="Other camera", count="1", tag="cc-1")

    assert (answer.status_code, "Camera in K1" in answer.text) == (409, True)


@pytest.mark.parametrize("count", ["", "0", "-2", "100001", "two"])
def test_a_number_that_is_none_comes_back(desk, count):
    answer = desk.send("/kits/K1/parts/new", name="Camera", count=count, tag="")

    assert (answer.status_code, 'id="count-wrong"' in answer.text, 'value="Camera"' in answer.text) == (422, True, True)


def test_a_part_that_no_record_names_is_removed(desk):
    part = desk.part("K1", "Charger")
    desk.send(f"/kits/K1/parts/{part}/removal")

    assert [one["name"] for one in desk.told()["parts"]] == ["Tablet"]
    assert desk.rows(KitPart, KitPart.id == part) == []
    (line,) = desk.rows(AuditLine, AuditLine.subject == part)
    assert (json.loads(line.before)["name"], line.after) == ("Charger", None)


def test_a_part_that_a_record_names_is_retired_and_can_be_put_back(desk):
    phone, part = desk.library.phone(), desk.part("K1", "Charger")
    phone.checks_out("K1", (part, 2))
    phone.checks_in("K1", (part, 2))
    phone.sync()
    desk.send(f"/kits/K1/parts/{part}/removal")

    assert [one["name"] for one in desk.told()["parts"]] == ["Tablet"]
    assert "Charger" in desk.client.get("/kits/K1").text
    desk.act(f"/kits/K1/parts/{part}/return", "/kits/K1")
    assert [one["name"] for one in desk.told()["parts"]] == ["Tablet", "Charger"]


def test_a_part_that_is_out_stays_on_the_list(desk):
    phone, part = desk.library.phone(), desk.part("K1", "Charger")
    phone.checks_out("K1")
    phone.sync()
    answer = desk.send(f"/kits/K1/parts/{part}/removal")

    assert answer.status_code == 409
    assert "out with the kit" in answer.text
    assert [one["name"] for one in desk.told()["parts"]] == ["Tablet", "Charger"]


def test_a_kit_is_retired_with_a_reason_and_phones_have_it_no_more(desk):
    assert desk.send("/kits/K1/retirement", because=" ").status_code == 422
    desk.send("/kits/K1/retirement", because="Worn out")

    assert desk.told() is None
    assert "Worn out" in desk.client.get("/kits/K1").text
    assert "/kits/K1" not in desk.client.get("/kits").text
    assert "/kits/K1" in desk.client.get("/kits?state=retired").text
    desk.act("/kits/K1/return", "/kits/K1")
    assert desk.told()["code"] == "K1"


def test_a_retired_kit_stays_on_phones_until_it_is_back(desk):
    phone = desk.library.phone()
    phone.checks_out("K1")
    phone.sync()
    desk.send("/kits/K1/retirement", because="Worn out")
    while_out = desk.told()
    phone.checks_in("K1")
    phone.sync()

    assert (while_out["custody"]["state"], desk.told()) == ("out", None)
    assert ("all", "kits", "K1") not in phone.replica


def test_what_was_edited_is_what_a_rebuild_gives(desk):
    phone, part = desk.library.phone(), desk.part("K1", "Charger")
    phone.checks_out("K2")
    phone.sync()
    desk.send("/kits/K1/parts/new", name="Camera", count="1", tag="CC-1")
    desk.send(f"/kits/K1/parts/{part}/removal")
    desk.send("/kits/K2/retirement", because="Worn out")
    desk.send("/kits/new?like=K1", code="K-13", name="Copy")

    assert [one for one in check(desk.library.id).differences if "kit" in one] == []


def test_a_trainer_looks_and_changes_nothing(desk, app):
    desk.library.staff("tim", role="trainer", password=PASSWORD)
    trainer = Desk(desk.library, app.test_client(), desk.library.email("tim"))

    assert (trainer.client.get("/kits/K1").status_code, trainer.client.get("/kits/new").status_code) == (200, 403)
    assert "/kits/new" not in trainer.client.get("/kits").text
