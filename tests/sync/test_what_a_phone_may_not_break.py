"""What one phone sends cannot harm the library's own devices, nor keep the phone itself from being heard."""

import json

import pytest

from fixtures.library import Library, fact_text, out_to
from outreach_app.db import writing
from outreach_app.ledger import desk

SPOILT = {
    "version": ('"v":1', '"v":9'),
    "kind": ('"kit.checked_out"', '"kit.nope"'),
    "zone": ('"America/Chicago"', "7"),
    "nothing": ("", ""),
    "payload": ('"parts":[]', '"parts":7'),
    "a NUL": ('"note":null', '"note":"\\u0000"'),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_no_phone_can_take_places_of_the_librarys_own_devices(library: Library, spoilt: str) -> None:
    phone = library.phone()
    mine = library.built_in["desk"]
    text = fact_text("kit.checked_out", "K1", out_to("ann"), id="bad", device=mine, seq=2**53 - 1, author="ann")
    before, after = SPOILT[spoilt]
    assert before in text
    (result,) = phone.ask([text.replace(before, after)])["results"]
    assert result["outcome"] == "quarantined"
    with writing(library.id) as handle:
        outcome = desk.record_one(
            handle, library.catalogue, fact_id="desk-1", kind="kit.checked_in", subject="K1", author="cora",
            payload={"parts": [], "note": None}, zone="America/Chicago",
        )  # fmt: skip
    assert outcome.outcome in ("stored", "flagged")
    assert library.facts()["desk-1"].seq == 1


@pytest.mark.parametrize("odd", ["\x00", "\ud800"])
def test_a_version_that_cannot_be_kept_is_told_as_a_broken_envelope(library: Library, odd: str) -> None:
    phone = library.phone()
    response = phone.post("sync", phone.request(app_version=odd))
    assert response.status_code == 400
    assert list(response.json["fields"]) == ["app_version"]


@pytest.mark.parametrize("member", ["label", "email", "password"])
def test_an_enrolment_that_cannot_be_kept_is_told_as_a_broken_envelope(library: Library, member: str) -> None:
    phone = library.phone()
    told = {"label": "x", "email": "a@example.org", "password": "0123456789", member: "\ud800"}
    response = phone.post("enrol", told, token="")
    assert response.status_code == 400
    assert list(response.json["fields"]) == [member]


def test_what_says_gzip_and_is_not_is_kept_in_quarantine_as_it_came(library: Library) -> None:
    phone = library.phone()
    assert phone.post("quarantine", b"no gzip", Content_Encoding="gzip").status_code == 202
    assert [bytes(row.raw) for row in library.quarantine().values()] == [b"no gzip"]


def test_a_broken_envelope_names_its_member_and_a_small_one_is_enough(library: Library) -> None:
    phone = library.phone()
    response = phone.post("sync", {**phone.request(), "limit": 0})
    assert (response.status_code, response.json["code"], list(response.json["fields"])) == (400, "envelope.broken", ["limit"])
    assert response.headers["Outreach-Nonce"] == "nonce-1"
    bare = phone.post("sync", {"protocol": 1, "sent_at": "2026-11-24T15:00:00Z", "facts": [phone.checks_out()]}, packed=True)
    assert bare.json["results"][0]["outcome"] == "stored"
    assert bare.headers["Outreach-Nonce"] == "nonce-1"


def test_without_a_token_nothing_is_told(library: Library) -> None:
    phone = library.phone()
    for path in ("sync", "quarantine"):
        response = phone.post(path, b"{", token="guessed")
        assert (response.status_code, response.json["code"], response.headers["Outreach-Nonce"]) == (
            401,
            "device.unknown",
            "nonce-1",
        )


@pytest.mark.parametrize("path", ["sync", "quarantine"])
def test_what_is_too_large_is_told_by_413(library: Library, path: str) -> None:
    phone = library.phone()
    body = json.dumps(phone.request(["x" * 530_000])).encode()
    for packed in (False, True):
        assert phone.post(path, body, packed=packed).status_code == 413


@pytest.mark.parametrize("cursor", ["rubbish", "1.other.view.3.0"])
def test_a_cursor_of_another_epoch_begins_anew_and_asks_for_the_facts_again(library: Library, cursor: str) -> None:
    answer = library.phone().ask(cursor=cursor)
    assert (answer["reset"], answer["resend"]) == (True, True)


def test_a_cursor_ahead_of_the_server_asks_again_and_one_of_another_view_only_begins_anew(library: Library) -> None:
    phone = library.phone()
    phone.sync()
    version, epoch, view, seq, fresh = str(phone.cursor).split(".")
    ahead = phone.ask(cursor=".".join([version, epoch, view, str(int(seq) + 1), fresh]))
    viewed = phone.ask(cursor=".".join([version, epoch, "0000", seq, fresh]))
    assert (ahead["reset"], ahead["resend"]) == (True, True)
    assert (viewed["reset"], viewed["resend"]) == (True, False)
