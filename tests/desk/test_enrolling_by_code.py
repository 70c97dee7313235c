"""A phone is added by a code that the desk shows: eight characters, once, for fifteen minutes."""

import re
from html import unescape

import pytest

from desk.conftest import make_library, token_in
from outreach_app.accounts.models import StaffMember
from outreach_app.audit import changes
from outreach_app.db import reading, writing
from outreach_app.ids import ALPHABET

NONCE = {"Outreach-Nonce": "nonce-1"}


def member_of(app, library, email):
    with app.app_context(), reading(library) as session:
        return session.query(StaffMember).filter_by(email=email).one().id


@pytest.fixture
def trainer(app, library):
    return member_of(app, library, "trainer@one.example")


@pytest.fixture
def coordinator(app, as_role, told):
    return as_role("coordinator")


def page_with_code(client, person):
    token = token_in(client.get("/devices/new").text)
    return client.post("/devices/new", data={"csrf_token": token, "person": person})


def code_on(answer):
    return re.search(r'class="said-aloud"[^>]*>([^<]+)<', answer.text).group(1)


def enrol(app, code, label="Rosa's phone"):
    return app.test_client().post("/api/v1/enrol", json={"code": code, "label": label}, headers=NONCE)


def test_the_page_shows_a_code_that_is_typed_and_the_same_code_in_an_address(app, coordinator, trainer):
    answer = page_with_code(coordinator, trainer)

    code = code_on(answer)
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    assert f"/app/enrol#code={code.replace('-', '')}" in unescape(answer.text)
    assert 'role="img"' in answer.text


def test_a_phone_that_brings_the_code_is_its_persons(app, coordinator, trainer):
    code = code_on(page_with_code(coordinator, trainer))

    answer = enrol(app, code.lower().replace("-", " "))

    assert answer.status_code == 200
    assert [person["id"] for person in answer.json["people"]] == [trainer]
    assert answer.json["token"]


def test_a_code_enrols_once(app, coordinator, trainer):
    code = code_on(page_with_code(coordinator, trainer))

    first, second = enrol(app, code), enrol(app, code)

    assert (first.status_code, second.status_code, second.json["code"]) == (200, 401, "enrol.refused")


def test_a_code_is_no_good_after_fifteen_minutes(app, coordinator, trainer, told):
    in_time, late = code_on(page_with_code(coordinator, trainer)), None
    told.goes_on(minutes=14)
    assert enrol(app, in_time).status_code == 200
    late = code_on(page_with_code(coordinator, trainer))
    told.goes_on(minutes=16)

    answer = enrol(app, late)

    assert (answer.status_code, answer.json["code"]) == (401, "enrol.refused")


def test_a_fresh_code_takes_the_place_of_the_one_before(app, coordinator, trainer):
    before, after = (code_on(page_with_code(coordinator, trainer)) for _ in range(2))

    assert (enrol(app, before).status_code, enrol(app, after).status_code) == (401, 200)


def test_after_ten_wrong_codes_even_a_right_one_must_wait(app, coordinator, trainer):
    code = code_on(page_with_code(coordinator, trainer))

    wrong = [enrol(app, f"2222222{letter}").status_code for letter in ALPHABET[:10]]
    answer = enrol(app, code)

    assert (set(wrong), answer.status_code, answer.json["code"]) == ({401}, 429, "enrol.too_many")
    assert 0 < int(answer.headers["Retry-After"]) <= 900


def test_a_code_of_somebody_who_was_deactivated_is_no_good(app, library, coordinator, trainer):
    code = code_on(page_with_code(coordinator, trainer))
    with app.app_context(), writing(library) as handle:
        handle.session.get_one(StaffMember, (library, trainer)).active = False

    assert enrol(app, code).status_code == 401


def test_nobody_of_another_library_gets_a_code(app, coordinator):
    stranger = member_of(app, make_library(app, "two"), "trainer@two.example")

    answer = page_with_code(coordinator, stranger)

    assert (answer.status_code, "said-aloud" in answer.text) == (422, False)


def test_the_record_of_changes_tells_who_made_the_code_and_whose_phone_it_added_and_never_the_code(
    app,
    library,
    coordinator,
    trainer,
):
    code = code_on(page_with_code(coordinator, trainer)).replace("-", "")
    phone = enrol(app, code).json["device"]

    with app.app_context(), reading(library) as session:
        made, added = changes.of(session, "enrolment_codes", trainer), changes.of(session, "devices", phone)
    assert [line.staff for line in made] == [member_of(app, library, "coordinator@one.example")]
    assert [line.staff for line in added] == [trainer]
    assert code not in f"{[line.after for line in made + added]}"


def test_a_stale_page_comes_back_with_the_person_chosen(coordinator, trainer):
    answer = coordinator.post("/devices/new", data={"csrf_token": "stale", "person": trainer})

    assert (answer.status_code, f'value="{trainer}" selected' in answer.text) == (422, True)


def test_the_command_gives_the_same_address(server):
    who = ("--email", "ada@example.org", "--name", "Ada", "--password-stdin")
    server.command("init", "--library", "Cedar", "--time-zone", "America/Chicago", *who, stdin="long enough one\n")

    said = server.command("device", "code", "ada@example.org").stdout

    code = re.search(r"^(\S{4})-(\S{4}) enrols", said)
    assert f"{server.url}/app/enrol#code={code.group(1)}{code.group(2)}" in said
