"""Who is on the staff: invited by a link, given a role, deactivated, let in again."""

import dataclasses
import json
import re
from html import unescape

import pytest
from sqlalchemy import select

from desk.conftest import PASSWORD, make_library, sign_in, token_in
from desk.counting import asked_for
from outreach_app.accounts import devices, people
from outreach_app.accounts.models import Device, StaffMember
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading, writing
from outreach_app.feed.models import FeedRow

NEW = {"name": "Maria Ortiz", "email": "maria@cedar.example", "role": "trainer"}
CHOSEN = {"name": "Maria Ortiz", "password": "four words of mine", "again": "four words of mine"}


@pytest.fixture
def admin(as_role, told):
    return as_role("admin")


def member(app, library, email):
    with app.app_context(), reading(library) as session:
        return session.scalars(select(StaffMember).where(StaffMember.email == email)).one_or_none()


def send(client, path, to=None, **told):
    return client.post(to or path, data={"csrf_token": token_in(client.get(path).text), **told})


def link_on(answer):
    """The path of the link that a page shows."""
    return re.search(r'id="link"[^>]*value="https?://[^/"]+(/[^"]+)"', unescape(answer.text)).group(1)


def lines(app, library, what):
    with app.app_context(), reading(library) as session:
        return list(session.scalars(select(AuditLine).where(AuditLine.what == what).order_by(AuditLine.at, AuditLine.id)))


def test_somebody_invited_chooses_a_password_and_is_on_the_staff(app, library, admin):
    link = link_on(send(admin, "/staff/new", **NEW))
    newcomer = app.test_client()

    answer = send(newcomer, link, **CHOSEN)

    assert (answer.status_code, answer.location) == (303, "/")
    assert member(app, library, NEW["email"]).role == "trainer"
    assert newcomer.get("/kits").status_code == 200
    assert sign_in_with(app, NEW["email"], CHOSEN["password"]).status_code == 303


def sign_in_with(app, email, password):
    client = app.test_client()
    return send(client, "/sign-in", email=email, password=password)


def test_phones_hear_of_somebody_new(app, library, admin):
    send(app.test_client(), link_on(send(admin, "/staff/new", **NEW)), **CHOSEN)

    with app.app_context(), reading(library) as session:
        rows = session.scalars(select(FeedRow.row).where(FeedRow.collection == "people"))
        assert "Maria Ortiz" in [json.loads(row)["name"] for row in rows]


def test_a_link_works_once(app, admin):
    link = link_on(send(admin, "/staff/new", **NEW))
    send(app.test_client(), link, **CHOSEN)

    answer = app.test_client().get(link)

    assert (answer.status_code, "works no more" in answer.text) == (410, True)


def test_a_link_works_for_three_days(app, admin, told):
    link = link_on(send(admin, "/staff/new", **NEW))
    told.goes_on(hours=71, minutes=59)
    assert app.test_client().get(link).status_code == 200
    told.goes_on(minutes=2)

    assert app.test_client().get(link).status_code == 410


def test_a_fresh_link_and_a_withdrawal_close_the_one_before(app, library, admin):
    first = link_on(send(admin, "/staff/new", **NEW))
    (invitation,) = set(re.findall(r"/staff/invitations/([^/]+)/withdrawal", admin.get("/staff").text))
    fresh = link_on(send(admin, "/staff", f"/staff/invitations/{invitation}/link"))
    assert [app.test_client().get(path).status_code for path in (first, fresh)] == [410, 200]

    send(admin, f"/staff/invitations/{invitation}/withdrawal")

    assert app.test_client().get(fresh).status_code == 410
    assert NEW["email"] not in admin.get("/staff").text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"password": "short", "again": "short"}, "Use at least 10 characters."),
        ({"again": "something else"}, "The two are not the same."),
        ({"name": " "}, "Give the name that colleagues know."),
    ],
)
def test_a_wrong_password_page_comes_back_and_the_link_still_works(app, admin, wrong, says):
    link = link_on(send(admin, "/staff/new", **NEW))
    newcomer = app.test_client()

    answer = send(newcomer, link, **{**CHOSEN, **wrong})

    assert (answer.status_code, says in answer.text) == (422, True)
    assert send(newcomer, link, **CHOSEN).status_code == 303


def test_an_address_that_signs_in_somebody_or_is_invited_is_told_at_its_field(app, admin):
    send(admin, "/staff/new", **NEW)

    taken = send(admin, "/staff/new", **{**NEW, "email": "Trainer@one.example"})
    invited = send(admin, "/staff/new", **{**NEW, "email": "MARIA@cedar.example"})

    assert "This address signs in somebody already." in taken.text
    assert "This address is invited already." in invited.text
    assert [answer.status_code for answer in (taken, invited)] == [422, 422]
    assert 'value="Maria Ortiz"' in taken.text


@pytest.mark.parametrize("odd", ["W" * 200, "ماريا 👩‍🏫", "Zoë <b>"])
def test_a_name_may_be_long_or_written_from_the_right(app, library, admin, odd):
    answer = send(app.test_client(), link_on(send(admin, "/staff/new", **{**NEW, "name": odd})), **{**CHOSEN, "name": odd})

    assert answer.status_code == 303
    assert member(app, library, NEW["email"]).name == odd


def test_with_a_mail_server_the_link_goes_by_mail_and_is_not_shown(app, admin, mail_server):
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], mail_url=mail_server.url)

    answer = send(admin, "/staff/new", **NEW)

    (letter,) = mail_server.letters
    assert (letter["To"], letter["From"]) == (NEW["email"], "desk@cedar.example")
    assert "Sent to maria@cedar.example." in answer.text
    link = re.search(r"https?://[^/\s]+(/invitations/\S+)", letter.get_content()).group(1)
    assert link not in answer.text
    assert app.test_client().get(link).status_code == 200


def test_where_mail_fails_the_page_says_so_and_shows_the_link(app, admin, mail_server):
    app.extensions["settings"] = dataclasses.replace(app.extensions["settings"], mail_url=mail_server.url)
    mail_server.refuses = True

    answer = send(admin, "/staff/new", **NEW)

    assert "The message was not sent" in answer.text
    assert app.test_client().get(link_on(answer)).status_code == 200


def test_a_new_password_by_a_link_signs_out_everywhere_and_the_old_one_is_good_until_then(app, library, admin):
    trainer = member(app, library, "trainer@one.example")
    elsewhere = sign_in(app.test_client(), trainer.email)
    link = link_on(send(admin, f"/staff/{trainer.id}/password-link"))
    assert elsewhere.get("/kits").status_code == 200

    answer = send(app.test_client(), link, password="another one of mine", again="another one of mine")

    assert answer.status_code == 303
    assert elsewhere.get("/kits").status_code == 303
    assert [sign_in_with(app, trainer.email, word).status_code for word in (PASSWORD, "another one of mine")] == [401, 303]
    assert app.test_client().get(link).status_code == 410


def test_a_link_for_a_password_ends_with_the_sign_in_that_it_is_for(app, library, admin):
    trainer = member(app, library, "trainer@one.example")
    link = link_on(send(admin, f"/staff/{trainer.id}/password-link"))

    send(admin, f"/staff/{trainer.id}/deactivation")

    assert app.test_client().get(link).status_code == 410


def test_the_role_is_changed_and_holds_at_once(app, library, admin):
    trainer = member(app, library, "trainer@one.example")
    client = sign_in(app.test_client(), trainer.email)
    assert client.get("/devices").status_code == 403

    send(admin, f"/staff/{trainer.id}", name="A trainer", role="coordinator")

    assert client.get("/devices").status_code == 200


def test_the_last_admin_is_neither_deactivated_nor_given_another_role(app, library, admin):
    only = member(app, library, "admin@one.example")

    deactivated = send(admin, f"/staff/{only.id}/deactivation")
    demoted = send(admin, f"/staff/{only.id}", name="An admin", role="trainer")

    assert [answer.status_code for answer in (deactivated, demoted)] == [409, 409]
    assert all("This is the last admin." in answer.text for answer in (deactivated, demoted))
    now = member(app, library, "admin@one.example")
    assert (now.role, now.active) == ("admin", True)


def test_a_phone_leaves_with_the_last_of_its_people_and_a_shared_one_stays(app, library, admin):
    trainer = member(app, library, "trainer@one.example")
    with app.app_context(), writing(library) as handle:
        own, _ = devices.add(handle, "Own phone")
        shared, _ = devices.add(handle, "Shared phone")
        people_ = {one.role: one for one in handle.session.scalars(select(StaffMember))}
        for device, role in ((own, "trainer"), (shared, "trainer"), (shared, "coordinator")):
            devices.add_person(handle, device, people_[role])
    page = admin.get(f"/staff/{trainer.id}/deactivation").text
    assert "Own phone is used by nobody else" in page
    assert "Shared phone is shared and stays in use" in page

    send(admin, f"/staff/{trainer.id}/deactivation")

    with app.app_context(), reading(library) as session:
        states = {one.label: one.state for one in session.scalars(select(Device)) if not one.built_in}
    assert states == {"Own phone": "draining", "Shared phone": "active"}
    assert [json.loads(line.after)["state"] for line in lines(app, library, "devices")] == ["draining"]


def test_somebody_deactivated_is_signed_out_and_can_come_back(app, library, admin):
    trainer = member(app, library, "trainer@one.example")
    client = sign_in(app.test_client(), trainer.email)

    send(admin, f"/staff/{trainer.id}/deactivation")
    signed_out, refused = client.get("/kits").status_code, sign_in_with(app, trainer.email, PASSWORD).status_code
    send(admin, f"/staff/{trainer.id}/reactivation")

    assert (signed_out, refused, sign_in_with(app, trainer.email, PASSWORD).status_code) == (303, 401, 303)


def test_the_record_of_changes_tells_who_did_it_and_no_secret(app, library, admin):
    token = link_on(send(admin, "/staff/new", **NEW)).rpartition("/")[2]
    send(app.test_client(), f"/invitations/{token}", **CHOSEN)

    asker, newcomer = (member(app, library, email).id for email in ("admin@one.example", NEW["email"]))
    (invited,) = lines(app, library, "invitations")
    (added,) = lines(app, library, "staff")
    assert (invited.staff, added.staff) == (asker, newcomer)
    told = f"{invited.after}{added.after}"
    assert (token in told, CHOSEN["password"] in told, "argon2" in told) == (False, False, False)


def test_staff_of_another_library_are_not_there(app, library, admin):
    other = make_library(app, "two")
    stranger = member(app, other, "trainer@two.example")

    assert [admin.get(f"/staff/{stranger.id}{end}").status_code for end in ("", "/deactivation", "/password-link")] == [404] * 3
    assert "two.example" not in admin.get("/staff").text


def test_a_list_of_staff_is_narrowed_and_goes_on_over_pages(app, library, admin, monkeypatch):
    monkeypatch.setattr("outreach_app.administration.staff.queries.PAGE", 3)
    add_many(app, library, 7)
    seen, path = [], "/staff?q=Person"
    while path:
        page = admin.get(path).text
        seen += re.findall(r"<b dir=\"auto\">(Person \d)</b>", page)
        path = unescape(match.group(1)) if (match := re.search(r'rel="next" href="([^"]+)"', page)) else None

    assert seen == [f"Person {number}" for number in range(7)]
    assert "Person" not in admin.get("/staff?role=admin").text


def add_many(app, library, count):
    with app.app_context(), writing(library) as handle:
        for number in range(count):
            told = {"email": f"{number}@one.example", "name": f"Person {number}", "role": "trainer"}
            people.add_staff(handle, **told, password=PASSWORD)


def test_pages_of_staff_ask_the_database_as_often_for_many_as_for_few(app, library, admin):
    trainer = member(app, library, "trainer@one.example").id
    paths = ("/staff", f"/staff/{trainer}", f"/staff/{trainer}/deactivation")
    few = [asked_for(app, admin, path) for path in paths]
    add_many(app, library, 8)

    assert [asked_for(app, admin, path) for path in paths] == few
