"""A file that a phone saved is taken in at the desk as its sync would be: any number of times, whatever is left of it."""

import io
import json
from contextvars import Context

import pytest

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library, furnished, sha256
from outreach_app.audit.models import AuditLine
from outreach_app.db import db, reading


@pytest.fixture
def desk(app, library):
    return Desk(app, library, "carla", "coordinator")


def saved(library: Library, texts, **others) -> bytes:
    """The file, as a phone writes it."""
    return json.dumps(
        {"format": "outreach-facts", "version": 1, "library": library.id, "facts": texts, **others}, indent=1
    ).encode()


def brings(desk: Desk, raw: bytes, **headers):
    """The answer to a file that is sent by the page's form."""
    told = {
        "csrf_token": hidden(desk.page("/rescue"), "csrf_token"),
        "file": (io.BytesIO(raw), "outreach-facts-2026-11-24.json"),
    }
    return Context().run(lambda: desk.http.post("/rescue", data=told, headers=headers))


def outcomes(desk: Desk, raw: bytes):
    return [one["outcome"] for one in brings(desk, raw, Accept="application/json").json["results"]]


@pytest.fixture
def phone(library):
    phone = library.phone()
    phone.checks_out()
    phone.checks_out("K2")
    return phone


def test_a_file_has_the_outcomes_that_a_sync_has(library, desk, phone):
    odd = phone.record("kit.polished", "K1", {})
    raw = saved(library, [*phone.recorded, '{"kind":"kit.chec'])

    assert outcomes(desk, raw) == ["stored", "stored", "quarantined", "quarantined"]
    assert {one.body for one in library.facts().values()} == set(phone.recorded) - {odd}
    assert {bytes(row.raw).decode() for row in library.quarantine().values()} == {odd, '{"kind":"kit.chec'}
    assert {(row.via, row.author) for row in library.facts().values()} == {("device", "ann")}


def test_brought_in_again_it_changes_nothing(library, desk, phone):
    raw = saved(library, phone.recorded)
    outcomes(desk, raw)
    before = library.shown()

    assert outcomes(desk, raw) == ["duplicate", "duplicate"]
    assert library.shown() == before


def test_a_phone_whose_facts_came_by_file_learns_so_at_its_next_sync(library, desk, phone):
    outcomes(desk, saved(library, phone.recorded))
    facts = library.facts().keys()

    answer = phone.sync()

    assert [one["outcome"] for one in answer["results"]] == ["duplicate", "duplicate"]
    assert answer["have"] == [{"device": phone.device, "through": 2, "beyond": []}]
    assert library.facts().keys() == facts


@pytest.mark.parametrize("is_file_first", [True, False])
def test_a_record_that_was_saved_as_a_file_since_a_phone_could_not_keep_it_costs_the_next_one_nothing(
    library, desk, phone, is_file_first
):
    # Storage took nothing, so the phone counts on from where it stood: its next record has the number of the one in the file.
    saved_only = phone.recorded.pop()
    phone.seq -= 1
    phone.checks_in("K1", id="next")
    raw = saved(library, [saved_only])
    for step in ("file", "sync") if is_file_first else ("sync", "file"):
        if step == "file":
            assert outcomes(desk, raw)[0] in ("stored", "flagged")
        else:
            phone.sync()

    assert {one.body for one in library.facts().values()} == {*phone.recorded, saved_only}
    assert library.open_kinds() == ["device.cloned"]
    # Whoever has the number goes on under another identity, and nothing is sent for ever.
    again = phone.sync()
    assert {one["outcome"] for one in again["results"]} == {"duplicate"}
    assert (again["new_device"] is not None) == is_file_first


def test_what_does_not_add_up_is_told_with_a_way_to_it(library, desk, phone):
    other = library.phone("phone-c", "bob")
    other.checks_out()
    phone.sync()

    page = brings(desk, saved(library, other.recorded)).text

    assert "All 1 records" not in page
    assert "1 is new and does not add up" in page
    assert "/discrepancies/" in page


@pytest.mark.parametrize("cut", [1, 20, 300])
def test_of_a_file_that_is_cut_short_what_is_whole_is_kept_and_the_rest_kept_apart(library, desk, phone, cut):
    raw = saved(library, phone.recorded)
    end = raw.rindex(b'"', 0, raw.rindex(b'"')) if cut == 1 else len(raw) - cut

    page = brings(desk, raw[:end]).text

    assert "cut short" in page
    assert phone.recorded[0] in {one.body for one in library.facts().values()}
    assert len(library.facts()) + len(library.quarantine()) == 2


def test_one_damaged_line_costs_no_other(library, desk, phone):
    phone.checks_out()
    raw = saved(library, phone.recorded)
    place = raw.index(phone.recorded[1][:30].encode().replace(b'"', b'\\"'))
    raw = raw[:place] + b"\xff\x00\n\\q" + raw[place + 5 :]

    page = brings(desk, raw).text

    assert "All 3 records are kept" in page
    assert {one.body for one in library.facts().values()} == {phone.recorded[0], phone.recorded[2]}
    assert len(library.quarantine()) == 1


def test_a_file_that_another_program_saved_anew_holds_the_same_facts(library, desk, phone):
    text = saved(library, phone.recorded).decode().replace("\n", "\r\n")

    assert outcomes(desk, text.encode("utf-8-sig")) == ["stored", "stored"]
    assert outcomes(desk, text.encode("utf-16")) == ["duplicate", "duplicate"]


def test_another_librarys_file_is_not_taken_in(app, library, desk, phone):
    other = furnished(app)

    answer = brings(desk, saved(other, phone.recorded))

    assert (answer.status_code, "another library" in answer.text) == (409, True)
    assert (library.facts(), library.quarantine()) == ({}, {})


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a file that the field app saved"),
        (b'{"some": "JSON"}', "not a file that the field app saved"),
        (b'["outreach-facts"]', "not a file that the field app saved"),
        (b'{"format": "outreach-facts", "version": 1, "lib', "ends before its first record"),
        (b"[" * 100_000, "not a file that the field app saved"),
    ],
    ids=["empty", "a picture", "other JSON", "a list", "cut too early", "deep"],
)
def test_what_is_no_such_file_is_said_in_plain_words(library, desk, raw, says):
    answer = brings(desk, raw)

    assert (answer.status_code, says in answer.text) == (422, True)
    assert (library.facts(), library.quarantine()) == ({}, {})


def test_no_file_at_all_is_said(desk):
    told = {"csrf_token": hidden(desk.page("/rescue"), "csrf_token")}

    answer = desk.post("/rescue", told)

    assert (answer.status_code, "Choose the file first" in answer.text) == (422, True)


def test_what_a_revoked_phone_recorded_is_kept_apart_as_its_sync_would_be(library, desk, phone):
    other = library.phone("phone-b", "bob")
    other.checks_out()
    library.become("phone-b", "revoked")

    assert outcomes(desk, saved(library, [other.recorded[0], *phone.recorded])) == ["quarantined", "stored", "stored"]
    assert {row.reason for row in library.quarantine().values()} == {"device_revoked"}


def test_a_decision_in_a_file_decides_nothing(library, desk, phone):
    other = library.phone("phone-b", "bob")
    other.checks_out("K1")
    outcomes(desk, saved(library, [*phone.recorded, *other.recorded]))
    (odd,) = library.discrepancies()
    settled = library.settle(odd.id, "both", subject="K1").replace("the-desk", "phone-c")

    assert outcomes(desk, saved(library, [settled])) == ["flagged"]
    assert odd.id in {one.id for one in library.discrepancies() if one.state == "open"}


def test_more_facts_than_a_sync_carries_come_in(library, desk):
    phone = library.phone()
    for _ in range(250):
        phone.checks_in()

    page = brings(desk, saved(library, phone.recorded)).text

    assert "All 250 records are kept" in page
    assert "The first 200 of 250 are shown" in page
    assert len(library.facts()) == 250


def test_a_file_larger_than_other_forms_may_be_is_taken(library, desk, phone):
    text = phone.record("kit.checked_in", "K1", {"parts": [], "note": "x" * 30_000})
    odd = [text.replace("x", chr(97 + n)) for n in range(26)] * 3

    answer = brings(desk, saved(library, odd))

    assert answer.status_code == 200


def test_who_brought_in_what_is_on_record(library, desk, phone):
    raw = saved(library, phone.recorded)
    outcomes(desk, raw)

    with reading(library.id) as session:
        (line,) = session.query(AuditLine).filter_by(what="rescues").all()
    db.session.remove()
    assert (line.staff, line.subject) == ("carla", sha256(raw))
    assert json.loads(line.after) == {"records": 2, "stored": 2}
    assert "File from a phone" in desk.page("/audit")


def test_a_trainer_may_not(app, library):
    assert Desk(app, library, "tom", "trainer").get("/rescue").status_code == 403
