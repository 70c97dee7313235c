"""The desk's pages of phones: how each is doing, and how one is told to leave."""

import json

import pytest

from desk.conftest import token_in
from desk.counting import asked_for
from outreach_app.accounts import devices
from outreach_app.accounts.models import Device, StaffMember
from outreach_app.audit import changes
from outreach_app.db import reading, writing
from outreach_app.ids import new


def staff_of(session, role):
    return session.query(StaffMember).filter_by(role=role).one()


def add_phone(app, library, label="Rosa's phone", *, seen=True, **told):
    with app.app_context(), writing(library) as handle:
        id_, token = devices.add(handle, label)
        devices.add_person(handle, id_, staff_of(handle.session, "trainer"))
        device = handle.session.get_one(Device, (library, id_))
        if seen:
            devices.seen(
                handle, device, "0.1.0", {"waiting": 0, "oldest_at": None, "persisted": True, "installed": True, **told}
            )
    return id_, token


@pytest.fixture
def coordinator(as_role, told):
    return as_role("coordinator")


def do(client, path):
    return client.post(path, data={"csrf_token": token_in(client.get(path).text)})


def state_of(app, library, device):
    with app.app_context(), reading(library) as session:
        return session.get_one(Device, (library, device)).state


def test_a_list_says_who_uses_a_phone_and_what_waits_on_it(app, library, coordinator):
    add_phone(app, library, waiting=3, oldest_at="2026-11-24T14:00:00Z")

    page = coordinator.get("/devices").text

    assert "Rosa&#39;s phone" in page
    assert "A trainer" in page
    assert "3 records, the oldest of today 08:00" in page


def test_a_phone_that_is_silent_and_may_hold_something_comes_first_and_is_to_be_asked_about(app, library, coordinator, told):
    add_phone(app, library, "Silent", waiting=2)
    told.goes_on(days=3)
    add_phone(app, library, "Fresh")
    page = coordinator.get("/devices").text
    asked = coordinator.get("/devices?which=ask").text

    assert page.index("Silent") < page.index("Fresh")
    assert ("Silent" in asked, "Fresh" in asked) == (True, False)


def test_a_phone_that_was_emptied_says_whom_to_ask(app, library, coordinator):
    device, _ = add_phone(app, library, storage_lost=True)

    page = coordinator.get(f"/devices/{device}").text

    assert "This phone was emptied." in page
    assert "Ask A trainer what was recorded last." in page


def test_that_a_phone_was_emptied_stays_told_until_somebody_took_note(app, library, coordinator, told):
    device, _ = add_phone(app, library, storage_lost=True)
    with app.app_context(), writing(library) as handle:
        told.goes_on(minutes=5)
        devices.seen(handle, handle.session.get_one(Device, (library, device)), "0.1.0", {"waiting": 0, "storage_lost": False})
    page = coordinator.get(f"/devices/{device}").text
    assert "This phone was emptied." in page
    assert "It told so today 09:00." in page

    coordinator.post(f"/devices/{device}/loss", data={"csrf_token": token_in(page)})

    assert "This phone was emptied." not in coordinator.get(f"/devices/{device}").text
    with app.app_context(), reading(library) as session:
        (line,) = changes.of(session, "devices", device)
        assert line.staff == staff_of(session, "coordinator").id


def test_what_was_a_copy_of_another_phone_says_so_on_both(app, library, coordinator):
    device, _ = add_phone(app, library)
    with app.app_context(), writing(library) as handle:
        copy, _ = devices.identity_for_clone(handle, devices.found(handle.session, device), "a-fact")

    assert "It was a copy of another phone." in coordinator.get(f"/devices/{copy}").text
    assert "Another phone was a copy of it." in coordinator.get(f"/devices/{device}").text


def test_the_home_warns_of_phones_that_hold_something_and_are_silent_and_tells_of_silent_ones(app, library, coordinator, told):
    add_phone(app, library, "Holds", waiting=2)
    add_phone(app, library, "Quiet")
    told.goes_on(days=1, hours=23)
    assert "silent for two days" not in coordinator.get("/").text

    told.goes_on(hours=2)
    add_phone(app, library, "Fresh", waiting=1)
    home, silent = coordinator.get("/").text, coordinator.get("/devices?which=silent").text

    assert "1 phone holds records and has been silent for two days." in home
    assert "2 phones have been silent for two days." in home
    assert [name in silent for name in ("Holds", "Quiet", "Fresh")] == [True, True, False]


def test_telling_a_phone_to_leave_takes_two_steps_and_is_in_the_record_of_changes(app, library, coordinator):
    device, _ = add_phone(app, library)
    coordinator.get(f"/devices/{device}/leaving")
    assert state_of(app, library, device) == "active"

    answer = do(coordinator, f"/devices/{device}/leaving")

    assert (answer.status_code, state_of(app, library, device)) == (303, "draining")
    with app.app_context(), reading(library) as session:
        (line,) = changes.of(session, "devices", device)
        assert line.staff == staff_of(session, "coordinator").id
        assert (json.loads(line.before)["state"], json.loads(line.after)["state"]) == ("active", "draining")


def test_what_a_revoked_phone_sends_is_kept_apart_and_it_stays_revoked(app, library, coordinator):
    device, token = add_phone(app, library)
    leaving = token_in(coordinator.get(f"/devices/{device}/leaving").text)
    do(coordinator, f"/devices/{device}/revocation")

    told = {
        "protocol": 1,
        "app_version": "0.1.0",
        "sent_at": "2026-11-24T15:00:00Z",
        "cursor": None,
        "facts": ["{}"],
        "devices": [],
    }
    headers = {"Outreach-Nonce": "n", "Authorization": f"Device {token}"}
    answer = app.test_client().post("/api/v1/sync", json={**told, "facts": ["{}"], "devices": []}, headers=headers)
    back = coordinator.post(f"/devices/{device}/leaving", data={"csrf_token": leaving})

    assert (answer.json["device"], answer.json["results"][0]["reason"]) == ("revoked", "device_revoked")
    assert (back.status_code, state_of(app, library, device)) == (409, "revoked")


def test_a_revoked_phone_is_listed_apart(app, library, coordinator):
    device, _ = add_phone(app, library, "Stolen")
    do(coordinator, f"/devices/{device}/revocation")

    assert ("Stolen" in coordinator.get("/devices").text, "Stolen" in coordinator.get("/devices?which=revoked").text) == (
        False,
        True,
    )


def test_a_page_that_was_open_too_long_changes_nothing_and_asks_again(app, library, coordinator):
    device, _ = add_phone(app, library)

    answer = coordinator.post(f"/devices/{device}/revocation", data={"csrf_token": "stale"})

    assert (answer.status_code, "Not saved yet" in answer.text, state_of(app, library, device)) == (422, True, "active")


def test_phones_of_another_library_and_the_librarys_own_devices_are_not_there(app, library, coordinator):
    with app.app_context(), reading(library) as session:
        desk = devices.built_in(session)["desk"]

    assert [coordinator.get(f"/devices/{id_}").status_code for id_ in (desk, new())] == [404, 404]


@pytest.mark.parametrize("odd", ["?from=x", "?from=-1", "?from=999", "?which=odd", "?q=%00", "?q=%25_'"])
def test_an_odd_address_is_a_list_all_the_same(app, library, coordinator, odd):
    add_phone(app, library)

    assert coordinator.get(f"/devices{odd}").status_code == 200


def test_a_label_that_is_long_or_written_from_the_right_is_shown_as_it_is(app, library, coordinator):
    labels = ["W" * 100, "هاتف روزا 📱", "<b>bold</b>"]
    for label in labels:
        add_phone(app, library, label)

    page = coordinator.get("/devices").text

    assert labels[0] in page
    assert labels[1] in page
    assert "&lt;b&gt;bold" in page


def test_pages_of_phones_ask_the_database_as_often_for_many_as_for_few(app, library, coordinator):
    device, _ = add_phone(app, library)
    few = asked_for(app, coordinator, "/devices"), asked_for(app, coordinator, f"/devices/{device}")
    for number in range(20):
        add_phone(app, library, f"Phone {number}", waiting=number)

    assert (asked_for(app, coordinator, "/devices"), asked_for(app, coordinator, f"/devices/{device}")) == few
